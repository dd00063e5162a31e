"""Ending a role, and messages that must go out."""

import dataclasses
import datetime as dt
from typing import Any

import pytest
from psycopg2.extras import DateRange

from dpss.access import actors, models, operations, policy, queries
from dpss.kernel import errors
from tests.cast import AT, TODAY, Cast, Person
from tests.factories import access

pytestmark = pytest.mark.django_db


def end(person: Person, *, by: actors.Actor, reason: str = "She moved away.") -> None:
    """End somebody's first role."""
    membership = models.Membership.objects.get(pk=person.membership_id())
    with actors.acting(by):
        operations.end_membership(membership=membership, actor=by, at=AT, reason=reason)


def is_open(person: Person, *, on: dt.date = TODAY) -> bool:
    """Whether somebody holds a role on a day."""
    return bool(queries.open_memberships(user_id=person.user_id, today=on))


def test_an_ended_role_is_over_today_and_was_there_yesterday(cast: Cast) -> None:
    end(cast.olu, by=cast.ada.actor())
    assert not is_open(cast.olu)
    assert is_open(cast.olu, on=TODAY - dt.timedelta(days=1))


def test_the_end_of_a_role_is_in_the_access_log(cast: Cast) -> None:
    end(cast.olu, by=cast.ada.actor())
    with actors.acting(cast.ada.actor()):
        event = queries.access_log(cast.ada.actor()).first()
    assert event is not None
    assert (event.verb, event.reason, event.actor_id) == ("end role", "She moved away.", cast.ada.user_id)
    assert (event.before, event.after) == ({"until": ""}, {"until": "2026-11-21"})
    assert event.thing_id == str(cast.olu.membership_id())


@pytest.mark.parametrize("role", sorted(set(policy.ROLE_NAMES) - {policy.ADMINISTRATOR}))
def test_only_an_administrator_ends_roles(role: str, cast: Cast) -> None:
    with pytest.raises(errors.NotAllowed, match="Ask an administrator"):
        end(cast.sam, by=cast.actor(role))
    assert is_open(cast.sam)


def test_an_administrator_of_another_council_does_not(cast: Cast) -> None:
    with pytest.raises(errors.NotAllowed):
        end(cast.olu, by=cast.wren.actor())
    assert is_open(cast.olu)


def test_nobody_ends_their_own_role(cast: Cast) -> None:
    with pytest.raises(errors.Invalid, match="your own role"):
        end(cast.ada, by=cast.ada.actor())
    assert is_open(cast.ada)


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_role_does_not_end_without_a_reason(reason: str, cast: Cast) -> None:
    with pytest.raises(errors.Invalid) as caught:
        end(cast.olu, by=cast.ada.actor(), reason=reason)
    assert caught.value.field == "reason"
    assert is_open(cast.olu)


def test_a_role_that_is_over_does_not_end_again(cast: Cast) -> None:
    with pytest.raises(errors.Conflict, match="already ended"):
        end(cast.lena, by=cast.ada.actor())


def test_a_role_that_has_not_begun_can_be_withdrawn(cast: Cast) -> None:
    start = TODAY + dt.timedelta(days=3)
    coming = access.membership(
        user=models.User.objects.get(pk=cast.olu.user_id),
        role=policy.PAYROLL_MANAGER,
        council_id=cast.east.id,
        organisation_id=cast.olu.hat().organisation_id,
        during=DateRange(start, None),
    )
    ada = cast.ada.actor()
    with actors.acting(ada):
        operations.end_membership(membership=coming, actor=ada, at=AT, reason="A mistake.")
    held = queries.open_memberships(user_id=cast.olu.user_id, today=start)
    assert [row.role for row in held] == [policy.PAYROLL_OFFICER]


def test_a_role_given_today_can_end_today(cast: Cast) -> None:
    membership = access.membership(
        user=cast.cole.user,
        role=policy.COUNCIL_FINANCE,
        council_id=cast.east.id,
        organisation_id=cast.east.organisation_id,
        during=(TODAY, None),
    )
    with actors.acting(cast.ada.actor()):
        operations.end_membership(membership=membership, actor=cast.ada.actor(), at=AT, reason="A slip.")
    assert len(queries.open_memberships(user_id=cast.cole.user_id, today=TODAY)) == 1


def test_people_and_roles_are_those_of_ones_own_council(cast: Cast) -> None:
    names = {row.user.name for row in queries.people_with_roles(cast.ada.actor())}
    assert {"Olu Bello", "Sam Pike", "Ada Quill"} <= names
    assert not {"Wim Carr", "Asha Verma", "Dee Lowe"} & names


def test_only_administrators_read_the_access_log(cast: Cast) -> None:
    for role in sorted(set(policy.ROLE_NAMES) - {policy.ADMINISTRATOR}):
        with pytest.raises(errors.NotAllowed):
            queries.access_log(cast.actor(role))


def test_history_of_a_subject_keeps_to_what_the_reader_may_see(cast: Cast) -> None:
    subject = cast.homes["asha"].subject_id
    for who, classes in (("asha", {"identity", "care", "money"}), ("olu", {"identity"}), ("wim", set())):
        actor = cast.named(who).actor()
        with actors.acting(actor):
            assert {event.sees for event in queries.history_of(subject_id=subject, actor=actor)} == classes, (
                who
            )


def message(cast: Cast, key: str, **given: Any) -> models.OutboxMessage:
    """A message about Asha that is due and not stored yet."""
    home = cast.homes["asha"]
    return models.OutboxMessage(
        council_id=home.council.id,
        subject_id=home.subject_id,
        key=key,
        template="timesheet_sent",
        to_id=cast.asha.user_id,
        **{"due_at": AT} | given,
    )


def mail_job(cast: Cast, council: str = "east") -> actors.Actor:
    """The job that sends messages."""
    return actors.for_job(job=policy.JOB_MESSAGES, council_id=getattr(cast, council).id, today=TODAY)


def test_a_message_is_queued_once_by_its_key(cast: Cast) -> None:
    with actors.acting(mail_job(cast)):
        before = models.OutboxMessage.objects.count()
        operations.queue_messages([message(cast, "sheet sent"), message(cast, "sheet sent")])
        operations.queue_messages([message(cast, "sheet sent")])
        assert models.OutboxMessage.objects.count() == before + 1


def test_a_person_holds_no_more_than_their_role_gives(cast: Cast) -> None:
    """The policy is one table: nothing is added for a person, a name or an organisation."""
    for role in policy.ROLE_NAMES:
        actor = cast.actor(role)
        renamed = dataclasses.replace(actor, name="Administrator", organisation_id=None)
        every = frozenset().union(*policy.GRANTS.values())
        for one in (actor, renamed):
            assert {permission for permission in every if one.may(permission)} == policy.GRANTS[role]
        assert actor.is_staff == (role in policy.STAFF_ROLES)
