"""What employers must do by when: every kind of duty joined up, counted and cut into pages by Postgres."""

import dataclasses
import uuid
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.db import connection
from django.db.models import Case, CharField, Q, QuerySet, Value, When

from dpss.access import actors
from ledger import bank_holidays
from payroll import deadline_kinds as kinds
from payroll.queries import deadline_bodies, deadline_columns, deadline_wages

ORDERS: Final = {"day": ("by_day", "called"), "employer": ("called", "by_day")}
_PARTS: Final[Mapping[str, Callable[[actors.Actor], QuerySet[Any] | list[QuerySet[Any]]]]] = {
    kinds.APPROVE: deadline_wages.to_approve,
    kinds.BANK_FILE: deadline_wages.without_a_file,
    kinds.OWN_WAGES: deadline_wages.employers_pay,
    kinds.SENT_BACK: deadline_wages.sent_back,
    kinds.NOT_COME: deadline_wages.not_come,
    kinds.FPS: deadline_bodies.reports_of_wages,
    kinds.EPS: deadline_bodies.summaries,
    kinds.HMRC_BILL: deadline_bodies.bills,
    kinds.HMRC_LETTER: deadline_bodies.letters,
    kinds.DEDUCTION: deadline_bodies.deductions,
    kinds.SCHEDULE: deadline_bodies.schedules,
    kinds.PENSION_DUTY: deadline_bodies.pension_duties,
    kinds.REGULATOR: deadline_bodies.for_the_regulator,
}


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing that an employer must do by a day.

    `place` is late, at_risk, week, month or later; `stage` the state of the `thing` it is about, `detail`
    words that belong to it; `many` and `pounds` what it comes to.
    """

    what: str
    whose: uuid.UUID
    called: str
    by_day: date
    is_under_way: bool
    stage: str
    thing: uuid.UUID
    detail: str
    from_day: date | None
    to_day: date | None
    many: int
    pounds: Decimal | None
    place: str

    @property
    def kind(self) -> kinds.Kind:
        """What kind of duty it is."""
        return kinds.OF[self.what]


@dataclass(frozen=True, slots=True)
class Asked:
    """Which duties: of one kind, of employers with these letters in the name, of one employer, in places."""

    kind: str = ""
    name: str = ""
    employer_id: uuid.UUID | None = None
    places: Collection[str] = field(default=kinds.PLACES)

    def only(self, *places: str) -> "Asked":
        """The same, in these places alone."""
        return dataclasses.replace(self, places=places)


def duties(asked: Asked, *, actor: actors.Actor, order: str = "day") -> "QuerySet[Any, dict[str, Any]]":
    """The duties as rows of values, in order: one query, from which the caller cuts a page.

    Raises `Invalid` when the bank holidays of the year are not known.
    """
    return _joined(asked, actor).order_by(*ORDERS[order], "what", "thing")


def read(rows: Collection[Mapping[str, Any]]) -> list[Duty]:
    """Rows of values as duties."""
    return [Duty(**row) for row in rows]


def counts(asked: Asked, *, actor: actors.Actor) -> Counter[tuple[str, str]]:
    """How many there are by kind and place, in one query."""
    return _counted(*_joined(asked, actor).query.sql_with_params())


def at_a_glance(*, actor: actors.Actor, first: int) -> tuple[Counter[tuple[str, str]], list[Duty]]:
    """The counts of everything, and the first of what is not late yet, in two queries."""
    sql, parameters = _joined(Asked(), actor).query.sql_with_params()
    columns = ", ".join((*deadline_columns.COLUMNS, "place"))
    order = ", ".join((*ORDERS["day"], "what", "thing"))
    coming = f"select {columns} from ({sql}) duty where place <> 'late' order by {order} limit %s"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(coming, [*parameters, first])
        found = [Duty(*row) for row in cursor.fetchall()]
    return _counted(sql, parameters), found


def _counted(sql: str, parameters: Sequence[Any]) -> Counter[tuple[str, str]]:
    # Django counts no joined queries in groups. The statement inside is its own, with its own parameters.
    grouped = f"select what, place, count(*) from ({sql}) duty group by what, place"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(grouped, parameters)
        return Counter({(what, place): count for what, place, count in cursor.fetchall()})


def _joined(asked: Asked, actor: actors.Actor) -> "QuerySet[Any, dict[str, Any]]":
    risk = kinds.risk_on(actor.today, holidays=bank_holidays.known())
    chosen = [kind for kind in _PARTS if asked.kind not in _PARTS or asked.kind == kind]
    parts = [_narrowed(rows, kind, asked, risk) for kind in chosen for rows in _rows(kind, actor)]
    return parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]


def _rows(kind: str, actor: actors.Actor) -> list[QuerySet[Any]]:
    found = _PARTS[kind](actor)
    return found if isinstance(found, list) else [found]


def _narrowed(
    rows: QuerySet[Any], kind: str, asked: Asked, risk: kinds.Risk
) -> "QuerySet[Any, dict[str, Any]]":
    if asked.employer_id is not None:
        rows = rows.filter(whose=asked.employer_id)
    if asked.name:
        rows = rows.filter(called__icontains=asked.name)
    placed = rows.annotate(place=_place(kind, risk))
    if set(asked.places) != set(kinds.PLACES):
        placed = placed.filter(place__in=list(asked.places))
    return placed.values(*deadline_columns.COLUMNS, "place")


def _place(kind: str, risk: kinds.Risk) -> Case:
    """The same as `Risk.place_of`, worked out by the database."""
    waits = Q(is_under_way=False)
    return Case(
        When(waits & Q(by_day__lt=risk.today), then=Value("late")),
        When(waits & Q(by_day__lte=risk.until[kind]), then=Value("at_risk")),
        When(by_day__lte=risk.week_ends, then=Value("week")),
        When(by_day__lte=risk.month_ends, then=Value("month")),
        default=Value("later"),
        output_field=CharField(),
    )
