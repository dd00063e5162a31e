"""Notices from HMRC of a payroll provider: the list, the post that each names, and what stands in the way."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from dpss.access import actors, scope
from payroll import models

SEALED = ("nino", "raw")


@dataclass(frozen=True, slots=True)
class Match:
    """The one post that a notice names; or the sentence why there is not one."""

    post: models.Employment | None
    why: str = ""


@dataclass(frozen=True, slots=True)
class _Known:
    """The provider's employers by PAYE reference, their posts, and the digests of their PAs' numbers."""

    employers: Mapping[str, set[uuid.UUID]]
    posts: Sequence[models.Employment]
    numbers: Mapping[uuid.UUID, str]


def items(*, actor: actors.Actor) -> QuerySet[models.HmrcNotice]:
    """The provider's notices; not those of posts that the actor may not open."""
    mine = scope.visible_to(models.HmrcNotice.objects.all(), actor)
    posts = scope.visible_to(models.Employment.objects.all(), actor)
    rows = mine.filter(Q(employment=None) | Q(employment__in=posts.values("pk")))
    return rows.select_related(
        "employment__assistant", "employment__employer", "added_by", "matched_by"
    ).defer(*SEALED)


def one(pk: uuid.UUID, *, actor: actors.Actor) -> QuerySet[models.HmrcNotice]:
    """One notice of the provider's, with all that came."""
    return items(actor=actor).filter(pk=pk).defer(None)


def count_waiting(*, actor: actors.Actor) -> int:
    """How many wait for a person."""
    return items(actor=actor).filter(state__in=["received", "waiting"]).count()


def named(rows: QuerySet[models.HmrcNotice], text: str) -> QuerySet[models.HmrcNotice]:
    """Keep those about people or employers of this name, with this PAYE reference or pay ID."""
    return rows.filter(
        Q(name__icontains=text)
        | Q(paye__icontains=text)
        | Q(works_number__iexact=text)
        | Q(employment__assistant__name__icontains=text)
        | Q(employment__employer__name__icontains=text)
    )


def posts_at(
    notice: models.HmrcNotice, *, organisation_id: uuid.UUID, actor: actors.Actor
) -> QuerySet[models.Employment]:
    """The posts with the provider's employers that have the PAYE reference of a notice."""
    office, _, reference = notice.paye.partition("/")
    schemes = models.PayeScheme.objects.filter(
        employer=OuterRef("employer"), office_number=office, reference=reference
    )
    rows = models.Employment.objects.filter(
        Exists(scope.visible_to(schemes, actor)),
        employer__pay_group__organisation_id=organisation_id,
        employer__pay_group__council_id=actor.council_id,
    )
    return scope.visible_to(rows, actor).select_related("assistant", "employer")


def matches(
    notices: Sequence[models.HmrcNotice], *, organisation_id: uuid.UUID, actor: actors.Actor
) -> dict[uuid.UUID, Match]:
    """The post of each notice, by PAYE reference, National Insurance number and pay ID, in three queries."""
    known = _known(notices, organisation_id, actor)
    return {notice.pk: _match(notice, known) for notice in notices}


def of_post(post: models.Employment, *, actor: actors.Actor) -> Sequence[models.HmrcNotice]:
    """The notices that name a post and were not set aside, the latest first."""
    rows = items(actor=actor).filter(employment=post).exclude(state="set_aside")
    return list(rows.order_by("-issued", "-added_at", "pk"))


def applied_after(post: models.Employment, *, day: date, actor: actors.Actor) -> Sequence[models.HmrcNotice]:
    """The notices that a post is to follow from a later day on, the soonest first."""
    rows = items(actor=actor).filter(employment=post, state="applied", applied_from__gt=day)
    return list(rows.exclude(form=models.HmrcNotice.Form.NINO).order_by("applied_from", "applied_at"))


def previous_pay(post: models.Employment, *, actor: actors.Actor) -> Sequence[models.PreviousPay]:
    """What P6s say of pay in earlier jobs of the year, the latest first."""
    rows = models.PreviousPay.objects.filter(employment=post)
    return list(scope.visible_to(rows, actor).order_by("-from_payday"))


def _known(notices: Sequence[models.HmrcNotice], organisation_id: uuid.UUID, actor: actors.Actor) -> _Known:
    references = {tuple(notice.paye.split("/", 1)) for notice in notices}
    schemes = models.PayeScheme.objects.filter(
        office_number__in={office for office, _ in references},
        reference__in={reference for _, reference in references},
        employer__pay_group__organisation_id=organisation_id,
        employer__pay_group__council_id=actor.council_id,
    )
    employers: dict[str, set[uuid.UUID]] = defaultdict(set)
    for scheme in scope.visible_to(schemes, actor):
        employers[f"{scheme.office_number}/{scheme.reference}"].add(scheme.employer_id)
    people = models.PayrollIdentity.objects.filter(
        nino_index__in={notice.nino_index for notice in notices if notice.nino_index}
    )
    found = dict(scope.visible_to(people, actor).values_list("assistant_id", "nino_index"))
    rows = models.Employment.objects.filter(
        Q(assistant_id__in=list(found))
        | Q(payroll_id__in={n.works_number for n in notices if n.works_number}),
        employer_id__in=set().union(*employers.values()) if employers else [],
    )
    posts = scope.visible_to(rows, actor).select_related("assistant", "employer").order_by("pk")
    return _Known(employers, list(posts), found)


def _match(notice: models.HmrcNotice, known: _Known) -> Match:
    employers = known.employers.get(notice.paye, set())
    if not employers:
        return Match(
            None,
            f"No employer of yours has the PAYE reference {notice.paye}. If HMRC sent it to you by mistake,"
            " set it aside and tell HMRC.",
        )
    here = [post for post in known.posts if post.employer_id in employers]
    same_id = [post for post in here if notice.works_number and post.payroll_id == notice.works_number]
    if notice.form == models.HmrcNotice.Form.NINO:
        return Match(same_id[0]) if len(same_id) == 1 else Match(None, _nobody(notice))
    if not notice.nino_index:
        return Match(None, "It has no National Insurance number. Say whose it is.")
    same = [post for post in here if known.numbers.get(post.assistant_id) == notice.nino_index]
    both = [post for post in same if post in same_id] if notice.works_number else same
    if len(both) == 1:
        return Match(both[0])
    if same:
        return Match(None, _other_pay_id(notice, same))
    if same_id:
        return Match(
            None,
            f"Pay ID {notice.works_number} is that of {same_id[0].assistant.name}, for whom another National"
            " Insurance number is recorded, or none. Check it with them.",
        )
    return Match(None, _nobody(notice))


def _other_pay_id(notice: models.HmrcNotice, same: Sequence[models.Employment]) -> str:
    name = same[0].assistant.name
    if not notice.works_number:
        return (
            f"{name} has {len(same)} posts with this PAYE reference, and the notice has no pay ID. Say which."
        )
    ids = " and ".join(post.payroll_id for post in same)
    return f"The number is that of {name}, whose pay ID is {ids}, and the notice says {notice.works_number}."


def _nobody(notice: models.HmrcNotice) -> str:
    return (
        f"Nobody with the PAYE reference {notice.paye} has this National Insurance number and pay ID. Say"
        " whose it is, or set it aside and tell HMRC."
    )
