"""The account of a direct payment: written down and approved by two people, dated, of one client."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from clients import models
from clients.operations import payment_accounts
from dpss.access import actors, scope, transitions
from dpss.kernel import errors
from ledger import models as books
from ledger import operations as ledger
from ledger import queries
from tests.cast import CAST
from tests.clients import four_weekly_world as world
from tests.commissioning.pages import text
from tests.factories import AT

pytestmark = pytest.mark.django_db
SignedIn = Callable[..., Client]
ASHA = world.ASHA
LATER = dt.date(2026, 12, 1)
WRITTEN = {
    "kind": "own",
    "holder": "Asha Verma",
    "sort_code": "99-99-31",
    "account_number": "61 111 111",
    "source": "Her statement of October.",
}


def propose(actor: actors.Actor, *, starts_on: dt.date = LATER, **other: Any) -> books.PaymentAccount:
    with actors.acting(actor):
        client = models.Client.objects.get(pk=ASHA.id_of("client"))
        made: books.PaymentAccount = payment_accounts.propose(
            client=client, starts_on=starts_on, actor=actor, at=AT, **WRITTEN | other
        )
        return made


def approve(account: books.PaymentAccount, actor: actors.Actor) -> books.PaymentAccount:
    with actors.acting(actor):
        return ledger.approve_payment_account(account=account, actor=actor, at=AT)


def sees(actor: actors.Actor, day: dt.date) -> str:
    with actors.acting(actor):
        return queries.kind_of(ASHA.subject_id, day, actor=actor)


def test_a_second_person_approves_and_the_account_before_ends_that_day() -> None:
    account = propose(world.finance())
    with pytest.raises(transitions.Refused, match="second person"):
        approve(account, world.finance())
    approve(account, world.second())
    with actors.acting(world.finance()):
        before = books.PaymentAccount.objects.get(pk=ASHA.id_of("payment account"))
        found = queries.payment_account_on(ASHA.subject_id, LATER, actor=world.finance())
    assert before.during.upper == LATER
    assert found is not None
    assert (found.pk, found.sort_code, found.account_number) == (account.pk, "999931", "61111111")


def test_a_managed_account_is_held_by_the_payroll_provider_who_sees_the_money_from_that_day() -> None:
    olu_later = CAST.olu.actor(today=LATER)
    assert sees(olu_later, LATER) == ""
    account = propose(world.finance(), kind="managed")
    assert account.organisation_id == CAST.olu.actor().organisation_id
    approve(account, world.second())
    assert sees(olu_later, LATER) == "managed"
    assert sees(CAST.olu.actor(), LATER) == ""  # not before it holds the account
    assert sees(CAST.sam.actor(today=LATER), LATER) == ""  # another provider's


def test_who_held_a_managed_account_sees_the_money_no_more_when_it_ends() -> None:
    approve(propose(world.finance(), kind="managed"), world.second())
    end = LATER + dt.timedelta(days=31)
    approve(propose(world.finance(), starts_on=end, account_number="62222222"), world.second())
    with actors.acting(CAST.olu.actor(today=end)):
        rows = scope.visible_to(books.PaymentAccount.objects.all(), CAST.olu.actor(today=end))
        assert not rows.exists()


def test_an_account_of_another_client_is_refused_by_the_form_and_by_the_database() -> None:
    with pytest.raises(errors.Invalid, match="Another person’s direct payment"):
        propose(world.finance(), sort_code="999921", account_number="60222222")  # Ben's
    bens = books.account_index("999921", "60222222")
    with actors.acting(world.finance()), transaction.atomic():
        own = books.PaymentAccount.objects.filter(pk=ASHA.id_of("payment account"))
        with pytest.raises(IntegrityError):
            own.update(account_index=bens)


@pytest.mark.parametrize(
    ("other", "sentence"),
    [
        ({"starts_on": dt.date(2026, 4, 6)}, "Another account begins on"),
        ({"starts_on": dt.date(2028, 4, 6)}, "more than a year away"),
        ({"source": " "}, "Say where you read the numbers"),
        ({"holder": " "}, "Enter the name"),
        ({"kind": "shoebox"}, "Choose how the money is held"),
        ({"account_number": "12"}, "figures"),
        ({"kind": "card", "sort_code": "", "account_number": "=1+1"}, "figures and letters"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(other: dict[str, Any], sentence: str) -> None:
    with pytest.raises(errors.Invalid, match=sentence):
        propose(world.finance(), **other)


def test_one_waits_at_a_time_and_a_card_needs_no_sort_code() -> None:
    card = propose(world.finance(), kind="card", sort_code="", account_number="ep 12345")
    assert (card.sort_code, card.account_number) == ("", "EP12345")
    with pytest.raises(errors.Conflict, match="waits for a second person"):
        propose(world.second())


def test_the_numbers_are_sealed_in_the_database() -> None:
    with actors.acting(world.finance()), connection.cursor() as cursor:
        cursor.execute("select account_number, sort_code from ledger_paymentaccount")
        for sealed in cursor.fetchall():
            for value in sealed:
                assert b"60111111" not in bytes(value)
                assert b"999921" not in bytes(value)


def test_pages_write_it_down_and_approve_it(signed_in: SignedIn) -> None:
    address = reverse("clients:payment_account", args=[ASHA.id_of("client")])
    finance = signed_in(CAST.fay)
    shown = text(finance.get(address))
    assert "ending 1111" in shown
    assert "60111111" not in shown
    day = {"starts_on_0": "1", "starts_on_1": "12", "starts_on_2": "2026"}
    refused = finance.post(f"{address}new/", WRITTEN | day | {"account_number": "1"})
    assert "Her statement of October." in refused.content.decode()
    done = finance.post(f"{address}new/", WRITTEN | day, follow=True)
    assert "waits for a second person" in text(done)
    assert "you did the step before" in text(finance.get(f"{address}approve/"))
    assert "withdrawn" in text(finance.post(f"{address}withdraw/", {}, follow=True))
    propose(world.second())
    page = text(finance.get(f"{address}approve/"))
    assert "61111111" in page  # in full, to compare
    assert "From Tuesday 1 December 2026" in text(finance.post(f"{address}approve/", {}, follow=True))
    assert "No account waits" in text(finance.get(f"{address}withdraw/"))


def test_the_client_reads_which_account_it_is(signed_in: SignedIn) -> None:
    assert "In your own bank account (ending 1111)" in text(
        signed_in(CAST.asha).get(reverse("clients:money"))
    )
