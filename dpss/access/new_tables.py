"""How the tables of an app are first made, where Django's own way takes long.

After each step Django works out anew every model that hangs together with the one of that step, and here all
do: a hundred and fifty tables take 250 steps and 18,000 models. While tables are only added, what a step
needs of the others (names and the kinds of keys) stays as it was, so the model of the step is enough.
"""

import contextlib
from collections.abc import Iterator
from typing import Any, Final

from django.contrib.postgres import operations as postgres
from django.db import migrations
from django.db.migrations.state import ProjectState
from pgtrigger import migrations as triggers

_Made = migrations.Migration
_ADDS_ONLY: Final = (
    migrations.AddConstraint,
    migrations.AddField,
    migrations.AddIndex,
    migrations.AlterUniqueTogether,
    migrations.CreateModel,
    migrations.RunSQL,
    postgres.CreateExtension,
    triggers.AddTrigger,
)


def make_quickly() -> None:
    """From now on a migration that only adds tables works out one model for each step."""
    plain = _Made.apply

    def apply(self: _Made, project_state: Any, schema_editor: Any, collect_sql: bool = False) -> Any:  # noqa: FBT001, FBT002 - Django's
        if not all(isinstance(step, _ADDS_ONLY) for step in self.operations):
            return plain(self, project_state, schema_editor, collect_sql)
        with _one_at_a_time(project_state):
            return plain(self, project_state, schema_editor, collect_sql)

    _Made.apply = apply  # type: ignore[method-assign]


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
