"""The databases of the tests: one template, cloned for each worker and for each test that commits.

The template holds every table and the cast. Its name carries a digest of all that it is made from, so that
it is made once and used until something of that changes. It begins with a copy of a database of bare tables,
kept in the same way, because tables take much longer to make than people. Databases are made and dropped as
the owner; tests run as the portal's own role, which row-level security holds.
"""

import contextlib
import functools
import hashlib
import itertools
import os
import re
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg2
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from psycopg2 import errors, sql

from dpss import celery
from tools import broker, paths, postgres

OWNER = "dpss_owner"
PREFIX = "dpss_"
# What the tables and their walls are made from.
TABLES = (
    "*/migrations/**/*.py",
    "*/migrations/**/*.sql",
    "dpss/*/migrations/**/*.py",
    "dpss/*/migrations/**/*.sql",
    "dpss/access/keys.py",
    "dpss/access/row_security.py",
    "dpss/access/sealing.py",
    "dpss/settings/base.py",
    "requirements/dev.lock",
    "tests/database.py",
    "tools/sql/roles.sql",
)
# What the template is made from: these, and the people of the cast.
INGREDIENTS = (
    *TABLES,
    "dpss/access/**/*.py",
    "dpss/settings/test.py",
    "*/models.py",
    "*/models/*.py",
    "*/reach.py",
    "*/states.py",
    "ledger/chart.py",
    "payroll/calc/*.py",
    "payroll/calc/rates/*.toml",
    "tests/cast/*.py",
    "tests/factories/*.py",
)
_CLONE = re.compile(rf"^{PREFIX}test_(?P<digest>[0-9a-f]+)_(?P<pid>\d+)_\d+$")
_TEMPLATE = re.compile(rf"^{PREFIX}template_(?P<digest>[0-9a-f]+)(_unfinished)?$")
_TABLES = re.compile(rf"^{PREFIX}tables_[0-9a-f]+(_unfinished)?$")
# A clone takes 30 MB.
_MOST_KEPT = 100
_numbers = itertools.count(1)
_done_with: list[str] = []


def start_servers() -> None:
    """Start the tests' own Postgres and broker, if they do not run. Many processes may ask at once."""
    postgres.ensure_running(settings.DPSS_VAR, durable=False)
    broker.ensure_running(settings.DPSS_VAR)


def prepare() -> None:
    """Make the template if there is none for this code, and drop what ended sessions left behind."""
    with paths.locked(settings.DPSS_VAR / "run" / "tests.lock"):
        _drop_stale()
        if template() not in _names():
            _make_template()


def template() -> str:
    """The name of the template for the code as it is."""
    return f"{PREFIX}template_{_digest(INGREDIENTS)}"


def clone(source: str | None = None) -> str:
    """Make a database with the cast in it, for this process alone, or a copy of another that is not in use.

    The caller drops it.
    """
    name = f"{PREFIX}test_{_digest(INGREDIENTS)}_{os.getpid()}_{next(_numbers)}"
    _copy(source or template(), name)
    return name


def drop(name: str) -> None:
    """Drop a clone. Its connections must be closed."""
    _as_administrator(sql.SQL("drop database if exists {}").format(sql.Identifier(name)))


def drop_later(name: str) -> None:
    """Drop a clone with `drop_all_done_with`, or when many wait.

    For some minutes ext4 looks past each file that was removed before it makes a new one: while the 1,500
    files of a dropped clone are among them, the next clone takes a second instead of a tenth.
    """
    _done_with.append(name)
    if len(_done_with) > _MOST_KEPT:
        drop(_done_with.pop(0))


def drop_all_done_with() -> None:
    """Drop what waits to be dropped."""
    while _done_with:
        drop(_done_with.pop())


