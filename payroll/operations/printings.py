"""Printing for many: asked for once, made part by part by a job, kept sealed for a week."""

import base64
import uuid
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from dpss.access import actors, audit, policy, scope, sealing
from dpss.adapters import pdf, storage
from dpss.kernel import errors
from payroll import models
from payroll.calc.records import RecordError
from payroll.queries import printings

# A file of more costs more a page: its structure for screen readers is one tree.
IN_A_PART: Final = 25
KEPT: Final = timedelta(days=7)
_TABLE: Final = "payroll_printingpart"
_COLUMN: Final = "file"

# Makes one file: which kind of paper, and which papers.
Maker = Callable[[str, Sequence[uuid.UUID]], bytes]


@transaction.atomic
def ask(*, wanted: printings.Wanted, actor: actors.Actor, at: datetime) -> models.Printing:
    """Ask for papers to be printed. Whoever asks for the same twice is given what is there already."""
    if not actor.may(policy.PRINT_PAPERS) or actor.user_id is None or actor.organisation_id is None:
        raise errors.NotAllowed("Your role may not print papers. Ask a payroll officer.")
    one_at_a_time(actor.organisation_id, actor.council_id)
    keys = printings.keys(wanted, actor=actor)
    if not keys:
        raise errors.Invalid(f"{wanted.in_words}: there is none for these people.", field="for_whom")
    kept = printings.same(wanted, keys, actor=actor)
    if kept is not None:
        return kept
    mine = {"council_id": actor.council_id, "organisation_id": actor.organisation_id}
    made = models.Printing.objects.create(
        kind=wanted.kind,
        about=wanted.about,
        for_whom=wanted.for_whom,
        papers=len(keys),
        requested_by_id=actor.user_id,
        requested_at=at,
        expires_at=at + KEPT,
        **mine,
    )
    models.PrintingPart.objects.bulk_create(
        models.PrintingPart(
            printing=made, number=1 + start // IN_A_PART, keys=keys[start : start + IN_A_PART], **mine
        )
        for start in range(0, len(keys), IN_A_PART)
    )
    audit.record(audit.of(made, "print", after={"papers": len(keys)}), actor=actor, at=at)
    return made


@transaction.atomic
def make_next(*, make: Maker, actor: actors.Actor, at: datetime) -> bool:
    """Make the next file that was asked for, leaving those another worker holds: whether there was one.

    A file is named by its part, so one that is made again after a crash takes the place of the first.
    """
    waiting = models.PrintingPart.objects.filter(made_at=None, failed="").order_by("printing", "number")
    part = (
        scope.visible_to(waiting, actor)
        .select_related("printing")
        .select_for_update(skip_locked=True, of=("self",))
        .first()
    )
    if part is None:
        return False
    try:
        content = make(part.printing.kind, part.keys)
    except pdf.NotAvailable as error:
        part.failed = str(error)[:200]
    except (errors.Refusal, RecordError) as error:
        part.failed = f"One of its papers cannot be made: {error}"[:200]
    else:
        _keep(part.pk, content)
        part.made_at = at
    part.save(update_fields=["made_at", "failed"])
    return True


@transaction.atomic
def remove_expired(*, actor: actors.Actor, at: datetime) -> int:
    """Remove the files that were kept long enough. Returns how many."""
    rows = models.PrintingPart.objects.filter(
        printing__expires_at__lte=at, made_at__isnull=False, removed_at=None
    )
    found = list(scope.visible_to(rows, actor).select_for_update(skip_locked=True, of=("self",))[:200])
    for part in found:
        storage.remove(part.pk)
    models.PrintingPart.objects.filter(pk__in=[part.pk for part in found]).update(removed_at=at)
    return len(found)


def content_of(part: models.PrintingPart) -> bytes:
    """The file of a part. Raises `Refusal` where it is not there any more."""
    try:
        sealed = storage.read(part.pk)
    except storage.NotThere as error:
        raise errors.Refusal("The file is not kept any more. Print these papers again.") from error
    text = sealing.unseal(sealed, table=_TABLE, pk=part.pk, column=_COLUMN)
    return base64.b64decode(text)


def _keep(key: uuid.UUID, content: bytes) -> None:
    """On disk it is sealed, like everything about pay that is not in the database."""
    text = base64.b64encode(content).decode()
    storage.save(key, sealing.seal(text, table=_TABLE, pk=key, column=_COLUMN))


def one_at_a_time(organisation_id: uuid.UUID, council_id: uuid.UUID) -> None:
    """Whoever asks at the same moment waits, and then finds what was asked for."""
    groups = models.PayGroup.objects.filter(council_id=council_id, organisation_id=organisation_id)
    list(groups.order_by("pk").select_for_update())
