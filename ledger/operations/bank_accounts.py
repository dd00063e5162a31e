"""Where a person is paid: asked for by one person, checked, and changed by another from a day on."""

import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.db.models import F, Q

from dpss.access import actors, audit, policy, scope, transitions
from dpss.access import models as access
from dpss.access.operations import Days
from dpss.kernel import dates, errors
from ledger import models, queries, rules
from ledger.banking import bacs, modulus

_LONGEST_REASON: Final = 300
# Six figures or more, with blanks or dashes between them: a sort code, an account, a phone number.
_A_NUMBER = re.compile(r"\d(?:[\s-]*\d){5,}")


@dataclass(frozen=True, slots=True)
class AccountProposal:
    """Where a person is to be paid from a day on, as somebody wrote it. `by_themselves`: they wrote it."""

    council_id: uuid.UUID
    subject_id: uuid.UUID
    holder: str
    sort_code: str
    account_number: str
    starts_on: date
    by_themselves: bool


@transaction.atomic
def propose_bank_account(
    proposal: AccountProposal, *, actor: actors.Actor, at: datetime
) -> models.BankAccountChange:
    """Ask that a person be paid into another account from a day. Nothing changes until another approves.

    Raises `Invalid` when the account cannot be, is the one they are paid into, or cannot begin on that day,
    and `Conflict` while another change of theirs waits.
    """
    if not _may_ask(proposal, actor) or actor.user_id is None:
        raise errors.NotAllowed("Your role may not ask for other bank details. Ask someone whose job it is.")
    _one_at_a_time(proposal.subject_id)
    holder, check = _holder(proposal.holder), _checked(proposal, actor.today)
    index = models.account_index(*check.account)
    _check_free(proposal, holder, index, actor)
    change = models.BankAccountChange.objects.create(
        council_id=proposal.council_id,
        subject_id=proposal.subject_id,
        holder=holder,
        sort_code=check.account.sort_code,
        account_number=check.account.account_number,
        account_index=index,
        starts_on=proposal.starts_on,
        by_themselves=proposal.by_themselves,
        opens_on=rules.opens_on(actor.today, by_themselves=proposal.by_themselves),
        check_result=check.result.value,
        check_said=check.sentence,
        proposed_by_id=actor.user_id,
        proposed_at=at,
    )
    event = audit.of(change, "propose", after={"starts_on": proposal.starts_on})
    audit.record(event, actor=actor, at=at)
    return change


@transaction.atomic
def approve_bank_account(
    *, change: models.BankAccountChange, to_ring: bool, actor: actors.Actor, at: datetime
) -> models.BankAccountChange:
    """Let the person be paid into the new account, by somebody other than who asked for it.

    It begins on the day that was asked for, or on the first day that is free when that has passed. `to_ring`
    says that the person must be told by phone. Raises `Refused`.
    """
    _one_at_a_time(change.subject_id)
    moved = transitions.move(
        change,
        "approve",
        actor=actor,
        at=at,
        facts=lambda found: queries.facts_for_account_changes(found, actor=actor),
        also={"decided_by_id": actor.user_id, "decided_at": at, "to_ring": to_ring},
    )
    moved.account = _begin(moved, actor)
    moved.save(update_fields=["account"])
    return moved


@transaction.atomic
def refuse_bank_account(
    *, change: models.BankAccountChange, reason: str, actor: actors.Actor, at: datetime
) -> models.BankAccountChange:
    """Leave the person's account as it is, with the reason. Raises `Refused`."""
    _check_reason(reason)
    _one_at_a_time(change.subject_id)
    also = {"decided_by_id": actor.user_id, "decided_at": at, "reason": reason}
    return transitions.move(change, "refuse", actor=actor, at=at, reason=reason, also=also)


@transaction.atomic
def withdraw_bank_account(
    *, change: models.BankAccountChange, actor: actors.Actor, at: datetime
) -> models.BankAccountChange:
    """Take back what was asked for; the person themselves may stop whatever was asked for them."""
    _one_at_a_time(change.subject_id)
    name = "stop" if actor.may(policy.CHANGE_OWN_BANK_DETAILS) else "take_back"
    also = {"decided_by_id": actor.user_id, "decided_at": at}
    return transitions.move(change, name, actor=actor, at=at, also=also)


