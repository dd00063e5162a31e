"""Which rows: the only filter that turns a table into what one actor reaches.

Every model is declared: a `SubjectRow` (reach decides), a `CouncilRow` (the council decides) or its kind
`OrganisationRow` (the council and the organisation decide), or a table of sign-in and reference data
named in `OPEN_TABLES`, with the reason. Row-level security in
Postgres is the second wall and joins the same reach table on its own.
"""

import dataclasses
import functools
import uuid
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any, TypeVar

from django.apps import apps
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce

from dpss.access import actors, policy
from dpss.access import models as access

Row = TypeVar("Row", bound=models.Model)
_KEYS = ArrayField(models.UUIDField())

OPEN_TABLES = {
    "access.Council": "a name, colours and a phone number, shown to everybody",
    "access.Organisation": "names of councils and providers",
    "access.User": "read by sign-in before there is an actor; shown only through who did what",
    "access.Membership": "read by sign-in before there is an actor",
    "access.Subject": "keys only, no data",
    "access.Reach": "what both walls read; written only through the database's own functions",
    "access.Recusal": "what both walls read",
    "access.AuditStream": "heads of the chains; written only by the database's append function",
    "ledger.AccountCheckTable": "the banks' published tables for checking account numbers, nobody's data",
    "clients.AgreementVersion": "the council's text of its agreement, read by everybody who signs it",
    "clients.SetUpTime": "how soon a council sets direct payments up, read by everybody who waits",
    "clients.AwayTime": "how long PAs are paid while somebody is away, read by whoever decides it",
    "clients.RelativeRule": "about which relatives a council decides first, read by whoever is asked",
    "clients.RelativeAnswerTime": "how long a question about relatives waits, read by whoever is asked",
    "clients.PaymentCycle": "from which day a council counts its four weeks, read by everybody who is paid",
    "clients.SurplusLimit": "how much money may be left over, read by everybody with a direct payment",
    "clients.ComplaintTime": "how soon a council answers complaints, read by everybody who complains",
    "payroll.PayGroup": "the name and rhythm of a payroll calendar, nobody's data",
    "payroll.PayPeriod": "the dates of a payroll calendar, read by PAs and employers too",
    "payroll.PayQueryTime": "how soon a provider answers for unpaid wages, read by PAs and employers too",
}
# Declared by hand in the wall's own migration, because who may read an event depends on its row.
OWN_POLICY = {"access.AuditEvent"}


class Undeclared(Exception):
    """A model does not say who may see its rows. Declare it before it is used."""


@models.ForeignKey.register_lookup
class EqualsAny(models.Lookup):
    """`column = any(array)`: the set is computed once for the query, which `in (select ...)` is not."""

    lookup_name = "any"
    prepare_rhs = False

    def as_sql(self, compiler, connection):  # type: ignore[no-untyped-def]
        """Write both sides."""
        left, left_parameters = self.process_lhs(compiler, connection)
        right, right_parameters = compiler.compile(self.rhs)
        return f"{left} = any({right})", [*left_parameters, *right_parameters]


def visible_to(rows: "models.QuerySet[Row]", actor: actors.Actor) -> "models.QuerySet[Row]":
    """Keep the rows that this actor reaches. Raises `Undeclared` for a model that does not say."""
    model = rows.model
    if issubclass(model, access.SubjectRow):
        if actor.job:
            return rows.filter(council_id=actor.council_id)
        if actor.work is not None:
            return rows.filter(subject_id__any=_array(actor.work.reached[model.sees]))
        return rows.filter(subject_id__any=reached_by(actor, model.sees))
    if issubclass(model, access.CouncilRow):
        if not (actor.is_staff or actor.job):
            return rows.none()
        if issubclass(model, access.OrganisationRow) and not actor.job:
            rows = rows.filter(organisation_id=actor.organisation_id)
        return rows.filter(council_id=actor.council_id)
    raise Undeclared(f"{model._meta.label} does not declare who may see its rows")


