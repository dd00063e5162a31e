"""National Insurance is worked out on each payment alone, by category letter; earlier pay does not matter.

Class 1, exact percentage method (Social Security (Contributions) Regulations 2001; HMRC's NI test rows).
"""

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from payroll.calc import wording
from payroll.calc.figures import EXEMPT, NationalInsurance, NiLetter, Published
from payroll.calc.inputs import Interval, NiToDate
from payroll.calc.lines import EMPLOYER, TAKEN_OFF, Line
from payroll.calc.rounding import ZERO, in_pence, ni_penny, up_to_pound


@dataclass(frozen=True, slots=True)
class Limits:
    """The earnings limits of one pay interval; `employer` is None for a letter that owes nothing.

    `figures` are the same as a line of a payslip has them.
    """

    lower: Decimal
    primary: Decimal
    upper: Decimal
    employer: Decimal | None
    figures: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Contributions:
    """Both sides' contributions on one payment, and its earnings as the FPS splits them.

    `employee_main`, `employee_above` and `employer_earnings` are the earnings that the three rates apply to.
    With payments `before` in the same period, all figures but `to_date` are those of the whole period.
    """

    letter: str
    terms: NiLetter
    employer_rate: Decimal
    interval: Interval
    limits: Limits
    earnings: Decimal
    employee_main: Decimal
    employee_above: Decimal
    employer_earnings: Decimal
    at_lel: Decimal
    lel_to_pt: Decimal
    pt_to_uel: Decimal
    employee_ni: Decimal
    employer_ni: Decimal
    before: NiToDate | None = None

    def to_date(self) -> NiToDate:
        """This payment's row for the year's record of its letter: what it adds to the earlier ones."""
        whole = NiToDate(
            letter=self.letter,
            earnings=self.earnings,
            at_lel=self.at_lel,
            lel_to_pt=self.lel_to_pt,
            pt_to_uel=self.pt_to_uel,
            employee=self.employee_ni,
            employer=self.employer_ni,
        )
        return whole.less(self.before) if self.before else whole


def threshold(*, published: Published, interval: Interval) -> Decimal:
    """Weekly and monthly limits are as published; 2 and 4 weeks are the year's share raised to a whole pound.

    Four weeks of the 2026-27 primary threshold are 967, not 4 × 242 (448 multi-week rows of HMRC's NI test
    data).
    """
    if interval is Interval.MONTHLY:
        return in_pence(published.month)
    if interval is Interval.WEEKLY:
        return in_pence(published.week)
    return in_pence(up_to_pound(published.for_weeks(interval.periods)))


def contributions(
    *,
    earnings: Decimal,
    letter: str,
    interval: Interval,
    rates: NationalInsurance,
    before: Decimal = ZERO,
) -> Contributions:
    """Each side pays its rate on each band, and each band's contribution is rounded by itself.

    The employer pays from the threshold of the letter even below the lower earnings limit: since April 2025
    the secondary threshold is the lower of the two. Payments of one employer in one earnings period are
    worked out together: `before` is what the earlier ones paid.
    """
    whole = _contributions(earnings + before, letter, interval, rates)
    if not before:
        return whole
    return replace(whole, before=_contributions(before, letter, interval, rates).to_date())


def _contributions(
    earnings: Decimal, letter: str, interval: Interval, rates: NationalInsurance
) -> Contributions:
    terms = rates.letter(letter)
    limits = _limits(letter, interval, rates)
    above_upper = max(ZERO, earnings - limits.upper)
    employee_main = max(ZERO, min(earnings, limits.upper) - limits.primary)
    employer_earnings = ZERO if limits.employer is None else max(ZERO, earnings - limits.employer)
    employer_above = min(employer_earnings, above_upper)
    employer_main = employer_earnings - employer_above
    recorded = earnings >= limits.lower and limits.employer is not None
    return Contributions(
        letter=letter,
        terms=terms,
        employer_rate=rates.employer_rate,
        interval=interval,
        limits=limits,
        earnings=earnings,
        employee_main=employee_main,
        employee_above=above_upper,
        employer_earnings=employer_earnings,
        at_lel=limits.lower if recorded else ZERO,
        lel_to_pt=min(earnings, limits.primary) - limits.lower if recorded else ZERO,
        pt_to_uel=employee_main if recorded else ZERO,
        employee_ni=ni_penny(terms.employee_main * employee_main)
        + ni_penny(terms.employee_above * above_upper),
        employer_ni=ni_penny(rates.employer_rate * employer_main)
        + ni_penny(rates.employer_rate * employer_above),
    )


