"""Two workers and two managers at the same moment: each payrun is worked out once and approved once."""

import functools
import uuid

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


def test_two_periods_of_an_employer_are_not_both_approved_from_the_same_figures(
    own_database: str, cast: Cast
) -> None:
    later = steps.december()
    steps.approve_sheet()
    steps.sheet_in(steps.post_of(), later.first_day, period=later)
    steps.request()
    steps.request(period=later)
    steps.work_out()
    with actors.acting(job()):
        payruns_of = models.Payrun.objects.filter(employer_id=steps.ASHA.id_of("employer"), state="ready")
        ids = list(payruns_of.values_list("pk", flat=True))
    assert len(ids) == 2

    def approve(payrun_id: uuid.UUID) -> transitions.Outcome:
        mara = cast.mara.actor()
        with actors.acting(mara):
            return payruns.approve(payrun_ids=[payrun_id], actor=mara, at=AT)

    outcomes = database.together(*(functools.partial(approve, one) for one in ids))
    assert sorted(len(outcome.moved) for outcome in outcomes) == [0, 1]
    with actors.acting(job()):
        paid = models.Payslip.objects.filter(employment=steps.post_of(), approved_at__isnull=False)
        newest = paid.latest("payday")
        total = sum(slip.gross for slip in paid)
    assert str(total) == newest.result["to_date"]["pay"]
