"""What a move does with one record: lock, right, four eyes, blockers, reason, history, at one stroke."""

import dataclasses
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from django.db import connection, transaction

from clients.models import WorkItem
from dpss.access import actors, models, policy, transitions
from dpss.access.actors import Actor
from dpss.kernel import errors
from payroll.models import Payrun, Timesheet
from tests.access import machines
from tests.cast import AT, TODAY, Cast
from tests.factories import access

pytestmark = pytest.mark.django_db

FROZEN = machines.RECORDS["timesheet"].with_move["approve"]


@pytest.fixture(autouse=True)
def _no_blockers(monkeypatch: pytest.MonkeyPatch) -> None:
    for model in (Timesheet, Payrun):
        monkeypatch.setattr(model, "machine", machines.without_blockers(model.machine))


def sheet(cast: Cast) -> Timesheet:
    """Dee's sheet for Asha: sent by Dee, and waiting."""
    return Timesheet.objects.get(pk=cast.posts["dee at asha"].id_of("timesheet"))


def item(cast: Cast, home: str = "asha") -> WorkItem:
    """Something to do for a client."""
    return WorkItem.objects.get(pk=cast.homes[home].id_of("work item"))


def history(thing: Any, cast: Cast) -> list[models.AuditEvent]:
    """What the administrator reads of a record."""
    with actors.acting(cast.ada.actor()):
        return list(models.AuditEvent.objects.filter(thing_id=str(thing.pk)).order_by("id"))


def approve(thing: Timesheet, actor: Actor, **more: Any) -> Timesheet:
    """Approve a sheet as an operation would."""
    return transitions.move(thing, "approve", actor=actor, at=AT, also=FROZEN, **more)


def test_a_move_sets_the_state_and_what_goes_with_it(cast: Cast) -> None:
    with actors.acting(cast.asha.actor()):
        moved = approve(sheet(cast), cast.asha.actor())
        assert (moved.state, moved.decided_by_id) == ("approved", cast.asha.user_id)
        assert (sheet(cast).state, sheet(cast).digest) == ("approved", FROZEN["digest"])


def test_a_move_is_in_the_history_with_before_and_after(cast: Cast) -> None:
    actor = cast.joan.actor()
    with actors.acting(actor):
        thing = sheet(cast)
        approve(thing, actor, on_behalf_of="Asha Verma")
        with connection.cursor() as cursor:
            cursor.execute("select pg_current_xact_id()::text::bigint")
            (here,) = cursor.fetchone()
    (event,) = history(thing, cast)
    assert (event.verb, event.thing, event.sees) == ("approve", "payroll.timesheet", policy.PAY)
    assert (event.actor_id, event.role, event.on_behalf_of) == (cast.joan.user_id, actor.role, "Asha Verma")
    assert event.before["state"] == "submitted"
    assert event.after["state"] == "approved"
    assert event.after["decided_by_id"] == str(cast.asha.user_id)
    assert (event.subject_id, event.at) == (thing.subject_id, AT)
    assert event.transaction == here


def test_a_role_without_the_right_is_told_to_ask_someone_else(cast: Cast) -> None:
    with actors.acting(cast.dee.actor()):
        thing = sheet(cast)
        with pytest.raises(errors.NotAllowed, match="Your role may not approve"):
            approve(thing, cast.dee.actor())
        assert sheet(cast).state == "submitted"
    assert history(thing, cast) == []


def test_who_did_the_step_before_may_not_do_this_one(cast: Cast) -> None:
    with actors.acting(cast.asha.actor()):
        Timesheet.objects.filter(pk=sheet(cast).pk).update(submitted_by=cast.asha.user_id)
        thing = sheet(cast)
        with pytest.raises(transitions.Refused, match="A second person must do this"):
            approve(thing, cast.asha.actor())
        assert sheet(cast).state == "submitted"
    assert history(thing, cast) == []


