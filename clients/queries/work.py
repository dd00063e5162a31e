"""What waits for someone, by when it is wanted."""

import datetime as dt
from dataclasses import dataclass
from typing import TypeAlias

from django.db.models import Count, Min, Q, QuerySet

from clients import models
from clients.queries import people
from dpss.access import actors, policy, scope

Item: TypeAlias = models.WorkItem
MOST_IN_A_GROUP = 10
WEEK = 7
FRIDAY = 5


@dataclass(frozen=True, slots=True)
class Spans:
    """The rows wanted now, today, this week, and later."""

    overdue: Q
    today: Q
    week: Q
    later: Q


@dataclass(frozen=True, slots=True)
class Group:
    """Things wanted by the same time: how many, and the first of them."""

    count: int
    items: tuple[models.WorkItem, ...]


@dataclass(frozen=True, slots=True)
class Day:
    """A day's work: what is overdue, what is wanted today, this week, and how much comes later."""

    overdue: Group
    today: Group
    week: Group
    later: int

    @property
    def total(self) -> int:
        """What needs someone by the end of the week."""
        return self.overdue.count + self.today.count + self.week.count


@dataclass(frozen=True, slots=True)
class Stage:
    """The clients in one stage: how many, and since when the longest of them."""

    count: int
    longest_since: dt.date | None


def spans(today: dt.date) -> Spans:
    """A week ends on Sunday; at a weekend the coming week counts."""
    is_weekend = today.isoweekday() > FRIDAY
    sunday = today + dt.timedelta(days=WEEK if is_weekend else WEEK - today.isoweekday())
    return Spans(
        overdue=Q(due_on__lt=today),
        today=Q(due_on=today),
        week=Q(due_on__gt=today, due_on__lte=sunday),
        later=Q(due_on__gt=sunday),
    )


def today(*, actor: actors.Actor) -> Day:
    """What waits for the actor's role, the first of each group. Five queries, whatever waits."""
    rows = people.work_items(actor=actor).filter(state="open")
    when = spans(actor.today)
    counts = rows.order_by().aggregate(
        overdue=Count("pk", filter=when.overdue),
        today=Count("pk", filter=when.today),
        week=Count("pk", filter=when.week),
        later=Count("pk", filter=when.later),
    )
    return Day(
        overdue=_group(rows.filter(when.overdue), counts["overdue"]),
        today=_group(rows.filter(when.today), counts["today"]),
        week=_group(rows.filter(when.week), counts["week"]),
        later=counts["later"],
    )


def stages(*, actor: actors.Actor) -> dict[str, Stage]:
    """The caseload by stage, in one query. A stage without clients is not in it."""
    rows = scope.visible_to(models.Client.objects.all(), actor).order_by().values("stage")
    found = rows.annotate(count=Count("pk"), since=Min("stage_since"))
    return {row["stage"]: Stage(row["count"], row["since"]) for row in found}


def with_next_due(rows: "QuerySet[models.Client]") -> "QuerySet[models.Client]":
    """Clients with the day on which something is wanted of their support worker next, in `next_due`."""
    return rows.annotate(
        next_due=Min(
            "work_items__due_on",
            filter=Q(work_items__state="open", work_items__role=policy.SUPPORT_WORKER),
        )
    )


def _group(rows: "QuerySet[models.WorkItem]", count: int) -> Group:
    return Group(count, tuple(rows[:MOST_IN_A_GROUP]))
