"""“I have not been paid”, as its PA, the employer, payroll and the support worker see it."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from clients.models import Representation
from dpss.access import actors
from payroll import models
from tests.cast import AT, CAST
from tests.factories import pay_queries
from tests.payroll.operations.steps import job
from tests.payroll.views.people.words_of import words_of

pytestmark = pytest.mark.django_db
SignedIn = Callable[..., Client]

POST = CAST.posts["dee at asha"]
QUERY, SLIP, INSTRUCTION = (POST.id_of(name) for name in ("pay query", "payslip", "instruction"))
ASHA = CAST.asha.actor()


def at(name: str, key: object = QUERY) -> str:
    return reverse(f"payroll:{name}", args=[key])


def stored() -> models.PayQuery:
    with actors.acting(ASHA):
        return models.PayQuery.objects.get(pk=QUERY)


@pytest.fixture(autouse=True)
def _asked() -> None:
    """October's wages have not come for anybody."""
    with actors.acting(job()):
        pay_queries.open_all()


def _close() -> None:
    with actors.acting(job()):
        models.PayQuery.objects.filter(pk=QUERY).update(state="closed", closed_at=AT)


def test_a_pa_says_it_from_the_payslip_and_reads_who_must_answer(signed_in: SignedIn) -> None:
    _close()
    dee = signed_in(CAST.dee)
    assert "I have not been paid" in words_of(dee.get(at("payslip", SLIP)))
    said = words_of(dee.get(at("pay_query_ask", SLIP)))
    assert "Asha Verma pays your wages, and must answer you by Tuesday 24 November 2026." in said
    answer = dee.post(at("pay_query_ask", SLIP), {"note": "Only half came."}, follow=True)
    said = words_of(answer)
    for line in (
        "We have told them. Asha Verma, the employer, who pays the wages, must answer by Tuesday 24 November",
        "Your wages of 30 October 2026 from Asha Verma",
        "What the PA writes Only half came.",
        "Where else you can get help",
        "Acas",
    ):
        assert line in said
    with actors.acting(ASHA):
        row = models.PayQuery.objects.exclude(state="closed").get(payslip=SLIP)
    assert (row.asked_by_id, row.paid_by, row.note) == (CAST.dee.user_id, "employer", "Only half came.")


def test_asked_once_the_payslip_leads_to_the_question(signed_in: SignedIn) -> None:
    said = words_of(signed_in(CAST.dee).get(at("payslip", SLIP)))
    assert "The PA says that these wages have not come." in said
    assert "I have not been paid" not in said
    assert "You say that this has not come. It was due on Friday 30 October" in said
    assert "Paid to you on" not in said


def test_the_employer_answers_and_it_is_paid_with_it(signed_in: SignedIn) -> None:
    asha = signed_in(CAST.asha)
    assert "Answer 2 PAs whose wages have not come" in words_of(asha.get(reverse("home"), follow=True))
    assert "Dee Lowe says that it has not come." in words_of(asha.get(at("instruction", INSTRUCTION)))
    page = asha.get(at("pay_query_answer"))
    assert "we record £135.00 as paid" in words_of(page)
    form = {"answer": "paid_now", "said": "", "seen": "135.00"}
    said = words_of(asha.post(at("pay_query_answer"), form, follow=True))
    assert "Your answer is sent. It is being paid today, Saturday 21 November 2026." in said
    row = stored()
    assert (row.state, row.answer, row.answered_by_id) == ("answered", "paid_now", ASHA.user_id)
    with actors.acting(ASHA):
        assert models.PaymentInstruction.objects.get(pk=INSTRUCTION).state == "paid"


def test_an_answer_that_is_not_whole_keeps_what_was_written(signed_in: SignedIn) -> None:
    page = signed_in(CAST.asha).post(
        at("pay_query_answer"), {"answer": "paid", "said": "Faster Payment", "seen": "135.00"}
    )
    said = words_of(page)
    assert "Enter the day on which it was paid." in said
    assert "Faster Payment" in page.content.decode()
    assert stored().state == "open"


def test_the_pa_says_how_it_stands_after_the_answer(signed_in: SignedIn) -> None:
    with actors.acting(job()):
        models.PayQuery.objects.filter(pk=QUERY).update(
            state="answered", answer="paid", paid_on=timezone.localdate(AT), answered_at=AT, said="WAGES"
        )
    dee = signed_in(CAST.dee)
    said = words_of(dee.get(at("pay_query")))
    assert "Have they come?" in said
    assert "It was paid on Saturday 21 November 2026. WAGES" in said
    assert "Wages of 30 October 2026 from Asha Verma have not come:" in words_of(
        dee.get(reverse("home"), follow=True)
    )
    answer = dee.post(at("pay_query_ask_again"), {"reason": "My account has nothing."}, follow=True)
    assert "You have an answer by Tuesday 24 November 2026." in words_of(answer)
    assert (stored().state, stored().times_asked) == ("open", 2)
    dee.post(at("pay_query_close"))
    assert stored().state == "closed"


