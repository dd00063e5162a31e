"""Every address, every role, one's own and everybody else's: the right answer, and nothing changed."""

import contextlib
import copy
import functools
import logging
import re
import types
from collections.abc import Callable, Iterator
from typing import Any
from unittest import mock

import pytest
from django.contrib import messages
from django.contrib.auth.backends import ModelBackend
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection, connections, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import reverse
from psycopg2 import sql

from clients.models import WorkItem
from dpss.access import actors, idle, middleware, queries, scope
from dpss.access.actors import Actor
from dpss.access.policy import ROLE_NAMES
from dpss.web import errors
from tests import database
from tests.access import cells, fingerprint
from tests.access.cells import ROLES, Row
from tests.access.matrix import ROWS
from tests.cast import CAST, Cast

SignedIn = Callable[..., Client]
EVERY = pytest.mark.parametrize("row", ROWS, ids=str)
OURS = [row for row in ROWS if not row.is_allauth]
OF_SOMETHING = pytest.mark.parametrize("row", [row for row in OURS if row.of], ids=str)
BEHIND_THE_WALL = pytest.mark.parametrize(
    "row", [row for row in OURS if row.of and not row.is_open_to_the_database], ids=str
)
CHANGING = pytest.mark.parametrize("row", [row for row in OURS if row.method == "post"], ids=str)
SUCCESS = {200, 302}
# No row is of these methods.
OTHERS = ("put", "patch", "delete")

pytestmark = [pytest.mark.django_db, pytest.mark.long]


@pytest.fixture(autouse=True)
def _no_log_of_refusals() -> Iterator[None]:
    """There are thousands, and to write down where each came from takes as long as some pages."""
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def browsers(signed_in: SignedIn) -> dict[str, Client]:
    """A browser for each role of Eastmarsh, signed in. They share what answers: it takes long to make."""
    made = {role: signed_in(CAST.person(role)) for role in ROLES}
    for browser in made.values():
        browser.handler = made[ROLES[0]].handler
    return made


@contextlib.contextmanager
def undrawn() -> Iterator[None]:
    """A refusal says which page it would be and with which words: to draw it takes as long as to refuse."""
    with mock.patch.object(errors, "shortcuts", types.SimpleNamespace(render=_in_short)):
        yield


def _in_short(request: HttpRequest, template: str, given: Any = None, *, status: int) -> HttpResponse:
    said = [str(message) for message in messages.get_messages(request)]
    return HttpResponse(f"{template} {given or {}} {said}", status=status)


@pytest.fixture
def _undrawn() -> Iterator[None]:
    with undrawn():
        yield


