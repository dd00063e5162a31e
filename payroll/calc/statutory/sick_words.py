"""How sick pay is explained on a payslip: each week's sum, and why a day was not paid."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby

from dpss.kernel import dates
from dpss.kernel.dates import Span
from payroll.calc import wording
from payroll.calc.lines import EARNED, Line
from payroll.calc.rounding import ZERO
from payroll.calc.statutory.kinds import Kind
from payroll.calc.statutory.sick_days import Outcome, RateRule, SickClaim, SickDay

_WHY_NOT = {
    Outcome.WAITING: "These were waiting days: under the rules of that time an illness was not paid from its "
    "first day.",
    Outcome.TOO_SHORT: "Under the rules of that time an illness as short as this was not paid.",
    Outcome.NOT_WORKED_YET: "You had not yet done any work for your employer when you fell ill.",
    Outcome.LEFT: "Your employment had ended.",
    Outcome.MATERNITY: "Sick pay ends when the 39 weeks of maternity pay or Maternity Allowance begin.",
    Outcome.CUSTODY: "Sick pay is not paid for days in custody.",
}


def paid_line(*, week_starts: date, days: Sequence[SickDay], amount: Decimal, claim: SickClaim) -> Line:
    """One week's sick pay, or the part of it that is in this pay period."""
    last = days[-1]
    rates = [(daily, len(list(group))) for daily, group in groupby(days, key=lambda day: day.daily)]
    parts = [f"{wording.counted(Decimal(count), 'days')} × {wording.rate(daily)}" for daily, count in rates]
    saturday = dates.in_words(week_starts + timedelta(days=6))
    return Line(
        code=Kind.SICK.value,
        group=EARNED,
        label=Kind.SICK.label,
        amount=amount,
        working=f"Week to Saturday {saturday}: {wording.both(parts)}",
        why=f"{_why_rate(last, claim)} {_shared(last)}",
        rule=f"sick_pay.{last.rule}",
        figures=(
            ("average weekly earnings", str(claim.average_weekly_earnings)),
            ("weekly rate", str(last.weekly)),
            ("qualifying days in the week", str(last.qualifying_days)),
            ("daily rate", str(last.daily)),
            ("confidence", str(last.confidence)),
        ),
    )


def unpaid_line(*, outcome: Outcome, days: Sequence[SickDay], claim: SickClaim) -> Line:
    """Days without pay for one reason, with the reason."""
    span = Span(days[0].day, days[-1].day)
    if outcome is Outcome.WEEKS_USED:
        most = wording.counted(Decimal(days[0].rules.most_weeks), "weeks")
        why = f"You have had {most} of sick pay, the most there is for one illness."
    elif outcome is Outcome.YEARS_PASSED:
        most = wording.counted(Decimal(days[0].rules.most_years), "years")
        why = f"Sick pay ends when illnesses close together have gone on for {most}."
    elif outcome is Outcome.BELOW_LIMIT:
        average = wording.pounds(claim.average_weekly_earnings)
        why = f"Your average pay of {average} a week was too low for sick pay under the rules of that time."
    else:
        why = _WHY_NOT[outcome]
    return unpaid(span, why, outcome)


def excluded_line(outcome: Outcome, span: Span) -> Line:
    """Days that are no part of any sickness that counts, with the reason."""
    return unpaid(span, _WHY_NOT[outcome], outcome)


def unpaid(span: Span, why: str, rule: str) -> Line:
    """A line of nothing for days of sickness, with the reason."""
    return Line(
        code=f"{Kind.SICK}_unpaid",
        group=EARNED,
        label=f"No {Kind.SICK.label}",
        amount=ZERO,
        working=dates.in_words(span.first) if span.days == 1 else dates.span_in_words(span),
        why=why,
        rule=f"sick_pay.{rule}",
        figures=(("days", str(span.days)),),
    )


def _why_rate(day: SickDay, claim: SickClaim) -> str:
    flat, average = wording.pounds(day.rules.weekly), wording.pounds(claim.average_weekly_earnings)
    if day.rule is RateRule.IN_PAYMENT:
        return f"You were on sick pay when the rules changed, so it stays {flat} a week for this illness."
    if day.rule is RateRule.LONG_ABSENCE:
        return (
            "You were ill and unpaid long before the rules changed, so sick pay for this illness is nothing."
        )
    if day.rules.earnings_share is None:
        return f"Sick pay is {flat} a week."
    share = wording.percent(day.rules.earnings_share)
    if day.weekly < day.rules.weekly:
        return f"Sick pay is {share} of your average pay of {average} a week, as that is less than {flat}."
    return f"Sick pay is {flat} a week: {share} of your average pay of {average} would not be less."


def _shared(day: SickDay) -> str:
    if day.qualifying_days == 1:
        return "You work 1 day that week."
    return f"It is shared equally over the {day.qualifying_days} days you work that week."
