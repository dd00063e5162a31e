"""PAs who are or were relatives, and what the council decided about them."""

import uuid
from datetime import date
from typing import Any

from psycopg2.extras import DateRange

from clients import models
from tests.factories import AT, TODAY, access

BEFORE = date(2025, 1, 6)
SINCE = date(2025, 6, 2)


def relation(
    *, client: models.Client, assistant: models.PersonalAssistant, recorded_by_id: uuid.UUID, **given: Any
) -> models.Relation:
    """They are not related."""
    usual = {
        "name": assistant.name,
        "relation": "not_related",
        "same_household": None,
        "work": "care",
        "during": DateRange(SINCE, None),
        "recorded_at": AT,
    }
    return models.Relation.objects.create(
        client=client,
        assistant=assistant,
        recorded_by_id=recorded_by_id,
        **access.on(client),
        **usual | given,
    )


def decision(*, relation: models.Relation, **given: Any) -> models.RelativeDecision:
    """It waits for the council."""
    usual = {"work": "care", "state": "waiting", "state_since": TODAY, "asked_at": AT}
    return models.RelativeDecision.objects.create(
        relation=relation, client=relation.client, **access.on(relation), **usual | given
    )


def grounds(*, decision: models.RelativeDecision, **given: Any) -> models.RelativeGrounds:
    """Nobody else was found."""
    usual = {
        "wishes": "She wants her cousin to help her.",
        "reasons": "Nobody else is there at night.",
        "next_steps": "",
    }
    return models.RelativeGrounds.objects.create(decision=decision, **access.on(decision), **usual | given)


def rule(*, council_id: uuid.UUID, recorded_by_id: uuid.UUID, **given: Any) -> models.RelativeRule:
    """For parents of disabled children."""
    usual = {
        "group": "child",
        "rule": "same_household",
        "owner": "The head of children’s services",
        "source": "Direct payments policy of the council",
        "during": DateRange(TODAY.replace(month=4, day=6), None),
        "recorded_at": AT,
    }
    return models.RelativeRule.objects.create(
        council_id=council_id, recorded_by_id=recorded_by_id, **usual | given
    )


def answer_time(
    *, council_id: uuid.UUID, recorded_by_id: uuid.UUID, **given: Any
) -> models.RelativeAnswerTime:
    """Nothing is held."""
    usual = {
        "hold_after_days": None,
        "owner": "The head of adult social care",
        "source": "Direct payments policy of the council",
        "during": DateRange(TODAY.replace(month=4, day=6), None),
        "recorded_at": AT,
    }
    return models.RelativeAnswerTime.objects.create(
        council_id=council_id, recorded_by_id=recorded_by_id, **usual | given
    )
