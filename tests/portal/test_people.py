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
    assert "Olu Bello’s role as payroll officer here has ended." in shown
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
    for asked in ({"who": "olu"}, {"role": "payroll_officer", "at": "northfield"}):
        shown = text(ada.post(PEOPLE, asked, follow=True))
        assert "Olu Bello" in shown
        assert "Mara Finch" not in shown
    ended = text(ada.get(PEOPLE, {"show": "ended"}))
    assert "Lena Voss" in ended
    assert "Northfield Payroll, from 6 April 2026 to 20 November 2026" in ended
    assert "Nobody matches" in text(ada.post(PEOPLE, {"who": "wim"}, follow=True))


def test_a_persons_page_has_their_roles_and_what_they_did(signed_in: SignedIn) -> None:
    signed_in(CAST.olu).get(PEOPLE)
    shown = text(signed_in(CAST.ada).get(reverse("person", args=[CAST.olu.user_id])))
    assert "Payroll officer" in shown
    assert "Was refused: page people" in shown


def test_an_administrator_reads_that_something_was_done_and_not_what_was_noted(signed_in: SignedIn) -> None:
    marcus, asha = signed_in(CAST.marcus), CAST.homes["asha"]
    noted = {"done_on_0": "20", "done_on_1": "11", "done_on_2": "2026", "note": "Her sister moved in."}
    marcus.post(reverse("reviews:done", args=[asha.id_of("review")]), noted)
    outcome = {"reason": "She is in hospital."}
    marcus.post(reverse("clients:work_item_finish", args=[asha.id_of("work item")]), outcome)
    with actors.acting(CAST.marcus.actor()):
        kept = set(AuditEvent.objects.filter(actor_name="Marcus Hale").values_list("reason", flat=True))
    assert {"Her sister moved in.", "She is in hospital."} <= kept
    ada = signed_in(CAST.ada)
    for address in (reverse("home"), reverse("person", args=[CAST.marcus.user_id])):
        shown = text(ada.get(address))
        for done in ("Recorded: review", "Finished: thing to do"):
            assert done in shown
        for words in kept - {""}:
            assert words not in shown


def test_a_persons_page_leads_to_their_part_of_the_log_by_a_key(signed_in: SignedIn) -> None:
    for person in (CAST.olu, CAST.mara):
        signed_in(person).get(PEOPLE)
    ada = signed_in(CAST.ada)
    log = f"{LOG}?person={CAST.olu.user_id}"
    assert f'href="{log}"' in ada.get(reverse("person", args=[CAST.olu.user_id])).content.decode()
    shown = text(ada.get(log)).split("What happened")[1]
    assert "Olu Bello" in shown
    assert "Mara Finch" not in shown


def test_the_log_is_narrowed_by_person_deed_and_day_and_never_shows_contents(signed_in: SignedIn) -> None:
    address = reverse("client", args=[CAST.homes["asha"].id_of("client")])
    signed_in(CAST.marcus).get(address)
    signed_in(CAST.olu).get(PEOPLE)
    ada = signed_in(CAST.ada)
    looks = text(ada.post(LOG, {"verb": "look", "who": "Marcus"}, follow=True)).split("What happened")[1]
    assert "Marcus Hale" in looks
    assert "client record" in looks
    assert "Olu Bello" not in looks
    day = {"day_0": "20", "day_1": "11", "day_2": "2026", "who": "Olu"}
    assert "Nothing matches." in text(ada.post(LOG, day, follow=True))
    day["day_0"] = "21"
    assert "Olu Bello" in text(ada.post(LOG, day, follow=True)).split("What happened")[1]
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
