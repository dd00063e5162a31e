"""A complaint is raised: kept on a key of its own, and passed to a team that it is not about."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction

from clients import models, reach
from clients.operations import complaint_messages as messages
from clients.queries import complaints as queries
from dpss.access import actors, audit, policy
from dpss.access import models as access
from dpss.access import operations as reaches
from dpss.kernel import errors

MOST_POINTS: Final = 20
LONGEST_POINT: Final = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What is complained of: each point, about whom or what, and what would put it right.

    `about_user` is the person, or `about_organisation` the organisation, where one is named.
    """

    points: Sequence[str]
    about_words: str
    about_user_id: uuid.UUID | None = None
    about_organisation_id: uuid.UUID | None = None
    wanted: str = ""
    how: str = models.Complaint.How.ONLINE


@transaction.atomic
def raise_complaint(
    *,
    by: models.Client | models.PersonalAssistant,
    said: Said,
    actor: actors.Actor,
    at: datetime,
    representation: models.Representation | None = None,
) -> models.Complaint:
    """Somebody complains, or staff write it down for who rings. The council's team has it from now on.

    Whoever it is about never sees it, whatever their role; nor do staff who only wrote it down. Raises
    `Invalid` for no points, too many or too long ones, and for a complaint about oneself.
    """
    if actor.user_id is None or not (actor.may(policy.COMPLAIN) or actor.may(policy.RECORD_COMPLAINTS)):
        raise errors.NotAllowed("Your role may not write down a complaint. Ask somebody at the council.")
    said_points = _points(said.points)
    _check(by, said, representation)
    team, organisation_id = _team(said, actor)
    subject = reaches.new_subject(
        council_id=by.council_id, kind=access.Subject.Kind.COMPLAINT, part_of_id=by.subject_id
    )
    due = queries.due(council_id=by.council_id, day=actor.today)
    complaint = models.Complaint(
        council_id=by.council_id,
        subject=subject,
        client=by if isinstance(by, models.Client) else None,
        assistant=by if isinstance(by, models.PersonalAssistant) else None,
        representation=representation,
        name=representation.user.name if representation else by.name,
        reader_id=by.user_id,
        how=said.how,
        raised_by_id=actor.user_id,
        raised_at=at,
        raised_on=actor.today,
        about=_kind(said),
        about_user_id=said.about_user_id,
        about_organisation_id=said.about_organisation_id,
        about_words=said.about_words.strip(),
        wanted=said.wanted.strip(),
        team=team,
        council_organisation_id=organisation_id,
        acknowledge_by=due.acknowledge_by,
        answer_by=due.answer_by,
    )
    reaches.grant_all(reach.of_complaint(complaint))
    with _Writing(complaint, actor):
        complaint.save(force_insert=True)
        models.ComplaintPoint.objects.bulk_create(
            point_of(complaint, number, words) for number, words in enumerate(said_points, start=1)
        )
        after = {"points": len(said_points), "answer_by": complaint.answer_by}
        # Staff write down what somebody else says, as a representative speaks for whom they act for.
        behalf = complaint.name if actor.is_staff else actor.acts_for(by.name)
        event = audit.of(complaint, "complain", on_behalf_of=behalf, after=after)
        audit.record(event, actor=actor, at=at)
        messages.tell_team(complaint, what="complaint_came", at=at, today=actor.today)
    if said.about_user_id is not None:
        # Last, because whoever it is about may be the one who writes it down.
        access.Recusal.objects.create(
            user_id=said.about_user_id,
            subject=subject,
            council_id=by.council_id,
            reason="The complaint is about them.",
        )
    return complaint


class _Writing:
    """Whoever writes a complaint down reaches it while they do, and from then on only if it is theirs."""

    def __init__(self, complaint: models.Complaint, actor: actors.Actor) -> None:
        self.source = f"clients.complaint.writing:{complaint.pk.hex}"
        self.grant = reaches.Grant(
            subject_id=complaint.subject_id,
            source=self.source,
            role=actor.role,
            capabilities=reach.COMPLAINTS,
            during=reaches.Days(actor.today, None),
            user_id=actor.user_id,
            organisation_id=actor.organisation_id,
        )
        self.today = actor.today

    def __enter__(self) -> None:
        reaches.grant_all([self.grant])

    def __exit__(self, *_raised: object) -> None:
        if _raised[0] is None:
            reaches.end(source=self.source, on=self.today)


def _team(said: Said, actor: actors.Actor) -> tuple[str, uuid.UUID]:
    """The first team in which somebody is left who is not complained about, and the council they work for."""
    rows = access.Membership.objects.filter(
        council_id=actor.council_id, during__contains=actor.today, organisation__kind="council"
    )
    if said.about_user_id is not None:
        rows = rows.exclude(user_id=said.about_user_id)
    for role in policy.COMPLAINT_TEAMS:
        found = rows.filter(role=role).order_by("pk").first()
        if found is not None and found.organisation_id is not None:
            return role, found.organisation_id
    raise errors.Refusal("Nobody at the council can take this complaint here. Ring us, or write to us.")


def _kind(said: Said) -> str:
    if said.about_user_id is not None:
        return models.Complaint.About.PERSON
    return models.Complaint.About.ORGANISATION if said.about_organisation_id else models.Complaint.About.OTHER


def point_of(complaint: models.Complaint, number: int, words: str) -> models.ComplaintPoint:
    """One thing that went wrong, without an answer yet."""
    return models.ComplaintPoint(
        council_id=complaint.council_id,
        subject_id=complaint.subject_id,
        complaint=complaint,
        number=number,
        words=words,
    )


def _points(given: Sequence[str]) -> list[str]:
    found = [words.strip() for words in given if words.strip()]
    if not found:
        raise errors.Invalid("Write at least one thing that went wrong.", field="point_1")
    if len(found) > MOST_POINTS:
        raise errors.Invalid(f"Write at most {MOST_POINTS} points.", field="point_1")
    if any(len(words) > LONGEST_POINT for words in found):
        raise errors.Invalid(f"Use {LONGEST_POINT} characters or fewer for each point.", field="point_1")
    return found


def _check(
    by: models.Client | models.PersonalAssistant, said: Said, acts: models.Representation | None
) -> None:
    check_words(said.about_words, 150, "about", "Say who or what it is about.")
    if len(said.wanted.strip()) > LONGEST_POINT:
        raise errors.Invalid(f"Use {LONGEST_POINT} characters or fewer.", field="wanted")
    if said.about_user_id and said.about_user_id in {by.user_id, acts.user_id if acts else None}:
        raise errors.Invalid("You cannot complain about yourself. Choose somebody else.", field="about")


def check_words(text: str, most: int, field: str, missing: str) -> None:
    """Raises `Invalid` for nothing, with the sentence that says what to write, and for too much."""
    if not text.strip():
        raise errors.Invalid(missing, field=field)
    if len(text.strip()) > most:
        raise errors.Invalid(f"Use {most} characters or fewer.", field=field)