def test_two_roles_of_one_person_are_not_two_people(cast: Cast) -> None:
    """Olu asks for the payrun as an officer, and may not approve it as a manager."""
    officer = cast.olu.actor()
    second = access.membership(
        user=cast.olu.user,
        role=policy.PAYROLL_MANAGER,
        council_id=officer.council_id,
        organisation_id=officer.organisation_id,
    )
    manager = dataclasses.replace(officer, role=policy.PAYROLL_MANAGER, membership_id=second.pk)
    with actors.acting(manager):
        payrun = Payrun.objects.get(pk=cast.homes["asha"].id_of("payrun"))
        Payrun.objects.filter(pk=payrun.pk).update(state="ready", requested_by=officer.user_id)
        with pytest.raises(transitions.Refused, match="A second person must do this"):
            transitions.move(payrun, "approve", actor=manager, at=AT)
    with actors.acting(cast.mara.actor()):
        also = {"approved_by_id": cast.mara.user_id}
        transitions.move(payrun, "approve", actor=cast.mara.actor(), at=AT, also=also)
        payrun.refresh_from_db()
        assert payrun.state == "approved"


def test_a_blocker_says_why_not(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def too_many(facts: Any) -> str | None:
        return f"There are {facts} hours on it, which is too many." if facts else None

    moves = [dataclasses.replace(move, blockers=(too_many,)) for move in Timesheet.machine.moves]
    monkeypatch.setattr(Timesheet, "machine", dataclasses.replace(Timesheet.machine, moves=tuple(moves)))
    with actors.acting(cast.asha.actor()):
        thing = sheet(cast)
        with pytest.raises(transitions.Refused) as caught:
            approve(thing, cast.asha.actor(), facts=lambda _: {thing.pk: 99})
        assert caught.value.sentence == "There are 99 hours on it, which is too many."
        assert sheet(cast).state == "submitted"
        approve(thing, cast.asha.actor(), facts=lambda _: {thing.pk: 0})
    assert [event.verb for event in history(thing, cast)] == ["approve"]


def test_facts_are_asked_for_once_after_the_records_are_locked(cast: Cast) -> None:
    asked: list[list[uuid.UUID]] = []

    def facts(things: Sequence[Timesheet]) -> Mapping[uuid.UUID, Any]:
        asked.append([thing.pk for thing in things])
        return {}

    with actors.acting(cast.asha.actor()):
        thing = sheet(cast)
        approve(thing, cast.asha.actor(), facts=facts)
        assert asked == [[thing.pk]]
        transitions.move_all(
            Timesheet, [uuid.uuid4()], "approve", actor=cast.asha.actor(), at=AT, facts=facts
        )
    assert len(asked) == 1, "there are no facts of nothing"


@pytest.mark.parametrize("reason", ["", "   ", "\n"])
def test_a_move_that_needs_a_reason_is_not_made_without(reason: str, cast: Cast) -> None:
    with actors.acting(cast.asha.actor()):
        thing = sheet(cast)
        with pytest.raises(errors.Invalid) as caught:
            transitions.move(thing, "reject", actor=cast.asha.actor(), at=AT, reason=reason)
        assert caught.value.field == "reason"
        assert sheet(cast).state == "submitted"


def test_the_reason_is_kept(cast: Cast) -> None:
    with actors.acting(cast.asha.actor()):
        thing = sheet(cast)
        transitions.move(thing, "reject", actor=cast.asha.actor(), at=AT, reason="Friday was a holiday.")
    (event,) = history(thing, cast)
    assert event.reason == "Friday was a holiday."


def test_a_move_is_not_made_twice(cast: Cast) -> None:
    with actors.acting(cast.asha.actor()):
        thing = sheet(cast)
        approve(thing, cast.asha.actor())
        with pytest.raises(transitions.Refused, match="already “Approved”"):
            approve(thing, cast.asha.actor())
    assert len(history(thing, cast)) == 1


def test_a_stale_value_in_memory_does_not_decide(cast: Cast) -> None:
    """The row is read again under the lock: what the page had loaded may be old."""
    with actors.acting(cast.asha.actor()):
        stale = sheet(cast)
        approve(sheet(cast), cast.asha.actor())
        assert stale.state == "submitted"
        with pytest.raises(transitions.Refused):
            transitions.move(stale, "reject", actor=cast.asha.actor(), at=AT, reason="No.")


@pytest.mark.parametrize(("who", "home"), [("wanda", "asha"), ("marcus", "wes"), ("marcus", "ben")])
def test_what_is_out_of_reach_is_refused_as_if_it_were_not_there(who: str, home: str, cast: Cast) -> None:
    """Another council's client, and one whose support ended."""
    actor = cast.named(who).actor()
    job = actors.for_job(job=policy.JOB_MESSAGES, council_id=cast.homes[home].council.id, today=TODAY)
    with actors.acting(job):
        thing = item(cast, home)
    with (
        actors.acting(actor),
        pytest.raises(transitions.Refused, match="not there any more, or it is not yours"),
    ):
        transitions.move(thing, "finish", actor=actor, at=AT, reason="Done.")
    with actors.acting(job):
        assert item(cast, home).state == "open"
        assert not models.AuditEvent.objects.filter(thing_id=str(thing.pk)).exists()


def test_an_actor_other_than_the_transactions_own_moves_nothing(cast: Cast) -> None:
    """The filter in Python says Marcus; the database knows that Wanda is asking."""
    with actors.acting(cast.marcus.actor()):
        thing = item(cast)
    with actors.acting(cast.wanda.actor()), pytest.raises(transitions.Refused):
        transitions.move(thing, "finish", actor=cast.marcus.actor(), at=AT, reason="Done.")
    with actors.acting(cast.marcus.actor()):
        assert item(cast).state == "open"


def test_the_filter_alone_refuses_what_the_database_would_show(cast: Cast) -> None:
    """A job sees its whole council; a move made in a person's name keeps to what that person reaches."""
    job = actors.for_job(job=policy.JOB_MESSAGES, council_id=cast.east.id, today=TODAY)
    with actors.acting(job):
        thing = item(cast, "ben")
        with pytest.raises(transitions.Refused):
            transitions.move(thing, "finish", actor=cast.marcus.actor(), at=AT, reason="Done.")
        assert item(cast, "ben").state == "open"


def test_of_many_those_that_may_move_and_the_others_say_why(cast: Cast) -> None:
    actor = cast.marcus.actor()
    strange = uuid.uuid4()
    with actors.acting(actor):
        mine, done = item(cast), access_copy(item(cast))
        transitions.move(done, "finish", actor=actor, at=AT, reason="Done.")
        ids = [strange, mine.pk, cast.homes["wes"].id_of("work item"), done.pk]
        outcome = transitions.move_all(WorkItem, ids, "finish", actor=actor, at=AT, reason="All done.")
        assert [thing.pk for thing in outcome.moved] == [mine.pk]
        assert set(outcome.refused) == {strange, ids[2], done.pk}
        assert outcome.refused[strange] == outcome.refused[ids[2]], "what exists elsewhere is not given away"
        assert "already “Done”" in outcome.refused[done.pk]
    assert [event.reason for event in history(mine, cast)] == ["All done."]


def access_copy(thing: WorkItem) -> WorkItem:
    """Another thing to do for the same client."""
    return WorkItem.objects.create(
        **access.on(thing),
        client_id=thing.client_id,
        key="another",
        role=thing.role,
        title="Another thing",
        why="There are two.",
        due_on=TODAY,
    )


def test_a_failure_after_the_move_undoes_it_with_its_history(cast: Cast) -> None:
    with actors.acting(cast.asha.actor()):
        thing = approve(sheet(cast), cast.asha.actor())
        assert len(history(thing, cast)) == 1
        transaction.set_rollback(True)
    with actors.acting(cast.asha.actor()):
        assert sheet(cast).state == "submitted"
    assert history(thing, cast) == []


def test_buttons_leave_out_what_is_blocked_or_not_ones_own(cast: Cast) -> None:
    with actors.acting(cast.asha.actor()):
        thing = sheet(cast)
    names = {
        who: [move.name for move in transitions.open_moves(thing, actor=cast.named(who).actor())]
        for who in ("asha", "dee", "olu")
    }
    assert names == {
        "asha": ["approve", "reject"],
        "dee": ["recall"],
        "olu": ["take_back", "record_approval", "drop"],
    }
    thing.submitted_by_id = cast.asha.user_id
    assert [move.name for move in transitions.open_moves(thing, actor=cast.asha.actor())] == ["reject"]
