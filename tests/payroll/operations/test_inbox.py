"""The hours inbox: scans and e-mails come in once, are entered by somebody, and stay with the sheet."""

import datetime as dt
import io
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction

from dpss.access import actors, policy
from dpss.access.models import AuditEvent
from dpss.adapters import scan as viruses
from dpss.adapters import storage
from dpss.kernel import errors
from payroll import hours_mail, models
from payroll.operations import inbox, inbox_files, sheets_on_behalf
from payroll.queries import inbox as queries
from tests import database
from tests.cast import AT, CAST, TODAY, Person, key
from tests.payroll.operations import steps
from tests.payroll.operations.steps import DEE
from tests.payroll.operations.test_sheets_on_behalf import take_dees_own_back
from tests.payroll.test_hours_mail import HEIC, JPEG, PDF, mail

JOB = steps.job(policy.JOB_INBOX)
OLU, MARA, SAM = CAST.olu.actor(), CAST.mara.actor(), CAST.sam.actor()
NORTHFIELD = key("northfield", "organisation")


@pytest.fixture(autouse=True)
def _folder(settings: Any, tmp_path: Path) -> None:
    settings.DPSS_VAR = tmp_path


def add(*files: tuple[str, bytes], by: Person = CAST.olu, on: dt.date = TODAY) -> inbox.Added:
    """Somebody adds scans."""
    with actors.acting(by.actor()):
        return inbox.add_files(files=files, received_on=on, actor=by.actor(), at=AT)


def take(*files: tuple[str, bytes], **headings: str) -> models.InboxItem | None:
    """An e-mail comes in for Northfield."""
    found = hours_mail.read(mail(*files, **headings).as_bytes())
    with actors.acting(JOB):
        return inbox.take_in(mail=found, organisation_id=NORTHFIELD, actor=JOB, at=AT)


def begin(item: models.InboxItem, by: actors.Actor = OLU) -> models.Timesheet:
    """An officer says whose it is, Dee's of November, and begins to enter it."""
    with actors.acting(by):
        return inbox.begin(
            item=item,
            post=steps.post_of(),
            period=steps.november(),
            receipt=sheets_on_behalf.Receipt("paper", TODAY),
            actor=by,
            at=AT,
        )


def waiting(by: actors.Actor = OLU) -> set[str]:
    """What they find to enter."""
    with actors.acting(by):
        rows = queries.items(actor=by).filter(closed_at=None, discarded_at=None)
        return {row.about for row in rows}


