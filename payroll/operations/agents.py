"""A provider's agent codes at HMRC, and under which of them an employer's reports go out."""

import re
import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.db.models import Q

from dpss.access import actors, audit, policy, scope
from dpss.kernel import dates, errors
from payroll import models
from payroll.operations import dated
from payroll.queries import agents as queries

_CODE: Final = re.compile(r"^[A-Z0-9]{3,12}$", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """What HMRC has given: the code, and the sender with its password, empty where it stays as it is."""

    name: str
    code: str
    sender: str
    password: str


@transaction.atomic
def keep(
    *, code: Code, actor: actors.Actor, at: datetime, of: models.AgentCode | None = None
) -> models.AgentCode:
    """Add an agent code, or change one. The password is sealed, and in no history.

    Raises `Invalid` for a code that is there already, or is none.
    """
    organisation_id = _organisation(actor)
    squeezed = code.code.replace(" ", "").upper()
    if not _CODE.match(squeezed):
        raise errors.Invalid("Enter the agent code as HMRC writes it, like AB1234.", field="code")
    if of is None and not code.password:
        raise errors.Invalid("Enter the password of the sender.", field="password")
    mine = queries.codes(actor=actor)
    same = mine.filter(code=squeezed).first()
    if same is not None and same != of:
        raise errors.Invalid(f"The agent code {squeezed} is there already.", field="code")
    made = (
        mine.select_for_update().get(pk=of.pk)
        if of
        else models.AgentCode(council_id=actor.council_id, organisation_id=organisation_id)
    )
    if of and made.sender != code.sender.strip():
        check_answered(Q(sent_under=made.pk), field="sender", actor=actor)
    before = {"name": made.name, "code": made.code, "sender": made.sender} if of else {}
    made.name, made.code, made.sender = code.name.strip(), squeezed, code.sender.strip()
    if code.password:
        made.password = code.password
    made.save()
    after = {"name": made.name, "code": made.code, "sender": made.sender}
    changed = {"password": "changed"} if code.password else {}
    audit.record(audit.of(made, "keep", before=before, after=after | changed), actor=actor, at=at)
    return made


@transaction.atomic
def close(*, code: models.AgentCode, actor: actors.Actor, at: datetime) -> models.AgentCode:
    """No employer can be given it any more. Raises `Invalid` while reports still go out under it."""
    _organisation(actor)
    held = queries.codes(actor=actor).select_for_update().get(pk=code.pk)
    users = models.EmployersAgent.objects.filter(agent=held, during__contains=actor.today)
    count = scope.visible_to(users, actor).count()
    if count:
        raise errors.Invalid(
            f"{count} of your employers report under it. Choose another code for them first."
        )
    if held.closed_on is None:
        held.closed_on = actor.today
        held.save(update_fields=["closed_on"])
        audit.record(audit.of(held, "close", after={"closed_on": actor.today}), actor=actor, at=at)
    return held


@transaction.atomic
def choose(
    *,
    employer: models.Employer,
    code: models.AgentCode,
    day: date,
    actor: actors.Actor,
    at: datetime,
) -> models.EmployersAgent:
    """Send an employer's reports under a code, for paydays from a day on. Chosen again, nothing changes.

    Raises `Invalid` for a code that is closed, and for a day before today: what is sent was sent.
    """
    _organisation(actor)
    rows = models.Employer.objects.filter(pk=employer.pk)
    held = scope.visible_to(rows, actor).select_for_update(of=("self",)).get()
    mine = queries.codes(actor=actor).filter(pk=code.pk, closed_on=None).first()
    if mine is None:
        raise errors.Invalid("That agent code is closed. Choose another one.", field="code")
    now = queries.chosen(held, day=day, actor=actor)
    if now is not None and now.agent_id == mine.pk:
        return now
    if now is not None and day < actor.today:
        raise errors.Invalid(f"{dates.with_weekday(day)} is past. Choose today or a later day.", field="day")
    check_answered(Q(employer=held, due_on__gte=day), field="day", actor=actor)
    made = dated.change(
        models.EmployersAgent, owner=held, of="employer", day=day, values={"agent": mine}, actor=actor
    )
    before = {"code": now.agent.code} if now else {}
    after = {"code": mine.code, "from": day}
    audit.record(audit.of(made, "choose", before=before, after=after), actor=actor, at=at)
    return made


def check_answered(those: Q, *, field: str, actor: actors.Actor) -> None:
    """HMRC says only to its sender what became of a report. Raises `Invalid` while that is not known."""
    waiting = models.Submission.objects.filter(those, state__in=["sending", "acknowledged", "unknown"])
    if scope.visible_to(waiting, actor).exists():
        raise errors.Invalid(
            "HMRC has not answered a report that went out under it. Wait for the answer first.", field=field
        )


def _organisation(actor: actors.Actor) -> uuid.UUID:
    """The provider's. Raises `NotAllowed` for whoever does not answer for its reports."""
    if not actor.may(policy.RESOLVE_SUBMISSIONS) or actor.organisation_id is None:
        raise errors.NotAllowed("Your role may not change agent codes. Ask a payroll manager.")
    return actor.organisation_id
