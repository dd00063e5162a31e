"""One post's pension: where it stands in words, what happened, and the days that its pay calendar gives."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from dpss.access import actors, scope
from dpss.kernel import dates, errors
from payroll import models
from payroll.calc.pension_duties.position import Position
from payroll.queries import pension_records


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a post stands today; or the sentence of why that is not known."""

    position: Position | None
    problem: str
    scheme: models.PensionScheme | None
    last: models.PensionAssessment | None


def standing(post: models.Employment, *, actor: actors.Actor) -> Standing:
    """Worked out from everything on record, with the last approved payslip's assessment."""
    found = pension_records.positions([post], actor=actor)[post.pk]
    last = pension_records.assessments([post.pk], actor=actor).last()
    schemes = models.PensionScheme.objects.filter(employer=post.employer_id, during__contains=actor.today)
    scheme = scope.visible_to(schemes, actor).first()
    if isinstance(found, str):
        return Standing(None, found, scheme, last)
    return Standing(found, "", scheme, last)


@dataclass(frozen=True, slots=True)
class Own:
    """A PA's own job: where it stands, its last payslip that the PA sees, and letters that were given."""

    post: models.Employment
    position: Position | None
    slip: models.Payslip | None
    letters: tuple[models.PensionDue, ...]


def own(posts: Sequence[models.Employment], *, actor: actors.Actor) -> list[Own]:
    """Each of these jobs, in a fixed number of queries."""
    ids = [post.pk for post in posts]
    stands = pension_records.positions(posts, actor=actor)
    slips = models.Payslip.objects.filter(
        employment__in=ids, approved_at__isnull=False, replaced_at=None, payday__lte=actor.today
    )
    last = {slip.employment_id: slip for slip in scope.visible_to(slips, actor).order_by("payday", "pk")}
    rows = models.PensionDue.objects.filter(employment__in=ids, done_on__isnull=False).exclude(data={})
    given = list(scope.visible_to(rows, actor).order_by("-done_on"))
    return [
        Own(
            post,
            None if isinstance(stood := stands[post.pk], str) else stood,
            last.get(post.pk),
            tuple(due for due in given if due.employment_id == post.pk),
        )
        for post in posts
    ]


def history(post: models.Employment, *, actor: actors.Actor) -> Sequence[models.PensionFact]:
    """What happened, the latest first, each with who recorded it."""
    rows = pension_records.facts([post.pk], actor=actor).select_related("recorded_by")
    return list(reversed(rows))


def assessed(post: models.Employment, *, actor: actors.Actor) -> Sequence[models.PensionAssessment]:
    """The assessments of the last year's paydays, the latest first."""
    return list(pension_records.assessments([post.pk], actor=actor).reverse()[:_YEAR])


def of_payrun(payrun: models.Payrun, *, actor: actors.Actor) -> list[models.PensionAssessment]:
    """The assessments of its payslips, each with the group by the payslip before (`group_before`)."""
    earlier = models.PensionAssessment.objects.filter(
        employment=OuterRef("employment"),
        payday__lt=OuterRef("payday"),
        payslip__approved_at__isnull=False,
        payslip__replaced_at=None,
    ).order_by("-payday", "-pk")
    rows = models.PensionAssessment.objects.filter(payslip__payrun=payrun).select_related(
        "employment__assistant"
    )
    found = rows.annotate(group_before=Coalesce(Subquery(earlier.values("group")[:1]), Value("")))
    return list(scope.visible_to(found, actor).order_by("employment__assistant__name", "pk"))


def dues(post: models.Employment, *, actor: actors.Actor) -> Sequence[models.PensionDue]:
    """What is still to be done, the most urgent first."""
    rows = models.PensionDue.objects.filter(employment=post, closed_at=None)
    return list(scope.visible_to(rows, actor).order_by("by", "duty"))


def next_period(post: models.Employment, *, after: date, actor: actors.Actor) -> date:
    """The first day of the next pay period that is not paid yet. Raises `Invalid` where there is none."""
    paid = _paid(post, actor)
    rows = models.PayPeriod.objects.filter(group=post.employer.pay_group_id, first_day__gt=after)
    for period in rows.order_by("first_day")[:_YEAR]:
        if period.pk not in paid:
            return period.first_day
    raise errors.Invalid(
        f"The pay calendar has no period after {dates.in_words(after)}: make the periods first.", field="on"
    )


def second_period_ends(post: models.Employment, *, on: date, actor: actors.Actor) -> date | None:
    """If pay of the notice's period was closed: the last day of the second period after it."""
    rows = models.PayPeriod.objects.filter(group=post.employer.pay_group_id, last_day__gte=on)
    first = list(rows.order_by("first_day")[:2])
    if len(first) < 2 or first[0].pk not in _paid(post, actor):  # noqa: PLR2004 (two periods)
        return None
    return first[1].last_day


def postponement(due: models.PensionDue, *, actor: actors.Actor) -> models.PensionFact:
    """The postponement that a notice is due for."""
    rows = pension_records.facts([due.employment_id], actor=actor).filter(kind="postponed", on=due.since)
    found = rows.exclude(told_by__kind="taken_back").last()
    if found is None:
        raise errors.Conflict("There is no such postponement any more.")
    return found


def _paid(post: models.Employment, actor: actors.Actor) -> set[uuid.UUID]:
    slips = models.Payslip.objects.filter(employment=post, approved_at__isnull=False)
    return set(scope.visible_to(slips, actor).values_list("payrun__period_id", flat=True))


# Weekly pay has the most paydays in a year.
_YEAR = 53
