"""Sickness on a sheet is decided once, paid as it was decided, and can be undone until it is approved."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dpss.access import actors
from dpss.access.models import AuditEvent
from dpss.kernel import errors
from dpss.kernel.dates import Span
from payroll import models, sick_leave
from payroll.operations import sickness as operations
from payroll.operations import sickness_facts
from payroll.operations.sickness import Answers
from tests.cast import AT, CAST
from tests.factories import payroll
from tests.payroll.operations import steps
from tests.payroll.operations.sick_days import (
    FORTNIGHT,
    NOT_DUE,
    OFF,
    PAY,
    THREE_DAYS,
    WEEK,
    decide,
    exception_of,
    found,
    noor,
    proposed,
    slip_of,
    undo,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("average", "days", "amount"),
    [
        ("270.00", WEEK, "123.25"),
        ("270.00", THREE_DAYS, "73.95"),
        ("100.00", WEEK, "80.00"),
        ("100.00", THREE_DAYS, "48.00"),
    ],
)
def test_sick_pay_that_was_decided_is_on_the_payslip(
    average: str, days: tuple[dt.date, ...], amount: str
) -> None:
    post = noor(*days)
    decide(post, Answers(outcome="pay", average=Decimal(average), average_source="P45"))
    steps.calculate()
    slip = slip_of(post)
    assert slip.gross == Decimal(amount)
    assert slip.result["lines"][0]["label"] == "Statutory Sick Pay"


def test_undecided_sickness_blocks_and_a_decision_lets_it_go_on_by_itself() -> None:
    post = noor(*THREE_DAYS)
    blocked = exception_of(post, steps.calculate())
    assert blocked is not None
    assert blocked["reason"] == "sickness"
    decide(post)
    assert steps.run_of().state == "requested"
    steps.work_out()
    assert slip_of(post).gross == Decimal("73.95")


def test_sick_pay_that_is_not_due_is_a_line_of_nothing_and_blocks_no_more() -> None:
    post = noor(*THREE_DAYS)
    decide(post, NOT_DUE)
    steps.calculate()
    slip = slip_of(post)
    assert slip.gross == Decimal("0.00")
    assert slip.result["lines"][0]["why"] == "Sick pay is not paid for days in custody."


def test_working_it_out_again_gives_the_same_lines() -> None:
    post = noor(*THREE_DAYS)
    decide(post)
    steps.calculate()
    first = slip_of(post).inputs
    steps.calculate()
    assert slip_of(post).inputs == first


def test_an_undone_decision_blocks_again() -> None:
    post = noor(*THREE_DAYS)
    decision = decide(post)
    steps.calculate()
    undo(decision)
    steps.work_out()
    blocked = exception_of(post, steps.run_of())
    assert blocked is not None
    assert blocked["reason"] == "sickness"
    assert decide(post, NOT_DUE).pk != decision.pk


def test_after_approval_nothing_of_it_can_be_undone_or_decided() -> None:
    post = noor(*THREE_DAYS)
    decision = decide(post)
    payrun = steps.calculate()
    assert steps.approve(payrun.pk).refused == {}
    with pytest.raises(errors.Refusal, match="The payslip is approved, so this cannot be undone"):
        undo(decision)
    with pytest.raises(errors.Invalid, match="The payslip of this period is approved"):
        decide(post)


def test_a_decision_has_no_effect_once_the_sheet_says_other_days() -> None:
    post = noor(*THREE_DAYS)
    decision = decide(post)
    with actors.acting(steps.job()):
        sheet = payroll.timesheet(employment=post, period=steps.november(), version=2)
        for day in WEEK:
            payroll.shift(timesheet=sheet, day=day, **OFF)
        payroll.freeze(timesheet=sheet, by=CAST.asha.user_id)
    blocked = exception_of(post, steps.calculate())
    assert blocked is not None
    assert "have changed since they were decided (now 5 days)" in blocked["why"]
    again = decide(post)
    with actors.acting(steps.job()):
        decision.refresh_from_db()
    assert (decision.state, again.state, len(again.sick_days)) == ("undone", "decided", 5)


def test_two_people_who_decide_at_once_decide_once() -> None:
    post = noor(*THREE_DAYS)
    decide(post)
    with pytest.raises(errors.Conflict, match="Olu Bello has decided this already"):
        decide(post, by=CAST.mara)


def test_what_has_changed_since_it_was_shown_is_not_decided() -> None:
    post = noor(*THREE_DAYS)
    olu = CAST.olu.actor()
    with actors.acting(olu), pytest.raises(errors.Conflict, match="changed since you looked"):
        operations.decide(post=post, period=steps.november(), answers=PAY, seen="0" * 64, actor=olu, at=AT)


def test_only_those_who_keep_posts_decide() -> None:
    post = noor(*THREE_DAYS)
    with pytest.raises(errors.NotAllowed):
        decide(post, by=CAST.asha)


def test_each_decision_is_in_the_history() -> None:
    post = noor(*THREE_DAYS)
    decision = decide(post)
    undo(decision)
    with actors.acting(steps.job()):
        told = AuditEvent.objects.filter(thing="payroll.sickpaydecision", thing_id=str(decision.pk))
        assert list(told.order_by("id").values_list("verb", "actor_name")) == [
            ("decide", "Olu Bello"),
            ("undo", "Olu Bello"),
        ]


class TestAnswers:
    """One sentence for each fault, beside its field."""

    def refused(self, post: models.Employment, **answers: Any) -> errors.Invalid:
        with pytest.raises(errors.Invalid) as refusal:
            proposed(post, Answers(**{"outcome": "pay"} | answers))
        return refusal.value

    def test_the_average_is_asked_for_where_the_payslips_do_not_reach_back(self) -> None:
        post = noor(*THREE_DAYS)
        assert self.refused(post).field == "average"
        assert self.refused(post, average=Decimal("5000.01"), average_source="P45").field == "average"
        assert self.refused(post, average=Decimal("270.00")).field == "average_source"

    def test_a_reason_is_asked_for_where_it_is_not_due(self) -> None:
        assert self.refused(noor(*THREE_DAYS), outcome="not_due").field == "reason"

    def test_usual_days_are_needed_first(self) -> None:
        assert "usually works first" in self.refused(noor(*THREE_DAYS, agreed=False)).sentence

    def test_a_fit_note_is_asked_for_after_seven_days(self) -> None:
        post = noor(*FORTNIGHT)
        known = {"average": Decimal("270.00"), "average_source": "P45"}
        assert self.refused(post, **known).field == "fit_note"
        assert self.refused(post, **known, fit_note="seen").field == "fit_note_on"

    def test_a_sheet_without_sickness_has_nothing_to_decide(self) -> None:
        assert "no sickness" in self.refused(steps.post_of()).sentence


def test_a_fit_note_that_was_not_asked_for_does_not_stop_sick_pay() -> None:
    post = noor(*FORTNIGHT)
    decision = decide(post, Answers(**_answers(PAY) | {"fit_note": "not_asked"}))
    assert _amounts(decision) == ["123.25", "49.30"]


def test_pay_is_held_back_from_the_eighth_day_where_the_employer_waits_for_a_fit_note() -> None:
    post = noor(*FORTNIGHT)
    decision = decide(post, Answers(**_answers(PAY) | {"fit_note": "withheld"}))
    assert _amounts(decision) == ["123.25", "0.00"]


def test_sickness_over_two_periods_is_linked_and_uses_the_average_of_its_first_day() -> None:
    """Friday 20 November, then Monday and Tuesday of December's period."""
    post = noor(dt.date(2026, 11, 20))
    decision = decide(post)
    december = steps.december()
    monday, tuesday = dt.date(2026, 11, 23), dt.date(2026, 11, 24)
    steps.sheet_in(post, monday, tuesday, period=december, **OFF)
    later = found(post, december)
    assert later.first_linked_day == dt.date(2026, 11, 20)
    second = decide(post, Answers(outcome="pay"), period=december)
    assert (second.average, second.average_source) == (decision.average, decision.average_source)
    assert (_amounts(decision), _amounts(second)) == (["24.65"], ["49.30"])


