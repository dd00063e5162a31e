"""The deadlines page: counted, filtered, paged, downloaded; on the home and on an employer's page."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dpss.access import actors
from payroll import models
from payroll.queries import deadlines
from tests.cast import CAST, Person
from tests.factories import bills
from tests.payroll.operations import steps
from tests.payroll.operations.steps import ASHA
from tests.payroll.views.people.words_of import words_of

pytestmark = pytest.mark.django_db
LIST = reverse("payroll:deadlines")
Browser = Callable[[Person], Client]


def every() -> int:
    """How many deadlines Olu has."""
    actor = CAST.olu.actor()
    with actors.acting(actor):
        return deadlines.duties(deadlines.Asked(), actor=actor).count()


def test_every_deadline_says_by_when_its_state_and_what_it_may_cost(signed_in: Browser) -> None:
    said = words_of(signed_in(CAST.olu).get(LIST))
    assert f"{every()} deadlines" in said
    assert f"6 + 0 + {every() - 7} + 1 + 0 = {every()}" in said
    assert "By Friday 20 November 2026" in said
    assert "£40.00 to pay. The employer pays." in said
    assert "May cost: No penalty up to £100.00" in said
    assert "Ben Okafor" not in said


def test_each_row_leads_to_the_page_that_mends_it(signed_in: Browser) -> None:
    page = signed_in(CAST.olu).get(LIST).content.decode()
    for name, thing in (
        ("hmrc_bill", "hmrc bill"),
        ("hmrc_letter", "hmrc letter"),
        ("pension_schedule", "pension schedule"),
        ("employer_pension", "employer"),
    ):
        assert reverse(f"payroll:{name}", args=[ASHA.id_of(thing)]) in page


def test_a_place_a_kind_and_an_employer_narrow_the_list(signed_in: Browser) -> None:
    browser = signed_in(CAST.olu)
    assert "6 deadlines" in words_of(browser.get(LIST, {"show": "late"}))
    assert "1 deadline " in words_of(browser.get(LIST, {"kind": "hmrc_bill"}))
    assert "Only those of Asha Verma" in words_of(browser.get(LIST, {"employer": ASHA.id_of("employer")}))
    bens = words_of(browser.get(LIST, {"employer": CAST.homes["ben"].id_of("employer")}))
    assert f"{every()} deadlines" in bens
    assert "Ben Okafor" not in bens
    assert "0 deadlines" in words_of(browser.post(LIST, {"name": "okafor"}, follow=True))


def test_a_strange_kind_or_employer_narrows_nothing(signed_in: Browser) -> None:
    browser = signed_in(CAST.olu)
    assert f"{every()} deadlines" in words_of(browser.get(LIST, {"kind": "tax"}))
    assert f"{every()} deadlines" in words_of(browser.get(LIST, {"employer": "asha"}))


def test_pages_hold_25_and_the_number_of_queries_stays_the_same(signed_in: Browser) -> None:
    browser = signed_in(CAST.olu)
    counted = []
    for more in range(2):
        with CaptureQueriesContext(connection) as queries:
            page = words_of(browser.get(LIST, {"page": 1 + more}))
        counted.append(len(queries))
        if not more:
            with actors.acting(steps.job()):
                employer = models.Employer.objects.get(pk=ASHA.id_of("employer"))
                for part in range(2, 52 - every()):
                    bills.hmrc_bill(employer=employer, part=part, owed=Decimal(0), amount=Decimal(90))
    assert counted[0] == counted[1]
    assert "50 deadlines" in page
    assert "26 to 50 of 50" in page


def test_the_download_has_every_row_of_the_place_that_is_shown(signed_in: Browser) -> None:
    answer = signed_in(CAST.olu).get(LIST, {"download": "csv", "show": "late"})
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines[0] == "Employer,Kind,Owed to,By,Where it stands,State,Amount"
    assert len(lines) == 7
    assert any("Asha Verma,Payment to HMRC,HMRC,2026-11-20,Late" in line for line in lines)


def test_what_was_noticed_before_stays_on_record(signed_in: Browser) -> None:
    page = reverse("payroll:deadlines_noticed")
    browser = signed_in(CAST.olu)
    assert "Nothing is here." in words_of(browser.get(page))
    said = words_of(browser.get(page, {"show": "settled"}))
    assert "Noticed on Saturday 23 May 2026. Done by Friday 20 November 2026." in said


def test_home_shows_how_many_are_late_and_the_next_three(signed_in: Browser) -> None:
    said = words_of(signed_in(CAST.mara).get(reverse("home")))
    panel = said.partition("Deadlines of every employer")[2].partition("Somebody rings")[0]
    assert panel.startswith(" Late 6 At risk 0 ")
    assert "Approve wages: Friday 27 November Asha Verma. In 6 days." in panel
    assert panel.count("Asha Verma") == min(3, every() - 6)


def test_an_employers_page_shows_its_own(signed_in: Browser) -> None:
    page = signed_in(CAST.olu).get(reverse("payroll:employer", args=[ASHA.id_of("employer")]))
    assert "Pension schedule: Monday 22 June" in words_of(page)
    assert f"{LIST}?employer={ASHA.id_of('employer')}" in page.content.decode()
