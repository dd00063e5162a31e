"""The pages on which an employer is set up with HMRC: what is missing, each step, and the pay calendar."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dpss.access import actors
from payroll import models
from tests.cast import TODAY
from tests.factories import payroll
from tests.payroll.operations import steps
from tests.payroll.views.people.words_of import words_of
from tests.payroll.views.provider import tables

pytestmark = pytest.mark.django_db
NO_NUMBERS = dict.fromkeys(("office_number", "reference", "accounts_office_reference"), "")
ON_FRIDAY = {"day_0": "20", "day_1": "November", "day_2": "2026"}
HOME = reverse("home")
NUMBERS = {"paye": "123/ab456", "accounts_office": "123PA00045678"}
NO_TO_ALL = dict.fromkeys(("at_lower_limit", "other_job", "pension", "benefits"), "no") | ON_FRIDAY


@pytest.fixture
def edda() -> models.Employer:
    """A new client of Northfield's with a PA, whose reference has not come."""
    employer = steps.employ("Edda Rowe")
    steps.hire("Noor Ali", employer.pk)
    with actors.acting(steps.job()):
        models.PayeScheme.objects.filter(employer=employer).update(status="awaiting", **NO_NUMBERS)
    return employer


def url(name: str, employer: models.Employer, *more: str) -> str:
    """A page about the employer."""
    return reverse(f"payroll:{name}", args=[employer.pk, *more])


def scheme_of(employer: models.Employer) -> models.PayeScheme:
    """What holds today."""
    with actors.acting(steps.job()):
        return models.PayeScheme.objects.get(employer=employer, during__contains=TODAY)


def test_what_is_missing_leads_from_the_home_over_the_record_to_the_reference(
    olu: Client, edda: models.Employer
) -> None:
    home = olu.get(HOME)
    assert "To set up with HMRC 1 employer" in words_of(home)
    assert url("set_up", edda) in home.content.decode()
    assert "HMRC has not been asked for a PAYE scheme yet." in words_of(olu.get(url("employer", edda)))
    said = olu.post(url("scheme_step", edda, "asked"), ON_FRIDAY, follow=True)
    assert "Recorded: HMRC asked for a PAYE scheme, 20 November 2026." in said.content.decode()
    answer = olu.post(url("scheme_reference", edda), NUMBERS | ON_FRIDAY, follow=True)
    assert "The PAYE reference is recorded: 123/AB456." in answer.content.decode()
    assert (scheme_of(edda).status, scheme_of(edda).reference) == ("registered", "AB456")
    assert "HMRC has not been asked to deal with you as agent" in words_of(answer)
    olu.post(url("scheme_step", edda, "authority"), ON_FRIDAY | {"route": "post"})
    done = olu.post(url("scheme_step", edda, "authorised"), ON_FRIDAY, follow=True)
    assert "Nothing is missing." in words_of(done)
    assert "To set up with HMRC" not in words_of(olu.get(HOME))


def test_a_wrong_reference_is_said_beside_its_field_and_kept(olu: Client, edda: models.Employer) -> None:
    answer = olu.post(url("scheme_reference", edda), NUMBERS | {"paye": "12/AB"} | ON_FRIDAY)
    page = answer.content.decode()
    assert "Enter a PAYE reference, like 123/AB456." in page
    assert 'value="12/AB"' in page
    assert 'value="123PA00045678"' in page
    assert scheme_of(edda).status == "awaiting"


def test_a_step_is_taken_back_and_the_page_says_so(olu: Client, edda: models.Employer) -> None:
    olu.post(url("scheme_step", edda, "asked"), ON_FRIDAY)
    answer = olu.post(url("scheme_step_back", edda, "asked"), follow=True)
    assert "Taken back: HMRC asked for a PAYE scheme." in answer.content.decode()
    with actors.acting(steps.job()):
        assert not models.RegistrationStep.objects.filter(employer=edda).exists()


def test_a_step_that_there_is_not_is_not_found(olu: Client, edda: models.Employer) -> None:
    assert olu.get(url("scheme_step", edda, "strange")).status_code == 404


def test_the_questions_are_asked_before_no_scheme_is_recorded(olu: Client, edda: models.Employer) -> None:
    none_needed = {"status": "not_needed", "day_0": "21", "day_1": "11", "day_2": "2026"}
    refused = olu.post(url("scheme_change", edda), none_needed)
    assert "First answer “Does this employer need PAYE?”." in words_of(refused)
    assert "Is anybody paid £129 a week or more?" in words_of(olu.get(url("paye_need", edda)))
    answered = olu.post(url("paye_need", edda), NO_TO_ALL, follow=True)
    assert "You can record that none is needed." in answered.content.decode()
    assert "No PAYE scheme is needed, as asked on 20 November 2026 by Olu" in words_of(answered)
    olu.post(url("scheme_change", edda), none_needed)
    assert scheme_of(edda).status == "not_needed"


