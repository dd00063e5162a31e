"""A PA's own papers: what they find, and from when."""

import datetime as dt
import io
from collections.abc import Callable

import pypdf
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dpss.access import actors
from dpss.access.models import AuditEvent, OutboxMessage
from payroll import models, publishing
from payroll.operations import issued_forms
from tests.cast import AT, CAST
from tests.pango import needs_pango
from tests.payroll.operations import steps
from tests.payroll.views.people.test_payslips import later_payslip
from tests.payroll.views.people.words_of import words_of

pytestmark = pytest.mark.django_db
SignedIn = Callable[..., Client]

DEE, TOM = CAST.posts["dee at asha"], CAST.posts["tom at asha"]
OWN = "payroll:own_papers"


DAYS = {"first": "2026-08-22", "last": "2026-11-21"}


def letter_url(name: str = "letter", **asked: str) -> str:
    return reverse(f"payroll:{name}", args=[DEE.id_of("employment")], query=asked)


def test_the_year_over_all_jobs_is_the_sum_of_the_jobs(signed_in: SignedIn) -> None:
    said = words_of(signed_in(CAST.dee).get(reverse(OWN)))
    assert "earned before deductions £270.00" in said
    assert "paid to you £270.00 2 payslips in the tax year 2026-27." in said
    for employer in ("Asha Verma", "Ben Okafor"):
        assert f"Job with {employer} Payday" in said
    assert said.count("Together Before deductions, £ 135.00") == 2
    assert said.count("30 October 2026 Before deductions, £ 135.00") == 2


def test_somebody_whose_jobs_have_ended_signs_in_and_finds_payslips_and_the_p45(signed_in: SignedIn) -> None:
    tom = signed_in(CAST.tom)
    assert tom.get(reverse("home")).status_code == 200
    said = words_of(tom.get(reverse(OWN)))
    assert "30 October 2026" in said
    assert "P45 for 2026-27" in said
    assert tom.get(reverse("payroll:payslip", args=[TOM.id_of("payslip")])).status_code == 200
    form = words_of(tom.get(reverse("payroll:paper_form", args=[TOM.id_of("issued form")])))
    assert "Leaving date 30 September 2026" in form
    assert "Employer PAYE reference 120/ZZ99999" in form
    assert "Pay in this employment £135.00" in form


def test_somebody_without_a_payslip_reads_what_will_be_here(
    signed_in: SignedIn, today: Callable[[dt.date], None]
) -> None:
    today(dt.date(2026, 10, 28))
    said = words_of(signed_in(CAST.tom).get(reverse(OWN)))
    assert "Your payslips will be here, the first on the day before your first payday." in said


def test_a_payslip_is_seen_by_the_pa_from_the_day_before_its_payday(
    signed_in: SignedIn, today: Callable[[dt.date], None]
) -> None:
    slip = later_payslip(4)
    address = reverse("payroll:payslip", args=[slip.pk])
    today(slip.payday - dt.timedelta(days=2))
    assert signed_in(CAST.dee).get(address).status_code == 404
    assert "8 January 2027" not in words_of(signed_in(CAST.dee).get(reverse(OWN)))
    for person in (CAST.asha, CAST.olu):
        assert signed_in(person).get(address).status_code == 200
    today(slip.payday - dt.timedelta(days=1))
    assert signed_in(CAST.dee).get(address).status_code == 200
    assert "8 January 2027" in words_of(signed_in(CAST.dee).get(reverse(OWN)))


def test_the_pa_is_told_in_the_morning_of_that_day() -> None:
    steps.pay_november()
    with actors.acting(steps.job()):
        due = OutboxMessage.objects.get(key=f"payslip:{steps.slip_of().pk}").due_at
    assert due == dt.datetime(2026, 11, 26, 8, tzinfo=dt.UTC)


def test_who_is_approved_late_is_told_at_once() -> None:
    late = dt.datetime(2026, 11, 27, 9, tzinfo=dt.UTC)
    assert publishing.told_at(dt.date(2026, 11, 27), approved_at=late) == late


def test_a_replaced_payslip_does_not_count(signed_in: SignedIn) -> None:
    with actors.acting(steps.job()):
        models.Payslip.objects.filter(pk=DEE.id_of("payslip")).update(replaced_at=AT)
    assert "paid to you £135.00 1 payslip in" in words_of(signed_in(CAST.dee).get(reverse(OWN)))


def test_more_payslips_cost_no_more_queries(signed_in: SignedIn, today: Callable[[dt.date], None]) -> None:
    today(dt.date(2027, 4, 1))
    dee = signed_in(CAST.dee)

    def count() -> int:
        with CaptureQueriesContext(connection) as found:
            dee.get(reverse(OWN))
        return len(found)

    count()
    before = count()
    for month in range(3):
        later_payslip(4, first=dt.date(2027, 1, 4) + dt.timedelta(weeks=4 * month))
    assert count() == before


