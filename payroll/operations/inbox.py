"""The hours inbox: scans that staff add, e-mails that come in, whose they are, and what becomes of them."""

import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from dpss.access import actors, audit, policy
from dpss.kernel import errors, scans
from payroll import hours_mail, models
from payroll.operations import inbox_files, sheets_on_behalf
from payroll.queries import inbox

_ONLY_PAYROLL = "Your role may not keep the hours inbox. Ask a payroll officer."


@dataclass(frozen=True, slots=True)
class Added:
    """What came of adding files: the items, and a sentence for each file that was not taken."""

    items: tuple[models.InboxItem, ...]
    left_out: tuple[str, ...]


@transaction.atomic
def add_files(
    *, files: Sequence[tuple[str, bytes]], received_on: date, actor: actors.Actor, at: datetime
) -> Added:
    """Put scans or photos into the inbox, each on its own, as they came on a day. The same file once.

    What cannot be taken is said and stops none of the others. Raises `Invalid` when there is nothing, and
    for a day that is to come.
    """
    organisation_id = _provider_of(actor)
    if not files:
        raise errors.Invalid("Choose the files to add.", field="scans")
    if received_on > actor.today:
        raise errors.Invalid("They cannot have come in after today. Check the day.", field="received_on")
    items, left_out = [], []
    for name, content in files:
        try:
            scan = scans.read(name, content)
        except errors.Invalid as wrong:
            left_out.append(wrong.sentence)
            continue
        key = f"sha256:{hashlib.sha256(content).hexdigest()}"
        given = {"source": models.InboxItem.Source.PAPER, "received_on": received_on, "about": scan.name}
        item = _new(key, organisation_id, given | {"added_by_id": actor.user_id}, actor, at)
        if item is None:
            left_out.append(f"“{scan.name}” came in before. Look for it in the list.")
            continue
        infected = inbox_files.keep(item, [scan])
        if infected:
            item.delete()
            left_out += infected
            continue
        audit.record(audit.of(item, "add to inbox"), actor=actor, at=at)
        items.append(item)
    return Added(tuple(items), tuple(left_out))


@transaction.atomic
def take_in(
    *, mail: hours_mail.Mail, organisation_id: uuid.UUID, actor: actors.Actor, at: datetime
) -> models.InboxItem | None:
    """Put an e-mail into a provider's inbox, once by its Message-ID. None where it came in before.

    The sender's address suggests whose hours it holds, where one post alone can be meant.
    """
    if not actor.may(policy.TAKE_HOURS_IN):
        raise errors.NotAllowed("Only the command that reads the mail takes e-mails in.")
    day = min(mail.sent_on or actor.today, actor.today)
    post = inbox.post_of_sender(mail.sender, organisation_id=organisation_id, day=day, actor=actor)
    given = {
        "source": models.InboxItem.Source.EMAIL,
        "received_on": day,
        "sender": mail.sender,
        "about": mail.about,
        "text": mail.text,
        "employment": post,
    }
    item = _new(mail.key, organisation_id, given, actor, at)
    if item is None:
        return None
    item.left_out = "\n".join([*mail.left_out, *inbox_files.keep(item, mail.files)])
    item.save(update_fields=["left_out"])
    audit.record(audit.of(item, "add to inbox"), actor=actor, at=at)
    return item


@transaction.atomic
def begin(
    *,
    item: models.InboxItem,
    post: models.Employment,
    period: models.PayPeriod,
    receipt: sheets_on_behalf.Receipt,
    actor: actors.Actor,
    at: datetime,
) -> models.Timesheet:
    """Say whose hours and which dates an item holds, and open that sheet to enter them.

    The item stays open, beside the form, until the sheet is sent to the employer. Raises `Conflict` for
    one that is done with.
    """
    locked = _open(item, actor)
    sheet = sheets_on_behalf.enter(employment=post, period=period, receipt=receipt, actor=actor, at=at)
    locked.employment, locked.timesheet, locked.taken_by_id = post, sheet, actor.user_id
    locked.save(update_fields=["employment", "timesheet", "taken_by"])
    event = audit.of(
        locked, "enter from inbox", on_behalf_of=post.assistant.name, after={"timesheet": str(sheet.pk)}
    )
    audit.record(event, actor=actor, at=at)
    return sheet


@transaction.atomic
def discard(*, item: models.InboxItem, reason: str, actor: actors.Actor, at: datetime) -> models.InboxItem:
    """Take an item off the list with the reason. It is kept, and can be looked at."""
    locked = _open(item, actor)
    if not reason.strip():
        raise errors.Invalid("Say why it is not entered.", field="reason")
    locked.discarded_at, locked.discarded_by_id = at, actor.user_id
    locked.discard_reason = reason.strip()
    locked.save(update_fields=["discarded_at", "discarded_by", "discard_reason"])
    audit.record(audit.of(locked, "discard", reason=locked.discard_reason), actor=actor, at=at)
    return locked


def _new(
    key: str, organisation_id: uuid.UUID, given: dict[str, object], actor: actors.Actor, at: datetime
) -> models.InboxItem | None:
    item, is_new = models.InboxItem.objects.get_or_create(
        council_id=actor.council_id,
        organisation_id=organisation_id,
        received_key=key,
        defaults=given | {"arrived_at": at},
    )
    return item if is_new else None


def _open(item: models.InboxItem, actor: actors.Actor) -> models.InboxItem:
    _provider_of(actor)
    rows = inbox.items(actor=actor).filter(pk=item.pk).select_related(None)
    locked = rows.select_for_update(of=("self",)).first()
    if locked is None:
        raise errors.Conflict("It is not there any more, or it is not yours to open.")
    if locked.closed_at is not None:
        raise errors.Conflict("A colleague has entered it already. Look at the sheet.")
    if locked.discarded_at is not None:
        raise errors.Conflict("A colleague has discarded it already. The list says why.")
    return locked


def _provider_of(actor: actors.Actor) -> uuid.UUID:
    if not actor.may(policy.KEEP_INBOX) or actor.organisation_id is None or actor.user_id is None:
        raise errors.NotAllowed(_ONLY_PAYROLL)
    return actor.organisation_id
