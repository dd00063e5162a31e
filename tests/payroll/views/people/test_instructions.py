from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from dpss.access import actors, transitions
from dpss.access.models import AuditEvent
from ledger import chart, queries
from payroll import models
from payroll.operations import instructions
from tests.cast import AT, CAST
from tests.payroll.views.people.words_of import words_of

pytestmark = pytest.mark.django_db
SignedIn = Callable[..., Client]

POST = CAST.posts["dee at asha"]
INSTRUCTION = POST.id_of("instruction")
SEEN = {"seen": "135.00"}
ASHA = CAST.asha.actor()


@pytest.fixture
def asha(signed_in: SignedIn) -> Client:
    return signed_in(CAST.asha)


def at(name: str) -> str:
    return reverse(f"payroll:{name}", args=[INSTRUCTION])


def stored() -> models.PaymentInstruction:
    with actors.acting(ASHA):
        return models.PaymentInstruction.objects.get(pk=INSTRUCTION)


def balances() -> tuple[Decimal, Decimal]:
    """What is on the direct payment account, and what Asha owes her PAs (a debt is negative)."""
    with actors.acting(ASHA):
        home = POST.home
        return (
            queries.balance(home.subject_id, chart.DIRECT_PAYMENT, actor=ASHA),
            queries.balance(home.employer_subject_id, chart.NET_PAY, actor=ASHA),
        )


def test_the_list_says_whom_to_pay_by_when_and_no_bank_details(asha: Client) -> None:
    answer = asha.get(reverse("payroll:instructions"))
    said = words_of(answer)
    assert "2 payments" in said
    assert "Friday 30 October 2026" in said
    assert "135.00" in said
    assert "70111111" not in answer.content.decode()


def test_one_page_has_each_line_to_copy(asha: Client) -> None:
    said = words_of(asha.get(at("instruction")))
    for line in (
        "Name on the account Dee Lowe",
        "Sort code 99-99-01",
        "Account number 70111111",
        "Amount £135.00",
        "Reference WAGES",
    ):
        assert line in said


def test_looking_at_bank_details_is_recorded(asha: Client) -> None:
    asha.get(at("instruction"))
    with actors.acting(ASHA):
        event = AuditEvent.objects.filter(thing_id=str(INSTRUCTION), verb="look").latest("id")
    assert event.actor_name == "Asha Verma"


def test_paying_is_recorded_and_the_ledger_follows(asha: Client) -> None:
    account, owed = balances()
    answer = asha.post(at("instruction_confirm"), SEEN, follow=True)
    assert "We have recorded that you paid Dee Lowe £135.00." in words_of(answer)
    assert (stored().state, stored().confirmed_by_id) == ("paid", ASHA.user_id)
    assert balances() == (account - Decimal("135.00"), owed + Decimal("135.00"))


def test_a_paid_one_says_what_was_paid_and_has_nothing_to_copy(asha: Client) -> None:
    asha.post(at("instruction_confirm"), SEEN)
    with actors.acting(ASHA):
        looks = AuditEvent.objects.filter(thing_id=str(INSTRUCTION), verb="look")
        before = looks.count()
    answer = asha.get(at("instruction"))
    said = words_of(answer)
    for line in (
        "Payment to Dee Lowe",
        "Amount £135.00",
        "Paid on Saturday 21 November 2026",
        "Recorded by Asha Verma, Saturday 21 November 2026",
    ):
        assert line in said
    for line in ("Copy each line", "99-99-01", "70111111", "I have paid this", "Pay it by"):
        assert line not in said
    with actors.acting(ASHA):
        assert looks.count() == before


def test_the_list_of_what_is_paid_says_when(asha: Client) -> None:
    asha.post(at("instruction_confirm"), SEEN)
    said = words_of(asha.get(f"{reverse('payroll:instructions')}?show=paid"))
    assert "Paid on" in said
    assert "Saturday 21 November 2026" in said
    for line in ("Pay by", "Friday 30 October 2026", "Pay these wages"):
        assert line not in said


