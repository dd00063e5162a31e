"""Correcting a payslip after approval: what replaces it, and what becomes of the old one's consequences."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db import transaction
from django.db.models import Sum

from clients.models import Commitment
from dpss.access import actors
from dpss.access.models import AuditEvent
from dpss.kernel import errors
from payroll import models
from payroll.operations import corrections, payruns, sheet_corrections, terms
from payroll.queries import paying_sheets, so_far
from tests.cast import AT, CAST, Cast
from tests.factories import payroll
from tests.payroll.operations import steps
from tests.payroll.operations.correcting import begin, correct, new_slip, rate
from tests.payroll.operations.steps import ASHA, DEE, job

pytestmark = pytest.mark.django_db
OLD_NET = Decimal("135.00")


@pytest.fixture(scope="module", autouse=True)
def _november_is_paid(plant_once: Callable[[Callable[[], object]], object]) -> None:
    plant_once(steps.pay_november)


def test_while_a_correction_is_worked_out_the_old_payslip_counts() -> None:
    run = begin()
    rate("14.50")
    steps.work_out()
    slip = steps.slip_of_run(steps.run_of())
    assert (slip.net, slip.replaced_at) == (OLD_NET, None)
    with actors.acting(job()):
        figures = so_far.year_to_date([slip.employment_id], tax_year="2026-27", actor=job())
        so_far_paid = figures[slip.employment_id]
        assert so_far_paid is not None
        assert so_far_paid.pay == slip.gross + Decimal(slip.inputs["to_date"]["pay"])
        draft = models.Payslip.objects.get(payrun=run)
    assert (draft.approved_at, draft.net, draft.replaces_id) == (None, Decimal("145.00"), slip.pk)
    assert draft.inputs["to_date"] == slip.inputs["to_date"]


def test_a_higher_net_pay_is_paid_as_the_difference() -> None:
    old = steps.slip_of()
    run = correct("14.50")
    slip = new_slip()
    with actors.acting(job()):
        instruction = models.PaymentInstruction.objects.get(payslip=slip)
        before = models.PaymentInstruction.objects.get(payslip=old)
        assert not models.Overpayment.objects.filter(payslip=slip).exists()
    assert (instruction.amount, before.amount) == (Decimal("10.00"), OLD_NET)
    assert (run.net, run.gross, run.minutes, run.kind) == (
        Decimal("10.00"),
        Decimal("10.00"),
        0,
        "correction",
    )


def test_the_old_payslip_is_replaced_and_nothing_else_of_it_changes() -> None:
    before = steps.slip_of()
    correct("14.50")
    with actors.acting(job()):
        old = models.Payslip.objects.get(pk=before.pk)
        assert (old.replaced_at, old.net, old.result) == (AT, before.net, before.result)
        event = AuditEvent.objects.get(thing="payroll.payslip", thing_id=str(old.pk), verb="replace")
    assert (event.reason, event.after["replacement"]) == ("Wrong rate", str(new_slip().pk))
    with (
        actors.acting(job()),
        pytest.raises(Exception, match="approved and cannot change"),
        transaction.atomic(),
    ):
        models.Payslip.objects.filter(pk=old.pk).update(replaced_at=None)


def test_a_payment_that_comes_to_nothing_is_gone_and_history_keeps_it() -> None:
    old = steps.slip_of()
    with actors.acting(job()):
        instruction = models.PaymentInstruction.objects.get(payslip=old)
        models.PaymentInstruction.objects.filter(pk=instruction.pk).update(amount=Decimal("5.00"))
    correct("13.00")
    with actors.acting(job()):
        assert not models.PaymentInstruction.objects.filter(payslip=old).exists()
        event = AuditEvent.objects.get(thing_id=str(instruction.pk), verb="lower")
    assert (event.before, event.after) == ({"amount": "5.00"}, {"amount": "0.00"})


def test_what_a_correction_set_aside_is_free_again_when_another_takes_it_back() -> None:
    before = set_aside()
    correct("200.00")
    assert set_aside()["hmrc"] > before.get("hmrc", 0)
    run = begin(new_slip())
    rate("13.50")
    steps.work_out()
    assert steps.approve(run.pk).refused == {}
    after = set_aside()
    assert {kind: amount for kind, amount in after.items() if amount} == before


def set_aside() -> dict[str, Decimal]:
    """What of Asha's money is spoken for, in pounds by kind."""
    with actors.acting(job()):
        rows = Commitment.objects.filter(subject_id=ASHA.employer_subject_id, settled_on=None)
        return dict(rows.order_by().values_list("kind").annotate(Sum("amount")))


