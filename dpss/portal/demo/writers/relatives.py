"""Writes how each PA is related to the person they work for: few are, and those the council has allowed."""

import uuid
from collections.abc import Iterator
from typing import Final

from clients import relative_rules as rules
from clients.models import Relation, RelativeDecision, RelativeGrounds
from dpss.access import policy
from dpss.portal.demo.writers.book import Book, morning_of, since, write

# Of so many PAs one is a brother or sister in the same household.
ONE_RELATIVE_IN: Final = 60
_WISHES: Final = "They want the person whom they know best to help them."
_REASONS: Final = "Nobody else could be found for nights and weekends."


def write_relatives(book: Book) -> None:
    """One for each PA of a client, with the decision where there had to be one."""
    found = list(_relations(book))
    write(found)
    decided = [_decision(book, one) for one in found if one.relation != rules.NOT_RELATED]
    write(decided)
    write(
        RelativeGrounds(
            id=book.key("relative grounds", one.pk),
            **book.hung_on(one.subject_id),
            decision=one,
            wishes=_WISHES,
            reasons=_REASONS,
        )
        for one in decided
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
        is_relative = place % ONE_RELATIVE_IN == 0
        yield Relation(
            id=book.key("relation", client.pk, assistant.pk),
            **book.hung_on(client.subject_id),
            client=client,
            assistant=assistant,
            name=assistant.name,
            relation="sibling" if is_relative else rules.NOT_RELATED,
            same_household=True if is_relative else None,
            work=rules.CARE,
            during=since(post.first_day),
            recorded_by_id=workers[client.pk],
            recorded_at=morning_of(post.first_day),
        )


def _decision(book: Book, relation: Relation) -> RelativeDecision:
    decider = next(one for one in book.county.plan.staff if one.role == policy.PRACTITIONER)
    asked_at = relation.recorded_at
    return RelativeDecision(
        id=book.key("relative decision", relation.pk),
        **book.hung_on(relation.subject_id),
        relation=relation,
        client=relation.client,
        work=rules.CARE,
        state="allowed",
        state_since=relation.first_day,
        asked_by_id=relation.recorded_by_id,
        asked_at=asked_at,
        decided_by_id=book.users[f"staff:{decider.key}"].pk,
        decided_at=asked_at,
        from_day=relation.first_day,
    )
