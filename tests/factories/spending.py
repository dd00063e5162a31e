"""Questions about what the money may be spent on."""

import uuid
from decimal import Decimal
from typing import Any

from clients import models
from tests.factories import AT, access


def question(*, client: models.Client, **given: Any) -> models.SpendQuestion:
    """A gym, about £30.00, which nobody has answered. Needs `asked_by_id`."""
    usual = {
        "what": "A gym membership",
        "why": "Swimming helps my back.",
        "amount": Decimal("30.00"),
        "asked_at": AT,
        "form_key": uuid.uuid4(),
    }
    return models.SpendQuestion.objects.create(client=client, **access.on(client), **usual | given)
