"""What every test may ask for. Nothing here touches a database before a test asks for one.

`db` gives the cast in a transaction that is rolled back; `own_database` a database of its own to a test
that commits or looks from several connections. Both run as the portal's own role. See docs/testing.md.
"""

import collections
import contextlib
import datetime as dt
import gc
import itertools
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import hypothesis
import pytest
from django.conf import settings
from django.core.cache import cache, caches
from django.db import connection, transaction
from django.test import Client

from dpss import clock
from tests import database
from tests.cast import CAST, Cast, Person

# How long a generated case takes says nothing on a busy machine.
hypothesis.settings.register_profile(
    "dpss", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("dpss")

# They end with a flush, which append-only tables refuse.
_FLUSHING = {"transactional_db", "live_server", "django_db_reset_sequences", "django_db_serialized_rollback"}
_CLONES = {"own_database", "modules_database"}
_LONG_RUN_SECONDS = 60
# Tables of a few rows are joined as they are written: to weigh every order takes longer than any of them.
_AS_WRITTEN = "-c join_collapse_limit=1 -c from_collapse_limit=1"
_tests = itertools.count(1)
_Planted = TypeVar("_Planted")


def pytest_configure(config: pytest.Config) -> None:
    """Static files are looked up where they are written; nobody has collected them for the tests."""
    config.addinivalue_line("filterwarnings", "ignore:No directory at:UserWarning")


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """Python's search for garbage leaves out what stays to the end: thousands of tests, and the portal."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()
        gc.freeze()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Refuse tests that would flush the database, mark those with one of their own; the longest go first."""
    items.sort(key=_how_late)
    for item in items:
        asked = set(getattr(item, "fixturenames", ()))
        marker = item.get_closest_marker("django_db")
        if asked & _FLUSHING or (marker and (marker.args or marker.kwargs)):
            raise pytest.UsageError(f"{item.nodeid} would flush the database: ask for own_database instead.")
        if asked & _CLONES:
            item.add_marker("commits")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Of a run of more than a minute, the files that took longest: a new slow one is seen at once."""
    seconds: collections.Counter[str] = collections.Counter()
    for reports in terminalreporter.stats.values():
        for report in reports:
            if isinstance(report, pytest.TestReport):
                seconds[report.location[0]] += report.duration
    if seconds.total() > _LONG_RUN_SECONDS:
        terminalreporter.section("slowest files")
        for file, took in seconds.most_common(15):
            terminalreporter.write_line(f"{took:7.1f} s  {file}")


def _how_late(item: pytest.Item) -> int:
    sooner = ("journey", "long", "browser")
    return next((place for place, name in enumerate(sooner) if item.get_closest_marker(name)), len(sooner))


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: Any) -> Iterator[None]:
    """A clone of the template for this worker, used as the portal's role."""
    with django_db_blocker.unblock():
        database.start_servers()
        database.prepare()
    connection.settings_dict["OPTIONS"]["options"] = _AS_WRITTEN
    name = database.clone()
    with database.used(name):
        with django_db_blocker.unblock():
            _require_the_wall()
        yield
    database.drop(name)
    database.drop_all_done_with()


def _require_the_wall() -> None:
    with connection.cursor() as cursor:
        cursor.execute("select rolbypassrls or rolsuper from pg_roles where rolname = current_user")
        (can_bypass,) = cursor.fetchone()
    if can_bypass:
        pytest.exit(
            "The tests run as a role that row-level security does not hold: they would prove nothing."
        )


@pytest.fixture
def own_database(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """The name of a fresh clone that every thread uses: for a test that commits. No other test sees it."""
    with django_db_blocker.unblock(), _cloned() as name:
        yield name


@pytest.fixture(scope="module")
def modules_database(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """The same for a module whose tests look from several connections, and change nothing."""
    with django_db_blocker.unblock(), _cloned() as name:
        yield name


@contextlib.contextmanager
def _cloned() -> Iterator[str]:
    name = database.clone()
    try:
        with database.used(name):
            yield name
    finally:
        database.drop_later(name)


@pytest.fixture(scope="module")
def plant_once(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[Callable[[], _Planted]], _Planted]]:
    """`plant_once(steps.pay_november)`: every test of the module with `db` begins where this ended.

    A transaction goes around them all. What a test changes is undone after it as ever; what was planted,
    after the last.
    """

    def plant(story: Callable[[], _Planted]) -> _Planted:
        with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patched:
            _surround(tmp_path_factory, patched)
            return story()

    around = contextlib.ExitStack()
    with django_db_blocker.unblock():
        around.enter_context(transaction.atomic())
    yield plant
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        around.close()


@pytest.fixture
def cast() -> Cast:
    """Everybody in the test databases. Needs `db` or `own_database` only to load a row."""
    return CAST


@pytest.fixture
def signed_in() -> Callable[..., Client]:
    """`signed_in(cast.asha)` is a browser with her session; a second argument chooses the role."""

    def sign_in(person: Person, role: str | None = None) -> Client:
        browser = Client()
        browser.cookies[settings.SESSION_COOKIE_NAME] = person.session_key(role)
        return browser

    return sign_in


@pytest.fixture
def today() -> Callable[[dt.date], None]:
    """`today(date(2027, 4, 6))` moves the portal's clock, for this test alone."""
    return clock.move_to


@pytest.fixture(autouse=True)
def _own_surroundings(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A test with a database has its own clock and its own part of the cache: no rate limit is used up.

    Its day has one time, ten in the morning, so that it comes out the same at every hour.
    """
    has_database = {"db", *_CLONES} & set(request.fixturenames)
    if has_database or request.node.get_closest_marker("django_db"):
        _surround(tmp_path_factory, monkeypatch)


def _surround(folders: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.DPSS_CLOCK_FILE = folders.getbasetemp() / f"today-{next(_tests)}"
    # Of this thread, and of those that serve a browser.
    cache.key_prefix = caches.settings["default"]["KEY_PREFIX"] = settings.DPSS_CLOCK_FILE.as_posix()
    now = clock.now
    monkeypatch.setattr(clock, "now", lambda: now().replace(hour=10, minute=0, second=0, microsecond=0))
