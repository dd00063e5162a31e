"""A user ID and password that HMRC refuses: asked about once, stopped once, and tried again when changed.

HMRC locks an account after three wrong passwords, for two hours. Number 1046 also comes when the PAYE
reference is not one that this user may report for, and then nobody else's reports are held up.
"""

import uuid
from datetime import datetime
from typing import Final

from django.db import transaction

from dpss.access import actors, audit, policy, scope
from dpss.kernel import errors
from payroll import models
from payroll.gateways import hmrc
from payroll.operations import listing
from payroll.queries import hmrc_senders

STOPPED: Final = (
    "HMRC refused the user ID or password that this report goes out under. It goes by itself once a payroll"
    " manager has put them right."
)
NOT_FOR_THIS_EMPLOYER: Final = (
    "HMRC takes the user ID and password that this report goes out under, but not for this employer. Check"
    " the PAYE reference, and that HMRC has authorised the agent for it. Then send the report."
)


def is_wrong_for_everybody(
    sender: hmrc_senders.Sender, *, of: models.Submission, actor: actors.Actor, at: datetime
) -> bool:
    """Ask HMRC once whether it knows the sender at all, and stop everything under it if not.

    The question names no employer. When it is not answered, only the one report waits for a person.
    """
    try:
        said = listing.ask(sender, of.kind, first=at.date())
    except (hmrc.NotReached, hmrc.NoAnswer):
        return False
    if said is None or not said.refused:
        return False
    return stop(sender, said.refused, by=of, actor=actor, at=at)


def stop(
    sender: hmrc_senders.Sender,
    number: str,
    *,
    by: models.Submission,
    actor: actors.Actor,
    at: datetime,
) -> bool:
    """Send nothing more under these until they are changed. Returns whether they are stopped."""
    with actors.acting(actor):
        provider = _answers_for(sender, by, actor)
        if provider is None:
            return False
        own = models.EmployersSender.objects.filter(pk=sender.key).exists()
        known = models.RefusedSender.objects.filter(digest=sender.digest, organisation=provider)
        if scope.visible_to(known.filter(lifted_at=None), actor).exists():
            return True
        row = models.RefusedSender(
            council_id=by.council_id,
            organisation_id=provider,
            own_id=sender.key if own else None,
            agent_id=None if own or sender.key == hmrc_senders.PORTAL else sender.key,
            digest=sender.digest,
            number=number,
            refused_at=at,
        )
        models.RefusedSender.objects.bulk_create([row], ignore_conflicts=True)
        audit.record(audit.of(row, "stop sending", after={"number": number}), actor=actor, at=at)
    return True


def _answers_for(sender: hmrc_senders.Sender, by: models.Submission, actor: actors.Actor) -> uuid.UUID | None:
    """Whose agent code it is, also after the employer went to another provider; else who pays the wages."""
    codes = scope.visible_to(models.AgentCode.objects.filter(pk=sender.key), actor)
    whose = codes.values_list("organisation", flat=True).first()
    if whose is not None:
        return whose
    rows = scope.visible_to(models.Submission.objects.filter(pk=by.pk), actor)
    return hmrc_senders.with_senders(rows, actor=actor).values_list("paid_by", flat=True).first()


@transaction.atomic
def try_again(*, stop_id: uuid.UUID, actor: actors.Actor, at: datetime) -> None:
    """A manager has put it right at HMRC, with the same password: let reports go out under it again.

    Done twice, it is done once.
    """
    if not actor.may(policy.RESOLVE_SUBMISSIONS) or actor.user_id is None:
        raise errors.NotAllowed("Your role may not decide about senders. Ask a payroll manager.")
    rows = models.RefusedSender.objects.filter(pk=stop_id, lifted_at=None)
    held = scope.visible_to(rows, actor).select_for_update(of=("self",)).first()
    if held is None:
        return
    held.lifted_at, held.lifted_by_id = at, actor.user_id
    held.save(update_fields=["lifted_at", "lifted_by"])
    audit.record(audit.of(held, "try again"), actor=actor, at=at)
