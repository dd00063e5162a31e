"""Direct payments that end."""

import uuid
from typing import Any

from clients import models
from tests.factories import AT, TODAY, access


def ending(*, client: models.Client, proposed_by_id: uuid.UUID, **given: Any) -> models.Ending:
    """It was proposed, and goes on after all."""
    usual = {
        "last_day": TODAY,
        "state": "dropped",
        "state_since": TODAY,
        "proposed_at": AT,
        "stage_before": client.stage,
    }
    return models.Ending.objects.create(
        client=client, proposed_by_id=proposed_by_id, **access.on(client), **usual | given
    )


def grounds(*, ending: models.Ending, **given: Any) -> models.EndingGrounds:
    """They move to another council."""
    usual = {
        "reason": "moved_away",
        "words": "Their family lives there.",
        "notice": "Four weeks, as the agreement says.",
    }
    return models.EndingGrounds.objects.create(ending=ending, **access.on(ending), **usual | given)


def move(*, ending: models.Ending, **given: Any) -> models.CouncilMove:
    """They were to move to Westmarch, which had agreed nothing yet."""
    usual = {"new_council": "Westmarch"}
    return models.CouncilMove.objects.create(ending=ending, **access.on(ending), **usual | given)


def step(*, ending: models.Ending, recorded_by_id: uuid.UUID, **given: Any) -> models.EndingStep:
    """The letter went out."""
    usual = {"code": "letter", "outcome": "done", "note": "Sent on Monday.", "recorded_at": AT}
    return models.EndingStep.objects.create(
        ending=ending, recorded_by_id=recorded_by_id, **access.on(ending), **usual | given
    )
