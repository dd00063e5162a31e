"""The pages of the hours inbox: from a scan to the sheet, with the picture beside the form."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dpss.access import actors
from payroll import models
from payroll.queries import inbox as queries
from tests.cast import CAST
from tests.factories import hours_in
from tests.payroll.operations import steps
from tests.payroll.operations import test_inbox as came_in
from tests.payroll.operations.steps import DEE
from tests.payroll.operations.test_sheets_on_behalf import take_dees_own_back
from tests.payroll.test_hours_mail import HEIC, JPEG, PDF
from tests.payroll.views.people.words_of import words_of

pytestmark = pytest.mark.django_db

INBOX, ADD = reverse("payroll:inbox"), reverse("payroll:inbox_add")
TODAY = {"received_on_0": "21", "received_on_1": "11", "received_on_2": "2026"}
OLU = CAST.olu.actor()


@pytest.fixture(autouse=True)
def _folder(settings: Any, tmp_path: Path) -> None:
    settings.DPSS_VAR = tmp_path


def scan(name: str = "week.jpg", content: bytes = JPEG) -> models.InboxItem:
    """A scan that Olu added."""
    (item,) = came_in.add((name, content)).items
    return item


def at(name: str, item: models.InboxItem, **more: Any) -> str:
    """A page about an item."""
    return reverse(f"payroll:{name}", kwargs={"item": item.pk} | more)


def test_scans_are_added_and_each_that_was_not_taken_is_named(olu: Client) -> None:
    files = [
        SimpleUploadedFile("one.pdf", PDF),
        SimpleUploadedFile("photo.heic", HEIC),
        SimpleUploadedFile("none.pdf", b""),
    ]
    said = words_of(olu.post(ADD, {"scans": files} | TODAY, follow=True))
    assert "1 file is in the inbox." in said
    assert "“photo.heic” is a HEIC picture" in said
    assert "“none.pdf” is empty" in said
    assert "one.pdf" in said
    nothing = words_of(olu.post(ADD, TODAY))
    assert "Choose the files to add." in nothing


def test_whose_it_is_the_dates_and_the_hours_are_said_with_the_picture_beside_the_form(
    olu: Client, signed_in: Any
) -> None:
    take_dees_own_back()
    item = scan()
    page = olu.get(at("inbox_item", item))
    assert "Nobody knows yet" in words_of(page)
    with actors.acting(OLU):
        (file,) = queries.files_of(item, actor=OLU)
    picture = reverse("payroll:inbox_file", args=[file.pk])
    assert f'src="{picture}"' in page.content.decode()
    found = olu.post(at("inbox_whose", item), {"name": "dee"}, follow=True)
    enter = at("inbox_enter", item, post=DEE.id_of("employment"))
    assert enter in found.content.decode()
    asked = olu.get(enter)
    assert picture in asked.content.decode()
    answers = {"period": str(steps.november().pk), "source": "paper", "note": ""} | TODAY
    sheet = olu.post(enter, answers, follow=True)
    assert "You are entering this for Dee Lowe." in words_of(sheet)
    assert f'src="{picture}"' in sheet.content.decode()
    assert "Being entered" in words_of(olu.get(INBOX))
    sent = olu.post(reverse("payroll:entered_sheet_submit", args=[DEE.id_of("timesheet")]), follow=True)
    assert "is with Asha Verma for approval" in words_of(sent)
    assert "Entered from: It came in on 21 November 2026: week.jpg" in words_of(sent)
    assert "week.jpg" not in words_of(olu.get(INBOX))
    assert "week.jpg" in words_of(olu.get(f"{INBOX}?show=entered"))
    for person, name in ((CAST.asha, "approval"), (CAST.dee, "sheet")):
        browser = signed_in(person)
        shown = browser.get(reverse(f"payroll:{name}", args=[DEE.id_of("timesheet")]))
        assert "Entered from:" in words_of(shown)
        with actors.acting(person.actor()):
            (one,) = models.SheetEvidence.objects.filter(timesheet=DEE.id_of("timesheet"))
        answer = browser.get(reverse("payroll:sheet_evidence", args=[one.pk]))
        assert (answer.status_code, answer.content) == (200, JPEG)


def test_a_file_is_given_to_keep_and_runs_nothing(olu: Client) -> None:
    item = scan()
    with actors.acting(OLU):
        (file,) = queries.files_of(item, actor=OLU)
    answer = olu.get(reverse("payroll:inbox_file", args=[file.pk]))
    assert answer.content == JPEG
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Content-Disposition"] == 'attachment; filename="week.jpg"'
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "no-store"


def test_an_email_is_shown_with_its_words_and_what_was_left_out(olu: Client) -> None:
    item = came_in.take(("photo.heic", HEIC), ("week.pdf", PDF), Subject="<b>Hours</b>")
    assert item is not None
    page = olu.get(at("inbox_item", item))
    said = words_of(page)
    assert "Monday 9 to 2." in said
    assert "Left out: “photo.heic” is a HEIC picture" in said
    assert "not looked at for viruses" in said
    assert "<b>Hours</b>" not in page.content.decode()
    assert "Enter the hours of Dee Lowe" in said


def test_it_is_discarded_with_a_reason_that_is_kept(olu: Client) -> None:
    item = scan()
    assert "Say why it is not entered." in words_of(olu.post(at("inbox_discard", item), {"reason": ""}))
    said = words_of(olu.post(at("inbox_discard", item), {"reason": "An advertisement."}, follow=True))
    assert "It is kept under “Discarded”." in said
    assert "Olu Bello: An advertisement." in words_of(olu.get(at("inbox_item", item)))
    assert olu.post(at("inbox_discard", item), {"reason": "Again."}).status_code == 409


def test_the_list_asks_the_database_as_often_for_many_as_for_one(olu: Client) -> None:
    def queries_of_the_list() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert olu.get(INBOX).status_code == 200
        return len(asked)

    with actors.acting(came_in.JOB):
        models.InboxItem.objects.update(employment=DEE.id_of("employment"))
    queries_of_the_list()
    few = queries_of_the_list()
    with actors.acting(came_in.JOB):
        for number in range(12):
            hours_in.inbox_item(
                council_id=CAST.east.id,
                organisation_id=CAST.olu.hats[0].organisation_id,
                received_key=f"<{number}@example.org>",
                employment_id=DEE.id_of("employment"),
            )
    assert queries_of_the_list() == few


def test_the_board_leads_to_the_inbox(olu: Client) -> None:
    assert INBOX in olu.get(reverse("payroll:board"), follow=True).content.decode()