def about(actor: actors.Actor, subjects: Iterable[uuid.UUID]) -> actors.Actor:
    """The same actor at a piece of work that is about these subjects: no row of another is seen or written.

    It never reaches more than before. Work on a few out of thousands is much faster so, because each wall
    looks up once whom the actor reaches of them, and not again for every statement. Ask for it in the
    transaction that does the work.
    """
    keys = _text(set(subjects))
    whole = dataclasses.replace(actor, work=None)
    chosen = {} if actor.job else _reached_of(whole, keys)
    reached = {sees: _text(chosen.get(sees, ())) for sees in policy.CAPABILITIES}
    return dataclasses.replace(whole, work=actors.Work(keys, reached))


def _reached_of(actor: actors.Actor, keys: str) -> dict[str, set[uuid.UUID]]:
    reached: dict[str, set[uuid.UUID]] = defaultdict(set)
    rows = _reach(actor, chosen=True).filter(subject_id__any=_array(keys))
    for key, capabilities in rows.values_list("subject_id", "capabilities"):
        for sees in capabilities:
            reached[sees].add(key)
    return reached


def _text(keys: Iterable[uuid.UUID]) -> str:
    return f"{{{','.join(key.hex for key in keys)}}}"


def _array(text: str) -> models.Value:
    return models.Value(text, output_field=_KEYS)


def reached_by(actor: actors.Actor, sees: str) -> ArraySubquery | RawSQL:
    """The same subjects as `subjects_of`, as an array for `subject_id__any`."""
    if actor.work is not None or actor.user_id is None:
        return ArraySubquery(subjects_of(actor, sees))
    statement, parameters = _written_out(actor, sees)
    return RawSQL(statement, parameters, output_field=_KEYS)  # noqa: S611 - Django wrote it


@functools.lru_cache(maxsize=1024)
def _written_out(actor: actors.Actor, sees: str) -> tuple[str, tuple[Any, ...]]:
    # Django takes longer to write this down than Postgres to answer it, and a page asks for it many times.
    statement, parameters = subjects_of(actor, sees).query.sql_with_params()
    return f"array({statement})", tuple(parameters)


def subjects_of(actor: actors.Actor, sees: str) -> "models.QuerySet[access.Reach, uuid.UUID]":
    """The subjects of which this person, in this role, may see this class of data today."""
    reached = _reach(actor, chosen=actor.work is not None).filter(capabilities__contains=[sees])
    if actor.work is not None:
        reached = reached.filter(subject_id__any=_array(actor.work.subjects))
    return reached.values_list("subject_id", flat=True)


def _holds_beside(day: date) -> models.Expression:
    """Whether a reach holds on a day, which is no reason to go through everybody's reach of that day."""
    held = models.ExpressionWrapper(Q(during__contains=day), output_field=models.BooleanField())
    return Coalesce(held, models.Value(value=False))


def _reach(actor: actors.Actor, *, chosen: bool = False) -> "models.QuerySet[access.Reach]":
    """What this person reaches in this role today, and for which classes of data."""
    own, shared = Q(user=actor.user_id, organisation=None), Q(user=None, organisation=actor.organisation_id)
    holder = own if actor.user_id else Q(pk__in=[])
    if actor.organisation_id:
        holder |= shared | Q(user=actor.user_id, organisation=actor.organisation_id)
    reached = access.Reach.objects.filter(
        holder,
        _holds_beside(actor.today) if chosen else Q(during__contains=actor.today),
        council_id=actor.council_id,
        role=actor.role,
    )
    if actor.is_staff and actor.user_id:
        recused = access.Recusal.objects.filter(user_id=actor.user_id).values("subject_id")
        # Two questions, each with an index: as one, they read every subject there is.
        parts = access.Subject.objects.filter(part_of__in=recused).values("pk")
        reached = reached.exclude(subject_id__in=recused).exclude(subject_id__in=parts)
    return reached


def protected_tables() -> dict[str, str]:
    """Every table under row-level security: its name, and the class of data or whose staff see it."""
    tables = {}
    for model in apps.get_models():
        if issubclass(model, access.SubjectRow):
            tables[model._meta.db_table] = model.sees
        elif issubclass(model, access.OrganisationRow):
            tables[model._meta.db_table] = "organisation"
        elif issubclass(model, access.CouncilRow):
            tables[model._meta.db_table] = "council"
    return tables
