"""Reach made again from the records: the cast's is right, and whatever could be wrong is found."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, transaction
from psycopg2.extras import DateRange

from clients import models as people
from clients import reach as of_people
from clients.acting_rules import Limit, Limits
from dpss.access import actors
from dpss.access.findings import Result
from dpss.access.models import Reach
from dpss.portal import reach_check
from payroll import models as wages
from payroll.operations import who_acts
from tests import database
from tests.cast import AT, CAST, Cast
from tests.payroll.operations import changing, steps, test_who_acts

MARCUS = {"source__startswith": "clients.caseallocation:", "subject_id": CAST.homes["asha"].subject_id}


@pytest.fixture
def owner(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The owner's eyes and hands on this worker's database, in a transaction that is rolled back."""
    name = connection.settings_dict["NAME"]
    with django_db_blocker.unblock(), database.used(name, role=database.OWNER), transaction.atomic():
        yield
        transaction.set_rollback(True)


def check() -> Result:
    """What the check finds."""
    (result,) = reach_check.run()
    return result


def test_everybody_of_the_cast_reaches_what_follows_from_the_records(owner: None) -> None:
    result = check()
    assert result.broken == ()
    assert (result.verdict, result.examined) == ("ok", Reach.objects.count())


def test_what_the_portal_grants_by_itself_follows_as_well(owner: None) -> None:
    with actors.acting(steps.job()):
        before = Reach.objects.count()
        steps.hire("Noor Ali", steps.employ("Edda Rowe").pk)
        assert Reach.objects.count() > before
    assert check().broken == ()


def test_an_employer_that_follows_another_is_reached_as_recorded_and_by_nobody_once_taken_back(
    owner: None,
) -> None:
    change = changing.confirm(changing.prepared())
    assert check().broken == ()
    changing.undo(change)
    assert check().broken == ()


def test_a_reach_that_follows_from_nothing(owner: None) -> None:
    one = Reach.objects.filter(**MARCUS).first()
    assert one is not None
    Reach.objects.filter(pk=one.pk).update(source="clients.caseallocation:of nobody")
    broken = check().broken
    assert len(broken) == 2
    assert any("from clients.caseallocation:of nobody follows from no record" in line for line in broken)
    assert any("is missing" in line for line in broken)


def test_a_reach_that_was_taken_away(owner: None) -> None:
    one = Reach.objects.filter(**MARCUS).first()
    assert one is not None
    with connection.cursor() as cursor:
        cursor.execute("delete from access_reach where id = %s", [one.pk])
    assert [line.endswith("is missing") for line in check().broken] == [True]


@pytest.mark.parametrize(
    "given",
    [
        {"during": DateRange(dt.date(2020, 1, 1), None)},
        {"during": DateRange(dt.date(2026, 4, 6), dt.date(2026, 4, 7))},
        {"capabilities": ["pay"]},
    ],
)
def test_a_reach_of_other_days_or_for_other_things(owner: None, given: dict[str, Any]) -> None:
    one = Reach.objects.filter(**MARCUS).first()
    assert one is not None
    Reach.objects.filter(pk=one.pk).update(**given)
    (line,) = check().broken
    assert "and should be" in line


def test_a_record_that_ended_and_a_reach_that_did_not(owner: None, cast: Cast) -> None:
    """Somebody writes the record past the operation that would have ended the reach as well."""
    placed = people.Placement.objects.get(client_id=cast.homes["asha"].id_of("client"))
    placed.during = DateRange(placed.during.lower, dt.date(2026, 11, 1))
    placed.save()
    assert check().broken


def test_a_post_that_nobody_granted(owner: None) -> None:
    with actors.acting(steps.job()):
        post = steps.hire("Noor Ali", steps.employ("Edda Rowe").pk)
    gone, _ = Reach.objects.filter(subject_id=post.subject_id).delete()
    assert len(check().broken) == gone > 0


def test_a_finding_names_no_person(owner: None) -> None:
    Reach.objects.filter(**MARCUS).delete()
    assert wages.Employer.objects.filter(name="Asha Verma").exists()
    assert not [line for line in check().broken if "Asha" in line or "Marcus" in line]


def test_who_begins_to_act_may_do_less_and_stops_is_reached_as_recorded(owner: None) -> None:
    row = test_who_acts.begin(test_who_acts.propose())
    assert check().broken == ()
    actor = CAST.asha.actor()
    with actors.acting(actor):
        who_acts.change_limits(representation=row, limits=test_who_acts.SHEETS, actor=actor, at=AT)
    assert check().broken == ()
    with actors.acting(actor):
        for one in (row, test_who_acts.joan()):
            who_acts.end(representation=one, actor=actor, at=AT)
    assert check().broken == ()


def test_a_limit_that_begins_later_is_reached_as_recorded_and_by_neither_wall_before(owner: None) -> None:
    later = dt.date(2026, 12, 1)
    row = test_who_acts.begin(test_who_acts.propose(limits=test_who_acts.SHEETS))
    given = Limit(is_given=True, since=later)
    actor = CAST.asha.actor()
    with actors.acting(actor):
        limits = Limits(money=given, timesheets=test_who_acts.YES)
        who_acts.change_limits(representation=row, limits=limits, actor=actor, at=AT)
    assert check().broken == ()
    for limit in ("money", "timesheets-money"):
        reached = Reach.objects.filter(source=of_people.source_of(row.pk, limit))
        assert {one.during.lower for one in reached} == {later}
    with actors.acting(actor):
        who_acts.change_limits(representation=row, limits=test_who_acts.SHEETS, actor=actor, at=AT)
    assert check().broken == ()
