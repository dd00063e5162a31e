"""How the tables of an app are first made, where Django's own way takes long.

After each step Django works out anew every model that hangs together with the one of that step, and here all
do: two hundred tables take 500 steps and 37,000 models. While tables are only added, or put right in what no
other leads to, what a step needs of the others (names and the kinds of keys) stays as it was, so the model of
the step is enough.
"""

import contextlib
from collections.abc import Iterator
from typing import Any, Final

from django.contrib.postgres import operations as postgres
from django.db import migrations
from django.db.migrations.state import ProjectState
from pgtrigger import migrations as triggers

_Made = migrations.Migration
_LEAVES_OTHERS: Final = (
    migrations.AddConstraint,
    migrations.AddField,
    migrations.AddIndex,
    migrations.AlterUniqueTogether,
    migrations.CreateModel,
    migrations.RemoveConstraint,
    migrations.RunSQL,
    postgres.CreateExtension,
    triggers.AddTrigger,
)


def make_quickly() -> None:
    """From now on a migration whose steps leave other tables alone works out one model for each step."""
    plain = _Made.apply

    def apply(self: _Made, project_state: Any, schema_editor: Any, collect_sql: bool = False) -> Any:  # noqa: FBT001, FBT002 - Django's
        if not is_quick(self):
            return plain(self, project_state, schema_editor, collect_sql)
        with _one_at_a_time(project_state):
            return plain(self, project_state, schema_editor, collect_sql)

    _Made.apply = apply  # type: ignore[method-assign]


def is_quick(migration: _Made) -> bool:
    """Whether no step of it changes what another table leads to."""
    return all(
        isinstance(step, _LEAVES_OTHERS) or _changes_what_is_led_to_by_none(step)
        for step in migration.operations
    )


def _changes_what_is_led_to_by_none(step: Any) -> bool:
    # A key of another table can only be of what tells its rows apart.
    return isinstance(step, migrations.AlterField) and not (step.field.primary_key or step.field.unique)


@contextlib.contextmanager
def _one_at_a_time(state: ProjectState) -> Iterator[None]:
    """A change of a model leaves the others as they are; at the end all are worked out together."""
    own = vars(state)
    own["_find_reload_model"] = lambda app, model, *_: {(app, model)}
    try:
        yield
    finally:
        del own["_find_reload_model"]
        own.pop("apps", None)
