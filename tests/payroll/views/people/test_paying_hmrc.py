"""After the wages: HMRC and the pension scheme, as the employer who pays reads and records it."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from dpss.access import actors
from dpss.kernel import money
from dpss.web.words import figures
from ledger import chart, queries
from ledger.models import CreditorAccount
from payroll import models
from payroll.queries import employer_pays
from tests.cast import AT, CAST, TODAY
from tests.payroll.operations.steps import job
from tests.payroll.views.people.words_of import words_of

pytestmark = pytest.mark.django_db
SignedIn = Callable[..., Client]

HOME = CAST.homes["asha"]
BILL, ASHA = HOME.id_of("hmrc bill"), CAST.asha.actor()


@pytest.fixture
def asha(signed_in: SignedIn) -> Client:
    return signed_in(CAST.asha)


def at(name: str) -> str:
    return reverse(f"payroll:{name}", args=[BILL])


def stored() -> models.HmrcBill:
    with actors.acting(ASHA):
        return models.HmrcBill.objects.get(pk=BILL)


def on_account() -> Decimal:
    with actors.acting(ASHA):
        return queries.balance(HOME.subject_id, chart.DIRECT_PAYMENT, actor=ASHA)


def test_after_the_wages_the_list_has_hmrc_and_the_month_in_all(asha: Client) -> None:
    said = words_of(asha.get(reverse("payroll:instructions")))
    assert "Then HMRC" in said
    assert "Friday 20 November 2026" in said
    # The wages of October are late: Dee's and Tom's.
    with actors.acting(ASHA):
        wages = money.total(models.PaymentInstruction.objects.values_list("amount", flat=True))
    for line in (
        "What you pay in November 2026, with what is late",
        f"Wages In all, £ {figures(wages)} Still to pay, £ {figures(wages)}",
        "HMRC In all, £ 40.00 Still to pay, £ 40.00",
        f"In all In all, £ {figures(wages + 40)} Still to pay, £ {figures(wages + 40)}",
    ):
        assert line in said


def test_the_home_leads_there_once_the_wages_are_paid(asha: Client) -> None:
    assert at("pay_hmrc") not in asha.get(reverse("home")).content.decode()
    with actors.acting(job()):
        models.PaymentInstruction.objects.update(state="paid")
    page = asha.get(reverse("home"))
    assert "£40.00 of tax and National Insurance." in words_of(page)
    assert at("pay_hmrc") in page.content.decode()


def test_hmrcs_lines_are_there_to_copy(asha: Client) -> None:
    page = asha.get(at("pay_hmrc")).content.decode()
    copied = [part.partition('"')[0] for part in page.split('data-copy="')[1:]]
    assert copied[:4] == ["HMRC", "999921", "70999999", "40.00"]
    assert copied[4].startswith("123PA00012345")


def test_without_a_recorded_account_it_says_where_to_find_it(asha: Client) -> None:
    with actors.acting(job()):
        CreditorAccount.objects.update(state="withdrawn", decided_by=None)
    said = words_of(asha.get(at("pay_hmrc")))
    assert "HMRC’s account is not recorded here yet" in said
    assert "Amount £40.00" in said


def test_paying_is_recorded_and_taken_back_with_a_reason(asha: Client) -> None:
    before = on_account()
    said = words_of(asha.post(at("pay_hmrc_confirm"), {"seen": "40.00"}, follow=True))
    assert "We have recorded that you paid HMRC £40.00." in said
    assert (stored().state, stored().confirmed_by_id) == ("paid", ASHA.user_id)
    assert on_account() == before - Decimal("40.00")
    paid = words_of(asha.get(f"{reverse('payroll:instructions')}?show=paid"))
    assert "What you paid HMRC" in paid
    assert "Saturday 21 November 2026" in paid
    said = words_of(asha.post(at("pay_hmrc_unconfirm"), {"reason": "Another month."}, follow=True))
    assert "£40.00 is to pay again." in said
    assert (stored().state, on_account()) == ("due", before)


def test_what_cannot_be_said_now_has_no_form(asha: Client) -> None:
    shown = asha.get(at("pay_hmrc_unconfirm"))
    assert "See the payment" in words_of(shown)
    assert 'name="reason"' not in shown.content.decode()
    asha.post(at("pay_hmrc_confirm"), {"seen": "40.00"})
    shown = asha.get(at("pay_hmrc_confirm"))
    assert "See the payment" in words_of(shown)
    assert 'name="seen"' not in shown.content.decode()


def test_another_amount_than_was_shown_is_not_recorded(asha: Client) -> None:
    assert asha.post(at("pay_hmrc_confirm"), {"seen": "41.00"}).status_code == 409
    assert stored().state == "due"


def test_what_the_provider_pays_is_not_found(asha: Client) -> None:
    with actors.acting(job()):
        models.HmrcBill.objects.filter(pk=BILL).update(payer="provider")
    assert asha.get(at("pay_hmrc")).status_code == 404


def _pension(**given: object) -> None:
    """Asha's schedule takes £30 in November."""
    with actors.acting(job()):
        schedule = models.PensionSchedule.objects.filter(employer_id=HOME.id_of("employer")).first()
        assert schedule is not None
        usual = {"member": Decimal("20.00"), "employer_share": Decimal("10.00"), "due_on": "2026-11-22"}
        models.PensionSchedule.objects.filter(pk=schedule.pk).update(**usual | given)