def test_saying_it_twice_takes_the_money_off_once(asha: Client) -> None:
    asha.post(at("instruction_confirm"), SEEN)
    after = balances()
    answer = asha.post(at("instruction_confirm"), SEEN)
    assert "It is already “Paid”" in words_of(answer)
    assert balances() == after


def test_a_representative_without_the_money_does_not_find_it(signed_in: SignedIn) -> None:
    joan = signed_in(CAST.joan)
    answer = joan.get(reverse("payroll:instructions"))
    assert answer.status_code == 403
    assert "You may not see the money of the person for whom you act." in words_of(answer)
    assert joan.get(at("instruction")).status_code == 404


def test_a_payment_on_behalf_of_the_client_is_recorded_so() -> None:
    with actors.acting(ASHA):
        instructions.confirm(
            instruction=stored(), seen=Decimal("135.00"), actor=ASHA, at=AT, on_behalf_of="Asha Verma"
        )
        event = AuditEvent.objects.filter(thing_id=str(INSTRUCTION), verb="confirm").latest("id")
        assert event.on_behalf_of == "Asha Verma"
        with pytest.raises(transitions.Refused):
            instructions.confirm(instruction=stored(), seen=Decimal("135.00"), actor=ASHA, at=AT)


def test_an_amount_that_was_put_right_meanwhile_is_not_recorded_as_paid(asha: Client) -> None:
    answer = asha.post(at("instruction_confirm"), {"seen": "140.00"})
    assert answer.status_code == 409
    assert "It is £135.00 now. If you have paid £140.00 already, ring us." in words_of(answer)
    assert stored().state == "due"


@pytest.mark.parametrize("seen", ["1E+999999", "1E+30", "NaN", "1.005"])
def test_an_amount_that_no_page_showed_is_not_taken(asha: Client, seen: str) -> None:
    answer = asha.post(at("instruction_confirm"), {"seen": seen})
    assert answer.status_code < 500
    assert len(answer.content) < 100_000
    assert stored().state == "due"


def test_each_line_has_a_button_that_copies_it_as_a_bank_takes_it(asha: Client) -> None:
    page = asha.get(at("instruction")).content.decode()
    copied = [part.partition('"')[0] for part in page.split('data-copy="')[1:]]
    assert copied == ["Dee Lowe", "999901", "70111111", "135.00", "WAGES"]
    # Without JavaScript there is no button, because none of them works.
    assert page.count("hidden>") >= len(copied)
    assert "js/copy.js" in page
    assert "My bank says that the name does not match" in page


def test_what_was_paid_by_mistake_is_taken_back_with_the_reason(asha: Client) -> None:
    account, owed = balances()
    asha.post(at("instruction_confirm"), SEEN)
    assert "I have not paid this after all" in words_of(asha.get(at("instruction")))
    said = words_of(asha.post(at("instruction_unconfirm"), {"reason": "It was Tom."}, follow=True))
    assert "We have recorded that Dee Lowe is not paid. £135.00 is to pay again." in said
    assert "Account number 70111111" in said
    row = stored()
    assert (row.state, row.confirmed_by_id, row.taken_back) == ("due", None, 1)
    assert balances() == (account, owed)


def test_taking_it_back_needs_a_reason(asha: Client) -> None:
    asha.post(at("instruction_confirm"), SEEN)
    assert "Say why" in words_of(asha.post(at("instruction_unconfirm"), {"reason": ""}))
    assert stored().state == "paid"


def test_what_has_been_corrected_since_says_why_it_stays(asha: Client) -> None:
    asha.post(at("instruction_confirm"), SEEN)
    with actors.acting(ASHA):
        models.Payslip.objects.filter(pk=POST.id_of("payslip")).update(replaced_at=AT)
    said = words_of(asha.get(at("instruction")))
    assert "The payslip has been corrected since" in said
    assert "I have not paid this after all" not in said
    assert "corrected since" in words_of(asha.post(at("instruction_unconfirm"), {"reason": "It was Tom."}))
    assert stored().state == "paid"
