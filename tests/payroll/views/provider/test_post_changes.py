"""The pages on which a provider changes a post: terms, tax, start and end."""

import datetime as dt
import io
from collections.abc import Callable
from decimal import Decimal

import pypdf
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from psycopg2.extras import DateRange

from dpss.access import actors
from dpss.access.models import AuditEvent
from payroll import models
from tests.cast import CAST
from tests.factories import payroll
from tests.pango import needs_pango
from tests.payroll.operations import steps
from tests.payroll.operations.steps import DEE, job
from tests.payroll.views.people.words_of import words_of
from tests.payroll.views.provider import tables

pytestmark = pytest.mark.django_db
POST = DEE.id_of("employment")
NEW_TERMS = {
    "day_0": "1", "day_1": "dec", "day_2": "2026", "rate": "14.25", "hours": "12.5", "sleep_in": "60",
}  # fmt: skip
NEW_TAX = {"payday": "2026-11-27", "tax_code": "s1257l m1", "ni_letter": "A", "student_loan": "2"}
LATE_P45 = {
    "has_p45": "yes", "leaving_date_0": "6", "leaving_date_1": "4", "leaving_date_2": "2026",
    "tax_code": "1257L", "kind": "month", "number": "1", "total_pay": "500.00", "total_tax": "0.00",
    "statement": "no", "ni_letter": "A", "plans": ["2", "5"],
}  # fmt: skip
LEAVES = {"last_day_0": "20", "last_day_1": "11", "last_day_2": "2026"}


def at(name: str, post: object = POST) -> str:
    return reverse(f"payroll:{name}", args=[post])


def kept(model: type[models.EmploymentTerms | models.TaxDetails]) -> list[object]:
    with actors.acting(job()):
        return list(model.objects.filter(employment_id=POST).order_by("during"))


def dee() -> models.Employment:
    with actors.acting(job()):
        return models.Employment.objects.get(pk=POST)


class TestFile:
    """What a post's file says of terms, tax and the end."""

    def test_it_has_the_terms_now_to_come_and_before(self, olu: Client) -> None:
        with actors.acting(job()):
            models.EmploymentTerms.objects.filter(employment_id=POST).update(
                during=DateRange(dt.date(2026, 4, 6), dt.date(2026, 9, 1))
            )
            for first, last, rate in (
                (dt.date(2026, 9, 1), dt.date(2026, 12, 1), "13.75"),
                (dt.date(2026, 12, 1), None, "14.25"),
            ):
                payroll.terms(
                    employment=steps.post_of(), during=DateRange(first, last), hourly_rate=Decimal(rate)
                )
        rows = [row for row in tables.rows_of(olu.get(at("post_file"))) if row[2] == "10h 00m"]
        assert rows == [
            ["1 December 2026 To come", "No end", "10h 00m", "14.25", "0.00", "None"],
            ["1 September 2026 Now", "30 November 2026", "10h 00m", "13.75", "0.00", "None"],
            ["6 April 2026", "31 August 2026", "10h 00m", "13.50", "0.00", "Weekend £15.00"],
        ]

    def test_it_has_the_tax_details_with_the_reason_for_the_letter(self, olu: Client) -> None:
        said = words_of(olu.get(at("post_file")))
        assert "Tax code 1257L" in said
        assert "National Insurance letter A No other letter applies." in said
        assert "Pension Not a member" in said
        assert "P45 of an earlier job, 2026-27" in said
        assert "They do not count: the code is on week 1/month 1." in said

    def test_a_letter_by_certificate_is_named_as_such(self, olu: Client) -> None:
        with actors.acting(job()):
            models.TaxDetails.objects.update(ni_letter="J")
        assert "By age alone it would be A" in words_of(olu.get(at("post_file")))

    def test_it_says_what_is_missing(self, olu: Client) -> None:
        with actors.acting(job()):
            models.TaxDetails.objects.all().delete()
            models.EmploymentTerms.objects.all().delete()
        said = words_of(olu.get(at("post_file")))
        assert "Hours and rates will be here. Without them nobody can be paid." in said
        assert "Tax details that hold today will be here." in said

    def test_its_queries_do_not_grow_with_what_is_kept(self, olu: Client) -> None:
        olu.get(at("post_file"))
        with CaptureQueriesContext(connection) as few:
            olu.get(at("post_file"))
        olu.post(at("post_terms"), NEW_TERMS)
        olu.post(at("post_tax"), NEW_TAX)
        olu.get(at("post_file"))
        with CaptureQueriesContext(connection) as more:
            olu.get(at("post_file"))
        assert len(more) == len(few)


