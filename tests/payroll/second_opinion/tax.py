"""Income tax under PAYE in integers, after HMRC's Specification for PAYE Tax Table Routines.

Amounts are pence. Where the specification keeps four decimals of a pound, a variable's name says `fine`: it
counts hundredths of a penny, and floor division is the specification's cutting off.
"""

import re

Bands = tuple[tuple[int | None, int], ...]

SPANS = {"weekly": 1, "two_weekly": 2, "four_weekly": 4, "monthly": 1}
PARTS = {"weekly": 52, "two_weekly": 52, "four_weekly": 52, "monthly": 12}

# Each band: the yearly taxable pay at which it ends, in pounds, and its rate in percent.
_NOT_SCOTLAND: Bands = ((37_700, 20), (125_140, 40), (None, 45))
_SCOTLAND: dict[str, Bands] = {
    "2023-24": ((2_162, 19), (13_118, 20), (31_092, 21), (125_140, 42), (None, 47)),
    "2024-25": ((2_306, 19), (13_991, 20), (31_092, 21), (62_430, 42), (125_140, 45), (None, 48)),
    "2025-26": ((2_827, 19), (14_921, 20), (31_092, 21), (62_430, 42), (125_140, 45), (None, 48)),
    "2026-27": ((3_967, 19), (16_956, 20), (31_092, 21), (62_430, 42), (125_140, 45), (None, 48)),
}

_CODE = re.compile(
    r"(?P<nation>[SC]?)(?:(?P<free>\d{1,6})[LMNT]|K(?P<added>\d{1,4})|(?P<basic>BR)|D(?P<d>\d)|(?P<nt>NT))"
    r"(?P<alone>W1M1|W1|M1|X|NONCUM)?"
)


def bands_of(*, year: str, nation: str) -> Bands:
    """The bands of a year for Scotland (`S`), Wales (`C`) or the rest of the United Kingdom (empty)."""
    return _SCOTLAND[year] if nation == "S" else _NOT_SCOTLAND


def read_code(text: str) -> tuple[str, str, int, bool]:
    """Take a tax code apart: nation, kind, number, and whether it says that each payment stands alone.

    The kind is `free` (a suffix code), `added` (a K code), `flat` (BR and D codes) or `none` (NT). The number
    of a flat code counts the bands above the basic one.
    """
    found = _CODE.fullmatch(re.sub(r"[\s./]", "", text).upper())
    if not found:
        raise ValueError(f"{text} is not a tax code")
    nation, alone = found["nation"], bool(found["alone"])
    if found["free"]:
        return nation, "free", int(found["free"]), alone
    if found["added"]:
        return nation, "added", int(found["added"]), alone
    if found["nt"]:
        return nation, "none", 0, alone
    return nation, "flat", int(found["d"]) + 1 if found["d"] else 0, alone


def part_of_allowance(*, number: int, frequency: str) -> int:
    """What one week or month of a code's number is worth in pence (routine 4.3.1).

    The nine pounds stand for the last figure of the allowance, which a code leaves out.
    """
    if not number:
        return 0
    parts = PARTS[frequency]
    blocks, rest = divmod(number - 1, 500)
    fine = (10 * (rest + 1) + 9) * 10_000 // parts
    return -(-fine // 100) + blocks * (41_667 if parts == 12 else 9_616)


def on_taxable_pay(*, taxable: int, bands: Bands, periods: int, frequency: str) -> int:
    """Tax in pence on taxable pay for so many weeks or months of the year's bands (routines 4.4.4 to 4.4.7).

    Which band applies is decided with the pence and the band's end rounded up to a pound; how much is taxed
    in it, without the pence and with the exact end.
    """
    if taxable <= 0:
        return 0
    parts, below, tax_below = PARTS[frequency], 0, 0
    for end, percent in bands:
        if end is not None and taxable > 100 * -(-(end * periods * 10_000 // parts) // 10_000):
            tax_below += (end - below) * percent
            below = end
            continue
        fine_in_band = taxable // 100 * 10_000 - below * periods * 10_000 // parts
        fine = tax_below * 100 * periods // parts + fine_in_band * percent // 100
        return fine // 100
    raise AssertionError("the last band has no end")


def on_pay(*, year: str, frequency: str, code: tuple[str, str, int, bool], periods: int, pay: int) -> int:
    """Tax in pence on pay under a code, over so many weeks or months, before anything already paid."""
    nation, kind, number, _alone = code
    bands = bands_of(year=year, nation=nation)
    if kind == "none":
        return 0
    if kind == "flat":
        return max(pay, 0) // 100 * bands[(nation == "S") + number][1]
    allowance = part_of_allowance(number=number, frequency=frequency) * periods
    taxable = pay + allowance if kind == "added" else pay - allowance
    return on_taxable_pay(taxable=taxable, bands=bands, periods=periods, frequency=frequency)


def deducted(
    *,
    year: str,
    frequency: str,
    period: int,
    code: str,
    alone: bool,
    pay: int,
    pay_before: int,
    tax_before: int,
) -> int:
    """Tax in pence to take from one payment; a negative amount is paid back.

    A payment stands alone by its code, by `alone`, or as the extra payday of weeks 53, 54 and 56
    (routines 8 and 14). Half of the payment at most is taken, whatever the code (routine 4.5.2).
    """
    parsed = read_code(code)
    if alone or parsed[3] or period > PARTS[frequency]:
        period, pay_before, tax_before = SPANS[frequency], 0, 0
    due = on_pay(year=year, frequency=frequency, code=parsed, periods=period, pay=pay_before + pay)
    return min(due - tax_before, max(pay, 0) // 2)
