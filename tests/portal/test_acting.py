import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from psycopg2.extras import DateRange

from clients import reach
from clients.models import Client as Person
from clients.models import Representation
from dpss.access import actors, operations, policy
from tests.cast import CAST, TODAY
from tests.commissioning.pages import text
from tests.factories import clients as made

pytestmark = pytest.mark.usefixtures("db")
SignedIn = Callable[..., Client]
ACTING, MONEY = reverse("acting_for"), reverse("clients:money")
JOB = actors.for_job(job=policy.JOB_PAYRUNS, council_id=CAST.east.id, today=TODAY)


@pytest.fixture
def joan_acts_for_ben() -> None:
    """And may see his money, which she may not see of Asha's."""
    with actors.acting(JOB):
        ben = Person.objects.get(pk=CAST.homes["ben"].id_of("client"))
        acts = made.representation(client=ben, user_id=CAST.joan.user_id, approves_timesheets=False)
        operations.grant_all(reach.of_representation(acts))


def choose(browser: Client, who: str) -> str:
    sent = {"client": str(CAST.homes[who].id_of("client"))}
    return text(browser.post(ACTING, sent, follow=True))


def test_the_choice_of_person_is_kept_and_said_on_every_page(
    signed_in: SignedIn, joan_acts_for_ben: None
) -> None:
    browser = signed_in(CAST.joan)
    assert "You are acting for Asha Verma" in text(browser.get(reverse("home")))
    shown = choose(browser, "ben")
    assert "You are now acting for Ben Okafor. What you do is recorded with your name and theirs." in shown
    for name in ("home", "acting_for", "help", "clients:money"):
        page = text(browser.get(reverse(name)))
        assert "You are acting for Ben Okafor" in page
        assert "Change person" in page


def test_the_menu_keeps_to_the_limits_of_the_chosen_person(
    signed_in: SignedIn, joan_acts_for_ben: None
) -> None:
    browser = signed_in(CAST.joan)

    def menu() -> tuple[bool, bool]:
        page = browser.get(reverse("help")).content.decode()
        return f'href="{MONEY}"' in page, f'href="{reverse("payroll:approvals")}"' in page

    assert menu() == (False, True)
    refused = browser.get(MONEY)
    assert refused.status_code == 403
    assert "You may not see the money of the person for whom you act." in text(refused)
    choose(browser, "ben")
    assert menu() == (True, False)
    assert "Ben’s money" in text(browser.get(MONEY))


def test_a_representative_pays_somebody_elses_pas(signed_in: SignedIn) -> None:
    address = reverse("payroll:instructions")
    hers, theirs = signed_in(CAST.asha), signed_in(CAST.rose, policy.REPRESENTATIVE)
    assert "Pay my PAs" in text(hers.get(address))
    assert "Pay your PAs" in text(hers.get(address))
    assert "Pay my PAs" not in text(theirs.get(address))
    assert "Pay the PAs of Ben Okafor" in text(theirs.get(address))


def test_nobody_acts_for_someone_who_has_not_agreed(signed_in: SignedIn) -> None:
    browser = signed_in(CAST.joan)
    for who in ("ben", "cara", "wes"):
        assert "Error:" in choose(browser, who)
        assert "acting_for" not in browser.session
    session = browser.session
    session["acting_for"] = str(CAST.homes["ben"].id_of("client"))
    session.save()
    assert "You are acting for Asha Verma" in text(browser.get(reverse("home")))


def test_the_page_says_what_the_representative_may_do(signed_in: SignedIn) -> None:
    assert "Approve timesheets and say that PAs are paid" in text(signed_in(CAST.joan).get(ACTING))


def test_the_band_gives_the_last_day_and_not_the_day_after(signed_in: SignedIn) -> None:

    with actors.acting(JOB):
        Representation.objects.filter(user_id=CAST.joan.user_id, client__name="Asha Verma").update(
            during=DateRange(dt.date(2026, 4, 6), dt.date(2027, 4, 1))
        )
    assert "until 31 March 2027" in text(signed_in(CAST.joan).get(reverse("home")))
