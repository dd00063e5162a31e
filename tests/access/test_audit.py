"""History is appended and never changed, and a change behind the portal's back shows."""

import contextlib
import json
from typing import Any

import pytest
from django.db import ProgrammingError, connection, transaction
from psycopg2 import sql

from dpss.access import actors, audit, invariants, models, policy
from tests import database
from tests.cast import AT, Cast, Home

VERDICTS = {"history whole": "ok", "history complete": "ok", "history guarded": "ok"}
# Everything that an event says, and a value that it did not say.
COLUMNS = {
    "at": "'2020-01-01'",
    "council_id": "null",
    "subject_id": "null",
    "sees": "'care'",
    "actor_id": "null",
    "actor_name": "'Somebody else'",
    "role": "'client'",
    "on_behalf_of": "'Somebody else'",
    "verb": "'nothing'",
    "thing": "'nothing'",
    "thing_id": "'0'",
    "reason": "'none'",
    "before": """'{"amount": "1.00"}'""",
    "after": """'{"amount": "1.00"}'""",
    "transaction": "0",
    "stream": "'another'",
    "position": "e.position + 1000",
    "hash": "sha256('guessed')",
}


def look(home: Home, **more: Any) -> audit.Event:
    """Somebody looked at a client."""
    return audit.Event(
        verb="look",
        thing="clients.client",
        thing_id=str(home.id_of("client")),
        subject_id=home.subject_id,
        **more,
    )


def verdicts() -> dict[str, str]:
    """What the checks of history say of everything committed."""
    with database.used(str(connection.settings_dict["NAME"]), role="dpss_reader"):
        return {result.name: result.verdict for result in invariants.run()}


def append_straight(**event: Any) -> None:
    """Call the database's function as somebody who goes round `audit` would."""
    usual = {"stream": "forged", "at": AT.isoformat(), "sees": "identity", "verb": "look", "thing": "x"}
    usual |= dict.fromkeys(("actor_name", "role", "on_behalf_of", "thing_id", "reason"), "")
    with connection.cursor() as cursor:
        cursor.execute(
            "select access.append_audit(%s)", [json.dumps([usual | {"before": {}, "after": {}} | event])]
        )


@pytest.mark.django_db
def test_an_event_says_who_did_what_to_whom_and_why(cast: Cast) -> None:
    actor = cast.marcus.actor()
    event = look(
        cast.homes["asha"], reason="She rang.", on_behalf_of="Asha Verma", before={"a": 1}, after={"a": 2}
    )
    with actors.acting(actor):
        audit.record(event, actor=actor, at=AT)
        kept = models.AuditEvent.objects.filter(thing="clients.client").latest("id")
        with connection.cursor() as cursor:
            cursor.execute("select pg_current_xact_id()::text::bigint")
            assert (kept.transaction,) == cursor.fetchone()
    assert (kept.actor_id, kept.actor_name, kept.role) == (
        cast.marcus.user_id,
        "Marcus Hale",
        "support_worker",
    )
    assert (kept.subject_id, kept.council_id) == (cast.homes["asha"].subject_id, cast.east.id)
    assert (kept.verb, kept.reason, kept.on_behalf_of, kept.at) == ("look", "She rang.", "Asha Verma", AT)
    assert (kept.before, kept.after) == ({"a": 1}, {"a": 2})


@pytest.mark.django_db
def test_a_job_is_named_and_has_no_person(cast: Cast) -> None:
    actor = actors.for_job(job=policy.JOB_PAYRUNS, council_id=cast.east.id, today=AT.date())
    with actors.acting(actor):
        audit.record(look(cast.homes["asha"]), actor=actor, at=AT)
        kept = models.AuditEvent.objects.filter(thing="clients.client").latest("id")
    assert (kept.actor_id, kept.actor_name, kept.role) == (None, "The portal (payroll)", "payruns")


@pytest.mark.django_db
def test_the_actor_is_the_transactions_own_whatever_is_sent(cast: Cast) -> None:
    with actors.acting(cast.ada.actor()):
        forged = str(cast.olu.user_id)
        append_straight(actor=forged, actor_id=forged, council=str(cast.east.id), hash="00", position=99)
        kept = models.AuditEvent.objects.get(stream="forged")
    assert kept.actor_id == cast.ada.user_id
    assert kept.position == 1


