"""Paying a body from a managed account: HMRC, pension schemes by transfer, and who sent an order.

The one way by which what an employer owes to nobody's bank account of a person becomes a payment of the
provider: it then goes through the Payments page and the bank files as wages do.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from clients.queries import commitments
from dpss.access import actors, policy
from dpss.kernel import errors, money
from ledger import chart, kinds
from ledger import operations as ledger
from ledger import queries as books
from ledger.banking import bacs
from payroll import models

# The account of the employer on which each kind of debt stands.
_OWED_ON: Final = {kinds.HMRC: chart.HMRC, kinds.PENSION: chart.PENSION, kinds.ORDERS: chart.ORDERS}


@dataclass(frozen=True, slots=True)
class Debt:
    """What an employer owes a body by a day, in pounds, to be paid from the client's managed account.

    `source_key` names it once, for ever ("hmrc_bill:ID"). `employer` comes with its client and its pay group.
    `creditor` is the name of the body: "hmrc", or the provider of a pension scheme. `set_aside` are the
    source keys under which money is set aside for this very debt. `short_agreed` is the shortfall that
    somebody answers for. `owed_on` is the account of the employer on which it stands, where that is not the
    kind's own.
    """

    source_key: str
    kind: str
    employer: models.Employer
    creditor: str
    amount: Decimal
    reference: str
    due_on: date
    set_aside: tuple[str, ...] = ()
    short_agreed: Decimal = money.ZERO
    owed_on: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """Why a debt is not paid yet, and what the account lacks for it, in pounds."""

    why: str
    short_by: Decimal = money.ZERO


def make_due(debts: Sequence[Debt], *, actor: actors.Actor) -> Mapping[str, Held]:
    """Make a payment due for each debt, once by its source key; a bank file takes it as it takes wages.

    Call it from the payments job, inside a transaction, for debts of employers whose wages the provider pays
    on the day, and only when what is owed does not change any more by itself. Those that cannot be paid are
    returned by source key, with the sentence that says why; they are tried again by calling it again. One
    that is a payment already, in a bank file or not, is left as it is. When the payment is in a bank file,
    `ledger.Payment` with the source key has the state "in_file", the ledger has taken the debt off the
    employer's account (`hmrc` or `pension`) and the money off the client's, and what is set aside under the
    payment's own source key is set free by `settlements.settle_paid`. One that the bank sends back has the
    state "returned", and is paid again by a person, under `ledger.queries.next_key`.

    Takes five queries, whatever the number of debts. Raises `NotAllowed` to anybody but the payments job.
    """
    if actor.job != policy.JOB_PAYMENTS:
        raise errors.NotAllowed("HMRC and pension schemes are paid by the payments job.")
    new = _new(debts, actor)
    accounts = books.creditor_accounts_on(day=actor.today, actor=actor)
    short = _shortfalls(new, actor)
    held = {debt.source_key: why for debt in new if (why := _why_not(debt, accounts, short))}
    ledger.due_all(_request(debt, accounts[_place(debt)]) for debt in new if debt.source_key not in held)
    return held


def _new(debts: Sequence[Debt], actor: actors.Actor) -> list[Debt]:
    """Those for which no payment was made, under this key, ever."""
    known = books.payments_by_key([debt.source_key for debt in debts], actor=actor)
    return [debt for debt in debts if debt.source_key not in known]


def _why_not(
    debt: Debt,
    accounts: Mapping[tuple[uuid.UUID, str], Any],
    short: Mapping[str, Decimal],
) -> Held | None:
    if not debt.reference:
        return Held("The reference to pay with is not recorded. Record it for the employer.")
    try:
        bacs.reference(debt.reference)
    except errors.Invalid as error:
        return Held(f"{error.sentence} Correct it, or pay another way.")
    if _place(debt) not in accounts:
        payee = "HMRC" if debt.kind == kinds.HMRC else debt.creditor
        said = f"No approved account of {payee} is recorded. A payroll manager writes it down by that name."
        return Held(said)
    by = short[debt.source_key]
    if by > debt.short_agreed:
        said = f"The managed account is {money.in_words(by)} short of it. Have the money paid in."
        return Held(said, by)
    return None


def _shortfalls(debts: Sequence[Debt], actor: actors.Actor) -> dict[str, Decimal]:
    """What each client's account lacks, in pounds, with what is set aside for everything else left alone."""
    subjects = {debt.employer.client.subject_id for debt in debts}
    on_account = books.balances(subjects, actor=actor)
    spoken_for = commitments.set_aside({debt.employer.client_id for debt in debts}, actor=actor)
    own = _own(debts, actor)
    found = {}
    for debt in debts:
        client = debt.employer.client
        balance = on_account.get((client.subject_id, chart.DIRECT_PAYMENT), money.ZERO)
        others = spoken_for.get(client.pk, money.ZERO) - own[debt.source_key]
        found[debt.source_key] = max(debt.amount - max(balance - others, money.ZERO), money.ZERO)
    return found


def _own(debts: Sequence[Debt], actor: actors.Actor) -> dict[str, Decimal]:
    keys = {key for debt in debts for key in debt.set_aside}
    amounts = commitments.open_amounts(keys, actor=actor)
    return {
        debt.source_key: money.total(amounts.get(key, money.ZERO) for key in debt.set_aside) for debt in debts
    }


def _place(debt: Debt) -> tuple[uuid.UUID, str]:
    return debt.employer.pay_group.organisation_id, kinds.as_creditor(debt.creditor)


def _request(debt: Debt, account: Any) -> ledger.PaymentRequest:
    employer = debt.employer
    return ledger.PaymentRequest(
        source_key=debt.source_key,
        council_id=employer.council_id,
        subject_id=employer.subject_id,
        organisation_id=account.organisation_id,
        creditor_id=account.pk,
        kind=debt.kind,
        amount=debt.amount,
        reference=bacs.reference(debt.reference),
        due_on=debt.due_on,
        debit_account_id=chart.account_id(employer.subject_id, debt.owed_on or _OWED_ON[debt.kind]),
        credit_account_id=chart.account_id(employer.client.subject_id, chart.DIRECT_PAYMENT),
    )