@lru_cache(maxsize=1024)
def _limits(letter: str, interval: Interval, rates: NationalInsurance) -> Limits:
    employer_from = rates.letter(letter).employer_from

    def limit(name: str) -> Decimal:
        return threshold(published=rates.thresholds[name], interval=interval)

    lower, primary = limit("lower_earnings_limit"), limit("primary_threshold")
    upper = limit("upper_earnings_limit")
    employer = None if employer_from == EXEMPT else limit(employer_from)
    figures = (
        ("lower earnings limit", str(lower)),
        ("primary threshold", str(primary)),
        ("upper earnings limit", str(upper)),
        ("employer pays from", str(employer or EXEMPT)),
    )
    return Limits(lower, primary, upper, employer, figures)


def lines(made: Contributions, *, now: NiToDate) -> tuple[Line, Line]:
    """What the person pays `now`, with this payment, and what the employer pays on top."""
    figures = (("letter", made.letter), ("earnings", str(made.earnings)), *made.limits.figures)
    employee_working, employee_why = _employee_words(made)
    employer_working, employer_why = _employer_words(made)
    if made.before:
        employee_working += f" in all, less {wording.pounds(made.before.employee)} on the pay before"
        employer_working += f" in all, less {wording.pounds(made.before.employer)} on the pay before"
    return (
        Line(
            code="ni",
            group=TAKEN_OFF,
            label="National Insurance",
            amount=now.employee,
            working=employee_working,
            why=employee_why,
            rule="ni.employee",
            figures=figures,
        ),
        Line(
            code="ni_employer",
            group=EMPLOYER,
            label="Employer's National Insurance",
            amount=now.employer,
            working=employer_working,
            why=employer_why,
            rule="ni.employer",
            figures=figures,
        ),
    )


def _employee_words(made: Contributions) -> tuple[str, str]:
    main, above = made.terms.employee_main, made.terms.employee_above
    if not main and not above:
        return f"Letter {made.letter}", f"You pay no National Insurance in this job (letter {made.letter})."
    working = f"{wording.percent(main)} of {wording.pounds(made.employee_main)}"
    why = f"You pay {_share_above(main, made.limits.primary, made.interval)}"
    if not made.employee_main:
        return working, f"{why}. {wording.NOT_REACHED}"
    if made.employee_above:
        working = f"{working} + {wording.percent(above)} of {wording.pounds(made.employee_above)}"
        why = f"{why}, and {wording.percent(above)} above {wording.limit(made.limits.upper)}"
    return working, f"{why}."


def _employer_words(made: Contributions) -> tuple[str, str]:
    if made.limits.employer is None:
        none = f"Your employer pays no National Insurance for you (letter {made.letter})."
        return f"Letter {made.letter}", none
    share = wording.percent(made.employer_rate)
    why = f"Your employer pays {_share_above(made.employer_rate, made.limits.employer, made.interval)}."
    reached = "It is not taken off your pay." if made.employer_earnings else wording.NOT_REACHED
    return f"{share} of {wording.pounds(made.employer_earnings)}", f"{why} {reached}"


@lru_cache(maxsize=1024)
def _share_above(share: Decimal, limit: Decimal, interval: Interval) -> str:
    above = f"{wording.limit(limit)} {wording.every(interval)}"
    return f"{wording.percent(share)} on what you earn above {above}"
