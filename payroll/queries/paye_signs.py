"""What is known of PAs, beside their pay, that may need a PAYE scheme of an employer who has none."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from datetime import date

from django.db.models import Q

from dpss.access import actors, scope
from payroll import models
from payroll.calc.paye_need import Signs


def of_posts(
    owed: Sequence[models.Employment],
    *,
    standings: Mapping[uuid.UUID, str],
    taxed: Mapping[uuid.UUID, models.TaxDetails],
    day: date,
    actor: actors.Actor,
) -> Mapping[uuid.UUID, Signs]:
    """The signs of the posts whose employer is recorded as needing no scheme, in one query; none of others.

    `standings` are those of the employers with HMRC.
    """
    not_needed = models.PayeScheme.Status.NOT_NEEDED
    asked = [one for one in owed if standings.get(one.employer_id) == not_needed and one.pk in taxed]
    if not asked:
        return {}
    elsewhere = _employers_of({one.assistant_id for one in asked}, day=day, actor=actor)
    return {
        one.pk: Signs(
            tax_code=taxed[one.pk].tax_code,
            declaration=taxed[one.pk].starter_declaration,
            other_post=bool(elsewhere.get(one.assistant_id, set()) - {one.employer_id}),
        )
        for one in asked
    }


def may_need_none(employer_ids: Collection[uuid.UUID]) -> list[uuid.UUID]:
    """Those of employers that need no PAYE scheme, or once needed none."""
    free = models.PayeScheme.objects.filter(
        employer_id__in=employer_ids, status=models.PayeScheme.Status.NOT_NEEDED
    )
    return list(free.order_by().values_list("employer_id", flat=True).distinct())


def posts_elsewhere(employer_ids: Collection[uuid.UUID]) -> list[uuid.UUID]:
    """The subjects of every post of the PAs of employers that may need no scheme.

    For work that is about the posts of those employers alone, and must see that a PA has another.
    """
    if not employer_ids:
        return []
    held_by = models.Employment.objects.filter(employer_id__in=employer_ids).values("assistant_id")
    posts = models.Employment.objects.filter(assistant_id__in=held_by)
    return list(posts.order_by().values_list("subject_id", flat=True))


def _employers_of(
    assistant_ids: Collection[uuid.UUID], *, day: date, actor: actors.Actor
) -> dict[uuid.UUID, set[uuid.UUID]]:
    going_on = Q(last_day=None) | Q(last_day__gte=day)
    posts = models.Employment.objects.filter(going_on, assistant_id__in=assistant_ids, first_day__lte=day)
    found: dict[uuid.UUID, set[uuid.UUID]] = {}
    for assistant, employer in scope.visible_to(posts, actor).values_list("assistant_id", "employer_id"):
        found.setdefault(assistant, set()).add(employer)
    return found