class TestTerms:
    """Hours and rates."""

    def test_the_form_has_what_holds_now_and_says_what_will_happen(self, olu: Client) -> None:
        answer = olu.get(at("post_terms"))
        assert 'name="rate" value="13.50"' in answer.content.decode()
        assert "The terms can change from Monday 26 October 2026" in words_of(answer)
        assert "another person approves them" in words_of(answer)

    def test_they_are_kept(self, olu: Client) -> None:
        answer = olu.post(at("post_terms"), NEW_TERMS, follow=True)
        assert "The terms change from Tuesday 1 December 2026." in answer.content.decode()
        row = kept(models.EmploymentTerms)[-1]
        assert (row.weekly_minutes, row.hourly_rate) == (750, Decimal("14.25"))  # type: ignore[attr-defined]

    def test_hours_that_are_not_touched_keep_their_minutes(self, olu: Client) -> None:
        with actors.acting(job()):
            models.EmploymentTerms.objects.update(weekly_minutes=440)
        assert 'name="hours" value="7.33"' in olu.get(at("post_terms")).content.decode()
        olu.post(at("post_terms"), NEW_TERMS | {"hours": "7.33"})
        assert kept(models.EmploymentTerms)[-1].weekly_minutes == 440  # type: ignore[attr-defined]

    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            ({"rate": "12.00"}, "is below the minimum wage of £12.71 for someone aged 31"),
            ({"day_1": "9", "day_0": "30"}, "can change from Monday 26 October 2026."),
            ({"day_0": "", "day_1": "", "day_2": ""}, "Enter the first day of these terms"),
            ({"hours": "169"}, "the 168 hours that a week has."),
            ({"sleep_in": "a lot"}, "Enter the rate for a sleep-in in pounds"),
        ],
    )
    def test_a_fault_keeps_what_was_typed(self, olu: Client, changes: dict[str, str], said: str) -> None:
        answer = olu.post(at("post_terms"), NEW_TERMS | changes)
        assert said in words_of(answer)
        name, value = next(iter(changes.items()))
        assert not value or f'name="{name}" value="{value}"' in answer.content.decode()
        assert len(kept(models.EmploymentTerms)) == 1


class TestTax:
    """Code, letter, loans, pension."""

    def test_the_form_offers_the_open_paydays_and_the_letter_by_age(self, olu: Client) -> None:
        page = olu.get(at("post_tax"))
        assert '<option value="2026-11-27">Friday 27 November 2026</option>' in page.content.decode()
        assert "2026-10-30" not in page.content.decode()
        assert "By age it is A. No other letter applies." in words_of(page)

    def test_they_are_kept(self, olu: Client) -> None:
        answer = olu.post(at("post_tax"), NEW_TAX, follow=True)
        assert "from the payday of Friday 27 November 2026." in answer.content.decode()
        row = kept(models.TaxDetails)[-1]
        assert (row.tax_code, row.non_cumulative, row.student_loan) == ("S1257L", True, "2")  # type: ignore[attr-defined]

    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            ({"tax_code": "12L57"}, "is not a tax code"),
            ({"tax_code": ""}, "Enter the tax code, like 1257L."),
            ({"ni_letter": "C"}, "is for people over State Pension age"),
            ({"payday": "2026-10-30"}, "Select a valid choice."),
            ({"pension": "net_pay"}, "Enter the first day in the pension."),
        ],
    )
    def test_a_fault_is_said_and_nothing_is_kept(
        self, olu: Client, changes: dict[str, str], said: str
    ) -> None:
        assert said in words_of(olu.post(at("post_tax"), NEW_TAX | changes))
        assert len(kept(models.TaxDetails)) == 1


