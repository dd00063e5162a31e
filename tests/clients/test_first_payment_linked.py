"""From the signed agreement to the first payment: who waits is listed, and the bank's file ends the wait."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from clients import models
from clients.operations import agreements, arrangements
from dpss.access import actors
from dpss.kernel import errors
from tests.cast import CAST
from tests.clients import four_weekly_world as world
from tests.clients import onboarding_steps as steps
from tests.commissioning.pages import text
from tests.factories import AT

pytestmark = pytest.mark.usefixtures("db")
SignedIn = Callable[..., Client]
AGREED = reverse("clients:agreed_payments")


def unpaid() -> None:
    """Asha as somebody who has no direct payment yet."""
    with actors.acting(world.job()):
        models.Arrangement.objects.filter(client=steps.ASHAS).update(state="ended", ends_on=world.NEXT)


def signed() -> models.Onboarding:
    with actors.acting(steps.MARCUS):
        journey = steps.ready()
    with actors.acting(steps.ASHA):
        agreements.sign(onboarding=journey, name="Asha Verma", digest=steps.digest(), actor=steps.ASHA, at=AT)
    return journey


def state(journey: models.Onboarding) -> tuple[str, dt.date | None, str]:
    with actors.acting(steps.MARCUS):
        kept = models.Onboarding.objects.get(pk=journey.pk)
        return kept.state, kept.paid_on, models.Client.objects.get(pk=steps.ASHAS).stage


def agree() -> models.Arrangement:
    finance = world.finance()
    with actors.acting(finance), transaction.atomic():
        client = models.Client.objects.get(pk=steps.ASHAS)
        return arrangements.agree(client=client, pays_from=world.NEXT, actor=finance, at=AT)


def test_nobody_is_paid_before_they_signed() -> None:
    unpaid()
    with actors.acting(steps.MARCUS):
        steps.begun()
    with pytest.raises(errors.Conflict, match="Asha Verma has not signed the agreement yet"):
        agree()


def test_who_signed_is_on_the_list_until_they_are_set_up_to_be_paid(signed_in: SignedIn) -> None:
    unpaid()
    fay = signed_in(CAST.fay)
    assert "Everybody who signed is set up to be paid." in text(fay.get(AGREED))
    signed()
    shown = text(fay.get(AGREED))
    assert "Asha Verma" in shown
    assert "Enter the budget, say where it goes" in shown
    agree()
    assert "Everybody who signed is set up to be paid." in text(fay.get(AGREED))


def test_the_bank_file_that_pays_first_makes_it_up_and_running() -> None:
    journey = signed()
    payment = world.payment(dt.date(2026, 11, 16))
    world.approved(payment)
    assert state(journey) == ("agreed", None, "setting_up")
    world.filed(dt.date(2026, 11, 26))
    assert state(journey) == ("paid", dt.date(2026, 11, 26), "running")


def test_a_payment_of_before_the_agreement_does_not_count() -> None:
    journey = signed()
    with actors.acting(world.job()):
        models.Onboarding.objects.filter(pk=journey.pk).update(agreed_on=dt.date(2026, 11, 27))
    world.approved(world.payment(dt.date(2026, 11, 16)))
    world.filed(dt.date(2026, 11, 26))
    assert state(journey)[0] == "agreed"
