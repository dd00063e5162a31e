import datetime as dt
import io
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pypdf
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dpss.access import actors, policy
from dpss.access.models import AuditEvent
from dpss.adapters import pdf
from payroll import documents, models
from payroll.queries import payslips
from tests.cast import CAST, key
from tests.factories import AT, payroll
from tests.pango import needs_pango
from tests.payroll.views.people.words_of import words_of

pytestmark = pytest.mark.django_db
SignedIn = Callable[..., Client]
MoveTo = Callable[[dt.date], None]

POST = CAST.posts["dee at asha"]
SLIP = POST.id_of("payslip")
MARA, DEE = CAST.mara.actor(), CAST.dee.actor()


@pytest.fixture
def dee(signed_in: SignedIn) -> Client:
    return signed_in(CAST.dee)


def at(name: str) -> str:
    return reverse(f"payroll:{name}", args=[SLIP])


def later_payslip(hours: int, *, first: dt.date = dt.date(2027, 1, 4)) -> models.Payslip:
    """Another approved payslip of Dee's work for Asha, of one shift."""
    with actors.acting(MARA):
        period = payroll.pay_period(
            group=models.PayGroup.objects.get(pk=key(CAST.east.slug, "northfield", "pay group")),
            first_day=first,
            last_day=first,
            payday=first + dt.timedelta(days=4),
            tax_period=40 + (first - dt.date(2027, 1, 4)).days // 7,
        )
        run = payroll.payrun(
            employer=models.Employer.objects.get(pk=POST.home.id_of("employer")),
            period=period,
            state="approved",
            approved_by_id=MARA.user_id,
            approved_at=AT,
        )
        post = models.Employment.objects.get(pk=POST.id_of("employment"))
        sheet = payroll.timesheet(employment=post, period=period)
        payroll.shift(timesheet=sheet, day=first, finishes=dt.time(9 + hours), minutes=hours * 60)
        return payroll.payslip(payrun=run, timesheet=sheet)


def test_the_list_is_newest_first_with_the_sum_of_each(dee: Client, today: MoveTo) -> None:
    today(dt.date(2027, 1, 8))
    later_payslip(4)
    said = words_of(dee.get(reverse("payroll:payslips")))
    assert said.index("8 January 2027") < said.index("30 October 2026")
    assert "3 payslips" in said
    assert "135.00" in said


def test_the_list_keeps_to_one_job_when_asked(dee: Client) -> None:
    answer = dee.get(reverse("payroll:payslips"), {"post": str(POST.id_of("employment"))})
    assert "1 payslip" in words_of(answer)
    assert "Asha Verma" in words_of(answer).partition("Net pay")[2]
    assert "Ben Okafor" not in words_of(answer).partition("Net pay")[2]


def test_staff_find_a_payslip_by_a_name(signed_in: SignedIn) -> None:
    olu = signed_in(CAST.olu)
    found = olu.post(reverse("payroll:payslips"), {"name": "reed"}, follow=True)
    assert "1 payslip Named “reed” Clear" in words_of(found)
    nobody = olu.post(reverse("payroll:payslips"), {"name": "nobody"}, follow=True)
    assert "No payslips yet" in words_of(nobody)


def test_a_payslip_of_a_payrun_that_is_not_approved_is_not_there(signed_in: SignedIn) -> None:
    with actors.acting(MARA):
        draft = payroll.payslip(
            payrun=models.Payrun.objects.get(pk=POST.home.id_of("payrun")),
            timesheet=models.Timesheet.objects.get(pk=POST.id_of("timesheet")),
        )
    for browser in (signed_in(CAST.dee), signed_in(CAST.asha), signed_in(CAST.olu)):
        assert browser.get(at("payslip")).status_code == 200
        for name in ("payslip", "payslip_pdf"):
            assert browser.get(reverse(f"payroll:{name}", args=[draft.pk])).status_code == 404


def test_the_page_says_why_the_pay_is_this(dee: Client) -> None:
    said = words_of(dee.get(at("payslip")))
    for sentence in (
        "Why is my pay this?",
        "Job with Asha Verma",
        "28 September to 25 October 2026",
        "Paid to you on Friday 30 October £135.00",
        "Before deductions £135.00",
        "Hours worked £135.00 10 hours × £13.50 The hours on the sheet your employer agreed.",
        "1.21 hours of paid holiday were built up in this period",
        "Paid to you £ 135.00",
    ):
        assert sentence in said


def test_others_read_whose_payslip_it_is(signed_in: SignedIn) -> None:
    said = words_of(signed_in(CAST.asha).get(at("payslip")))
    assert "Payslip of Dee Lowe" in said
    assert "What was earned" in said
    assert "Payday Friday 30 October £135.00" in said
    assert "The hours on the sheet the employer agreed." in said
    assert "Paid to them £ 135.00" in said


@pytest.mark.parametrize("who", ["asha", "olu"])
def test_nobody_else_is_spoken_to_as_the_pa(signed_in: SignedIn, who: str) -> None:
    said = words_of(signed_in(CAST.named(who)).get(at("payslip")))
    assert not re.search(r"\byou\b|\byour\b", said, re.IGNORECASE)


def test_before_the_payday_it_is_to_be_paid(dee: Client, today: MoveTo) -> None:
    today(dt.date(2027, 1, 7))
    slip = later_payslip(4)
    said = words_of(dee.get(reverse("payroll:payslip", args=[slip.pk])))
    assert "To be paid to you on Friday 8 January £54.00" in said


def test_fixed_hours_build_up_no_holiday_by_the_period(dee: Client) -> None:
    with actors.acting(MARA):
        models.Employment.objects.filter(pk=POST.id_of("employment")).update(hours="fixed")
    assert "built up in this period" not in words_of(dee.get(at("payslip")))