def test_a_letter_of_earnings_says_what_was_paid_on_which_paydays(signed_in: SignedIn) -> None:
    answer = signed_in(CAST.dee).post(letter_url(), {"months": "3"})
    assert answer["Location"] == letter_url(**DAYS)
    said = words_of(signed_in(CAST.dee).get(answer["Location"]))
    for sentence in (
        "This says what Asha Verma paid Dee Lowe on the paydays from 22 August to 21 November 2026.",
        "30 October 2026 Before deductions, £ 135.00 Taken off, £ 0.00 Money back, £ 0.00 Paid, £ 135.00",
        "Together Before deductions, £ 135.00",
        "Issued on 21 November 2026 by Northfield",
    ):
        assert sentence in said


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"months": ""}, "Choose which paydays the letter should show."),
        ({"months": "dates"}, "Enter a date, like 6 4 2026."),
        (
            {"months": "dates", "first": (1, 11, 2026), "last": (1, 10, 2026)},
            "The last day is before the first day. Enter a later day.",
        ),
        (
            {"months": "dates", "first": (1, 12, 2026), "last": (1, 12, 2026)},
            "Enter 21 November 2026 or an earlier day: nothing is paid yet after it.",
        ),
        (
            {"months": "dates", "first": (1, 7, 2026), "last": (31, 7, 2026)},
            "Asha Verma paid nothing from 1 to 31 July 2026. Choose other dates.",
        ),
    ],
)
def test_days_that_cannot_be_are_said_in_a_sentence(
    signed_in: SignedIn, asked: dict[str, object], sentence: str
) -> None:
    sent = {"months": str(asked["months"])}
    for name in ("first", "last"):
        for place, part in enumerate(asked.get(name, ())):  # type: ignore[arg-type, var-annotated]
            sent[f"{name}_{place}"] = str(part)
    answer = signed_in(CAST.dee).post(letter_url(), sent)
    assert answer.status_code == 200
    assert sentence in words_of(answer)


@pytest.mark.parametrize(
    "asked", [{"first": "soon", "last": "later"}, {"first": "2026-11-21", "last": "2026-08-22"}]
)
def test_an_address_without_days_asks_for_them(signed_in: SignedIn, asked: dict[str, str]) -> None:
    said = words_of(signed_in(CAST.dee).get(letter_url(**asked)))
    assert said.rstrip().endswith("Show the letter")


def test_an_address_with_days_without_pay_says_so(signed_in: SignedIn) -> None:
    said = words_of(signed_in(CAST.dee).get(letter_url(first="2026-07-01", last="2026-07-31")))
    assert "Asha Verma paid nothing from 1 to 31 July 2026. Choose other dates." in said


@needs_pango
def test_the_letter_is_a_tagged_pdf_without_a_name_in_its_file_name(signed_in: SignedIn) -> None:
    answer = signed_in(CAST.dee).get(letter_url("letter_pdf", **DAYS))
    assert answer["Content-Disposition"] == ('attachment; filename="earnings-2026-08-22-to-2026-11-21.pdf"')
    document = pypdf.PdfReader(io.BytesIO(answer.content))
    assert document.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert "Letter of earnings" in document.pages[0].extract_text()


@needs_pango
def test_that_somebody_else_took_the_letter_is_recorded(signed_in: SignedIn) -> None:
    signed_in(CAST.olu).get(letter_url("letter_pdf", **DAYS))
    with actors.acting(CAST.dee.actor()):
        event = AuditEvent.objects.filter(thing_id=str(DEE.id_of("employment")), verb="download").latest("id")
    assert event.actor_name == "Olu Bello"


def test_a_p60_says_pay_tax_and_insurance_by_letter(signed_in: SignedIn) -> None:
    said = words_of(signed_in(CAST.dee).get(reverse("payroll:paper_form", args=[DEE.id_of("issued form")])))
    for sentence in (
        "to 5 April 2027",
        "National Insurance number PW123456A",
        "Total pay for the year £135.00",
        "Total tax for the year £0.00",
        "Final tax code 1257L",
        "Student loan deductions £0.00",
        "Given on 21 November 2026 by Northfield",
    ):
        assert sentence in said


def test_the_employer_reads_a_p60_without_the_national_insurance_number(signed_in: SignedIn) -> None:
    said = words_of(signed_in(CAST.asha).get(reverse("payroll:paper_form", args=[DEE.id_of("issued form")])))
    assert "National Insurance number On the PA’s own copy" in said
    assert "PW123456A" not in said


def test_a_p60_that_takes_the_place_of_another_says_so(signed_in: SignedIn) -> None:
    with actors.acting(steps.job()):
        first = models.IssuedForm.objects.get(pk=DEE.id_of("issued form"))
        again = models.IssuedForm.objects.create(
            council_id=first.council_id,
            subject_id=first.subject_id,
            employment_id=first.employment_id,
            payslip_id=first.payslip_id,
            kind="p60",
            tax_year=first.tax_year,
            version=2,
            issued_at=AT,
        )
    said = words_of(signed_in(CAST.dee).get(reverse("payroll:paper_form", args=[again.pk])))
    assert "It takes the place of the P60 for 2026-27 that was given before." in said
    listed = words_of(signed_in(CAST.dee).get(reverse(OWN)))
    assert listed.count("P60 for 2026-27 Employer Asha Verma") == 1


def test_nobody_gives_a_form_twice() -> None:
    with actors.acting(steps.job()):
        assert issued_forms.give_due(actor=steps.job(), at=AT) == 0
