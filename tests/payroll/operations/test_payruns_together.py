"""Two workers and two managers at the same moment: each payrun is worked out once and approved once."""

from dpss.access import actors, transitions
from ledger.models import Entry
from payroll import models
from payroll.operations import payruns
from tests import database
from tests.cast import AT, Cast
from tests.payroll.operations import steps
from tests.payroll.operations.steps import DEE, job


def test_two_workers_never_work_out_the_same_payrun(own_database: str) -> None:
    steps.approve_sheet()
    steps.request()
    done = database.together(steps.work_out, steps.work_out)
    assert sorted(done) == [0, 1]
    with actors.acting(job()):
        assert models.Payslip.objects.filter(payrun=steps.run_of()).count() == 1


def test_two_managers_at_once_approve_once(own_database: str, cast: Cast) -> None:
    steps.approve_sheet()
    payrun = steps.calculate()

    def approve() -> transitions.Outcome:
        mara = cast.mara.actor()
        with actors.acting(mara):
            return payruns.approve(payrun_ids=[payrun.pk], actor=mara, at=AT)

    outcomes = database.together(approve, approve)
    assert sorted(len(outcome.moved) for outcome in outcomes) == [0, 1]
    (why,) = [why for outcome in outcomes for why in outcome.refused.values()]
    assert "already" in why
    with actors.acting(job()):
        slip = steps.slip_of(DEE)
        assert Entry.objects.filter(source_key=f"payslip:{slip.pk}").count() == 1
        assert models.PaymentInstruction.objects.filter(payslip=slip).count() == 1
        assert models.Submission.objects.filter(payrun=payrun).count() == 1
