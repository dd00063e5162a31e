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


def bank_statement(*, account: models.PaymentAccount, **given: Any) -> models.BankStatement:
    """A statement of one line that was handed in and dropped. Needs `read_by_id`."""
    usual = {
        "name": "statement.xml",
        "format": "camt053",
        "size": 1,
        "sha256": "0" * 64,
        "scanned": True,
        "state": "dropped",
        "read_at": AT,
        "first_day": dt.date(2026, 10, 30),
        "last_day": dt.date(2026, 10, 30),
        "opening": Decimal("10.00"),
        "closing": Decimal("5.00"),
    }
    return models.BankStatement.objects.create(account=account, **access.on(account), **usual | given)


def bank_line(*, statement: models.BankStatement, **given: Any) -> models.BankLine:
    """Its line: £5.00 went out."""
    usual = {
        "place": 1,
        "day": dt.date(2026, 10, 30),
        "amount": Decimal("-5.00"),
        "description": "CHARGES",
        "reference": "",
        "bank_id": "",
    }
    return models.BankLine.objects.create(statement=statement, **access.on(statement), **usual | given)


def line_match(*, line: models.BankLine, posting: models.Posting, **given: Any) -> models.LineMatch:
    """A match that was undone. Needs `undone_by_id`."""
    usual = {"reason": "Matched by mistake.", "matched_at": AT, "undone_at": AT}
    return models.LineMatch.objects.create(line=line, posting=posting, **access.on(line), **usual | given)


def reconciliation(*, statement: models.BankStatement, **given: Any) -> models.Reconciliation:
    """A closing balance that was put forward and taken back. Needs `put_forward_by_id`."""
    usual = {
        "day": statement.last_day,
        "bank": Decimal("5.00"),
        "ledger": Decimal("5.00"),
        "on_its_way": Decimal("0.00"),
        "ahead": Decimal("0.00"),
        "sent": Decimal("0.00"),
        "state": "withdrawn",
        "put_forward_at": AT,
        "decided_at": AT,
    }
    place = access.on(statement)
    return models.Reconciliation.objects.create(statement=statement, **place, **usual | given)


def csv_columns(*, council_id: uuid.UUID, organisation: Organisation, **given: Any) -> models.CsvColumns:
    """What the columns of a made-up bank's CSV mean. Needs `said_by_id`."""
    usual = {
        "heads": ["Day", "What", "Pounds"],
        "heads_index": "0" * 64,
        "columns": {"day": "Day", "description": "What", "amount": "Pounds", "order": "dmy"},
        "said_at": AT,
    }
    return models.CsvColumns.objects.create(council_id=council_id, organisation=organisation, **usual | given)


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
