"""Pension schedules that the provider pays by transfer: one payment each, whatever the bank does with it."""

import dataclasses
import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from clients.models import Commitment
from dpss.access import actors, transitions
from dpss.access.models import Organisation
from dpss.kernel import errors
from ledger import chart, operations
from ledger import models as books
from payroll import models
from payroll.operations import pension_books, pension_moves
from payroll.queries import deadlines
from tests.cast import AT, CAST, TODAY, key
from tests.factories import bills
from tests.factories import ledger as factories
from tests.ledger.conftest import open_paying_account
from tests.payroll.operations import steps
from tests.payroll.operations.steps import ASHA, job
from tests.payroll.operations.test_bill_payments import answer, come_back
from tests.payroll.operations.test_pension_books import due, left, owed, payments, set_aside, settle
from tests.payroll.operations.test_pension_schedules import DUE, member, november, submit

__all__ = ["due", "member"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("member")]
OLU, MARA = CAST.olu.actor(), CAST.mara.actor()


@pytest.fixture
def transfer(due: Any) -> models.PensionSchedule:
    """Northfield pays Asha's wages, and her scheme by transfer; its account is approved."""
    with actors.acting(job()):
        open_paying_account("northfield", CAST.east)
        scheme = models.PensionScheme.objects.get(pk=due.scheme_id)
        scheme.paid, scheme.employer_reference = "transfer", "EMP000000001"
        scheme.save()
        bills.creditor_account(
            council_id=CAST.east.id,
            organisation=Organisation.objects.get(pk=key("northfield", "organisation")),
            creditor=scheme.provider,
            proposed_by_id=CAST.mara.user_id,
            decided_by_id=CAST.sam.user_id,
        )
        factories.entry(
            debit=books.Account.objects.get(pk=chart.account_id(ASHA.subject_id, chart.DIRECT_PAYMENT)),
            credit=books.Account.objects.get(pk=chart.account_id(ASHA.subject_id, chart.FUNDING)),
            amount=Decimal("2000.00"),
            source_key="opening:more",
        )
    steps.provider_pays()
    return submit(due)


def pay() -> int:
    """The job looks for what is to be paid by transfer."""
    actor = payments(TODAY)
    with actors.acting(actor):
        return pension_books.pay_transfers(actor=actor, at=AT)


def payment_of(schedule: models.PensionSchedule) -> books.Payment:
    """The one payment of a schedule."""
    with actors.acting(payments()):
        return books.Payment.objects.get(source_key=f"pension_schedule:{schedule.pk}:payment")


def test_a_transfer_is_one_payment_however_often_the_job_runs(transfer: Any) -> None:
    assert (pay(), pay()) == (0, 0)
    made = payment_of(transfer)
    assert (made.amount, made.kind, made.state, made.reference) == (
        transfer.total,
        "pension",
        "due",
        "EMP000000001",
    )
    with actors.acting(OLU), pytest.raises(transitions.Refused, match="in Payments already"):
        pension_moves.record_paid(schedule=transfer, paid_on=OLU.today, actor=OLU, at=AT)


def make_file() -> books.Payment:
    """The job puts what is due by the legal day into a file, and looks what became of it."""
    actor = payments(dt.date(2026, 12, 1))
    with actors.acting(actor):
        operations.make_bank_file(
            organisation_id=key("northfield", "organisation"), pay_on=DUE, actor=actor, at=AT
        )
    pay()
    return payment_of(november())


def spoken_for() -> Decimal:
    """What is set aside of Asha's money for her scheme, in pounds."""
    with actors.acting(payments()):
        rows = Commitment.objects.filter(kind="pension", settled_on=None, client__name="Asha Verma")
        return sum(rows.values_list("amount", flat=True), Decimal(0))


def give_up(row: books.PaymentReturn) -> None:
    """Olu decides that no payment is made in its place."""
    with actors.acting(OLU):
        operations.close_return(sent_back=row, why="The scheme is paid by cheque.", actor=OLU, at=AT)


def place(day: dt.date) -> list[str]:
    """Where November's schedule stands among the deadlines of a day."""
    actor = dataclasses.replace(OLU, today=day)
    asked = deadlines.Asked(kind="schedule", employer_id=ASHA.id_of("employer"))
    with actors.acting(actor):
        every = deadlines.read(deadlines.duties(asked, actor=actor))
    return [one.place for one in every if one.by_day == DUE]