class TestStarter:
    """What follows is shown before it is kept."""

    def test_it_shows_what_follows_and_why_and_keeps_nothing(self, olu: Client) -> None:
        answer = olu.post(at("post_starter"), LATE_P45)
        said = words_of(answer)
        assert "Check your answers" in said
        assert "Tax code 1257L" in said
        assert "From Saturday 31 October 2026" in said
        assert "Pay of earlier jobs this year £500.00" in said
        assert "The code is that of the P45, which is of this tax year." in said
        assert "Student loan plan 5" in said
        assert len(kept(models.TaxDetails)) == 1

    def test_the_answers_are_sent_again_unseen(self, olu: Client) -> None:
        page = olu.post(at("post_starter"), LATE_P45).content.decode()
        for name, value in (("leaving_date_1", "4"), ("plans", "2"), ("plans", "5"), ("number", "1")):
            assert page.count(f'<input type="hidden" name="{name}" value="{value}"') == 2

    def test_confirmed_it_is_kept(self, olu: Client) -> None:
        answer = olu.post(at("post_starter"), LATE_P45 | {"checked": "yes"}, follow=True)
        assert "The tax code is 1257L, from Saturday 31 October 2026." in answer.content.decode()
        assert "£500.00 pay, £0.00 tax" in words_of(answer)
        assert kept(models.TaxDetails)[-1].student_loan == "5"  # type: ignore[attr-defined]

    def test_of_two_p45s_the_later_one_is_kept_and_it_is_said_why(self, olu: Client) -> None:
        earlier = {
            "second_leaving_date_0": "5", "second_leaving_date_1": "4", "second_leaving_date_2": "2026",
            "second_tax_code": "BR", "second_kind": "month", "second_number": "12",
            "second_total_pay": "900.00", "second_total_tax": "180.00",
        }  # fmt: skip
        said = words_of(olu.post(at("post_starter"), LATE_P45 | earlier))
        assert "its leaving date, 6 April 2026, is the later one. Give the other one back to the PA." in said
        assert "Pay of earlier jobs this year £500.00" in said
        halved = words_of(olu.post(at("post_starter"), LATE_P45 | earlier | {"second_tax_code": ""}))
        assert "Enter the tax code on the second P45, like 1257L." in halved
        wrong = olu.post(at("post_starter"), LATE_P45 | earlier | {"second_number": "13"})
        assert "13 is not a tax month, 1 to 12." in words_of(wrong)
        assert wrong.context["form"].errors.keys() == {"second_number"}

    def test_the_answers_can_be_changed(self, olu: Client) -> None:
        page = olu.post(at("post_starter"), LATE_P45 | {"checked": "no"}).content.decode()
        assert 'name="total_pay" value="500.00"' in page
        assert "There is a problem" not in page

    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            ({"leaving_date_2": ""}, "The date must include a year."),
            ({"tax_code": ""}, "Enter the tax code on the P45, like 1257L."),
            ({"kind": ""}, "Choose week or month, and enter its number."),
            ({"number": "13"}, "13 is not a tax month, 1 to 12."),
            ({"total_tax": "600"}, "is more than the pay to date, £500.00."),
            ({"total_pay": ""}, "there are both or neither."),
            ({"leaving_date_1": "5"}, "is after the first day of work here"),
            ({"has_p45": "no"}, "Figures of a P45 are entered."),
            ({"statement": ""}, "Choose an answer to “Which statement is ticked"),
            ({"ni_letter": "C"}, "State Pension age"),
        ],
    )
    def test_a_fault_is_said_and_the_answers_stay(
        self, olu: Client, changes: dict[str, str], said: str
    ) -> None:
        answer = olu.post(at("post_starter"), LATE_P45 | changes)
        assert said in words_of(answer)
        assert 'name="leaving_date_0" value="6"' in answer.content.decode()
        assert len(kept(models.TaxDetails)) == 1

    def test_the_payrun_leads_to_it(self, olu: Client) -> None:
        post = steps.hire("Noor Ali", first_day=dt.date(2026, 11, 2))
        steps.bank(post.assistant)
        steps.sheet_in(post, dt.date(2026, 11, 4))
        payrun = steps.calculate()
        page = olu.get(reverse("payroll:payrun", args=[payrun.pk])).content.decode()
        assert f'href="{at("post_starter", post.pk)}"' in page


class TestLeaving:
    """The last day, staying, and the P45."""

    def test_it_is_recorded_and_taken_back(self, olu: Client) -> None:
        answer = olu.post(at("post_leaving"), LEAVES, follow=True)
        assert "Friday 20 November 2026 is recorded as the last day of Dee" in answer.content.decode()
        assert dee().last_day == dt.date(2026, 11, 20)
        assert "Final payment Not approved yet" in words_of(answer)
        olu.post(at("post_staying"))
        assert dee().last_day is None

    def test_a_day_before_work_on_a_sheet_is_refused_and_stays_typed(self, olu: Client) -> None:
        answer = olu.post(at("post_leaving"), LEAVES | {"last_day_0": "3"})
        assert "A timesheet has time on Wednesday 4 November 2026, after that day." in words_of(answer)
        assert 'name="last_day_0" value="3"' in answer.content.decode()
        assert dee().last_day is None

    def test_the_p45_waits_for_the_final_payment(self, olu: Client) -> None:
        assert "No last day is recorded, so there is no P45." in words_of(olu.get(at("post_p45")))
        olu.post(at("post_leaving"), LEAVES)
        assert "when the payrun with the last day in it is approved" in words_of(olu.get(at("post_p45")))
        steps.pay_november()
        said = words_of(olu.get(at("post_p45")))
        assert "Leaving date 20 November 2026" in said
        assert "Week number 36 Total pay to date £270.00 Total tax to date £0.00" in said
        assert "National Insurance number" in said
        assert "Final payment Approved, payday Friday 27 November 2026" in words_of(olu.get(at("post_file")))

    def test_that_it_was_opened_is_recorded(self, olu: Client) -> None:
        olu.get(at("post_p45"))
        with actors.acting(CAST.olu.actor()):
            assert AuditEvent.objects.filter(verb="look", thing_id=str(POST)).exists()

    @needs_pango
    def test_the_copy_is_a_tagged_pdf_with_the_same_figures(self, olu: Client) -> None:
        olu.post(at("post_leaving"), LEAVES)
        steps.pay_november()
        answer = olu.get(at("post_p45_pdf"))
        assert answer["Content-Disposition"] == 'attachment; filename="p45-2026-11-20.pdf"'
        document = pypdf.PdfReader(io.BytesIO(answer.content))
        text = " ".join(" ".join(page.extract_text().split()) for page in document.pages)
        assert "Total pay to date £270.00" in text
        assert len(document.pages) == 1


def test_a_pa_reads_none_of_it(signed_in: Callable[..., Client]) -> None:
    assert signed_in(CAST.dee).get(at("post_p45")).status_code == 403