@contextlib.contextmanager
def used(name: str, *, role: str | None = None) -> Iterator[None]:
    """Let Django, in every thread, use this database; `role` stands in for the portal's own."""
    # Every thread's connection is made from this one dictionary.
    place = connection.settings_dict
    if connection.in_atomic_block:
        raise RuntimeError("A transaction is open on the other database: ask for own_database, not for db.")
    before = {key: place[key] for key in ("NAME", "USER")}
    connections.close_all()
    place.update(NAME=name, USER=role or before["USER"])
    try:
        yield
    finally:
        connections.close_all()
        place.update(before)


def as_owner(name: str | None = None) -> Any:
    """A connection of its own that looks past the walls, to plant and to compare. Each statement commits.

    It sees only what is committed: use it in a test with its own database, or to read the cast.
    """
    place = connection.settings_dict
    made = psycopg2.connect(host=place["HOST"], port=place["PORT"], dbname=name or place["NAME"], user=OWNER)
    made.autocommit = True
    return made


def together(*calls: Callable[[], Any]) -> list[Any]:
    """Run the calls at once, each in a thread with its own connection; what each returned or raised."""
    outcomes: list[Any] = [None] * len(calls)
    ready = threading.Barrier(len(calls))
    # A worker makes its tasks ready before it takes any. The first of two calls would do it under the other.
    celery.app.finalize()

    def run(place: int, call: Callable[[], Any]) -> None:
        try:
            ready.wait()
            outcomes[place] = call()
        except Exception as error:
            outcomes[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def _make_template() -> None:
    from tests.cast import planting

    if _tables() not in _names():
        _make(_tables(), "template1", lambda: call_command("migrate", verbosity=0, interactive=False))
    _make(template(), _tables(), planting.plant)


def _tables() -> str:
    return f"{PREFIX}tables_{_digest(TABLES)}"


def _make(name: str, source: str, fill: Callable[[], None]) -> None:
    # Only what is complete gets the name that counts, so an interrupted start leaves nothing half made.
    unfinished = f"{name}_unfinished"
    drop(unfinished)
    _copy(source, unfinished)
    with used(unfinished, role=OWNER):
        fill()
    rename = sql.SQL("alter database {} rename to {}")
    _as_administrator(rename.format(sql.Identifier(unfinished), sql.Identifier(name)))


def _copy(source: str, name: str) -> None:
    # Files are copied in a third of the time that it takes to write each page to the log.
    statement = sql.SQL("create database {} template {} strategy file_copy")
    _as_administrator(statement.format(sql.Identifier(name), sql.Identifier(source)))


def _drop_stale() -> None:
    """Drop clones of processes that are gone, and templates and tables that no living clone was made from."""
    clones = {name: found for name in _names() if (found := _CLONE.match(name))}
    stale = [name for name, found in clones.items() if not Path(f"/proc/{found['pid']}").exists()]
    wanted = {found["digest"] for name, found in clones.items() if name not in stale} | {_digest(INGREDIENTS)}
    stale += [name for name in _names() if _TABLES.match(name) and name != _tables()]
    for name in _names():
        found = _TEMPLATE.match(name)
        if found and found["digest"] not in wanted:
            stale.append(name)
    for name in stale:
        with contextlib.suppress(errors.ObjectInUse):
            drop(name)


def _names() -> list[str]:
    with contextlib.closing(as_owner("postgres")) as owner, owner.cursor() as cursor:
        cursor.execute("select datname from pg_database where starts_with(datname, %s)", [PREFIX])
        return [name for (name,) in cursor.fetchall()]


def _as_administrator(statement: sql.Composable) -> None:
    with contextlib.closing(as_owner("postgres")) as owner, owner.cursor() as cursor:
        cursor.execute(statement)


@functools.cache
def _digest(patterns: tuple[str, ...]) -> str:
    """Of the code as it is when the tests start."""
    weighed = hashlib.sha256()
    files = {file for pattern in patterns for file in paths.ROOT.glob(pattern)}
    for file in sorted(files):
        weighed.update(str(file.relative_to(paths.ROOT)).encode() + b"\0" + file.read_bytes() + b"\0")
    return weighed.hexdigest()[:12]