@transaction.atomic
def cancel_bank_account(
    *, change: models.BankAccountChange, reason: str, to_ring: bool, actor: actors.Actor, at: datetime
) -> models.BankAccountChange:
    """Let the account of before go on, in place of an approved one that has not begun.

    By the person themselves, or by somebody other than who asked, with the reason. Others have to follow it
    again. Raises `Refused`.
    """
    _check_reason(reason)
    _one_at_a_time(change.subject_id)
    is_own = actor.may(policy.CHANGE_OWN_BANK_DETAILS)
    moved = transitions.move(
        change,
        "call_off" if is_own else "cancel",
        actor=actor,
        at=at,
        reason=reason,
        facts=lambda found: queries.facts_for_account_changes(found, actor=actor),
        also={
            "decided_by_id": actor.user_id,
            "decided_at": at,
            "reason": reason,
            "followed_on": None,
            "to_ring": to_ring,
            "rung_by_id": None,
            "rung_at": None,
        },
    )
    _undo_beginning(moved, actor)
    return moved


@transaction.atomic
def record_ring(
    *, change: models.BankAccountChange, actor: actors.Actor, at: datetime
) -> models.BankAccountChange:
    """Somebody told the person by phone that their bank details were changed. Raises `Conflict`."""
    if not actor.may(policy.APPROVE_BANK_DETAILS):
        raise errors.NotAllowed("Your role may not record this. Ask someone whose job it is.")
    rows = scope.visible_to(models.BankAccountChange.objects.filter(pk=change.pk), actor)
    held = rows.select_for_update(of=("self",)).filter(to_ring=True, rung_at=None).first()
    if held is None:
        raise errors.Conflict("Nobody has to be rung about this any more.")
    held.rung_by_id, held.rung_at = actor.user_id, at
    held.save(update_fields=["rung_by", "rung_at"])
    audit.record(audit.of(held, "ring"), actor=actor, at=at)
    return held


def follow_new_accounts(
    payments: Sequence[models.Payment], *, day: date, actor: actors.Actor, at: datetime
) -> None:
    """Pay each person or body into the account that is theirs on the day on which the money arrives.

    The payments are locked, and in no bank file yet. Which accounts a payment moves does not change.
    """
    people = {
        payment.payee.subject_id for payment in payments if payment.payee and day not in payment.payee.during
    }
    now = queries.bank_accounts_on(people, day=day, actor=actor)
    bodies = queries.creditor_accounts_on(day=day, actor=actor)
    moved, events = [], []
    for payment in payments:
        account = payment.account
        if day in account.during:
            continue
        if isinstance(account, models.BankAccount):
            payment.payee = now.get(account.subject_id, account)
        else:
            payment.creditor = bodies.get((account.organisation_id, account.creditor), account)
        if payment.account != account:
            moved.append(payment)
            places = {"before": {"payee": account.pk}, "after": {"payee": payment.account.pk}}
            events.append(audit.of(payment, "follow", **places))
    models.Payment.objects.bulk_update(moved, ["payee", "creditor"], batch_size=500)
    audit.record_all(events, actor=actor, at=at)


def claim_account_to_follow(*, actor: actors.Actor) -> models.BankAccountChange | None:
    """A change that others have to follow: approved, and again on its first day; or cancelled after that.

    Locked, and noted as followed: the caller follows it in the same transaction. One that another worker
    holds is left to it.
    """
    begins_now = Q(state="approved", followed_on__lt=F("starts_on"), starts_on__lte=actor.today)
    decided = Q(state__in=["approved", "cancelled"], followed_on=None)
    rows = models.BankAccountChange.objects.filter(decided | begins_now)
    change = (
        scope.visible_to(rows.order_by("decided_at", "pk"), actor)
        .select_for_update(skip_locked=True, of=("self",))
        .first()
    )
    if change is not None:
        change.followed_on = actor.today
        change.save(update_fields=["followed_on"])
    return change


