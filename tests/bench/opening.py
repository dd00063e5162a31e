"""The pages of the payrun workspace, opened with planted data."""

import time
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import database
from tests.bench import councils, households
from tests.bench.councils import Council
from tests.cast import CAST

# What opens and closes the transaction that a page runs in, and says who asks.
_FRAME = ("BEGIN", "COMMIT", "select coalesce(current_setting(")
_PAGES = {
    "The payrun's board": "payroll:board",
    "Employers": "payroll:employers",
}


@dataclass(frozen=True)
class Opened:
    """A page, and what it took."""

    name: str
    employers: int
    posts: int
    queries: int
    seconds: float


def pages(*, employers: int) -> Iterator[Opened]:
    """Plant so many employers with one provider, and open each page as its officer."""
    copies = max(round(employers / households.EMPLOYERS), 1)
    with councils.planted(councils=1, copies=copies) as name, database.used(name):
        browser = _signed_in(Council(1))
        for page, address in _PAGES.items():
            queries, seconds = _opened(browser, reverse(address))
            yield Opened(page, copies * households.EMPLOYERS, copies * households.POSTS, queries, seconds)


def _signed_in(council: Council) -> Client:
    """Olu's session, in the role that they hold in this council."""
    session = SessionStore(CAST.olu.session_key())
    session["membership"] = str(council.officer.membership_id)
    session.save()
    browser = Client(headers={"host": "localhost"})
    browser.cookies[settings.SESSION_COOKIE_NAME] = CAST.olu.session_key()
    return browser


def _opened(browser: Client, address: str) -> tuple[int, float]:
    """Queries and seconds of the second visit: the first fills what is kept for a process."""
    queries, seconds = 0, 0.0
    for _ in range(2):
        with CaptureQueriesContext(connection) as captured:
            began = time.perf_counter()
            answer = browser.get(address)
            seconds = time.perf_counter() - began
        queries = sum(not query["sql"].startswith(_FRAME) for query in captured.captured_queries)
        if answer.status_code != 200:
            raise SystemExit(f"{address} answers {answer.status_code}: the figures would mean nothing.")
    return queries, seconds
