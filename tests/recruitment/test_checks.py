import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from clients.models import Client as Person
from clients.models import PersonalAssistant
from dpss.access import actors, policy
from dpss.access.models import AuditEvent
from dpss.kernel import errors
from payroll.queries import homes
from recruitment import models, operations, queries
from tests.cast import AT, CAST, TODAY, key
from tests.commissioning.pages import text
from tests.factories import oversight

pytestmark = pytest.mark.usefixtures("db")
SignedIn = Callable[..., Client]
MARCUS = CAST.marcus.actor()
ASHA = CAST.homes["asha"].id_of("client")
DEE = key("dee", "assistant")


@pytest.fixture
def as_marcus() -> Iterator[None]:
    with actors.acting(MARCUS):
        yield


def record(**given: Any) -> models.Check:
    post = homes.posts(actor=MARCUS, client_id=ASHA).get(assistant_id=DEE)
    usual = {"kind": "dbs", "seen_on": TODAY, "expires_on": TODAY + dt.timedelta(days=3 * 365)}
    return operations.record_check(post=post, actor=MARCUS, at=AT, **usual | given)


def seen(seen_on: dt.date, expires_on: dt.date | None, kind: str = "dbs") -> None:
    job = actors.for_job(job=policy.JOB_PAYRUNS, council_id=CAST.east.id, today=TODAY)
    with actors.acting(job):
        oversight.check(
            client=Person.objects.get(pk=ASHA),
            assistant=PersonalAssistant.objects.get(pk=DEE),
            seen_by_id=CAST.marcus.user_id,
            kind=kind,
            seen_on=seen_on,
            expires_on=expires_on,
        )


def test_a_check_is_recorded_with_who_saw_it_and_never_a_document(as_marcus: None) -> None:
    check = record()
    stored = models.Check.objects.get(pk=check.pk)
    assert (stored.client_id, stored.assistant_id, stored.kind) == (ASHA, DEE, "dbs")
    assert (stored.seen_on, stored.seen_by_id) == (TODAY, CAST.marcus.user_id)
    assert stored.subject_id == CAST.homes["asha"].subject_id
    event = AuditEvent.objects.filter(verb="record check").get()
    assert event.after == {"kind": "dbs", "seen_on": TODAY.isoformat()}


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"seen_on": TODAY + dt.timedelta(days=1)}, "in the future"),
        ({"expires_on": TODAY}, "on or before the day you saw it"),
    ],
)
def test_a_check_that_cannot_be_is_refused(as_marcus: None, given: dict[str, Any], sentence: str) -> None:
    with pytest.raises(errors.Invalid, match=sentence):
        record(**given)
    assert not models.Check.objects.filter(kind="dbs").exists()


def test_a_check_of_a_day_is_recorded_once(as_marcus: None) -> None:
    record()
    with pytest.raises(errors.Conflict):
        record()
    assert models.Check.objects.filter(kind="dbs").count() == 1


def test_only_the_newest_of_a_kind_can_run_out() -> None:
    old, new = dt.date(2023, 11, 25), dt.date(2026, 11, 2)
    seen(old, TODAY + dt.timedelta(days=4))
    by = TODAY + dt.timedelta(days=60)
    with actors.acting(MARCUS):
        assert [check.seen_on for check in queries.expiring(by=by, actor=MARCUS)] == [old]
    seen(new, dt.date(2029, 11, 2))
    with actors.acting(MARCUS):
        assert not queries.expiring(by=by, actor=MARCUS)


@pytest.mark.parametrize(
    ("days", "words", "show"),
    [
        (-2, "Ran out 2 days ago", "past"),
        (0, "Today", "7"),
        (7, "7 days left", "7"),
        (30, "30 days left", "30"),
        (60, "60 days left", "60"),
    ],
)
def test_the_list_says_how_soon_a_check_runs_out(
    signed_in: SignedIn, days: int, words: str, show: str
) -> None:
    seen(dt.date(2023, 11, 25), TODAY + dt.timedelta(days=days))
    browser = signed_in(CAST.marcus)
    assert words in text(browser.get(reverse("recruitment:checks"), {"show": show}))


def test_a_check_that_runs_out_later_is_not_listed(signed_in: SignedIn) -> None:
    seen(dt.date(2023, 11, 25), TODAY + dt.timedelta(days=61))
    assert "No check runs out within 60 days" in text(
        signed_in(CAST.marcus).get(reverse("recruitment:checks"))
    )


def test_the_page_records_the_check_of_the_chosen_pa(signed_in: SignedIn) -> None:
    browser = signed_in(CAST.marcus)
    sent = {
        "assistant": str(DEE),
        "kind": "right_to_work",
        "seen_on_0": "18",
        "seen_on_1": "11",
        "seen_on_2": "2026",
        "expires_on_0": "",
        "expires_on_1": "",
        "expires_on_2": "",
    }
    answer = browser.post(reverse("recruitment:new", args=[ASHA]), sent, follow=True)
    assert "Recorded: Right to work. It does not run out." in text(answer)
    with actors.acting(MARCUS):
        check = models.Check.objects.get(assistant_id=DEE, seen_on=dt.date(2026, 11, 18))
        assert (check.kind, check.expires_on) == ("right_to_work", None)
    again = browser.post(reverse("recruitment:new", args=[ASHA]), sent)
    assert again.status_code == 409


def test_the_form_begins_with_what_the_list_named(signed_in: SignedIn) -> None:
    address = f"{reverse('recruitment:new', args=[ASHA])}?assistant={DEE}&kind=dbs"
    page = signed_in(CAST.marcus).get(address).content.decode()
    assert f'value="{DEE}" selected' in page
    assert 'value="dbs"' in page.split("checked")[0].rsplit("<input", 1)[1]
