"""Two workers at once: a payslip is on one schedule, and a collection is in the books once."""

import datetime as dt
from decimal import Decimal

from dpss.access import actors, policy
from ledger import models as books
from payroll import models
from payroll.operations import pension_books, pension_moves, pension_schedules
from tests import database
from tests.cast import AT, CAST
from tests.payroll.operations import steps
from tests.payroll.operations.steps import DEE, job
from tests.payroll.operations.test_pension_schedules import DUE, november

OLU = CAST.olu.actor()


def _members() -> None:
    with actors.acting(job()):
        models.TaxDetails.objects.filter(employment=DEE.id_of("employment")).update(
            pension="relief_at_source", pension_from=dt.date(2026, 11, 2)
        )
        models.EmploymentTerms.objects.filter(employment=DEE.id_of("employment")).update(
            hourly_rate=Decimal("80.00")
        )
    steps.pay_november()


def _raise() -> int:
    return pension_schedules.raise_due(actor=job(), at=AT)


def _settle() -> int:
    actor = actors.for_job(job=policy.JOB_PAYMENTS, council_id=CAST.east.id, today=DUE)
    with actors.acting(actor):
        pension_books.collect_due(actor=actor, at=AT)
        return pension_books.follow_books(actor=actor, at=AT)


def test_two_workers_raise_a_payslip_once_and_settle_it_once(own_database: str) -> None:
    _members()
    raised = database.together(_raise, _raise)
    assert sorted(raised) == [0, 1]
    schedule = november()
    with actors.acting(job()):
        assert schedule.lines.count() == 1
    with actors.acting(OLU):
        pension_moves.submit([schedule.pk], collect_on=None, actor=OLU, at=AT)
    database.together(_settle, _settle)
    with actors.acting(job()):
        entries = books.Entry.objects.filter(source_key__startswith=f"pension_schedule:{schedule.pk}")
        assert entries.count() == 1
    assert november().state == "collected"