def _may_ask(proposal: AccountProposal, actor: actors.Actor) -> bool:
    """Of a PA they themselves and the provider; of a client the council, which reaches no PA."""
    if proposal.by_themselves:
        return actor.may(policy.CHANGE_OWN_BANK_DETAILS)
    reached = scope.subjects_of(actor, policy.PAY).filter(subject_id=proposal.subject_id)
    return actor.may(policy.KEEP_POSTS) or (actor.may(policy.KEEP_ARRANGEMENTS) and reached.exists())


def _one_at_a_time(subject_id: uuid.UUID) -> None:
    """Whoever else asks for or decides a change of this person's just now waits until this is done."""
    # Not a key: a record of history that names the person is written by others meanwhile, who would wait.
    access.Subject.objects.select_for_update(no_key=True).get(pk=subject_id)


def _check_reason(reason: str) -> None:
    if len(reason) > _LONGEST_REASON:
        raise errors.Invalid(f"Say why in {_LONGEST_REASON} characters or fewer.", field="reason")
    if _A_NUMBER.search(reason):
        raise errors.Invalid(
            "Leave numbers of accounts and phones out of the reason: it stays in the history.", field="reason"
        )


def _holder(written: str) -> str:
    try:
        return bacs.plain(written)
    except errors.Invalid as error:
        raise errors.Invalid(error.sentence, field="holder") from error


def _checked(proposal: AccountProposal, today: date) -> queries.AccountCheck:
    """What the banks' check says; an account that cannot be is refused at once."""
    try:
        check = queries.account_check(proposal.sort_code, proposal.account_number, on=today)
    except errors.Invalid as error:
        raise errors.Invalid(error.sentence, field=error.field or "account_number") from error
    if check.result is modulus.Result.INVALID:
        raise errors.Invalid(check.sentence, field="account_number")
    return check


def _check_free(proposal: AccountProposal, holder: str, index: str, actor: actors.Actor) -> None:
    """Nothing else waits, and the person can be paid into this account from that day."""
    waiting = queries.account_changes(actor=actor).filter(subject_id=proposal.subject_id, state="proposed")
    if waiting.exists():
        raise errors.Conflict(
            "Other new bank details wait for a second person already. Withdraw those first, or wait."
        )
    accounts = queries.accounts_of(proposal.subject_id, actor=actor)
    free = queries.first_day_free(accounts, today=actor.today)
    if free is not None and proposal.starts_on < free:
        raise errors.Invalid(
            f"The new account can be used from {dates.with_weekday(free)} at the earliest. Choose that day or"
            " a later one.",
            field="starts_on",
        )
    now = queries.account_on(accounts, proposal.starts_on)
    if now is not None and (now.account_index, now.holder) == (index, holder):
        raise errors.Invalid("They are paid into this account already, so there is nothing to change.")


def _undo_beginning(change: models.BankAccountChange, actor: actors.Actor) -> None:
    """The account of before goes on for as long as the new one would have."""
    rows = models.BankAccount.objects.filter(subject_id=change.subject_id)
    new = scope.visible_to(rows, actor).get(change=change)
    before = scope.visible_to(rows, actor).get(during__endswith=new.during.lower)
    until, new.during = new.during.upper, Days(empty=True)
    new.save(update_fields=["during"])
    before.during = Days(before.during.lower, until)
    before.save(update_fields=["during"])


def _begin(change: models.BankAccountChange, actor: actors.Actor) -> models.BankAccount:
    """End the account of before, and begin the new one on the first day that is free."""
    accounts = queries.accounts_of(change.subject_id, actor=actor)
    free = queries.first_day_free(accounts, today=actor.today)
    day = change.starts_on if free is None else max(change.starts_on, free)
    before = queries.account_on(accounts, day)
    if before is not None:
        before.during = Days(before.during.lower, day)
        before.save(update_fields=["during"])
    return models.BankAccount.objects.create(
        council_id=change.council_id,
        subject_id=change.subject_id,
        during=Days(day, None),
        holder=change.holder,
        sort_code=change.sort_code,
        account_number=change.account_number,
        account_index=change.account_index,
    )
