import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from dpss.access import actors
from dpss.access.models import AuditEvent, Membership
from tests.cast import CAST, TODAY
from tests.commissioning.pages import text
from tests.portal.caseload import questions

pytestmark = pytest.mark.usefixtures("db")
SignedIn = Callable[..., Client]
PEOPLE, LOG = reverse("people"), reverse("access_log")
END = reverse("role_end", args=[CAST.olu.membership_id()])


def test_ending_a_role_takes_it_away_and_keeps_the_reason(signed_in: SignedIn) -> None:
    olu, ada = signed_in(CAST.olu), signed_in(CAST.ada)
    assert olu.get(reverse("home")).status_code == 200
    shown = text(ada.post(END, {"reason": "He moved to another firm."}, follow=True))
    assert "Olu Bello is no longer payroll officer here." in shown
    assert Membership.objects.get(pk=CAST.olu.membership_id()).during.upper == TODAY
    assert olu.get(reverse("home")).status_code == 403
    with actors.acting(CAST.ada.actor()):
        assert AuditEvent.objects.get(verb="end role").reason == "He moved to another firm."


@pytest.mark.parametrize("reason", ["", "   "])
def test_a_role_is_not_ended_without_a_reason(signed_in: SignedIn, reason: str) -> None:
    assert "Error:" in text(signed_in(CAST.ada).post(END, {"reason": reason}))
    assert Membership.objects.get(pk=CAST.olu.membership_id()).during.upper is None


def test_nobody_ends_their_own_role(signed_in: SignedIn) -> None:
    ada = signed_in(CAST.ada)
    own = reverse("role_end", args=[CAST.ada.membership_id()])
    assert f'href="{own}"' not in ada.get(PEOPLE).content.decode()
    assert "You cannot end your own role." in text(ada.post(own, {"reason": "I go."}))
    assert Membership.objects.get(pk=CAST.ada.membership_id()).during.upper is None


def test_people_are_found_by_name_role_and_organisation(signed_in: SignedIn) -> None:
    ada = signed_in(CAST.ada)
    for query in ({"who": "olu"}, {"role": "payroll_officer", "at": "northfield"}):
        shown = text(ada.get(PEOPLE, query))
        assert "Olu Bello" in shown
        assert "Mara Finch" not in shown
    ended = text(ada.get(PEOPLE, {"show": "ended"}))
    assert "Lena Voss" in ended
    assert "Northfield Payroll, from 6 April 2026 to 20 November 2026" in ended
    assert (
        "Wim Carr" not in text(ada.get(PEOPLE, {"who": "wim"})).split("Nobody matches")[0].split("Filter")[1]
    )


def test_a_persons_page_has_their_roles_and_what_they_did(signed_in: SignedIn) -> None:
    signed_in(CAST.olu).get(PEOPLE)
    shown = text(signed_in(CAST.ada).get(reverse("person", args=[CAST.olu.user_id])))
    assert "Payroll officer" in shown
    assert "Was refused: page people" in shown


def test_the_log_is_narrowed_by_person_deed_and_day_and_never_shows_contents(signed_in: SignedIn) -> None:
    address = reverse("client", args=[CAST.homes["asha"].id_of("client")])
    signed_in(CAST.marcus).get(address)
    signed_in(CAST.olu).get(PEOPLE)
    ada = signed_in(CAST.ada)
    looks = text(ada.get(LOG, {"verb": "look", "who": "Marcus"}))
    assert "Marcus Hale" in looks
    assert "client record" in looks
    assert "Olu Bello" not in looks
    day = {"day_0": "20", "day_1": "11", "day_2": "2026", "who": "Olu"}
    assert "Nothing matches." in text(ada.get(LOG, day))
    assert "Asha" not in text(ada.get(LOG)).split("What happened")[-1]


def test_only_an_administrator_reads_the_log(signed_in: SignedIn) -> None:
    for person in (CAST.marcus, CAST.fay, CAST.cole, CAST.mara):
        assert signed_in(person).get(LOG).status_code == 403


def test_the_lists_ask_the_same_questions_of_few_and_many(signed_in: SignedIn) -> None:
    ada, asked = signed_in(CAST.ada), {PEOPLE: set(), LOG: set()}
    for more in (1, 20):
        for _ in range(more):
            signed_in(CAST.olu).get(PEOPLE)
        for address, counted in asked.items():
            counted.add(questions(ada, address))
    assert {address: len(counted) for address, counted in asked.items()} == {PEOPLE: 1, LOG: 1}


def test_a_looked_at_record_says_so_and_a_refused_look_does_not(signed_in: SignedIn) -> None:
    address = reverse("client", args=[CAST.homes["asha"].id_of("client")])
    assert signed_in(CAST.marcus).get(address).status_code == 200
    assert signed_in(CAST.olu).get(address).status_code == 403
    history = text(
        signed_in(CAST.marcus).get(
            reverse("clients:client_history", args=[CAST.homes["asha"].id_of("client")]), {"show": "opened"}
        )
    )
    assert "Opened: client record" in history
    with actors.acting(CAST.ada.actor()):
        looks = AuditEvent.objects.filter(verb="look", thing="clients.client")
        assert [event.actor_name for event in looks] == ["Marcus Hale"]


def test_the_record_shows_no_pay_and_no_money(signed_in: SignedIn) -> None:
    shown = text(signed_in(CAST.marcus).get(reverse("client", args=[CAST.homes["asha"].id_of("client")])))
    assert "£" not in shown
    assert "Joan Marsh" in shown
    assert "Dee Lowe" in shown
    assert "Ring about the first review" in shown
    assert dt.date(2026, 11, 21).strftime("%A") in shown
