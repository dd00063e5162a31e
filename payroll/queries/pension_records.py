"""What is on record of the pension of many posts, in a fixed number of queries."""

import itertools
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final, NamedTuple

from django.db.models import QuerySet
from django.db.models.fields.json import KeyTextTransform, KeyTransform

from dpss.access import actors, scope
from dpss.kernel import money
from dpss.kernel.dates import Span
from payroll import models
from payroll.calc.inputs import NET_PAY, PayInputError
from payroll.calc.pension_duties.facts import Worker
from payroll.calc.pension_duties.position import Position
from payroll.pension_story import Assessed, Record, Taxed

# Of a payslip's inputs the kind of scheme is needed, and the others are many times as long.
_SCHEME: Final = KeyTextTransform("scheme", KeyTransform("pension", "inputs"))


def of_posts(
    posts: Sequence[models.Employment],
    *,
    actor: actors.Actor,
    without: Collection[uuid.UUID] = (),
    drafts: bool = False,
) -> Mapping[uuid.UUID, Record]:
    """The record of each post whose PA's date of birth is known.

    `without` leaves payslips out; with `drafts` payslips count that nobody has approved yet.
    """
    ids = [post.pk for post in posts]
    born = _born(posts, actor)
    said = _grouped(
        facts(ids, actor=actor).exclude(payslip__in=without).exclude(payslip__replaced_at__isnull=False)
    )
    taxed = _grouped(_taxed(ids, actor))
    slips = {slip.pk: slip for slip in _slips(ids, actor, drafts=drafts)}
    every = models.PensionAssessment.objects.filter(payslip__in=slips)
    kept = list(scope.visible_to(every, actor).order_by("payday", "pk"))
    assessed = _grouped(row for row in kept if row.payslip_id not in without)
    before = _paid_before(ids, slips, {row.payslip_id for row in kept}, actor)
    found = {}
    for post in posts:
        if post.assistant_id not in born:
            continue
        try:
            worker = Worker(
                birth_date=born[post.assistant_id], employed_from=post.first_day, employed_until=post.last_day
            )
        except PayInputError:
            continue
        found[post.pk] = Record(
            worker=worker,
            taxed=tuple(map(_held, taxed[post.pk])),
            said=tuple(said[post.pk]),
            assessed=tuple(_assessed(row, slips[row.payslip_id]) for row in assessed[post.pk]),
            told_before=post.pk in before,
        )
    return found


def positions(
    posts: Sequence[models.Employment], *, actor: actors.Actor
) -> Mapping[uuid.UUID, Position | str]:
    """Where each post stands today, or the sentence of why that is not known.

    A payslip that is not approved counts only where a record cannot be understood without it, as for a
    postponement from the day that it made somebody eligible.
    """
    records = of_posts(posts, actor=actor)
    found: dict[uuid.UUID, Position | str] = {post.pk: _stands(records.get(post.pk), actor) for post in posts}
    unclear = [post for post in posts if isinstance(found[post.pk], str) and post.pk in records]
    if unclear:
        with_drafts = of_posts(unclear, actor=actor, drafts=True)
        found |= {post.pk: _stands(with_drafts.get(post.pk), actor) for post in unclear}
    return found


def _stands(record: Record | None, actor: actors.Actor) -> Position | str:
    if record is None:
        return "No date of birth is recorded, and the pension goes by age. Record who the PA is first."
    try:
        return record.position(day=actor.today)
    except PayInputError as error:
        return str(error)


def to_see_to() -> QuerySet[models.Payrun]:
    """The approved payruns after which nobody has looked yet at what is due about their PAs' pensions."""
    return models.Payrun.objects.filter(state="approved", dues_seen_to_at=None)


def facts(ids: Collection[uuid.UUID], *, actor: actors.Actor) -> QuerySet[models.PensionFact]:
    """What happened, in the order of its days."""
    rows = models.PensionFact.objects.filter(employment__in=ids)
    return scope.visible_to(rows, actor).order_by("on", "recorded_at", "pk")


def assessments(
    ids: Collection[uuid.UUID], *, actor: actors.Actor, drafts: bool = False
) -> QuerySet[models.PensionAssessment]:
    """Those of approved payslips that count, and of `drafts` where these are asked for."""
    rows = models.PensionAssessment.objects.filter(employment__in=ids, payslip__replaced_at=None)
    if not drafts:
        rows = rows.filter(payslip__approved_at__isnull=False)
    rows = rows.select_related("payslip").defer("payslip__result")
    return scope.visible_to(rows, actor).order_by("payday", "pk")


def _born(posts: Iterable[models.Employment], actor: actors.Actor) -> dict[uuid.UUID, Any]:
    people = models.PayrollIdentity.objects.filter(assistant__in={post.assistant_id for post in posts})
    return dict(scope.visible_to(people, actor).values_list("assistant_id", "birth_date"))


def _taxed(ids: Collection[uuid.UUID], actor: actors.Actor) -> QuerySet[models.TaxDetails]:
    rows = models.TaxDetails.objects.filter(employment__in=ids)
    return scope.visible_to(rows, actor).order_by("during")


_TOLD: Final = ("pk", "employment_id", "approved_at", "pension_employee", "pension_employer", "scheme")


class _Slip(NamedTuple):
    """What a payslip tells of the pension."""

    pk: uuid.UUID
    employment_id: uuid.UUID
    approved_at: datetime | None
    pension_employee: Decimal
    pension_employer: Decimal
    scheme: str | None


def _slips(ids: Collection[uuid.UUID], actor: actors.Actor, *, drafts: bool) -> Iterator[_Slip]:
    """Those that are approved and count, and `drafts` where these are asked for.

    Asked for by itself: where many payslips are new, the database would look through all of them for each
    assessment.
    """
    rows = models.Payslip.objects.filter(employment__in=ids, replaced_at=None)
    if not drafts:
        rows = rows.filter(approved_at__isnull=False)
    told = scope.visible_to(rows, actor).annotate(scheme=_SCHEME)
    return itertools.starmap(_Slip, told.values_list(*_TOLD))


def _paid_before(
    ids: Collection[uuid.UUID],
    slips: Mapping[uuid.UUID, _Slip],
    with_assessment: Collection[uuid.UUID],
    actor: actors.Actor,
) -> set[uuid.UUID]:
    """The posts that were paid before assessments were kept, here or by another payroll."""
    brought = models.BroughtForward.objects.filter(employment__in=ids)
    return {
        *(
            slip.employment_id
            for slip in slips.values()
            if slip.approved_at and slip.pk not in with_assessment
        ),
        *scope.visible_to(brought, actor).values_list("employment_id", flat=True),
    }


def _grouped(rows: Iterable[Any]) -> dict[uuid.UUID, list[Any]]:
    found: dict[uuid.UUID, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.employment_id].append(row)
    return found


def _held(row: models.TaxDetails) -> Taxed:
    begins = row.during.lower or date.min
    return Taxed(begins, row.pension, row.pension_from)


def _assessed(row: models.PensionAssessment, slip: _Slip) -> Assessed:
    """A payslip that nobody has approved has taken nothing yet."""
    is_paid = slip.approved_at is not None
    return Assessed(
        payday=row.payday,
        span=Span(row.first_day, row.last_day),
        interval=row.interval,
        earnings=row.earnings,
        employee=slip.pension_employee if is_paid else money.ZERO,
        employer=slip.pension_employer if is_paid else money.ZERO,
        before_tax=slip.scheme == NET_PAY,
        member_from=row.member_from,
    )
