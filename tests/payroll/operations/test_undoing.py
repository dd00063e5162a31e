"""Undoing a calculation before anybody approves it, and correcting the timesheet of a paid period."""

import datetime as dt
import uuid
from collections.abc import Mapping

import pytest

from dpss.access import actors
from dpss.access.models import AuditEvent
from dpss.kernel import errors
from payroll import models
from payroll.operations import corrections, payruns, sheet_corrections, sheets_on_behalf, timesheets
from tests.cast import AT, CAST
from tests.factories import payroll
from tests.payroll.operations import steps
from tests.payroll.operations.correcting import begin
from tests.payroll.operations.steps import DEE, job

pytestmark = pytest.mark.django_db


def undo(run: models.Payrun) -> Mapping[uuid.UUID, str]:
    """The officer undoes a calculation."""
    with actors.acting(CAST.olu.actor()):
        outcome = payruns.undo(payrun_ids=[run.pk], actor=CAST.olu.actor(), at=AT)
        return outcome.refused


def test_undoing_drops_the_draft_payslips_and_leaves_the_sheets() -> None:
    sheet = steps.approve_sheet()
    run = steps.calculate()
    assert undo(run) == {}
    run = steps.run_of()
    with actors.acting(job()):
        assert not models.Payslip.objects.filter(payrun=run).exists()
        assert models.Timesheet.objects.get(pk=sheet.pk).state == "approved"
        event = AuditEvent.objects.get(thing="payroll.payrun", thing_id=str(run.pk), verb="undo")
    assert (run.state, run.payslip_count, run.net, run.exceptions, run.requested_by_id) == (
        "due",
        0,
        0,
        [],
        None,
    )
    assert event.before["net"] == "135.00"


def test_what_was_undone_is_calculated_again() -> None:
    steps.approve_sheet()
    run = steps.calculate()
    undo(run)
    again = steps.calculate()
    assert (again.pk, again.state, str(again.net)) == (run.pk, "ready", "135.00")


def test_an_approved_payrun_is_not_undone() -> None:
    run = steps.pay_november()
    (why,) = undo(run).values()
    assert "already “Approved”" in why
    with actors.acting(job()):
        assert models.Payslip.objects.filter(payrun=run).count() == 1


class TestSheets:
    """The hours of a paid period, put right on a new version of the sheet."""

    def open_again(self, run: models.Payrun) -> models.Timesheet:
        with actors.acting(CAST.olu.actor()):
            return sheet_corrections.open_again(payrun=run, actor=CAST.olu.actor(), at=AT)

    def test_the_new_version_is_a_copy_and_the_approved_one_stays(self) -> None:
        steps.pay_november()
        sheet = self.open_again(begin())
        with actors.acting(job()):
            old = models.Timesheet.objects.get(pk=DEE.id_of("timesheet"))
            days = list(old.entries.order_by("day").values_list("day", "minutes"))
            assert (old.state, sheet.state, sheet.version) == ("approved", "draft", old.version + 1)
            assert list(sheet.entries.order_by("day").values_list("day", "minutes")) == days

    def test_opened_twice_it_is_the_same_version(self) -> None:
        steps.pay_november()
        run = begin()
        assert self.open_again(run) == self.open_again(run)

    def test_it_is_opened_only_for_a_correction(self) -> None:
        run = steps.pay_november()
        with pytest.raises(errors.Conflict, match="not being corrected"):
            self.open_again(run)

    def test_with_the_correction_goes_the_version_that_nobody_approved(self) -> None:
        steps.pay_november()
        run = begin()
        sheet = self.open_again(run)
        steps.work_out()
        assert undo(run) == {}
        with actors.acting(job()):
            assert not models.Timesheet.objects.filter(pk=sheet.pk).exists()
            assert models.Timesheet.objects.get(pk=DEE.id_of("timesheet")).state == "approved"

    def test_a_version_that_the_employer_spoke_for_is_sent_back_and_kept(self) -> None:
        steps.pay_november()
        run = begin()
        sheet = self.approve_by_phone(self.open_again(run))
        steps.work_out()
        assert undo(run) == {}
        with actors.acting(job()):
            kept = models.Timesheet.objects.get(pk=sheet.pk)
            assert (kept.state, kept.spoken_approvals.count()) == ("rejected", 1)
            assert "was dropped" in kept.reason
            assert models.Timesheet.objects.get(pk=DEE.id_of("timesheet")).state == "approved"

    def approve_by_phone(self, sheet: models.Timesheet) -> models.Timesheet:
        dee, mara = CAST.dee.actor(), CAST.mara.actor()
        with actors.acting(job()):
            models.TimesheetEntry.objects.filter(timesheet=sheet).delete()
            payroll.shift(timesheet=sheet, day=dt.date(2026, 11, 3))
        with actors.acting(dee):
            timesheets.submit(sheet=models.Timesheet.objects.get(pk=sheet.pk), actor=dee, at=AT)
        word = sheets_on_behalf.Word("Asha Verma", AT, "")
        with actors.acting(mara):
            sent = models.Timesheet.objects.get(pk=sheet.pk)
            return sheets_on_behalf.record_approval(
                sheet=sent, seen=sent.digest, word=word, actor=mara, at=AT
            )

    def test_the_correction_waits_for_it_and_then_pays_it(self) -> None:
        steps.pay_november()
        run = begin()
        sheet = self.open_again(run)
        steps.work_out()
        waiting = steps.run_of(run=run.run)
        assert (waiting.state, waiting.exceptions[0]["reason"], waiting.minutes) == ("blocked", "draft", 0)
        with actors.acting(job()):
            # Both days of the first version clash with her time at Ben's; it was another day.
            models.TimesheetEntry.objects.filter(timesheet=sheet).delete()
            payroll.shift(timesheet=sheet, day=dt.date(2026, 11, 3))
        with actors.acting(CAST.dee.actor()):
            sent = models.Timesheet.objects.get(pk=sheet.pk)
            timesheets.submit(sheet=sent, actor=CAST.dee.actor(), at=AT)
        with actors.acting(CAST.asha.actor()):
            sent = models.Timesheet.objects.get(pk=sheet.pk)
            timesheets.approve(sheet=sent, seen=sent.digest, actor=CAST.asha.actor(), at=AT)
        with actors.acting(CAST.olu.actor()):
            corrections.again(payrun=models.Payrun.objects.get(pk=run.pk), actor=CAST.olu.actor(), at=AT)
        steps.work_out()
        done = steps.run_of(run=run.run)
        assert (done.state, done.minutes, str(done.gross)) == ("ready", -300, "-67.50")
        assert steps.approve(run.pk).refused == {}
        with actors.acting(job()):
            assert models.Payslip.objects.get(payrun=run).timesheet_id == sheet.pk