@pytest.fixture
def _known(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who asks is looked up once, and not again for each of thousands of questions.

    That the look-up is right is proved where a role asks for what is its own, and in tests of the middleware.
    """
    monkeypatch.setattr(SessionStore, "load", lambda session: copy.deepcopy(_session(session.session_key)))
    monkeypatch.setattr(ModelBackend, "get_user", lambda _backend, key: _user(key))
    monkeypatch.setattr(queries, "open_memberships", _open_memberships)
    monkeypatch.setattr(middleware, "is_mfa_enabled", lambda _user: True)
    monkeypatch.setattr(idle, "turn_away", lambda *_given, **_more: None)


_load = SessionStore.load
_session = functools.cache(lambda key: _load(SessionStore(key)))
_user = functools.cache(ModelBackend().get_user)
_open_memberships = functools.cache(queries.open_memberships)


def ask(browser: Client, row: Row, target: Any = None, **changes: Any) -> HttpResponse:
    """Send the row's request, for its own object unless another is given."""
    own = row.of.own if row.of else None
    data = dict(row.data(own)) | changes if row.method == "post" else {}
    return getattr(browser, row.method)(row.path(target), data)


@contextlib.contextmanager
def undone(browser: Client) -> Iterator[None]:
    """What is changed inside is undone, and the browser is as it was."""
    cookies = copy.deepcopy(browser.cookies)
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    browser.cookies = cookies


def test_every_address_is_in_the_matrix() -> None:
    missing = set(cells.patterns()) - {row.name for row in ROWS}
    assert not missing, f"add a row for {sorted(missing)}: docs/testing.md says how"


def test_every_row_is_of_an_address_that_there_is() -> None:
    assert {row.name for row in ROWS} <= set(cells.patterns())
    assert len({(row.name, row.method) for row in ROWS}) == len(ROWS), "two rows speak of the same"


def test_every_page_that_takes_a_form_has_a_row_for_it() -> None:
    posted = {row.name for row in ROWS if row.method == "post" or row.is_allauth}
    takes_forms = {name for name, view in cells.patterns().items() if hasattr(view, "post")}
    assert takes_forms <= posted


def test_every_key_in_a_form_is_tried_with_a_foreign_one() -> None:
    """A field whose value is a key of the cast's own object is one that somebody could change."""
    for row in OURS:
        own = row.of.own if row.of else None
        keys = {
            name
            for name, value in row.data(own).items()
            if re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", str(value))
        }
        assert keys <= set(row.foreign_fields), row


def test_rows_name_roles_that_there_are() -> None:
    for row in ROWS:
        assert set(row.opens) <= set(ROLE_NAMES), row


def test_the_fingerprint_looks_at_every_row_of_every_table(cast: Cast) -> None:
    seen = fingerprint.counts()
    assert len(seen) > 50
    with contextlib.closing(database.as_owner()) as owner, owner.cursor() as cursor:
        for table, count in seen.items():
            cursor.execute(sql.SQL("select count(*) from {}").format(sql.Identifier(table)))
            assert cursor.fetchone() == (count,), table


@pytest.mark.parametrize("take", [fingerprint.take, fingerprint.take_committed])
def test_the_fingerprint_sees_what_is_written_and_not_what_is_taken_back(
    cast: Cast, take: Callable[[], fingerprint.Taken]
) -> None:
    before = take()
    with actors.acting(cast.marcus.actor()):
        items = WorkItem.objects.filter(pk=cast.homes["asha"].id_of("work item"))
        with transaction.atomic():
            assert items.update(title="Ring back") == 1
            transaction.set_rollback(True)
        assert fingerprint.writes() > before.writes
        assert fingerprint.changed(before) == []
        assert items.update(title="Ring back") == 1
        assert f"clients_workitem of {cast.east.slug}" in fingerprint.changed(before)


def test_nothing_is_written_but_what_the_fingerprint_counts(cast: Cast) -> None:
    """Rows on another connection and tables emptied at one stroke would not be counted."""
    assert set(connections) == {"default"}
    with connection.cursor() as cursor:
        cursor.execute(
            "select relname from pg_class where relname = any(%s) and has_table_privilege(oid, 'truncate')",
            [list(fingerprint.tables())],
        )
        assert cursor.fetchall() == []
        cursor.execute("show track_counts")
        assert cursor.fetchone() == ("on",)


@EVERY
@pytest.mark.usefixtures("_undrawn")
def test_each_role_gets_the_answer_of_the_matrix_and_a_look_or_a_refusal_changes_nothing(
    row: Row, browsers: dict[str, Client]
) -> None:
    """What django-allauth's own pages change is in their own tests."""
    before = fingerprint.take_committed()
    changing = {role for role in ROLES if row.method == "post" and row.answer(role) in SUCCESS}
    changing = set(ROLES) if row.is_allauth else changing
    answers = {role: ask(browsers[role], row).status_code for role in ROLES if role not in changing}
    changed = fingerprint.changed(before)
    for role in changing:
        with undone(browsers[role]):
            answers[role] = ask(browsers[role], row).status_code
    assert answers == {role: row.answer(role) for role in ROLES}
    assert changed == []


@EVERY
def test_a_visitor_gets_the_answer_of_the_matrix_and_changes_nothing(row: Row) -> None:
    before = fingerprint.take_committed()
    for target in (None, row.of.missing) if row.of and row.visitor is None else (None,):
        answer = ask(Client(), row, target)
        assert answer.status_code == (cells.GO_ON if row.visitor is None else row.visitor)
        if row.visitor is None:
            assert answer["Location"].startswith(f"{reverse('account_login')}?next=/")
    assert row.is_allauth or fingerprint.changed(before) == []


@OF_SOMETHING
@pytest.mark.usefixtures("_known")
def test_what_is_not_ones_own_is_as_if_it_were_not_there(row: Row, browsers: dict[str, Client]) -> None:
    """The same answer as for a key that nobody has, whoever asks; and nothing is changed.

    For one of those who may open the page it is drawn, and is the same word for word.
    """
    before = fingerprint.take_committed()
    looking = next(iter(row.opens), ROLES[0])
    targets = row.of.foreign | {looking: (row.of.missing,)}
    drawn = {
        _words(_not_found(browsers[looking], row, target), row.path(target))
        for target in row.foreign(looking)
    }
    with undrawn():
        told = {_not_found(browsers[role], row, target).content for role in ROLES for target in targets[role]}
    assert (len(drawn), len(told)) == (1, 1)
    assert fingerprint.changed(before) == []


@BEHIND_THE_WALL
@pytest.mark.usefixtures("_known", "_undrawn")
def test_the_database_alone_keeps_what_is_not_ones_own(
    row: Row, browsers: dict[str, Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the filter gone and every right given, only row-level security is left."""
    monkeypatch.setattr(scope, "visible_to", lambda rows, _actor: rows)
    monkeypatch.setattr(Actor, "may", lambda _self, _permission: True)
    before = fingerprint.take_committed()
    for role, browser in browsers.items():
        browser.raise_request_exception = False
        for target in row.of.foreign[role]:
            assert ask(browser, row, target).status_code not in SUCCESS, f"{role}: {target}"
    assert fingerprint.changed(before) == []


@CHANGING
@pytest.mark.usefixtures("_known", "_undrawn")
def test_a_form_with_somebody_elses_key_changes_nothing(row: Row, browsers: dict[str, Client]) -> None:
    before = fingerprint.take_committed()
    for role, browser in browsers.items():
        for field, key_of in row.foreign_fields.items():
            targets = row.foreign(role) if row.of else (CAST.homes["wes"],)
            for target in targets:
                ask(browser, row, **{field: str(key_of(target))})
                assert fingerprint.changed(before) == [], f"{role}: {field} of {target}"


@CHANGING
@pytest.mark.usefixtures("_undrawn")
def test_a_form_from_another_site_changes_nothing(row: Row, signed_in: SignedIn) -> None:
    before = fingerprint.take_committed()
    for role in ROLES:
        if row.answer(role) in SUCCESS:
            browser = signed_in(CAST.person(role))
            browser.handler.enforce_csrf_checks = True
            assert ask(browser, row).status_code == cells.FORBIDDEN, role
            assert fingerprint.changed(before) == []


@pytest.mark.parametrize("row", {row.name: row for row in reversed(OURS) if row.opens}.values(), ids=str)
def test_other_methods_do_nothing(row: Row, browsers: dict[str, Client]) -> None:
    """A view that is a class says itself which it takes, so that one of the others stands for all."""
    before, view = fingerprint.take_committed(), cells.patterns()[row.name]
    assert not [method for method in OTHERS if hasattr(view, method)]
    for method in OTHERS[:1] if isinstance(view, type) else OTHERS:
        for role in [role for role in ROLES if row.answer(role) in SUCCESS][:1]:
            assert getattr(browsers[role], method)(row.path()).status_code == 405, f"{method} as {role}"
    assert fingerprint.changed(before) == []


def _not_found(browser: Client, row: Row, target: Any) -> HttpResponse:
    answer = ask(browser, row, target)
    assert answer.status_code == cells.NOT_FOUND, target
    return answer


def _words(answer: HttpResponse, path: str) -> str:
    """A page without what differs in every one: tokens and its own address."""
    return re.sub(r'value="[0-9A-Za-z]{64}"', "", answer.content.decode()).replace(path, "")
