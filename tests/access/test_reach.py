"""Reach is granted and ended by two functions of the database, for subjects of the acting council only."""

import dataclasses
import datetime as dt
import uuid

import pytest
from django.db import connection
from psycopg2.extras import DateRange

from clients.models import Client
from dpss.access import actors, models, operations, policy, scope
from tests.access import wall
from tests.cast import TODAY, Cast, Home
from tests.factories import access
from tests.factories.access import ALWAYS

pytestmark = pytest.mark.django_db

SOURCE = "clients.placement:a-new-one"


def grant(home: Home, *, during: DateRange = ALWAYS, source: str = SOURCE) -> operations.Grant:
    """Sam of Southgate may see who a client is."""
    return operations.Grant(
        subject_id=home.subject_id,
        source=source,
        role=policy.PAYROLL_MANAGER,
        capabilities=(policy.IDENTITY,),
        during=during,
        organisation_id=_southgate(),
    )


def _southgate() -> uuid.UUID:
    return models.Organisation.objects.get(name="Southgate Payroll").pk


def sam_sees(home: Home, cast: Cast, *, on: dt.date = TODAY) -> bool:
    """Whether Southgate's manager sees this client on a day."""
    with actors.acting(cast.sam.actor(today=on)):
        return str(home.id_of("client")) in wall.visible("clients_client")


def reaches_of(source: str) -> list[DateRange]:
    """The days of every reach that a record gave."""
    return list(models.Reach.objects.filter(source=source).values_list("during", flat=True))


def test_a_grant_lets_the_holder_see_the_subject(cast: Cast) -> None:
    assert not sam_sees(cast.homes["asha"], cast)
    with actors.acting(cast.marcus.actor()):
        operations.grant_all([grant(cast.homes["asha"])])
    assert sam_sees(cast.homes["asha"], cast)


def test_granting_the_same_again_changes_nothing(cast: Cast) -> None:
    with actors.acting(cast.marcus.actor()):
        operations.grant_all([grant(cast.homes["asha"])] * 2)
        operations.grant_all([grant(cast.homes["asha"])])
    assert len(reaches_of(SOURCE)) == 1


def test_a_subject_of_another_council_cannot_be_granted(cast: Cast) -> None:
    with actors.acting(cast.wanda.actor()):
        operations.grant_all([grant(cast.homes["asha"])])
    assert reaches_of(SOURCE) == []
    assert not sam_sees(cast.homes["asha"], cast)


def test_nothing_is_granted_for_nobody(cast: Cast) -> None:
    with actors.acting(None):
        operations.grant_all([grant(cast.homes["asha"])])
    assert reaches_of(SOURCE) == []


def test_a_reach_ends_on_the_day_and_not_before(cast: Cast) -> None:
    """A hand-over is arranged ahead: the old provider sees the client until its day."""
    handover = TODAY + dt.timedelta(days=10)
    with actors.acting(cast.marcus.actor()):
        operations.grant_all([grant(cast.homes["asha"])])
        assert operations.end(source=SOURCE, on=handover) == 1
    assert sam_sees(cast.homes["asha"], cast)
    assert sam_sees(cast.homes["asha"], cast, on=handover - dt.timedelta(days=1))
    assert not sam_sees(cast.homes["asha"], cast, on=handover)
    assert reaches_of(SOURCE) == [DateRange(None, handover, "()")]


def test_ending_keeps_the_days_that_were(cast: Cast) -> None:
    began = dt.date(2026, 4, 6)
    with actors.acting(cast.marcus.actor()):
        operations.grant_all([grant(cast.homes["asha"], during=DateRange(began, None))])
        operations.end(source=SOURCE, on=TODAY)
    assert reaches_of(SOURCE) == [DateRange(began, TODAY)]


def test_ending_twice_ends_once_and_never_later(cast: Cast) -> None:
    with actors.acting(cast.marcus.actor()):
        operations.grant_all([grant(cast.homes["asha"])])
        assert operations.end(source=SOURCE, on=TODAY) == 1
        assert operations.end(source=SOURCE, on=TODAY) == 0
        assert operations.end(source=SOURCE, on=TODAY + dt.timedelta(days=5)) == 0
    assert reaches_of(SOURCE) == [DateRange(None, TODAY, "()")]


