"""Tables that are made for the first time come out as Django alone would make them, in less time."""

from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from django.apps import apps as django_apps
from django.db import connection, migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ModelState, ProjectState, StateApps

from dpss.access import new_tables
from tools.paths import ROOT, VENV

pytestmark = pytest.mark.django_db

_KEYS: list[Any] = [("id", models.BigAutoField(primary_key=True))]
_ADDS = [
    migrations.CreateModel("Council", [*_KEYS, ("name", models.CharField(max_length=40))]),
    migrations.CreateModel(
        "Client", [*_KEYS, ("lives_in", models.ForeignKey("made.Council", models.PROTECT))]
    ),
    migrations.CreateModel("Work", [*_KEYS, ("of", models.ForeignKey("made.Client", models.PROTECT))]),
    migrations.AddConstraint("council", models.UniqueConstraint(fields=["name"], name="one_of_each_name")),
    migrations.AddField("client", "last_work", models.ForeignKey("made.Work", models.SET_NULL, null=True)),
    migrations.AddIndex("work", models.Index(fields=["of", "id"], name="work_of_a_client")),
    migrations.AlterUniqueTogether("client", {("lives_in", "last_work")}),
    migrations.RemoveConstraint("council", "one_of_each_name"),
    migrations.AlterField("council", "name", models.CharField(max_length=60)),
    migrations.AlterField("work", "of", models.ForeignKey("made.Client", models.PROTECT, null=True)),
]
# It writes nothing in the database, and is not one of the steps that only add.
_SOMETHING_ELSE = migrations.AlterModelOptions("work", {})


def _applied(*steps: Any) -> tuple[list[str], ProjectState, int]:
    """The statements of a migration, what it leaves behind, and how many models were worked out."""

    class Migration(migrations.Migration):
        initial = True
        operations = list(steps)

    state = ProjectState()
    assert state.apps.get_models() == []
    with (
        mock.patch.object(ModelState, "render", autospec=True, side_effect=ModelState.render) as rendered,
        connection.schema_editor(collect_sql=True, atomic=False) as editor,
    ):
        state = Migration("0001_initial", "made").apply(state, editor, collect_sql=True)
    return editor.collected_sql, state, rendered.call_count


def _related(apps: StateApps) -> dict[str, set[str]]:
    """The models that each model knows of, in either direction."""
    return {
        model.__name__: {
            field.related_model.__name__ for field in model._meta.get_fields() if field.is_relation
        }
        for model in apps.get_models()
    }


def test_the_statements_are_those_of_django_alone() -> None:
    quickly, _, few = _applied(*_ADDS)
    alone, _, many = _applied(*_ADDS, _SOMETHING_ELSE)
    said = [line for line in alone if not line.startswith("--")]
    assert len(said) > len(_ADDS)
    assert [line for line in quickly if not line.startswith("--")] == said
    assert few == len(_ADDS) < many


def test_afterwards_each_model_knows_those_that_lead_to_it() -> None:
    _, quickly, _ = _applied(*_ADDS)
    _, alone, _ = _applied(*_ADDS, _SOMETHING_ELSE)
    assert _related(quickly.apps) == _related(alone.apps)
    assert _related(quickly.apps)["Council"] == {"Client"}


def test_what_other_tables_lead_to_is_changed_in_djangos_own_way() -> None:
    """The keys of other tables are changed with it, so that their models must be right."""

    class Migration(migrations.Migration):
        operations = [*_ADDS, migrations.AlterField("council", "id", models.UUIDField(primary_key=True))]

    assert not new_tables.is_quick(Migration("0001_initial", "made"))


def test_our_own_tables_are_made_quickly() -> None:
    """One step of another kind in a first migration, and to set up the portal takes minutes."""
    folders = {config.label: Path(config.path) for config in django_apps.get_app_configs()}
    ours = {
        app
        for app, folder in folders.items()
        if folder.is_relative_to(ROOT) and not folder.is_relative_to(VENV)
    }
    found = [one for one in MigrationLoader(None).disk_migrations.values() if one.app_label in ours]
    assert {one.app_label for one in found} >= {"access", "clients", "ledger", "payroll"}
    assert [str(one) for one in found if not new_tables.is_quick(one)] == []


def test_a_later_step_that_changes_a_table_finds_all_that_hang_on_it() -> None:
    _, state, _ = _applied(*_ADDS)

    class Later(migrations.Migration):
        operations = [migrations.RenameModel("Council", "County")]

    with connection.schema_editor(collect_sql=True, atomic=False) as editor:
        after = Later("0002_later", "made").apply(state, editor, collect_sql=True)
    assert _related(after.apps)["County"] == {"Client"}
