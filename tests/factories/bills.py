"""What an employer owes HMRC, where HMRC is paid, and payments that the bank sent back."""

import datetime as dt
import uuid
from decimal import Decimal
from typing import Any

from dpss.access.models import Organisation
from ledger import kinds
from ledger import models as ledger
from payroll import models
from tests.factories import AT, access
from tests.factories.clients import SINCE


def hmrc_bill(*, employer: models.Employer, **given: Any) -> models.HmrcBill:
    """The bill for the tax month to 5 November 2026, which the employer pays."""
    usual = {
        "tax_year": "2026-27",
        "first_month": 7,
        "last_month": 7,
        "period_begins": dt.date(2026, 10, 6),
        "period_ends": dt.date(2026, 11, 5),
        "due_on": dt.date(2026, 11, 20),
        "accounts_office": "123PA00012345",
        "payer": "employer",
        "owed": Decimal("40.00"),
        "amount": Decimal("40.00"),
        "raised_at": AT,
    }
    return models.HmrcBill.objects.create(employer=employer, **access.on(employer), **usual | given)


def creditor_account(
    *, council_id: uuid.UUID, organisation: Organisation, **given: Any
) -> ledger.CreditorAccount:
    """HMRC's account as a provider has it, approved. Made up. Needs who wrote it down and who decided."""
    usual = {
        "name": "HMRC",
        "sort_code": "999921",
        "account_number": "70999999",
        "account_index": ledger.account_index("999921", "70999999"),
        "source": "HMRC's page on paying employers' PAYE, read on 6 April 2026.",
        "owner": "Head of payroll",
        "check_said": "Account numbers are not checked.",
        "during": SINCE,
        "state": "approved",
        "proposed_at": AT,
        "decided_at": AT,
    }
    given["creditor"] = kinds.as_creditor(given.get("creditor", kinds.HMRC_AS_CREDITOR))
    return ledger.CreditorAccount.objects.create(
        council_id=council_id, organisation=organisation, **usual | given
    )


def payment_return(*, payment: ledger.Payment, **given: Any) -> ledger.PaymentReturn:
    """The bank sent a payment back because the account is closed. Needs `recorded_by_id`."""
    usual = {
        "code": "B",
        "came_back_on": dt.date(2026, 11, 20),
        "owed": payment.amount,
        "organisation_id": payment.organisation_id,
        "recorded_at": AT,
        "in_books": True,
    }
    return ledger.PaymentReturn.objects.create(payment=payment, **access.on(payment), **usual | given)
