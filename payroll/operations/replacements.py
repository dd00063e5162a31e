"""What an approved correction does to the payslip that it replaces, all in the approval's transaction."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from dpss.access import actors, audit, scope
from dpss.kernel import money
from ledger import operations as ledger
from payroll import models, postings, replacing
from payroll.queries import deductions


def replace_all(slips: Sequence[models.Payslip], *, actor: actors.Actor, at: datetime) -> None:
    """The old payslips do not count any more: their wages are taken out of the ledger again.

    `slips` are the new ones, with `replaces` loaded; those that replace nothing are left alone.
    """
    for slip in slips:
        if slip.replaces is None:
            continue
        _reverse(slip.replaces, at)
        _let_deductions_go_on(slip, slip.replaces, actor, at)
        event = audit.of(
            slip.replaces,
            "replace",
            reason=slip.replaces_because,
            after={"replaced_at": at, "replacement": slip.pk},
        )
        audit.record(event, actor=actor, at=at)


def note_overpaid(
    slips: Sequence[models.Payslip],
    employers: Mapping[UUID, UUID],
    *,
    lowered: Mapping[UUID, Decimal],
    actor: actors.Actor,
    at: datetime,
) -> None:
    """What was paid above a corrected payslip is a cost until it is won back; somebody must decide.

    `employers` are the subjects of the employers, by payslip; `lowered` is what was not sent yet and has
    been taken off it, in pounds.
    """
    made, movements = [], []
    for slip in slips:
        over = -replacing.added_by(slip).net - lowered.get(slip.pk, money.ZERO)
        if over <= 0:
            continue
        made.append(
            models.Overpayment(
                council_id=slip.council_id,
                subject_id=slip.subject_id,
                payslip=slip,
                employment_id=slip.employment_id,
                amount=over,
            )
        )
        movements.append(
            postings.of_overpaid_wages(
                over, payslip_id=slip.pk, employer_subject=employers[slip.pk], day=slip.payday
            )
        )
    if not made:
        return
    models.Overpayment.objects.bulk_create(made)
    ledger.post_all(movements, council_id=made[0].council_id, at=at)
    audit.record_all(
        (audit.of(one, "find", after={"amount": one.amount}) for one in made), actor=actor, at=at
    )


def _reverse(old: models.Payslip, at: datetime) -> None:
    if postings.is_nothing(old):
        return
    key = postings.wages_posted_key(old.pk)
    ledger.reverse_posted(
        posted_key=key, source_key=postings.wages_reversed_key(old.pk), day=old.payday, at=at
    )


def _let_deductions_go_on(
    slip: models.Payslip, old: models.Payslip, actor: actors.Actor, at: datetime
) -> None:
    """An order that the old payslip had paid off, and under which something is still owed, has not ended."""
    ended = [one for one in deductions.read(old.result["deducted"]) if one.owed_after == 0]
    owed = {(one.reference, one.rule) for one in deductions.read(slip.result["deducted"]) if one.owed_after}
    again = [one for one in ended if (one.reference, one.rule) in owed]
    if not again:
        return
    rows = models.Deduction.objects.filter(
        employment=slip.employment_id, stops_on=old.payday + timedelta(days=1)
    )
    for row in scope.visible_to(rows, actor):
        if any(deductions.is_of(one, row) for one in again):
            row.stops_on = None
            row.save(update_fields=["stops_on"])
            audit.record(audit.of(row, "go_on", after={"stops_on": None}), actor=actor, at=at)
