"""Orders and agreed deductions of a post: added from the paper, changed, stopped, ended when all is paid."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final

from django.db import transaction
from django.db.models import Q
from psycopg2.extras import DateRange

from dpss.access import actors, audit, scope
from dpss.kernel import dates, errors, money
from payroll import models
from payroll.calc.inputs import Interval, PayInputError
from payroll.calc.orders import taking
from payroll.calc.orders.wages import Wages
from payroll.operations import dated, posts
from payroll.queries import costs, deductions, post_paid

_DAY: Final = timedelta(days=1)
ALL_TAKEN: Final = "All that was owed has been taken."


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What is taken each payday, in pounds; what a kind does not have is left out.

    `carried` and `protected_carried` come with an order that another payroll has worked: what it could not
    take, and what of the protected earnings it could not leave.
    """

    normal: Decimal | None = None
    protected: Decimal | None = None
    schedule: str = ""
    fee: Decimal = money.ZERO
    owed: Decimal | None = None
    carried: Decimal = money.ZERO
    protected_carried: Decimal = money.ZERO


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """What an order says of itself, or what was agreed: `sender` is who gets the money."""

    kind: str
    reference: str
    made: date
    first_day: date
    sender: str = ""


@transaction.atomic
def add(
    *, post: models.Employment, paper: Paper, terms: Terms, actor: actors.Actor, at: datetime
) -> models.Deduction:
    """Take this off the post's pay from its first day on. Raises `Invalid` for what cannot be taken."""
    post = posts.hold(post, actor=actor)
    _check_day(post, paper.first_day, actor, field="first_day")
    if paper.made > paper.first_day:
        raise errors.Invalid(
            f"It was made on {dates.in_words(paper.made)}: the first day cannot be before that.",
            field="first_day",
        )
    _check_reference(post, paper, actor)
    _check_amounts(terms)
    _check_carried(paper.kind, terms)
    mine = {"council_id": post.council_id, "subject_id": post.subject_id}
    made = models.Deduction.objects.create(employment=post, **mine, **asdict(paper))
    row = models.DeductionTerms.objects.create(
        deduction=made, **mine, during=DateRange(paper.first_day, None), **asdict(terms)
    )
    _check_lawful(post, paper.first_day, actor)
    after = {**asdict(paper), **_said(row)}
    audit.record(audit.of(made, "add", after=after), actor=actor, at=at)
    posts.work_out_again(post, since=paper.first_day, actor=actor, at=at)
    return made


@transaction.atomic
def change(
    *, deduction: models.Deduction, day: date, terms: Terms, actor: actors.Actor, at: datetime
) -> models.DeductionTerms:
    """Let other terms hold from a day on. Without `owed`, what is owed goes on as it stands."""
    post = posts.hold(deduction.employment, actor=actor)
    deduction = _as_it_is(deduction, actor)
    _check_day(post, day, actor, field="day")
    _check_runs_on(deduction, day)
    _check_amounts(terms)
    before = deductions.terms_of(deduction, actor=actor)
    if before and before[0].during.lower == day:
        # The terms of that very day are corrected: what came with them stays, and what they say is owed.
        terms = replace(
            terms,
            owed=before[0].owed if terms.owed is None else terms.owed,
            carried=before[0].carried,
            protected_carried=before[0].protected_carried,
        )
    row = dated.change(
        models.DeductionTerms, owner=deduction, of="deduction", day=day, values=asdict(terms), actor=actor
    )
    _check_lawful(post, day, actor)
    said_before = _said(before[0]) if before else {}
    after = {"from": day, **_said(row)}
    audit.record(audit.of(deduction, "change", before=said_before, after=after), actor=actor, at=at)
    posts.work_out_again(post, since=day, actor=actor, at=at)
    return row


@transaction.atomic
def stop(
    *, deduction: models.Deduction, day: date, reason: str, actor: actors.Actor, at: datetime
) -> models.Deduction:
    """Take nothing for it on paydays from this day on. What was taken before stays taken."""
    if not reason.strip():
        raise errors.Invalid("Say why it stops: whoever sent it may ask.", field="reason")
    post = posts.hold(deduction.employment, actor=actor)
    deduction = _as_it_is(deduction, actor)
    _check_day(post, day, actor, field="day")
    _check_runs_on(deduction, day)
    before, deduction.stops_on = deduction.stops_on, day
    deduction.save(update_fields=["stops_on"])
    audit.record(
        audit.of(deduction, "stop", reason=reason, before={"stops_on": before}, after={"stops_on": day}),
        actor=actor,
        at=at,
    )
    posts.work_out_again(post, since=day, actor=actor, at=at)
    return deduction


