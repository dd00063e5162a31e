import datetime as dt
from typing import Any

import pytest
from django.db import transaction

from clients import models
from clients.operations import agreements, onboarding, payment_conditions
from dpss.access import actors
from dpss.access.models import AuditEvent
from dpss.access.transitions import Refused
from dpss.kernel import errors
from tests.cast import AT, CAST, TODAY
from tests.clients.onboarding_steps import (
    ADMINISTRATOR,
    ASHA,
    ASHAS,
    JOAN,
    MARCUS,
    begun,
    chosen,
    digest,
    ready,
)

pytestmark = pytest.mark.usefixtures("db")


def test_an_old_version_is_not_signed() -> None:
    with actors.acting(MARCUS):
        journey = ready()
    old = digest()
    with actors.acting(ADMINISTRATOR):
        agreements.keep_version(words="New.", easy_words="New!", first_day=TODAY, actor=ADMINISTRATOR, at=AT)
    with actors.acting(ASHA):
        with transaction.atomic(), pytest.raises(Refused, match="replaced on Saturday 21 November"):
            agreements.sign(onboarding=journey, name="Asha Verma", digest=old, actor=ASHA, at=AT)
        assert not models.AgreementSignature.objects.filter(onboarding=journey).exists()
        assert (
            agreements.sign(
                onboarding=journey, name="Asha Verma", digest=digest(), actor=ASHA, at=AT
            ).version.number
            == 2
        )


def test_who_has_no_right_to_sign_is_told_who_has() -> None:
    with actors.acting(MARCUS):
        journey = ready()
    with (
        actors.acting(JOAN),
        transaction.atomic(),
        pytest.raises(Refused, match="Asha Verma signs this themselves"),
    ):
        agreements.sign(onboarding=journey, name="Joan Marsh", digest=digest(), actor=JOAN, at=AT)


def test_a_nominated_person_does_not_say_what_somebody_decided() -> None:
    with actors.acting(MARCUS):
        journey = begun()
    with actors.acting(JOAN):
        refused: list[tuple[Any, dict[str, Any]]] = [
            (onboarding.decide, {"choice": "decline", "words": "No.", "offered": ["council"]}),
            (onboarding.change_mind, {"words": "No."}),
            (onboarding.come_back, {"words": "Yes."}),
        ]
        for operation, said in refused:
            with (
                transaction.atomic(),
                pytest.raises(errors.Invalid, match="Asha Verma decides this themself"),
            ):
                operation(onboarding=journey, actor=JOAN, at=AT, **said)
    job = actors.for_job(job="payments", council_id=CAST.east.id, today=TODAY)
    with actors.acting(job):
        models.Representation.objects.filter(user=CAST.joan.user_id, client=ASHAS).update(
            kind="authorised", signs=True
        )
    with actors.acting(JOAN):
        moved = onboarding.decide(
            onboarding=journey, choice="decline", words="No.", offered=["council"], actor=JOAN, at=AT
        )
        assert moved.state == "declined"


def test_an_authorised_person_who_asks_to_end_it_does_so_for_the_client() -> None:
    job = actors.for_job(job="payments", council_id=CAST.east.id, today=TODAY)
    with actors.acting(job):
        models.Representation.objects.filter(user=CAST.joan.user_id, client=ASHAS).update(
            kind="authorised", signs=True
        )
    with actors.acting(JOAN):
        journey = models.Onboarding.objects.get(pk=CAST.homes["asha"].id_of("onboarding"))
        onboarding.change_mind(onboarding=journey, words="It is too much.", actor=JOAN, at=AT)
        event = AuditEvent.objects.get(verb="ask_to_end", thing_id=str(journey.pk))
    assert (event.actor_name, event.on_behalf_of) == ("Joan Marsh", "Asha Verma")


def test_for_an_adult_who_cannot_decide_only_the_authorised_person_signs() -> None:
    with actors.acting(MARCUS):
        journey = ready("section_32", "authorised", has=False, name="Joan Marsh")
    with (
        actors.acting(ASHA),
        transaction.atomic(),
        pytest.raises(Refused, match="Only the authorised person"),
    ):
        agreements.sign(onboarding=journey, name="Asha Verma", digest=digest(), actor=ASHA, at=AT)
    job = actors.for_job(job="payments", council_id=CAST.east.id, today=TODAY)
    with actors.acting(job):
        models.Representation.objects.filter(user=CAST.joan.user_id, client=ASHAS).update(
            kind="authorised", signs=True
        )
    with actors.acting(JOAN):
        signed = agreements.sign(onboarding=journey, name="Joan Marsh", digest=digest(), actor=JOAN, at=AT)
        assert signed.right == "authorised"
        event = AuditEvent.objects.get(verb="sign_agreement", thing_id=str(journey.pk))
        assert event.on_behalf_of == "Asha Verma"


def test_paper_is_recorded_with_its_day_and_who_saw_it() -> None:
    with actors.acting(MARCUS):
        journey = ready()
        yesterday = TODAY - dt.timedelta(days=1)
        signed = agreements.record_paper(
            onboarding=journey, name="Asha Verma", digest=digest(), signed_on=yesterday, actor=MARCUS, at=AT
        )
        assert (signed.seen_by_id, signed.signed_by_id, signed.signed_on) == (MARCUS.user_id, None, yesterday)
        assert (journey.state, journey.agreed_on) == ("agreed", yesterday)


def test_a_second_signature_finds_it_signed() -> None:
    with actors.acting(MARCUS):
        journey = ready()
    with actors.acting(ASHA):
        agreements.sign(onboarding=journey, name="Asha Verma", digest=digest(), actor=ASHA, at=AT)
        with transaction.atomic(), pytest.raises(Refused, match="Agreement signed"):
            agreements.sign(onboarding=journey, name="Asha Verma", digest=digest(), actor=ASHA, at=AT)
        assert models.AgreementSignature.objects.filter(onboarding=journey).count() == 1


def test_who_prepares_a_payment_does_not_decide_the_conditions() -> None:
    """The law leaves them to the council: a provider's support worker cannot record one."""
    with actors.acting(MARCUS):
        journey = chosen()
        with pytest.raises(errors.NotAllowed, match="Ask the council’s practitioner"):
            payment_conditions.record_condition(
                onboarding=journey, code="asked", met=True, evidence="She rang.", actor=MARCUS, at=AT
            )
        assert not models.PaymentCondition.objects.filter(onboarding=journey).exists()


def test_a_name_that_is_not_of_who_signs_is_not_a_signature() -> None:
    with actors.acting(MARCUS):
        journey = ready()
    with actors.acting(ASHA):
        with pytest.raises(errors.Invalid, match="Type your name as we know it: Asha Verma"):
            agreements.sign(onboarding=journey, name="Joan Marsh", digest=digest(), actor=ASHA, at=AT)
        signed = agreements.sign(onboarding=journey, name="Dr A. VERMA", digest=digest(), actor=ASHA, at=AT)
    assert signed.name == "Dr A. VERMA"
