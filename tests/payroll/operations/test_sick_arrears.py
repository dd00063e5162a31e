"""A fit note that comes after the payslip was paid; and the sickness of a payslip that is corrected."""

import dataclasses
import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from dpss.access import actors
from dpss.kernel import errors
from payroll import models
from payroll.operations import payruns, sick_arrears
from payroll.operations.sick_arrears import Answer
from payroll.operations.sickness import Answers
from payroll.queries import sick_arrears as queries
from tests.cast import AT, CAST
from tests.payroll.operations import sick_days, steps
from tests.payroll.operations.correcting import begin
from tests.payroll.operations.sick_days import FORTNIGHT, NOT_DUE, decide, found, noor, slip_of
from tests.payroll.operations.steps import job

pytestmark = pytest.mark.django_db

WITHHELD = Answers(
    outcome="pay",
    average=Decimal("270.00"),
    average_source="Payslips of the payroll before",
    fit_note="withheld",
)
SEEN = Answer(outcome="pay", fit_note_on=dt.date(2026, 11, 20))


def ill() -> tuple[models.Employment, models.SickPayDecision]:
    """Seven usual days in a fortnight, of which the last two are held back, on an approved payslip."""
    steps.approve_sheet()
    post = noor(*FORTNIGHT)
    decision = decide(post, WITHHELD)
    assert steps.approve(steps.calculate().pk).refused == {}
    return post, decision


def release(decision: models.SickPayDecision, answer: Answer = SEEN) -> models.SickPayArrears:
    """An officer decides about the days held back."""
    olu = CAST.olu.actor()
    with actors.acting(olu):
        row = models.SickPayDecision.objects.select_related("employment", "period").get(pk=decision.pk)
        return sick_arrears.decide(decision=row, answer=answer, actor=olu, at=AT)


def work_out(post: models.Employment, period: models.PayPeriod) -> models.Payslip:
    """The period is calculated."""
    steps.request(period=period)
    steps.work_out()
    with actors.acting(job()):
        return models.Payslip.objects.get(employment=post, payrun__period=period)


def arrears_on(slip: models.Payslip) -> list[dict[str, Any]]:
    """The lines that pay what was held back."""
    return [line for line in slip.inputs["worked_out"] if line["code"] == "sick_arrears"]


def test_the_days_are_paid_with_the_next_payslip_on_a_line_of_their_own() -> None:
    post, decision = ill()
    period = steps.december()
    row = release(decision)
    # Two of five usual days at £123.25 a week.
    assert (row.amount, row.pay_in_id) == (Decimal("49.30"), period.pk)
    steps.sheet_in(post, dt.date(2026, 11, 25), period=period)
    slip = work_out(post, period)
    (line,) = arrears_on(slip)
    assert line["amount"] == "49.30"
    assert line["label"] == "Sick pay held back for 9 to 10 November 2026"
    assert line["working"] == "£172.55 is due, £123.25 was paid"
    assert "has seen your fit note of 20 November 2026" in line["why"]
    assert slip.gross == Decimal("67.50") + Decimal("49.30")


def test_they_are_paid_once_and_cannot_be_undone_then() -> None:
    post, decision = ill()
    period = steps.december()
    row = release(decision)
    with pytest.raises(errors.Conflict, match="has decided about these days already"):
        release(decision)
    steps.sheet_in(post, dt.date(2026, 11, 25), period=period)
    slip = work_out(post, period)
    with actors.acting(job()):
        run = slip.payrun
    assert steps.approve(run.pk).refused == {}
    olu = CAST.olu.actor()
    with actors.acting(olu), pytest.raises(errors.Conflict, match="cannot be undone"):
        sick_arrears.take_back(arrears=row, actor=olu, at=AT)


def test_undone_before_it_is_paid_the_payslip_is_worked_out_without_it() -> None:
    post, decision = ill()
    period = steps.december()
    row = release(decision)
    steps.sheet_in(post, dt.date(2026, 11, 25), period=period)
    assert arrears_on(work_out(post, period))
    olu = CAST.olu.actor()
    with actors.acting(olu):
        sick_arrears.take_back(arrears=row, actor=olu, at=AT)
    steps.work_out()
    with actors.acting(job()):
        slip = models.Payslip.objects.get(employment=post, payrun__period=period)
    assert arrears_on(slip) == []
    with actors.acting(olu):
        assert [one.pk for one in queries.waiting(actor=olu)] == [decision.pk]


def test_never_paid_needs_a_reason_and_leaves_the_list() -> None:
    _post, decision = ill()
    steps.december()
    with pytest.raises(errors.Invalid, match="Say why"):
        release(decision, Answer(outcome="never"))
    release(decision, Answer(outcome="never", reason="No fit note came in three months."))
    olu = CAST.olu.actor()
    with actors.acting(olu):
        assert not queries.waiting(actor=olu).exists()


def test_without_a_next_period_it_says_what_to_do() -> None:
    _post, decision = ill()
    with pytest.raises(errors.Invalid, match="Add the next pay periods"):
        release(decision)


def test_while_the_payslip_is_not_approved_the_decision_itself_is_changed() -> None:
    post = noor(*FORTNIGHT)
    decision = decide(post, WITHHELD)
    with pytest.raises(errors.Conflict, match="Undo the decision and decide again"):
        release(decision)


def test_the_sickness_of_a_payslip_that_is_corrected_is_decided_again() -> None:
    post, decision = ill()
    run = begin(slip_of(post), why="The fit note came")
    assert not found(post).is_paid
    sick_days.undo(decision)
    decide(post, dataclasses.replace(WITHHELD, fit_note="seen", fit_note_on=dt.date(2026, 11, 20)))
    steps.work_out()
    assert steps.approve(run.pk).refused == {}
    with actors.acting(job()):
        new = models.Payslip.objects.get(employment=post, replaces__isnull=False)
    assert new.gross == Decimal("172.55")
    assert found(post).is_paid


def test_with_a_dropped_correction_the_old_decision_stands_again() -> None:
    post, decision = ill()
    run = begin(slip_of(post), why="The fit note came")
    sick_days.undo(decision)
    decide(post, NOT_DUE)
    steps.work_out()
    olu = CAST.olu.actor()
    with actors.acting(olu):
        assert payruns.undo(payrun_ids=[run.pk], actor=olu, at=AT).refused == {}
    again = found(post)
    assert again.decision is not None
    assert (again.decision.pk, again.is_decided, again.is_paid) == (decision.pk, True, True)


def test_days_that_are_paid_later_are_not_decided_again() -> None:
    post, decision = ill()
    steps.december()
    release(decision)
    begin(slip_of(post), why="Other hours")
    with pytest.raises(errors.Invalid, match="Undo that first"):
        sick_days.undo(decision)