def test_a_transfer_in_a_bank_file_is_paid_and_one_sent_back_is_owed_again(transfer: Any) -> None:
    pay()
    before = left()
    made = make_file()
    assert (made.state, november().state, set_aside(), owed()) == ("in_file", "paid", False, 0)
    assert pay() == 0
    row = come_back(made)
    assert (pay(), november().state, set_aside(), left()) == (1, "submitted", True, before)
    assert spoken_for() == transfer.total  # once, by its payrun
    pay()
    assert "Answer it under Payments" in november().held_because
    answer(row)
    pay()
    assert november().held_because == ""
    make_file()
    assert (november().state, spoken_for(), left()) == ("paid", 0, before - transfer.total)


@pytest.mark.parametrize("day", [dt.date(1900, 1, 1), dt.date(2025, 11, 21)])
def test_a_schedule_is_not_paid_before_it_begins(transfer: Any, day: dt.date) -> None:
    with actors.acting(OLU), pytest.raises(errors.Invalid, match="The schedule begins on"):
        pension_moves.record_paid(schedule=november(), paid_on=day, actor=OLU, at=AT)


def test_while_the_bank_or_somebody_has_the_payment_nobody_records_another(transfer: Any) -> None:
    pay()
    row = come_back(make_file())
    pay()
    with actors.acting(OLU), pytest.raises(transitions.Refused, match="in Payments already"):
        pension_moves.record_paid(schedule=november(), paid_on=OLU.today, actor=OLU, at=AT)
    answer(row)
    with actors.acting(OLU), pytest.raises(transitions.Refused, match="in Payments already"):
        pension_moves.unsubmit(schedule=november(), reason="The wrong file", actor=OLU, at=AT)


def test_one_that_is_not_paid_again_waits_for_somebody_to_record_how_it_was_paid(transfer: Any) -> None:
    before = left()
    pay()
    give_up(come_back(make_file()))
    for _ in range(3):
        pay()
    waits = november()
    assert (waits.state, "Pay it another way" in waits.held_because) == ("submitted", True)
    assert place(DUE + dt.timedelta(days=1)) == ["late"]
    with actors.acting(OLU):
        pension_moves.record_paid(schedule=waits, paid_on=OLU.today, actor=OLU, at=AT)
    settle()
    pay()
    settled = november()
    assert (settled.state, settled.by_payment, settled.held_because) == ("paid", False, "")
    assert (owed(), left(), spoken_for()) == (0, before - transfer.total, 0)
    assert place(DUE + dt.timedelta(days=1)) == []


def test_a_transfer_is_a_deadline_until_it_is_in_a_bank_file(transfer: Any) -> None:
    pay()
    assert place(DUE) == ["at_risk"]
    make_file()
    assert place(DUE) == []


def test_the_account_is_found_however_the_schemes_name_is_written(transfer: Any) -> None:
    with actors.acting(payments()):
        books.CreditorAccount.objects.exclude(creditor="hmrc").update(state="withdrawn")
    given = operations.CreditorProposal(
        creditor=f" {transfer.scheme.provider.upper().replace(' ', '  ')} ",
        name="Harbour",
        sort_code="999922",
        account_number="70888888",
        starts_on=TODAY,
        source="Their site, today.",
        owner="Head of payroll",
    )
    with actors.acting(MARA):
        made = operations.propose_creditor_account(given, actor=MARA, at=AT)
    with actors.acting(payments()):
        row = books.CreditorAccount.objects.filter(pk=made.pk)
        row.update(state="approved", decided_by_id=CAST.sam.user_id, decided_at=AT)
    pay()
    assert payment_of(transfer).creditor_id == made.pk


def test_a_transfer_without_an_approved_account_says_whose_is_missing(transfer: Any) -> None:
    with actors.acting(payments()):
        books.CreditorAccount.objects.exclude(creditor="hmrc").update(state="withdrawn")
    assert pay() == 0
    assert f"No approved account of {transfer.scheme.provider} is recorded" in november().held_because


@pytest.mark.parametrize("reference", ["£££", "EMPLOYER-REF-0001234567890", "EMP_1", ""])
def test_a_reference_that_bacs_cannot_carry_holds_up_its_own_payment_alone(
    transfer: Any, reference: str
) -> None:
    with actors.acting(job()):
        models.PensionScheme.objects.filter(pk=transfer.scheme_id).update(employer_reference=reference)
    assert pay() == 0
    with actors.acting(payments()):
        assert not books.Payment.objects.filter(kind="pension", subject=transfer.subject_id).exists()
    said = november().held_because
    assert "reference" in said
    assert reference in said
    with actors.acting(job()):
        models.PensionScheme.objects.filter(pk=transfer.scheme_id).update(employer_reference="emp 1")
    pay()
    assert (payment_of(transfer).reference, november().held_because) == ("EMP 1", "")
