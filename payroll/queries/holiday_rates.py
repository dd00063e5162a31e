"""What holiday is paid: the contract's rate, or the average of the paid weeks before, from the sheets."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from dpss.access import actors, scope
from payroll import holiday_pay, models
from payroll.calc import holiday, rates
from payroll.calc.figures import TaxYear
from payroll.queries import paying_sheets, post_terms, worked_time
from payroll.queries.worked_time import Worked

_MINUTES: Final = Decimal(60)
_LOOKED_AT: Final = timedelta(weeks=110)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A sheet whose holiday is to be paid: its post, its period, and what it says day by day."""

    post: models.Employment
    period: models.PayPeriod
    days: worked_time.Days


@dataclass(frozen=True, slots=True)
class _Contract:
    """A post's terms and what it shares, the oldest first."""

    terms: Sequence[models.EmploymentTerms]
    sides: Sequence[models.SharedWork]

    def on(self, day: date) -> models.EmploymentTerms | None:
        return next((row for row in self.terms if day in row.during), None)

    def worth(self, day: date, time: Worked) -> holiday_pay.Day | None:
        """None for a day without terms."""
        terms = self.on(day)
        if terms is None:
            return None
        pay, minutes = _pay(time.unshared, terms)
        side = next((one for one in self.sides if day in one.during), None)
        if time.shared and side:
            share = Decimal(side.parts) / (side.parts + side.other_parts)
            part, part_minutes = _pay(time.shared, terms)
            pay, minutes = pay + part * share, minutes + part_minutes * share
        return holiday_pay.Day(
            rate=terms.hourly_rate,
            pay=pay,
            minutes=minutes,
            holiday=time.holiday,
            is_sick=bool(time.sick_days),
        )


def of_sheets(wanted: Sequence[Wanted], *, actor: actors.Actor) -> dict[uuid.UUID, holiday_pay.Averaged]:
    """By post, what of each sheet's holiday is paid at an average; in a fixed number of queries.

    The sheets are of one period. A post is not in it where the contract's rate is paid for all of it.
    """
    asked = [one for one in wanted if any(time.holiday for time in one.days.values())]
    if not asked:
        return {}
    before = _gathered([one.post for one in asked], before=asked[0].period.first_day, actor=actor)
    year = rates.for_year(asked[0].period.tax_year)
    pay = {one.post.pk: _averaged(one, before, year) for one in asked}
    return {key: one for key, one in pay.items() if one.lines}


def _averaged(one: Wanted, before: "_Gathered", year: TaxYear) -> holiday_pay.Averaged:
    contract = before.contracts[one.post.pk]
    own = {day: worth for day, time in one.days.items() if (worth := contract.worth(day, time)) is not None}
    taken = [day for day, worth in own.items() if worth.holiday]
    if not taken:
        return holiday_pay.Averaged()
    known = before.history(one.post)
    history = replace(
        known,
        days={**known.days, **own},
        known_from=min(known.known_from, max(one.period.first_day, one.post.first_day)),
        week_ends=_week_ends(one.period),
    )
    fixed = _fixed_hours(one.post, contract.on(min(taken)))
    return holiday_pay.averaged(history=history, taken=taken, fixed_hours=fixed, rates=year)


def of_posts(
    found: Sequence[models.Employment], *, day: date, figures: TaxYear, actor: actors.Actor
) -> dict[uuid.UUID, holiday.WeeksPay]:
    """What a week of holiday of each post is worth at the end of a day; none without terms or without a rate.

    It is what is owed for holiday that is not taken when a job ends (Working Time Regulations 1998,
    regulation 14).
    """
    after = day + date.resolution
    gathered = _gathered(found, before=after, actor=actor)
    pay = {}
    for post in found:
        terms = gathered.contracts[post.pk].on(day) or _last(gathered.contracts[post.pk].terms)
        if terms is None or not terms.hourly_rate:
            continue
        hours = _fixed_hours(post, terms)
        average = holiday_pay.weeks_pay(
            history=gathered.history(post),
            day=after,
            fixed_hours=hours,
            rate=terms.hourly_rate,
            rates=figures,
        )
        contract = holiday.contracted(weekly_hours=hours or Decimal(1), hourly_rate=terms.hourly_rate)
        pay[post.pk] = average or contract
    return pay


@dataclass(frozen=True, slots=True)
class _Gathered:
    """The sheets that count of periods that began before a day, the oldest first, with what they say."""

    before: date
    sheets: Mapping[uuid.UUID, Sequence[models.Timesheet]]
    worked: Mapping[uuid.UUID, worked_time.Days]
    contracts: Mapping[uuid.UUID, _Contract]
    # What an hour of holiday on a sheet was paid.
    paid: Mapping[uuid.UUID, Decimal]

    def history(self, post: models.Employment) -> holiday_pay.History:
        """The days of a post before the day, each with what it was worth."""
        sheets = self.sheets.get(post.pk, ())
        days: dict[date, holiday_pay.Day] = {}
        paid: dict[date, Decimal] = {}
        for sheet in sheets:
            for day, time in self.worked.get(sheet.pk, {}).items():
                worth = self.contracts[post.pk].worth(day, time) if day < self.before else None
                if worth is None:
                    continue
                days[day] = worth
                if worth.holiday and sheet.pk in self.paid:
                    paid[day] = self.paid[sheet.pk]
        first = sheets[0].period.first_day if sheets else self.before
        return holiday_pay.History(
            days=days,
            known_from=max(post.first_day, first),
            paid=paid,
            week_ends=_week_ends(sheets[-1].period) if sheets else holiday_pay.SATURDAY,
        )


