"""Pay on a day of its own: what it pays, how it is taxed, and what the usual run leaves to it."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from dpss.access import actors
from dpss.kernel import errors
from payroll import models
from payroll.off_cycle import Amounts
from payroll.operations import corrections, leaving, off_cycle, payruns
from payroll.queries import board as boards
from payroll.queries import post_paid
from tests.cast import AT, CAST, Person
from tests.payroll.operations import steps
from tests.payroll.operations.steps import job

pytestmark = pytest.mark.django_db
# Asha pays herself, so today (Saturday 21 November) can be the payday.
MONDAY = dt.date(2026, 11, 23)
Why = models.OffCyclePay.Why


def start(
    why: str = Why.BONUS,
    *,
    post: models.Employment | None = None,
    payday: dt.date = MONDAY,
    period: models.PayPeriod | None = None,
    by: Person = CAST.olu,
    leaves_out: bool = False,
    reason: str = "Agreed with Asha",
    **sums: Any,
) -> models.Payrun:
    """An officer starts an off-cycle run for Dee."""
    wanted = off_cycle.Wanted(
        why=why,
        payday=payday,
        reason=reason,
        period_id=period.pk if period else None,
        amounts=Amounts(**sums),
        leaves_out=leaves_out,
    )
    with actors.acting(by.actor()):
        return off_cycle.start(post=post or steps.post_of(), wanted=wanted, actor=by.actor(), at=AT)


def bonus(pounds: str = "100.00", **more: Any) -> models.Payrun:
    """A bonus, worked out and approved."""
    run = start(bonus=Decimal(pounds), bonus_for="Long service", **more)
    steps.work_out()
    assert steps.approve(run.pk).refused == {}
    return again(run)


def again(run: models.Payrun) -> models.Payrun:
    """The run as it is now."""
    with actors.acting(job()):
        return models.Payrun.objects.select_related("period").get(pk=run.pk)


def slip(run: models.Payrun) -> models.Payslip:
    """Its payslip."""
    with actors.acting(job()):
        return models.Payslip.objects.get(payrun=run)


def test_a_missed_sheet_is_paid_on_a_day_of_its_own_and_in_the_week_of_that_day() -> None:
    steps.approve_sheet()
    run = start(Why.MISSED, period=steps.november())
    steps.work_out()
    assert steps.approve(run.pk).refused == {}
    paid = slip(run)
    assert (paid.payday, paid.gross, paid.timesheet_id is not None) == (MONDAY, Decimal("135.00"), True)
    assert (again(run).own_tax_period, paid.inputs["period"]) == (36, 36)
    with actors.acting(job()):
        report = models.Submission.objects.get(payrun=run)
        instruction = models.PaymentInstruction.objects.get(payslip=paid)
    assert (report.due_on, instruction.due_on) == (MONDAY, MONDAY)
    assert f"<PmtDate>{MONDAY}</PmtDate>" in report.body
    assert steps.request() == 0


def test_the_usual_run_leaves_out_what_an_off_cycle_run_pays() -> None:
    steps.approve_sheet()
    other = steps.hire("zed")
    steps.bank(other.assistant)
    steps.sheet_in(other, dt.date(2026, 11, 3))
    usual = steps.calculate()
    assert usual.payslip_count == 2
    start(Why.URGENT, period=steps.november())
    assert steps.work_out() == 2
    assert (again(usual).payslip_count, again(usual).state) == (1, "ready")


def test_a_usual_run_that_pays_nobody_any_more_is_dropped() -> None:
    steps.approve_sheet()
    steps.calculate()
    start(Why.URGENT, period=steps.november())
    with actors.acting(job()):
        assert not models.Payrun.objects.filter(
            employer=steps.ASHA.id_of("employer"), period=steps.november(), kind="regular"
        ).exists()


def test_a_second_payment_of_a_week_bears_only_what_it_adds() -> None:
    steps.approve_sheet()
    extra = slip(bonus("200.00"))
    assert steps.approve(steps.calculate().pk).refused == {}
    usual = steps.slip_of()
    assert usual.inputs["earlier"]["earnings"] == "200.00"
    assert usual.inputs["earlier"]["taxable"] == str(extra.gross)
    assert usual.inputs["to_date"] == extra.result["to_date"]


def test_a_bonus_in_the_last_period_is_not_the_final_payment() -> None:
    steps.approve_sheet()
    with actors.acting(CAST.olu.actor()):
        leaving.record(post=steps.post_of(), last_day=dt.date(2026, 11, 21), actor=CAST.olu.actor(), at=AT)
    run = bonus()
    assert slip(run).inputs["part"] == "ordinary"
    with actors.acting(job()):
        assert "LeavingDate" not in models.Submission.objects.get(payrun=run).body
    assert steps.approve(steps.calculate().pk).refused == {}
    assert steps.slip_of().inputs["part"] == "final"


def on_the_board() -> list[boards.Post]:
    """Dee's post on November's board."""
    with actors.acting(CAST.olu.actor()):
        found = boards.of_period(steps.november(), today=CAST.olu.actor().today, actor=CAST.olu.actor())
    return [post for post in found.posts if post.pk == steps.DEE.id_of("employment")]


def test_the_board_shows_what_pays_the_period_and_not_a_bonus() -> None:
    steps.approve_sheet()
    bonus(payday=dt.date(2026, 11, 27))
    assert [post.gross for post in on_the_board()] == [None]
    run = start(Why.URGENT, period=steps.november(), payday=dt.date(2026, 11, 27))
    steps.work_out()
    assert steps.approve(run.pk).refused == {}
    (post,) = on_the_board()
    assert (post.gross, post.payrun_id, post.run_state) == (Decimal("135.00"), run.pk, "approved")


def left(day: dt.date = dt.date(2026, 11, 21)) -> None:
    """Dee leaves on this day."""
    with actors.acting(CAST.olu.actor()):
        leaving.record(post=steps.post_of(), last_day=day, actor=CAST.olu.actor(), at=AT)


def final(**sums: Any) -> models.Payrun:
    """Final pay without a sheet, approved."""
    run = start(Why.FINAL, leaves_out=True, **sums)
    steps.work_out()
    assert steps.approve(run.pk).refused == {}
    return again(run)


def test_a_leaver_without_a_sheet_is_paid_what_is_owed_and_hmrc_is_told_of_the_last_day() -> None:
    left()
    run = final(holiday_hours=Decimal(10), holiday_pay=Decimal("135.00"), redundancy=Decimal("500.00"))
    paid = slip(run)
    assert (run.kind, paid.timesheet_id, paid.gross, paid.non_taxable) == (
        "final",
        None,
        Decimal("135.00"),
        Decimal("500.00"),
    )
    with actors.acting(job()):
        report = models.Submission.objects.get(payrun=run)
    assert "<LeavingDate>2026-11-21</LeavingDate>" in report.body
    assert "<NonTaxOrNICPmt>500.00</NonTaxOrNICPmt>" in report.body
    assert (report.state, report.errors) == ("queued", [])


def test_a_leaver_who_is_owed_nothing_has_a_final_payslip_of_nothing() -> None:
    left()
    run = final()
    assert slip(run).net == Decimal(0)
    assert slip(run).inputs["part"] == "final"
    assert steps.request() == 0


def test_pay_after_the_final_payment_is_taxed_without_allowances_and_marked() -> None:
    left()
    final()
    run = start(Why.AFTER, bonus=Decimal("50.00"), bonus_for="Arrears")
    steps.work_out()
    assert steps.approve(run.pk).refused == {}
    paid = slip(run)
    assert (paid.inputs["tax_code"], paid.inputs["non_cumulative"], paid.tax) == (
        "0T",
        True,
        Decimal("10.00"),
    )
    with actors.acting(job()):
        text = models.Submission.objects.get(payrun=run).body
    assert "<PmtAfterLeaving>yes</PmtAfterLeaving>" in text
    assert "<LeavingDate>2026-11-21</LeavingDate>" in text


def test_a_run_started_twice_is_one_run() -> None:
    start(bonus=Decimal("50.00"), bonus_for="Thanks")
    with pytest.raises(errors.Conflict, match="waits already"):
        start(bonus=Decimal("50.00"), bonus_for="Thanks")


def test_wages_by_bacs_need_three_working_days() -> None:
    steps.provider_pays()
    with pytest.raises(errors.Invalid, match="Wednesday 25 November 2026"):
        start(bonus=Decimal("50.00"), bonus_for="Thanks")


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"payday": dt.date(2026, 11, 20), "bonus": Decimal(5), "bonus_for": "x"}, "The day has passed"),
        ({"payday": dt.date(2027, 1, 20), "bonus": Decimal(5), "bonus_for": "x"}, "Choose a day up to"),
        ({}, "Enter the bonus"),
        ({"bonus": Decimal(5)}, "what the bonus is for"),
        ({"why": Why.FINAL}, "No last day is recorded"),
        ({"why": Why.AFTER}, "no final pay yet"),
        ({"why": Why.URGENT}, "nothing to pay"),
        ({"why": Why.MISSED, "redundancy": Decimal(5)}, "somebody who leaves"),
    ],
)
def test_what_cannot_be_paid_is_refused_with_its_sentence(given: dict[str, Any], why: str) -> None:
    with pytest.raises(errors.Invalid, match=why):
        start(**given)


def test_a_sheet_that_is_not_approved_is_not_paid() -> None:
    with pytest.raises(errors.Invalid, match="not approved, or it is paid already"):
        start(Why.MISSED, period=steps.november())


def test_pay_does_not_go_before_a_payday_that_is_approved() -> None:
    steps.pay_november()
    with pytest.raises(errors.Invalid, match="Friday 27 November 2026 is approved already"):
        start(bonus=Decimal("50.00"), bonus_for="Thanks")


def test_two_runs_of_one_employer_are_not_approved_on_the_same_figures() -> None:
    steps.approve_sheet()
    usual = steps.calculate()
    extra = start(bonus=Decimal("50.00"), bonus_for="Thanks", payday=dt.date(2026, 11, 27))
    steps.work_out()
    outcome = steps.approve(usual.pk, extra.pk)
    assert [run.pk for run in outcome.moved] == [usual.pk]
    assert "figures have changed" in outcome.refused[extra.pk]


def test_a_dropped_run_gives_its_sheet_back_to_the_usual_one() -> None:
    steps.approve_sheet()
    run = start(Why.URGENT, period=steps.november())
    steps.work_out()
    with actors.acting(CAST.olu.actor()):
        assert payruns.undo(payrun_ids=[run.pk], actor=CAST.olu.actor(), at=AT).refused == {}
    steps.request()
    steps.work_out()
    assert steps.run_of(run=3).payslip_count == 1


def test_sums_are_changed_until_somebody_approves() -> None:
    run = start(bonus=Decimal("50.00"), bonus_for="Thanks")
    steps.work_out()
    with actors.acting(CAST.olu.actor()):
        off_cycle.change(
            payrun=again(run), amounts=Amounts(Decimal("60.00"), "Thanks"), actor=CAST.olu.actor(), at=AT
        )
    steps.work_out()
    assert slip(run).gross == Decimal("60.00")
    assert steps.approve(run.pk).refused == {}
    with actors.acting(CAST.olu.actor()), pytest.raises(errors.Conflict, match="stay as they are"):
        off_cycle.change(
            payrun=again(run), amounts=Amounts(Decimal("70.00"), "Thanks"), actor=CAST.olu.actor(), at=AT
        )


def test_an_off_cycle_payslip_is_corrected_on_its_own_payday() -> None:
    run = bonus("100.00")
    with actors.acting(CAST.olu.actor()):
        correction = corrections.begin(slip=slip(run), reason="Too little", actor=CAST.olu.actor(), at=AT)
        off_cycle.change(
            payrun=correction, amounts=Amounts(Decimal("130.00"), "Thanks"), actor=CAST.olu.actor(), at=AT
        )
    steps.work_out()
    assert steps.approve(correction.pk).refused == {}
    new = slip(correction)
    assert (new.payday, new.gross, again(correction).net) == (MONDAY, Decimal("130.00"), Decimal("30.00"))


def test_the_last_day_stays_while_a_final_run_waits() -> None:
    left()
    start(Why.FINAL, leaves_out=True, redundancy=Decimal("500.00"))
    with actors.acting(CAST.olu.actor()), pytest.raises(errors.Conflict, match="Drop it first"):
        leaving.take_back(post=steps.post_of(), actor=CAST.olu.actor(), at=AT)


def test_the_final_run_pays_no_sheet_of_another_period() -> None:
    left(dt.date(2026, 12, 1))
    steps.december()
    steps.approve_sheet()
    with pytest.raises(errors.Invalid, match="Pay this sheet as a missed one first"):
        start(Why.FINAL, period=steps.november())


def test_a_bonus_does_not_make_its_period_one_that_is_paid() -> None:
    bonus()
    with actors.acting(CAST.olu.actor()):
        found = post_paid.paid(steps.post_of(), actor=CAST.olu.actor())
    assert (found.last_day, found.payday) == (steps.october().last_day, MONDAY)
