"""Rows that `manage.py calculate_pay` must be able to work out, the same for the same seed.

They look for trouble: amounts a penny from every threshold and band, the extra paydays, pay and tax brought
forward that do not fit together, and codes as people write them. None asks for what no payroll may do.
"""

import random
from collections.abc import Iterator

from tests.payroll.second_opinion import insurance, loans_and_pension, rows, tax

YEARS = ("2024-25", "2025-26", "2026-27")
PERIODS: dict[str, tuple[int, ...]] = {
    "weekly": (*range(1, 53), 53),
    "two_weekly": (*range(2, 53, 2), 54),
    "four_weekly": (*range(4, 53, 4), 56),
    "monthly": tuple(range(1, 13)),
}
PENSIONS = ("", "relief_at_source", "net_pay")
MARKS = (" W1", " M1", " X", "W1", "M1", "X", " W1/M1", " x", " m1", " noncum")
# Around these numbers the blocks of 500 begin and end; the others are common codes.
NUMBERS = (1, 2, 45, 145, 499, 500, 501, 999, 1000, 1001, 1257, 1383, 1500, 1501)
MOST = 999_999_99


def generated(*, count: int, seed: int) -> Iterator[dict[str, str]]:
    """Yield so many rows."""
    chance = random.Random(seed)  # noqa: S311
    for number in range(count):
        yield _row(chance) | {"id": f"{seed}-{number}"}


def _row(chance: random.Random) -> dict[str, str]:
    year, frequency = chance.choice(YEARS), chance.choice(tuple(PERIODS))
    row = {
        "tax_year": year,
        "frequency": frequency,
        "period": str(_period(chance, frequency=frequency)),
        "tax_code": _code(chance),
        "non_cumulative": "yes" if chance.random() < 0.1 else "no",
        "ni_category": chance.choice(insurance.LETTERS),
        "student_loan": chance.choice(("", *loans_and_pension.plans(year))),
        "postgraduate_loan": chance.choice(("yes", "no")),
        "pension": chance.choice(PENSIONS),
    }
    pay = _pay(chance, year=year, frequency=frequency)
    if chance.random() < 0.3:
        pay, before = _at_a_band(chance, row=row, pay=pay)
    else:
        before = _pay_before(chance, period=int(row["period"]), pay=pay)
    taken = _tax_before(chance, row=row, before=before)
    amounts = {"pay": pay, "pay_to_date": before, "tax_to_date": taken}
    return row | {name: rows.pounds(amount) for name, amount in amounts.items()}


def _period(chance: random.Random, *, frequency: str) -> int:
    """Any period of the year; more often than their share the first and the last."""
    periods = PERIODS[frequency]
    if chance.random() < 0.25:
        periods = (periods[0], *periods[-2:])
    return chance.choice(periods)


def _code(chance: random.Random) -> str:
    nation = chance.choice(("", "S", "C"))
    body = chance.choices((_suffix, _k, _flat, _zero), weights=(9, 4, 3, 1))[0](chance, nation)
    code = "NT" if chance.random() < 0.05 else nation + body
    if chance.random() < 0.25:
        code += chance.choice(MARKS)
    return code.lower() if chance.random() < 0.03 else code


def _suffix(chance: random.Random, nation: str) -> str:
    """A suffix code of at most seven characters with its nation."""
    longest = 99_999 if nation else 999_999
    number = chance.choice((chance.choice(NUMBERS), chance.randint(1, 2_000), chance.randint(1, 9_999)))
    if chance.random() < 0.02:
        number = chance.randint(1, longest)
    return f"{number}{chance.choice('LLLMNT')}"


def _k(chance: random.Random, _nation: str) -> str:
    return f"K{chance.choice((chance.choice(NUMBERS), chance.randint(1, 1_500), chance.randint(1, 9_999)))}"


def _flat(chance: random.Random, nation: str) -> str:
    return chance.choice(("BR", "D0", "D1", "D2", "D3") if nation == "S" else ("BR", "D0", "D1"))


def _zero(chance: random.Random, _nation: str) -> str:
    return "0" + chance.choice("TTTL")


