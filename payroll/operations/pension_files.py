"""Contribution files of pension schedules: made from the lines, kept sealed, the same when asked again."""

import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction

from dpss.access import actors, audit, policy, scope
from dpss.kernel import errors
from payroll import models, pension_file
from payroll.queries import pension_schedules as queries

MOST: Final = 500


@dataclass(frozen=True, slots=True)
class Made:
    """The files, and a sentence for each schedule of which none could be made."""

    files: tuple[models.PensionFile, ...]
    left_out: tuple[str, ...]


@transaction.atomic
def make(ids: Sequence[uuid.UUID], *, actor: actors.Actor, at: datetime) -> Made:
    """The contribution files of schedules, for a person to hand to the provider; history says who took them.

    A schedule whose lines have not changed has the very file that it had. A fixed number of queries, but for
    the files that are new. Raises `Invalid` for too many at once.
    """
    if not actor.may(policy.SEND_PENSION_SCHEDULES) or actor.user_id is None:
        raise errors.NotAllowed("Your role may not take contribution files. Ask a payroll officer.")
    check_number(ids)
    made = make_for(ids, by=actor.user_id, actor=actor, at=at)
    events = [audit.of(one.schedule, "download", after={"file": one.sha256[:12]}) for one in made.files]
    audit.record_all(events, actor=actor, at=at)
    return made


def check_number(ids: Sequence[uuid.UUID]) -> None:
    """Raises `Invalid` for more schedules than go in one download."""
    if len(ids) > MOST:
        raise errors.Invalid(f"{MOST} schedules go in one download. Choose fewer.")


@transaction.atomic
def make_for(ids: Sequence[uuid.UUID], *, by: uuid.UUID, actor: actors.Actor, at: datetime) -> Made:
    """The files, made for a person where they are not there yet, in the order of the employers' names."""
    found = list(queries.schedules(actor=actor).filter(pk__in=ids).order_by("employer__name", "pk"))
    members = queries.members_of([one.pk for one in found], actor=actor)
    ways = queries.ways_of({one.employer_id for one in found}, day=actor.today, actor=actor)
    kept = _kept(found, actor)
    files, left_out = [], []
    for schedule in found:
        said = _said(schedule, members[schedule.pk], ways.get(schedule.employer_id))
        try:
            text = pension_file.written(said)
        except errors.Invalid as wrong:
            left_out.append(wrong.sentence)
            continue
        digest = hashlib.sha256(text.encode()).hexdigest()
        file = kept.get((schedule.pk, digest)) or _new(schedule, said, text, digest, (by, at))
        files.append(file)
    return Made(tuple(files), tuple(left_out))


def _kept(
    schedules: Sequence[models.PensionSchedule], actor: actors.Actor
) -> dict[tuple[uuid.UUID, str], models.PensionFile]:
    rows = models.PensionFile.objects.filter(schedule__in=schedules).select_related("schedule")
    return {(row.schedule_id, row.sha256): row for row in scope.visible_to(rows, actor)}


def _new(
    schedule: models.PensionSchedule,
    said: pension_file.Schedule,
    text: str,
    digest: str,
    by: tuple[uuid.UUID, datetime],
) -> models.PensionFile:
    made, _ = models.PensionFile.objects.get_or_create(
        schedule=schedule,
        sha256=digest,
        defaults={
            "council_id": schedule.council_id,
            "subject_id": schedule.subject_id,
            "name": pension_file.named(said),
            "content": text,
            "members": len(said.members),
            "total": said.total,
            "made_by_id": by[0],
            "made_at": by[1],
        },
    )
    return made


def _said(
    schedule: models.PensionSchedule,
    members: Sequence[queries.MemberSums],
    way: models.PensionArrangement | None,
) -> pension_file.Schedule:
    return pension_file.Schedule(
        employer_name=schedule.employer.name,
        employer_reference=schedule.scheme.employer_reference,
        payment_source=way.payment_source if way else "",
        first_day=schedule.first_day,
        last_day=schedule.last_day,
        due_on=schedule.due_on,
        interval=schedule.interval,
        per_month=way is not None and way.per == models.PensionArrangement.Per.MONTH,
        members=tuple(_member(one) for one in members),
    )


def _member(one: queries.MemberSums) -> pension_file.Member:
    post = one.employment
    identity = getattr(post.assistant, "identity", None)
    forename, _, surname = post.assistant.name.partition(" ")
    return pension_file.Member(
        forename=identity.hmrc_forename if identity else forename,
        surname=identity.hmrc_surname if identity else surname,
        nino=(identity.nino or "") if identity else "",
        alternative_id=post.payroll_id,
        earnings=one.earnings,
        employer=one.employer_share,
        member=one.member,
        reason=one.reason,
        effective_on=one.effective_on,
    )
