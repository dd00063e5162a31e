"""What waits for someone, grouped by when it is wanted."""

import uuid
from dataclasses import dataclass
from datetime import date, timedelta

from clients import models
from clients.queries import people
from dpss.access import actors

AT_MOST = 200
FRIDAY = 5


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to do, with how urgent it is in words."""

    pk: uuid.UUID
    client_id: uuid.UUID
    client_name: str
    title: str
    why: str
    due_on: date
    when: str
    colour: str


@dataclass(frozen=True, slots=True)
class Group:
    """Things wanted by the same time."""

    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Day:
    """A day's work: the groups that have something in them, and the counts."""

    groups: tuple[Group, ...]
    total: int
    overdue: int


def today(*, actor: actors.Actor) -> Day:
    """What waits for the actor's role: overdue, today, this week."""
    is_weekend = actor.today.isoweekday() > FRIDAY
    this_week = actor.today + timedelta(days=7 if is_weekend else 7 - actor.today.isoweekday())
    rows = people.work_items(actor=actor).filter(state="open", due_on__lte=this_week)[:AT_MOST]
    items = [_item(row, actor.today) for row in rows]
    groups = (
        Group("Now", tuple(item for item in items if item.due_on < actor.today)),
        Group("By end of today", tuple(item for item in items if item.due_on == actor.today)),
        Group("This week", tuple(item for item in items if item.due_on > actor.today)),
    )
    return Day(
        groups=tuple(group for group in groups if group.items),
        total=len(items),
        overdue=sum(item.due_on < actor.today for item in items),
    )


def _item(row: models.WorkItem, day: date) -> Item:
    days = (row.due_on - day).days
    when, colour = _when(days)
    return Item(
        pk=row.pk,
        client_id=row.client_id,
        client_name=row.client.name,
        title=row.title,
        why=row.why,
        due_on=row.due_on,
        when=when,
        colour=colour,
    )


def _when(days: int) -> tuple[str, str]:
    if days < 0:
        return ("1 day overdue" if days == -1 else f"{-days} days overdue"), "red"
    if days == 0:
        return "Today", "amber"
    return ("1 day left" if days == 1 else f"{days} days left"), "blue"
