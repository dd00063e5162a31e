"""An employer's own user ID and password at HMRC: kept sealed, used instead of the agent code."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from dpss.access import actors, audit, policy, scope
from dpss.kernel import errors
from payroll import models
from payroll.operations import agents
from payroll.queries import hmrc_senders


@transaction.atomic
def keep(
    *, employer: models.Employer, sender: str, password: str, actor: actors.Actor, at: datetime
) -> models.EmployersSender:
    """Send the employer's reports under its own user ID from now on, or replace what is kept.

    The password is sealed, and in no history. Raises `Invalid` while a report that went out under the
    sender before is not answered.
    """
    held = _locked(employer, actor)
    if not sender.strip() or not password:
        field = "password" if sender.strip() else "sender"
        raise errors.Invalid("Enter the user ID and the password, both as HMRC gave them.", field=field)
    row = hmrc_senders.own(held, actor=actor)
    if row is None or row.sender != sender.strip():
        agents.check_answered(Q(employer=held), field="sender", actor=actor)
    before = {"sender": row.sender} if row else {}
    if row is None:
        row = models.EmployersSender(council_id=held.council_id, subject_id=held.subject_id, employer=held)
    row.sender, row.password = sender.strip(), password
    row.kept_by_id, row.kept_at = actor.user_id, at  # type: ignore[assignment]
    row.save()
    after = {"sender": row.sender, "password": "changed"}
    audit.record(audit.of(row, "keep", before=before, after=after), actor=actor, at=at)
    return row


@transaction.atomic
def end(*, employer: models.Employer, actor: actors.Actor, at: datetime) -> None:
    """Forget the password, and send under the provider's agent code again. Done twice, it is done once."""
    held = _locked(employer, actor)
    row = hmrc_senders.own(held, actor=actor)
    if row is None:
        return
    agents.check_answered(Q(employer=held), field="", actor=actor)
    row.password, row.ended_at = None, at
    row.save(update_fields=["password", "ended_at"])
    audit.record(audit.of(row, "stop", after={"ended_at": at}), actor=actor, at=at)


def _locked(employer: models.Employer, actor: actors.Actor) -> models.Employer:
    if not actor.may(policy.RESOLVE_SUBMISSIONS) or actor.user_id is None:
        raise errors.NotAllowed("Your role may not keep an employer's password. Ask a payroll manager.")
    rows = scope.visible_to(models.Employer.objects.filter(pk=employer.pk), actor)
    return rows.select_for_update(of=("self",)).get()
