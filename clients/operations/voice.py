"""A client and their support worker write to each other; calls and visits are noted, and corrected."""

import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db import IntegrityError, transaction

from clients import models
from clients.queries import voice as queries
from dpss.access import actors, audit, policy, scope, sealed_files
from dpss.access import models as access
from dpss.access import operations as outbox
from dpss.access.models import OutboxMessage
from dpss.adapters import scan as viruses
from dpss.kernel import errors, scans

TABLE: Final = "clients_messagefile"
MOST_FILES: Final = 5
LONGEST_TITLE: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """What is written, or noted of a call. `key` is the form's own, so that sent twice it is kept once."""

    words: str
    key: uuid.UUID
    files: Sequence[tuple[str, bytes]] = ()
    is_call: bool = False
    on_behalf_of: str = ""


@transaction.atomic
def begin_thread(
    *, client: models.Client, title: str, writing: Writing, actor: actors.Actor, at: datetime
) -> models.Thread:
    """Begin to write about something. Sent twice it is begun once."""
    _check(writing, actor)
    if not title.strip():
        raise errors.Invalid("Say in a few words what it is about.", field="title")
    if len(title.strip()) > LONGEST_TITLE:
        raise errors.Invalid(f"Use {LONGEST_TITLE} characters or fewer.", field="title")
    sent = scope.visible_to(models.Message.objects.filter(form_key=writing.key), actor).first()
    if sent is not None:
        return sent.thread
    thread = models.Thread.objects.create(
        council_id=client.council_id,
        subject_id=client.subject_id,
        client=client,
        title=title.strip(),
        last_at=at,
    )
    write(thread=thread, writing=writing, actor=actor, at=at)
    return thread


@transaction.atomic
def write(*, thread: models.Thread, writing: Writing, actor: actors.Actor, at: datetime) -> models.Message:
    """Write in a conversation, or note a call. The other side hears that there is something, and not what.

    Whoever answers has read what came before.

    Raises `Invalid` for nothing, too much, or a file that cannot be taken: then nothing is kept.
    """
    user_id = _check(writing, actor)
    message = models.Message(
        council_id=thread.council_id,
        subject_id=thread.subject_id,
        thread=thread,
        side=queries.side_of(actor),
        kind=models.Message.Kind.CALL if writing.is_call else models.Message.Kind.WRITTEN,
        words=writing.words.strip(),
        sent_by_id=user_id,
        on_behalf_of=writing.on_behalf_of,
        sent_at=at,
        form_key=writing.key,
    )
    try:
        with transaction.atomic():
            message.save(force_insert=True)
    except IntegrityError:
        known = scope.visible_to(models.Message.objects.filter(form_key=writing.key), actor)
        return known.get(thread=thread)
    for name, content in writing.files:
        _keep(message, name, content)
    read(thread=thread, actor=actor, at=at)
    thread.last_at = at
    thread.save(update_fields=["last_at"])
    event = audit.of(message, "send", on_behalf_of=writing.on_behalf_of, after={"files": len(writing.files)})
    audit.record(event, actor=actor, at=at)
    if not writing.is_call:
        _tell(message, actor, at)
    return message


@transaction.atomic
def read(*, thread: models.Thread, actor: actors.Actor, at: datetime) -> int:
    """The actor has read what the other side wrote here. Says how many messages were new."""
    if not queries.may_write(actor):
        return 0
    rows = models.Message.objects.filter(thread=thread, side=queries.other_side(actor), read_at=None)
    return scope.visible_to(rows, actor).update(read_at=at)


@transaction.atomic
def note_contact(
    *,
    client: models.Client,
    on: date,
    channel: str,
    words: str,
    actor: actors.Actor,
    at: datetime,
    corrects: models.ContactNote | None = None,
) -> models.ContactNote:
    """Note a call or a visit; or correct a note, which stays readable beside its correction.

    Raises `Invalid` for a day to come and for no words, `Conflict` for a note that is corrected already.
    """
    if not actor.may(policy.NOTE_CONTACTS) or actor.user_id is None:
        raise errors.NotAllowed("Your role may not note contacts.")
    if on > actor.today:
        raise errors.Invalid("That day is to come. Enter the day on which it was.", field="on")
    if channel not in models.ContactNote.Channel.values:
        raise errors.Invalid("Choose how you were in contact.", field="channel")
    _length(words, models.ContactNote.LONGEST)
    row = models.ContactNote(
        council_id=client.council_id,
        subject_id=client.subject_id,
        client=client,
        on=on,
        channel=channel,
        words=words.strip(),
        written_by_id=actor.user_id,
        written_at=at,
        corrects=corrects,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise errors.Conflict("This note is corrected already. Correct the newer one.") from error
    verb = "correct note" if corrects else "note"
    audit.record(audit.of(row, verb, after={"on": on, "channel": channel}), actor=actor, at=at)
    return row


def _check(writing: Writing, actor: actors.Actor) -> uuid.UUID:
    """Who writes."""
    if not queries.may_write(actor) or actor.user_id is None:
        raise errors.NotAllowed("Your role may not write here. Ring us instead.")
    if writing.is_call and not actor.is_staff:
        raise errors.NotAllowed("Only staff note a phone call here.")
    _length(writing.words, models.Message.LONGEST)
    if len(writing.files) > MOST_FILES:
        raise errors.Invalid(f"Add at most {MOST_FILES} files.", field="photos")
    return actor.user_id


def _length(words: str, most: int) -> None:
    if not words.strip():
        raise errors.Invalid("Write something first.", field="words")
    if len(words.strip()) > most:
        raise errors.Invalid(f"Use {most} characters or fewer.", field="words")


def _keep(message: models.Message, name: str, content: bytes) -> None:
    """Keep one file, by what it contains. The same file twice is kept once."""
    try:
        scan = scans.read(name, content, what="file")
        scanned = sealed_files.is_scanned(content)
    except viruses.Infected:
        called = scans.safe_name(name)
        sentence = f"“{called}” has a virus in it, and was not kept. Take a photo with another device."
        raise errors.Invalid(sentence, field="photos") from None
    except errors.Invalid as refusal:
        raise errors.Invalid(refusal.sentence, field="photos") from refusal
    kept, is_new = models.MessageFile.objects.get_or_create(
        message=message,
        sha256=hashlib.sha256(content).hexdigest(),
        defaults={
            "council_id": message.council_id,
            "subject_id": message.subject_id,
            "name": scan.name,
            "kind": scan.kind,
            "size": len(content),
            "scanned": scanned,
        },
    )
    if is_new:
        sealed_files.keep(kept.pk, content, table=TABLE)


def _tell(message: models.Message, actor: actors.Actor, at: datetime) -> None:
    """Whoever is on the other side today: the worker of now, not of when the conversation began."""
    roles = (
        (policy.CLIENT, policy.REPRESENTATIVE)
        if message.side == models.Message.Side.STAFF
        else (policy.SUPPORT_WORKER,)
    )
    rows = access.Reach.objects.filter(
        subject_id=message.subject_id,
        role__in=roles,
        capabilities__contains=[policy.CARE],
        during__contains=actor.today,
    )
    users = set(rows.values_list("user_id", flat=True)) - {actor.user_id}
    outbox.queue_messages([_notice(message, user, at) for user in sorted(filter(None, users))])


def _notice(message: models.Message, user: uuid.UUID, at: datetime) -> OutboxMessage:
    return outbox.message(
        key=f"message:{message.pk.hex}:{user.hex}",
        template="new_message",
        subject_id=message.subject_id,
        council_id=message.council_id,
        to_id=user,
        values={},
        due_at=at,
    )
