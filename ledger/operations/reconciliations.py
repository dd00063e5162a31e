"""The closing balance of a managed account: put forward by one person, signed by another, to the penny."""

from datetime import date, datetime
from typing import cast

from django.db import IntegrityError, transaction

from dpss.access import actors, audit, policy, scope, transitions
from dpss.kernel import errors
from ledger import models
from ledger.queries import reconciliations as queries
from ledger.statement_rules import ReconciliationFacts
from ledger.statements import reconcile


@transaction.atomic
def put_forward(
    *, statement: models.BankStatement, actor: actors.Actor, at: datetime
) -> models.Reconciliation:
    """Say that bank, ledger and payroll agree on a closing balance; another person signs it.

    Raises `Conflict` with the first difference where they do not.
    """
    if not actor.may(policy.KEEP_STATEMENTS) or actor.user_id is None:
        raise errors.NotAllowed("Your role may not reconcile accounts. Ask a payroll officer.")
    rows = models.BankStatement.objects.filter(pk=statement.pk, state="taken_in", account__kind="managed")
    held = scope.visible_to(rows, actor).select_for_update(of=("self",)).first()
    if held is None:
        raise errors.Conflict("Only a statement of a managed account that is taken in can be reconciled.")
    found = queries.three_ways(held, actor=actor)
    wrong = reconcile.differences(found)
    if wrong:
        raise errors.Conflict(wrong[0])
    row = models.Reconciliation(
        council_id=held.council_id,
        subject_id=held.subject_id,
        statement=held,
        day=cast("date", held.last_day),
        bank=found.bank,
        ledger=found.ledger,
        on_its_way=found.on_its_way,
        ahead=found.ahead,
        sent=found.sent,
        put_forward_by_id=actor.user_id,
        put_forward_at=at,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as broken:
        if "reconciliation_once" not in str(broken):
            raise
        raise errors.Conflict("This closing balance is put forward already.") from broken
    audit.record(audit.of(row, "put_forward", after={"bank": found.bank}), actor=actor, at=at)
    return row


@transaction.atomic
def sign(
    *, reconciliation: models.Reconciliation, actor: actors.Actor, at: datetime
) -> models.Reconciliation:
    """A second person signs the closing balance, while the figures are still those that were put forward."""
    facts = _facts(reconciliation, actor) if reconciliation.state == "put_forward" else ReconciliationFacts()
    return transitions.move(
        reconciliation,
        "sign_balance",
        actor=actor,
        at=at,
        facts=lambda rows: {rows[0].pk: facts},
        also={"decided_by_id": actor.user_id, "decided_at": at},
    )


@transaction.atomic
def withdraw(
    *, reconciliation: models.Reconciliation, reason: str, actor: actors.Actor, at: datetime
) -> models.Reconciliation:
    """Take back what was put forward: nothing is signed."""
    also = {"decided_by_id": actor.user_id, "decided_at": at}
    return transitions.move(reconciliation, "withdraw_balance", actor=actor, at=at, reason=reason, also=also)


def _facts(reconciliation: models.Reconciliation, actor: actors.Actor) -> ReconciliationFacts:
    """What bank, ledger and payroll say now, beside what they said when it was put forward."""
    found = queries.three_ways(reconciliation.statement, actor=actor)
    names = ("bank", "ledger", "on_its_way", "ahead", "sent")
    has_changed = any(getattr(found, name) != getattr(reconciliation, name) for name in names)
    return ReconciliationFacts(tuple(reconcile.differences(found)), has_changed=has_changed)
