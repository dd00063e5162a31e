"""A representative is removed while a page is open: what they send next is refused, and nothing is kept."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from clients.models import Representation
from dpss.access import actors
from payroll import digests
from payroll.models import TimesheetEntry
from payroll.operations import who_acts
from tests.access import fingerprint
from tests.cast import AT, CAST, key
from tests.commissioning.pages import text
from tests.payroll.operations import test_payrun_agreements

pytestmark = pytest.mark.usefixtures("db")
SignedIn = Callable[..., Client]
SHEET = CAST.posts["dee at asha"].id_of("timesheet")


def remove() -> None:
    """At 10:00 Asha takes it away from Joan, as she does on her page."""
    with actors.acting(CAST.asha.actor()):
        acts = Representation.objects.get(pk=CAST.homes["asha"].id_of("representation"))
        who_acts.end(representation=acts, actor=CAST.asha.actor(), at=AT)


def digest() -> str:
    """What the open page of the timesheet showed."""
    with actors.acting(CAST.asha.actor()):
        return digests.of_entries(TimesheetEntry.objects.filter(timesheet_id=SHEET))


ACTS: dict[str, tuple[str, dict[str, Any]]] = {
    "approves a timesheet": (reverse("payroll:approval_approve", args=[SHEET]), {}),
    "sends a timesheet back": (reverse("payroll:approval_reject", args=[SHEET]), {"reason": "Too long."}),
    "complains": (
        reverse("clients:complain"),
        {"about_words": "The pay", "point_1": "It was late.", "about": "other"},
    ),
    "writes to the support worker": (
        reverse("clients:message_new"),
        {"title": "Pay", "words": "Please ring.", "form_key": key("a form").hex},
    ),
    "decides about the payment": (
        reverse("clients:own_payment_choice"),
        {"choice": "decline", "words": "No.", "offered": ["council"]},
    ),
    "changes who agrees payruns": (reverse("payroll:agreement_choice"), {}),
}


@pytest.mark.parametrize("act", ACTS)
def test_nothing_that_a_removed_representative_sends_is_kept(act: str, signed_in: SignedIn) -> None:
    address, values = ACTS[act]
    test_payrun_agreements.let_joan_agree()
    seen, joan = digest(), signed_in(CAST.joan)
    assert "You are acting for Asha Verma" in text(joan.get(reverse("home")))
    remove()
    before = fingerprint.take()
    answer = joan.post(address, {"digest": seen, **values})
    assert answer.status_code in {403, 404, 409}
    assert fingerprint.changed(before) == []
    assert "Asha" not in text(answer)


def test_the_home_of_a_removed_representative_shows_nobody(signed_in: SignedIn) -> None:
    joan = signed_in(CAST.joan)
    remove()
    assert "Asha" not in text(joan.get(reverse("home")))


@pytest.mark.parametrize("act", sorted(set(ACTS) - {"decides about the payment"}))
def test_what_a_representative_sends_in_time_is_kept(act: str, signed_in: SignedIn) -> None:
    """So that the refusals above come from the removal, and not from a form that is wrong.

    A nominated person never decides about the payment of somebody who decides for themself.
    """
    address, values = ACTS[act]
    test_payrun_agreements.let_joan_agree()
    seen, before = digest(), fingerprint.take()
    assert signed_in(CAST.joan).post(address, {"digest": seen, **values}).status_code == 302
    assert fingerprint.changed(before)
