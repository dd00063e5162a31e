"""A penalty that HMRC gives back after it was paid: decided, waited for, and put back to whoever had paid."""

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse

from dpss.access import actors, transitions
from dpss.kernel import errors
from payroll import models
from payroll.operations import hmrc_letters as operations
from tests.cast import AT, CAST, TODAY
from tests.payroll.operations.test_penalties import (
    ACCOUNT,
    COST,
    MARA,
    OLU,
    POUNDS,
    balances,
    decide,
    follow,
    in_file,
    in_order,
    job,
    letter,
    managed,
    move,
    payment,
    stored,
)

pytestmark = pytest.mark.django_db
__all__ = ["in_order", "managed"]


def paid(payer: str = "employer") -> models.HmrcLetter:
    one = move(decide(letter(), payer), "pay")
    follow()
    return one


def allow(one: models.HmrcLetter, by: actors.Actor = OLU, **given: Any) -> models.HmrcLetter:
    """Olu has HMRC's letter."""
    with actors.acting(by):
        values = {"told": "HMRC was wrong.", "allowed_by": "The tribunal, 20 November"} | given
        return operations.move(letter=one, name="allow_refund", actor=by, at=AT, **values)


def arrive(one: models.HmrcLetter, by: actors.Actor = MARA, **given: Any) -> models.HmrcLetter:
    """Mara sees the money on the statement."""
    with actors.acting(by):
        values = {"told": "It has come.", "back_on": TODAY} | given
        return operations.move(letter=one, name="take_refund", actor=by, at=AT, **values)


@pytest.mark.parametrize("payer", ["employer", "provider", "council"])
def test_whoever_had_paid_has_it_again_when_the_money_came_once(payer: str) -> None:
    one = paid(payer)
    before = balances()
    one = allow(one)
    follow()
    assert balances() == before, "a decision is no money"
    done = arrive(one)
    assert (follow(), follow()) == (1, 0)
    assert (done.state, done.allowed_by, balances()) == ("refunded", "The tribunal, 20 November", {})


@pytest.mark.usefixtures("managed")
def test_what_a_bank_file_paid_comes_back_onto_the_managed_account() -> None:
    one = move(decide(letter(), "employer"), "have_paid")
    follow()
    made = payment(one)
    assert made is not None
    in_file(made)
    follow()
    one = allow(stored(one))
    with actors.acting(job()):
        models.HmrcLetter.objects.filter(pk=one.pk).update(settled_on=TODAY)
    arrive(one)
    assert (follow(), follow()) == (1, 0)
    # The payment's own entry took £100 off; what HMRC gave back stands beside it.
    assert balances() == {ACCOUNT: POUNDS}


def test_the_second_step_is_another_persons() -> None:
    one = allow(paid())
    with pytest.raises(transitions.Refused, match="second person"):
        arrive(one, by=OLU)
    follow()
    assert balances() == {COST: POUNDS, ACCOUNT: -POUNDS}


def test_hmrc_may_not_give_it_back_after_all() -> None:
    one = allow(paid())
    one = move(one, "drop_refund")
    follow()
    assert (one.state, one.allowed_by) == ("paid", "")
    assert balances() == {COST: POUNDS, ACCOUNT: -POUNDS}


def test_what_cannot_be_is_a_sentence() -> None:
    one = paid()
    with pytest.raises(errors.Invalid, match="who decided"):
        allow(one, allowed_by=" ")
    one = allow(one)
    for day in (None, TODAY + dt.timedelta(days=1), TODAY - dt.timedelta(days=1)):
        with pytest.raises(errors.Invalid, match="day on which the money came"):
            arrive(one, back_on=day)
    with pytest.raises(transitions.Refused):
        allow(letter())


def test_tax_that_was_not_paid_is_not_given_back_here() -> None:
    one = move(decide(letter("underpaid"), "provider"), "pay")
    with pytest.raises(transitions.Refused, match="Only a penalty"):
        allow(one)


def test_the_pages_ask_who_decided_it_and_when_the_money_came(signed_in: Any) -> None:
    one = paid()
    olu, mara = signed_in(CAST.olu), signed_in(CAST.mara)
    allowed, back = (
        reverse("payroll:hmrc_letter_move", args=[one.pk, step]) for step in ("allow_refund", "take_refund")
    )
    assert "Say who decided it" in olu.post(allowed, {"reason": "HMRC was wrong."}).text
    olu.post(allowed, {"reason": "HMRC was wrong.", "allowed_by": "The tribunal"})
    day = {"back_on_0": "30", "back_on_1": "11", "back_on_2": "2026", "reason": "It has come."}
    wrong = mara.post(back, day)
    assert "Give the day on which the money came" in wrong.text
    assert "It has come." in wrong.text
    mara.post(back, day | {"back_on_0": "21"})
    assert stored(one).state == "refunded"