def _pay(chance: random.Random, *, year: str, frequency: str) -> int:
    """A payment in pence: ordinary, next to a threshold, about a whole pound, a few pence, or very large."""
    ordinary = chance.randint(1, 600_00 * 52 // len(PERIODS[frequency]))
    kind = chance.random()
    if kind < 0.35:
        return ordinary
    if kind < 0.75:
        edges = _edges(chance, year=year, frequency=frequency)
        return max(0, chance.choice(edges) + chance.randint(-2, 2))
    if kind < 0.85:
        return max(0, ordinary // 100 * 100 + chance.randint(-1, 1))
    if kind < 0.9:
        return chance.randint(0, 5)
    return chance.randint(1, chance.choice((20_000_00, 200_000_00, MOST)))


def _edges(chance: random.Random, *, year: str, frequency: str) -> list[int]:
    """Pay at which something begins, ends or grows by a pound."""
    found = [
        insurance.threshold(year=year, name=name, frequency=frequency)
        for name in ("LEL", "PT", "ST", "UEL", "ZONE")
    ]
    found += [100 * pounds for pounds in loans_and_pension.QUALIFYING[frequency]]
    for plan in (*loans_and_pension.plans(year), loans_and_pension.POSTGRADUATE):
        begins = loans_and_pension.loan_threshold(year=year, plan=plan, frequency=frequency)
        repaid = chance.randint(0, 300)
        percent = 6 if plan == loans_and_pension.POSTGRADUATE else 9
        found.append(begins + -(-repaid * 10_000 // percent))
    return found


def _at_a_band(chance: random.Random, *, row: dict[str, str], pay: int) -> tuple[int, int]:
    """Pay, and pay before it, that put taxable pay within pennies of where a band or free pay ends.

    A cumulative code reaches it with what came before; a payment that stands alone by itself.
    """
    periods, stands_alone = _basis(row)
    wanted = max(0, _edge_of_tax(chance, row=row, periods=periods) + chance.choice((-100, -1, 0, 1, 99, 100)))
    if stands_alone:
        return min(wanted, MOST), chance.randint(0, 30_000_00)
    contribution, _ = loans_and_pension.pension(kind=row["pension"], frequency=row["frequency"], pay=pay)
    taxed = pay - contribution if row["pension"] == "net_pay" else pay
    return (pay, wanted - taxed) if wanted >= taxed else (min(wanted, MOST), 0)


def _basis(row: dict[str, str]) -> tuple[int, bool]:
    """How many weeks or months of the year's bands apply, and whether the payment stands alone."""
    frequency, period = row["frequency"], int(row["period"])
    is_extra = period > tax.PARTS[frequency]
    if is_extra or row["non_cumulative"] == "yes" or tax.read_code(row["tax_code"])[3]:
        return tax.SPANS[frequency], True
    return period, False


def _edge_of_tax(chance: random.Random, *, row: dict[str, str], periods: int) -> int:
    """Pay in pence at which free pay or one of the bands ends."""
    nation, kind, number, _alone = tax.read_code(row["tax_code"])
    parts = tax.PARTS[row["frequency"]]
    ends = [end for end, _rate in tax.bands_of(year=row["tax_year"], nation=nation) if end is not None]
    pounds_up = -(-chance.choice((0, *ends)) * periods // parts)
    allowance = tax.part_of_allowance(number=number, frequency=row["frequency"]) * periods
    return pounds_up * 100 + {"free": allowance, "added": -allowance}.get(kind, 0)


def _pay_before(chance: random.Random, *, period: int, pay: int) -> int:
    """Pay brought forward in pence: none, about as much each time, or anything, as from a P45."""
    kind = chance.random()
    if kind < 0.2:
        return 0
    if kind < 0.7:
        return min(pay * (period - 1) + chance.randint(0, 500_00), 50 * MOST)
    return chance.randint(0, chance.choice((2_000_00, 40_000_00, 400_000_00)))


def _tax_before(chance: random.Random, *, row: dict[str, str], before: int) -> int:
    """Tax brought forward in pence: as it should be, a little off, none, or far too much."""
    code = tax.read_code(row["tax_code"])
    proper = tax.on_pay(
        year=row["tax_year"],
        frequency=row["frequency"],
        code=code,
        periods=max(1, int(row["period"]) - 1),
        pay=before,
    )
    kind = chance.random()
    if kind < 0.6:
        return proper
    if kind < 0.75:
        return max(0, proper + chance.randint(-200_00, 200_00))
    return 0 if kind < 0.85 else chance.randint(0, before)
