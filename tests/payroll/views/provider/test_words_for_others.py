"""What staff write down for whoever rings: wages that have not come, and HMRC's bill that is paid."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from dpss.access import actors
from payroll import models
from tests.cast import CAST
from tests.payroll.operations import steps
from tests.payroll.views.people.words_of import words_of

pytestmark = pytest.mark.django_db
SignedIn = Callable[..., Client]
POST = steps.DEE
ASK = reverse("payroll:pay_query_ask_for_pa", args=[POST.id_of("employment")])


def test_the_posts_file_leads_to_the_page_and_the_question_is_recorded(signed_in: SignedIn) -> None:
    olu = signed_in(CAST.olu)
    assert ASK in olu.get(reverse("payroll:post_file", args=[POST.id_of("employment")])).text
    page = olu.get(ASK)
    assert "Friday 30 October 2026" in words_of(page)
    slip = POST.id_of("payslip")
    assert "Say how the PA told you" in words_of(olu.post(ASK, {"payslip": str(slip), "how": ""}))
    said = words_of(olu.post(ASK, {"payslip": str(slip), "how": "Rang today."}, follow=True))
    assert "Asha Verma, the employer, who pays the wages, must answer by" in said
    assert "Recorded for the PA by Olu Bello" in said
    with actors.acting(steps.job()):
        query = models.PayQuery.objects.get(payslip=slip, state="open")
    assert query.asked_by_id == CAST.olu.user_id
    assert "There is no payday of the last year to ask about" in words_of(olu.get(ASK))


def test_the_support_worker_finds_it_on_the_clients_record(signed_in: SignedIn) -> None:
    marcus = signed_in(CAST.marcus)
    assert ASK in marcus.get(reverse("client", args=[steps.ASHA.id_of("client")])).text
    page = marcus.get(ASK)
    assert "£" not in words_of(page)
    sent = {"payslip": str(POST.id_of("payslip")), "how": "Told me at the visit."}
    assert marcus.post(ASK, sent).status_code == 302


def test_an_officer_records_that_hmrc_is_paid_and_takes_it_back(signed_in: SignedIn) -> None:
    olu, bill = signed_in(CAST.olu), steps.ASHA.id_of("hmrc bill")
    page, paid = (reverse(f"payroll:{name}", args=[bill]) for name in ("hmrc_bill", "hmrc_bill_paid"))
    not_paid = reverse("payroll:hmrc_bill_not_paid", args=[bill])
    assert paid in olu.get(page).text
    assert "Say how you know" in words_of(olu.post(paid, {"seen": "40.00", "reason": ""}))
    answer = olu.post(paid, {"seen": "40.00", "reason": "By phone."}, follow=True)
    assert "Recorded: Asha Verma has paid HMRC £40.00." in words_of(answer)
    assert not_paid in answer.text
    olu.post(not_paid, {"reason": "The bank refused it."})
    with actors.acting(steps.job()):
        stored = models.HmrcBill.objects.get(pk=bill)
    assert (stored.state, stored.taken_back, stored.in_books) == ("due", 1, False)
