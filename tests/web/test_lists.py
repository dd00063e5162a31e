"""Work lists: reach, filters, counts, order, pages, downloads."""

import csv
import io
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from clients import models
from dpss.access import actors
from tests.cast import Cast
from tests.factories import clients as made

pytestmark = pytest.mark.usefixtures("db")
SignIn = Callable[..., Client]


@pytest.fixture
def browser(signed_in: SignIn, cast: Cast) -> Client:
    """Marcus, who has Asha on his caseload."""
    return signed_in(cast.marcus)


def plant(cast: Cast, count: int, **given: object) -> None:
    with actors.acting(cast.marcus.actor()):
        client = models.Client.objects.get(pk=cast.homes["asha"].id_of("client"))
        for number in range(count):
            made.work_item(client=client, key=f"{given}{number}", **{"title": f"Item {number:03}"} | given)


def test_the_list_shows_only_what_the_actor_reaches(browser: Client, cast: Cast) -> None:
    text = browser.get("/probe/work/").text
    assert str(cast.homes["asha"].id_of("work item")) in text
    assert str(cast.homes["ben"].id_of("work item")) not in text


def test_a_page_has_25_rows_and_says_which_of_how_many(browser: Client, cast: Cast) -> None:
    plant(cast, 30)
    first, second = browser.get("/probe/work/"), browser.get("/probe/work/?page=2")
    assert "Rows 1 to 25 of 31" in first.text
    assert "Rows 26 to 31 of 31" in second.text
    assert first.text.count('class="dpss-work__row') == 25
    assert "?page=2" in first.text


def test_no_row_is_on_two_pages_though_all_have_the_same_title(browser: Client, cast: Cast) -> None:
    plant(cast, 30, title="The same")
    seen = [
        part.split("/finish/")[0]
        for number in (1, 2)
        for part in browser.get(f"/probe/work/?page={number}").text.split("/probe/work/")[1:]
        if "/finish/" in part[:50]
    ]
    assert len(seen) == len(set(seen)) == 31


def test_the_number_of_queries_does_not_grow_with_the_list(browser: Client, cast: Cast) -> None:
    browser.get("/probe/work/")
    with CaptureQueriesContext(
        connection,
    ) as few:
        browser.get("/probe/work/")
    plant(cast, 60)
    with CaptureQueriesContext(connection) as many:
        browser.get("/probe/work/")
    assert len(many) == len(few)


def test_saved_filters_carry_counts_that_add_up_and_filter(browser: Client, cast: Cast) -> None:
    plant(cast, 3, state="done")
    text = browser.get("/probe/work/").text
    assert "Each is in one place: 1 + 3 = 4." in text
    assert "Rows 1 to 3 of 3" in browser.get("/probe/work/?show=done").text


def test_the_filter_form_narrows_rows_and_counts_and_keeps_the_saved_filter(
    browser: Client, cast: Cast
) -> None:
    plant(cast, 3, title="Ring the insurer", state="done")
    text = browser.post("/probe/work/", {"show": "done", "name": "insurer"}, follow=True).text
    assert "Rows 1 to 3 of 3" in text
    assert 'name="show" value="done"' in text
    assert 'value="insurer"' in text
    assert "Each is in one place: 0 + 3 = 3." in text


def test_a_strange_filter_filters_nothing_and_is_no_error(browser: Client) -> None:
    answer = browser.get("/probe/work/?show=nonsense&sort=nonsense&page=nonsense&size=many")
    assert answer.status_code == 200
    assert "Rows 1 to 1 of 1" in answer.text


def test_rows_come_in_the_chosen_order(browser: Client, cast: Cast) -> None:
    plant(cast, 2)
    text = browser.get("/probe/work/?sort=last").text
    assert text.index("Ring about the first review") < text.index("Item 001") < text.index("Item 000")


def test_the_download_has_the_filtered_rows_of_all_pages_and_no_formulas(browser: Client, cast: Cast) -> None:
    plant(cast, 30, why="=HYPERLINK(1)")
    found = browser.post("/probe/work/", {"name": "item"})["Location"]
    answer = browser.get(f"{found}&download=csv")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert len(rows) == 31
    assert rows[0] == ["Title", "Why"]
    assert rows[1] == ["Item 000", "'=HYPERLINK(1)"]
    assert "probe_work-2026-11-21.csv" in answer["Content-Disposition"]


def test_a_download_is_recorded_with_its_number_of_rows(browser: Client, cast: Cast) -> None:
    from dpss.access import models as access

    browser.get("/probe/work/?download=csv")
    with actors.acting(cast.ada.actor()):
        event = access.AuditEvent.objects.get(verb="download")
    assert (event.thing_id, event.after, event.actor_id) == ("probe_work", {"rows": 1}, cast.marcus.user_id)


def test_an_empty_list_says_what_would_be_there(browser: Client) -> None:
    text = browser.post("/probe/work/", {"name": "nothing"}, follow=True).text
    assert "What waits for you will be here." in text
    assert "Rows " not in text
