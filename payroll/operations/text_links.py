"""Approving by text: choosing a PIN, and sending a link for each timesheet that waits."""

import secrets
import uuid
from datetime import datetime, timedelta
from typing import Final

from django.contrib.auth import hashers
from django.db import transaction
from django.template import loader

from clients.queries import contact
from dpss.access import actors, audit, policy, scope, sealing
from dpss.adapters import notify, texts
from dpss.kernel import dates, errors
from payroll import models, times
from payroll.queries import text_links

BATCH: Final = 200
PIN_FIGURES: Final = 6
MOST_TRIES: Final = 5
_TOKEN_BYTES: Final = 32
_LATER: Final = timedelta(minutes=5)
_IN_A_ROW: Final = "01234567890 09876543210"


def sealed_pin(pin: str, *, user_id: uuid.UUID) -> str:
    """A PIN as it goes into the hash: keyed with a secret that is not in the database."""
    return sealing.index_of(pin, purpose=f"sheet pin {user_id}")


@transaction.atomic
def choose_pin(
    *, client_id: uuid.UUID, pin: str, again: str, actor: actors.Actor, at: datetime
) -> models.TextApprover:
    """From now on the actor is sent a link for each sheet of the client's PAs. A new PIN replaces the last.

    Raises `Invalid` for a PIN that is easy to guess, `Conflict` without a mobile number that is proved.
    """
    if not actor.may(policy.APPROVE_TIMESHEETS) or actor.user_id is None:
        raise errors.NotAllowed("Only who approves timesheets may do so by text.")
    if text_links.client_of(actor=actor, chosen=client_id) != client_id:
        raise errors.NotAllowed("You may not approve timesheets for this person.")
    _check_pin(pin, again)
    if not text_links.own_mobile(actor=actor):
        raise errors.Conflict("We have no mobile number that you have proved. Do that first, by a code.")
    before = _end(client_id, actor, at)
    approver = models.TextApprover.objects.create(
        council_id=actor.council_id,
        subject_id=_subject_of(client_id, actor),
        client_id=client_id,
        user_id=actor.user_id,
        role=actor.role,
        pin=hashers.make_password(sealed_pin(pin, user_id=actor.user_id)),
        chosen_at=at,
    )
    verb = "change PIN" if before else "approve by text"
    audit.record(audit.of(approver, verb, on_behalf_of=_behalf(approver)), actor=actor, at=at)
    return approver


@transaction.atomic
def stop(*, client_id: uuid.UUID, actor: actors.Actor, at: datetime) -> None:
    """No more links; those that are out no longer work. Raises `Conflict` when there were none."""
    approver = _end(client_id, actor, at)
    if approver is None:
        raise errors.Conflict("You do not approve timesheets by text. There is nothing to stop.")
    event = audit.of(approver, "stop approving by text", on_behalf_of=_behalf(approver))
    audit.record(event, actor=actor, at=at)


@transaction.atomic
def make_due(*, actor: actors.Actor, at: datetime) -> int:
    """Make the links that are wanted, each once for a sending of a sheet. Returns how many."""
    if not actor.may(policy.REMIND):
        raise errors.NotAllowed("Only the portal's own job sends links.")
    wanted = text_links.wanted(actor=actor, at=at)[:BATCH]
    links = [_link(sheet, approver, at) for sheet, approver in wanted]
    models.SheetLink.objects.bulk_create(links, ignore_conflicts=True)
    return len(links)


@transaction.atomic
def send_next(*, actor: actors.Actor, at: datetime) -> bool:
    """Text the next link that is due. Its token is made now and kept nowhere but in the message.

    A text that does not go out is tried again with another token, and given up after some tries: then
    payroll rings. Returns whether there was one.
    """
    due = models.SheetLink.objects.filter(sent_at=None, given_up_at=None, due_at__lte=at)
    rows = due.select_related("timesheet__period", "approver__user", "council").order_by(
        "tries", "due_at", "pk"
    )
    link = scope.visible_to(rows, actor).select_for_update(skip_locked=True, of=("self",)).first()
    if link is None:
        return False
    link.tries += 1
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    address = _address(link, token)
    if text_links.why_closed(link, at=at):
        link.given_up_at = at
    elif not address:
        link.given_up_at = at
        tell_payroll(link, why=texts.NoAddress.sentence, at=at)
    elif _sent(link, address, actor, at):
        link.sent_at, link.token_hash = at, text_links.hash_of(token)
    elif link.tries >= MOST_TRIES:
        link.given_up_at = at
        tell_payroll(link, why="The text with the link did not go out.", at=at)
    else:
        link.due_at = at + link.tries * _LATER
    link.save(update_fields=["tries", "due_at", "given_up_at", "sent_at", "token_hash"])
    return link.sent_at is not None or link.given_up_at is not None


