"""What a transaction says of itself is only a claim: the rows in the database decide."""

import contextlib
import datetime as dt
import uuid

import pytest
from django.db import connection, transaction

from dpss.access import actors, models, policy, scope
from tests import database
from tests.access import wall
from tests.cast import TODAY, Cast


def seen() -> int:
    """How many rows all protected tables show together."""
    return sum(len(keys) for keys in wall.everything_visible().values())


@pytest.mark.django_db
def test_without_claims_nothing_is_seen() -> None:
    with transaction.atomic():
        assert seen() == 0


@pytest.mark.django_db
def test_empty_claims_show_nothing() -> None:
    with wall.claiming(today=""):
        assert seen() == 0


@pytest.mark.django_db
def test_a_full_claim_shows_something(cast: Cast) -> None:
    with wall.claiming(**wall.claims_of(cast.olu)):
        assert seen() > 0


@pytest.mark.django_db
@pytest.mark.parametrize("missing", ["user", "membership", "council"])
def test_a_claim_with_a_part_missing_shows_nothing(missing: str, cast: Cast) -> None:
    with wall.claiming(**wall.claims_of(cast.olu) | {missing: ""}):
        assert seen() == 0


@pytest.mark.django_db
def test_a_role_that_ended_today_shows_nothing(cast: Cast) -> None:
    with wall.claiming(**wall.claims_of(cast.lena)):
        assert seen() == 0


@pytest.mark.django_db
def test_the_same_role_showed_something_on_its_last_day(cast: Cast) -> None:
    with wall.claiming(**wall.claims_of(cast.lena), today=TODAY - dt.timedelta(days=1)):
        assert seen() > 0


@pytest.mark.django_db
def test_somebody_elses_role_shows_nothing(cast: Cast) -> None:
    with wall.claiming(**wall.claims_of(cast.asha) | {"membership": cast.olu.membership_id()}):
        assert seen() == 0


@pytest.mark.django_db
def test_a_role_claimed_in_another_council_shows_nothing(cast: Cast) -> None:
    with wall.claiming(**wall.claims_of(cast.olu) | {"council": cast.west.id}):
        assert seen() == 0


@pytest.mark.django_db
def test_a_role_that_nobody_gave_shows_nothing(cast: Cast) -> None:
    with wall.claiming(**wall.claims_of(cast.olu) | {"membership": uuid.uuid4()}):
        assert seen() == 0


@pytest.mark.django_db
def test_an_ended_relation_shows_nothing_from_its_end_and_did_before(cast: Cast) -> None:
    """Northfield served Cara until 30 September: from 1 October it does not know her."""
    client = str(cast.homes["cara"].id_of("client"))
    for day, knows_her in ((dt.date(2026, 9, 30), True), (dt.date(2026, 10, 1), False)):
        with wall.claiming(**wall.claims_of(cast.olu), today=day):
            assert (client in wall.visible("clients_client")) == knows_her, day


@pytest.mark.django_db
def test_a_representative_who_was_revoked_sees_nothing_at_once(cast: Cast) -> None:
    client = str(cast.homes["cara"].id_of("client"))
    with wall.claiming(**wall.claims_of(cast.joan)):
        assert client not in wall.visible("clients_client")


@pytest.mark.django_db
def test_within_another_actor_the_outer_one_comes_back(cast: Cast) -> None:
    with actors.acting(cast.olu.actor()):
        outer = seen()
        with actors.acting(cast.tom.actor()):
            assert 0 < seen() < outer
        assert seen() == outer
        with pytest.raises(ZeroDivisionError), actors.acting(cast.tom.actor()):
            raise ZeroDivisionError
        assert seen() == outer
        with actors.acting(None):
            assert seen() == 0
        assert seen() == outer


def test_nothing_of_an_actor_is_left_on_the_connection(own_database: str, cast: Cast) -> None:
    with actors.acting(cast.olu.actor()):
        assert seen() > 0
        backend = _backend()
    with transaction.atomic():
        assert _backend() == backend, "the test needs the same connection"
        assert seen() == 0
    assert seen() == 0, "outside a transaction"
    with pytest.raises(ZeroDivisionError), actors.acting(cast.olu.actor()):
        raise ZeroDivisionError
    assert seen() == 0, "after a transaction that failed"


def test_what_one_transaction_works_on_another_does_not(own_database: str, cast: Cast) -> None:
    with actors.acting(scope.about(cast.olu.actor(), [cast.posts["dee at asha"].subject_id])):
        assert len(wall.visible("payroll_employment")) == 1
        with connection.cursor() as cursor:
            cursor.execute("select current_setting('dpss.work')")
            (work,) = cursor.fetchone()
    with wall.claiming(**wall.claims_of(cast.olu) | {"work": work}):
        assert not wall.visible("payroll_employment")
    with contextlib.closing(database.as_owner()) as owner, owner.cursor() as cursor:
        cursor.execute("select count(*) from access.work")
        assert cursor.fetchone() == (0,), "nothing is left of it"


def test_a_role_that_ends_is_refused_in_the_next_transaction(own_database: str, cast: Cast) -> None:
    actor = cast.olu.actor()
    with actors.acting(actor):
        assert seen() > 0
    membership = models.Membership.objects.get(pk=cast.olu.membership_id())
    models.Membership.objects.filter(pk=membership.pk).update(
        during=type(membership.during)(membership.during.lower, TODAY)
    )
    with actors.acting(actor):  # the same value, made before the role ended
        assert seen() == 0


def test_a_job_must_be_one_that_policy_names() -> None:
    with pytest.raises(ValueError, match="mischief"):
        actors.for_job(job="mischief", council_id=uuid.uuid4(), today=TODAY)
    assert actors.for_job(job=policy.JOB_PAYRUNS, council_id=uuid.uuid4(), today=TODAY).user_id is None


def _backend() -> int:
    with connection.cursor() as cursor:
        cursor.execute("select pg_backend_pid()")
        return int(cursor.fetchone()[0])