def test_a_question_without_an_answer_keeps_the_others(olu: Client, edda: models.Employer) -> None:
    some = {name: value for name, value in NO_TO_ALL.items() if name != "pension"}
    answer = olu.post(url("paye_need", edda), some)
    assert "Choose an answer to “Does anybody get a pension?”." in words_of(answer)
    with actors.acting(steps.job()):
        assert not models.PayeNeed.objects.filter(employer=edda).exists()


def test_how_hmrc_is_paid_is_recorded_from_a_day(olu: Client, edda: models.Employer) -> None:
    page = words_of(olu.get(url("scheme_terms", edda)))
    assert "below £1,500.00 a month on average" in page
    given = {"pays_hmrc": "quarterly", "small_employer": "yes", "day_0": "6", "day_1": "4", "day_2": "2026"}
    olu.post(url("scheme_terms", edda), given)
    assert (scheme_of(edda).pays_hmrc, scheme_of(edda).small_employer) == ("quarterly", True)


def test_the_manager_is_led_to_the_reports_that_wait_and_sends_them(mara: Client) -> None:
    asha = steps.post_of().employer
    with actors.acting(steps.job()):
        models.PayeScheme.objects.filter(employer=asha).update(status="awaiting", **NO_NUMBERS)
        models.Submission.objects.filter(employer=asha).delete()
    steps.pay_november()
    led = mara.post(url("scheme_reference", asha), NUMBERS | ON_FRIDAY)
    assert led["Location"] == url("scheme_waiting", asha)
    assert "payday 27 November 2026" in words_of(mara.get(led["Location"]))
    sent = mara.post(led["Location"], follow=True)
    assert "1 report waits to be sent to HMRC now." in sent.content.decode()
    with actors.acting(steps.job()):
        assert models.Submission.objects.get(employer=asha).state == "queued"
    assert "No report waits" in words_of(mara.get(led["Location"]))


def test_the_payrun_leads_to_the_set_up_where_no_standing_is_recorded(olu: Client) -> None:
    asha = steps.post_of().employer
    with actors.acting(steps.job()):
        models.PayeScheme.objects.filter(employer=asha).delete()
    steps.approve_sheet()
    run = steps.calculate()
    page = olu.get(reverse("payroll:payrun", args=[run.pk])).content.decode()
    assert f'href="{url("set_up", asha)}"' in page
    assert "Standing Not recorded" in words_of(olu.get(url("set_up", asha)))


class TestCalendar:
    """The next paydays on the employer's record."""

    def paydays(self, browser: Client) -> list[list[str]]:
        rows = tables.rows_of(browser.get(url("employer", steps.post_of().employer)))
        return [cells for cells in rows if len(cells) == 5 and "2" in cells[1] and "day" in cells[0]]

    def test_it_has_three_with_the_days_of_bacs_and_the_holidays_between(self, olu: Client) -> None:
        first, second, third = self.paydays(olu)
        assert first == [
            "Friday 27 November 2026",
            "Monday 23 November, 12 noon",
            "Wednesday 25 November",
            "Thursday 26 November",
            "Friday 27 November",
        ]
        assert second[0] == (
            "Friday 25 December 2026 Christmas Day is on Friday 25 December. Expected: its pay period is not"
            " made yet."
        )
        assert second[4] == "Thursday 24 December Paid early. HMRC is told 25 December 2026."
        assert third[0].startswith("Friday 22 January 2027")

    def test_paydays_that_are_made_come_as_they_are(self, olu: Client) -> None:
        steps.december()
        second = self.paydays(olu)[1]
        assert second[0] == "Thursday 24 December 2026"


def _queries(browser: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(address).status_code == 200
    return len(captured)


def test_the_queries_of_the_set_up_do_not_grow(olu: Client, edda: models.Employer) -> None:
    address = url("set_up", edda)
    _queries(olu, address)
    few = _queries(olu, address)
    with actors.acting(steps.job()):
        for step in ("asked", "authorised"):
            payroll.registration_step(employer=edda, step=step)
        for _ in range(3):
            payroll.paye_need(employer=edda)
    assert _queries(olu, address) == few


def test_the_home_asks_the_same_of_few_and_many_employers(olu: Client, edda: models.Employer) -> None:
    _queries(olu, HOME)
    few = _queries(olu, HOME)
    for name in ("Fred Holm", "Cy Marsh", "Gus Lund"):
        employer = steps.employ(name)
        steps.hire(f"PA of {name}", employer.pk)
    assert _queries(olu, HOME) == few
