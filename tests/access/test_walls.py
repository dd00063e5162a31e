"""Two walls stand between a person and what is not theirs, and each of them alone is enough.

Row-level security in Postgres and `scope.visible_to` in Python join the same reach table on their own.
Both are held here against what the stories of the cast say, table by table and role by role.
"""

import pytest
from django.db import connection

from dpss.access import actors, models, policy, scope
from tests.access import expected, wall
from tests.cast import TODAY, Cast

EVERYONE = sorted(expected.SEES)
COUNCILS = ("east", "west")

pytestmark = pytest.mark.django_db


def test_the_role_of_the_tests_cannot_look_past_the_wall() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select current_user, rolsuper or rolbypassrls from pg_roles where rolname = current_user"
        )
        assert cursor.fetchone() == ("dpss_app", False)
        cursor.execute(
            "select count(*) from pg_auth_members m join pg_roles r on r.oid = m.member"
            " where r.rolname = current_user"
        )
        assert cursor.fetchone() == (0,), "the role could become one that may"


def test_every_open_role_of_the_cast_has_its_line(cast: Cast) -> None:
    hats = {(person.short, hat.role) for person in cast.people for hat in person.hats if not hat.until}
    assert hats == set(expected.SEES)
    for council in (cast.east, cast.west):
        assert {hat.role for person in cast.people for hat in person.hats if hat.council == council} == set(
            policy.ROLE_NAMES
        )


@pytest.mark.parametrize("table", sorted(wall.protected()))
def test_there_is_something_to_see_in_every_table_of_both_councils(table: str, cast: Cast) -> None:
    councils = {row.council for row in wall.rows_of(table)}
    assert councils == {str(cast.east.id), str(cast.west.id)}, f"plant a row of {table} with the cast"


@pytest.mark.parametrize(("name", "role"), EVERYONE)
def test_each_role_sees_something_of_its_own(name: str, role: str, cast: Cast) -> None:
    with wall.claiming(**wall.claims_of(cast.named(name), role)):
        assert any(wall.everything_visible().values())


@pytest.mark.parametrize(("name", "role"), EVERYONE)
def test_the_database_alone_shows_exactly_what_the_story_says(name: str, role: str, cast: Cast) -> None:
    person = cast.named(name)
    with wall.claiming(**wall.claims_of(person, role)):
        shown = wall.everything_visible()
    for table, sees in wall.protected().items():
        should = expected.rows(wall.rows_of(table), person=person, role=role, sees=sees)
        assert shown[table] == should, table


@pytest.mark.parametrize(("name", "role"), EVERYONE)
def test_the_filter_in_python_shows_the_same_without_the_database(name: str, role: str, cast: Cast) -> None:
    """Behind the wall of a job, which sees its whole council, only the filter is left."""
    person = cast.named(name)
    actor = person.actor(role)
    for council in (cast.east, cast.west):
        with actors.acting(actors.for_job(job=policy.JOB_PAYRUNS, council_id=council.id, today=TODAY)):
            for model in wall.subject_models():
                table = model._meta.db_table
                every = [row for row in wall.rows_of(table) if row.council == str(council.id)]
                should = expected.rows(every, person=person, role=role, sees=model.sees)
                shown = {
                    str(pk)
                    for pk in scope.visible_to(model.objects.all(), actor).values_list("pk", flat=True)
                }
                assert shown == should, f"{table} of {council.name}"


@pytest.mark.parametrize(("name", "role"), EVERYONE)
def test_the_two_walls_agree(name: str, role: str, cast: Cast) -> None:
    actor = cast.named(name).actor(role)
    with actors.acting(actor):
        for table in scope.protected_tables():
            model = next(model for model in scope.apps.get_models() if model._meta.db_table == table)
            filtered = {
                str(pk) for pk in scope.visible_to(model.objects.all(), actor).values_list("pk", flat=True)
            }
            assert filtered == wall.visible(table), table


@pytest.mark.parametrize(("name", "role"), EVERYONE)
def test_nothing_of_another_council_is_seen(name: str, role: str, cast: Cast) -> None:
    person = cast.named(name)
    with wall.claiming(**wall.claims_of(person, role)), connection.cursor() as cursor:
        for table in (*wall.protected(), "access_auditevent"):
            statement = wall.about("select count(*) from {table} where council_id is distinct from %s", table)
            cursor.execute(statement, [person.hat(role).council.id])
            assert cursor.fetchone() == (0,), table


@pytest.mark.parametrize(("name", "role"), EVERYONE)
def test_history_is_seen_by_those_who_see_what_it_tells_of(name: str, role: str, cast: Cast) -> None:
    person = cast.named(name)
    with wall.claiming(**wall.claims_of(person, role)):
        shown = set(models.AuditEvent.objects.values_list("subject_id", "sees"))
    if role == policy.ADMINISTRATOR:
        should = (
            {(None, "identity")}
            | {
                (home.subject_id, sees)
                for home in cast.homes.values()
                for sees in policy.CAPABILITIES
                if home.council == person.hat().council
            }
            | {
                (post.subject_id, sees)
                for post in cast.posts.values()
                for sees in (policy.IDENTITY, policy.PAY, policy.MONEY)
                if post.home.council == person.hat().council
            }
        )
        assert shown == should
        return
    recorded = {str(home.subject_id) for home in cast.homes.values()}
    recorded |= {str(post.subject_id) for post in cast.posts.values()}
    should_see = {
        (subject, sees)
        for sees in policy.CAPABILITIES
        for subject in expected.subjects(person, role, sees) & recorded
        if subject in {str(home.subject_id) for home in cast.homes.values()} or sees != "care"
    }
    assert {(str(subject), sees) for subject, sees in shown} == should_see


@pytest.mark.parametrize("council", COUNCILS)
def test_a_job_sees_its_own_council_whole_and_nothing_of_the_other(council: str, cast: Cast) -> None:
    own = getattr(cast, council)
    with wall.claiming(job=policy.JOB_PAYRUNS, council=own.id):
        shown = wall.everything_visible()
    for table in wall.protected():
        assert shown[table] == {row.pk for row in wall.rows_of(table) if row.council == str(own.id)}, table


def test_a_job_sees_nothing_while_a_person_is_named_too(cast: Cast) -> None:
    with wall.claiming(job=policy.JOB_PAYRUNS, council=cast.east.id, user=cast.asha.user_id):
        assert not any(wall.everything_visible().values())


def test_a_job_sees_nothing_without_a_council() -> None:
    with wall.claiming(job=policy.JOB_PAYRUNS):
        assert not any(wall.everything_visible().values())
