"""“Where I am paid”: what a PA sees of it, asking for other bank details, and stopping that."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client

from dpss.access import actors
from ledger import models
from tests.cast import CAST, key
from tests.payroll.operations.steps import job
from tests.payroll.operations.test_bank_details import approve_dees
from tests.payroll.views.people.words_of import words_of

pytestmark = pytest.mark.django_db
SignedIn = Callable[..., Client]

PAGE, NEW, STOP = "/payroll/paid-into/", "/payroll/paid-into/new/", "/payroll/paid-into/stop/"
ASKED = {
    "holder": "T Reed", "sort_code": "99-99-07", "account_number": "70777777",
    "starts_on_0": "24", "starts_on_1": "11", "starts_on_2": "2026",
}  # fmt: skip


@pytest.fixture
def dee(signed_in: SignedIn) -> Client:
    """Dee has asked for another account already."""
    return signed_in(CAST.dee)


@pytest.fixture
def tom(signed_in: SignedIn) -> Client:
    """Tom has left, and his last wages may still be to come."""
    return signed_in(CAST.tom)


def of(name: str) -> models.BankAccountChange:
    with actors.acting(job()):
        subject = CAST.posts[f"{name} at asha"].assistant_subject_id
        return models.BankAccountChange.objects.get(subject_id=subject)


def test_a_pa_sees_the_last_four_figures_and_what_waits(dee: Client) -> None:
    answer = dee.get(PAGE)
    said = words_of(answer)
    assert "The account ending 1111, in the name DEE LOWE" in said
    assert "A change to the account ending 5555 is waiting." in said
    assert not any(number in answer.content.decode() for number in ("70111111", "70555555", "999901"))


def test_a_pa_cancels_what_is_agreed_for_a_later_day(dee: Client) -> None:
    approve_dees()
    assert "/payroll/paid-into/cancel/" in dee.get(PAGE).content.decode()
    answer = dee.post("/payroll/paid-into/cancel/", follow=True)
    assert "The change is cancelled. Your wages go on going where they go now." in words_of(answer)
    assert of("dee").state == "cancelled"
    assert "5555" not in words_of(dee.get(PAGE))


def test_a_pa_asks_for_another_account_and_it_waits_three_days(tom: Client) -> None:
    said = words_of(tom.get(NEW))
    assert "The change waits for 3 days. In that time you can stop it." in said
    answer = tom.post(NEW, ASKED, follow=True)
    assert "They wait until Tuesday 24 November 2026" in answer.content.decode()
    change = of("tom")
    assert (change.opens_on, change.by_themselves, change.ending) == (dt.date(2026, 11, 24), True, "7777")
    assert change.proposed_by_id == CAST.tom.user_id
    assert "70777777" not in tom.get(PAGE).content.decode()


def test_a_mistake_is_a_sentence_and_keeps_what_was_typed(tom: Client) -> None:
    answer = tom.post(NEW, ASKED | {"sort_code": "99-99"})
    assert "6 figures" in words_of(answer)
    assert 'value="99-99"' in answer.content.decode()


def test_staff_still_confirm_after_the_days_of_waiting(
    tom: Client, signed_in: SignedIn, today: Callable[[dt.date], None]
) -> None:
    tom.post(NEW, ASKED)
    address = f"/payroll/employers/posts/{CAST.posts['tom at asha'].id_of('employment')}/bank/{of('tom').pk}/"
    mara = signed_in(CAST.mara)
    assert "it waits until Tuesday 24 November 2026" in words_of(mara.post(f"{address}approve/"))
    today(dt.date(2026, 11, 24))
    assert of("tom").state == "proposed"
    signed_in(CAST.mara).post(f"{address}approve/")
    assert of("tom").state == "approved"


def test_a_pa_stops_a_change_and_may_ask_again(dee: Client) -> None:
    assert "Stop this change" in words_of(dee.get(STOP))
    assert "The change is stopped" in dee.post(STOP, follow=True).content.decode()
    assert of("dee").state == "withdrawn"
    assert "already" in words_of(dee.post(STOP))
    assert "Give new bank details" in words_of(dee.get(PAGE))


def test_somebody_who_asked_already_is_told_so(dee: Client) -> None:
    answer = dee.post(NEW, ASKED)
    assert answer.status_code == 409
    assert "wait for a second person already" in words_of(answer)
    assert of("dee").pk == key("dee", "bank change")