def _gathered(found: Sequence[models.Employment], *, before: date, actor: actors.Actor) -> _Gathered:
    """As far as the average looks back, with a margin for the periods at its end."""
    ids = [post.pk for post in found]
    rows = models.Timesheet.objects.filter(
        employment__in=ids, period__first_day__lt=before, period__last_day__gte=before - _LOOKED_AT
    ).select_related("period__group")
    chosen: dict[tuple[uuid.UUID, uuid.UUID], models.Timesheet] = {}
    for sheet in paying_sheets.ranked(scope.visible_to(rows, actor)):
        chosen.setdefault((sheet.employment_id, sheet.period_id), sheet)
    approved = [sheet for sheet in chosen.values() if sheet.state == "approved"]
    by_post: dict[uuid.UUID, list[models.Timesheet]] = defaultdict(list)
    for sheet in sorted(approved, key=lambda one: one.period.first_day):
        by_post[sheet.employment_id].append(sheet)
    worked = worked_time.worked_by_day([sheet.pk for sheet in approved], actor=actor)
    paid = _paid_at(approved, worked, actor)
    return _Gathered(before, by_post, worked, _contracts(ids, actor), paid)


def _contracts(ids: Sequence[uuid.UUID], actor: actors.Actor) -> dict[uuid.UUID, _Contract]:
    terms: dict[uuid.UUID, list[models.EmploymentTerms]] = defaultdict(list)
    rows = models.EmploymentTerms.objects.filter(employment__in=ids).prefetch_related(post_terms.rates(actor))
    for row in scope.visible_to(rows, actor).order_by("during"):
        terms[row.employment_id].append(row)
    sides: dict[uuid.UUID, list[models.SharedWork]] = defaultdict(list)
    shared = models.SharedWork.objects.filter(employment__in=ids)
    for side in scope.visible_to(shared, actor).order_by("during"):
        sides[side.employment_id].append(side)
    return {key: _Contract(terms[key], sides[key]) for key in ids}


def _paid_at(
    sheets: Iterable[models.Timesheet], worked: Mapping[uuid.UUID, worked_time.Days], actor: actors.Actor
) -> dict[uuid.UUID, Decimal]:
    """What an hour of holiday of a sheet was paid, by its payslip; nothing of one that is not paid."""
    off = [sheet.pk for sheet in sheets if any(time.holiday for time in worked.get(sheet.pk, {}).values())]
    slips = models.Payslip.objects.filter(timesheet__in=off, approved_at__isnull=False, replaced_at=None)
    told = scope.visible_to(slips, actor).values_list("timesheet_id", "inputs")
    return {key: paid for key, inputs in told if (paid := _hourly(inputs)) is not None}


def _hourly(inputs: Mapping[str, Any]) -> Decimal | None:
    """Pounds an hour over all lines of holiday by the hour."""
    pounds = hours = Decimal(0)
    for line in inputs.get("earnings", ()):
        if line["kind"] == "holiday" and line["unit"] == "hours":
            pounds, hours = pounds + Decimal(line["amount"]), hours + Decimal(line["quantity"])
    for line in inputs.get("worked_out", ()):
        taken = dict(line["figures"]).get("taken") if line["code"] == "holiday" else None
        if taken is not None:
            pounds, hours = pounds + Decimal(line["amount"]), hours + Decimal(taken)
    return pounds / hours if hours else None


def _pay(time: Worked, terms: models.EmploymentTerms) -> tuple[Decimal, Decimal]:
    """Pounds times sixty, and minutes, of work; nothing is rounded."""
    named = terms.by_work
    usual = time.hours - sum(time.by_work.values())
    pay = (usual + time.awake) * terms.hourly_rate + time.nights * terms.sleep_in_rate * _MINUTES
    pay += sum(
        (minutes * named.get(work, terms.hourly_rate) for work, minutes in time.by_work.items()), Decimal(0)
    )
    return pay, Decimal(time.hours + time.awake)


def _fixed_hours(post: models.Employment, terms: models.EmploymentTerms | None) -> Decimal | None:
    if post.hours != models.Employment.Hours.FIXED or terms is None or not terms.weekly_minutes:
        return None
    return terms.weekly_minutes / _MINUTES


def _week_ends(period: models.PayPeriod) -> int:
    """Weekly pay has weeks of its own; else a week ends on Saturday."""
    return period.last_day.weekday() if period.group.interval == "weekly" else holiday_pay.SATURDAY


def _last(terms: Sequence[models.EmploymentTerms]) -> models.EmploymentTerms | None:
    return terms[-1] if terms else None
