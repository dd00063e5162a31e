"""What is on record of how people sign in: which account it was, never an e-mail or a network address."""

import uuid
from datetime import datetime
from typing import Final

from dpss.access import actors, audit

SIGN_IN: Final = "sign in"
SIGN_OUT: Final = "sign out"
FAIL_PASSWORD: Final = "fail password"  # noqa: S105 - a verb
FAIL_SECOND_STEP: Final = "fail second step"
REFUSE: Final = "refuse sign-in"
# What allauth tells people of by e-mail, by the name of the message: every change of how they sign in.
CHANGES: Final = {
    "account/email/email_changed": "change address",
    "account/email/email_deleted": "remove address",
    "account/email/password_changed": "change password",
    "account/email/password_reset": "reset password",
    "account/email/password_set": "change password",
    "mfa/email/recovery_codes_generated": "make recovery codes",
    "mfa/email/totp_activated": "add app",
    "mfa/email/totp_deactivated": "remove app",
    "mfa/email/webauthn_added": "add passkey",
    "mfa/email/webauthn_removed": "remove passkey",
}
VERBS: Final = frozenset({SIGN_IN, SIGN_OUT, FAIL_PASSWORD, FAIL_SECOND_STEP, REFUSE, *CHANGES.values()})


def event(verb: str, *, user_id: uuid.UUID | None, reason: str = "") -> audit.Event:
    """Something about an account; without its key where nobody knows whose it was meant to be."""
    return audit.Event(verb=verb, thing="access.user", thing_id=str(user_id or ""), reason=reason)


def record(
    verb: str, *, user_id: uuid.UUID | None, actor: actors.Actor | None, at: datetime, reason: str = ""
) -> None:
    """Append what was done, in the transaction that does it: what is undone was not done.

    Somebody with a role has it in the history of their council, where its administrators read it. Without
    an actor (a visitor, a person without a role) it is in the stream of no council.
    """
    with actors.acting(actor):
        audit.record(event(verb, user_id=user_id, reason=reason), actor=actor, at=at)
