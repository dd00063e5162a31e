"""Pay on a day of its own beside what moved since it was started: usual paydays, orders, last days, sums."""

import dataclasses
import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from dpss.access import actors
from dpss.access.models import AuditEvent
from dpss.kernel import errors
from payroll import models
from payroll.off_cycle import Amounts
from payroll.operations import corrections, leaving, off_cycle, payruns, sheet_corrections
from payroll.operations.deductions import Terms
from tests.cast import AT, CAST, Person
from tests.payroll.operations import steps, test_deductions
from tests.payroll.operations.steps import job
from tests.payroll.operations.test_final_sheets import pay_of, why_blocked
from tests.payroll.operations.test_off_cycle import Why, again, bonus, left, slip, start

pytestmark = pytest.mark.django_db
FRIDAY = dt.date(2026, 11, 27)
AFTER_PAYDAY = dt.date(2026, 11, 30)
NOT_YET = "The usual wages for 26 October to 22 November 2026 are paid on Friday 27 November 2026"


def payday_is(day: dt.date) -> None:
    """November is paid on another day."""
    with actors.acting(job()):
        models.PayPeriod.objects.filter(pk=steps.november().pk).update(payday=day)


def maintenance(first_day: dt.date = dt.date(2026, 11, 1)) -> None:
    """Child maintenance of £10.00 from a day on."""
    test_deductions.add(terms=Terms(normal=Decimal("10.00")), first_day=first_day)


def change(run: models.Payrun, pounds: str, by: Person = CAST.olu) -> models.Payrun:
    """Another bonus is entered."""
    with actors.acting(by.actor()):
        amounts = Amounts(Decimal(pounds), "Thanks")
        return off_cycle.change(payrun=again(run), amounts=amounts, actor=by.actor(), at=AT)


def undo(run: models.Payrun) -> None:
    """It is dropped."""
    with actors.acting(CAST.olu.actor()):
        outcome = payruns.undo(payrun_ids=[run.pk], actor=CAST.olu.actor(), at=AT)
    assert outcome.refused == {}


def test_pay_on_a_later_day_is_refused_while_usual_wages_wait() -> None:
    with pytest.raises(errors.Invalid, match=NOT_YET) as refused:
        start(bonus=Decimal("50.00"), bonus_for="Thanks", payday=AFTER_PAYDAY)
    assert refused.value.field == "payday"
    steps.pay_november()
    assert start(bonus=Decimal("50.00"), bonus_for="Thanks", payday=AFTER_PAYDAY).state == "requested"


def test_pay_on_the_usual_payday_itself_keeps_nobody_waiting() -> None:
    steps.approve_sheet()
    bonus(payday=FRIDAY)
    assert steps.approve(steps.calculate().pk).refused == {}


def test_a_sheet_is_paid_after_its_own_payday() -> None:
    steps.approve_sheet()
    run = start(Why.MISSED, period=steps.november(), payday=AFTER_PAYDAY)
    steps.work_out()
    assert steps.approve(run.pk).refused == {}


def test_a_payday_that_has_passed_counts_while_a_payslip_waits_for_approval() -> None:
    payday_is(dt.date(2026, 11, 20))
    run = start(bonus=Decimal("50.00"), bonus_for="Thanks")
    steps.work_out()
    undo(run)
    steps.approve_sheet()
    steps.calculate()
    with pytest.raises(errors.Invalid, match="Friday 20 November 2026, before this"):
        start(bonus=Decimal("50.00"), bonus_for="Thanks")


def test_a_usual_payday_that_comes_before_it_meanwhile_stops_the_approval_and_the_calculation() -> None:
    steps.approve_sheet()
    run = start(bonus=Decimal("50.00"), bonus_for="Thanks", payday=FRIDAY)
    steps.work_out()
    payday_is(dt.date(2026, 11, 25))
    sentence = steps.approve(run.pk).refused[run.pk]
    assert "Wednesday 25 November 2026, before this, and are not approved yet" in sentence
    change(run, "60.00")
    steps.work_out()
    assert why_blocked(run) == sentence
    usual = steps.calculate()
    assert steps.approve(usual.pk).refused == {}
    change(run, "60.00")
    steps.work_out()
    assert steps.approve(run.pk).refused == {}