def finish(slips: Sequence[models.Payslip], *, actor: actors.Actor, at: datetime) -> int:
    """End what these approved payslips of one payday have paid in full. Returns how many."""
    done = {
        slip.employment_id: [one for one in found if one.owed_after == 0]
        for slip in slips
        if (found := deductions.read(slip.told["deducted"]))
    }
    if not any(done.values()):
        return 0
    payday = slips[0].payday
    rows = models.Deduction.objects.filter(
        Q(stops_on=None) | Q(stops_on__gt=payday), employment_id__in=done, first_day__lte=payday
    )
    ended = [
        row
        for row in scope.visible_to(rows, actor)
        if any(deductions.is_of(one, row) for one in done[row.employment_id])
    ]
    for row in ended:
        row.stops_on = payday + _DAY
    models.Deduction.objects.bulk_update(ended, ["stops_on"], batch_size=500)
    audit.record_all(
        (audit.of(row, "finish", reason=ALL_TAKEN, after={"stops_on": row.stops_on}) for row in ended),
        actor=actor,
        at=at,
    )
    return len(ended)


def _as_it_is(deduction: models.Deduction, actor: actors.Actor) -> models.Deduction:
    rows = models.Deduction.objects.filter(pk=deduction.pk)
    return scope.visible_to(rows, actor).select_for_update(of=("self",)).get()


def _check_day(post: models.Employment, day: date, actor: actors.Actor, *, field: str) -> None:
    """What a payslip was worked out with stays as it was."""
    first = post_paid.first_free_payday(post, post_paid.paid(post, actor=actor))
    if day < first:
        raise errors.Invalid(
            f"Pay up to {dates.in_words(first - _DAY)} is settled. The first day that you can choose is"
            f" {dates.in_words(first)}.",
            field=field,
        )


def _check_runs_on(deduction: models.Deduction, day: date) -> None:
    if day < deduction.first_day:
        raise errors.Invalid(
            f"It begins on {dates.in_words(deduction.first_day)}. Choose that day or a later one.",
            field="day",
        )
    if deduction.stops_on and deduction.stops_on <= day:
        raise errors.Conflict(
            f"It has stopped already: nothing is taken from {dates.in_words(deduction.stops_on)} on."
        )


def _check_reference(post: models.Employment, paper: Paper, actor: actors.Actor) -> None:
    same = models.Deduction.objects.filter(
        Q(stops_on=None) | Q(stops_on__gt=paper.first_day), employment=post, reference=paper.reference
    )
    if scope.visible_to(same, actor).exists():
        raise errors.Invalid(
            f"“{paper.reference}” is recorded for this post already. Change that one, or stop it first.",
            field="reference",
        )


def _check_amounts(terms: Terms) -> None:
    """Nought is no amount: what ends is stopped."""
    for field, amount in (("normal", terms.normal), ("owed", terms.owed)):
        if amount is not None and amount <= 0:
            raise errors.Invalid("Enter more than £0.00, as the paper gives it.", field=field)


def _check_carried(kind: str, terms: Terms) -> None:
    """Only child maintenance and a court's priority orders carry what could not be taken."""
    carries = {
        "carried": {models.Deduction.Kind.CHILD_MAINTENANCE, models.Deduction.Kind.COURT_PRIORITY},
        "protected_carried": {models.Deduction.Kind.COURT_PRIORITY},
    }
    for field, kinds in carries.items():
        if getattr(terms, field) and kind not in kinds:
            raise errors.Invalid(
                "An order of this kind carries nothing: what could not be taken falls away. Leave it empty.",
                field=field,
            )


def _check_lawful(post: models.Employment, day: date, actor: actors.Actor) -> None:
    """All orders of the day together must be what the law allows: tried on no pay at all."""
    found = deductions.in_force([post.pk], day=day, actor=actor).get(post.pk, [])
    nothing = Wages(gross=money.ZERO, tax=money.ZERO, national_insurance=money.ZERO)
    try:
        taken = deductions.to_take(found)
        if taken:
            taking.take(
                wages=nothing,
                orders=taken.orders,
                loans=(),
                agreed=taken.agreed,
                interval=Interval(post.employer.pay_group.interval),
                rates=costs.year_of(actor.today).orders,
            )
    except PayInputError as error:
        raise errors.Invalid(str(error)) from error


def _said(row: models.DeductionTerms) -> dict[str, object]:
    """The terms for the record, without what the kind does not have."""
    names = ("normal", "protected", "schedule", "fee", "owed", "carried", "protected_carried")
    values = {name: getattr(row, name) for name in names}
    return {name: value for name, value in values.items() if value}
