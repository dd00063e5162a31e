"""The account that a direct payment is on: written down by one person, approved by another, dated."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.db import IntegrityError, transaction

from dpss.access import actors, audit, policy, transitions
from dpss.access import models as access_tables
from dpss.access import operations as access
from dpss.access.operations import Days
from dpss.kernel import dates, errors
from ledger import models, queries, reach
from ledger.banking import modulus
from ledger.models import PaymentAccount

_FURTHEST: Final = timedelta(days=366)
_LONGEST_CARD: Final = 40
_SOMEBODY_ELSES: Final = "Another person’s direct payment is on this account. Check the numbers."


@dataclass(frozen=True, slots=True)
class AccountOfPayment:
    """An account as somebody wrote it down, from which day it holds, and where its numbers were read.

    A prepaid card without a sort code is given with the number that it has in the card programme. Who holds a
    managed account is named by its organisation.
    """

    council_id: uuid.UUID
    subject_id: uuid.UUID
    kind: str
    organisation_id: uuid.UUID | None
    holder: str
    sort_code: str
    account_number: str
    starts_on: date
    source: str


@transaction.atomic
def propose_payment_account(given: AccountOfPayment, *, actor: actors.Actor, at: datetime) -> PaymentAccount:
    """Write down which account a direct payment is on. Nothing changes until another person approves.

    Raises `Invalid` when the numbers or the day cannot be, or nobody would hold a managed account, and
    `Conflict` while another account waits.
    """
    if not actor.may(policy.KEEP_PAYMENT_ACCOUNTS) or actor.user_id is None:
        raise errors.NotAllowed(
            "Your role may not keep the accounts of direct payments. Ask council finance."
        )
    _one_at_a_time(given.subject_id)
    rows = queries.payment_accounts(actor=actor).filter(subject_id=given.subject_id)
    if rows.filter(state="proposed").exists():
        raise errors.Conflict(
            "Another account waits for a second person already. Withdraw it first, or wait."
        )
    _check_day(given.starts_on, rows.filter(state="approved").first(), actor.today)
    _check_words(given)
    sort_code, number = _numbers(given, actor.today)
    index = models.account_index(sort_code, number)
    if queries.others_with_payment_account(index, subject_id=given.subject_id, actor=actor).exists():
        raise errors.Invalid(_SOMEBODY_ELSES, field="account_number")
    row = PaymentAccount.objects.create(
        council_id=given.council_id,
        subject_id=given.subject_id,
        kind=given.kind,
        organisation_id=given.organisation_id,
        holder=" ".join(given.holder.split()),
        sort_code=sort_code,
        account_number=number,
        account_index=index,
        source=given.source.strip(),
        during=Days(given.starts_on, None),
        proposed_by_id=actor.user_id,
        proposed_at=at,
    )
    after = {"kind": given.kind, "starts_on": given.starts_on}
    audit.record(audit.of(row, "propose", after=after), actor=actor, at=at)
    return row


@transaction.atomic
def approve_payment_account(*, account: PaymentAccount, actor: actors.Actor, at: datetime) -> PaymentAccount:
    """A second person lets the account hold from its first day on: the one before ends that day.

    Who holds a managed account sees the person's money for as long as they hold it.
    """
    _one_at_a_time(account.subject_id)
    rows = queries.payment_accounts(actor=actor).filter(subject_id=account.subject_id, state="approved")
    before = rows.filter(during__endswith=None).exclude(pk=account.pk).first()
    if before is not None and before.first_day < account.first_day:
        before.during = Days(before.first_day, account.first_day)
        before.save(update_fields=["during"])
        access.end(source=reach.source_of_account(before), on=account.first_day)
    try:
        with transaction.atomic():
            also = {"decided_by_id": actor.user_id, "decided_at": at}
            done = transitions.move(account, "approve", actor=actor, at=at, also=also)
    except IntegrityError as broken:
        if "payment_account_one_at_a_time" in str(broken):
            sentence = "Another account was approved meanwhile for these days. Withdraw this one."
            raise errors.Conflict(sentence) from broken
        if "payment_account_of_one_client" in str(broken):
            raise errors.Conflict(_SOMEBODY_ELSES) from broken
        raise
    access.grant_all(reach.of_payment_account(done))
    return done


@transaction.atomic
def withdraw_payment_account(*, account: PaymentAccount, actor: actors.Actor, at: datetime) -> PaymentAccount:
    """It was wrong, or is not wanted: nothing changes."""
    also = {"decided_by_id": actor.user_id, "decided_at": at}
    return transitions.move(account, "withdraw", actor=actor, at=at, also=also)


def _check_day(starts_on: date, last: PaymentAccount | None, today: date) -> None:
    if abs(starts_on - today) > _FURTHEST:
        raise errors.Invalid("That day is more than a year away. Check the year.", field="starts_on")
    if last is not None and starts_on <= last.first_day:
        begins = dates.with_weekday(last.first_day)
        raise errors.Invalid(f"Another account begins on {begins}. Choose a later day.", field="starts_on")


def _check_words(given: AccountOfPayment) -> None:
    if given.kind not in PaymentAccount.Kind.values:
        raise errors.Invalid("Choose how the money is held.", field="kind")
    if (given.kind == PaymentAccount.Kind.MANAGED) != (given.organisation_id is not None):
        raise errors.Invalid("Say who holds the managed account; no other has a holder.", field="kind")
    if not given.holder.strip():
        raise errors.Invalid("Enter the name on the account.", field="holder")
    if not given.source.strip():
        raise errors.Invalid("Say where you read the numbers, and when.", field="source")


def _numbers(given: AccountOfPayment, today: date) -> tuple[str, str]:
    """The numbers as they are kept; only a card may have no sort code."""
    if given.kind == PaymentAccount.Kind.CARD and not given.sort_code.strip():
        number = "".join(given.account_number.split()).upper()
        if not (number.isascii() and number.isalnum() and len(number) <= _LONGEST_CARD):
            raise errors.Invalid(
                "Enter the number that the card has in the card programme: figures and letters, no signs.",
                field="account_number",
            )
        return "", number
    try:
        check = queries.account_check(given.sort_code, given.account_number, on=today)
    except errors.Invalid as error:
        raise errors.Invalid(error.sentence, field=error.field or "account_number") from error
    if check.result is modulus.Result.INVALID:
        raise errors.Invalid(check.sentence, field="account_number")
    return check.account.sort_code, check.account.account_number


def _one_at_a_time(subject_id: uuid.UUID) -> None:
    access_tables.Subject.objects.select_for_update(no_key=True).get(pk=subject_id)
