import csv
import io
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from clients.queries import money as queries
from dpss.access import actors, policy
from dpss.access.models import AuditEvent
from tests.cast import CAST, TODAY
from tests.commissioning.pages import text
from tests.portal.caseload import many_clients, questions

pytestmark = pytest.mark.usefixtures("db")
SignedIn = Callable[..., Client]
ADA = CAST.actor(policy.ADMINISTRATOR)
OWN = reverse("clients:money")
ASHAS = reverse("clients:statement", args=[CAST.homes["asha"].id_of("client")])
CARAS = reverse("clients:statement", args=[CAST.homes["cara"].id_of("client")])


def recorded(verb: str) -> list[AuditEvent]:
    with actors.acting(ADA):
        return list(AuditEvent.objects.filter(verb=verb, actor_name__in=["Fay Thorne", "Asha Verma"]))


def test_a_client_sees_what_is_free_and_the_sum_that_makes_it(signed_in: SignedIn) -> None:
    shown = text(signed_in(CAST.asha).get(OWN))
    assert "My money free to use £468.00 on the account £1,008.00 In your own bank account" in shown
    assert "set aside £540.00" in shown
    assert "£0.00 at the start + £1,008.00 in − £0.00 out = £1,008.00 now" in shown
    assert "Of it, your own contribution The council pays you the rest From You" in shown


def test_the_statement_downloads_and_that_is_kept(signed_in: SignedIn) -> None:
    answer = signed_in(CAST.asha).get(OWN, {"download": "csv"})
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [(row["In or out, pounds"], row["Balance, pounds"]) for row in rows] == [
        ("", "1008.00"),
        ("1008.00", "1008.00"),
        ("", "0.00"),
    ]
    assert [event.after for event in recorded("download")] == [{"rows": 1}]


def test_a_statement_taken_for_somebody_names_them(signed_in: SignedIn) -> None:
    signed_in(CAST.rose, policy.REPRESENTATIVE).get(OWN, {"download": "csv"})
    with actors.acting(ADA):
        event = AuditEvent.objects.filter(thing="statement", verb="download").get()
    assert (event.actor_name, event.on_behalf_of) == ("Rose Okafor", "Ben Okafor")
    assert event.subject_id == CAST.homes["ben"].subject_id


@pytest.mark.parametrize("page", ["0", "-1", "²", "9" * 40, "two", "7"])
def test_a_strange_page_of_the_statement_is_no_error(signed_in: SignedIn, page: str) -> None:
    assert signed_in(CAST.asha).get(OWN, {"page": page}).status_code == 200


def test_council_finance_opens_one_clients_money_and_the_look_is_kept(signed_in: SignedIn) -> None:
    shown = text(signed_in(CAST.fay).get(ASHAS))
    assert "Money of Asha Verma free to use £468.00" in shown
    (look,) = recorded("look")
    assert (look.thing, look.sees) == ("clients.directpayment", "money")
    assert look.subject_id == CAST.homes["asha"].subject_id


def test_what_was_paid_stays_when_the_direct_payment_has_ended(signed_in: SignedIn) -> None:
    shown = text(signed_in(CAST.fay).get(CARAS))
    assert "No direct payment is in force today." in shown
    assert "Opening balance" in shown


def test_a_representative_sees_the_money_only_within_their_limits(signed_in: SignedIn) -> None:
    joan, rose = signed_in(CAST.joan), signed_in(CAST.rose, policy.REPRESENTATIVE)
    assert joan.get(OWN).status_code == 403
    assert f'href="{OWN}"' not in joan.get(reverse("acting_for")).content.decode()
    assert "Ben’s money" in text(rose.get(OWN))
    assert "Paid less the client's contribution From The client" in text(rose.get(OWN))


def test_the_list_adds_up_all_that_match(signed_in: SignedIn) -> None:
    many_clients(30)
    browser, address = signed_in(CAST.fay), reverse("clients:direct_payments")
    both = "Weekly £ {} Contribution £ {} Balance £ {}"
    all_of_them = text(browser.get(address)).split("All that match")[1]
    assert "Weekly £ 9,600.00 Contribution £ 1,536.00" in all_of_them
    for asked in ({"show": "managed"}, {"who": "verma"}, {"who": "BEN-OKAFOR", "basis": "net"}):
        shown = text(browser.post(address, asked, follow=True)).split("All that match")[1]
        assert both.format("300.00", "48.00", "1,008.00") in shown


def test_the_least_accounts_come_first_with_what_is_on_them() -> None:
    many_clients(12)
    fay = CAST.fay.actor()
    with actors.acting(fay):
        least = queries.with_least(limit=3, actor=fay, day=TODAY)
        accounts, pounds = queries.on_accounts(actor=fay, day=TODAY)
        every = queries.balances_of((row.subject_id for row in _payments(fay)), actor=fay)
    assert [balance for _payment, balance in least] == sorted(every.values())[:3]
    assert (accounts, pounds) == (14, sum(every.values(), Decimal(0)))


def _payments(actor: actors.Actor) -> list[queries.DirectPayment]:
    return list(queries.direct_payments(actor=actor, day=TODAY))


def test_every_kind_of_account_is_counted() -> None:
    fay = CAST.fay.actor()
    with actors.acting(fay):
        kinds = {
            kind.account: (kind.people, kind.weekly) for kind in queries.by_account(actor=fay, day=TODAY)
        }
    assert kinds == {
        "own": (1, Decimal("300.00")),
        "card": (0, Decimal("0.00")),
        "managed": (1, Decimal("300.00")),
    }


def test_the_list_asks_the_same_questions_of_few_and_many(signed_in: SignedIn) -> None:
    browser, asked = signed_in(CAST.fay), set()
    for more in (2, 40):
        many_clients(more)
        asked.add(questions(browser, reverse("clients:direct_payments")))
    assert len(asked) == 1
