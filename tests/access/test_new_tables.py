"""Tables that are made for the first time come out as Django alone would make them, in less time."""

from typing import Any
from unittest import mock

import pytest
from django.db import connection, migrations, models
from django.db.migrations.state import ModelState, ProjectState, StateApps

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


def test_a_later_step_that_changes_a_table_finds_all_that_hang_on_it() -> None:
    _, state, _ = _applied(*_ADDS)

    class Later(migrations.Migration):
        operations = [migrations.RenameModel("Council", "County")]

    with connection.schema_editor(collect_sql=True, atomic=False) as editor:
        after = Later("0002_later", "made").apply(state, editor, collect_sql=True)
    assert _related(after.apps)["County"] == {"Client"}