def test_a_leaver_who_goes_on_after_all_is_paid_the_usual_wages_first() -> None:
    post = steps.hire("zed", last_day=dt.date(2026, 10, 25))
    steps.bank(post.assistant)
    run = start(post=post, bonus=Decimal("50.00"), bonus_for="Thanks", payday=AFTER_PAYDAY)
    steps.work_out()
    assert (again(run).state, again(run).period_id) == ("ready", steps.october().pk)
    with actors.acting(CAST.olu.actor()):
        leaving.take_back(post=post, actor=CAST.olu.actor(), at=AT)
    steps.work_out()
    assert why_blocked(run).startswith(NOT_YET)


def test_a_bonus_is_paid_though_the_last_day_comes_before_its_period() -> None:
    steps.december()
    post = steps.hire("zed")
    steps.bank(post.assistant)
    steps.sheet_in(post, dt.date(2026, 11, 3))
    assert steps.approve(steps.calculate().pk).refused == {}
    payday_is(dt.date(2026, 11, 20))
    run = start(post=post, bonus=Decimal("50.00"), bonus_for="Thanks", payday=dt.date(2026, 11, 30))
    assert again(run).period_id != steps.november().pk
    with actors.acting(CAST.olu.actor()):
        leaving.record(post=post, last_day=dt.date(2026, 11, 22), actor=CAST.olu.actor(), at=AT)
    steps.work_out()
    assert (again(run).state, slip(run).gross) == ("ready", Decimal("50.00"))


def test_urgent_pay_of_what_has_become_the_last_period_is_final_pay() -> None:
    steps.approve_sheet()
    run = start(Why.URGENT, period=steps.november())
    steps.work_out()
    left()
    steps.work_out()
    assert "its wages are the final pay" in why_blocked(run)


def test_a_bonus_that_waits_is_no_bonus_once_the_final_pay_is_approved() -> None:
    steps.approve_sheet()
    left()
    run = start(bonus=Decimal("50.00"), bonus_for="Thanks", payday=FRIDAY)
    assert steps.approve(steps.calculate().pk).refused == {}
    sentence = "The final pay has been paid. Choose more pay after it."
    assert steps.approve(run.pk).refused[run.pk] == sentence


def test_an_order_that_comes_after_the_start_is_not_taken_twice_in_the_week() -> None:
    steps.approve_sheet()
    run = start(bonus=Decimal("50.00"), bonus_for="Thanks")
    steps.work_out()
    maintenance()
    refused = steps.approve(run.pk).refused[run.pk]
    assert "Being calculated" in refused
    steps.work_out()
    assert "An order or agreed deduction is in force" in why_blocked(run)


def test_an_order_that_comes_while_a_run_waits_is_seen_at_the_approval() -> None:
    run = start(bonus=Decimal("50.00"), bonus_for="Thanks")
    steps.work_out()
    maintenance()
    with actors.acting(job()):
        # As if it had been worked out a moment before the order was there.
        models.Payrun.objects.filter(pk=run.pk).update(state="ready")
    assert "An order or agreed deduction is in force" in steps.approve(run.pk).refused[run.pk]


def test_usual_wages_do_not_bear_an_order_a_second_time_in_a_week_or_month() -> None:
    steps.pay_november()
    maintenance(dt.date(2026, 12, 1))
    extra = bonus("100.00", payday=dt.date(2026, 12, 16))
    assert slip(extra).attached == Decimal("10.00")
    later = steps.december()
    steps.sheet_in(steps.post_of(), later.first_day, period=later)
    steps.request(period=later)
    steps.work_out()
    with actors.acting(job()):
        usual = models.Payrun.objects.get(employer_id=steps.ASHA.id_of("employer"), period=later)
    assert [one["reason"] for one in usual.exceptions] == ["order_taken"]


