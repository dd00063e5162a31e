"""“What if?” about a post: now beside other terms, for those who run its payroll, and nothing is kept."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dpss.access import actors
from dpss.access.models import AuditEvent
from payroll import models
from tests.access import fingerprint
from tests.cast import CAST, Cast
from tests.payroll.operations import steps
from tests.payroll.views.people.words_of import words_of
from tests.payroll.views.provider import tables

pytestmark = pytest.mark.django_db
PAGE = f"/payroll/employers/posts/{steps.DEE.id_of('employment')}/what-if/"
AS_NOW = {"rate": "13.50", "hours": "10", "pension": "no", "cover": "nobody"}


def rows_of(browser: Client, **changes: str) -> dict[str, list[str]]:
    """The rows of both tables by their first cell: now, what if, the difference."""
    return {cells[0]: cells[1:] for cells in tables.rows_of(browser.post(PAGE, AS_NOW | changes))}


class TestComparison:
    """Now and then."""

    def test_at_first_it_has_what_holds_now(self, olu: Client) -> None:
        rows = {cells[0]: cells[1:] for cells in tables.rows_of(olu.get(PAGE))}
        assert rows["Pay before deductions"] == ["540.00"]
        assert rows["Take-home pay"] == ["540.00"]
        assert rows["Wages"] == ["7,020.00"]

    def test_the_form_is_filled_in_with_what_holds_now(self, olu: Client) -> None:
        page = olu.get(PAGE).content.decode()
        assert 'name="rate" value="13.50"' in page
        assert 'name="hours" value="10"' in page

    def test_unchanged_terms_change_nothing(self, olu: Client) -> None:
        assert {cells[2] for cells in rows_of(olu).values()} == {"0.00"}

    def test_another_rate_and_hours_are_set_beside_it(self, olu: Client) -> None:
        rows = rows_of(olu, rate="14", hours="20")
        assert rows["Pay before deductions"] == ["540.00", "1,120.00", "+580.00"]
        assert rows["Income Tax"] == ["0.00", "−30.40", "−30.40"]
        assert rows["National Insurance"] == ["0.00", "−12.24", "−12.24"]
        assert rows["Take-home pay"] == ["540.00", "1,077.36", "+537.36"]
        assert rows["Wages"] == ["7,020.00", "14,560.00", "+7,540.00"]
        assert rows["All together"] == ["7,020.00", "14,560.00", "+7,540.00"]

    def test_it_says_first_what_changes(self, olu: Client) -> None:
        said = words_of(olu.post(PAGE, AS_NOW | {"rate": "14.00"}))
        assert "take-home pay for 4 weeks +£20.00 £540.00 now, £560.00 then" in said
        assert "for the employer a week +£5.00" in said
        assert "for the employer a year +£260.00 £7,020.00 now, £7,280.00 then" in said

    def test_a_pension_is_taken_and_added(self, olu: Client) -> None:
        rows = rows_of(olu, pension="yes")
        takings = [cells for name, cells in rows.items() if name == "Pension"]
        assert takings == [["0.00", "23.40", "+23.40"]]

    def test_cover_for_the_holiday_is_a_cost(self, olu: Client) -> None:
        assert rows_of(olu, cover="someone")["Holiday"] == ["0.00", "756.00", "+756.00"]
        assert rows_of(olu, cover="rolled_up")["Pay before deductions"][1] == "605.18"

    def test_it_says_when_the_law_asks_for_a_pension(self, olu: Client) -> None:
        sentence = "At this age and pay the law puts the PA into a pension, unless they opt out."
        assert sentence in words_of(olu.post(PAGE, AS_NOW | {"hours": "20"}))
        assert sentence not in words_of(olu.post(PAGE, AS_NOW | {"hours": "20", "pension": "yes"}))
        assert sentence not in words_of(olu.post(PAGE, AS_NOW))

    def test_it_has_the_lowest_legal_wage(self, olu: Client) -> None:
        assert "an hour. This wage is £0.79 above it." in words_of(olu.get(PAGE))

    def test_a_rate_that_is_below_it_already_is_said(self, olu: Client) -> None:
        with actors.acting(steps.job()):
            models.EmploymentTerms.objects.update(hourly_rate=Decimal("12.0050"))
        said = words_of(olu.get(PAGE))
        assert "This wage is £0.705 below it, which is against the law" in said


class TestWrong:
    """A sentence, and what was typed is kept."""

    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            ({"rate": "12.00"}, "£12.00 an hour is below the minimum wage of £12.71 for someone aged"),
            ({"rate": ""}, "Enter the hourly rate, like 13.50."),
            ({"rate": "13.50505"}, "with at most 4 figures after the point."),
            ({"rate": "more"}, "Enter the hourly rate in pounds, like 13.50"),
            ({"rate": "1001"}, "Enter an hourly rate from £0.01 to £1,000.00."),
            ({"hours": "169"}, "no more than the 168 that a week has."),
            ({"hours": ""}, "Enter the hours a week, like 20 or 7.5."),
            ({"pension": ""}, "Choose an answer to “In a pension”."),
            ({"cover": "magic"}, "Select a valid choice."),
        ],
    )
    def test_it_is_said_beside_what_holds_now(self, olu: Client, changes: dict[str, str], said: str) -> None:
        answer = olu.post(PAGE, AS_NOW | changes)
        assert answer.status_code == 200
        assert said in words_of(answer)
        rows = {cells[0]: cells[1:] for cells in tables.rows_of(answer)}
        assert rows["Wages"] == ["7,020.00"]

    def test_rolled_up_holiday_is_not_for_fixed_hours(self, olu: Client) -> None:
        with actors.acting(steps.job()):
            models.Employment.objects.update(hours="fixed")
        answer = olu.post(PAGE, AS_NOW | {"cover": "rolled_up"})
        assert "Select a valid choice." in words_of(answer)
        assert "only for irregular hours; these are fixed." in words_of(answer)

    def test_hours_that_do_not_come_out_in_hundredths_stay_as_they_are(self, olu: Client) -> None:
        with actors.acting(steps.job()):
            models.EmploymentTerms.objects.update(weekly_minutes=400)
        assert 'name="hours" value="6.67"' in olu.get(PAGE).content.decode()
        assert rows_of(olu, hours="6.67")["Wages"][2] == "0.00"

    @pytest.mark.parametrize(
        ("model", "said"),
        [
            (models.EmploymentTerms, "The contract has no terms for today"),
            (models.TaxDetails, "No tax details are recorded for today."),
            (models.PayrollIdentity, "No date of birth is recorded"),
        ],
    )
    def test_what_is_not_recorded_is_said(self, olu: Client, model: type, said: str) -> None:
        with actors.acting(steps.job()):
            model.objects.all().delete()
        for answer in (olu.get(PAGE), olu.post(PAGE, AS_NOW)):
            assert answer.status_code == 200
            assert said in words_of(answer)

    def test_a_contract_without_hours_has_no_usual_payment(self, olu: Client) -> None:
        with actors.acting(steps.job()):
            models.EmploymentTerms.objects.update(weekly_minutes=0)
        assert "The contract gives no hours a week" in words_of(olu.get(PAGE))

    def test_a_tax_code_that_cannot_be_is_said(self, olu: Client) -> None:
        with actors.acting(steps.job()):
            models.TaxDetails.objects.update(tax_code="??")
        assert "The usual payment cannot be worked out." in words_of(olu.get(PAGE))

    def test_a_tax_year_without_figures_is_said(self, olu: Client, today: Callable[[dt.date], None]) -> None:
        today(dt.date(2027, 4, 6))
        assert "are not in this portal yet" in words_of(olu.get(PAGE))


class TestPage:
    """Who gets it, from where, and what it leaves behind."""

    def test_the_employers_page_leads_to_it(self, olu: Client) -> None:
        page = olu.get(reverse("payroll:employer", args=[steps.ASHA.id_of("employer")])).content.decode()
        assert f'href="{PAGE}"' in page
        tom = CAST.posts["tom at asha"].id_of("employment")
        assert reverse("payroll:what_if", args=[tom]) not in page

    def test_nothing_is_saved(self, mara: Client) -> None:
        before = fingerprint.take()
        answer = mara.post(PAGE, AS_NOW | {"rate": "20.00"})
        assert "Nothing is saved, and nobody is told." in words_of(answer)
        assert fingerprint.changed(before) == []

    def test_that_it_was_opened_is_recorded(self, olu: Client, cast: Cast) -> None:
        olu.get(PAGE)
        with actors.acting(cast.ada.actor()):
            event = AuditEvent.objects.get(verb="look", thing="payroll.employment")
        assert (event.actor_id, event.thing_id) == (cast.olu.user_id, str(steps.DEE.id_of("employment")))

    def test_the_support_worker_does_not_see_what_a_post_earns(
        self, signed_in: Callable[..., Client], cast: Cast
    ) -> None:
        assert signed_in(cast.marcus).get(PAGE).status_code == 403

    def test_the_queries_do_not_grow_with_the_posts(self, olu: Client) -> None:
        _queries(olu)
        few = _queries(olu)
        for name in ("Noor Ali", "Pia Berg", "Quinn Ode"):
            steps.hire(name)
        assert _queries(olu) == few


def _queries(browser: Client) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert browser.post(PAGE, AS_NOW).status_code == 200
    return len(captured)
