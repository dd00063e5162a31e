"""Who reads messages for an employer: the client who chose that, and those who act for them."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from clients import acting_rules
from clients.queries import contact, known, people
from dpss.access import actors
from dpss.access import queries as access
from payroll import models

_ONLINE: Final = "online"


def of_employers(
    posts: Sequence[models.Employment], *, actor: actors.Actor
) -> Mapping[uuid.UUID, tuple[uuid.UUID, ...]]:
    """The users to tell on the employer's side of each post, never its PA; of some posts nobody.

    `posts` come with their assistant and their employer's client.
    """
    clients = {post.employer.client_id for post in posts}
    acting = known.representations(actor=actor).filter(
        people.may(acting_rules.TIMESHEETS, day=actor.today),
        client__in=clients,
        during__contains=actor.today,
    )
    acts_for: dict[uuid.UUID, list[uuid.UUID]] = defaultdict(list)
    for client_id, user_id in acting.values_list("client_id", "user_id"):
        acts_for[client_id].append(user_id)
    chosen = contact.choices_of(
        [post.employer.client.user_id for post in posts if post.employer.client.user_id], actor=actor
    )
    everyone = {user for some in acts_for.values() for user in some}
    everyone |= {post.employer.client.user_id for post in posts if post.employer.client.user_id}
    reached = access.reached(everyone)
    return {
        post.pk: tuple(
            user
            for user in (*_of_client(post.employer, chosen), *sorted(acts_for[post.employer.client_id]))
            if user in reached and user != post.assistant.user_id
        )
        for post in posts
    }


def _of_client(employer: models.Employer, chosen: Mapping[uuid.UUID, object]) -> tuple[uuid.UUID, ...]:
    """A client who is reached online, and one who said how to be contacted here."""
    client = employer.client
    wants = client.contact_route == _ONLINE or client.user_id in chosen
    return (client.user_id,) if client.user_id and wants else ()
