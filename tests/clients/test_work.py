import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from clients import models, operations
from clients.queries import work
from dpss.access import actors
from dpss.access.models import AuditEvent
from dpss.access.transitions import Refused
from dpss.kernel import errors
from tests.cast import AT, CAST, TODAY
from tests.commissioning.pages import text
from tests.portal.caseload import many_clients, questions

pytestmark = pytest.mark.usefixtures("db")
SignedIn = Callable[..., Client]
MARCUS = CAST.marcus.actor()
KEY = CAST.homes["asha"].id_of("work item")
FINISH, REOPEN = (reverse(f"clients:work_item_{name}", args=[KEY]) for name in ("finish", "reopen"))


def item() -> models.WorkItem:
    with actors.acting(MARCUS):
        return models.WorkItem.objects.get(pk=KEY)


def test_a_finished_thing_can_be_put_back_from_the_banner(signed_in: SignedIn) -> None:
    browser = signed_in(CAST.marcus)
    answer = browser.post(FINISH, {"reason": "She rang back."}, follow=True)
    assert "Done: Ring about the first review, for Asha Verma. Put it back on the list" in text(answer)
    assert f'href="{REOPEN}"' in answer.content.decode()
    done = item()
    assert (done.state, done.done_by_id) == ("done", CAST.marcus.user_id)
    assert done.done_at is not None
    answer = browser.post(REOPEN, follow=True)
    assert "Back on the list: Ring about the first review" in text(answer)
    back = item()
    assert (back.state, back.done_by_id, back.done_at) == ("open", None, None)
    with actors.acting(MARCUS):
        verbs = AuditEvent.objects.filter(thing="clients.workitem").order_by("id")
        assert [(event.verb, event.reason) for event in verbs] == [
            ("finish", "She rang back."),
            ("reopen", ""),
        ]


def test_without_a_word_on_what_was_done_nothing_is_finished(signed_in: SignedIn) -> None:
    answer = signed_in(CAST.marcus).post(FINISH, {"reason": ""})
    assert "Say what you did" in text(answer)
    assert item().state == "open"


def test_a_thing_is_finished_once() -> None:
    with actors.acting(MARCUS):
        thing = models.WorkItem.objects.get(pk=KEY)
        operations.finish_work_item(item=thing, note="Done.", actor=MARCUS, at=AT)
        with pytest.raises(Refused):
            operations.finish_work_item(item=thing, note="Done.", actor=MARCUS, at=AT)


def test_only_those_whose_job_it_is_finish_work() -> None:
    asha = CAST.asha.actor()
    with actors.acting(asha):
        thing = models.WorkItem.objects.get(pk=KEY)
        with pytest.raises(errors.NotAllowed):
            operations.finish_work_item(item=thing, note="Done.", actor=asha, at=AT)
    assert item().state == "open"


@pytest.mark.parametrize(
    ("today", "sunday"),
    [
        (dt.date(2026, 11, 16), dt.date(2026, 11, 22)),
        (dt.date(2026, 11, 20), dt.date(2026, 11, 22)),
        (dt.date(2026, 11, 21), dt.date(2026, 11, 28)),
        (dt.date(2026, 11, 22), dt.date(2026, 11, 29)),
    ],
)
def test_this_week_ends_on_sunday_and_at_a_weekend_the_next_seven_days_count(
    today: dt.date, sunday: dt.date
) -> None:
    assert work.spans(today).later.children == [("due_on__gt", sunday)]


def test_a_day_counts_all_and_shows_ten_of_each_group() -> None:
    many_clients(90)
    with actors.acting(MARCUS):
        day = work.today(actor=MARCUS)
        waiting = models.WorkItem.objects.filter(state="open").count()
    assert day.total + day.later == waiting == 91
    assert [len(group.items) for group in (day.overdue, day.today, day.week)] == [10, 10, 10]
    assert day.overdue.count == models_due_before(TODAY)


def models_due_before(day: dt.date) -> int:
    with actors.acting(MARCUS):
        return models.WorkItem.objects.filter(due_on__lt=day).count()


@pytest.mark.parametrize("name", ["clients:caseload", "clients:work"])
def test_lists_ask_the_same_questions_of_few_and_many(signed_in: SignedIn, name: str) -> None:
    browser, asked = signed_in(CAST.marcus), set()
    for more in (2, 40):
        many_clients(more)
        asked.add(questions(browser, reverse(name)))
    assert len(asked) == 1


def test_the_caseload_finds_by_name_and_by_reference(signed_in: SignedIn) -> None:
    many_clients(3)
    browser, address = signed_in(CAST.marcus), reverse("clients:caseload")
    for wanted in ("verma", "ASHA-VERMA"):
        shown = text(browser.post(address, {"who": wanted}, follow=True))
        assert "Asha Verma" in shown
        assert "Person" not in shown.split("What to do", 1)[1]
    assert "Nobody matches" in text(browser.post(address, {"who": "xyz"}, follow=True))
