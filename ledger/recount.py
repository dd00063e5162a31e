"""Counting stored bank files again: what the bank was given must be what the portal says it was given."""

import hashlib
from decimal import Decimal

from dpss.access.invariants import Result
from dpss.kernel import errors
from ledger import models
from ledger.banking import bacs_reader, faster


def bank_files() -> Result:
    """Open every file that was made, and count its payments anew. Needs the keys that seal the files."""
    examined, broken = 0, []
    for batch in models.PaymentBatch.objects.order_by("pk").iterator(chunk_size=20):
        examined += 1
        if wrong := _wrong(batch):
            broken.append(f"{batch.pk} {wrong}")
    return Result(
        name="bank files as sent",
        sentence="Every bank file is the one that was made, and pays as many and as much as its record says.",
        examined=examined,
        broken=tuple(broken),
    )


def _wrong(batch: models.PaymentBatch) -> str:
    """What is wrong with one file, or nothing."""
    if batch.state != "made":
        return "has a file, though none was made" if batch.content else ""
    text = batch.content or ""
    if hashlib.sha256(text.encode()).hexdigest() != batch.sha256:
        return "is not the file that was made"
    try:
        count, total = _read(batch.form, text)
    except errors.Invalid as error:
        return f"cannot be read: {error.sentence}"
    if (count, total) != (batch.count, batch.total):
        return f"pays {count} {total} and says {batch.count} {batch.total}"
    return ""


def _read(form: str, text: str) -> tuple[int, Decimal]:
    """How many payments a file holds, and what they come to in pounds."""
    if form == models.PaymentBatch.Form.CSV:
        lines = faster.read(text)
        return len(lines), faster.total(lines)
    file = bacs_reader.read(text)
    return len(file.credits), file.total
