"""Proving a mobile number: a code is texted to it, and entered by whoever gave the number."""

import hmac
import secrets
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.template import loader

from clients.queries import contact
from dpss.access import actors, audit, policy, scope, sealing
from dpss.access import models as access
from dpss.adapters import notify, texts
from dpss.kernel import errors

FIGURES: Final = 6
MOST_WRONG: Final = 5
HOLDS_FOR: Final = timedelta(minutes=15)
_AGAIN_AFTER: Final = timedelta(minutes=1)
_NO_CODE: Final[dict[str, object]] = {
    "code_wanted_at": None,
    "code_hash": "",
    "code_until": None,
    "code_tries": 0,
}


@transaction.atomic
def ask(*, actor: actors.Actor, at: datetime) -> access.ContactChoice:
    """Have a code texted to the actor's own number; the job sends it. An earlier one no longer works.

    Raises `Conflict` without a number, for one that is proved, and within a minute of the last.
    """
    chosen = _own(actor)
    if chosen.proved_at is not None:
        raise errors.Conflict("Your number is proved already. There is nothing to do.")
    sent = chosen.code_until - HOLDS_FOR if chosen.code_until else chosen.code_wanted_at
    if sent is not None and at < sent + _AGAIN_AFTER:
        raise errors.Conflict("We have just texted you a code. Wait a minute before you ask for another.")
    _set(chosen, _NO_CODE | {"code_wanted_at": at})
    return chosen


@transaction.atomic
def send_next(*, actor: actors.Actor, at: datetime) -> bool:
    """Text the next code that is wanted. It is made now, and only a keyed hash of it is kept.

    One that cannot be sent is tried again for a quarter of an hour. Returns whether there was one.
    """
    if not actor.may(policy.SEND_MESSAGES):
        raise errors.NotAllowed("Only the portal's own job sends codes.")
    due = access.ContactChoice.objects.filter(code_wanted_at__isnull=False).select_related("council")
    claimed = scope.visible_to(due.order_by("code_wanted_at", "pk"), actor)
    chosen = claimed.select_for_update(skip_locked=True, of=("self",)).first()
    if chosen is None or chosen.code_wanted_at is None:
        return False
    if at >= chosen.code_wanted_at + HOLDS_FOR:
        _set(chosen, _NO_CODE)
        return True
    code = f"{secrets.randbelow(10**FIGURES):0{FIGURES}}"
    text = loader.render_to_string("messages/text/mobile_code.txt", {"council": chosen.council, "code": code})
    try:
        texts.send_text(to=chosen.mobile, text=text, reference=chosen.pk, at=at)
    except notify.NotSent:
        return False
    _set(chosen, _NO_CODE | {"code_hash": _hash(chosen, code), "code_until": at + HOLDS_FOR})
    return True


@transaction.atomic
def prove(*, code: str, actor: actors.Actor, at: datetime) -> bool:
    """Hold a code against the one that was texted. Returns whether it was right; the fifth wrong one ends it.

    Raises `Invalid` where no code is out.
    """
    chosen = _own(actor)
    if not chosen.code_hash or chosen.code_until is None or at >= chosen.code_until:
        raise errors.Invalid("No code is out, or it is too old. Ask for another.", field="code")
    if not hmac.compare_digest(_hash(chosen, "".join(code.split())), chosen.code_hash):
        tries = chosen.code_tries + 1
        _set(chosen, {"code_tries": tries} if tries < MOST_WRONG else _NO_CODE)
        return False
    _set(chosen, _NO_CODE)
    every = access.ContactChoice.objects.filter(user_id=chosen.user_id, mobile=chosen.mobile)
    scope.visible_to(every.filter(council_id=actor.council_id), actor).update(proved_at=at)
    audit.record(audit.of(chosen, "prove number"), actor=actor, at=at)
    return True


def _own(actor: actors.Actor) -> access.ContactChoice:
    """The actor's last choice with its number, kept from others."""
    if not actor.may(policy.CHOOSE_CONTACT) or actor.user_id is None:
        raise errors.NotAllowed("Only the person themself proves their number.")
    last = contact.own_choice(actor=actor)
    if last is None or not last.mobile:
        raise errors.Conflict("We have no mobile number of yours. Tell us how to contact you first.")
    rows = access.ContactChoice.objects.filter(pk=last.pk)
    return scope.visible_to(rows, actor).select_for_update(of=("self",)).get()


def _hash(chosen: access.ContactChoice, code: str) -> str:
    return sealing.index_of(code, purpose=f"mobile code {chosen.pk.hex}")


def _set(chosen: access.ContactChoice, values: dict[str, object]) -> None:
    for name, value in values.items():
        setattr(chosen, name, value)
    chosen.save(update_fields=list(values))
