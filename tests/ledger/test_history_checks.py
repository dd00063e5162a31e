"""The checks of history: the chain is whole, and a change behind the portal's back shows."""

from collections.abc import Callable

import pytest

from dpss.access import audit, invariants
from dpss.access.invariants import examine
from tests.cast import AT, CAST

CHECKS = {invariant.name: invariant for invariant in invariants.invariants()}
FREE = "alter table access_auditevent disable trigger append_only"
APPEND = """
    select access.append_audit(jsonb_agg(jsonb_build_object(
        'stream', 'planted', 'at', now(), 'sees', 'identity', 'actor_name', 'Ada Quill',
        'role', 'administrator', 'on_behalf_of', '', 'verb', 'look', 'thing', 'page', 'thing_id', number,
        'reason', '', 'before', '{}'::jsonb, 'after', '{}'::jsonb
    ))) from generate_series(1, 3) as number
"""


@pytest.fixture
def history(owner: None, planted: Callable[..., None]) -> Callable[..., None]:
    """Three events in a stream of their own, beside what the cast did."""
    planted(APPEND)
    return planted


def broken() -> dict[str, tuple[str, ...]]:
    """The checks of the chain that find something, and what; the guard was taken away to plant."""
    found = (result for result in invariants.run() if result.name != "history guarded")
    return {result.name: result.broken for result in found if result.broken}


def test_what_the_portal_wrote_is_whole(history: Callable[..., None]) -> None:
    assert {result.name: result.verdict for result in invariants.run()} == dict.fromkeys(CHECKS, "ok")
    assert examine(CHECKS["history whole"]).examined > 3


def test_events_of_one_call_are_chained_as_well(owner: None) -> None:
    events = [audit.Event(verb="look", thing="page", thing_id=str(number)) for number in range(5)]
    audit.record_all(events, actor=CAST.ada.actor(), at=AT)
    assert broken() == {}


@pytest.mark.parametrize(
    "change",
    [
        "reason = 'because'",
        "actor_name = 'Olu Bello'",
        "at = at + interval '1 second'",
        "verb = 'edit'",
        'after = \'{"amount": "1.00"}\'',
        "transaction = transaction + 1",
        "council_id = (select id from access_council limit 1)",
        "hash = sha256('x')",
    ],
)
def test_a_changed_event_is_found(history: Callable[..., None], change: str) -> None:
    history(
        FREE,
        "update access_auditevent set CHANGE where stream = 'planted' and position = 2".replace(
            "CHANGE", change
        ),
    )
    assert "planted 2 does not follow from the event before it" in broken()["history whole"]


def test_an_event_taken_out_of_the_middle_is_found(history: Callable[..., None]) -> None:
    history(FREE, "delete from access_auditevent where stream = 'planted' and position = 2")
    assert broken()["history whole"] == ("planted 3 does not follow from the event before it",)


def test_an_event_cut_off_the_end_is_found(history: Callable[..., None]) -> None:
    history(FREE, "delete from access_auditevent where stream = 'planted' and position = 3")
    assert broken() == {"history complete": ("planted ends at 2 and not at 3",)}


def test_a_whole_stream_that_is_gone_is_found(history: Callable[..., None]) -> None:
    history(FREE, "delete from access_auditevent where stream = 'planted'")
    assert broken() == {"history complete": ("planted ends at None and not at 3",)}


def test_a_stream_without_its_head_is_found(history: Callable[..., None]) -> None:
    history("delete from access_auditstream where name = 'planted'")
    assert broken() == {"history complete": ("planted ends at 3 and not at None",)}


@pytest.mark.parametrize(
    "change",
    [
        FREE,
        "drop trigger append_only on access_auditevent",
        "grant insert on access_auditevent to dpss_app",
    ],
)
def test_a_guard_that_is_off_is_found(history: Callable[..., None], change: str) -> None:
    assert examine(CHECKS["history guarded"]).verdict == "ok"
    history(change)
    assert examine(CHECKS["history guarded"]).verdict == "WRONG"
