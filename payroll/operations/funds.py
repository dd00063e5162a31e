"""Money that is missing on a managed account: who has agreed that it is paid in."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction

from dpss.access import actors, audit, policy, scope
from dpss.kernel import errors
from payroll import models
from payroll.queries import funds


@transaction.atomic
def decide(
    *,
    payrun: models.Payrun,
    seen: Decimal,
    agreed_by: str,
    reason: str,
    actor: actors.Actor,
    at: datetime,
) -> models.FundsDecision:
    """Write down who agrees to pay in what is missing, so that the payrun can be approved.

    `seen` is the shortfall that was shown. Raises `Conflict` when it is another one now, or none, or is
    decided already.
    """
    if not actor.may(policy.CALCULATE_PAYRUNS) or actor.user_id is None:
        raise errors.NotAllowed("Your role may not decide this. Ask a payroll officer.")
    if not agreed_by.strip():
        raise errors.Invalid("Say who has agreed: a name, and for whom they speak.", field="agreed_by")
    if not reason.strip():
        raise errors.Invalid("Say what was agreed, and how you know.", field="reason")
    rows = models.Payrun.objects.filter(pk=payrun.pk, state="ready")
    held = scope.visible_to(rows, actor).select_for_update(of=("self",)).first()
    short = funds.shortfalls([held], actor=actor).get(held.pk) if held else None
    if held is None or short is None or short.by != seen:
        raise errors.Conflict("The figures have changed since you looked. Look at them again.")
    if not short.is_open:
        raise errors.Conflict("It is recorded already that so much is paid in.")
    row = models.FundsDecision.objects.create(
        council_id=held.council_id,
        subject_id=held.subject_id,
        payrun=held,
        short_by=short.by,
        agreed_by=agreed_by.strip(),
        reason=reason.strip(),
        recorded_by_id=actor.user_id,
        recorded_at=at,
    )
    after = {"short_by": str(short.by), "agreed_by": row.agreed_by}
    audit.record(audit.of(row, "decide", reason=row.reason, after=after), actor=actor, at=at)
    return row
