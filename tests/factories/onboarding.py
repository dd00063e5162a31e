"""Journeys to a direct payment, what was found on them, and the council's agreement."""

import uuid
from typing import Any

from psycopg2.extras import DateRange

from clients import models
from clients.operations import agreements
from tests.factories import AT, TODAY, access

WORDS, EASY_WORDS = "You use the money for your support.", "The money is for your support."


def onboarding(*, client: models.Client, **given: Any) -> models.Onboarding:
    """Somebody who has just begun to think about it."""
    usual = {"source": "phone", "began_on": TODAY, "state_since": TODAY}
    return models.Onboarding.objects.create(client=client, **access.on(client), **usual | given)


def decision(
    *, onboarding: models.Onboarding, recorded_by_id: uuid.UUID, **given: Any
) -> models.PaymentDecision:
    """They chose a direct payment, on the phone."""
    usual = {
        "choice": "choose",
        "words": "I want to choose who helps me.",
        "offered": ["council", "payment"],
        "decided_on": TODAY,
        "is_for_them": True,
        "recorded_at": AT,
    }
    return models.PaymentDecision.objects.create(
        onboarding=onboarding, recorded_by_id=recorded_by_id, **access.on(onboarding), **usual | given
    )


def capacity(*, client: models.Client, recorded_by_id: uuid.UUID, **given: Any) -> models.Capacity:
    """They can decide themselves."""
    usual = {
        "has_capacity": True,
        "assessed_on": TODAY,
        "assessed_by": "A social worker",
        "evidence": "She explained in her own words what a direct payment is.",
        "recorded_at": AT,
    }
    return models.Capacity.objects.create(
        client=client, recorded_by_id=recorded_by_id, **access.on(client), **usual | given
    )


def route(*, onboarding: models.Onboarding, recorded_by_id: uuid.UUID, **given: Any) -> models.PaymentRoute:
    """An adult who can decide, paid themselves."""
    usual = {"route": "section_31", "payee": "self", "recorded_at": AT}
    return models.PaymentRoute.objects.create(
        onboarding=onboarding, recorded_by_id=recorded_by_id, **access.on(onboarding), **usual | given
    )


def condition(
    *, onboarding: models.Onboarding, recorded_by_id: uuid.UUID, **given: Any
) -> models.PaymentCondition:
    """They asked for it."""
    usual = {
        "route": "section_31",
        "code": "asked",
        "met": True,
        "evidence": "She rang.",
        "found_on": TODAY,
        "recorded_at": AT,
    }
    return models.PaymentCondition.objects.create(
        onboarding=onboarding, recorded_by_id=recorded_by_id, **access.on(onboarding), **usual | given
    )


def version(*, council_id: uuid.UUID, **given: Any) -> models.AgreementVersion:
    """The council's first agreement."""
    usual = {
        "number": 1,
        "words": WORDS,
        "easy_words": EASY_WORDS,
        "digest": agreements.digest_of(WORDS, EASY_WORDS),
        "during": DateRange(TODAY.replace(month=4, day=6), None),
        "recorded_at": AT,
    }
    return models.AgreementVersion.objects.create(council_id=council_id, **usual | given)


def signature(
    *, onboarding: models.Onboarding, version: models.AgreementVersion, **given: Any
) -> models.AgreementSignature:
    """Signed online by the person themselves."""
    usual = {
        "digest": version.digest,
        "name": onboarding.client.name,
        "right": "self",
        "signed_on": TODAY,
        "recorded_at": AT,
    }
    return models.AgreementSignature.objects.create(
        onboarding=onboarding, version=version, **access.on(onboarding), **usual | given
    )


def set_up_time(*, council_id: uuid.UUID, **given: Any) -> models.SetUpTime:
    """Ten working days, and half a year before 18."""
    usual = {
        "first_payment_days": 10,
        "adulthood_months": 6,
        "owner": "The head of adult care",
        "source": "Direct payments policy of the council",
        "during": DateRange(TODAY.replace(month=4, day=6), None),
        "recorded_at": AT,
    }
    return models.SetUpTime.objects.create(council_id=council_id, **usual | given)
