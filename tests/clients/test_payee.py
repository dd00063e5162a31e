"""Where a direct payment goes: asked for by one finance officer, approved by another."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from clients import models as clients
from clients.operations import payees
from dpss.access import actors, transitions
from dpss.access.models import OutboxMessage
from ledger import models as books
from ledger import operations as ledger
from ledger import queries
from tests.cast import CAST
from tests.clients import four_weekly_world as world
from tests.commissioning.pages import text
from tests.factories import AT

pytestmark = pytest.mark.django_db
SignedIn = Callable[..., Client]
PAGE = reverse("clients:payee", args=[world.ASHA.id_of("client")])
FORM = {
    "holder": "Asha Verma", "sort_code": "99-99-21", "account_number": "61234567",
    "starts_on_0": "25", "starts_on_1": "11", "starts_on_2": "2026",
}  # fmt: skip


def test_it_waits_for_a_second_person_and_then_the_next_bank_file_follows_it(signed_in: SignedIn) -> None:
    world.approved(world.payment(dt.date(2026, 11, 16)))
    finance = signed_in(CAST.fay)
    assert "ending 1111" in text(finance.get(PAGE))
    assert "waits for a second person" in text(finance.post(PAGE, FORM, follow=True))
    mine = text(finance.get(reverse("clients:payee_approve", args=[world.ASHA.id_of("client")])))
    assert "A second person must do this" in mine
    other = world.second()
    with actors.acting(other):
        change = queries.account_changes(actor=other).get(state="proposed")
        ledger.approve_bank_account(change=change, to_ring=False, actor=other, at=AT)
    world.filed(dt.date(2026, 11, 26))
    with actors.acting(world.finance()):
        paid = books.Payment.objects.get(kind="direct_payment")
        assert (paid.state, paid.payee.ending) == ("in_file", "4567")


def test_whoever_asked_does_not_approve_it(signed_in: SignedIn) -> None:
    signed_in(CAST.fay).post(PAGE, FORM)
    mine = world.finance()
    with actors.acting(mine):
        change = queries.account_changes(actor=mine).get(state="proposed")
        with pytest.raises(transitions.Refused, match="second person"):
            ledger.approve_bank_account(change=change, to_ring=False, actor=mine, at=AT)


def test_a_number_that_cannot_be_is_one_sentence_and_the_rest_is_kept(signed_in: SignedIn) -> None:
    page = signed_in(CAST.fay).post(PAGE, FORM | {"sort_code": "12"})
    assert "Asha Verma" in page.content.decode()
    with actors.acting(world.finance()):
        assert not books.BankAccountChange.objects.filter(subject_id=world.ASHA.subject_id).exists()


def test_whose_money_it_is_hears_when_it_is_asked_for_and_when_it_is_so(signed_in: SignedIn) -> None:
    signed_in(CAST.fay).post(PAGE, FORM)
    mine, other = world.finance(), world.second()

    def told() -> set[tuple[str, object]]:
        with actors.acting(mine):
            rows = OutboxMessage.objects.filter(template__startswith="payee_")
            assert all("61234567" not in str(row.values) for row in rows)
            return {(row.template, row.to_id) for row in rows}

    # Joan acts for Asha, and does not see her money.
    people = {CAST.asha.user_id}
    assert told() == {("payee_asked", user) for user in people}
    with actors.acting(other):
        change = queries.account_changes(actor=other).get(state="proposed")
        client = clients.Client.objects.get(pk=world.ASHA.id_of("client"))
        moved = payees.approve(client=client, change=change, actor=other, at=AT)
        assert moved.to_ring is False
    assert told() == {(name, user) for name in ("payee_asked", "payee_changed") for user in people}
