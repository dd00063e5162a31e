"""What follows from an approval, all of it or nothing; and what stops one."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from psycopg2.extras import DateRange

from clients.models import Commitment
from dpss.access import actors, transitions
from dpss.access.models import AuditEvent, OutboxMessage
from dpss.kernel import errors
from ledger import chart
from ledger.models import BankAccount, Entry, Payment, Posting
from payroll import models
from payroll.operations import payruns
from tests.cast import AT, Cast
from tests.factories import payroll
from tests.payroll.operations import steps
from tests.payroll.operations.steps import ASHA, job

pytestmark = pytest.mark.django_db
NET = Decimal("135.00")


def why_not(outcome: transitions.Outcome) -> str:
    """The one sentence of a refusal."""
    assert outcome.moved == ()
    (sentence,) = outcome.refused.values()
    return sentence


def nothing_followed() -> None:
    """No entry, payment, instruction, report or message is there of November's payslip."""
    with actors.acting(job()):
        slip = steps.slip_of()
        assert not Entry.objects.filter(source_key=f"payslip:{slip.pk}").exists()
        assert not Payment.objects.filter(source_key=f"payslip:{slip.pk}:net").exists()
        assert not models.PaymentInstruction.objects.filter(payslip=slip).exists()
        assert not models.Submission.objects.filter(payrun=steps.run_of()).exists()
        assert not OutboxMessage.objects.filter(key=f"payslip:{slip.pk}").exists()
        assert steps.run_of().state == "ready"


def test_wages_are_posted_as_a_cost_and_a_debt() -> None:
    steps.pay_november()
    slip = steps.slip_of()
    with actors.acting(job()):
        entry = Entry.objects.get(source_key=f"payslip:{slip.pk}")
        sides = dict(Posting.objects.filter(entry=entry).values_list("account__code", "amount"))
    assert sides == {chart.WAGES: NET, chart.NET_PAY: -NET}
    assert entry.day == slip.payday


def test_an_employer_who_pays_gets_an_instruction_with_the_pas_bank_details() -> None:
    steps.pay_november()
    with actors.acting(job()):
        made = models.PaymentInstruction.objects.get(payslip=steps.slip_of())
        assert not Payment.objects.filter(source_key=f"payslip:{steps.slip_of().pk}:net").exists()
    assert (made.amount, made.payee_name, made.due_on) == (NET, "Dee Lowe", dt.date(2026, 11, 27))
    assert (made.sort_code, made.account_number, made.state) == ("999901", "70111111", "due")


def test_a_provider_who_pays_owes_a_payment_from_the_clients_account() -> None:
    steps.provider_pays()
    steps.pay_november()
    with actors.acting(job()):
        due = Payment.objects.get(source_key=f"payslip:{steps.slip_of().pk}:net")
        assert not models.PaymentInstruction.objects.filter(payslip=steps.slip_of()).exists()
    assert (due.amount, due.state, due.due_on) == (NET, "due", dt.date(2026, 11, 27))
    assert due.credit_account_id == chart.account_id(ASHA.subject_id, chart.DIRECT_PAYMENT)
    assert due.debit_account_id == chart.account_id(ASHA.employer_subject_id, chart.NET_PAY)


def test_what_is_spoken_for_is_noted_and_the_pa_is_told() -> None:
    steps.pay_november()
    slip = steps.slip_of()
    with actors.acting(job()):
        noted = dict(
            Commitment.objects.filter(source_key=f"payslip:{slip.pk}:net").values_list("kind", "amount")
        )
        message = OutboxMessage.objects.get(key=f"payslip:{slip.pk}")
    assert noted == {"wages": NET}
    assert message.values == {"payslip": str(slip.pk), "payday": "27 November 2026"}


def test_the_approval_and_its_record_are_of_one_transaction(cast: Cast) -> None:
    payrun = steps.pay_november()
    with actors.acting(job()), connection.cursor() as cursor:
        event = AuditEvent.objects.get(thing="payroll.payrun", thing_id=str(payrun.pk), verb="approve")
        assert (event.actor_id, event.at) == (payrun.approved_by_id, payrun.approved_at)
        queued = AuditEvent.objects.get(thing="payroll.submission", verb="queue")
        assert queued.transaction == event.transaction
        cursor.execute("select pg_current_xact_id()::text::bigint")
        assert cursor.fetchone() == (event.transaction,)


def test_whoever_asked_for_the_calculation_may_not_approve_it(cast: Cast) -> None:
    steps.approve_sheet()
    payrun = steps.calculate(cast.mara)
    assert why_not(steps.approve(payrun.pk)) == "A second person must do this: you did the step before."
    nothing_followed()


def test_an_officer_may_not_approve(cast: Cast) -> None:
    steps.approve_sheet()
    payrun = steps.calculate(cast.mara)
    with pytest.raises(errors.NotAllowed):
        steps.approve(payrun.pk, by=cast.olu)
    nothing_followed()


