"""How people of the demo sign in. Everybody can read this, so it opens nothing but the demo."""

import base64
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from dpss.access import policy
from dpss.portal.demo import names
from dpss.portal.demo.plans import Plan

# The same for every sign-in of the demo, in which nobody is real.
PASSWORD: Final = "quiet-harbour-lamp-27"  # noqa: S105


@dataclass(frozen=True, slots=True)
class SignIn:
    """Somebody who can sign in with the demo's password. Staff are asked for a one-time code as well."""

    role: str
    email: str


def of(plan: Plan) -> list[SignIn]:
    """Everybody of the story who may sign in, role by role; the first of each role stands for it."""
    order = list(policy.ROLE_NAMES)
    found = [SignIn(role, f"{names.mailbox(name)}@{plan.email_domain}") for role, name in _named(plan)]
    return sorted(found, key=lambda one: order.index(one.role))


def one_for_each_role(plan: Plan) -> list[SignIn]:
    """The sign-in that stands for each role."""
    first: dict[str, SignIn] = {}
    for one in of(plan):
        first.setdefault(one.role, one)
    return list(first.values())


def totp_secret(email: str) -> str:
    """The secret of a member of staff's authenticator app: the same in every demo."""
    return base64.b32encode(hashlib.sha256(f"demo {email}".encode()).digest()[:20]).decode()


def _named(plan: Plan) -> Iterator[tuple[str, names.Name]]:
    for client in plan.named_clients:
        if client.demo and client.signs_in:
            yield policy.CLIENT, client.name
        acting = client.represented_by
        if acting and acting.demo:
            yield policy.REPRESENTATIVE, acting.name
    for assistant in plan.named_assistants:
        if assistant.demo:
            yield policy.PA, assistant.name
    for staff in plan.staff:
        if staff.demo:
            yield staff.role, staff.name
