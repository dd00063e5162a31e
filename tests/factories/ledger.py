"""Accounts, entries that balance, bank accounts and payments."""

import datetime as dt
import uuid
from decimal import Decimal
from typing import Any

from dpss.access.models import Organisation
from ledger import chart, models
from tests.factories import AT, TODAY, access
from tests.factories.clients import SINCE


def account(*, about: Any, code: str, **given: Any) -> models.Account:
    """One kind of money of one subject."""
    place = access.on(about)
    usual = {"id": chart.account_id(place["subject_id"], code)}
    return models.Account.objects.create(code=code, **place, **usual | given)


def entry(
    *, debit: models.Account, credit: models.Account, amount: Decimal, source_key: str, **given: Any
) -> models.Entry:
    """Two postings that add up to nothing."""
    usual = {"day": TODAY, "description": "Opening balance", "made_at": AT}
    made = models.Entry.objects.create(source_key=source_key, **access.on(debit), **usual | given)
    models.Posting.objects.bulk_create(
        models.Posting(entry=made, account=side, amount=pounds, **access.on(side))
        for side, pounds in ((debit, amount), (credit, -amount))
    )
    return made


def bank_account(*, about: Any, **given: Any) -> models.BankAccount:
    """Where a person is paid. Needs `sort_code` and `account_number`."""
    usual = {
        "holder": about.name.upper()[:18],
        "during": SINCE,
        "account_index": models.account_index(given["sort_code"], given["account_number"]),
    }
    return models.BankAccount.objects.create(**access.on(about), **usual | given)


def bank_account_change(*, about: Any, **given: Any) -> models.BankAccountChange:
    """New bank details that a PA asked for, and that may be approved. Needs `proposed_by`."""
    usual = {
        "holder": about.name.upper()[:18],
        "sort_code": "999905",
        "account_number": "70555555",
        "account_index": models.account_index("999905", "70555555"),
        "starts_on": dt.date(2026, 11, 25),
        "by_themselves": True,
        "opens_on": TODAY,
        "check_result": "not checkable",
        "check_said": "Account numbers are not checked.",
        "proposed_at": AT - dt.timedelta(days=3),
    }
    return models.BankAccountChange.objects.create(**access.on(about), **usual | given)


def payment_account(*, about: Any, **given: Any) -> models.PaymentAccount:
    """The account that a client's direct payment is on: their own, approved. Needs who wrote and decided.

    Needs `sort_code` and `account_number`, too.
    """
    usual = {
        "kind": "own",
        "holder": about.name,
        "account_index": models.account_index(given["sort_code"], given["account_number"]),
        "source": "A bank statement that the person showed us.",
        "during": SINCE,
        "state": "approved",
        "proposed_at": AT,
        "decided_at": AT,
    }
    return models.PaymentAccount.objects.create(**access.on(about), **usual | given)


def paying_account(
    *, council_id: uuid.UUID, organisation: Organisation, **given: Any
) -> models.PayingAccount:
    """What a provider pays from. Needs `sort_code` and `account_number`."""
    usual = {"name": organisation.name.upper()[:18], "service_user_number": "999999", "during": SINCE}
    return models.PayingAccount.objects.create(
        council_id=council_id, organisation=organisation, **usual | given
    )


def payment(
    *, payee: models.BankAccount, debit: models.Account, credit: models.Account, source_key: str, **given: Any
) -> models.Payment:
    """Wages that are due. Needs `organisation`."""
    usual = {"amount": Decimal("540.00"), "reference": "WAGES", "due_on": TODAY}
    return models.Payment.objects.create(
        payee=payee,
        debit_account=debit,
        credit_account=credit,
        source_key=source_key,
        **access.on(debit),
        **usual | given,
    )


def payment_batch(*, council_id: uuid.UUID, organisation: Organisation, **given: Any) -> models.PaymentBatch:
    """A bank file that somebody asked for."""
    usual = {
        "pay_on": dt.date(2026, 11, 27),
        "submit_on": dt.date(2026, 11, 25),
        "number": 1,
        "requested_at": AT,
    }
    return models.PaymentBatch.objects.create(
        council_id=council_id, organisation=organisation, **usual | given
    )
