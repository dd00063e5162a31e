"""Answering a timesheet by its link: the PIN first, then approving it or sending it back."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.contrib.auth import hashers
from django.core import signing
from django.db import transaction

from dpss.access import actors, audit, policy, scope
from dpss.kernel import errors
from payroll import models
from payroll.operations import text_links as links
from payroll.operations import timesheets
from payroll.queries import text_links

MOST_WRONG: Final = 5
OPEN_FOR: Final = timedelta(minutes=30)
_SALT: Final = "payroll.sheet-link"


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of a PIN: whether it was right, and else how many tries are left."""

    is_right: bool
    left: int


@transaction.atomic
def try_pin(*, link: models.SheetLink, pin: str, actor: actors.Actor, at: datetime) -> Tried:
    """Hold a PIN against the one that was chosen. The fifth wrong one locks the link and tells payroll.

    Raises `Conflict` for a link that is closed. The job tries, for nobody is signed in.
    """
    if not actor.may(policy.TAKE_ANSWERS):
        raise errors.NotAllowed("A link is opened on its own page.")
    locked = _locked(link, actor)
    _check_open(locked, at)
    approver = locked.approver
    if hashers.check_password(links.sealed_pin(pin, user_id=approver.user_id), approver.pin):
        return Tried(is_right=True, left=MOST_WRONG - locked.wrong_pins)
    locked.wrong_pins += 1
    locked.locked_at = at if locked.wrong_pins >= MOST_WRONG else None
    locked.save(update_fields=["wrong_pins", "locked_at"])
    tries = {"wrong PINs": locked.wrong_pins, "is locked": locked.locked_at is not None}
    audit.record(audit.of(locked, "wrong PIN", after=tries), actor=actor, at=at)
    if locked.locked_at is not None:
        why = f"The link in the text is locked: {MOST_WRONG} wrong PINs."
        links.tell_payroll(locked, why=why, at=at)
    return Tried(is_right=False, left=MOST_WRONG - locked.wrong_pins)


def opened(link: models.SheetLink, *, digest: str, at: datetime) -> str:
    """What the page carries after a right PIN: which link, what was shown, and until when it holds."""
    said = {"link": link.pk.hex, "digest": digest, "until": (at + OPEN_FOR).timestamp()}
    return signing.Signer(salt=_SALT).sign_object(said)


def digest_in(text: str, *, link: models.SheetLink, at: datetime) -> str:
    """The digest of what was shown after a right PIN. Raises `Invalid` when that is too long ago."""
    try:
        said: dict[str, Any] = signing.Signer(salt=_SALT).unsign_object(text)
    except signing.BadSignature:
        said = {}
    if said.get("link") != link.pk.hex or said["until"] <= at.timestamp():
        raise errors.Invalid("It was open for too long. Enter your PIN again.", field="pin")
    return str(said["digest"])


@transaction.atomic
def approve(*, link: models.SheetLink, seen: str, actor: actors.Actor, at: datetime) -> models.Timesheet:
    """Approve what was shown, as on the signed-in page, and close the link. The actor is the person.

    Raises `Conflict` for a link that is closed, and for a sheet that is not what was seen.
    """
    locked = _locked(link, actor)
    _check_open(locked, at)
    behalf = text_links.on_behalf_of(locked.approver)
    sheet = timesheets.approve(sheet=locked.timesheet, seen=seen, actor=actor, at=at, on_behalf_of=behalf)
    _close(locked, models.SheetLink.Outcome.APPROVED, actor, at)
    return sheet


@transaction.atomic
def reject(*, link: models.SheetLink, reason: str, actor: actors.Actor, at: datetime) -> models.Timesheet:
    """Send the sheet back with the reason, and close the link."""
    locked = _locked(link, actor)
    _check_open(locked, at)
    behalf = text_links.on_behalf_of(locked.approver)
    sheet = timesheets.reject(sheet=locked.timesheet, reason=reason, actor=actor, at=at, on_behalf_of=behalf)
    _close(locked, models.SheetLink.Outcome.REJECTED, actor, at)
    return sheet


def _locked(link: models.SheetLink, actor: actors.Actor) -> models.SheetLink:
    """The link as it is now, kept from others. One that is not the actor's own is not there."""
    rows = scope.visible_to(models.SheetLink.objects.filter(pk=link.pk), actor)
    if actor.user_id is not None:
        rows = rows.filter(approver__user_id=actor.user_id)
    found = (
        rows.select_for_update(of=("self", "timesheet"))
        .select_related("timesheet", "approver__client")
        .first()
    )
    if found is None:
        raise errors.Conflict("You may not answer this timesheet any more. Ring us if you think you may.")
    return found


def _check_open(link: models.SheetLink, at: datetime) -> None:
    closed = text_links.why_closed(link, at=at)
    if closed:
        raise errors.Conflict(closed)


def _close(
    link: models.SheetLink, outcome: models.SheetLink.Outcome, actor: actors.Actor, at: datetime
) -> None:
    link.used_at, link.outcome = at, outcome
    link.save(update_fields=["used_at", "outcome"])
    event = audit.of(
        link,
        f"{outcome.label.lower()} by text link",
        on_behalf_of=text_links.on_behalf_of(link.approver),
        after={"timesheet": str(link.timesheet_id)},
    )
    audit.record(event, actor=actor, at=at)
