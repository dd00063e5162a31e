"""Olu and Mara of Northfield, and wages of Asha's that Northfield pays."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from dpss.access import actors
from ledger import models, operations
from tests.cast import AT, CAST
from tests.ledger.conftest import payments_job
from tests.payroll.operations import steps

SignedIn = Callable[..., Client]


@pytest.fixture
def olu(signed_in: SignedIn) -> Client:
    """The payroll officer."""
    return signed_in(CAST.olu)


@pytest.fixture
def mara(signed_in: SignedIn) -> Client:
    """The payroll manager."""
    return signed_in(CAST.mara)


@pytest.fixture(scope="module")
def northfield_owes(plant_once: Callable[[Callable[[], None]], None]) -> None:
    """Asha's November is approved, and Northfield is to pay its wages, throughout a module."""
    plant_once(_owe)


def _owe() -> None:
    steps.provider_pays()
    steps.pay_november()
    with actors.acting(payments_job()):
        models.PaymentBatch.objects.update(state="empty")


@pytest.fixture
def owed(northfield_owes: None, db: None) -> models.Payment:
    """£135.00 to Dee for Asha's November, due on 27 November. No file of that day is asked for yet."""
    with actors.acting(payments_job()):
        return models.Payment.objects.get(source_key=f"payslip:{steps.slip_of().pk}:net")


def like(payment: models.Payment, **given: Any) -> models.Payment:
    """Another payment of the same employer, written by the job."""
    same = ("council_id", "subject_id", "organisation_id", "payee_id", "reference", "due_on", "amount")
    accounts = ("debit_account_id", "credit_account_id")
    with actors.acting(payments_job()):
        values = {name: getattr(payment, name) for name in (*same, *accounts)} | given
        return models.Payment.objects.create(**values)


@pytest.fixture
def nudged(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The sweeps that a page asked for."""
    asked: list[str] = []
    monkeypatch.setattr("dpss.celery.nudge", asked.append)
    return asked


@pytest.fixture
def work() -> Callable[[], bool]:
    """The job makes the file that was asked for."""

    def make() -> bool:
        job = payments_job()
        with actors.acting(job):
            return operations.make_requested_file(actor=job, at=AT)

    return make
