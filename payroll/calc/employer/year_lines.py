"""The lines of what a post costs in a year: each amount with its working and its reason."""

from collections.abc import Iterator
from decimal import Decimal

from payroll.calc import wording
from payroll.calc.employer.post import WEEKS, Cover, OnTop, Post, YearCost
from payroll.calc.figures import TaxYear
from payroll.calc.lines import EMPLOYER, REIMBURSED, Line
from payroll.calc.pension import Assessment

_MUST = "At this age and pay the law puts a PA into a pension, unless they opt out."
_NOT_PUT_IN = {
    Assessment.ELIGIBLE_JOBHOLDER: _MUST,
    Assessment.NON_ELIGIBLE_JOBHOLDER: "The law does not put them in. If they ask, you must pay in too.",
    Assessment.ENTITLED_WORKER: "The law does not put them in. They may join; you need not pay in.",
    Assessment.OUTSIDE_AGES: "There is no pension duty at this age.",
}


def lines(*, post: Post, found: YearCost, each: OnTop, rates: TaxYear) -> tuple[Line, ...]:
    """Wages, holiday, National Insurance, the allowance where it is claimed, pension, insurance, training."""
    return tuple(_lines(post, found, each, rates))


def _lines(post: Post, found: YearCost, each: OnTop, rates: TaxYear) -> Iterator[Line]:
    several = f"{post.alike} PAs × " if post.alike > 1 else ""
    hours = f"{several}{wording.time(post.hours_a_week)} × {wording.rate(found.hourly)}"
    payments = f"{several}{post.payments} payments"
    share = wording.percent(each.ni.employer_rate)
    owed = f"{share} of {wording.pounds(each.ni.employer_earnings)}"
    yield _line("wages", found.wages, f"{hours} × {WEEKS} weeks", "The pay for the hours of the post.", found)
    yield _line("holiday", found.holiday, *_holiday(post, hours, rates), found)
    yield _line("ni_employer", found.ni, f"{payments}, each {owed}", _ni(post, each, share), found)
    if post.allowance is not None:
        full = wording.limit(rates.employment_allowance.amount)
        why = "It pays this National Insurance first. It must be claimed every tax year."
        yield _line("allowance", found.covered, f"Of the {full} of a year", why, found, group=REIMBURSED)
    yield _line("pension_employer", found.pension, *_pension(post, each, payments), found)
    yield _line("insurance", found.insurance, "As given", "Employer's liability insurance is a duty.", found)
    yield _line("training", found.training, "As given", "What you plan to spend on training.", found)


_LABELS = {
    "wages": "Wages",
    "holiday": "Holiday",
    "ni_employer": "Employer's National Insurance",
    "allowance": "Employment Allowance",
    "pension_employer": "Pension",
    "insurance": "Insurance",
    "training": "Training",
}


def _line(
    code: str, amount: Decimal, working: str, why: str, found: YearCost, *, group: str = EMPLOYER
) -> Line:
    return Line(
        code=code,
        group=group,
        label=_LABELS[code],
        amount=amount,
        working=working,
        why=why,
        rule=f"year.{code}",
        figures=(("hourly", str(found.hourly)), ("enrolment", found.enrolment.value)),
    )


def _holiday(post: Post, hours: str, rates: TaxYear) -> tuple[str, str]:
    weeks = wording.number(rates.annual_leave.weeks)
    share = wording.percent(rates.holiday.accrual)
    return {
        Cover.NOBODY: ("In the wages", "Paid holiday is within the year's wages, and nobody fills in."),
        Cover.SOMEONE: (f"{hours} × {weeks} weeks", "Someone else is paid while your PA is on holiday."),
        Cover.ROLLED_UP: (f"{share} of the wages", "Holiday pay is paid with the wages."),
    }[post.cover]


def _ni(post: Post, each: OnTop, share: str) -> str:
    limit = each.ni.limits.employer
    if limit is None:
        return "Nothing is due for this PA."
    above = f"{wording.limit(limit)} {wording.every(post.interval)}"
    why = f"You pay {share} of what each payment is above {above}."
    return why if post.allowance is not None else f"{why} The Employment Allowance is not claimed."


def _pension(post: Post, each: OnTop, payments: str) -> tuple[str, str]:
    if not each.in_pension:
        return "None", _NOT_PUT_IN[each.enrolment]
    share = wording.percent(each.paid_in.employer_share)
    working = f"{payments}, each {share} of {wording.pounds(each.paid_in.counted)}"
    if post.in_pension is None:
        return working, _MUST
    return working, f"You pay in {share} of the part of each payment that counts for a pension."
