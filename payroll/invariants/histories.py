"""Whether the history of records of fact ends with what they say now."""

from typing import Any

import pghistory.models
from django.apps import apps
from django.db import connection

from dpss.access.findings import Result


def histories() -> Result:
    """The history of contracts and tax details ends, for each row, with what the row says now."""
    examined, broken = 0, []
    for table, history, columns in _tracked():
        with connection.cursor() as cursor:
            cursor.execute(f"select count(*) from {table}")  # noqa: S608 - names of our own models
            (count,) = cursor.fetchone() or (0,)
            cursor.execute(_astray(table, history, columns))
            broken += [f"{key} of {table} is not as its history ends" for (key,) in cursor.fetchall()]
        examined += count
    return Result(
        name="histories follow",
        sentence="Contracts and tax details are as their history says, whoever changed them.",
        examined=examined,
        broken=tuple(broken),
    )


def _tracked() -> list[tuple[str, str, list[str]]]:
    """Each table of ours that is tracked, its history, and the columns that both have."""
    found = []
    for model in apps.get_app_config("payroll").get_models():
        if issubclass(model, pghistory.models.Event):
            tracked: Any = model.pgh_tracked_model
            columns = [str(field.column) for field in tracked._meta.concrete_fields]
            found.append((tracked._meta.db_table, model._meta.db_table, columns))
    return found


def _astray(table: str, history: str, columns: list[str]) -> str:
    now, then = (", ".join(f"{side}.{column}" for column in columns) for side in ("t", "e"))
    return f"""
        select coalesce(t.id, e.pgh_obj_id)
        from {table} t
        full join (
            select distinct on (pgh_obj_id) * from {history} order by pgh_obj_id, pgh_id desc
        ) e on e.pgh_obj_id = t.id
        where case when e.pgh_label = 'delete' then t.id is not null
            else ({now}) is distinct from ({then}) end
        order by 1
    """  # noqa: S608 - names of our own models
