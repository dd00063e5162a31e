"""Where a PA's wages go: asked for, decided by a second person, told to the PA, followed by what is due.

An employer who pays is told when the account of a payment changes that they still have to make.
"""

import uuid
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from dpss.access import actors, audit, scope
from dpss.access import operations as access
from dpss.access.models import OutboxMessage
from dpss.kernel import dates
from ledger import operations as ledger
from ledger import queries as books
from payroll import models
from payroll.queries import contacts


@transaction.atomic
def propose(
    *,
    assistant: Any,
    holder: str,
    sort_code: str,
    account_number: str,
    starts_on: date,
    by_themselves: bool,
    actor: actors.Actor,
    at: datetime,
) -> Any:
    """Ask that a PA's wages go into another account from a day, and tell the PA that somebody asked.

    Raises `Invalid`, `Conflict` or `NotAllowed`.
    """
    proposal = ledger.AccountProposal(
        council_id=assistant.council_id,
        subject_id=assistant.subject_id,
        holder=holder,
        sort_code=sort_code,
        account_number=account_number,
        starts_on=starts_on,
        by_themselves=by_themselves,
    )
    change = ledger.propose_bank_account(proposal, actor=actor, at=at)
    _tell(assistant, change, "bank_details_asked", at, opens_on=change.opens_on)
    return change


@transaction.atomic
def approve(*, change: Any, assistant: Any, actor: actors.Actor, at: datetime) -> Any:
    """Let the wages go into the new account, and tell the PA: by e-mail, or else somebody must ring them."""
    to_ring = not assistant.is_reached
    changed: Any = ledger.approve_bank_account(change=change, to_ring=to_ring, actor=actor, at=at)
    _tell(assistant, changed, "bank_details_changed", at, starts_on=changed.account.first_day)
    return changed


@transaction.atomic
def refuse(*, change: Any, assistant: Any, reason: str, actor: actors.Actor, at: datetime) -> Any:
    """Leave the wages where they go, with the reason for the record, and tell the PA that they stay."""
    refused = ledger.refuse_bank_account(change=change, reason=reason, actor=actor, at=at)
    _tell(assistant, refused, "bank_details_kept", at)
    return refused


@transaction.atomic
def cancel(*, change: Any, assistant: Any, reason: str, actor: actors.Actor, at: datetime) -> Any:
    """Leave the wages where they go, in place of an account that was to begin later.

    Tells the PA, and whoever asked for the change if that was somebody else.
    """
    to_ring = not assistant.is_reached
    cancelled: Any = ledger.cancel_bank_account(
        change=change, reason=reason.strip(), to_ring=to_ring, actor=actor, at=at
    )
    _tell(assistant, cancelled, "bank_details_cancelled", at)
    if cancelled.proposed_by_id not in (assistant.user_id, actor.user_id):
        access.queue_messages(
            [_message(cancelled, "bank_details_cancelled_asked", cancelled.proposed_by_id, at)]
        )
    return cancelled


@transaction.atomic
def follow_next(*, actor: actors.Actor, at: datetime) -> bool:
    """Bring what employers still have to pay into line with one change, if there is one, and tell them.

    Each instruction that is due names the account of the day on which it is to be paid, or of today when it
    is late. One that an employer has confirmed stays as it was paid. Returns whether there was a change.
    """
    change = ledger.claim_account_to_follow(actor=actor)
    if change is None:
        return False
    accounts = books.accounts_of(change.subject_id, actor=actor)
    due = models.PaymentInstruction.objects.filter(
        payslip__employment__assistant__subject_id=change.subject_id, state="due"
    )
    due = due.select_related("payslip__employment__assistant", "payslip__employment__employer__client")
    events, moved = [], []
    for instruction in scope.visible_to(due.order_by("pk"), actor).select_for_update(of=("self",)):
        account = books.account_on(accounts, max(instruction.due_on, actor.today))
        if account is None or _is_to(instruction, account):
            continue
        instruction.sort_code = account.sort_code
        instruction.account_number = account.account_number
        instruction.save(update_fields=["sort_code", "account_number"])
        events.append(audit.of(instruction, "follow"))
        moved.append(instruction)
    audit.record_all(events, actor=actor, at=at)
    _tell_employers(moved, actor, at)
    return True


def _tell_employers(moved: Sequence[models.PaymentInstruction], actor: actors.Actor, at: datetime) -> None:
    """An employer may have set the payment up at their bank already."""
    users = contacts.of_employers([one.payslip.employment for one in moved], actor=actor)
    access.queue_messages(
        [
            access.message(
                key=f"pay into:{one.pk.hex}:{user.hex}:{at:%Y%m%d%H%M%S}",
                template="pay_into_another_account",
                subject_id=one.subject_id,
                council_id=one.council_id,
                to_id=user,
                values={"due_on": dates.with_weekday(one.due_on)},
                due_at=at,
            )
            for one in moved
            for user in users[one.payslip.employment_id]
        ]
    )


def _is_to(instruction: models.PaymentInstruction, account: Any) -> bool:
    return (instruction.sort_code, instruction.account_number) == (account.sort_code, account.account_number)


def _tell(assistant: Any, change: Any, template: str, at: datetime, **days: date) -> None:
    """To the address with which the PA signed in before: never a number, and no name."""
    if assistant.is_reached:
        access.queue_messages([_message(change, template, assistant.user_id, at, **days)])


def _message(change: Any, template: str, to_id: uuid.UUID, at: datetime, **days: date) -> OutboxMessage:
    return access.message(
        key=f"bank change:{change.pk}:{template}",
        template=template,
        subject_id=change.subject_id,
        council_id=change.council_id,
        to_id=to_id,
        values={name: dates.with_weekday(day) for name, day in days.items()},
        due_at=at,
    )
