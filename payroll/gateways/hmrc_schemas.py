"""HMRC's own schemas, where the operator has loaded them: a report that they refuse is not sent.

They are not ours to ship. They lie in the folder `hmrc-schemas` of the portal's own folder, under any names.
"""

import logging
from pathlib import Path
from typing import Final

from django.conf import settings

from dpss.kernel import errors
from payroll.rti import eps, fps, schema, years
from payroll.rti.rules import Violation

LOG = logging.getLogger(__name__)
DOCUMENTS: Final = (fps.DOCUMENT, eps.DOCUMENT)


def folder() -> Path:
    """Where the operator puts them."""
    return Path(settings.DPSS_VAR) / "hmrc-schemas"


def broken(text: bytes, *, tax_year: str, document: str) -> tuple[Violation, ...]:
    """What HMRC's schema refuses in a Body; nothing where that schema is not loaded, or cannot be used."""
    try:
        if not schema.knows(years.of(tax_year).uri(document), folder()):
            return ()
        return schema.check(text, folder())
    except errors.Invalid as error:
        LOG.error("HMRC's schemas cannot be used: %s", error.sentence)  # noqa: TRY400 - the sentence says it
        return ()


def what_is_missing(*, tax_year: str) -> str:
    """One sentence for who answers for reports: they are not held to HMRC's schemas, and who can help."""
    help_ = "Reports are checked by our own rules alone. Whoever runs the portal can load HMRC's schemas."
    if tax_year not in years.YEARS:
        return ""
    try:
        known = [schema.knows(years.of(tax_year).uri(document), folder()) for document in DOCUMENTS]
    except errors.Invalid as error:
        return f"{error.sentence} {help_}"
    return "" if all(known) else f"HMRC's schemas for {tax_year} are not loaded here. {help_}"
