"""A timesheet that is not needed any more: links to it die, and no paper and nobody's word is lost."""

import pytest

from dpss.access import actors
from payroll import models
from payroll.operations import payruns, sheet_corrections
from payroll.queries import inbox
from tests.cast import AT, CAST, key
from tests.factories import hours_in, payroll
from tests.payroll.operations import steps
from tests.payroll.operations.correcting import begin
from tests.payroll.operations.steps import ASHA, job
from tests.payroll.operations.test_contracted_pay import FIRST, agree, noor, pay_late, sheets_of, slip_of

pytestmark = pytest.mark.django_db

OLU = CAST.olu.actor()


def begun(post: models.Employment) -> models.Timesheet:
    """A sheet of November with a shift on it, which nobody has sent."""
    with actors.acting(job()):
        sheet = payroll.timesheet(employment=post, period=steps.november(), state="draft")
        payroll.shift(timesheet=sheet, day=FIRST)
        return sheet


def link_to(sheet: models.Timesheet) -> models.SheetLink:
    """Asha was texted a link to it before the PA took it back."""
    with actors.acting(job()):
        approver = models.TextApprover.objects.get(pk=ASHA.id_of("text approver"))
        return hours_in.sheet_link(timesheet=sheet, approver=approver, token_hash=f"{sheet.pk.hex:0>64}")


def paper_for(sheet: models.Timesheet) -> models.InboxItem:
    """Olu is entering it from a scan."""
    with actors.acting(OLU):
        item = hours_in.inbox_item(
            council_id=CAST.east.id,
            organisation_id=key("northfield", "organisation"),
            received_key=str(sheet.pk),
            employment_id=sheet.employment_id,
            timesheet=sheet,
            taken_by_id=OLU.user_id,
        )
        hours_in.inbox_file(item=item)
        return item


def filed(sheet: models.Timesheet) -> models.SheetEvidence:
    """It was handed in once, with the scan that it was entered from, and taken back."""
    item = paper_for(sheet)
    with actors.acting(OLU):
        item.closed_at = AT
        item.save(update_fields=["closed_at"])
        (file,) = inbox.files_of(item, actor=OLU)
        return hours_in.sheet_evidence(timesheet=sheet, item=item, stored=file.pk, filed_by_id=OLU.user_id)


def waits(item: models.InboxItem) -> bool:
    """Whether it is in the inbox, of the same post, for anybody to enter."""
    with actors.acting(OLU):
        found = inbox.items(actor=OLU).get(pk=item.pk)
    return (found.timesheet, found.taken_by, found.employment_id) == (None, None, item.employment_id)


def is_there(sheet: models.Timesheet) -> bool:
    with actors.acting(job()):
        return models.Timesheet.objects.filter(pk=sheet.pk).exists()


class TestStandingPay:
    """Agreed while a sheet of the dates was begun."""

    def test_a_link_to_the_sheet_goes_with_it(self) -> None:
        post = noor()
        sheet = begun(post)
        link = link_to(sheet)
        agree(post)
        assert sheets_of(post) == []
        with actors.acting(job()):
            assert not models.SheetLink.objects.filter(pk=link.pk).exists()

    def test_what_it_was_being_entered_from_waits_in_the_inbox_again(self) -> None:
        post = noor()
        item = paper_for(begun(post))
        agree(post)
        assert sheets_of(post) == []
        assert waits(item)

    def test_a_sheet_with_papers_filed_is_sent_back_and_keeps_them_and_standing_pay_is_paid(self) -> None:
        post = noor()
        sheet = begun(post)
        evidence = filed(sheet)
        agree(post)
        steps.calculate()
        kept, standing = sheets_of(post)
        assert (kept.pk, kept.state, standing.basis) == (sheet.pk, "rejected", "standing")
        assert "Standing pay is agreed" in kept.reason
        assert slip_of(post).timesheet == standing
        with actors.acting(OLU):
            assert [one.pk for one in inbox.evidence_of(kept, actor=OLU)] == [evidence.pk]


def test_pay_as_contracted_leaves_the_sheet_and_what_it_is_entered_from() -> None:
    post = noor()
    agree(post, when="late")
    sheet = begun(post)
    link, item = link_to(sheet), paper_for(sheet)
    assert pay_late(post).refused == {}
    assert [one.basis for one in sheets_of(post)] == ["sheet", "contracted"]
    with actors.acting(OLU):
        assert inbox.open_items_of(sheet, actor=OLU) == [item]
        assert models.SheetLink.objects.get(pk=link.pk).timesheet_id == sheet.pk


class TestDroppedCorrection:
    """The next version of a paid sheet, when the correction is given up."""

    def begun(self) -> tuple[models.Payrun, models.Timesheet]:
        steps.pay_november()
        run = begin()
        with actors.acting(OLU):
            sheet = sheet_corrections.open_again(payrun=run, actor=OLU, at=AT)
        return run, sheet

    def drop(self, run: models.Payrun) -> None:
        steps.work_out()
        with actors.acting(OLU):
            assert payruns.undo(payrun_ids=[run.pk], actor=OLU, at=AT).refused == {}

    def test_links_go_with_it_and_papers_back_to_the_inbox(self) -> None:
        run, sheet = self.begun()
        link_to(sheet)
        item = paper_for(sheet)
        self.drop(run)
        assert not is_there(sheet)
        assert waits(item)

    def test_what_was_handed_in_with_papers_is_sent_back(self) -> None:
        run, sheet = self.begun()
        filed(sheet)
        self.drop(run)
        with actors.acting(job()):
            kept = models.Timesheet.objects.get(pk=sheet.pk)
        assert kept.state == "rejected"
        assert "was dropped" in kept.reason

    def test_an_answer_by_text_is_kept_with_its_sheet(self) -> None:
        run, sheet = self.begun()
        link = link_to(sheet)
        with actors.acting(job()):
            models.SheetLink.objects.filter(pk=link.pk).update(used_at=AT, outcome="rejected")
            models.Timesheet.objects.filter(pk=sheet.pk).update(state="rejected", reason="Too many hours.")
        self.drop(run)
        with actors.acting(job()):
            assert models.Timesheet.objects.get(pk=sheet.pk).reason == "Too many hours."
