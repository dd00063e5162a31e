"""Letters from HMRC and their files."""

import datetime as dt
from decimal import Decimal
from typing import Any

from payroll import models
from tests.factories import AT, TODAY, access


def letter(*, employer: models.Employer, **given: Any) -> models.HmrcLetter:
    """A penalty of £100.00 that nobody has answered. Needs `added_by_id`."""
    usual = {
        "kind": "penalty",
        "said": "They want £100 and I do not know why.",
        "reference": "XP0001",
        "about": "Month 5",
        "amount": Decimal("100.00"),
        "dated": TODAY - dt.timedelta(days=4),
        "received_on": TODAY - dt.timedelta(days=1),
        "appeal_by": TODAY + dt.timedelta(days=26),
        "added_at": AT,
    }
    return models.HmrcLetter.objects.create(employer=employer, **access.on(employer), **usual | given)


def file(*, letter: models.HmrcLetter, **given: Any) -> models.HmrcLetterFile:
    """A photo of it, of which the storage has nothing."""
    usual = {"name": "letter.jpg", "kind": "jpeg", "size": 1, "sha256": "0" * 64, "scanned": False}
    return models.HmrcLetterFile.objects.create(letter=letter, **access.on(letter), **usual | given)
