"""No table is forgotten: every one with personal or council data is behind the wall, and says so."""

import re

import pytest
from django.apps import apps
from django.contrib.auth.hashers import get_hasher
from django.db import connection, models

from dpss.access import models as access
from dpss.access import policy, scope
from tests.access import expected, wall
from tests.cast import Cast

# Django's and allauth's own tables: sign-in, sessions, and names of models. No data of clients or PAs.
NOT_OURS = {"account", "auth", "contenttypes", "mfa", "pghistory", "sessions", "usersessions"}


def project_models() -> list[type[models.Model]]:
    """Every model of the portal with a table of its own."""
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label not in NOT_OURS and model._meta.managed and not model._meta.proxy
    ]


@pytest.mark.parametrize("model", project_models(), ids=lambda model: model._meta.label)
def test_every_model_says_who_may_see_its_rows(model: type[models.Model]) -> None:
    label = model._meta.label
    declared = [
        issubclass(model, access.SubjectRow),
        issubclass(model, access.CouncilRow),
        model._meta.db_table in wall.history_tables(),
        label in scope.OPEN_TABLES,
        label in scope.OWN_POLICY,
    ]
    assert sum(declared) == 1, f"{label}: make it a SubjectRow or a CouncilRow, or name it with its reason"


def test_open_tables_are_models_and_have_reasons() -> None:
    labels = {model._meta.label for model in project_models()}
    assert set(scope.OPEN_TABLES) | scope.OWN_POLICY <= labels
    assert all(len(reason) > 10 for reason in scope.OPEN_TABLES.values())


@pytest.mark.parametrize("model", wall.subject_models(), ids=lambda model: model._meta.label)
def test_a_class_of_data_is_one_that_reach_knows(model: type[access.SubjectRow]) -> None:
    assert model.sees in policy.CAPABILITIES


@pytest.mark.django_db
def test_every_table_with_a_council_or_a_subject_is_behind_the_wall() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select distinct c.table_name from information_schema.columns c"
            " join information_schema.tables t using (table_schema, table_name)"
            " where c.table_schema = 'public' and t.table_type = 'BASE TABLE'"
            " and c.column_name in ('subject_id', 'council_id')"
        )
        tables = {name for (name,) in cursor.fetchall()}
    named = {apps.get_model(label)._meta.db_table for label in {*scope.OPEN_TABLES, *scope.OWN_POLICY}}
    assert tables - named == set(wall.protected())


@pytest.mark.django_db
@pytest.mark.parametrize("table", sorted({*wall.protected(), "access_auditevent"}))
def test_the_wall_is_forced_and_is_the_only_rule(table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select relrowsecurity, relforcerowsecurity, pg_get_userbyid(relowner)"
            " from pg_class where oid = %s::regclass",
            [table],
        )
        assert cursor.fetchone() == (True, True, "dpss_owner")
        cursor.execute(
            "select policyname, permissive, roles, cmd, qual, with_check from pg_policies"
            " where tablename = %s",
            [table],
        )
        ((name, permissive, roles, command, shown, written),) = cursor.fetchall()
    assert (name, permissive, roles) == ("reach", "PERMISSIVE", ["public"])
    if table == "access_auditevent":
        assert (command, written) == ("SELECT", None)
        return
    assert command == "ALL"
    sees = wall.protected()[table]
    for rule in (shown, written):
        classes = set(re.findall(r"my_subjects\('(\w+)'", rule))
        assert classes == (set() if sees in expected.STAFFS else {sees}), f"{table} is declared as {sees}"


@pytest.mark.django_db
def test_there_are_no_views_that_could_look_past_the_wall() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select relname from pg_class where relkind in ('v', 'm', 'f', 'p') and relnamespace in"
            " ('public'::regnamespace, 'access'::regnamespace)"
        )
        assert cursor.fetchall() == []


@pytest.mark.django_db
def test_functions_that_look_past_the_wall_belong_to_the_guard_and_pin_their_path() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select proname, pg_get_userbyid(proowner), array_to_string(proconfig, ' ') from pg_proc"
            " where prosecdef and pronamespace in ('public'::regnamespace, 'access'::regnamespace)"
        )
        found = cursor.fetchall()
    assert {"my_membership", "my_subjects", "grant_reach", "end_reach", "append_audit"} <= {
        row[0] for row in found
    }
    for name, owner, configuration in found:
        assert owner == "dpss_guard", name
        assert configuration == "search_path=public, pg_temp", name


@pytest.mark.django_db
def test_the_portal_can_neither_make_nor_change_tables() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select has_schema_privilege('public', 'create'), has_schema_privilege('access', 'create'),"
            " has_database_privilege(current_database(), 'create'),"
            " exists (select from pg_class where relowner = current_user::regrole)"
        )
        assert cursor.fetchone() == (False, False, False, False)
        cursor.execute(
            "select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace"
            " and has_table_privilege(oid, 'truncate, references, trigger')"
        )
        assert cursor.fetchall() == []


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["dpss_guard", "dpss_reader", "dpss_owner"])
def test_the_portal_cannot_become_another_role(role: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select pg_has_role(current_user, %s, 'member')", [role])
        assert cursor.fetchone() == (False,)


@pytest.mark.django_db
def test_passwords_are_kept_hashed(cast: Cast) -> None:
    assert cast.asha.user.password.startswith(get_hasher().algorithm)
