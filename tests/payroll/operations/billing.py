"""The steps of HMRC's bills: a month is over, its bill is raised, the employer says that it is paid."""

import dataclasses
import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal

from clients.models import Commitment
from dpss.access import actors, policy
from ledger import queries as ledger
from payroll import models
from payroll.operations import bills
from payroll.queries import p32s
from tests.cast import AT, CAST
from tests.payroll.operations import steps
from tests.payroll.operations.steps import ASHA

# November's payday, the 27th, is in tax month 8, which ends on 5 December. It is paid by Tuesday 22 December.
OVER = dt.date(2026, 12, 6)


def taxed() -> None:
    """The cast's own bills are out of the way, and Dee's tax code takes tax off all that she earns."""
    with actors.acting(steps.job()):
        models.HmrcBill.objects.all().delete()
        details = models.TaxDetails.objects.filter(employment_id=steps.DEE.id_of("employment"))
        details.update(tax_code="BR")


@contextmanager
def job_on(day: dt.date) -> Iterator[actors.Actor]:
    """The payments job at work on a day."""
    yield actors.for_job(job=policy.JOB_PAYMENTS, council_id=CAST.east.id, today=day)


def raise_on(day: dt.date = OVER) -> int:
    """Its turn on a day."""
    with job_on(day) as job:
        return bills.raise_due(actor=job, at=AT)


def asha_on(day: dt.date = OVER) -> actors.Actor:
    """Asha on a day."""
    return dataclasses.replace(CAST.asha.actor(), today=day)


def bill_of(month: int = 8, part: int = 1) -> models.HmrcBill:
    """Asha's bill for a tax month."""
    with actors.acting(steps.job()):
        return models.HmrcBill.objects.select_related("employer__client").get(
            employer_id=ASHA.id_of("employer"), last_month=month, part=part
        )


def owed_in(month: int) -> Decimal:
    """What the P32 says of a tax month."""
    with job_on(OVER) as job, actors.acting(job):
        key = ASHA.id_of("employer")
        held = p32s.of_employers([key], tax_year="2026-27", actor=job)[key]
        return held.record.months[month - 1].due


def owed_in_books() -> Decimal:
    """What the ledger says Asha owes HMRC, in pounds."""
    with actors.acting(steps.job()):
        return -ledger.balance(ASHA.employer_subject_id, "hmrc", actor=steps.job())


def set_aside() -> dict[str, Decimal]:
    """What is set aside for HMRC, by source key."""
    with actors.acting(steps.job()):
        rows = Commitment.objects.filter(kind="hmrc", settled_on=None, subject_id=ASHA.employer_subject_id)
        return dict(rows.values_list("source_key", "amount"))


def confirm(bill: models.HmrcBill, *, seen: str | None = None) -> models.HmrcBill:
    """Asha says that she has paid."""
    actor = asha_on()
    with actors.acting(actor):
        pounds = bill.amount if seen is None else Decimal(seen)
        return bills.confirm(bill=bill, seen=pounds, actor=actor, at=AT)


def undo(bill: models.HmrcBill) -> models.HmrcBill:
    """Asha takes her word back."""
    actor = asha_on()
    with actors.acting(actor):
        return bills.undo_confirm(bill=bill, reason="The bank refused it.", actor=actor, at=AT)


def on_account() -> Decimal:
    """What is on Asha's direct payment account, in pounds."""
    with actors.acting(steps.job()):
        return ledger.balance(ASHA.subject_id, "direct_payment", actor=steps.job())
