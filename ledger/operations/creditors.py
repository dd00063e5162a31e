"""Where bodies are paid: written down by one person from what the body itself says, approved by another."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from dpss.access import actors, audit, policy, transitions
from dpss.access import models as access
from dpss.access.operations import Days
from dpss.kernel import dates, errors
from ledger import kinds, models, queries
from ledger.banking import bacs, modulus


@dataclass(frozen=True, slots=True)
class CreditorProposal:
    """An account of a body as somebody wrote it, where it was read, and who answers for it.

    `creditor` is HMRC or a pension provider, by the name that its employers have, in capitals or not.
    """

    creditor: str
    name: str
    sort_code: str
    account_number: str
    starts_on: date
    source: str
    owner: str


@transaction.atomic
def propose_creditor_account(
    proposal: CreditorProposal, *, actor: actors.Actor, at: datetime
) -> models.CreditorAccount:
    """Ask that a body be paid into an account from a day. Nothing changes until another manager approves.

    Raises `Invalid` when the account cannot be or begins too early, `Conflict` while another waits.
    """
    if not actor.may(policy.KEEP_CREDITORS) or actor.organisation_id is None or actor.user_id is None:
        raise errors.NotAllowed("Only a payroll manager may say where HMRC and schemes are paid.")
    for name, sentence in (
        ("source", "Say where you read the numbers, and when."),
        ("owner", "Say who answers for them."),
    ):
        if not getattr(proposal, name).strip():
            raise errors.Invalid(sentence, field=name)
    _one_at_a_time(actor.organisation_id)
    creditor = kinds.as_creditor(proposal.creditor)
    mine = queries.creditor_accounts(actor=actor).filter(creditor=creditor)
    if mine.filter(state="proposed").exists():
        raise errors.Conflict(
            "Another account waits for a second person already. Withdraw it first, or wait."
        )
    _check_day(proposal.starts_on, mine.filter(state="approved").first(), actor.today)
    name, check = _checked(proposal, actor.today)
    row = models.CreditorAccount.objects.create(
        council_id=actor.council_id,
        organisation_id=actor.organisation_id,
        creditor=creditor,
        name=name,
        sort_code=check.account.sort_code,
        account_number=check.account.account_number,
        account_index=models.account_index(*check.account),
        source=proposal.source.strip(),
        owner=proposal.owner.strip(),
        check_said=check.sentence,
        during=Days(proposal.starts_on, None),
        proposed_by_id=actor.user_id,
        proposed_at=at,
    )
    audit.record(audit.of(row, "propose", after={"starts_on": proposal.starts_on}), actor=actor, at=at)
    return row


@transaction.atomic
def approve_creditor_account(
    *, account: models.CreditorAccount, actor: actors.Actor, at: datetime
) -> models.CreditorAccount:
    """Let the body be paid into it, by somebody other than who wrote it down. The one before ends."""
    _one_at_a_time(account.organisation_id)
    mine = queries.creditor_accounts(actor=actor).filter(creditor=account.creditor, state="approved")
    before = mine.first()
    if before is not None and before.pk != account.pk and before.during.upper is None:
        before.during = Days(before.first_day, max(account.first_day, before.first_day))
        before.save(update_fields=["during"])
    also = {"decided_by_id": actor.user_id, "decided_at": at}
    return transitions.move(account, "approve", actor=actor, at=at, also=also)


@transaction.atomic
def withdraw_creditor_account(
    *, account: models.CreditorAccount, actor: actors.Actor, at: datetime
) -> models.CreditorAccount:
    """It was wrong, or is not wanted: nothing changes."""
    also = {"decided_by_id": actor.user_id, "decided_at": at}
    return transitions.move(account, "withdraw", actor=actor, at=at, also=also)


def _check_day(starts_on: date, last: models.CreditorAccount | None, today: date) -> None:
    if starts_on < today:
        raise errors.Invalid("That day is past. Choose today or a later day.", field="starts_on")
    if last is not None and starts_on <= last.first_day:
        begins = dates.with_weekday(last.first_day)
        raise errors.Invalid(f"Another account begins on {begins}. Choose a later day.", field="starts_on")


def _checked(proposal: CreditorProposal, today: date) -> tuple[str, queries.AccountCheck]:
    try:
        name = bacs.plain(proposal.name)
    except errors.Invalid as error:
        raise errors.Invalid(error.sentence, field="name") from error
    try:
        check = queries.account_check(proposal.sort_code, proposal.account_number, on=today)
    except errors.Invalid as error:
        raise errors.Invalid(error.sentence, field=error.field or "account_number") from error
    if check.result is modulus.Result.INVALID:
        raise errors.Invalid(check.sentence, field="account_number")
    return name, check


def _one_at_a_time(organisation_id: uuid.UUID) -> None:
    access.Organisation.objects.select_for_update(no_key=True).get(pk=organisation_id)
