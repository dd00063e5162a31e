import datetime as dt
from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from django.urls import reverse

from dpss.access import actors
from dpss.access.models import AuditEvent
from dpss.kernel import errors
from reviews import models, operations
from tests.cast import AT, CAST, TODAY
from tests.commissioning.pages import text
from tests.portal.caseload import many_clients, questions

pytestmark = pytest.mark.usefixtures("db")
SignedIn = Callable[..., Client]
MARCUS = CAST.marcus.actor()
KEY = CAST.homes["asha"].id_of("review")


@pytest.fixture
def as_marcus() -> Iterator[None]:
    with actors.acting(MARCUS):
        yield


def record(**given: object) -> models.Review:
    values = {"done_on": TODAY, "note": "All goes well."} | given
    review = models.Review.objects.get(pk=KEY)
    return operations.record_done(review=review, actor=MARCUS, at=AT, **values)


def test_recording_a_review_makes_the_next_one_due(as_marcus: None) -> None:
    following = record(done_on=dt.date(2026, 11, 18))
    done = models.Review.objects.get(pk=KEY)
    assert (done.done_on, done.done_by_id) == (dt.date(2026, 11, 18), CAST.marcus.user_id)
    assert (following.kind, following.due_on, following.done_on) == ("yearly", dt.date(2027, 11, 18), None)
    assert models.Review.objects.filter(client_id=done.client_id, done_on=None).get() == following
    event = AuditEvent.objects.filter(verb="record review").get()
    assert (event.reason, event.after) == ("All goes well.", {"done_on": "2026-11-18"})


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"done_on": TODAY + dt.timedelta(days=1)}, "in the future"),
        ({"note": "  "}, "what was agreed"),
        ({"done_on": dt.date(2020, 1, 1)}, "12 months before"),
    ],
)
def test_a_review_that_cannot_be_is_refused(as_marcus: None, given: dict[str, object], sentence: str) -> None:
    with pytest.raises(errors.Invalid, match=sentence):
        record(**given)
    assert models.Review.objects.get().done_on is None


def test_a_review_is_recorded_once(as_marcus: None) -> None:
    review = models.Review.objects.get(pk=KEY)
    record()
    with pytest.raises(errors.Conflict, match="recorded already"):
        operations.record_done(review=review, done_on=TODAY, note="Again.", actor=MARCUS, at=AT)


def test_a_review_comes_after_the_last(as_marcus: None) -> None:
    following = record()
    with pytest.raises(errors.Invalid, match="The last review was on 21 November 2026"):
        operations.record_done(review=following, done_on=TODAY, note="Again.", actor=MARCUS, at=AT)


def test_only_those_who_may_record_reviews() -> None:
    asha = CAST.asha.actor()
    with actors.acting(asha):
        review = models.Review.objects.get(pk=KEY)
        with pytest.raises(errors.NotAllowed):
            operations.record_done(review=review, done_on=TODAY, note="Mine.", actor=asha, at=AT)


def test_the_page_records_and_says_when_the_next_is_due(signed_in: SignedIn) -> None:
    browser = signed_in(CAST.marcus)
    sent = {"done_on_0": "18", "done_on_1": "11", "done_on_2": "2026", "note": "She wants fewer calls."}
    answer = browser.post(reverse("reviews:done", args=[KEY]), sent, follow=True)
    assert "The next one is due by Thursday 18 November 2027." in text(answer)
    with actors.acting(MARCUS):
        assert models.Review.objects.get(pk=KEY).done_on == dt.date(2026, 11, 18)
    assert browser.get(reverse("reviews:done", args=[KEY])).status_code == 404


def test_a_wrong_day_is_said_beside_the_field_and_the_words_are_kept(signed_in: SignedIn) -> None:
    sent = {"done_on_0": "1", "done_on_1": "12", "done_on_2": "2026", "note": "She wants fewer calls."}
    answer = signed_in(CAST.marcus).post(reverse("reviews:done", args=[KEY]), sent)
    assert "The day is in the future." in text(answer)
    assert "She wants fewer calls." in answer.content.decode()


def test_an_overdue_review_is_said_in_words(signed_in: SignedIn, today: Callable[[dt.date], None]) -> None:
    with actors.acting(MARCUS):
        due_on = models.Review.objects.get(pk=KEY).due_on
    today(due_on + dt.timedelta(days=5))
    shown = text(signed_in(CAST.marcus).get(reverse("reviews:reviews")))
    assert "5 days overdue" in shown


def test_the_list_asks_the_same_questions_of_few_and_many(signed_in: SignedIn) -> None:
    browser, asked = signed_in(CAST.marcus), set()
    for more in (2, 40):
        many_clients(more)
        asked.add(questions(browser, reverse("reviews:reviews")))
    assert len(asked) == 1
