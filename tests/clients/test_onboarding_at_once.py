import pytest

from clients import models
from clients.operations import agreements, onboarding
from clients.queries import onboarding as queries
from dpss.access import actors
from dpss.access.transitions import Refused
from dpss.kernel import errors
from tests import database
from tests.cast import AT, CAST
from tests.clients import onboarding_steps as steps

pytestmark = pytest.mark.usefixtures("own_database")
MARCUS, ASHA = CAST.marcus.actor(), CAST.asha.actor()


def test_two_who_decide_at_once_are_one_decision() -> None:
    with actors.acting(MARCUS):
        key = steps.begun().pk

    def decide(choice: str, actor: actors.Actor) -> str:
        with actors.acting(actor):
            journey = models.Onboarding.objects.get(pk=key)
            return onboarding.decide(onboarding=journey, choice=choice, actor=actor, **steps.SAID).state

    answers = database.together(lambda: decide("choose", ASHA), lambda: decide("wait", MARCUS))
    refused = [one for one in answers if isinstance(one, Exception)]
    # Whoever chose first wins; “not now” may still follow “yes”, and then both stand in their order.
    with actors.acting(MARCUS):
        journey = models.Onboarding.objects.get(pk=key)
        kept = queries.decisions(journey, actor=MARCUS).count()
    assert all(isinstance(one, Refused) for one in refused)
    assert kept == 2 - len(refused)
    assert journey.state in {"not_now", "setting_up"}


def test_two_who_begin_at_once_begin_one_journey() -> None:
    def begin(actor: actors.Actor) -> models.Onboarding:
        with actors.acting(actor):
            client = models.Client.objects.get(pk=steps.ASHAS)
            return onboarding.begin(client=client, actor=actor, at=AT)

    answers = database.together(lambda: begin(ASHA), lambda: begin(MARCUS))
    assert sorted(type(one).__name__ for one in answers) == ["Conflict", "Onboarding"]
    assert any(isinstance(one, errors.Conflict) for one in answers)


def test_two_clicks_at_once_are_one_signature() -> None:
    with actors.acting(MARCUS):
        key, digest = steps.ready().pk, steps.digest()

    def sign() -> models.AgreementSignature:
        with actors.acting(ASHA):
            journey = models.Onboarding.objects.get(pk=key)
            return agreements.sign(onboarding=journey, name="Asha Verma", digest=digest, actor=ASHA, at=AT)

    answers = database.together(sign, sign)
    assert sorted(type(one).__name__ for one in answers) == ["AgreementSignature", "Refused"]
    with actors.acting(ASHA):
        assert models.AgreementSignature.objects.filter(onboarding=key).count() == 1