def test_what_the_scheme_takes_needs_nothing_to_be_done(asha: Client) -> None:
    _pension()
    said = words_of(asha.get(reverse("payroll:instructions")))
    assert "And the pension" in said
    assert "takes £30.00 by Direct Debit" in said
    assert "Nothing to do." in said
    assert "Pension In all, £ 30.00 Still to pay, £ 30.00" in said


def _by_transfer(**given: object) -> None:
    """The scheme is paid by transfer, and has the schedule."""
    _pension(state="submitted", submitted_at=AT, submitted_by=CAST.olu.user_id, **given)
    with actors.acting(job()):
        models.PensionScheme.objects.update(paid="transfer", employer_reference="EMP123")


def _pay_pension(asha: Client) -> Any:
    return asha.get(reverse("payroll:pay_pension", args=[HOME.id_of("pension schedule")]))


def test_a_scheme_that_is_paid_by_transfer_says_what_to_pay_by_when(asha: Client) -> None:
    _by_transfer()
    page = asha.get(reverse("payroll:instructions"))
    assert "Pay £30.00 to" in words_of(page)
    assert "Reference: EMP123." in words_of(page)
    assert reverse("payroll:pay_pension", args=[HOME.id_of("pension schedule")]) in page.content.decode()


def test_a_schedule_that_is_not_with_the_scheme_yet_is_not_paid_yet(asha: Client) -> None:
    _pension()
    with actors.acting(job()):
        models.PensionScheme.objects.update(paid="transfer")
    said = words_of(asha.get(reverse("payroll:instructions")))
    assert "We make it ready for you." in said
    assert "data-copy" not in _pay_pension(asha).content.decode()


def test_the_schemes_account_amount_and_reference_are_there_to_copy(asha: Client) -> None:
    _by_transfer()
    with actors.acting(job()):
        CreditorAccount.objects.filter(council=CAST.east.id).update(creditor="harbour pensions")
    page = _pay_pension(asha).content.decode()
    copied = [part.partition('"')[0] for part in page.split('data-copy="')[1:]]
    assert copied[1:] == ["999921", "70999999", "30.00", "EMP123"]


def _pension_move(name: str) -> str:
    return reverse(f"payroll:pay_pension_{name}", args=[HOME.id_of("pension schedule")])


def _schedule() -> models.PensionSchedule:
    with actors.acting(job()):
        return models.PensionSchedule.objects.get(pk=HOME.id_of("pension schedule"))


def test_an_employer_who_paid_the_scheme_says_so_and_takes_it_back(asha: Client) -> None:
    _by_transfer()
    assert _pension_move("confirm_transfer") in _pay_pension(asha).content.decode()
    said = words_of(asha.get(_pension_move("confirm_transfer")))
    assert "We record that you have paid the scheme" in said
    told = asha.post(_pension_move("confirm_transfer"), {"seen": "30.00"}, follow=True)
    assert "We have recorded that you paid £30.00 to" in words_of(told)
    paid = _schedule()
    assert (paid.state, paid.settled_on, paid.in_books) == ("paid", TODAY, False)
    asha.post(_pension_move("confirm_transfer"), {"seen": "30.00"})
    asha.post(_pension_move("unconfirm_transfer"), {"reason": "It was another month."})
    assert (_schedule().state, _schedule().settled_on) == ("submitted", None)


def test_another_amount_than_was_shown_of_a_pension_is_not_recorded(asha: Client) -> None:
    _by_transfer()
    said = words_of(asha.post(_pension_move("confirm_transfer"), {"seen": "20.00"}))
    assert "It is £30.00 now." in said
    assert _schedule().state == "submitted"


def test_what_the_scheme_collects_is_not_said_to_be_paid(asha: Client) -> None:
    _pension(state="submitted", submitted_at=AT, submitted_by=CAST.olu.user_id)
    said = words_of(asha.get(_pension_move("confirm_transfer")))
    assert "collects this by Direct Debit" in said


def test_an_account_of_another_body_is_not_shown_as_the_schemes(asha: Client) -> None:
    _by_transfer()
    page = _pay_pension(asha)
    copied = [part.partition('"')[0] for part in page.content.decode().split('data-copy="')[1:]]
    assert copied == ["30.00", "EMP123"]
    assert "account is not recorded here yet" in words_of(page)
    with actors.acting(ASHA):
        found = employer_pays.account_of("Somebody", employer_id=HOME.id_of("employer"), day=ASHA.today)
    assert found is None


def test_once_it_is_paid_there_is_nothing_to_copy(asha: Client) -> None:
    _by_transfer()
    _pension(state="paid", settled_on="2026-11-20")
    page = _pay_pension(asha)
    assert "data-copy" not in page.content.decode()
    assert "Paid on Friday 20 November 2026" in words_of(page)
