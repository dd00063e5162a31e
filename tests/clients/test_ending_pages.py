import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from clients import models
from clients.operations import endings
from dpss.access import actors, policy
from tests.cast import AT, CAST, TODAY
from tests.clients.test_endings import ASHAS, GROUNDS, JOB, MARCUS, PAULA, decided, proposed
from tests.commissioning.pages import text
from tests.factories import endings as made
from tests.portal.caseload import many_clients, questions

pytestmark = pytest.mark.usefixtures("db")
SignedIn = Callable[..., Client]
LIST, PROPOSE = reverse("clients:endings"), reverse("clients:ending_propose", args=[ASHAS])
LAST = TODAY + dt.timedelta(days=28)
SENT: dict[str, Any] = {
    "reason": "care_home",
    "words": "She moves to Elm House.",
    "tried": "Support at home, twice a day.",
    "notice": "Four weeks, as point 9 of the agreement says.",
    "last_day_0": LAST.day,
    "last_day_1": LAST.month,
    "last_day_2": LAST.year,
}


def page(name: str, row: models.Ending, *more: str) -> str:
    return reverse(name, args=[row.pk, *more])


def test_an_ending_is_proposed_on_a_page_that_says_what_will_happen(signed_in: SignedIn) -> None:
    browser = signed_in(CAST.marcus)
    assert "Nothing changes until another person decides it." in text(browser.get(PROPOSE))
    shown = text(browser.post(PROPOSE, SENT, follow=True))
    assert "It is proposed. Somebody else decides." in shown
    assert "She moves to Elm House." in shown
    assert "Support at home, twice a day." in shown
    again = text(browser.get(PROPOSE))
    assert "Go on with the one that is open" in again


def test_what_was_typed_is_kept_when_the_day_cannot_be(signed_in: SignedIn) -> None:
    answer = signed_in(CAST.marcus).post(PROPOSE, SENT | {"last_day_2": TODAY.year - 1})
    assert "That day is past. Choose today or a later day." in text(answer)
    assert "She moves to Elm House." in answer.content.decode()


def test_who_proposed_it_cannot_decide(signed_in: SignedIn) -> None:
    browser = signed_in(CAST.marcus)
    browser.post(PROPOSE, SENT)
    with actors.acting(MARCUS):
        row = models.Ending.objects.get(client_id=ASHAS, state="proposed")
    assert browser.get(page("clients:ending_decide", row)).status_code == 403
    with actors.acting(JOB):
        models.Ending.objects.filter(pk=row.pk).update(proposed_by_id=PAULA.user_id)
    browser = signed_in(CAST.paula)
    assert "A second person must do this" in text(browser.post(page("clients:ending_decide", row)))


def test_the_client_reads_why_once_it_is_decided_and_not_before(signed_in: SignedIn) -> None:
    row, own = proposed(), reverse("clients:own_payment")
    browser = signed_in(CAST.asha)
    assert "The direct payment ends" not in text(browser.get(own))
    with actors.acting(PAULA):
        endings.decide(ending=row, actor=PAULA, at=AT)
    shown = text(browser.get(own))
    assert "The direct payment ends on Saturday 19 December 2026." in shown
    assert GROUNDS["words"] in shown
    assert "you can complain" in shown


def test_payroll_reads_what_is_left_on_the_page_of_its_step(signed_in: SignedIn) -> None:
    row = decided()
    browser, step = signed_in(CAST.mara), page("ending_step", row, "payroll")
    shown = text(browser.get(page("clients:ending", row)))
    assert "Last wages, redundancy, P45s, HMRC and pension are settled" in shown
    assert GROUNDS["words"] not in shown
    assert "Other care and support" not in shown
    assert "Dee Lowe has no last day, or a later one." in text(browser.get(step))
    answer = browser.post(step, {"outcome": "done", "note": "All of it is paid."})
    assert "Dee Lowe has no last day" in text(answer)
    assert "All of it is paid." in answer.content.decode()


def test_support_settles_its_steps_and_sees_whose_the_others_are(signed_in: SignedIn) -> None:
    row = decided()
    browser = signed_in(CAST.marcus)
    answer = browser.post(
        page("ending_step", row, "letter"), {"outcome": "done", "note": "Posted on Friday."}, follow=True
    )
    shown = text(answer)
    assert "It is kept." in shown
    assert "Posted on Friday. (Marcus" in shown
    assert "Council finance" in shown
    assert reverse("ending_step", args=[row.pk, "balance"]) not in answer.content.decode()


def test_finance_reads_what_is_on_the_account_on_the_page_of_its_step(signed_in: SignedIn) -> None:
    row = decided()
    step = page("ending_step", row, "balance")
    assert "payments have not ended yet" in text(signed_in(CAST.fay).get(step))
    for who in (CAST.marcus, CAST.mara):
        assert signed_in(who).get(step).status_code == 404


def test_it_goes_on_after_all_with_a_reason(signed_in: SignedIn) -> None:
    row = decided()
    browser = signed_in(CAST.marcus)
    address = page("clients:ending_drop", row)
    assert "goes on as before" in text(browser.get(address))
    assert "The direct payment goes on." in text(browser.post(address, {"reason": "She stays."}, follow=True))


def test_the_list_asks_the_same_of_few_and_many(signed_in: SignedIn) -> None:
    browser, asked = signed_in(CAST.marcus), []
    for more in (3, 20):
        many_clients(more)
        with actors.acting(JOB):
            open_now = models.Ending.objects.exclude(state="dropped").values("client_id")
            for one in models.Client.objects.filter(stage="running").exclude(pk__in=open_now):
                made.ending(client=one, proposed_by_id=CAST.marcus.user_id, state="proposed")
        asked.append(questions(browser, LIST))
    assert asked[0] == asked[1]
    assert asked[1] - 4 < 15


def test_the_record_leads_to_it(signed_in: SignedIn) -> None:
    shown = signed_in(CAST.marcus).get(reverse("client", args=[ASHAS])).content.decode()
    assert PROPOSE in shown
    assert policy.PREPARE_ENDINGS in policy.GRANTS[policy.SUPPORT_WORKER]


def test_the_practitioner_decides_or_lets_it_go_on_and_prepares_nothing(signed_in: SignedIn) -> None:
    row = proposed()
    browser = signed_in(CAST.paula)
    shown = browser.get(page("clients:ending", row)).content.decode()
    assert page("clients:ending_decide", row) in shown
    assert page("clients:ending_drop", row) in shown
    answer = browser.post(page("clients:ending_decide", row), follow=True)
    assert "It is decided." in text(answer)
    assert page("clients:ending_close", row) not in answer.content.decode()
