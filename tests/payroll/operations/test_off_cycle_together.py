"""Two people at the same moment: one off-cycle run, one approval of it, one answer to a payrun."""

from decimal import Decimal

from dpss.access import actors, transitions
from dpss.kernel import errors
from ledger.models import Entry
from payroll import models
from payroll.operations import payruns
from tests import database
from tests.cast import AT, Cast
from tests.payroll.operations import steps
from tests.payroll.operations.steps import job
from tests.payroll.operations.test_off_cycle import slip, start
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