def test_a_correction_that_is_begun_again_starts_from_what_was_paid() -> None:
    run = bonus("100.00")
    with actors.acting(CAST.olu.actor()):
        correction = corrections.begin(slip=slip(run), reason="Too little", actor=CAST.olu.actor(), at=AT)
    change(correction, "130.00")
    steps.work_out()
    undo(correction)
    with actors.acting(CAST.olu.actor()):
        correction = corrections.begin(slip=slip(run), reason="Wrong words", actor=CAST.olu.actor(), at=AT)
    assert (pay_of(correction).bonus, pay_of(correction).bonus_for) == (Decimal("100.00"), "Long service")
    steps.work_out()
    assert slip(correction).gross == Decimal("100.00")
    with actors.acting(CAST.olu.actor()):
        events = AuditEvent.objects.filter(thing_id=str(pay_of(correction).pk), verb="change")
        changed = {(event.before["bonus"], event.after["bonus"]) for event in events}
    assert changed == {("100.00", "130.00"), ("130.00", "100.00")}


def test_a_day_on_which_the_money_cannot_arrive_any_more_is_not_approved() -> None:
    steps.provider_pays()
    run = start(bonus=Decimal("50.00"), bonus_for="Thanks", payday=dt.date(2026, 11, 25))
    steps.work_out()
    mara = dataclasses.replace(CAST.mara.actor(), today=dt.date(2026, 11, 24))
    with actors.acting(mara):
        refused = payruns.approve(payrun_ids=[run.pk], actor=mara, at=AT).refused[run.pk]
    assert refused == (
        "Bacs takes three working days, so the first day on which the money can arrive is Thursday"
        " 26 November 2026. Choose that day or a later one. Drop this run, and start it again for that day."
    )
    assert steps.approve(run.pk).refused == {}


def test_whoever_enters_the_sums_does_not_approve_them() -> None:
    run = start(bonus=Decimal("50.00"), bonus_for="Thanks")
    change(run, "500.00", by=CAST.mara)
    steps.work_out()
    assert slip(run).gross == Decimal("500.00")
    assert "A second person must do this" in steps.approve(run.pk, by=CAST.mara).refused[run.pk]


def test_the_correction_of_a_bonus_leaves_the_timesheet_alone() -> None:
    steps.approve_sheet()
    run = bonus(payday=FRIDAY)
    with actors.acting(CAST.olu.actor()):
        correction = corrections.begin(slip=slip(run), reason="Too little", actor=CAST.olu.actor(), at=AT)
        with pytest.raises(errors.Conflict, match="paid without a timesheet"):
            sheet_corrections.open_again(payrun=correction, actor=CAST.olu.actor(), at=AT)
    assert steps.calculate().state == "ready"


def test_a_usual_run_that_waits_to_be_worked_out_again_leaves_the_sheet_to_it() -> None:
    other = steps.hire("zed")
    steps.bank(other.assistant)
    steps.sheet_in(other, dt.date(2026, 11, 3))
    steps.approve_sheet()
    steps.calculate()
    steps.request()
    run = start(Why.URGENT, period=steps.november())
    assert steps.work_out() == 2
    assert (steps.run_of().payslip_count, again(run).payslip_count) == (1, 1)


def test_no_two_payslips_that_count_pay_the_same_sheet() -> None:
    steps.pay_november()
    with actors.acting(job()):
        paid = steps.slip_of()
        october = models.Payslip.objects.get(pk=steps.DEE.id_of("payslip"))
        paid.pk, paid.payrun_id = None, october.payrun_id
        paid.replaces, paid.replaces_because = october, "x"
        paid.employment = steps.post_of(steps.DEE_AT_BEN)
        with pytest.raises(IntegrityError, match="payslip_counts_for_a_sheet_once"), transaction.atomic():
            paid.save(force_insert=True)