@pytest.mark.django_db
def test_nothing_is_appended_for_no_events(cast: Cast) -> None:
    with actors.acting(cast.ada.actor()):
        before = models.AuditEvent.objects.count()
        audit.record_all([], actor=cast.ada.actor(), at=AT)
        assert models.AuditEvent.objects.count() == before


@pytest.mark.django_db
def test_an_event_is_gone_with_what_it_tells_of(cast: Cast) -> None:
    """One transaction: a change that is undone leaves no history of itself."""
    actor = cast.ada.actor()
    with actors.acting(actor):
        before = models.AuditEvent.objects.count()
        with transaction.atomic():
            audit.record(look(cast.homes["asha"]), actor=actor, at=AT)
            assert models.AuditEvent.objects.count() == before + 1
            transaction.set_rollback(True)
        assert models.AuditEvent.objects.count() == before


def test_the_casts_history_is_whole(own_database: str) -> None:
    assert verdicts() == VERDICTS


def test_many_events_at_once_make_one_unbroken_chain(own_database: str, cast: Cast) -> None:
    """Two writers of the same two streams, in opposite order: neither waits for the other for ever."""
    asha, ben = look(cast.homes["asha"]), look(cast.homes["ben"])

    def write(events: list[audit.Event]) -> None:
        actor = cast.ada.actor()
        for _ in range(10):
            with actors.acting(actor):
                audit.record_all(events, actor=actor, at=AT)

    assert database.together(lambda: write([asha, ben]), lambda: write([ben, asha])) == [None, None]
    assert verdicts() == VERDICTS
    with actors.acting(cast.ada.actor()):
        assert models.AuditEvent.objects.filter(thing="clients.client").count() == 40


def test_an_event_changed_in_any_of_its_words_is_found(own_database: str) -> None:
    unnoticed = []
    with behind_the_portals_back() as owner:
        owner.execute(
            "create temporary table kept as select * from access_auditevent where sees <> 'care' limit 1"
        )
        for column, value in COLUMNS.items():
            name, other = sql.Identifier(column), sql.SQL(value)
            change = sql.SQL("update access_auditevent e set {} = {} from kept where e.id = kept.id")
            owner.execute(change.format(name, other))
            assert owner.rowcount == 1
            if verdicts()["history whole"] != "WRONG":
                unnoticed.append(column)
            owner.execute(change.format(name, sql.SQL("kept.{}").format(name)))
    assert unnoticed == []
    assert verdicts() == VERDICTS, "put back, it is whole again"


def test_every_column_of_an_event_is_weighed() -> None:
    fields = {field.column for field in models.AuditEvent._meta.get_fields() if hasattr(field, "column")}
    assert fields - {"id"} == set(COLUMNS)


def test_an_event_taken_from_the_middle_is_missed(own_database: str) -> None:
    with behind_the_portals_back() as cursor:
        cursor.execute("delete from access_auditevent where position = 1")
        assert cursor.rowcount
    assert verdicts()["history whole"] == "WRONG"


def test_an_event_cut_off_the_end_is_missed(own_database: str) -> None:
    with behind_the_portals_back() as cursor:
        cursor.execute(
            "delete from access_auditevent"
            " where (stream, position) in (select name, length from access_auditstream)"
        )
        assert cursor.rowcount
    found = verdicts()
    assert found["history whole"] == "ok"
    assert found["history complete"] == "WRONG"


def test_a_guard_that_was_taken_away_is_missed(own_database: str) -> None:
    with contextlib.closing(database.as_owner()) as owner, owner.cursor() as cursor:
        cursor.execute("alter table access_auditevent disable trigger append_only")
    assert verdicts()["history guarded"] == "WRONG"


@contextlib.contextmanager
def behind_the_portals_back() -> Any:
    """The owner with the guard taken away, and put back afterwards."""
    with contextlib.closing(database.as_owner()) as owner, owner.cursor() as cursor:
        cursor.execute("alter table access_auditevent disable trigger append_only")
        yield cursor
        cursor.execute("alter table access_auditevent enable trigger append_only")


@pytest.mark.parametrize(
    "call",
    [
        "select access.append_audit('[]')",
        "select access.end_reach('clients.client:1', '2026-11-21')",
        "select access.grant_reach(null, null, null, 'pa', '{identity}', null, null, 'x')",
    ],
)
def test_who_only_reads_calls_nothing_that_writes(call: str, own_database: str) -> None:
    with (
        database.used(own_database, role="dpss_reader"),
        connection.cursor() as cursor,
        pytest.raises(ProgrammingError, match="permission denied for function"),
    ):
        cursor.execute(call)
