"""The link of an invitation to sign in, and whether it went out, was used, is too old or was taken back."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.urls import reverse

from dpss.access import actors, scope
from dpss.access.models import OutboxMessage, User

TEMPLATE: Final = "invitation"


class State(StrEnum):
    """How far somebody is with signing in."""

    NOT_INVITED = "not_invited"
    ON_ITS_WAY = "on_its_way"
    SENT = "sent"
    FAILED = "failed"
    TOO_OLD = "too_old"
    TAKEN_BACK = "taken_back"
    SIGNS_IN = "signs_in"


@dataclass(frozen=True, slots=True)
class Standing:
    """The state, and when the last link went out and works until, where one did."""

    state: State
    sent_at: datetime | None = None
    works_until: datetime | None = None


def path(user: User) -> str | None:
    """The path at which a person chooses their first password, once; None for those who have one."""
    if user.has_usable_password() or not user.is_active:
        return None
    key = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
    return reverse("account_reset_password_from_key", kwargs=key)


def standing(user: User | None, *, at: datetime, actor: actors.Actor) -> Standing:
    """How far somebody is; `user` is None for somebody without an account."""
    if user is None:
        return Standing(State.NOT_INVITED)
    if user.has_usable_password():
        return Standing(State.SIGNS_IN)
    if not user.is_active:
        return Standing(State.TAKEN_BACK)
    last = _last(user, actor=actor)
    if last is None:
        return Standing(State.NOT_INVITED)
    if last.sent_at is None:
        return Standing(State.FAILED if last.given_up_at else State.ON_ITS_WAY)
    until = last.sent_at + timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)
    return Standing(State.SENT if at <= until else State.TOO_OLD, last.sent_at, until)


def on_its_way(user: User, *, actor: actors.Actor) -> bool:
    """Whether a link is in the outbox and has not gone out."""
    last = _last(user, actor=actor)
    return last is not None and last.sent_at is None and last.given_up_at is None


def _last(user: User, *, actor: actors.Actor) -> OutboxMessage | None:
    rows = OutboxMessage.objects.filter(to=user, template=TEMPLATE)
    return scope.visible_to(rows, actor).order_by("-due_at", "-pk").first()
