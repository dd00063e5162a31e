"""Class 1 National Insurance by the exact percentage method, in integers.

Amounts are pence; rates count ten-thousandths. Each payment is worked out by itself.
"""

_WEEKS = {"two_weekly": 2, "four_weekly": 4}

# Pounds a week, a month and a year.
_ALWAYS = {"PT": (242, 1_048, 12_570), "UEL": (967, 4_189, 50_270), "ZONE": (481, 2_083, 25_000)}
_BY_YEAR = {
    "2023-24": {"LEL": (123, 533, 6_396), "ST": (175, 758, 9_100)},
    "2024-25": {"LEL": (123, 533, 6_396), "ST": (175, 758, 9_100)},
    "2025-26": {"LEL": (125, 542, 6_500), "ST": (96, 417, 5_000)},
    "2026-27": {"LEL": (129, 559, 6_708), "ST": (96, 417, 5_000)},
}

# For each year: the full rate, the reduced rate and the employer's rate. Above the upper limit and for
# those who defer it is 2% in every year.
_RATES = {
    "2023-24": (1_200, 585, 1_380),
    "2024-25": (800, 185, 1_380),
    "2025-26": (800, 185, 1_500),
    "2026-27": (800, 185, 1_500),
}
_TWO_PERCENT = 200

_FULL, _REDUCED, _DEFERRED, _PENSIONER = "AHMVFN", "BIE", "JZLD", "CSK"
_FROM_SECONDARY, _FROM_ZONE, _FROM_UPPER = "ABCJ", "FILSNEDK", "HMVZ"
LETTERS = _FULL + _REDUCED + _DEFERRED + _PENSIONER + "X"


def threshold(*, year: str, name: str, frequency: str) -> int:
    """A threshold for one payment in pence: LEL, PT, ST, UEL, or ZONE (freeports and investment zones).

    Two and four weeks have their share of the year, rounded up to a pound: not so many times the week's.
    """
    week, month, whole_year = (_ALWAYS | _BY_YEAR[year])[name]
    if frequency in _WEEKS:
        return 100 * -(-whole_year * _WEEKS[frequency] // 52)
    return 100 * (month if frequency == "monthly" else week)


def rounded(*, earnings: int, rate: int) -> int:
    """A percentage of earnings in pence: the third decimal of a pound up to 5 drops, from 6 rounds up."""
    tenths_of_a_penny = earnings * rate // 1_000
    return (tenths_of_a_penny + 4) // 10


def contributions(*, year: str, frequency: str, letter: str, pay: int) -> tuple[int, int]:
    """The employee's and the employer's contributions in pence, before any Employment Allowance.

    Up to the upper earnings limit and above it they are rounded each for itself, on both sides.
    """
    if letter == "X":
        return 0, 0
    at = {name: threshold(year=year, name=name, frequency=frequency) for name in ("PT", "UEL", "ST", "ZONE")}
    full, reduced, employers = _RATES[year]
    lower, upper = 0, 0
    if letter not in _PENSIONER:
        upper = _TWO_PERCENT
        lower = full if letter in _FULL else reduced if letter in _REDUCED else _TWO_PERCENT
    start = at["ST" if letter in _FROM_SECONDARY else "ZONE" if letter in _FROM_ZONE else "UEL"]
    above = max(0, pay - at["UEL"])
    employee = rounded(earnings=max(0, min(pay, at["UEL"]) - at["PT"]), rate=lower)
    employer = rounded(earnings=max(0, min(pay, at["UEL"]) - start), rate=employers)
    return (
        employee + rounded(earnings=above, rate=upper),
        employer + rounded(earnings=above, rate=employers),
    )


def reported_bands(*, year: str, frequency: str, letter: str, pay: int) -> tuple[int, int, int]:
    """Earnings at the LEL, from there to the PT and from there to the UEL, in pence, as HMRC is told them.

    All are nothing when pay does not reach the LEL, and for letter X, whose figures are nil throughout.
    """
    lel, pt, uel = (threshold(year=year, name=name, frequency=frequency) for name in ("LEL", "PT", "UEL"))
    if letter == "X" or pay < lel:
        return 0, 0, 0
    return lel, min(pay, pt) - lel, max(0, min(pay, uel) - pt)
