"""The pages of acting for somebody: suggested, agreed, limited, taken away, and what the next click says."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from clients.models import Client as Person
from clients.models import Representation
from dpss.access import actors, policy
from dpss.access.models import AuditEvent, OutboxMessage
from tests.access import fingerprint
from tests.cast import CAST, TODAY
from tests.commissioning.pages import text
from tests.factories import clients as made
from tests.payroll.operations.test_who_acts import JOB, begin, of, propose
from tests.portal.caseload import many_clients, questions

pytestmark = pytest.mark.usefixtures("db")
SignedIn = Callable[..., Client]
ASHAS = CAST.homes["asha"].id_of("client")
PROPOSE, MINE, LIST = (
    reverse("representation_new", args=[ASHAS]),
    reverse("who_acts_for_me"),
    reverse("who_acts"),
)
JOAN = CAST.homes["asha"].id_of("representation")
PAULA = CAST.person(policy.PRACTITIONER, council=CAST.east)


def on(field: str, *, year: int = TODAY.year) -> dict[str, Any]:
    return {f"{field}_0": TODAY.day, f"{field}_1": TODAY.month, f"{field}_2": year}


SENT = {
    "name": "Noor Verma",
    "email": "noor@example.org",
    "kind": "nominated",
    "may": ["everything"],
} | on("first_day")


def page(name: str, row: Representation | uuid.UUID) -> str:
    return reverse(f"representation{name}", args=[getattr(row, "pk", row)])


def proposed() -> Representation:
    with actors.acting(JOB):
        return Representation.objects.get(state="proposed")


def test_somebody_is_suggested_and_the_client_says_yes_on_their_own_page(signed_in: SignedIn) -> None:
    shown = text(signed_in(CAST.marcus).post(PROPOSE, SENT, follow=True))
    assert "It is written down. Now record by what right they act." in shown
    assert "Waiting for a yes" in shown
    assert "Record first that Asha Verma agrees" in shown
    row, asha = proposed(), signed_in(CAST.asha)
    assert "Say who may act for you" in text(asha.get(reverse("home")))
    assert "Waiting for your yes" in text(asha.get(MINE))
    assert "You can take it away any time" in text(asha.get(page("_agree", row)))
    shown = text(asha.post(page("_agree", row), follow=True))
    assert "They may act for you." in shown
    assert "The person agrees" in shown
    assert "Approve timesheets and say that PAs are paid" in shown
    assert "Decide about the direct payment and sign" not in shown


def test_a_client_suggests_somebody_on_their_own_page_and_the_council_decides(signed_in: SignedIn) -> None:
    asha = signed_in(CAST.asha)
    assert "Suggest somebody" in text(asha.get(MINE))
    sent = {key: value for key, value in SENT.items() if key != "kind"} | {"may": ["timesheets"]}
    shown = text(asha.post(reverse("representation_suggest"), sent, follow=True))
    assert "We asked the council." in shown
    assert "You suggested, and the council decides" in shown
    assert "Say who may act for you" not in text(asha.get(reverse("home")))
    row = proposed()
    assert page("_agree", row) not in asha.get(page("", row)).content.decode()
    shown = text(signed_in(PAULA).post(page("_decide", row), follow=True))
    assert "It is in force." in shown
    assert "Noor Verma" in text(asha.get(MINE))


def test_the_council_puts_it_in_force_once_the_consent_is_recorded(signed_in: SignedIn) -> None:
    marcus, paula = signed_in(CAST.marcus), signed_in(PAULA)
    marcus.post(PROPOSE, SENT)
    row = proposed()
    assert "Noor Verma, for Asha Verma" in text(paula.get(LIST + "?show=waiting"))
    refused = text(paula.post(page("_decide", row)))
    assert "Record first that Asha Verma agrees: who said so, when and how." in refused
    said = {"kind": "consent", "said_by": "Asha Verma", "how": "phone", "document": ""} | on("seen_on")
    assert "It is kept" in text(marcus.post(page("_basis", row), said, follow=True))
    assert "It is in force." in text(paula.post(page("_decide", row), follow=True))
    assert "See or invite" in text(marcus.get(reverse("client", args=[ASHAS])))


def test_who_begins_is_invited_and_signs_in_with_a_link(signed_in: SignedIn) -> None:
    row = begin(propose())
    address = reverse("payroll:representative_sign_in", args=[row.pk])
    signed_in(CAST.marcus).post(address, {"email": "noor@example.com"})
    with actors.acting(JOB):
        asked = OutboxMessage.objects.get(to=row.user_id, template="invitation")
        assert asked.values == {"role": policy.REPRESENTATIVE}


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"email": "nobody"}, "Enter an e-mail address"),
        (on("first_day", year=2025), "That day is past. Choose today or a later day."),
        ({"kind": "parent"}, "Asha Verma is an adult, so nobody acts as their parent."),
        ({"kind": "authorised"}, "It is not recorded that Asha Verma cannot."),
        ({"may": ["sign"]}, "decides and signs themself, so a nominated person cannot."),
        ({"email": CAST.marcus.email, "name": CAST.marcus.name}, "or at work"),
        ({"name": ""}, "Write their full name."),
    ],
)
def test_bad_input_gets_a_sentence_and_keeps_what_was_typed(
    signed_in: SignedIn, sent: dict[str, Any], sentence: str
) -> None:
    browser, before = signed_in(CAST.marcus), fingerprint.take()
    answer = browser.post(PROPOSE, SENT | sent)
    assert sentence in text(answer)
    assert str(sent.get("email", "noor@example.org")) in answer.content.decode()
    assert fingerprint.changed(before) == []


def test_a_nominee_for_an_adult_without_capacity_is_refused(signed_in: SignedIn) -> None:
    with actors.acting(CAST.marcus.actor()):
        client = Person.objects.get(pk=ASHAS)
        client.capacities.create(
            council_id=client.council_id,
            subject_id=client.subject_id,
            has_capacity=False,
            assessed_on=TODAY,
            assessed_by="Dr Hale",
            evidence="Assessed at home.",
            recorded_by_id=CAST.marcus.user_id,
            recorded_at="2026-11-21T09:00:00Z",
        )
    shown = text(signed_in(CAST.marcus).post(PROPOSE, SENT))
    assert "so they cannot nominate anybody. Choose an authorised person." in shown


def test_what_is_taken_away_at_ten_is_refused_at_one_minute_past(signed_in: SignedIn) -> None:
    hers, theirs = signed_in(CAST.asha), signed_in(CAST.joan)
    assert "You are acting for Asha Verma" in text(theirs.get(reverse("home")))
    asked = text(hers.get(page("_end", JOAN)))
    assert "They see nothing and can do nothing from their next click." in asked
    assert "Joan Marsh gets an e-mail that they do not act for somebody any more." in asked
    assert "From now on what they send is refused." in text(hers.post(page("_end", JOAN), follow=True))
    before = fingerprint.take()
    for address in (page("_stop", JOAN), reverse("payroll:agreement_choice")):
        assert theirs.post(address).status_code in {403, 404, 409}
    assert fingerprint.changed(before) == []
    assert "Asha" not in text(theirs.get(reverse("home")))
    assert "Nobody acts for you." in text(hers.get(MINE))


def test_a_limit_is_taken_away_at_once_and_the_refusal_names_it(signed_in: SignedIn) -> None:
    hers, theirs = signed_in(CAST.asha), signed_in(CAST.joan)
    assert theirs.get(reverse("payroll:approvals")).status_code == 200
    assert "It holds from now on." in text(hers.post(page("_limits", JOAN), {"may": []}, follow=True))
    refused = theirs.get(reverse("payroll:approvals"))
    assert refused.status_code == 403
    assert "You may not approve timesheets for the person for whom you act." in text(refused)
    assert "You could until 20 November 2026." in text(refused)
    assert "Only see who they are and who their PAs are" in text(theirs.get(reverse("acting_for")))


def test_staff_say_who_asked_and_it_is_kept(signed_in: SignedIn) -> None:
    browser = signed_in(CAST.marcus)
    assert "Say who asked for it." in text(browser.post(page("_limits", JOAN), {"may": []}))
    browser.post(page("_limits", JOAN), {"may": [], "reason": "Asha rang."})
    with actors.acting(JOB):
        assert AuditEvent.objects.get(verb="narrow_limits").reason == "Asha rang."


def test_who_acts_stops_and_it_is_shown_as_done_for_the_client(signed_in: SignedIn) -> None:
    browser = signed_in(CAST.joan)
    assert "Since when, by what right, and how to stop" in text(browser.get(reverse("acting_for")))
    assert "Stop acting" in text(browser.get(page("", JOAN)))
    assert "You do not act for them any more." in text(browser.post(page("_stop", JOAN), follow=True))
    shown = text(signed_in(CAST.marcus).get(reverse("client", args=[ASHAS])))
    assert "Joan Marsh, for Asha Verma" in shown


def test_what_another_may_do_for_the_same_person_is_not_shown(signed_in: SignedIn) -> None:
    row = begin(propose())
    assert of(row.user_id).role == policy.REPRESENTATIVE
    assert signed_in(CAST.joan).get(page("", row)).status_code == 404


def test_the_list_asks_the_same_of_few_and_many(signed_in: SignedIn) -> None:
    browser, asked = signed_in(PAULA), []
    for more in (3, 20):
        many_clients(more)
        with actors.acting(JOB):
            for one in Person.objects.filter(name__startswith="Person", representations=None):
                made.representation(client=one, user_id=CAST.rose.user_id)
        asked.append(questions(browser, LIST + "?show=in_force"))
    assert asked[0] == asked[1]
    assert asked[1] - 4 < 15


def test_the_pages_of_one_ask_few_questions(signed_in: SignedIn) -> None:
    assert questions(signed_in(PAULA), page("", JOAN)) - 4 < 15
    assert questions(signed_in(CAST.asha), MINE) - 4 < 15
