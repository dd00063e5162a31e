"""An employer's papers, for the employer, who acts for them, and the payroll provider."""

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

from dpss.access import actors, policy
from dpss.access.models import AuditEvent
from dpss.kernel import money
from payroll import models
from payroll.calc.lines import Line
from payroll.queries import employer_papers
from tests.cast import AT, CAST
from tests.factories import payroll
from tests.pango import needs_pango
from tests.payroll.operations import steps
from tests.payroll.views.people.test_payslips import later_payslip
from tests.payroll.views.people.words_of import words_of

pytestmark = pytest.mark.django_db
SignedIn = Callable[..., Client]

ASHA, BEN = CAST.homes["asha"], CAST.homes["ben"]
DEE = CAST.posts["dee at asha"]
YEAR = "2026-27"


def papers_url(home: object = ASHA) -> str:
    return reverse("payroll:employer_papers", args=[home.id_of("employer")])  # type: ignore[attr-defined]


def p32_url(name: str = "p32", tax_year: str = YEAR) -> str:
    return reverse(f"payroll:{name}", args=[ASHA.id_of("employer"), tax_year])


def busy_payslip(*worked_out: Line) -> models.Payslip:
    """Dee worked 20 days of five hours for Asha, paid on 8 January 2027, and no allowance is claimed."""
    first = dt.date(2026, 12, 7)
    with actors.acting(steps.job()):
        models.AllowanceClaim.objects.filter(employer_id=ASHA.id_of("employer")).delete()
        period = payroll.pay_period(
            group=steps.november().group,
            first_day=first,
            last_day=first + dt.timedelta(days=27),
            payday=dt.date(2027, 1, 8),
            tax_period=40,
        )
        run = payroll.payrun(
            employer=models.Employer.objects.get(pk=ASHA.id_of("employer")),
            period=period,
            state="approved",
            approved_by_id=CAST.mara.user_id,
            approved_at=AT,
        )
        post = models.Employment.objects.get(pk=DEE.id_of("employment"))
        sheet = payroll.timesheet(employment=post, period=period)
        for days in range(20):
            payroll.shift(timesheet=sheet, day=first + dt.timedelta(days=days))
        return payroll.payslip(payrun=run, timesheet=sheet, worked_out=worked_out)


MATERNITY = Line(
    code="maternity",
    group="earned",
    label="Statutory Maternity Pay",
    amount=Decimal("700.00"),
    working="4 weeks at £175.00",
    why="You are on maternity leave.",
    rule="statutory.family_pay",
    figures=(),
)


@pytest.mark.parametrize(
    ("small", "back", "said"),
    [
        (True, (Decimal("700.00"), Decimal("63.00")), "A small employer gets back all family pay"),
        (False, (Decimal("644.00"), Decimal("0.00")), "this is not a small employer"),
        (None, (Decimal("644.00"), Decimal("0.00")), "record whether this is one"),
    ],
)
def test_family_pay_that_is_got_back_lowers_what_hmrc_is_owed(
    *, small: bool | None, back: tuple[Decimal, Decimal], said: str, signed_in: SignedIn
) -> None:
    with actors.acting(steps.job()):
        models.PayeScheme.objects.filter(employer_id=ASHA.id_of("employer")).update(small_employer=small)
    slip = busy_payslip(MATERNITY)
    with actors.acting(steps.job()):
        employer = models.Employer.objects.get(pk=ASHA.id_of("employer"))
        month = employer_papers.of_year(employer, tax_year=YEAR, actor=steps.job()).record.months[9]
    assert (month.recovered, month.compensation) == back
    assert month.due == slip.tax + slip.ni_employee + slip.ni_employer - sum(back)
    assert said in words_of(signed_in(CAST.asha).get(p32_url()))


def test_the_employer_finds_their_papers_from_the_payslips(signed_in: SignedIn) -> None:
    asha = signed_in(CAST.asha)
    assert reverse("payroll:my_papers") in asha.get(reverse("payroll:payslips")).content.decode()
    answer = asha.get(reverse("payroll:my_papers"))
    assert answer["Location"] == papers_url()
    said = words_of(asha.get(papers_url()))
    assert "Month 7, to 5 November 2026 PAs, £ 270.00" in said
    assert "Friday 30 October 2026 Tax month 7 PAs Dee Lowe, Tom Reed To PAs, £ 270.00" in said
    assert "Tom Reed Deductions sheet (P11) P11 2026-27 P60 None: left before 5 April 2027" in said


def test_a_representative_finds_the_papers_of_whom_they_act_for(signed_in: SignedIn) -> None:
    rose = signed_in(CAST.rose, policy.REPRESENTATIVE)
    assert rose.get(reverse("payroll:my_papers"))["Location"] == papers_url(BEN)
    assert "Papers of Ben Okafor" in words_of(rose.get(papers_url(BEN)))
    with actors.acting(steps.job()):
        event = AuditEvent.objects.filter(thing_id=str(BEN.id_of("employer")), verb="look").latest("id")
    assert (event.actor_name, event.on_behalf_of) == ("Rose Okafor", "Ben Okafor")


def test_whoever_may_not_see_the_money_reads_why_there_is_nothing(signed_in: SignedIn) -> None:
    joan = signed_in(CAST.joan)
    assert "whoever employs PAs and may see what they are paid" in words_of(
        joan.get(reverse("payroll:my_papers"))
    )
    assert joan.get(papers_url()).status_code == 404


