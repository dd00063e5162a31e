"""What is known of what is late, to say what it may cost: for one page of duties at a time."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from django.db.models import F, Min, Q

from dpss.access import actors, scope
from payroll import deadline_kinds as kinds
from payroll import late_costs, models, submission_states
from payroll.calc import penalties, rates, tax_periods
from payroll.queries.deadlines import Duty

_WAGES: Final = (kinds.APPROVE, kinds.BANK_FILE, kinds.OWN_WAGES, kinds.SENT_BACK, kinds.NOT_COME)
_PENSIONS: Final = (kinds.SCHEDULE, kinds.PENSION_DUTY, kinds.REGULATOR)
Month = tuple[str, int]


def sentences(duties: Sequence[Duty], *, actor: actors.Actor) -> list[str]:
    """What each of these may cost where it is late or at risk, else nothing; at most three queries."""
    urgent = [one for one in duties if one.place in kinds.URGENT]
    reports = _reports([one for one in urgent if one.what == kinds.FPS], actor)
    payments = _payments([one for one in urgent if one.what == kinds.HMRC_BILL], actor)
    known = {**reports, **payments}
    return [known.get(one.thing) or _usual(one, actor) if one in urgent else "" for one in duties]


def _usual(duty: Duty, actor: actors.Actor) -> str:
    if duty.what in _WAGES:
        return late_costs.WAGES
    if duty.what in _PENSIONS:
        return late_costs.of_pension(_penalties(actor.today).regulator)
    if duty.what == kinds.HMRC_LETTER:
        return late_costs.of_appeal(duty.pounds)
    if duty.what == kinds.DEDUCTION:
        return late_costs.DEDUCTION
    return late_costs.SUMMARY


def _reports(duties: Sequence[Duty], actor: actors.Actor) -> Mapping[uuid.UUID, str]:
    if not duties:
        return {}
    employers = {one.whose for one in duties}
    late, new = _late_reports(employers, actor), _new_until(employers, actor)
    found = {}
    for one in duties:
        month = _month(one.by_day)
        days = [day for day in late[one.whose] if day < one.by_day]
        before = {_month(day) for day in days if _month(day)[0] == month[0]}
        facts = late_costs.LateReport(
            by=one.by_day,
            employees=one.many,
            months_before=len(before - {month}),
            month_is_charged=month in before,
            new_until=new.get((one.whose, one.by_day)),
            reason=one.detail,
        )
        rules = _penalties(one.by_day).reports
        found[one.thing] = late_costs.of_report(facts, today=actor.today, rules=rules)
    return found


def _late_reports(employers: Collection[uuid.UUID], actor: actors.Actor) -> Mapping[uuid.UUID, list[date]]:
    """The last days of the reports that were sent late or not yet, without corrections and their like."""
    late = Q(sent_at__date__gt=F("due_on")) | Q(sent_at=None, due_on__lt=actor.today)
    rows = models.Submission.objects.filter(
        late, employer__in=employers, kind=models.Submission.Kind.FPS, corrects=None, late_reason=""
    )
    found: dict[uuid.UUID, list[date]] = defaultdict(list)
    reached = scope.visible_to(rows.exclude(state__in=submission_states.NOT_NEEDED), actor)
    for employer, day in reached.order_by("due_on").values_list("employer_id", "due_on"):
        found[employer].append(day)
    return found


def _new_until(
    employers: Collection[uuid.UUID], actor: actors.Actor
) -> Mapping[tuple[uuid.UUID, date], date]:
    """Of employers that were registered from here: their first report, and until when it costs nothing."""
    rows = models.Submission.objects.filter(
        employer__in=employers,
        kind=models.Submission.Kind.FPS,
        employer__registration_steps__step=models.RegistrationStep.Step.REFERENCE,
        employer__registration_steps__recorded_by__isnull=False,
    )
    firsts = scope.visible_to(rows, actor).order_by().values_list("employer_id").annotate(Min("due_on"))
    return {
        (employer, first): first + timedelta(days=_penalties(first).reports.new_employer_days)
        for employer, first in firsts
    }


def _payments(duties: Sequence[Duty], actor: actors.Actor) -> Mapping[uuid.UUID, str]:
    if not duties:
        return {}
    late = _late_bills({one.whose for one in duties}, actor)
    found = {}
    for one in duties:
        before = [day for day in late[one.whose, one.detail] if day < one.by_day]
        facts = late_costs.LatePayment(one.by_day, one.pounds or penalties.NOTHING, len(before))
        rules = _penalties(one.by_day).payments
        found[one.thing] = late_costs.of_payment(facts, today=actor.today, rules=rules)
    return found


def _late_bills(
    employers: Iterable[uuid.UUID], actor: actors.Actor
) -> Mapping[tuple[uuid.UUID, str], list[date]]:
    """The last days of the bills that were paid late or not yet, by employer and tax year."""
    late = Q(paid_on__gt=F("due_on")) | Q(paid_on=None, due_on__lt=actor.today)
    rows = models.HmrcBill.objects.filter(late, employer__in=employers, amount__gt=0)
    found: dict[tuple[uuid.UUID, str], list[date]] = defaultdict(list)
    for employer, tax_year, day in scope.visible_to(rows, actor).values_list(
        "employer_id", "tax_year", "due_on"
    ):
        found[employer, tax_year].append(day)
    return found


def _penalties(day: date) -> penalties.Penalties:
    return rates.for_year(tax_periods.tax_year_of(day)).penalties


def _month(day: date) -> Month:
    return tax_periods.tax_year_of(day), tax_periods.tax_month(day)
