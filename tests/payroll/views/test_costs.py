"""What it would cost to employ someone: the worked example, what is left, and every wrong answer."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.access import fingerprint
from tests.cast import Cast
from tests.payroll.views.people.words_of import words_of
from tests.payroll.views.provider import tables

pytestmark = pytest.mark.django_db
COSTS = "/costs/"
ASKED = {
    "hours": "20",
    "wage": "13.50",
    "budget": "350",
    "age": "30",
    "alike": "1",
    "interval": "weekly",
    "cover": "someone",
    "pension": "law",
    "allowance": "yes",
    "insurance": "104",
    "training": "",
}


def asked(**changes: str) -> str:
    """The page with its answer, as words."""
    return words_of(Client().get(COSTS, ASKED | changes))


def line_of(name: str, **changes: str) -> list[str]:
    """A row of the table of costs, after its name and reason: working, a week, a year."""
    rows = tables.rows_of(Client().get(COSTS, ASKED | changes))
    return next(cells[1:] for cells in rows if cells[0].startswith(name))


class TestAnswer:
    """20 hours at £13.50, and other questions."""

    @pytest.mark.parametrize(
        ("name", "working", "week", "year"),
        [
            ("Wages", "20 hours × £13.50 × 52 weeks", "270.00", "14,040.00"),
            ("Holiday", "20 hours × £13.50 × 5.6 weeks", "29.08", "1,512.00"),
            ("Employer's National Insurance", "52 payments, each 15% of £174.00", "26.10", "1,357.20"),
            ("Employment Allowance", "Of the £10,500 of a year", "−26.10", "−1,357.20"),
            ("Pension", "52 payments, each 3% of £150.00", "4.50", "234.00"),
            ("Insurance", "As given", "2.00", "104.00"),
            ("Training", "As given", "0.00", "0.00"),
            ("All together", "The sum", "305.58", "15,890.00"),
        ],
    )
    def test_each_cost_has_its_working(self, name: str, working: str, week: str, year: str) -> None:
        assert line_of(name) == [working, week, year]

    def test_it_says_what_is_left_of_the_direct_payment(self) -> None:
        said = asked()
        assert "£44.42 a week is left." in said
        assert "It can pay up to £15.45 an hour for these hours." in said

    def test_it_says_what_is_missing(self) -> None:
        assert "£5.58 a week is missing." in asked(budget="300")
        assert "It does not pay the lowest legal wage for these hours." in asked(budget="200")

    def test_without_a_direct_payment_nothing_is_said_of_it(self) -> None:
        assert "Your direct payment is" not in asked(budget="")

    def test_without_a_wage_it_finds_the_one_that_the_money_pays(self) -> None:
        said = asked(wage="", budget="305.58")
        assert "The highest wage that it can pay for these hours is £13.50 an hour." in said
        assert "£0.00 a week is left." in said

    def test_a_week_a_year_and_an_hour_come_first(self) -> None:
        said = asked()
        assert said.index("£305.58") < said.index("£15,890.00") < said.index("£15.28") < said.index("Wages")

    def test_the_lowest_legal_wage_is_that_of_the_age(self) -> None:
        assert "The lowest legal wage at 30 is £12.71 an hour. This wage is £0.79 above it." in asked()
        assert "at 20 is £10.85 an hour. This wage is exactly that." in asked(age="20", wage="10.85")

    def test_without_the_allowance_national_insurance_is_paid(self) -> None:
        assert line_of("All together", allowance="no")[1] == "331.68"
        assert "The Employment Allowance is not claimed." in asked(allowance="no")

    def test_rolled_up_holiday_is_for_hours_that_change(self) -> None:
        assert line_of("Holiday", cover="rolled_up")[:2] == ["12.07% of the wages", "32.59"]

    def test_a_pension_that_the_law_does_not_ask_for_is_said_to_be_none(self) -> None:
        assert line_of("Pension", hours="8")[:2] == ["None", "0.00"]
        assert "The law does not put them in. They may join; you need not pay in." in asked(hours="8")

    def test_pas_alike_are_counted(self) -> None:
        assert line_of("Wages", alike="2")[:2] == ["2 PAs × 20 hours × £13.50 × 52 weeks", "540.00"]

    def test_what_builds_up_is_in_figures(self) -> None:
        rows = tables.rows_of(Client().get(COSTS, ASKED))
        assert ["1 year", "0.00", "270.00", "270.00"] in rows
        assert ["2 years", "540.00", "540.00", "1,080.00"] in rows

    def test_it_says_what_is_left_out_and_from_when_the_figures_are(self) -> None:
        said = asked()
        assert "Sick pay, up to £123.25 a week from day 1 of an illness" in said
        assert "6 April 2026 to 5 April 2027, with the minimum wage from 1 April 2026." in said
        since = {
            cells[0]: cells[1] for cells in tables.rows_of(Client().get(COSTS, ASKED)) if len(cells) == 3
        }
        assert since["Minimum wage"] == "1 April 2026 to 31 March 2027"
        assert since["Pension"] == "from 6 April 2026"

    def test_an_address_may_leave_out_what_is_suggested(self) -> None:
        said = words_of(Client().get(COSTS, {"hours": "20", "wage": "13.50", "age": "30"}))
        assert "Paid Every 4 weeks" in said
        assert "14,040.00" in said


class TestWrong:
    """A sentence beside each field, and the answers kept."""

    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            ({"hours": ""}, "Enter the hours a week, like 20 or 7.5."),
            ({"hours": "twenty"}, "Enter the hours as a number, like 20 or 7.5."),
            ({"hours": "NaN"}, "Enter the hours as a number, like 20 or 7.5."),
            ({"hours": "20.125"}, "Enter the hours as a number, like 20 or 7.5."),
            ({"hours": "168.01"}, "Enter more than 0 hours, and no more than the 168 that a week has."),
            ({"hours": "0"}, "Enter more than 0 hours, and no more than the 168 that a week has."),
            ({"hours": "-5"}, "Enter more than 0 hours, and no more than the 168 that a week has."),
            ({"hours": "1e999999"}, "Enter more than 0 hours, and no more than the 168 that a week has."),
            ({"wage": "13.505"}, "Enter pounds and pence, with no more than two figures after the point."),
            ({"wage": "a lot"}, "Enter an amount in pounds, like 120 or 120.50."),
            ({"wage": "0"}, "Enter £0.01 or more."),
            ({"wage": "-13"}, "Enter £0.01 or more."),
            ({"wage": "1000.01"}, "Enter £1,000.00 or less."),
            ({"wage": "12.00"}, "£12.00 an hour is below the minimum wage of £12.71 for someone aged 30"),
            ({"wage": "", "budget": ""}, "Enter the wage for an hour, or enter your direct payment"),
            ({"wage": "", "budget": "100"}, "£5,200.00 a year is less than the"),
            ({"budget": "20000.01"}, "Enter £20,000.00 or less."),
            ({"age": ""}, "Enter the PA's age, like 30. A guess will do."),
            ({"age": "15"}, "Enter an age from 16 to 100."),
            ({"age": "30.5"}, "Enter the age in whole years, like 30."),
            ({"alike": "0"}, "Enter a number of PAs from 1 to 20."),
            ({"interval": "daily"}, "Select a valid choice."),
            ({"cover": "magic"}, "Select a valid choice."),
            ({"insurance": "-1"}, "Enter £0.00 or more."),
            ({"training": "10000.01"}, "Enter £10,000.00 or less."),
        ],
    )
    def test_it_is_said_in_a_sentence(self, changes: dict[str, str], said: str) -> None:
        answer = Client().get(COSTS, ASKED | changes)
        assert answer.status_code == 200
        assert said in words_of(answer)
        assert "<title>Error: " in answer.content.decode()
        assert "All together" not in words_of(answer)

    def test_what_was_typed_is_kept(self) -> None:
        page = Client().get(COSTS, ASKED | {"hours": "twenty", "wage": "<b>"}).content.decode()
        assert 'value="twenty"' in page
        assert 'value="&lt;b&gt;"' in page
        assert 'value="350"' in page

    def test_nothing_given_names_each_field(self) -> None:
        said = words_of(Client().get(COSTS, dict.fromkeys(ASKED, "")))
        for missing in ("hours a week, like 20", "PA's age", "wage for an hour", "how many PAs", "How often"):
            assert missing in said


class TestPage:
    """Who gets it, and what it leaves behind."""

    def test_at_first_it_has_only_the_questions(self) -> None:
        said = words_of(Client().get(COSTS))
        assert "Hours a week" in said
        assert "All together" not in said
        assert "There is a problem" not in said

    def test_what_it_is_not_asked_is_no_question(self) -> None:
        assert "There is a problem" not in words_of(Client().get(COSTS, {"from": "letter"}))

    def test_it_is_found_from_the_navigation_the_start_and_help(self) -> None:
        for address in ("/", "/help/"):
            page = Client().get(address).content.decode()
            assert page.count('href="/costs/"') == 2, address

    def test_somebody_who_is_signed_in_has_it_too(self, signed_in: Callable[..., Client], cast: Cast) -> None:
        assert "£305.58" in words_of(signed_in(cast.asha).get(COSTS, ASKED))

    def test_nothing_is_stored_and_no_table_is_asked(self) -> None:
        before = fingerprint.take()
        with CaptureQueriesContext(connection) as captured:
            answer = Client().get(COSTS, ASKED)
        assert fingerprint.changed(before) == []
        assert not answer.cookies
        assert not [query for query in captured.captured_queries if '"payroll_' in query["sql"]]

    def test_a_tax_year_without_figures_is_said(self, today: Callable[[dt.date], None]) -> None:
        today(dt.date(2027, 4, 6))
        answer = Client().get(COSTS, ASKED)
        said = words_of(answer)
        assert answer.status_code == 200
        assert "The wages and taxes of the tax year 2027-28 are not in this portal yet" in said
        assert "Hours a week" not in said

    def test_the_figures_are_those_of_the_day(self, today: Callable[[dt.date], None]) -> None:
        today(dt.date(2026, 4, 5))
        said = asked(wage="12.50")
        assert "The lowest legal wage at 30 is £12.21 an hour." in said
        assert "from day 4 of an illness" in said
