"""A sheet that came by phone, from the call to the approval that is given by phone as well."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from dpss.access import actors
from payroll import models
from tests.cast import CAST
from tests.payroll.operations import steps
from tests.payroll.operations.steps import DEE, job
from tests.payroll.operations.test_sheets_on_behalf import hand_in, record, take_dees_own_back
from tests.payroll.views.people.words_of import words_of
from tests.payroll.views.provider.tables import rows_of

pytestmark = pytest.mark.django_db

TODAY = {"received_on_0": "21", "received_on_1": "11", "received_on_2": "2026"}
ENTER = reverse("payroll:enter_sheet", args=[DEE.id_of("employment")])


def at(name: str, **more: Any) -> str:
    """A page of staff about Dee's November sheet."""
    return reverse(f"payroll:entered_{name}", kwargs={"pk": DEE.id_of("timesheet")} | more)


def sheet() -> models.Timesheet:
    """The sheet as it is stored."""
    with actors.acting(job()):
        return models.Timesheet.objects.get(pk=DEE.id_of("timesheet"))


def by_phone() -> dict[str, str]:
    """What Olu answers about the call."""
    return {"period": str(steps.november().pk), "source": "phone", "note": "Dee rang."} | TODAY


def test_a_call_becomes_a_sheet_that_waits_for_the_employer(olu: Client) -> None:
    take_dees_own_back()
    assert "26 October to 22 November 2026" in words_of(olu.get(ENTER))
    opened = olu.post(ENTER, by_phone(), follow=True)
    assert "You are entering this for Dee Lowe." in words_of(opened)
    shift = {"start_20261103_0": "9:00", "finish_20261103_0": "13:30"}
    saved = olu.post(at("sheet_week", number=2), shift, follow=True)
    assert "Week 2 is saved for Dee Lowe: 4.5 hours on this sheet." in words_of(saved)
    assert "You are entering this for Dee Lowe." in words_of(olu.get(at("sheet_review")))
    sent = olu.post(at("sheet_submit"), follow=True)
    assert "is with Asha Verma for approval" in words_of(sent)
    assert (sheet().state, sheet().source, sheet().entered_by_id) == ("submitted", "phone", CAST.olu.user_id)


def test_the_weeks_of_an_entered_sheet_are_saved_by_whoever_enters_it(olu: Client) -> None:
    """The page is the PA's own; its form and its links are not."""
    take_dees_own_back()
    page = olu.post(ENTER, by_phone(), follow=True).content.decode()
    assert f'action="{at("sheet_week", number=1)}"' in page
    assert f'href="{at("sheet_week", number=4)}"' in page
    assert reverse("payroll:sheet_week", args=[DEE.id_of("timesheet"), 1]) not in page


def test_what_is_missing_or_cannot_be_is_said_beside_it_and_the_answers_stay(olu: Client) -> None:
    take_dees_own_back()
    answer = olu.post(ENTER, by_phone() | {"source": "", "received_on_2": "2027"})
    said = words_of(answer)
    assert "Choose how you have the hours." in said
    assert 'value="Dee rang."' in answer.content.decode()
    assert "after today" in words_of(olu.post(ENTER, by_phone() | {"received_on_2": "2027"}))
    assert sheet().entered_by_id is None


def test_what_a_pa_fills_in_is_read_and_not_changed(olu: Client) -> None:
    take_dees_own_back()
    said = words_of(olu.get(at("sheet")))
    assert "Dee Lowe has started this sheet and not sent it." in said
    assert "Enter the hours for Dee Lowe" in said
    assert olu.post(at("sheet_week", number=2), {}).status_code == 409


def test_a_sheet_that_is_still_empty_can_be_entered_for_the_pa(olu: Client) -> None:
    take_dees_own_back()
    with actors.acting(job()):
        models.TimesheetEntry.objects.filter(timesheet=DEE.id_of("timesheet")).delete()
    assert "Enter the hours for Dee Lowe" in words_of(olu.get(at("sheet")))


def test_nothing_is_entered_where_every_sheet_is_in(olu: Client) -> None:
    assert "Every sheet of this post that has begun is sent" in words_of(olu.get(ENTER))


