"""Asking people in: an account without a password, and a link by e-mail at which they choose one.

The link holds the key of the account and a token, which is made when the message is sent and is kept nowhere.
It works once, for as many days as the settings say, and no longer once another one is asked for, it is taken
back, or there is a password.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime

from allauth.account.models import EmailAddress
from django.core import validators
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from dpss.access import actors, audit, invited, operations, policy, scope
from dpss.access.models import Membership, OutboxMessage, User
from dpss.kernel import errors


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """In which role somebody is invited, and whose record the invitation is about."""

    role: str
    subject_id: uuid.UUID


@transaction.atomic
def invite(
    *,
    name: str,
    email: str,
    about: About,
    actor: actors.Actor,
    at: datetime,
) -> User:
    """Make an account with a role, and send its link.

    Raises `Invalid` for an address that cannot be, or that somebody signs in with.
    """
    _may(actor)
    user = User(name=name, email=_free_address(email), is_invited=True)
    user.set_unusable_password()
    user.save(force_insert=True)
    # Nobody chooses a password but by a link that was sent to this address.
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    membership = Membership.objects.create(
        user=user, council_id=actor.council_id, role=about.role, during=operations.Days(actor.today, None)
    )
    event = audit.of(membership, "invite", after={"user": str(user.pk), "role": about.role})
    audit.record(event, actor=actor, at=at)
    _queue(user, about, actor, at)
    return user


@transaction.atomic
def account_of(*, name: str, email: str) -> User:
    """The account of somebody who is to have a role: theirs where they have one, else one without a link yet.

    Raises `Invalid` for an address that cannot be, of somebody with another name, or of somebody at work.
    """
    address = email.strip().lower()
    held = User.objects.filter(email=address).first() or _new_account(name, email)
    is_staff = Membership.objects.filter(user=held, role__in=policy.STAFF_ROLES).exists()
    if is_staff or held.name.casefold() != " ".join(name.split()).casefold():
        raise errors.Invalid(
            "Somebody signs in with this address under another name, or at work. "
            "Ask for the name and the address that are theirs alone.",
            field="email",
        )
    return held


def _new_account(name: str, email: str) -> User:
    """A new account without a link; that of somebody else's request where both came at once."""
    user = User(name=" ".join(name.split()), email=_free_address(email), is_invited=True)
    user.set_unusable_password()
    try:
        with transaction.atomic():
            user.save(force_insert=True)
    except IntegrityError:
        return User.objects.get(email=user.email)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


@transaction.atomic
def send_again(*, user: User, about: About, email: str, actor: actors.Actor, at: datetime) -> None:
    """Send another link, to a corrected address where it was wrong. Links before it work no longer.

    While one is on its way nothing more is sent. Raises `Conflict` for somebody with a password, or with
    another role.
    """
    _may(actor)
    held = _without_password(user, about, actor)
    address = email.strip().lower()
    if address == held.email and held.is_active and invited.on_its_way(held, actor=actor):
        return
    before, is_same = {"active": held.is_active}, address == held.email
    if not is_same:
        held.email = _free_address(email)
        EmailAddress.objects.filter(user=held).update(email=held.email, verified=True)
    held.is_active = held.is_invited = True
    held.set_unusable_password()
    held.save(update_fields=["email", "is_active", "is_invited", "password"])
    _stop(held, actor, at)
    open_role(held, about.role, actor)
    after = {"active": True, "same address": is_same}
    event = audit.Event(
        verb="invite again", thing="access.user", thing_id=str(held.pk), before=before, after=after
    )
    audit.record(event, actor=actor, at=at)
    _queue(held, about, actor, at)


@transaction.atomic
def cancel(*, user: User, about: About, reason: str, actor: actors.Actor, at: datetime) -> None:
    """Take an invitation back: no link works, and the account is closed until there is another.

    Raises `Conflict` for somebody who has a password, or whose invitation was taken back.
    """
    _may(actor)
    held = _without_password(user, about, actor)
    if not held.is_active:
        raise errors.Conflict("The invitation is taken back already.")
    held.is_active = False
    held.set_unusable_password()
    held.save(update_fields=["is_active", "password"])
    _stop(held, actor, at)
    for row in Membership.objects.filter(user=held, council=actor.council_id, role=about.role):
        if row.during.upper is None:
            row.during = operations.Days(min(row.during.lower or actor.today, actor.today), actor.today)
            row.save(update_fields=["during"])
    event = audit.Event(
        verb="take back invitation", thing="access.user", thing_id=str(held.pk), reason=reason
    )
    audit.record(event, actor=actor, at=at)


def _may(actor: actors.Actor) -> None:
    if not actor.may(policy.INVITE_PEOPLE):
        raise errors.NotAllowed("Your role may not invite people to sign in. Ask their payroll officer.")


def _free_address(email: str) -> str:
    address = email.strip().lower()
    try:
        validators.validate_email(address)
    except ValidationError:
        raise errors.Invalid("Enter an e-mail address, like name@example.com.", field="email") from None
    if User.objects.filter(email=address).exists():
        raise errors.Invalid(
            "Somebody signs in with this address already. Ask for an address that is theirs alone.",
            field="email",
        )
    return address


def _without_password(user: User, about: About, actor: actors.Actor) -> User:
    """The account, which nobody else changes meanwhile. One with another role is for administrators."""
    held = User.objects.select_for_update().get(pk=user.pk)
    if held.has_usable_password():
        raise errors.Conflict(
            "They have a password and sign in. Who forgets it asks for a new one on the sign-in page."
        )
    others = Membership.objects.filter(user=held).exclude(council=actor.council_id, role=about.role)
    if others.exists():
        raise errors.Conflict("This account has another role too. Ask an administrator of the council.")
    return held


def open_role(user: User, role: str, actor: actors.Actor) -> None:
    """The role holds from today, where its invitation was taken back."""
    held = Membership.objects.filter(user=user, council=actor.council_id, role=role)
    if not held.filter(during__contains=actor.today).exists():
        Membership.objects.create(
            user=user,
            council_id=actor.council_id,
            role=role,
            during=operations.Days(actor.today, None),
        )


def _stop(user: User, actor: actors.Actor, at: datetime) -> None:
    """No message that is still in the outbox goes out."""
    rows = OutboxMessage.objects.filter(to=user, template=invited.TEMPLATE, sent_at=None, given_up_at=None)
    scope.visible_to(rows, actor).update(given_up_at=at)


def _queue(user: User, about: About, actor: actors.Actor, at: datetime) -> None:
    asked = operations.message(
        key=f"invitation:{uuid.uuid4()}",
        template=invited.TEMPLATE,
        subject_id=about.subject_id,
        council_id=actor.council_id,
        to_id=user.pk,
        values={"role": about.role},
        due_at=at,
    )
    operations.queue_messages([asked])
