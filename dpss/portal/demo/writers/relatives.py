"""Writes how each PA is related to the person they work for: few are, and the council decides about those.

Most are allowed since they began. Of some who moved in lately the council has not decided, or said no, and
of a few PAs nobody has said.
"""

import uuid
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from psycopg2.extras import DateRange

from clients import relative_rules as rules
from clients.models import Relation, RelativeDecision, RelativeGrounds
from dpss.access import policy
from dpss.portal.demo.writers.book import Book, morning_of, since, write
from payroll.models import Employment

# Of so many PAs one is a brother or sister in the same household.
ONE_RELATIVE_IN: Final = 60
# Of so many one moved in lately; of so many of these the council has said no.
MOVED_IN: Final = 120
REFUSED_IN: Final = 2
_MOVED_AT: Final = 30
# Of so many PAs nobody has said yet how they are related.
NOBODY_SAID_IN: Final = 90
_NOBODY_SAID_AT: Final = 45
_LIVED_THERE: Final = timedelta(days=4)
_THOUGHT: Final = timedelta(days=2)
_WISHES: Final = "They want the person whom they know best to help them."
_REASONS: Final = "Nobody else could be found for nights and weekends."
_NOT_NECESSARY: Final = "An agency can come at the same times."
_NEXT: Final = "An agency comes from today. The hours that were worked are settled with the employer."


def write_relatives(book: Book) -> None:
    """One for each PA of a client, with the decision where there had to be one."""
    found = list(_relations(book))
    write(found)
    asked = [_decision(book, one) for one in found if one.relation != rules.NOT_RELATED]
    write(asked)
    write(
        RelativeGrounds(
            id=book.key("relative grounds", one.pk),
            **book.hung_on(one.subject_id),
            decision=one,
            wishes=_WISHES,
            reasons=_REASONS if one.state == "allowed" else _NOT_NECESSARY,
            next_steps="" if one.state == "allowed" else _NEXT,
        )
        for one in asked
        if one.state != "waiting"
    )


def _relations(book: Book) -> Iterator[Relation]:
    workers = {given.client.pk: given.user_id for given in book.allocations}
    done: set[tuple[uuid.UUID, uuid.UUID]] = set()
    posts = sorted(book.employments.values(), key=lambda post: (post.first_day, post.pk))
    for place, post in enumerate(posts):
        client, assistant = post.employer.client, post.assistant
        if (client.pk, assistant.pk) in done or client.pk not in workers:
            continue
        done.add((client.pk, assistant.pk))
        moved_in = book.county.today - _LIVED_THERE
        if place % ONE_RELATIVE_IN == 0:
            yield _sibling(book, post, post.first_day, workers[client.pk])
        elif place % MOVED_IN == _MOVED_AT and post.last_day is None and post.first_day < moved_in:
            yield _not_related(book, post, DateRange(post.first_day, moved_in), workers[client.pk])
            yield _sibling(book, post, moved_in, workers[client.pk])
        elif place % NOBODY_SAID_IN != _NOBODY_SAID_AT:
            yield _not_related(book, post, since(post.first_day), workers[client.pk])


def _not_related(book: Book, post: Employment, during: DateRange, by: uuid.UUID) -> Relation:
    return _relation(book, post, rules.NOT_RELATED, during, by)


def _sibling(book: Book, post: Employment, first_day: date, by: uuid.UUID) -> Relation:
    return _relation(book, post, "sibling", since(first_day), by)


def _relation(book: Book, post: Employment, relation: str, during: DateRange, by: uuid.UUID) -> Relation:
    client, assistant = post.employer.client, post.assistant
    return Relation(
        id=book.key("relation", client.pk, assistant.pk, relation),
        **book.hung_on(client.subject_id),
        client=client,
        assistant=assistant,
        name=assistant.name,
        relation=relation,
        same_household=True if relation == "sibling" else None,
        work=rules.CARE,
        during=during,
        recorded_by_id=by,
        recorded_at=morning_of(during.lower or book.county.today),
    )


def _decision(book: Book, relation: Relation) -> RelativeDecision:
    asked = RelativeDecision(
        id=book.key("relative decision", relation.pk),
        **book.hung_on(relation.subject_id),
        relation=relation,
        client=relation.client,
        work=rules.CARE,
        state="waiting",
        state_since=relation.first_day,
        asked_by_id=relation.recorded_by_id,
        asked_at=relation.recorded_at,
    )
    if relation.first_day != book.county.today - _LIVED_THERE:
        return _decided(book, asked, "allowed", relation.first_day)
    if int(relation.pk) % REFUSED_IN:
        return _decided(book, asked, "refused", relation.first_day + _THOUGHT)
    return asked


def _decided(book: Book, asked: RelativeDecision, state: str, day: date) -> RelativeDecision:
    decider = next(one for one in book.county.plan.staff if one.role == policy.PRACTITIONER)
    asked.state, asked.state_since = state, day
    asked.decided_by_id = book.users[f"staff:{decider.key}"].pk
    asked.decided_at = morning_of(day)
    asked.from_day = day if state == "allowed" else None
    return asked
