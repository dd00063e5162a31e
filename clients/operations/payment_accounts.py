"""The account that a client’s direct payment is on, asked for: who would hold a managed one is worked out."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from clients import models
from clients.queries import payment_accounts as queries
from dpss.access import actors
from dpss.kernel import errors
from ledger import operations as ledger

_MANAGED = models.DirectPayment.Account.MANAGED


@transaction.atomic
def propose(
    *, client: models.Client, kind: str, starts_on: date, actor: actors.Actor, at: datetime, **written: str
) -> Any:
    """Write down which account a direct payment is on; a managed one is held by who runs the payroll.

    Nothing changes until another person approves. Raises `Invalid` where nobody would hold it.
    """
    holds = queries.payroll_provider(client, on=starts_on, actor=actor) if kind == _MANAGED else None
    if kind == _MANAGED and holds is None:
        raise errors.Invalid(
            "No provider of the service runs this person’s payroll on that day, so nobody would hold the"
            " account. Place the person with a provider first.",
            field="kind",
        )
    given = ledger.AccountOfPayment(
        council_id=client.council_id,
        subject_id=client.subject_id,
        kind=kind,
        organisation_id=holds,
        starts_on=starts_on,
        **written,
    )
    return ledger.propose_payment_account(given, actor=actor, at=at)
