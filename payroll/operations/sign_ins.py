"""Inviting PAs, clients and those who act for them to sign in, and what they then reach."""

from datetime import datetime

from django.db import transaction

from clients.operations import sign_ins as people
from dpss.access import actors, invitations, policy
from dpss.access import operations as reach_of
from dpss.kernel import errors
from payroll import reach
from payroll.queries.sign_ins import Person


@transaction.atomic
def invite(*, person: Person, email: str, actor: actors.Actor, at: datetime) -> None:
    """Send a link at which they choose a password: the first one, or another that ends those before.

    Raises `Invalid` for an address that cannot be theirs alone, `Conflict` where they have a password.
    """
    record = people.hold(kind=person.kind, key=person.key, actor=actor)
    about = invitations.About(role=person.role, subject_id=person.subject_id)
    if record.user is not None:
        invitations.send_again(user=record.user, email=email, about=about, actor=actor, at=at)
        people.keep_address(record=record)
        return
    user = invitations.invite(name=person.name, email=email, about=about, actor=actor, at=at)
    people.give_sign_in(record=record, user=user, actor=actor, at=at)
    # Their posts with other providers are theirs too, and the officer does not see those.
    portal = actors.for_job(job=policy.JOB_PAYRUNS, council_id=actor.council_id, today=actor.today)
    with actors.acting(portal):
        grants = reach.of_person(record)
    reach_of.grant_all(grants)


def take_back(*, person: Person, reason: str, actor: actors.Actor, at: datetime) -> None:
    """No link works any more, and the account is closed. Raises `Conflict` where there is none to close."""
    if person.user is None:
        raise errors.Conflict("They are not invited, so there is nothing to take back.")
    about = invitations.About(role=person.role, subject_id=person.subject_id)
    invitations.cancel(user=person.user, about=about, reason=reason, actor=actor, at=at)