def test_a_reach_that_ends_before_it_begins_never_was(cast: Cast) -> None:
    later = TODAY + dt.timedelta(days=30)
    with actors.acting(cast.marcus.actor()):
        operations.grant_all([grant(cast.homes["asha"], during=DateRange(later, None))])
        assert operations.end(source=SOURCE, on=TODAY) == 1
        assert operations.end(source=SOURCE, on=TODAY) == 0
    assert not sam_sees(cast.homes["asha"], cast, on=later)


def test_another_council_cannot_end_a_reach(cast: Cast) -> None:
    with actors.acting(cast.marcus.actor()):
        operations.grant_all([grant(cast.homes["asha"])])
    with actors.acting(cast.wanda.actor()):
        assert operations.end(source=SOURCE, on=TODAY) == 0
    assert sam_sees(cast.homes["asha"], cast)


def test_a_recusal_hides_at_work_and_not_at_home(cast: Cast) -> None:
    """Rose looks after her brother's payment; at Southgate she may not open his records."""
    client = str(cast.homes["ben"].id_of("client"))
    with actors.acting(cast.rose.actor(policy.REPRESENTATIVE)):
        assert client in wall.visible("clients_client")
    with actors.acting(cast.rose.actor(policy.PAYROLL_OFFICER)):
        assert client not in wall.visible("clients_client")
    models.Recusal.objects.filter(user_id=cast.rose.user_id).delete()
    with actors.acting(cast.rose.actor(policy.PAYROLL_OFFICER)):
        assert client in wall.visible("clients_client"), "without the recusal she would see him"


def test_granting_again_brings_what_may_be_seen_and_the_days_up_to_date(cast: Cast) -> None:
    home = cast.homes["asha"]
    with actors.acting(cast.marcus.actor()):
        operations.grant_all([grant(home, during=DateRange(TODAY, TODAY + dt.timedelta(days=2)))])
        operations.grant_all([dataclasses.replace(grant(home), capabilities=(policy.CARE,))])
        (row,) = models.Reach.objects.filter(source=SOURCE)
    assert (row.capabilities, row.during.lower, row.during.upper) == ([policy.CARE], None, None)
    assert not sam_sees(home, cast)


def test_a_worker_who_changes_firm_leaves_the_caseload_behind(cast: Cast) -> None:
    moved = access.membership(
        user=models.User.objects.get(pk=cast.marcus.user_id),
        role=policy.SUPPORT_WORKER,
        council_id=cast.east.id,
        organisation_id=_southgate(),
    )
    here = cast.marcus.actor()
    there = dataclasses.replace(here, membership_id=moved.pk, organisation_id=moved.organisation_id)
    clients = {str(cast.homes["asha"].id_of("client"))}
    with actors.acting(here):
        assert wall.visible("clients_client") == clients
    with actors.acting(there):
        assert wall.visible("clients_client") == set()
        assert not scope.visible_to(Client.objects.all(), there).exists()


def test_a_recusal_of_one_officer_is_nobody_elses(cast: Cast) -> None:
    client = str(cast.homes["ben"].id_of("client"))
    with actors.acting(cast.sam.actor()):
        assert client in wall.visible("clients_client")


def test_reach_has_a_holder_and_some_capability(cast: Cast) -> None:
    """The owner itself cannot write a reach of nobody or of nothing."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select conname from pg_constraint where conrelid = 'access_reach'::regclass and contype = 'c'"
        )
        names = {name for (name,) in cursor.fetchall()}
    assert {"reach_has_a_holder", "reach_capabilities"} <= names


def test_the_same_source_can_reach_through_two_roles(cast: Cast) -> None:
    officer = grant(cast.homes["asha"])
    manager = operations.Grant(
        subject_id=officer.subject_id,
        source=officer.source,
        role=policy.PAYROLL_OFFICER,
        capabilities=officer.capabilities,
        during=officer.during,
        organisation_id=officer.organisation_id,
    )
    with actors.acting(cast.marcus.actor()):
        operations.grant_all([officer, manager])
        assert operations.end(source=SOURCE, on=TODAY) == 2