def test_the_years_figures_go_on_from_the_new_payslip() -> None:
    correct("14.50")
    slip = new_slip()
    with actors.acting(job()):
        figures = so_far.year_to_date([slip.employment_id], tax_year="2026-27", actor=job())
        so_far_paid = figures[slip.employment_id]
        assert so_far_paid is not None
        assert so_far_paid.net == Decimal(slip.result["to_date"]["net"])


def test_hmrc_is_told_the_new_figures_of_the_same_payday() -> None:
    run = correct("14.50")
    with actors.acting(job()):
        report = models.Submission.objects.get(payrun=run)
    assert (report.state, report.due_on, report.employees) == ("queued", dt.date(2026, 11, 27), 1)
    assert report.pay_to_date == Decimal(new_slip().result["to_date"]["pay"])
    # The payday is still to come: the report is in time, and HMRC wants no reason.
    assert "LateReason" not in report.body
    assert "<PmtDate>2026-11-27</PmtDate>" in report.body


def test_a_correction_that_changes_nothing_is_not_approved() -> None:
    run = begin()
    steps.work_out()
    (why,) = steps.approve(run.pk).refused.values()
    assert "says the same as the old one" in why


def test_whoever_asked_for_a_correction_may_not_approve_it(cast: Cast) -> None:
    run = begin(by=cast.mara)
    with actors.acting(cast.mara.actor()):
        terms.change(
            post=steps.post_of(),
            day=steps.november().first_day,
            terms=terms.Terms(
                weekly_minutes=600, hourly_rate=Decimal("14.50"), sleep_in_rate=Decimal("0.00")
            ),
            actor=cast.mara.actor(),
            at=AT,
        )
    steps.work_out()
    (why,) = steps.approve(run.pk).refused.values()
    assert why == "A second person must do this: you did the step before."


def test_a_payslip_has_one_correction_at_a_time() -> None:
    begin()
    with pytest.raises(errors.Conflict, match="under way already"):
        begin()


def test_a_correction_that_was_undone_can_begin_again_with_another_reason() -> None:
    run = begin()
    steps.work_out()
    with actors.acting(CAST.olu.actor()):
        assert payruns.undo(payrun_ids=[run.pk], actor=CAST.olu.actor(), at=AT).refused == {}
    again = begin(why="Wrong hours")
    assert (again.pk, again.reason, again.state) == (run.pk, "Wrong hours", "requested")


def test_the_paid_sheet_counts_again_when_its_correction_is_dropped() -> None:
    run = begin()
    olu = CAST.olu.actor()
    with actors.acting(olu):
        again = sheet_corrections.open_again(payrun=run, actor=olu, at=AT)
    with actors.acting(steps.job()):
        payroll.freeze(timesheet=again, by=CAST.asha.user_id)
    steps.work_out()
    assert counts().version == 2
    with actors.acting(olu):
        payruns.undo(payrun_ids=[run.pk], actor=olu, at=AT)
    assert (counts().version, counts().state) == (1, "approved")
    with actors.acting(steps.job()):
        models.Timesheet.objects.filter(pk=again.pk).update(state="submitted")
    assert (counts().version, counts().state) == (2, "submitted")


def counts() -> models.Timesheet:
    """Dee's sheet of November that counts."""
    post = steps.post_of()
    with actors.acting(steps.job()):
        return paying_sheets.of_posts([post.pk], period=steps.november(), actor=steps.job())[post.pk]


def test_only_the_last_payslip_of_a_tax_year_is_replaced() -> None:
    with actors.acting(job()):
        october = models.Payslip.objects.get(pk=DEE.id_of("payslip"))
    with pytest.raises(errors.Conflict, match="Put the difference on the next payday"):
        begin(october)


def test_what_replaced_a_payslip_can_be_corrected_in_its_turn() -> None:
    correct("14.50")
    first = new_slip()
    old = first.replaces
    assert old
    with actors.acting(CAST.olu.actor()), pytest.raises(errors.Conflict, match="replaced already"):
        corrections.begin(slip=old, reason="Again", actor=CAST.olu.actor(), at=AT)
    run = begin(first)
    rate("15.00")
    steps.work_out()
    assert steps.approve(run.pk).refused == {}
    with actors.acting(job()):
        counted = models.Payslip.objects.get(
            employment=steps.post_of(), payrun__period=steps.november(), replaced_at=None
        )
        paid = models.PaymentInstruction.objects.filter(payslip__payrun__period=steps.november())
        assert sum(one.amount for one in paid) == counted.net == Decimal("150.00")


def test_a_correction_needs_a_reason() -> None:
    with pytest.raises(errors.Invalid, match="Say what was wrong"):
        begin(why=" ")
