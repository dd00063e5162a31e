"""Who decides about a penalty, who pays it, and what is set aside when its payment is given up."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from clients.models import Commitment
from dpss.access import actors, transitions
from dpss.kernel import errors
from ledger import operations as books
from payroll import models
from payroll.operations import hmrc_letters as operations
from tests.cast import AT, CAST, TODAY
from tests.payroll.operations import steps
from tests.payroll.operations.test_penalties import (
    MARA,
    OLU,
    POUNDS,
    balances,
    come_back,
    decide,
    follow,
    job,
    letter,
    managed,
    move,
    payment,
    stored,
)

pytestmark = pytest.mark.django_db
__all__ = ["managed"]


@pytest.mark.usefixtures("managed")
def test_whoever_decided_who_pays_does_not_ask_for_the_payment() -> None:
    one = decide(letter(), "employer")
    with actors.acting(MARA), pytest.raises(transitions.Refused, match="A second person must do this"):
        operations.move(letter=one, name="have_paid", told="We pay it.", actor=MARA, at=AT)
    follow()
    assert payment(one) is None
    assert move(one, "have_paid").state == "to_pay"


@pytest.mark.usefixtures("managed")
@pytest.mark.parametrize(
    "given",
    [{"amount": Decimal("490.00")}, {"reference": "9999999999K"}, {"kind": "late_payment"}],
    ids=lambda given: next(iter(given)),
)
def test_what_is_paid_is_what_was_decided(given: dict[str, Any]) -> None:
    one = decide(letter(), "employer")
    one = read_again(one, **given)
    assert (one.payer, one.payer_reason, one.payer_decided_by_id) == ("", "", None)
    with pytest.raises(transitions.Refused, match="It is not decided who pays"):
        move(one, "have_paid")
    follow()
    assert (payment(one), balances()) == (None, {})


def test_other_facts_leave_the_decision_as_it_is() -> None:
    one = read_again(decide(letter(), "employer"), about="tax month 5", answerer="employer")
    assert (one.payer, one.about) == ("employer", "tax month 5")


def read_again(one: models.HmrcLetter, **given: Any) -> models.HmrcLetter:
    """Olu writes down anew what it says."""
    usual: dict[str, Any] = {
        "kind": "penalty",
        "amount": POUNDS,
        "dated": TODAY,
        "answerer": "provider",
        "reference": "XP0012345678901",
    }
    with actors.acting(OLU):
        return operations.read(letter=one, facts=operations.Facts(**usual | given), actor=OLU, at=AT)


@pytest.mark.usefixtures("managed")
def test_a_penalty_of_a_pa_never_comes_out_of_the_clients_money() -> None:
    dee = CAST.dee.actor()
    with actors.acting(dee):
        post = models.Employment.objects.get(pk=steps.DEE.id_of("employment"))
        made = operations.show(
            employer_id=post.employer_id, files=[], said="Self Assessment.", received_on=TODAY,
            actor=dee, at=AT, employment=post,
        )  # fmt: skip
    one = read_again(made)
    with pytest.raises(errors.Invalid, match="HMRC wrote to the PA"):
        decide(one, "employer")
    assert decide(one, "provider").payer == "provider"
    with actors.acting(steps.job()), pytest.raises(IntegrityError, match="of_a_pa"), transaction.atomic():
        models.HmrcLetter.objects.filter(pk=one.pk).update(payer="employer")


def set_aside() -> list[Decimal]:
    """What is spoken for by penalties."""
    with actors.acting(job()):
        rows = Commitment.objects.filter(source_key__startswith="hmrc_letter:", settled_on=None)
        return list(rows.values_list("amount", flat=True))


@pytest.mark.usefixtures("managed")
@pytest.mark.parametrize("steps_after", [("pay",), ("appeal", "win_appeal"), ("close",)], ids="-".join)
def test_what_is_given_up_and_settled_another_way_is_not_set_aside_any_more(
    steps_after: tuple[str, ...],
) -> None:
    one = move(decide(letter(), "employer"), "have_paid")
    follow()
    row = come_back(one)
    assert set_aside() == [POUNDS]
    with actors.acting(OLU):
        books.close_return(sent_back=row, why="Not from here.", actor=OLU, at=AT)
    one = move(stored(one), "stop_payment")
    follow()
    assert set_aside() == [POUNDS], "it is still owed"
    for name in steps_after:
        one = move(one, name)
    follow()
    assert set_aside() == []
