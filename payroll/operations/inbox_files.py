"""Files of hours: looked at for viruses, sealed in the portal's storage, and filed with a timesheet."""

import hashlib
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from dpss.access import actors, audit, scope, sealed_files
from dpss.adapters import scan as viruses
from dpss.kernel import errors
from dpss.kernel.scans import Scan
from payroll import models

_TABLE: Final = "payroll_inboxfile"
_LONGEST_NAME: Final = 120


@dataclass(frozen=True, slots=True)
class Filed:
    """Who files, and when."""

    user_id: uuid.UUID
    at: datetime


def keep(item: models.InboxItem, scans: Iterable[Scan]) -> list[str]:
    """Keep the files of an item. Returns a sentence for each in which a virus was found: it is not kept."""
    left_out = []
    for scan in scans:
        try:
            scanned = sealed_files.is_scanned(scan.content)
        except viruses.Infected:
            left_out.append(f"“{scan.name}” has a virus in it, and was not kept. Tell the sender.")
            continue
        file = models.InboxFile.objects.create(
            council_id=item.council_id,
            organisation_id=item.organisation_id,
            item=item,
            name=scan.name,
            kind=scan.kind,
            size=len(scan.content),
            sha256=hashlib.sha256(scan.content).hexdigest(),
            scanned=scanned,
        )
        sealed_files.keep(file.pk, scan.content, table=_TABLE)
    return left_out


def content_of(key: uuid.UUID) -> bytes:
    """The bytes of a file, by its key. Raises `Refusal` where it is not there any more."""
    return sealed_files.content_of(key, table=_TABLE)


def file_with(*, sheet: models.Timesheet, actor: actors.Actor, at: datetime) -> int:
    """Close what a sheet was entered from, and keep it with the sheet as evidence. Returns how many."""
    if actor.user_id is None:
        raise errors.NotAllowed("Only a person files what a sheet was entered from.")
    by = Filed(actor.user_id, at)
    rows = models.InboxItem.objects.filter(timesheet=sheet, closed_at=None, discarded_at=None)
    items = list(scope.visible_to(rows, actor).select_for_update(of=("self",)).order_by("pk"))
    for item in items:
        kept = models.InboxFile.objects.filter(item=item).order_by("pk")
        evidence = [
            _evidence(sheet, item, by, kind=one.kind, name=one.name, stored=one.pk)
            for one in scope.visible_to(kept, actor)
        ]
        if item.text:
            about = item.about[:_LONGEST_NAME] or "E-mail"
            evidence.append(_evidence(sheet, item, by, kind="text", name=about, text=item.text))
        models.SheetEvidence.objects.bulk_create(evidence, ignore_conflicts=True)
        item.closed_at = at
        item.save(update_fields=["closed_at"])
        audit.record(audit.of(sheet, "file evidence", after={"files": len(evidence)}), actor=actor, at=at)
    return len(items)


def _evidence(
    sheet: models.Timesheet, item: models.InboxItem, by: Filed, **what: Any
) -> models.SheetEvidence:
    return models.SheetEvidence(
        council_id=sheet.council_id,
        subject_id=sheet.subject_id,
        timesheet=sheet,
        item=item,
        received_on=item.received_on,
        digest=sheet.digest,
        filed_by_id=by.user_id,
        filed_at=by.at,
        **what,
    )
