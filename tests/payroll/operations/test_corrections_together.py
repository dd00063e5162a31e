"""Two people at the same moment: a payslip has one correction, and it is approved once."""

from dpss.access import actors, transitions
from dpss.kernel import errors
from ledger.models import Entry
from payroll import models
from payroll.operations import corrections, payruns
from tests import database
from tests.cast import AT, Cast
from tests.payroll.operations import steps
from tests.payroll.operations.correcting import begin, rate
from tests.payroll.operations.steps import job


def test_two_officers_at_once_begin_one_correction(own_database: str, cast: Cast) -> None:
    steps.pay_november()
    slip = steps.slip_of()

    def start() -> str:
        olu = cast.olu.actor()
        try:
            with actors.acting(olu):
                return str(corrections.begin(slip=slip, reason="Wrong rate", actor=olu, at=AT).pk)
        except errors.Conflict as conflict:
            return conflict.sentence

    said = database.together(start, start)
    assert [one for one in said if "under way already" in one]
    with actors.acting(job()):
        assert models.Payrun.objects.filter(corrects=slip).count() == 1


def test_two_managers_at_once_replace_a_payslip_once(own_database: str, cast: Cast) -> None:
    steps.pay_november()
    slip = steps.slip_of()
    run = begin()
    rate("14.50")
    steps.work_out()

    def approve() -> transitions.Outcome:
        mara = cast.mara.actor()
        with actors.acting(mara):
            return payruns.approve(payrun_ids=[run.pk], actor=mara, at=AT)

    outcomes = database.together(approve, approve)
    assert sorted(len(outcome.moved) for outcome in outcomes) == [0, 1]
    with actors.acting(job()):
        assert models.Payslip.objects.filter(replaces=slip).count() == 1
        assert Entry.objects.filter(source_key=f"payslip:{slip.pk}:reversed").count() == 1
        assert models.Submission.objects.filter(payrun=run).count() == 1


def test_a_correction_is_not_approved_from_figures_that_have_moved_on(own_database: str, cast: Cast) -> None:
    """While a correction waits, the next payday is approved from the old payslip: it must give way."""
    later = steps.december()
    steps.pay_november()
    run = begin()
    rate("14.50")
    steps.work_out()
    steps.sheet_in(steps.post_of(), later.first_day, period=later)
    steps.request(period=later)
    steps.work_out()
    with actors.acting(job()):
        december = models.Payrun.objects.get(period=later)
    assert steps.approve(december.pk).refused == {}
    (why,) = steps.approve(run.pk).refused.values()
    assert "figures have changed" in why
    with actors.acting(cast.olu.actor()):
        corrections.again(payrun=models.Payrun.objects.get(pk=run.pk), actor=cast.olu.actor(), at=AT)
    steps.work_out()
    with actors.acting(job()):
        blocked = models.Payrun.objects.get(pk=run.pk)
    assert (blocked.state, blocked.exceptions[0]["reason"]) == ("blocked", "later_payday")