def test_sickness_before_this_payroll_is_linked() -> None:
    post = noor(*THREE_DAYS)
    olu = CAST.olu.actor()
    with actors.acting(olu):
        sickness_facts.add_earlier(
            post=post,
            span=Span(dt.date(2026, 10, 12), dt.date(2026, 10, 16)),
            source="P11",
            actor=olu,
            at=AT,
        )
    assert found(post).first_linked_day == dt.date(2026, 10, 12)


def test_who_fell_ill_before_any_work_was_done_is_not_paid() -> None:
    """SSCBA 1992 Schedule 11: no work had been done under the contract."""
    post = noor(*THREE_DAYS, first_day=dt.date(2026, 10, 26))
    decision = decide(post)
    assert [(line.amount, line.rule) for line in sick_leave.from_json(decision.lines)] == [
        (Decimal("0.00"), "sick_pay.not_worked_yet")
    ]


def test_decided_sickness_adds_no_queries_to_a_calculation() -> None:
    def count(*names: str) -> int:
        for name in names:
            post = steps.hire(name)
            steps.bank(post.assistant)
            steps.sheet_in(post, *THREE_DAYS, **OFF)
            with actors.acting(steps.job()):
                payroll.qualifying_days(employment=post)
            decide(post)
        steps.request()
        with CaptureQueriesContext(connection) as captured:
            steps.work_out()
        return len(captured)

    steps.approve_sheet()
    count("Noor Ali")
    assert count() == count("Pia Berg", "Quinn Ode")


def _answers(answers: Answers) -> dict[str, Any]:
    return {name: getattr(answers, name) for name in Answers.__slots__}


def _amounts(decision: models.SickPayDecision) -> list[str]:
    return [str(line.amount) for line in sick_leave.from_json(decision.lines)]
