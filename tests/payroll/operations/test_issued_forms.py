"""P45s and P60s are given once, when they are due."""

import datetime as dt
import threading

import pytest
from django.db import connection

from dpss.access import actors, policy
from dpss.access.models import AuditEvent, OutboxMessage
from payroll import models
from payroll.operations import issued_forms
from payroll.queries import forms_due
from tests.cast import AT, CAST
from tests.payroll.operations import steps

DEE = CAST.posts["dee at asha"]
CLOSED = dt.date(2027, 4, 10)
LATER = dt.datetime(2027, 4, 20, 9, tzinfo=dt.UTC)


def job(today: dt.date) -> actors.Actor:
    return actors.for_job(job=policy.JOB_PAYRUNS, council_id=CAST.east.id, today=today)


def give(today: dt.date, at: dt.datetime = LATER) -> int:
    with actors.acting(job(today)):
        return issued_forms.give_due(actor=job(today), at=at)


def forms_of(kind: str, **only: object) -> list[models.IssuedForm]:
    with actors.acting(steps.job()):
        return list(models.IssuedForm.objects.filter(kind=kind, issued_at=LATER, **only).order_by("version"))


@pytest.fixture
def paid(db: None) -> models.Payslip:
    """Dee's November for Asha, after the P60 of the cast's October."""
    steps.pay_november()
    return steps.slip_of()


def close_the_year() -> None:
    """No payrun of the year is open, and November is its last payday."""
    with actors.acting(steps.job()):
        models.OffCyclePay.objects.exclude(payrun__state="approved").delete()
        models.Payrun.objects.exclude(state="approved").delete()


def test_no_p60_is_given_while_the_tax_year_goes_on(paid: models.Payslip) -> None:
    assert give(dt.date(2027, 4, 5)) == 0


def test_a_p60_is_given_once_the_last_payday_is_approved(paid: models.Payslip) -> None:
    close_the_year()
    assert give(CLOSED) == 1
    (form,) = forms_of("p60")
    assert (form.payslip_id, form.version, form.paye_reference) == (paid.pk, 2, "120/ZZ99999")
    assert give(CLOSED) == 0, "whoever is called twice finds nothing left"
    with actors.acting(steps.job()):
        assert OutboxMessage.objects.get(key=f"form:{form.pk}").template == "paper_ready"
        assert AuditEvent.objects.filter(thing_id=str(form.pk), verb="give").count() == 1


def test_a_p60_waits_for_an_open_payrun_until_the_last_report_is_due(paid: models.Payslip) -> None:
    close_the_year()
    with actors.acting(steps.job()):
        models.Payrun.objects.create(
            council_id=paid.council_id,
            subject_id=paid.payrun.subject_id,
            employer_id=paid.payrun.employer_id,
            period_id=paid.payrun.period_id,
            run=7,
        )
    assert give(dt.date(2027, 4, 19)) == 0
    assert give(dt.date(2027, 4, 20)) == 1


def test_whoever_left_before_5_april_gets_no_p60(paid: models.Payslip) -> None:
    close_the_year()
    with actors.acting(steps.job()):
        models.Employment.objects.filter(pk=DEE.id_of("employment")).update(last_day=dt.date(2027, 4, 4))
    give(CLOSED)
    assert forms_of("p60") == []


def test_whoever_leaves_on_5_april_gets_a_p60(paid: models.Payslip) -> None:
    close_the_year()
    with actors.acting(steps.job()):
        models.Employment.objects.filter(pk=DEE.id_of("employment")).update(last_day=dt.date(2027, 4, 5))
    give(CLOSED)
    assert len(forms_of("p60")) == 1


def test_a_p60_whose_payslip_was_replaced_is_given_again(paid: models.Payslip) -> None:
    """The payslip before it is the last that counts, and its P60 is there already: nothing new."""
    close_the_year()
    give(CLOSED)
    with actors.acting(steps.job()):
        models.Payslip.objects.filter(pk=paid.pk).update(replaced_at=AT)
        due = forms_due.p60s(actor=job(CLOSED))
        assert not due.filter(pk=paid.pk).exists()


def test_a_p45_is_given_with_the_final_payment_and_never_again(db: None) -> None:
    with actors.acting(steps.job()):
        models.Employment.objects.filter(pk=DEE.id_of("employment")).update(last_day=dt.date(2026, 11, 15))
    steps.pay_november()
    assert give(dt.date(2026, 11, 25)) == 0, "the PA sees the final payslip from the 26th"
    assert give(dt.date(2026, 11, 26)) == 1
    (form,) = forms_of("p45")
    assert form.payslip_id == steps.slip_of().pk
    assert give(dt.date(2026, 11, 26)) == 0


def test_two_workers_at_once_give_a_p60_once(own_database: str) -> None:
    steps.pay_november()
    close_the_year()
    given: list[int] = []

    def work() -> None:
        try:
            given.append(give(CLOSED))
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sum(given) == 1
    assert len(forms_of("p60")) == 1