def test_what_changed_since_the_last_payslip_is_said(dee: Client, today: MoveTo) -> None:
    today(dt.date(2027, 1, 8))
    slip = later_payslip(4)
    said = words_of(dee.get(reverse("payroll:payslip", args=[slip.pk])))
    assert "£81.00 less than on Friday 30 October. Most of it: Hours worked. See what changed below." in said
    assert "Hours worked −£81.00 £54.00 now, £135.00 last time 4 hours instead of 10 hours." in said
    assert "Paid to you −£81.00" in said


def test_two_lines_of_one_kind_are_added_before_they_are_compared() -> None:
    """A rate that changes inside the period gives two lines with the same label."""
    slip = later_payslip(4)
    line = slip.result["lines"][0]
    slip.result["lines"] = [line, *slip.result["lines"]]
    slip.gross = Decimal("108.00")
    with actors.acting(DEE):
        since = payslips.shown(slip, actor=DEE).since_last
    assert since is not None
    (hours,) = since.differs.changes
    assert (hours.label, hours.effect) == ("Hours worked", Decimal("-27.00"))


def test_the_same_pay_as_last_time_is_said_too(dee: Client, today: MoveTo) -> None:
    today(dt.date(2027, 1, 8))
    slip = later_payslip(10)
    assert "It is the same as on Friday 30 October." in words_of(
        dee.get(reverse("payroll:payslip", args=[slip.pk]))
    )


def test_the_national_insurance_number_is_for_the_pa_and_the_provider_only() -> None:
    shown = {}
    for person in (CAST.dee, CAST.asha, CAST.olu):
        actor = person.actor()
        with actors.acting(actor):
            slip = payslips.payslips(actor=actor).get(pk=SLIP)
            shown[person.short] = payslips.shown(slip, actor=actor).nino
    assert shown == {"dee": "PW123456A", "asha": "", "olu": "PW123456A"}


def test_a_representative_who_may_not_see_the_money_finds_no_payslip(signed_in: SignedIn) -> None:
    joan = signed_in(CAST.joan)
    assert "No payslips yet" in words_of(joan.get(reverse("payroll:payslips")))
    assert joan.get(at("payslip")).status_code == 404


def test_a_longer_list_costs_no_more_queries(dee: Client, today: MoveTo) -> None:
    today(dt.date(2027, 4, 1))

    def count() -> int:
        with CaptureQueriesContext(connection) as found:
            dee.get(reverse("payroll:payslips"))
        return len(found)

    count()
    before = count()
    for month in range(3):
        later_payslip(4, first=dt.date(2027, 1, 4) + dt.timedelta(weeks=4 * month))
    assert "5 payslips" in words_of(dee.get(reverse("payroll:payslips")))
    assert count() == before


@needs_pango
def test_the_copy_is_a_tagged_pdf_in_our_language_with_the_same_net_pay(dee: Client) -> None:
    answer = dee.get(at("payslip_pdf"))
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="payslip-2026-10-30.pdf"'
    assert answer["Cache-Control"] == "no-store"
    document = pypdf.PdfReader(io.BytesIO(answer.content))
    root = document.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    assert document.metadata.title == "Payslip, payday 30 October 2026"
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()
    text = " ".join(" ".join(page.extract_text() for page in document.pages).split())
    assert "Net pay £135.00" in text
    assert "PW123456A" in text


@needs_pango
def test_the_words_of_the_link_tell_the_weight_of_the_file(dee: Client) -> None:
    weight = len(dee.get(at("payslip_pdf")).content) / 1000
    assert abs(weight - documents.USUAL_KILOBYTES) < documents.USUAL_KILOBYTES / 2


@needs_pango
def test_nothing_in_a_document_is_fetched() -> None:
    picture = Path("static/favicon.svg").resolve().as_uri()
    html = f'<html lang="en"><title>x</title><p>Words<img src="{picture}" alt=""></p></html>'
    made = pdf.render(html, style="payslip")
    assert not list(pypdf.PdfReader(io.BytesIO(made)).pages[0].images)


@needs_pango
def test_that_staff_took_a_copy_is_recorded(signed_in: SignedIn) -> None:
    signed_in(CAST.olu).get(at("payslip_pdf"))
    with actors.acting(DEE):
        event = AuditEvent.objects.filter(thing_id=str(SLIP), verb="download").latest("id")
    assert (event.actor_name, event.role) == ("Olu Bello", policy.PAYROLL_OFFICER)


@needs_pango
def test_a_copy_taken_for_somebody_names_them(signed_in: SignedIn) -> None:
    slip = CAST.posts["dee at ben"].id_of("payslip")
    signed_in(CAST.rose, policy.REPRESENTATIVE).get(reverse("payroll:payslip_pdf", args=[slip]))
    with actors.acting(DEE):
        event = AuditEvent.objects.filter(thing_id=str(slip), verb="download").latest("id")
    assert (event.actor_name, event.on_behalf_of) == ("Rose Okafor", "Ben Okafor")


def test_where_no_pdf_can_be_made_the_page_says_to_print(
    dee: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(*_: object, **__: object) -> bytes:
        raise pdf.NotAvailable("PDFs cannot be made here.")

    monkeypatch.setattr(pdf, "why_not", lambda: "PDFs cannot be made here.")
    monkeypatch.setattr(pdf, "render", missing)
    assert "There is no PDF today. Print this page instead." in words_of(dee.get(at("payslip")))
    answer = dee.get(at("payslip_pdf"), follow=True)
    assert answer.redirect_chain[-1][0] == at("payslip")