def test_a_pa_finds_the_employers_papers_nowhere(signed_in: SignedIn) -> None:
    assert signed_in(CAST.dee).get(papers_url()).status_code == 404


@pytest.mark.parametrize("tax_year", ["2025-26", "2026-28", "soon"])
def test_a_year_without_payslips_is_not_found(signed_in: SignedIn, tax_year: str) -> None:
    assert signed_in(CAST.asha).get(p32_url(tax_year=tax_year)).status_code == 404


def test_what_to_pay_hmrc_says_by_when_and_with_which_reference(signed_in: SignedIn) -> None:
    with actors.acting(steps.job()):
        year = employer_papers.of_year(
            models.Employer.objects.get(pk=ASHA.id_of("employer")), tax_year=YEAR, actor=steps.job()
        )
    bill = next(one for one in year.bills if one.months == (7,))
    assert bill.due.working_day.isoformat() == "2026-11-20", "the 22nd is a Sunday"
    assert bill.reference is not None
    assert (bill.reference.usual, bill.reference.with_period) == ("120PZ99999999", "120PZ999999992707")


def test_a_bill_names_the_day_and_both_references(signed_in: SignedIn) -> None:
    slip = busy_payslip()
    owed = money.in_words(slip.tax + slip.ni_employee + slip.ni_employer).removeprefix("£")
    assert slip.ni_employer > 0
    said = words_of(signed_in(CAST.asha).get(papers_url()))
    assert (
        f"Month 10 to 5 February 2027 To pay, £ {owed} By when Monday 22 February 2027 Reference"
        " 120PZ99999999 for money that is sent from 6 February to 5 March 2027. On other days:"
        " 120PZ999999992710"
    ) in said
    assert f"Month 10, to 5 February 2027 PAs, £ {slip.net:,.2f} HMRC, £ {owed}" in said


def test_an_employer_that_pays_by_quarters_has_a_bill_for_each(signed_in: SignedIn) -> None:
    with actors.acting(steps.job()):
        models.PayeScheme.objects.filter(employer_id=ASHA.id_of("employer")).update(pays_hmrc="quarterly")
    said = words_of(signed_in(CAST.asha).get(papers_url()))
    assert "Months 4, 5, 6 to 5 October 2026" in said
    assert "Months 7, 8 to 5 January 2027" in said


def test_without_a_scheme_nothing_is_to_be_paid_to_hmrc(signed_in: SignedIn) -> None:
    with actors.acting(steps.job()):
        models.PayeScheme.objects.filter(employer_id=ASHA.id_of("employer")).update(
            status="not_needed", office_number="", reference=""
        )
    said = words_of(signed_in(CAST.asha).get(papers_url()))
    assert "There is no PAYE scheme, so nothing is to be paid to HMRC." in said


def test_the_p32_comes_as_a_page_and_for_a_spreadsheet(signed_in: SignedIn) -> None:
    asha = signed_in(CAST.asha)
    assert "P32 of Asha Verma, 2026-27" in words_of(asha.get(p32_url()))
    answer = asha.get(p32_url("p32_csv"))
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Tax month,")
    assert lines[7] == "7,0.00,0.00,0.00,0.00,0.00,0.00,0.00"
    assert len(lines) == 9


@needs_pango
@pytest.mark.parametrize("name", ["p32_pdf", "p11_pdf"])
def test_the_records_are_tagged_pdfs(signed_in: SignedIn, name: str) -> None:
    of = DEE.id_of("employment") if name == "p11_pdf" else ASHA.id_of("employer")
    answer = signed_in(CAST.olu).get(reverse(f"payroll:{name}", args=[of, YEAR]))
    document = pypdf.PdfReader(io.BytesIO(answer.content))
    assert document.trailer["/Root"]["/MarkInfo"]["/Marked"]
    width, height = document.pages[0].mediabox[2:]
    assert Decimal(width) > Decimal(height), "it lies on its side"


def test_a_p11_whose_payments_do_not_follow_from_each_other_says_so(signed_in: SignedIn) -> None:
    later_payslip(4)
    address = reverse("payroll:p11", args=[DEE.id_of("employment"), YEAR])
    said = words_of(signed_in(CAST.olu).get(address))
    assert "does not begin where the one before it ended" in said


def test_more_payslips_cost_no_more_queries(signed_in: SignedIn) -> None:
    asha = signed_in(CAST.asha)

    def count() -> int:
        with CaptureQueriesContext(connection) as found:
            asha.get(papers_url())
        return len(found)

    count()
    before = count()
    busy_payslip()
    assert count() == before


def test_the_provider_finds_the_papers_from_the_employers_record_and_the_posts_file(
    signed_in: SignedIn,
) -> None:
    olu = signed_in(CAST.olu)
    record = olu.get(reverse("payroll:employer", args=[ASHA.id_of("employer")])).content.decode()
    assert papers_url() in record
    file = olu.get(reverse("payroll:post_file", args=[DEE.id_of("employment")]))
    assert reverse("payroll:p11", args=[DEE.id_of("employment"), YEAR]) in file.content.decode()
    assert "P60 for 2026-27" in words_of(file)