def test_payroll_sees_it_on_home_and_board_and_whom_to_ring(signed_in: SignedIn) -> None:
    olu = signed_in(CAST.olu)
    home = words_of(olu.get(reverse("home"), follow=True))
    assert "Wages that have not come" in home
    assert "2 questions" in home
    assert "2 PAs wait for an answer, 0 late." in words_of(olu.get(reverse("payroll:board")))
    assert "Ring them" not in words_of(olu.get(at("pay_query")))
    with actors.acting(job()):
        Representation.objects.filter(client=POST.home.id_of("client")).update(approves_timesheets=False)
    assert "Ring them: they must answer." in words_of(olu.get(at("pay_query")))
    late = words_of(olu.get(f"{reverse('payroll:pay_queries')}?show=late"))
    assert "Nothing here." in late


def test_late_ones_are_said_to_be_late(signed_in: SignedIn) -> None:
    with actors.acting(job()):
        models.PayQuery.objects.filter(pk=QUERY).update(escalated_at=AT, due_on=timezone.localdate(AT))
    said = words_of(signed_in(CAST.mara).get(f"{reverse('payroll:pay_queries')}?show=late"))
    assert "Dee Lowe" in said
    assert "Late" in said
    assert "It is late. The payroll manager has been told." in words_of(
        signed_in(CAST.dee).get(at("pay_query"))
    )


def test_a_support_worker_sees_it_and_no_money(signed_in: SignedIn) -> None:
    marcus = signed_in(CAST.marcus)
    assert "Wages that have not come" in words_of(marcus.get(reverse("home"), follow=True))
    said = words_of(marcus.get(at("pay_query")))
    assert "Wages of Dee Lowe, payday 30 October 2026" in said
    assert "See the payslip" not in said
    assert "£" not in said


def test_who_acts_without_the_money_reads_why_they_cannot_answer(signed_in: SignedIn) -> None:
    joan = signed_in(CAST.joan)
    said = words_of(joan.get(at("pay_query_answer")))
    assert "You do not see this person’s money" in said
    assert "Send your answer" not in said


def test_of_what_the_provider_pays_payroll_reads_whether_it_is_in_a_bank_file(signed_in: SignedIn) -> None:
    ben = CAST.posts["dee at ben"].id_of("pay query")
    assert "The payment In no bank file yet." in words_of(signed_in(CAST.sam).get(at("pay_query", ben)))


def test_a_manager_decides_how_soon(signed_in: SignedIn) -> None:
    mara, address = signed_in(CAST.mara), reverse("payroll:pay_query_time")
    assert "3 working days. Decided by The payroll manager" in words_of(mara.get(address))
    form = {
        "working_days": "4",
        "owner": "Mara",
        "first_day_0": "21",
        "first_day_1": "11",
        "first_day_2": "2026",
    }
    said = words_of(mara.post(address, form, follow=True))
    assert "Answers are due within 4 working days from Saturday 21 November 2026." in said
    assert "Enter from 1 to 10 working days." in words_of(mara.post(address, form | {"working_days": "11"}))


def _queries_of(browser: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(address).status_code == 200
    return len(captured)


def test_the_list_asks_the_same_questions_of_few_and_many(signed_in: SignedIn) -> None:
    olu, address = signed_in(CAST.olu), f"{reverse('payroll:pay_queries')}?show=closed"
    _close()
    olu.get(address)
    few = _queries_of(olu, address)
    with actors.acting(job()):
        slip = models.Payslip.objects.select_related("employment").get(pk=SLIP)
        for _time in range(8):
            pay_queries.query(payslip=slip, asked_by_id=CAST.dee.user_id, state="closed", closed_at=AT)
    assert "9 questions" in words_of(olu.get(address))
    assert _queries_of(olu, address) == few


def test_staff_record_what_employers_say_of_a_payrun(signed_in: SignedIn) -> None:
    olu = signed_in(CAST.olu)
    run = POST.home.id_of("paid payrun")
    wages = reverse("payroll:wages_of_payrun", args=[run])
    assert wages in olu.get(reverse("payroll:payrun", args=[run])).content.decode()
    said = words_of(olu.get(wages))
    assert "Record that the employer has paid" in said
    form = {"seen": "135.00", "reason": "By phone today."}
    answer = olu.post(at("wages_paid", INSTRUCTION), form, follow=True)
    assert "Recorded: Asha Verma has paid Dee Lowe." in words_of(answer)
    assert "Record that the employer has not paid" in words_of(olu.get(wages))
    olu.post(at("wages_not_paid", INSTRUCTION), {"reason": "It was another PA."})
    with actors.acting(ASHA):
        row = models.PaymentInstruction.objects.get(pk=INSTRUCTION)
    assert (row.state, row.taken_back, row.in_books, row.amount) == ("due", 1, False, Decimal("135.00"))