def test_the_pa_and_the_employer_see_who_entered_it(signed_in: Any) -> None:
    hand_in()
    said = "Olu Bello entered it. The PA gave the hours by phone on Saturday 21 November 2026. Dee rang."
    pk = DEE.id_of("timesheet")
    assert said in words_of(signed_in(CAST.dee).get(reverse("payroll:sheet", args=[pk])))
    assert said in words_of(signed_in(CAST.asha).get(reverse("payroll:approval", args=[pk])))


def word(digest: str, **changed: str) -> dict[str, str]:
    """What Mara answers about her call with Asha."""
    said = {"said_by": "Asha Verma", "said_on_0": "21", "said_on_1": "11", "said_on_2": "2026"}
    return said | {"said_at": "9:00", "digest": digest} | changed


def test_an_approval_by_phone_is_read_out_recorded_and_shown(mara: Client, signed_in: Any) -> None:
    hand_in()
    page = words_of(mara.get(at("sheet_approval")))
    assert "Read this out" in page
    assert "Tuesday 3 November" in page
    answer = mara.post(at("sheet_approval"), word(sheet().digest), follow=True)
    assert "The timesheet of Dee Lowe is approved." in words_of(answer)
    with actors.acting(job()):
        kept = models.SpokenApproval.objects.get(timesheet=sheet(), digest=sheet().digest)
    assert (kept.said_by, kept.recorded_by_id) == ("Asha Verma", CAST.mara.user_id)
    seen = words_of(signed_in(CAST.dee).get(reverse("payroll:sheet", args=[sheet().pk])))
    assert "Asha Verma approved it by phone" in seen
    assert "Mara Finch wrote it down." in seen


def test_who_entered_it_is_told_to_ask_a_second_person(olu: Client) -> None:
    hand_in()
    assert "A second person must do this" in words_of(olu.get(at("sheet")))
    assert "What they said" not in words_of(olu.get(at("sheet_approval")))
    answer = olu.post(at("sheet_approval"), word(sheet().digest))
    assert answer.status_code == 409
    assert sheet().state == "submitted"


def test_what_has_changed_since_it_was_read_out_is_not_approved(mara: Client) -> None:
    hand_in()
    answer = mara.post(at("sheet_approval"), word("0" * 64))
    assert answer.status_code == 409
    assert "Look at it again" in words_of(answer)


def test_a_decided_sheet_is_not_read_out_again(mara: Client) -> None:
    hand_in()
    record()
    assert mara.get(at("sheet_approval")).url == at("sheet")


def test_the_file_of_a_post_lists_its_sheets_and_how_they_came(olu: Client) -> None:
    hand_in()
    answer = olu.get(reverse("payroll:post_file", args=[DEE.id_of("employment")]))
    row = ["26 October to 22 November 2026", "Waiting for approval", "Phone, entered by Olu Bello"]
    assert row in rows_of(answer)
    assert ENTER in answer.content.decode()


def test_an_entered_sheet_is_taken_back(olu: Client) -> None:
    hand_in()
    answer = olu.post(at("sheet_recall"), follow=True)
    assert "You have the timesheet of Dee Lowe back." in words_of(answer)
    assert sheet().state == "draft"


def test_who_enters_a_sheet_is_asked_whether_unusual_hours_are_right(olu: Client) -> None:
    take_dees_own_back()
    olu.post(ENTER, by_phone())
    long_day = {"start_20261103_0": "5:00", "finish_20261103_0": "23:00"}
    olu.post(at("sheet_week", number=2), long_day)
    review = words_of(olu.get(at("sheet_review")))
    assert "is 18 hours. Is this right?" in review
    refused = olu.post(at("sheet_submit"))
    assert "Tick that it is right, or change the times." in words_of(refused)
    assert sheet().state == "draft"
    olu.post(at("sheet_submit"), {"20261103-0500-2300": "on"})
    assert sheet().state == "submitted"


def test_a_colleague_is_told_on_opening_that_somebody_else_enters_it(olu: Client, mara: Client) -> None:
    take_dees_own_back()
    olu.post(ENTER, by_phone())
    said = words_of(mara.get(at("sheet")))
    assert "Olu Bello is entering this sheet for Dee Lowe." in said
    assert "Enter the hours for Dee Lowe" in said
    assert "Save week" not in said
    assert mara.get(at("sheet_review")).url == at("sheet")
    assert mara.post(at("sheet_week", number=2), {}).status_code == 409