@pytest.mark.django_db
class TestComingIn:
    """What is taken, and whose it is."""

    def test_each_scan_is_an_item_and_what_is_wrong_with_others_is_said(self) -> None:
        added = add(("one.pdf", PDF), ("two.jpg", JPEG), ("photo.heic", HEIC), ("nothing.pdf", b""))
        assert [item.about for item in added.items] == ["one.pdf", "two.jpg"]
        assert ["HEIC" in added.left_out[0], "is empty" in added.left_out[1]] == [True, True]
        assert {"one.pdf", "two.jpg"} <= waiting()

    def test_the_same_file_comes_in_once(self) -> None:
        add(("one.pdf", PDF))
        again = add(("renamed.pdf", PDF))
        assert (again.items, again.left_out) == (
            (),
            ("“renamed.pdf” came in before. Look for it in the list.",),
        )

    def test_on_disk_a_file_is_sealed_and_it_opens_as_it_was(self) -> None:
        (item,) = add(("one.pdf", PDF)).items
        with actors.acting(OLU):
            (file,) = queries.files_of(item, actor=OLU)
        assert PDF not in storage.read(file.pk)
        assert inbox_files.content_of(file.pk) == PDF
        storage.remove(file.pk)
        with pytest.raises(errors.Refusal, match="not kept any more"):
            inbox_files.content_of(file.pk)

    def test_another_provider_and_another_council_see_nothing_of_it(self) -> None:
        (item,) = add(("one.pdf", PDF)).items
        assert "one.pdf" not in waiting(SAM)
        assert "one.pdf" not in waiting(CAST.wim.actor())
        with actors.acting(SAM), pytest.raises(errors.Conflict, match="not yours to open"):
            inbox.discard(item=item, reason="No.", actor=SAM, at=AT)

    def test_who_may_not_open_a_relatives_post_does_not_find_its_hours(self) -> None:
        item = take(Subject="A relative", Message_ID="<two@example.org>")
        assert item is not None
        with actors.acting(JOB):
            models.InboxItem.objects.filter(pk=item.pk).update(
                employment=steps.DEE_AT_BEN.id_of("employment"),
                organisation=key("southgate", "organisation"),
            )
        assert "A relative" in waiting(SAM)
        assert "A relative" not in waiting(CAST.rose.actor(policy.PAYROLL_OFFICER))

    def test_without_a_scanner_it_is_kept_and_marked_and_a_virus_is_not_kept(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (item,) = add(("one.pdf", PDF)).items
        with actors.acting(OLU):
            assert [file.scanned for file in queries.files_of(item, actor=OLU)] == [False]

        def find(_content: bytes) -> None:
            raise viruses.Infected("Eicar FOUND")

        monkeypatch.setattr(viruses, "check", find)
        added = add(("bad.pdf", PDF + b"bad"))
        assert added.items == ()
        assert "has a virus in it" in added.left_out[0]

    def test_a_scanner_that_does_not_answer_is_as_if_there_were_none(self, settings: Any) -> None:
        settings.DPSS_SCANNER = "/nowhere/clamd.sock"
        with pytest.raises(viruses.NoScanner):
            viruses.check(PDF)

    def test_an_email_of_a_known_address_with_one_post_suggests_it(self) -> None:
        item = take(("week.pdf", PDF), From="Dee <dee@example.org>")
        assert item is not None
        assert item.employment_id == DEE.id_of("employment")
        assert (item.sender, item.received_on) == ("dee@example.org", dt.date(2026, 11, 20))

    @pytest.mark.parametrize("sender", ["stranger@example.org", "wes@example.org", "asha@example.org"])
    def test_an_address_that_nobody_or_more_than_one_has_suggests_nobody(self, sender: str) -> None:
        steps.hire("Noor Ali")
        item = take(From=sender)
        assert item is not None
        assert item.employment_id is None

    def test_the_same_message_comes_in_once(self) -> None:
        assert take() is not None
        assert take() is None

    def test_what_was_left_out_of_an_email_is_said_on_it(self) -> None:
        item = take(("photo.heic", HEIC), ("week.pdf", PDF))
        assert item is not None
        assert "HEIC" in item.left_out

    @pytest.mark.parametrize("person", [CAST.asha, CAST.dee, CAST.marcus, CAST.fay])
    def test_only_payroll_keeps_the_inbox(self, person: Person) -> None:
        with pytest.raises(errors.NotAllowed):
            add(("one.pdf", PDF), by=person)

    def test_scans_did_not_come_in_tomorrow(self) -> None:
        with pytest.raises(errors.Invalid, match="after today"):
            add(("one.pdf", PDF), on=TODAY + dt.timedelta(days=1))
        with pytest.raises(errors.Invalid, match="Choose the files"):
            add()


@pytest.mark.django_db
class TestEntering:
    """From the inbox to the sheet."""

    def test_the_item_stays_beside_the_form_and_is_filed_when_the_sheet_is_sent(self) -> None:
        take_dees_own_back()
        item = take(("week.pdf", PDF))
        assert item is not None
        sheet = begin(item)
        with actors.acting(OLU):
            assert queries.open_items_of(sheet, actor=OLU) == [item]
            sheets_on_behalf.hand_in(sheet=sheet, actor=OLU, at=AT)
            assert queries.open_items_of(sheet, actor=OLU) == []
            kinds = {(one.kind, one.digest) for one in queries.evidence_of(sheet, actor=OLU)}
        assert kinds == {("pdf", sheet.digest), ("text", sheet.digest)}
        with actors.acting(OLU):
            events = AuditEvent.objects.filter(thing_id=str(sheet.pk), verb="file evidence")
            assert events.count() == 1

    def test_the_employer_and_the_pa_see_what_it_was_entered_from_and_nobody_changes_it(self) -> None:
        take_dees_own_back()
        (item,) = add(("week.pdf", PDF)).items
        sheet = begin(item)
        with actors.acting(OLU):
            sheets_on_behalf.hand_in(sheet=sheet, actor=OLU, at=AT)
        for person in (CAST.asha, CAST.dee, CAST.joan):
            with actors.acting(person.actor()):
                (seen,) = queries.evidence_of(sheet, actor=person.actor())
                with pytest.raises(DatabaseError), transaction.atomic():
                    models.SheetEvidence.objects.filter(pk=seen.pk).update(name="other")
        with actors.acting(CAST.tom.actor()):
            assert queries.evidence_of(sheet, actor=CAST.tom.actor()) == []

    def test_what_is_entered_or_discarded_is_done_with(self) -> None:
        take_dees_own_back()
        one, two = add(("one.pdf", PDF), ("two.jpg", JPEG)).items
        sheet = begin(one)
        with actors.acting(OLU):
            sheets_on_behalf.hand_in(sheet=sheet, actor=OLU, at=AT)
            inbox.discard(item=two, reason="It came twice.", actor=OLU, at=AT)
            with pytest.raises(errors.Conflict, match="entered it already"):
                inbox.discard(item=one, reason="No.", actor=OLU, at=AT)
        with pytest.raises(errors.Conflict, match="discarded it already"):
            begin(two, MARA)

    def test_it_is_discarded_with_a_reason(self) -> None:
        (item,) = add(("one.pdf", PDF)).items
        with actors.acting(OLU), pytest.raises(errors.Invalid, match="Say why"):
            inbox.discard(item=item, reason=" ", actor=OLU, at=AT)

    def test_a_sheet_that_is_in_is_not_entered_again(self) -> None:
        (item,) = add(("one.pdf", PDF)).items
        with pytest.raises(errors.Conflict, match="in already"):
            begin(item)


@pytest.mark.django_db
class TestCommand:
    """`manage.py import_hours_mail`."""

    def run(self, path: Path, **more: str) -> tuple[str, str]:
        """What it prints, and what it says is wrong."""
        out, err = io.StringIO(), io.StringIO()
        options = {"council": CAST.east.slug, "provider": "Northfield Payroll"} | more
        try:
            call_command("import_hours_mail", path, **options, stdout=out, stderr=err)
        except CommandError as error:
            return out.getvalue(), err.getvalue() + str(error)
        return out.getvalue(), err.getvalue()

    def test_a_folder_is_taken_in_once_and_what_is_wrong_is_named(self, tmp_path: Path) -> None:
        (tmp_path / "one.eml").write_bytes(mail(("week.pdf", PDF)).as_bytes())
        (tmp_path / "two.eml").write_bytes(b"")
        said, wrong = self.run(tmp_path)
        assert said == "1 taken in, 0 were in before, 1 could not be read.\n"
        assert "two.eml was not taken in. It is empty." in wrong
        assert self.run(tmp_path)[0] == "0 taken in, 1 were in before, 1 could not be read.\n"

    def test_a_maildir_is_read(self, tmp_path: Path) -> None:
        for folder in ("new", "cur", "tmp"):
            (tmp_path / folder).mkdir()
        (tmp_path / "new" / "1700000000.M1.host").write_bytes(mail(Message_ID="<a@b>").as_bytes())
        (tmp_path / "cur" / "1700000001.M2.host:2,S").write_bytes(mail(Message_ID="<c@d>").as_bytes())
        (tmp_path / "tmp" / "half").write_bytes(b"half of")
        assert self.run(tmp_path) == ("2 taken in, 0 were in before, 0 could not be read.\n", "")

    @pytest.mark.parametrize("option", ["council", "provider"])
    def test_whose_inbox_must_be_one_that_there_is(self, option: str, tmp_path: Path) -> None:
        assert f"There is no {option} “nowhere” here." in self.run(tmp_path, **{option: "nowhere"})[1]

    def test_a_folder_that_is_not_there_is_said(self, tmp_path: Path) -> None:
        assert "is not there" in self.run(tmp_path / "missing")[1]


def test_ten_deliveries_of_one_message_are_one_item(own_database: str) -> None:
    found = database.together(*[take] * 10)
    assert sum(isinstance(one, models.InboxItem) for one in found) == 1
    assert sum(one is None for one in found) == 9
