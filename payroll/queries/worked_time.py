"""What timesheets say was done, added up by day, and the lines of pay that it comes to."""

import uuid
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from django.db.models import Count, Q, Sum

from dpss.access import actors, scope
from payroll import models
from payroll.calc import earnings, inputs, rates, wording
from payroll.calc.shared_work import Share, SharedLine
from payroll.queries import post_terms

Days = Mapping[date, "Worked"]
# Entries whose minutes are paid at the hourly rate; of a sleep-in they are those awake to help.
_WORKED: Final = ("hours", "contracted")
PAID_BY_THE_HOUR: Final = (*_WORKED, "sleep_in", "holiday")


@dataclass(frozen=True, slots=True)
class Worked:
    """Totals of a day or a sheet: minutes worked, awake and on holiday, nights slept in, miles, sick days.

    `by_work` are the minutes of `hours` that have a rate of their own, by its name; `expenses` are pounds.
    `shared` is the part of all that which another employer pays as well.
    """

    hours: int = 0
    awake: int = 0
    nights: int = 0
    holiday: int = 0
    miles: Decimal = Decimal(0)
    sick_days: int = 0
    expenses: Decimal = Decimal(0)
    by_work: Mapping[str, int] = field(default_factory=dict)
    shared: "Worked | None" = None

    @property
    def minutes(self) -> int:
        """All the time that is paid by the hour."""
        return self.hours + self.awake + self.holiday

    @property
    def unshared(self) -> "Worked":
        """What one employer pays alone."""
        if self.shared is None:
            return self
        return replace(
            self,
            hours=self.hours - self.shared.hours,
            awake=self.awake - self.shared.awake,
            nights=self.nights - self.shared.nights,
            by_work=Counter(self.by_work) - Counter(self.shared.by_work),
            shared=None,
        )

    def priced(self, contract: earnings.ContractRates, year: rates.TaxYear) -> tuple[inputs.Earning, ...]:
        """The lines of pay that this time comes to. Raises `PayInputError` with a sentence."""
        return earnings.from_time(worked=self._amounts(), contract=contract, rates=year.mileage)

    def _amounts(self) -> Iterable[earnings.WorkedTime]:
        kinds = inputs.EarningKind
        usual = self.hours - sum(self.by_work.values())
        yield earnings.WorkedTime(kinds.HOURS, Decimal(usual), "minutes")
        for work, minutes in sorted(self.by_work.items()):
            yield earnings.WorkedTime(kinds.HOURS, Decimal(minutes), "minutes", work)
        yield earnings.WorkedTime(kinds.HOLIDAY, Decimal(self.holiday), "minutes")
        yield earnings.WorkedTime(kinds.SLEEP_IN, Decimal(self.nights), "nights")
        yield earnings.WorkedTime(kinds.AWAKE, Decimal(self.awake), "minutes")
        yield earnings.WorkedTime(kinds.MILEAGE, self.miles, "miles")
        yield earnings.WorkedTime(kinds.EXPENSES, self.expenses, "pounds")


def together(times: Iterable[Worked]) -> Worked:
    """Some days, or lines of one, as one."""
    each = tuple(times)
    if len(each) == 1:
        return each[0]
    by_work: Counter[str] = Counter()
    for time in each:
        by_work.update(time.by_work)
    shared = [time.shared for time in each if time.shared]
    return Worked(
        hours=sum(time.hours for time in each),
        awake=sum(time.awake for time in each),
        nights=sum(time.nights for time in each),
        holiday=sum(time.holiday for time in each),
        miles=sum((time.miles for time in each), Decimal(0)),
        sick_days=sum(time.sick_days for time in each),
        expenses=sum((time.expenses for time in each), Decimal(0)),
        by_work=by_work,
        shared=together(shared) if shared else None,
    )


def worked_by_day(sheet_ids: Iterable[uuid.UUID], *, actor: actors.Actor) -> Mapping[uuid.UUID, Days]:
    """What each sheet says of each day, in one query."""
    rows = scope.visible_to(models.TimesheetEntry.objects.filter(timesheet_id__in=list(sheet_ids)), actor)
    totals = (
        rows.order_by("day")
        .values_list("timesheet_id", "day", "work", "shared")
        .annotate(
            hours=Sum("minutes", filter=Q(kind__in=_WORKED), default=0),
            awake=Sum("minutes", filter=Q(kind="sleep_in"), default=0),
            nights=Count("pk", filter=Q(kind="sleep_in")),
            holiday=Sum("minutes", filter=Q(kind="holiday"), default=0),
            miles=Sum("miles", filter=Q(kind="mileage"), default=Decimal(0)),
            sick_days=Count("day", filter=Q(kind="sickness"), distinct=True),
            expenses=Sum("amount", filter=Q(kind="expense"), default=Decimal(0)),
        )
    )
    found: dict[uuid.UUID, dict[date, list[Worked]]] = defaultdict(lambda: defaultdict(list))
    for sheet_id, day, work, shared, hours, awake, nights, holiday, miles, sick_days, expenses in totals:
        by_work = {work: hours} if work else {}
        time = Worked(hours, awake, nights, holiday, miles, sick_days, expenses, by_work)
        if shared:
            time = replace(time, shared=time)
        found[sheet_id][day].append(time)
    return {
        sheet_id: {day: together(times) for day, times in days.items()} for sheet_id, days in found.items()
    }


