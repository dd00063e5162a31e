"""Two people at the same moment: one off-cycle run, one approval of it, one answer to a payrun."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection, transaction

from dpss.access import actors, transitions
from dpss.kernel import errors
from ledger.models import Entry
from payroll import models
from payroll.off_cycle import Amounts
from payroll.operations import off_cycle, payruns, posts
from payroll.queries import pay_inputs
from tests import database
from tests.cast import AT, Cast
from tests.payroll.operations import steps
from tests.payroll.operations.steps import job
from tests.payroll.operations.test_off_cycle import Why, again, slip, start
from tests.payroll.operations.test_payrun_agreements import answer, calculated


def test_two_officers_at_once_start_one_run(own_database: str, cast: Cast) -> None:
    def begin() -> str:
        try:
            return str(start(bonus=Decimal("50.00"), bonus_for="Thanks").pk)
        except errors.Conflict as conflict:
            return conflict.sentence

    said = database.together(begin, begin)
    assert len([one for one in said if "waits already" in one]) == 1
    with actors.acting(job()):
        assert models.OffCyclePay.objects.filter(bonus=Decimal("50.00")).count() == 1


def test_two_managers_at_once_approve_it_once(own_database: str, cast: Cast) -> None:
    run = start(bonus=Decimal("50.00"), bonus_for="Thanks")
    steps.work_out()

    def approve() -> transitions.Outcome:
        mara = cast.mara.actor()
        with actors.acting(mara):
            return payruns.approve(payrun_ids=[run.pk], actor=mara, at=AT)

    outcomes = database.together(approve, approve)
    assert sorted(len(outcome.moved) for outcome in outcomes) == [0, 1]
    with actors.acting(job()):
        assert Entry.objects.filter(source_key=f"payslip:{slip(run).pk}").count() == 1
        assert models.Submission.objects.filter(payrun=run).count() == 1


def test_two_answers_at_once_are_one(own_database: str, cast: Cast) -> None:
    run = calculated()

    def agree() -> str:
        try:
            return answer(run).answer
        except errors.Conflict as conflict:
            return conflict.sentence

    said = database.together(agree, agree)
    assert sorted("agreed to it already" in one for one in said) == [False, True]
    with actors.acting(job()):
        assert models.PayrunAnswer.objects.filter(payrun=run).count() == 1


def while_the_job_works(monkeypatch: pytest.MonkeyPatch, call: Callable[[], Any]) -> Any:
    """The job works out what was asked for; another connection makes the call while it does, or after it."""
    gathered, done = pay_inputs.posts_of, list[Any]()

    def impatient() -> Any:
        with connection.cursor() as cursor:
            cursor.execute("set lock_timeout = '200ms'")
        return call()

    def posts_of(runs: Any, *, actor: actors.Actor) -> Any:
        found = gathered(runs, actor=actor)
        if not done:
            done.extend(database.together(impatient))
        return found

    monkeypatch.setattr(pay_inputs, "posts_of", posts_of)
    assert steps.work_out() == 1
    return call() if isinstance(done[0], Exception) else done[0]


def test_a_sheet_chosen_while_the_usual_run_is_worked_out_is_on_one_draft(
    own_database: str, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps.approve_sheet()
    steps.request()
    run = while_the_job_works(monkeypatch, lambda: start(Why.URGENT, period=steps.november()))
    steps.work_out()
    with actors.acting(job()):
        assert models.Payslip.objects.filter(timesheet=steps.DEE.id_of("timesheet")).count() == 1
    assert steps.approve(run.pk).refused == {}


def test_sums_that_are_changed_while_the_run_is_worked_out_are_paid(
    own_database: str, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = start(bonus=Decimal("50.00"), bonus_for="Thanks")

    def change() -> models.Payrun:
        olu = cast.olu.actor()
        with actors.acting(olu):
            sums = Amounts(Decimal("60.00"), "Thanks")
            return off_cycle.change(payrun=again(run), amounts=sums, actor=olu, at=AT)

    while_the_job_works(monkeypatch, change)
    steps.work_out()
    assert (again(run).state, slip(run).gross) == ("ready", Decimal("60.00"))


def test_a_run_whose_employer_is_busy_is_left_for_the_next_time(own_database: str, cast: Cast) -> None:
    steps.approve_sheet()
    steps.request()
    olu = cast.olu.actor()
    with actors.acting(olu), transaction.atomic():
        posts.hold(steps.post_of(), actor=olu)
        (done,) = database.together(steps.work_out)
    assert done == 0
    assert steps.work_out() == 1
