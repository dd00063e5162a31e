"""Asha's way to a direct payment, step by step, as tests take it."""

import datetime as dt
from typing import Any

from clients import conditions, models
from clients.operations import onboarding, payment_conditions
from clients.queries import onboarding as queries
from dpss.access import actors
from tests.cast import AT, CAST, TODAY

# Marcus prepares, and Paula decides what the law leaves to the council.
PAULA = CAST.actor("practitioner")
MARCUS, ASHA, JOAN = CAST.marcus.actor(), CAST.asha.actor(), CAST.joan.actor()
ASHAS = CAST.homes["asha"].id_of("client")
FINANCE, ADMINISTRATOR = CAST.actor("council_finance"), CAST.actor("administrator")
OFFERED = ["council", "service_fund", "payment"]
SAID: dict[str, Any] = {"words": "I want to choose who helps me.", "offered": OFFERED, "at": AT}


def client(actor: actors.Actor = MARCUS) -> models.Client:
    return models.Client.objects.get(pk=ASHAS)


def begun(stage: str = "considering") -> models.Onboarding:
    """A new journey of Asha, as if she had none before."""
    models.Client.objects.filter(pk=ASHAS).update(stage=stage)
    return onboarding.begin(client=client(), actor=MARCUS, at=AT, source="phone")


def chosen() -> models.Onboarding:
    return onboarding.decide(onboarding=begun(), choice="choose", actor=MARCUS, **SAID)


def record(journey: models.Onboarding, code: str, *, met: bool = True, **more: Any) -> None:
    evidence = "" if code == conditions.EXCLUDED else "She told me, and I saw the letter."
    with actors.acting(PAULA):
        payment_conditions.record_condition(
            onboarding=journey, code=code, met=met, actor=PAULA, at=AT, **{"evidence": evidence} | more
        )


def capacity(journey: models.Onboarding, *, has: bool, minutes: int = 0) -> None:
    with actors.acting(PAULA):
        payment_conditions.record_capacity(
            onboarding=journey,
            has_capacity=has,
            assessed_on=TODAY,
            assessed_by="Mo Lind, social worker",
            evidence="She explained it back in her own words.",
            actor=PAULA,
            at=AT + dt.timedelta(minutes=minutes),
        )


def route(journey: models.Onboarding, law: str = "section_31", payee: str = "self", name: str = "") -> None:
    with actors.acting(PAULA):
        payment_conditions.record_route(
            onboarding=journey, route=law, payee=payee, payee_name=name, actor=PAULA, at=AT
        )


def met(journey: models.Onboarding) -> models.Onboarding:
    with actors.acting(PAULA):
        return onboarding.meet_conditions(onboarding=journey, actor=PAULA, at=AT)


def stopped(journey: models.Onboarding, why: str) -> models.Onboarding:
    with actors.acting(PAULA):
        return onboarding.stop(onboarding=journey, reason=why, actor=PAULA, at=AT)


def ready(
    law: str = "section_31", payee: str = "self", *, has: bool = True, name: str = ""
) -> models.Onboarding:
    journey = chosen()
    capacity(journey, has=has)
    route(journey, law, payee, name)
    for one in conditions.conditions_of(law, payee):
        record(journey, one.code)
    return met(journey)


def digest() -> str:
    version = queries.version_on(TODAY, council_id=CAST.east.id)
    assert version is not None
    return version.digest