def tell_payroll(link: models.SheetLink, *, why: str, at: datetime) -> None:
    """Put the employer on the list of those to ring about this sheet, with the reason."""
    sheet = models.Timesheet.objects.select_related("period").get(pk=link.timesheet_id)
    stages = models.SheetReminder.Stage
    stage = stages.BEFORE if at < sheet.period.sheets_in_by else stages.AFTER
    call = {
        "channel": models.SheetReminder.Channel.PHONE.value,
        "why": why,
        "rung_at": None,
        "rung_by": None,
        "outcome": "",
    }
    models.SheetReminder.objects.update_or_create(
        employment_id=sheet.employment_id,
        period_id=sheet.period_id,
        side=models.SheetReminder.Side.EMPLOYER,
        stage=stage,
        sending=sheet.sendings,
        defaults=call,
        create_defaults=call | {"council_id": link.council_id, "subject_id": link.subject_id, "made_at": at},
    )


def _check_pin(pin: str, again: str) -> None:
    if len(pin) != PIN_FIGURES or not (pin.isascii() and pin.isdigit()):
        raise errors.Invalid(f"Choose a PIN of {PIN_FIGURES} figures.", field="pin")
    if len(set(pin)) <= 2 or pin in _IN_A_ROW:  # noqa: PLR2004 - one figure, or two in turn
        raise errors.Invalid("This PIN is easy to guess. Choose another.", field="pin")
    if pin != again:
        raise errors.Invalid("The two PINs are not the same. Enter it again.", field="again")


def _end(client_id: uuid.UUID, actor: actors.Actor, at: datetime) -> models.TextApprover | None:
    if actor.user_id is None:
        raise errors.NotAllowed("Only who approves timesheets may do so by text.")
    rows = models.TextApprover.objects.filter(client_id=client_id, user_id=actor.user_id, ended_at=None)
    held = scope.visible_to(rows, actor).select_for_update(of=("self",)).select_related("client").first()
    if held is not None:
        held.ended_at = at
        held.save(update_fields=["ended_at"])
    return held


def _subject_of(client_id: uuid.UUID, actor: actors.Actor) -> uuid.UUID:
    employer = models.Employer.objects.filter(client_id=client_id).select_related("client")
    found = scope.visible_to(employer, actor).first()
    if found is None:
        raise errors.Conflict("Nobody works for this person yet, so there is nothing to approve.")
    subject: uuid.UUID = found.client.subject_id
    return subject


def _behalf(approver: models.TextApprover) -> str:
    return text_links.on_behalf_of(approver)


def _link(sheet: models.Timesheet, approver: models.TextApprover, at: datetime) -> models.SheetLink:
    """A submitted sheet says when it was sent; one from before that was kept counts from now."""
    return models.SheetLink(
        council_id=sheet.council_id,
        subject_id=sheet.subject_id,
        timesheet=sheet,
        approver=approver,
        submitted_at=sheet.submitted_at or at,
        digest=sheet.digest,
        made_at=at,
        due_at=at,
        expires_at=sheet.period.sheets_in_by,
    )


def _address(link: models.SheetLink, token: str) -> str:
    """Where the link leads; empty where the council has no address that is its own."""
    try:
        return texts.address(link.council.host, f"/t/{token}/")
    except texts.NoAddress:
        return ""


def _sent(link: models.SheetLink, address: str, actor: actors.Actor, at: datetime) -> bool:
    chosen = contact.choices_of([link.approver.user_id], actor=actor).get(link.approver.user_id)
    if chosen is None or chosen.proved_at is None:
        return False
    period = link.timesheet.period
    by = period.sheets_in_by.astimezone(times.LONDON)
    values = {
        "council": link.council,
        "days": dates.span_in_words(dates.Span(period.first_day, period.last_day)),
        "by": f"{by:%H:%M} on {dates.with_weekday(by.date())}",
        "address": address,
    }
    text = loader.render_to_string("messages/text/sheet_link.txt", values)
    try:
        texts.send_text(to=chosen.mobile, text=text, reference=link.pk, at=at)
    except notify.NotSent:
        return False
    return True
