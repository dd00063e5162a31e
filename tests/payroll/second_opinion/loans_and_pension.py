"""Student and postgraduate loans, and the smallest lawful workplace pension, in integers of pence."""

_WEEKS = {"weekly": 1, "two_weekly": 2, "four_weekly": 4}

# Pounds a year above which a plan is paid back, and the percentage of what lies above.
_POSTGRADUATE = (21_000, 6)
_PLANS = {
    "2021-22": {"1": (19_895, 9), "2": (27_295, 9), "4": (25_000, 9)},
    "2024-25": {"1": (24_990, 9), "2": (27_295, 9), "4": (31_395, 9)},
    "2025-26": {"1": (26_065, 9), "2": (28_470, 9), "4": (32_745, 9)},
    "2026-27": {"1": (26_900, 9), "2": (29_385, 9), "4": (33_795, 9), "5": (25_000, 9)},
}
POSTGRADUATE = "postgraduate"

# Pounds between which earnings qualify; the same in each of these years.
QUALIFYING = {
    "weekly": (120, 967),
    "two_weekly": (240, 1_934),
    "four_weekly": (480, 3_867),
    "monthly": (520, 4_189),
}


def plans(year: str) -> tuple[str, ...]:
    """The student loan plans that are collected through pay in a year."""
    return tuple(_PLANS[year])


def loan_threshold(*, year: str, plan: str, frequency: str) -> int:
    """Pay in pence above which a loan is repaid: the year's share, cut off to the penny."""
    yearly, _percent = _terms(year=year, plan=plan)
    if frequency == "monthly":
        return yearly * 100 // 12
    return yearly * 100 * _WEEKS[frequency] // 52


def repayment(*, year: str, plan: str, frequency: str, pay: int) -> int:
    """What is taken from one payment for a loan, in pence but always whole pounds."""
    _yearly, percent = _terms(year=year, plan=plan)
    above = max(0, pay - loan_threshold(year=year, plan=plan, frequency=frequency))
    return above * percent // 10_000 * 100


def _terms(*, year: str, plan: str) -> tuple[int, int]:
    return _POSTGRADUATE if plan == POSTGRADUATE else _PLANS[year][plan]


def pension(*, kind: str, frequency: str, pay: int) -> tuple[int, int]:
    """The employee's and the employer's contributions in pence, each to the nearest penny, a half up.

    Of earnings that qualify the employer pays 3%. The employee pays 5%; where the scheme reclaims the relief
    (`relief_at_source`), 4% is taken from pay.
    """
    low, high = (100 * pounds for pounds in QUALIFYING[frequency])
    earnings = max(0, min(pay, high) - low)
    percent = {"": 0, "relief_at_source": 4, "net_pay": 5}[kind]
    return (earnings * percent + 50) // 100, (earnings * (3 if kind else 0) + 50) // 100
