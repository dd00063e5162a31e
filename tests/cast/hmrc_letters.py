"""Every client had a letter from HMRC about a penalty, and showed a photo of it."""

from collections.abc import Sequence

from payroll import models
from tests.cast import CAST, Home
from tests.factories import hmrc_letters


def plant(homes: Sequence[Home]) -> None:
    """What the cast keeps of letters."""
    for home in homes:
        made = hmrc_letters.letter(
            id=home.id_of("hmrc letter"),
            employer=models.Employer.objects.get(pk=home.id_of("employer")),
            added_by_id=CAST.named(home.short).user_id,
        )
        hmrc_letters.file(id=home.id_of("hmrc letter file"), letter=made)
