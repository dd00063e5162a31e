"""Staff write down how to contact somebody who has no sign-in."""

from typing import Any

import pytest
from django.urls import reverse

from clients.models import Client, PersonalAssistant
from clients.operations import contact_for
from dpss.access import actors, operations
from dpss.access.models import AuditEvent
from dpss.kernel import errors
from payroll import reach
from payroll.models import Employment
from payroll.operations import reminders
from tests.cast import AT, CAST, Person
from tests.payroll.operations import steps
from tests.payroll.operations.steps import ASHA

pytestmark = pytest.mark.django_db

SAID = {"route": "post", "phone": "", "said": "She told me today."}


def noors_post() -> Employment:
    """Noor works for Asha, and does not sign in. Who reaches Asha's other PAs reaches her."""
    post = steps.hire("Noor Ali")
    with actors.acting(steps.job()):
        operations.grant_all(reach.of_new_post(post, actor=steps.job()))
    return post


def noor() -> PersonalAssistant:
    """As a person."""
    person: PersonalAssistant = noors_post().assistant
    return person


def choose(person: Any, by: Person = CAST.olu, **given: str) -> Any:
    """Somebody writes it down."""
    with actors.acting(by.actor()):
        return contact_for.choose_for(person=person, **SAID | given, actor=by.actor(), at=AT)


@pytest.mark.parametrize("by", [CAST.olu, CAST.marcus])
def test_it_is_kept_with_how_it_is_known(by: Person) -> None:
    person = noor()
    choose(person, by)
    with actors.acting(steps.job()):
        person.refresh_from_db()
        event = AuditEvent.objects.get(thing_id=str(person.pk), verb="choose contact for")
    assert (person.contact_route, event.reason) == ("post", "She told me today.")


@pytest.mark.parametrize(
    ("given", "field"),
    [({"route": "phone"}, "phone"), ({"route": "online"}, "route"), ({"said": " "}, "said")],
)
def test_what_is_missing_is_said_beside_its_field(given: dict[str, str], field: str) -> None:
    with pytest.raises(errors.Invalid) as raised:
        choose(noor(), CAST.olu, **given)
    assert raised.value.field == field


def test_who_signs_in_chooses_themself() -> None:
    with pytest.raises(errors.Conflict, match="choose themself"):
        choose(steps.post_of().assistant)


def test_others_may_not() -> None:
    person = noor()
    for by in (CAST.asha, CAST.dee):
        with pytest.raises((errors.NotAllowed, PersonalAssistant.DoesNotExist)):
            choose(person, by)


def test_who_wants_letters_is_written_to(signed_in: Any) -> None:
    choose(noor())
    job = steps.job("reminders")
    with actors.acting(job):
        reminders.remind_next(actor=job, at=steps.november().sheets_in_by)
    assert "Write to them: by post" in signed_in(CAST.olu).get(reverse("payroll:ring_these")).text


def test_the_pages_are_found_where_the_person_is(signed_in: Any) -> None:
    post, olu, marcus = noors_post(), signed_in(CAST.olu), signed_in(CAST.marcus)
    page = reverse("clients:assistant_contact", args=[post.assistant_id])
    file = reverse("payroll:post_file", args=[post.pk])
    assert page in olu.get(file).text
    assert "is contacted by post." in olu.post(page, SAID, follow=True).text
    with actors.acting(steps.job()):
        Client.objects.filter(pk=ASHA.id_of("client")).update(user=None)
    record = reverse("client", args=[ASHA.id_of("client")])
    mine = reverse("clients:client_contact", args=[ASHA.id_of("client")])
    assert mine in marcus.get(record).text
    assert mine in olu.get(reverse("payroll:employer", args=[ASHA.id_of("employer")])).text
    sent = SAID | {"route": "phone", "phone": "01632 960100"}
    assert "is contacted by phone." in marcus.post(mine, sent, follow=True).text