def worked_of(sheet_ids: Iterable[uuid.UUID], *, actor: actors.Actor) -> dict[uuid.UUID, Worked]:
    """The totals of many sheets in one query."""
    by_day = worked_by_day(sheet_ids, actor=actor)
    return {sheet_id: together(days.values()) for sheet_id, days in by_day.items()}


def terms_in(
    employment_ids: Sequence[uuid.UUID], *, period: models.PayPeriod, actor: actors.Actor
) -> Mapping[uuid.UUID, Sequence[models.EmploymentTerms]]:
    """What the contract says on the period's days, with its rates; more than once when it changes there."""
    rows = models.EmploymentTerms.objects.filter(
        employment_id__in=employment_ids,
        during__overlap=(period.first_day, period.last_day + timedelta(days=1)),
    ).prefetch_related(post_terms.rates(actor))
    found: dict[uuid.UUID, list[models.EmploymentTerms]] = defaultdict(list)
    for row in scope.visible_to(rows, actor).order_by("during"):
        found[row.employment_id].append(row)
    return found


def earned(
    days: Days,
    contracts: Sequence[models.EmploymentTerms],
    *,
    year: rates.TaxYear,
    sides: Sequence[models.SharedWork] = (),
    averaged: Collection[date] = (),
) -> tuple[inputs.Earning, ...]:
    """Each day's time at the rates of that day: a change inside the period gives lines of its own.

    Of work that is shared only the employer's part is earned here, to the penny, as `sides` say. Holiday of
    the `averaged` days is left out: it is a line of its own. Raises `PayInputError` for shared work on a day
    without an agreement.
    """
    _check_agreed(days, sides)
    days = {day: replace(time, holiday=0) if day in averaged else time for day, time in days.items()}
    lines: list[inputs.Earning] = []
    for terms in contracts:
        mine = {day: time for day, time in days.items() if day in terms.during}
        contract = contract_of(terms)
        lines += together(time.unshared for time in mine.values()).priced(contract, year)
        for side in sides:
            lines += _parts(mine, contract, year, side)
    return tuple(lines)


def shared_parts(
    days: Days,
    contracts: Sequence[models.EmploymentTerms],
    *,
    year: rates.TaxYear,
    side: models.SharedWork,
) -> tuple[inputs.Earning, ...]:
    """What an employer pays of the time that it shares under one agreement, at the rates of each day."""
    lines: list[inputs.Earning] = []
    for terms in contracts:
        mine = {day: time for day, time in days.items() if day in terms.during}
        lines += _parts(mine, contract_of(terms), year, side)
    return tuple(lines)


def _parts(
    days: Days, contract: earnings.ContractRates, year: rates.TaxYear, side: models.SharedWork
) -> list[inputs.Earning]:
    shared = [time.shared for day, time in days.items() if time.shared and day in side.during]
    return [_part(line, side) for line in together(shared).priced(contract, year)]


def _check_agreed(days: Days, sides: Sequence[models.SharedWork]) -> None:
    for day, time in days.items():
        if time.shared and not any(day in side.during for side in sides):
            raise inputs.PayInputError(
                f"Work on {wording.day(day)} is shared with another employer, and no agreement of shared"
                " shifts is recorded for that day."
            )


def _part(line: inputs.Earning, side: models.SharedWork) -> inputs.Earning:
    """The employer's part of a line that two pay."""
    mine, other = Share("mine", Decimal(side.parts)), Share("other", Decimal(side.other_parts))
    shares = (mine, other) if side.comes_first else (other, mine)
    part = dict(SharedLine(line, shares).parts)["mine"]
    return replace(part, label=f"{line.label}, shared with {side.other_name}")


def sides_in(
    employment_ids: Iterable[uuid.UUID], *, period: models.PayPeriod, actor: actors.Actor
) -> Mapping[uuid.UUID, Sequence[models.SharedWork]]:
    """What is agreed of shared shifts on the period's days, post by post."""
    rows = models.SharedWork.objects.filter(
        employment_id__in=list(employment_ids),
        during__overlap=(period.first_day, period.last_day + timedelta(days=1)),
    )
    found: dict[uuid.UUID, list[models.SharedWork]] = defaultdict(list)
    for row in scope.visible_to(rows, actor).order_by("during"):
        found[row.employment_id].append(row)
    return found


def contract_of(terms: models.EmploymentTerms) -> earnings.ContractRates:
    """The rates that the terms give."""
    return earnings.ContractRates(
        hourly=terms.hourly_rate,
        sleep_in=terms.sleep_in_rate or None,
        by_work=terms.by_work,
    )
