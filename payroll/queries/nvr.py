"""Whose National Insurance numbers HMRC can be asked for, and what keeps an employer from asking yet."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.db.models import Min, Q, QuerySet

from dpss.access import actors, scope
from dpss.kernel import dates
from payroll import models, submission_states

# HMRC refuses a request before the employer's first report of wages is two weeks old (gov.uk, Basic PAYE
# Tools guide "Check a National Insurance number", 9 June 2021).
AFTER_FIRST_REPORT: Final = timedelta(weeks=2)
# For so long after HMRC took a request its answer is waited for, before the same is asked again.
ANSWER_WITHIN: Final = timedelta(weeks=2)
_ON_ITS_WAY: Final = ("awaiting", "held", "queued", "sending", "acknowledged", "unknown", "rejected")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A post whose PA's number HMRC has not confirmed: what is recorded, and when HMRC was asked last."""

    post: models.Employment
    person: models.PayrollIdentity
    asked: models.Submission | None


def asking(employer_id: uuid.UUID, *, today: date, actor: actors.Actor) -> Sequence[Wanted]:
    """The posts of an employer that go on and whose PA's number is not confirmed, by name."""
    posts = models.Employment.objects.filter(
        Q(last_day=None) | Q(last_day__gte=today),
        employer=employer_id,
        assistant__identity__isnull=False,
        assistant__identity__nino_verified_on=None,
    ).select_related("assistant", "employer")
    found = list(scope.visible_to(posts, actor).order_by("assistant__name", "pk"))
    people = models.PayrollIdentity.objects.filter(assistant_id__in=[post.assistant_id for post in found])
    known = {row.assistant_id: row for row in scope.visible_to(people, actor)}
    asked = _asked(employer_id, actor)
    return [
        Wanted(post, known[post.assistant_id], asked.get(str(post.pk)))
        for post in found
        if post.assistant_id in known
    ]


def waits_for_answer(wanted: Wanted, *, at: datetime) -> bool:
    """Whether HMRC has been asked about this post, and may still answer."""
    asked = wanted.asked
    if asked is None or asked.state in submission_states.NOT_NEEDED:
        return False
    if asked.state in _ON_ITS_WAY:
        return True
    return asked.finished_at is not None and asked.finished_at > at - ANSWER_WITHIN


def why_not_yet(employer_id: uuid.UUID, *, day: date, actor: actors.Actor) -> str:
    """Why HMRC would refuse to be asked by this employer; nothing when it would not."""
    if scheme_on(employer_id, day=day, actor=actor) is None:
        return "HMRC answers employers with a PAYE reference. Record the reference for the employer first."
    wages = models.Submission.objects.filter(
        employer=employer_id, kind=models.Submission.Kind.FPS, state="accepted"
    )
    first = scope.visible_to(wages, actor).aggregate(first=Min("sent_at"))["first"]
    if first is None:
        return (
            "HMRC answers only after the employer's first report of wages. It looks for the PA by itself with"
            " that report; ask two weeks later if it has not answered."
        )
    begins = first.date() + AFTER_FIRST_REPORT
    if day < begins:
        return (
            "HMRC answers from two weeks after the employer's first report of wages on, which is"
            f" {dates.with_weekday(begins)}."
        )
    return ""


def scheme_on(employer_id: uuid.UUID, *, day: date, actor: actors.Actor) -> models.PayeScheme | None:
    """The employer's PAYE scheme on a day, where it has a reference."""
    rows = models.PayeScheme.objects.filter(
        employer=employer_id, during__contains=day, status=models.PayeScheme.Status.REGISTERED
    )
    return scope.visible_to(rows, actor).first()


def posts_of(submission: models.Submission, *, actor: actors.Actor) -> QuerySet[models.Employment]:
    """The posts that a request asks about."""
    rows = models.Employment.objects.filter(pk__in=submission.said.get("posts", []))
    return scope.visible_to(rows, actor).select_related("assistant").order_by("assistant__name", "pk")


def people_of(
    posts: Collection[models.Employment], *, actor: actors.Actor
) -> dict[uuid.UUID, models.PayrollIdentity]:
    """Who the PAs of posts are to HMRC, by PA."""
    rows = models.PayrollIdentity.objects.filter(assistant_id__in=[post.assistant_id for post in posts])
    return {row.assistant_id: row for row in scope.visible_to(rows, actor)}


def _asked(employer_id: uuid.UUID, actor: actors.Actor) -> dict[str, models.Submission]:
    """The newest request about each post, by its key."""
    rows = models.Submission.objects.filter(employer=employer_id, kind=models.Submission.Kind.NVR)
    newest = scope.visible_to(rows.defer("facts", "body", "message", "reply"), actor).order_by("pk")
    return {key: one for one in newest for key in one.said.get("posts", [])}