def test_a_manager_of_another_provider_reaches_nothing(cast: Cast) -> None:
    steps.approve_sheet()
    payrun = steps.calculate()
    assert "not yours to change" in why_not(steps.approve(payrun.pk, by=cast.sam))
    nothing_followed()


def test_approving_twice_does_nothing_twice() -> None:
    payrun = steps.pay_november()
    assert (
        why_not(steps.approve(payrun.pk)) == "It is already “Approved”, so there is nothing more to do here."
    )


def test_a_sheet_approved_after_the_calculation_asks_for_another() -> None:
    post = steps.hire("Noor Ali")
    steps.bank(post.assistant)
    steps.approve_sheet()
    payrun = steps.calculate()
    steps.sheet_in(post, dt.date(2026, 11, 4))
    assert "Calculate it again" in why_not(steps.approve(payrun.pk))
    nothing_followed()


def test_a_sheet_that_the_calculation_could_not_pay_holds_up_nobody_else() -> None:
    post = steps.hire("Noor Ali")
    steps.sheet_in(post, dt.date(2026, 11, 4))
    steps.approve_sheet()
    payrun = steps.calculate()
    assert steps.approve(payrun.pk).refused == {}


def test_two_paydays_that_go_on_from_the_same_figures_are_not_both_approved() -> None:
    """A late run of October, and November's: what is approved first moves the year's figures."""
    post = steps.hire("Noor Ali")
    steps.bank(post.assistant)
    steps.sheet_in(post, dt.date(2026, 10, 7), period=steps.october())
    steps.sheet_in(post, dt.date(2026, 11, 4))
    steps.request(period=steps.october())
    steps.request()
    steps.work_out()
    with actors.acting(job()):
        ids = list(models.Payrun.objects.filter(state="ready").values_list("pk", flat=True))
    assert len(ids) == 2
    outcome = steps.approve(*ids)
    assert len(outcome.moved) == 1
    assert "This year's figures have changed" in next(iter(outcome.refused.values()))


def test_figures_brought_forward_that_are_corrected_ask_for_another_calculation() -> None:
    post = steps.hire("Noor Ali")
    steps.bank(post.assistant)
    with actors.acting(job()):
        brought = payroll.brought_forward(employment=post, figures=steps.brought_forward("1080.00"))
    steps.sheet_in(post, dt.date(2026, 11, 4))
    payrun = steps.calculate()
    with actors.acting(job()):
        brought.figures = steps.brought_forward("1180.00")
        brought.save()
    assert "This year's figures have changed" in why_not(steps.approve(payrun.pk))


def test_an_employment_allowance_that_is_used_up_meanwhile_asks_for_another_calculation() -> None:
    steps.approve_sheet()
    payrun = steps.calculate()
    with actors.acting(job()):
        models.Payrun.objects.filter(pk=payrun.pk).update(employment_allowance=Decimal("5.00"))
    assert "Calculate it again" in why_not(steps.approve(payrun.pk))


def test_a_pa_whose_bank_details_went_missing_is_named() -> None:
    steps.approve_sheet()
    payrun = steps.calculate()
    with actors.acting(job()):
        BankAccount.objects.update(during=DateRange(dt.date(2026, 4, 6), dt.date(2026, 11, 1)))
    assert why_not(steps.approve(payrun.pk)) == "Dee Lowe has no bank details. Add them, then approve."
    nothing_followed()


def test_what_one_payrun_cannot_do_refuses_that_one_alone() -> None:
    """Nobody is named any more to pay Asha's PAs; the wages of the other employers go on."""
    others = [steps.employ(name) for name in ("Cy Marsh", "Edda Rowe", "Finn Vale")]
    for place, employer in enumerate(others):
        post = steps.hire(f"Noor Ali {place}", employer.pk)
        steps.bank(post.assistant)
        steps.sheet_in(post, dt.date(2026, 11, 4))
    steps.approve_sheet()
    payrun = steps.calculate()
    with actors.acting(job()):
        models.WhoPays.objects.filter(employer_id=ASHA.id_of("employer")).delete()
        ids = list(models.Payrun.objects.filter(state="ready").values_list("pk", flat=True))
    outcome = steps.approve(*ids)
    assert {moved.employer_id for moved in outcome.moved} == {employer.pk for employer in others}
    assert list(outcome.refused) == [payrun.pk]
    assert outcome.refused[payrun.pk].startswith("It is not recorded who pays the wages")
    nothing_followed()


def test_nothing_is_approved_when_nothing_is_named(cast: Cast) -> None:
    with actors.acting(cast.mara.actor()):
        outcome = payruns.approve(payrun_ids=[], actor=cast.mara.actor(), at=AT)
    assert (outcome.moved, outcome.refused) == ((), {})
