"""Paying what the contract says where no sheet is needed, or where none has come in, as was agreed."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Exists, Max, OuterRef, QuerySet
from psycopg2.extras import DateRange

from dpss.access import actors, audit, policy, scope, transitions
from dpss.kernel import dates, errors
from payroll import digests, models
from payroll.operations import dated, dropped_sheets, posts, timesheets
from payroll.queries import approvers, contracted, family_leave, holiday
from payroll.queries import posts as post_queries

_DAY = timedelta(days=1)
# Whoever says that they did not work has said what is to be paid.
_HAVE_SAID = ("submitted", "approved", "not_worked")
_STANDING = "Standing pay is agreed for these dates. Send this sheet only if the hours were other ones."


@dataclass(frozen=True, slots=True)
class Agreed:
    """When a post is paid as contracted, from which day, whose word it is, and when each side agreed."""

    when: str
    first_day: date
    employer: str
    employer_on: date
    assistant_on: date


@transaction.atomic
def agree(
    *, post: models.Employment, agreed: Agreed, actor: actors.Actor, at: datetime
) -> models.ContractedPay:
    """Write down that employer and PA agree to contracted pay. What was agreed before ends the day before."""
    post = posts.hold(post, actor=actor)
    _check(post, agreed, actor)
    values = {
        "when": agreed.when,
        "employer_agreed": agreed.employer,
        "employer_agreed_on": agreed.employer_on,
        "assistant_agreed_on": agreed.assistant_on,
        "recorded_by_id": actor.user_id,
        "recorded_at": at,
    }
    row = dated.change(
        models.ContractedPay, owner=post, of="employment", day=agreed.first_day, values=values, actor=actor
    )
    after = {"when": agreed.when, "from": str(agreed.first_day), "employer": agreed.employer}
    audit.record(audit.of(row, "agree", after=after), actor=actor, at=at)
    if agreed.when == models.ContractedPay.When.ALWAYS:
        _close_drafts(post, agreed.first_day, actor, at)
    return row


@transaction.atomic
def end(
    *, agreement: models.ContractedPay, last_day: date, actor: actors.Actor, at: datetime
) -> models.ContractedPay:
    """End an agreement after a day. Raises `Invalid` for a day that a sheet made from it lies after."""
    posts.hold(agreement.employment, actor=actor)
    rows = scope.visible_to(models.ContractedPay.objects.filter(pk=agreement.pk), actor)
    locked = rows.select_for_update(of=("self",)).get()
    if locked.during.upper is not None:
        ended = dates.in_words(locked.during.upper - _DAY)
        raise errors.Conflict(f"It has ended already: {ended} is its last day.")
    if last_day < locked.first_day:
        raise errors.Invalid("The last day is before the first day.", field="last_day")
    _check_nothing_made_after(locked, last_day, actor)
    locked.during = DateRange(locked.during.lower, last_day + _DAY)
    locked.save(update_fields=["during"])
    audit.record(audit.of(locked, "end", after={"last day": str(last_day)}), actor=actor, at=at)
    return locked


@transaction.atomic
def make_standing(
    *,
    period: models.PayPeriod,
    employers: "QuerySet[models.Employer]",
    actor: actors.Actor,
    at: datetime,
) -> int:
    """Make the sheet of every post with standing pay that has none in. Returns how many were made.

    A sheet that waits for the employer is left to them: it reports a change. Doing it again makes none.
    """
    standing = models.ContractedPay.objects.filter(
        employment=OuterRef("pk"),
        when=models.ContractedPay.When.ALWAYS,
        during__overlap=(period.first_day, period.last_day + _DAY),
    )
    due = post_queries.due_in(period, actor=actor).filter(Exists(standing), employer__in=employers)
    found = list(due.order_by("pk").select_for_update(of=("self",)))
    agreed = contracted.agreed_in(found, period=period, actor=actor)
    busy = _posts_with_time(found, period, actor) | _on_leave(found, period, actor)
    wanted = [post for post in found if post.pk in agreed and post.pk not in busy]
    made = _make(wanted, models.Timesheet.Basis.STANDING, None, period=period, actor=actor, at=at)
    return len(made)


@transaction.atomic
def pay_as_contracted(
    *, employment_ids: Sequence[uuid.UUID], period: models.PayPeriod, actor: actors.Actor, at: datetime
) -> transitions.Outcome:
    """Pay the contracted hours of posts whose sheet is not in at the deadline, where that was agreed.

    The sheet, approved later, is settled with the next payday. Says for each that cannot be why not.
    """
    if not actor.may(policy.CALCULATE_PAYRUNS) or actor.user_id is None:
        raise errors.NotAllowed("Your role may not pay contracted hours. Ask a payroll officer.")
    refused = dict.fromkeys(employment_ids, "It is not there any more, or it is not yours to pay.")
    due = post_queries.due_in(period, actor=actor).filter(pk__in=list(employment_ids))
    found = list(due.order_by("pk").select_for_update(of=("self",)))
    why_not = _why_not(found, period, actor, at)
    refused = {key: why for key, why in (refused | why_not).items() if why}
    wanted = [post for post in found if post.pk not in refused]
    made = _make(wanted, models.Timesheet.Basis.CONTRACTED, actor.user_id, period=period, actor=actor, at=at)
    moved = {sheet.employment_id for sheet in made}
    no_time = "The contract has no hours on these days. Record its terms first."
    refused |= {post.pk: no_time for post in wanted if post.pk not in moved}
    return transitions.Outcome(tuple(made), refused)


def _close_drafts(post: models.Employment, since: date, actor: actors.Actor, at: datetime) -> None:
    """A sheet that was begun and not sent would stand beside the one that is made from the contract.

    One that reports a change begins from the contract. A next version of another sheet is left alone.
    """
    others = models.Timesheet.objects.filter(employment=post, period=OuterRef("period")).exclude(
        pk=OuterRef("pk")
    )
    begun = models.Timesheet.objects.filter(
        employment=post, state="draft", basis=models.Timesheet.Basis.SHEET, period__last_day__gte=since
    ).exclude(Exists(others))
    locked = scope.visible_to(begun, actor).select_related("period").select_for_update(of=("self",))
    for sheet in locked:
        if contracted.has_standing_pay(post, period=sheet.period, actor=actor):
            dropped_sheets.drop(sheet, reason=_STANDING, actor=actor, at=at)


def _why_not(
    found: Sequence[models.Employment], period: models.PayPeriod, actor: actors.Actor, at: datetime
) -> dict[uuid.UUID, str]:
    """For each post the sentence that stops contracted pay; empty when nothing does."""
    agreed = contracted.agreed_in(found, period=period, actor=actor)
    sheets = models.Timesheet.objects.filter(employment__in=found, period=period, state="approved")
    in_already = set(scope.visible_to(sheets, actor).values_list("employment_id", flat=True))
    away = models.Timesheet.objects.filter(employment__in=found, period=period, state="not_worked")
    not_worked = set(scope.visible_to(away, actor).values_list("employment_id", flat=True))
    is_early = at < period.sheets_in_by
    early = f"Sheets may come in until {dates.with_weekday(period.sheets_in_by.date())}. Wait until then."
    return {
        post.pk: (
            "Its time is approved already. Calculate the payrun."
            if post.pk in in_already
            else "The PA says that they did not work on these dates."
            if post.pk in not_worked
            else "Contracted pay has not been agreed. Record the agreement on the post's file."
            if post.pk not in agreed
            else early
            if is_early
            else ""
        )
        for post in found
    }


def _make(
    wanted: Sequence[models.Employment],
    basis: models.Timesheet.Basis,
    decided_by_id: uuid.UUID | None,
    *,
    period: models.PayPeriod,
    actor: actors.Actor,
    at: datetime,
) -> tuple[models.Timesheet, ...]:
    """Sheets with the contracted time, approved; none for a post whose contract has no hours then."""
    time = contracted.time_in(wanted, period=period, actor=actor)
    latest = _latest_versions(wanted, period, actor)
    sheets = [
        models.Timesheet(
            council_id=post.council_id,
            subject_id=post.subject_id,
            employment=post,
            period=period,
            version=latest.get(post.pk, 0) + 1,
            basis=basis,
        )
        for post in wanted
        if time[post.pk]
    ]
    models.Timesheet.objects.bulk_create(sheets, batch_size=500)
    is_standing = basis == models.Timesheet.Basis.STANDING
    span = timesheets.span_of(period)
    off = holiday.agreed_in([post.pk for post in wanted], span, actor=actor) if is_standing else {}
    timesheets.write_first(((sheet, time[sheet.employment_id]) for sheet in sheets), off=off)
    said = _digests(sheets, actor)
    outcome = transitions.move_all(
        models.Timesheet,
        [sheet.pk for sheet in sheets],
        "pay_as_contracted",
        actor=actor,
        at=at,
        also=lambda sheet: {
            "decided_at": at,
            "decided_by_id": decided_by_id,
            "digest": said[sheet.pk],
        },
    )
    return outcome.moved


def _digests(sheets: Sequence[models.Timesheet], actor: actors.Actor) -> Mapping[uuid.UUID, str]:
    rows = scope.visible_to(models.TimesheetEntry.objects.filter(timesheet__in=sheets), actor)
    said: dict[uuid.UUID, list[models.TimesheetEntry]] = {sheet.pk: [] for sheet in sheets}
    for entry in rows:
        said[entry.timesheet_id].append(entry)
    return {key: digests.of_entries(entries) for key, entries in said.items()}


def _posts_with_time(
    found: Sequence[models.Employment], period: models.PayPeriod, actor: actors.Actor
) -> set[uuid.UUID]:
    rows = models.Timesheet.objects.filter(employment__in=found, period=period, state__in=_HAVE_SAID)
    return set(scope.visible_to(rows, actor).values_list("employment_id", flat=True))


def _on_leave(
    found: Sequence[models.Employment], period: models.PayPeriod, actor: actors.Actor
) -> set[uuid.UUID]:
    """Those who are on family leave on some of the days: what they worked on the others, they say."""
    leave = family_leave.in_period([post.pk for post in found], period=period, actor=actor)
    days = timesheets.span_of(period)
    return {key for key, rows in leave.items() if family_leave.is_touched(rows, days)}


def _latest_versions(
    found: Sequence[models.Employment], period: models.PayPeriod, actor: actors.Actor
) -> dict[uuid.UUID, int]:
    rows = models.Timesheet.objects.filter(employment__in=found, period=period)
    counted = scope.visible_to(rows, actor).order_by().values_list("employment_id")
    return dict(counted.annotate(Max("version")))


def _check(post: models.Employment, agreed: Agreed, actor: actors.Actor) -> None:
    if agreed.when not in models.ContractedPay.When.values:
        raise errors.Invalid("Choose when the contracted hours are paid.", field="when")
    if agreed.employer not in approvers.names_of(post, actor=actor):
        raise errors.Invalid("Choose who agreed for the employer.", field="employer")
    for day, field in ((agreed.employer_on, "employer_on"), (agreed.assistant_on, "assistant_on")):
        if day > actor.today:
            raise errors.Invalid("They cannot have agreed after today. Check the day.", field=field)
    if agreed.first_day < post.first_day or (post.last_day and agreed.first_day > post.last_day):
        raise errors.Invalid("The post is not held on that day. Choose another.", field="first_day")
    terms = models.EmploymentTerms.objects.filter(
        employment=post, during__contains=agreed.first_day, weekly_minutes__gt=0
    )
    if not scope.visible_to(terms, actor).exists():
        raise errors.Invalid(
            "The contract has no hours a week on that day. Record its terms first.", field="first_day"
        )


def _check_nothing_made_after(agreement: models.ContractedPay, last_day: date, actor: actors.Actor) -> None:
    made = models.Timesheet.objects.filter(
        employment=agreement.employment_id, period__last_day__gt=last_day, state="approved"
    ).exclude(basis=models.Timesheet.Basis.SHEET)
    last = scope.visible_to(made, actor).order_by("-period__last_day").select_related("period").first()
    if last is not None:
        ends = dates.in_words(last.period.last_day)
        raise errors.Invalid(
            f"The pay of the period to {ends} is made from it already. End it on that day or later; for those"
            " dates, enter a sheet with what was worked.",
            field="last_day",
        )
