from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from clients import conditions, models
from clients.operations import agreements, onboarding
from clients.queries import onboarding as queries
from dpss.access import actors
from tests.cast import AT, CAST, TODAY
from tests.clients import onboarding_steps as steps
from tests.commissioning.pages import text
from tests.portal.caseload import questions

pytestmark = pytest.mark.usefixtures("db")
SignedIn = Callable[..., Client]
MARCUS, ASHA = CAST.marcus.actor(), CAST.asha.actor()
OWN, DECISIONS = reverse("clients:own_payment"), reverse("clients:payment_decisions")
AGREEMENT, CHOICE = reverse("clients:own_agreement"), reverse("clients:own_payment_choice")
SAID = {
    "choice": "choose",
    "offered": ["council", "payment"],
    "words": "I want to choose.",
    "present": "Joan",
}


def page(name: str, journey: models.Onboarding, *more: str) -> str:
    return reverse(f"clients:{name}", args=[journey.pk, *more])


def day(field: str) -> dict[str, Any]:
    return {f"{field}_0": TODAY.day, f"{field}_1": TODAY.month, f"{field}_2": TODAY.year}


def test_a_client_decides_and_sees_who_must_act_now(signed_in: SignedIn) -> None:
    with actors.acting(MARCUS):
        steps.begun()
    browser = signed_in(CAST.asha)
    assert "Decide whether a direct payment is right" in text(browser.get(OWN))
    answer = browser.post(CHOICE, SAID, follow=True)
    assert "We have your decision. The council looks at what the law asks." in text(answer)
    assert "The council looks at the conditions" in text(answer)
    assert "I want to choose." in text(answer)


def test_a_choice_without_another_way_is_refused_and_what_was_typed_is_kept(signed_in: SignedIn) -> None:
    with actors.acting(MARCUS):
        journey = steps.begun()
    answer = signed_in(CAST.asha).post(CHOICE, SAID | {"offered": []})
    assert "Nobody offered another way yet" in text(answer)
    assert "I want to choose." in answer.content.decode()
    with actors.acting(ASHA):
        assert models.Onboarding.objects.get(pk=journey.pk).state == "considering"


def test_a_decision_sent_twice_is_kept_once(signed_in: SignedIn) -> None:
    with actors.acting(MARCUS):
        journey = steps.begun()
    browser = signed_in(CAST.asha)
    browser.post(CHOICE, SAID)
    answer = browser.post(CHOICE, SAID)
    assert "It is already “Setting up”" in text(answer)
    with actors.acting(ASHA):
        assert queries.decisions(journey, actor=ASHA).count() == 1


def test_staff_record_each_step_and_the_client_signs(signed_in: SignedIn) -> None:
    with actors.acting(MARCUS):
        journey = steps.begun()
    staff = signed_in(CAST.marcus)
    staff.post(page("onboarding_choice", journey), SAID | day("decided_on"))
    council = signed_in(CAST.paula)
    said = {"has_capacity": "yes", "assessed_by": "Mo Lind", "evidence": "She explained it back."}
    assert staff.post(page("onboarding_capacity", journey), said | day("assessed_on")).status_code == 403
    council.post(page("onboarding_capacity", journey), said | day("assessed_on"))
    law = {"route": "section_31", "payee": "self", "payee_name": ""}
    council.post(page("onboarding_route", journey), law)
    assert "Record whether they can manage the payment" in text(staff.get(page("onboarding", journey)))
    for one in conditions.conditions_of("section_31", "self"):
        evidence = {} if one.code == conditions.EXCLUDED else {"evidence": "She told me."}
        council.post(page("onboarding_condition", journey, one.code), {"met": "yes"} | evidence)
    answer = council.post(page("onboarding_met", journey), follow=True)
    assert "Every condition is met. The agreement comes next." in text(answer)
    browser = signed_in(CAST.asha)
    shown = browser.get(AGREEMENT)
    assert "You use the money for your support." in text(shown)
    assert "The money is for your support." in text(browser.get(AGREEMENT, {"easy": "yes"}))
    form = shown.context["form"]
    answer = browser.post(AGREEMENT, {"name": "Asha Verma", "digest": form.initial["digest"]}, follow=True)
    assert "You signed the agreement. The first payment comes next." in text(answer)
    assert "Signed by Asha Verma on Saturday 21 November 2026." in text(browser.get(AGREEMENT))
    assert "0 working days since the agreement" in text(staff.get(DECISIONS))


def test_a_nominee_for_an_adult_who_cannot_decide_is_sent_to_section_32(signed_in: SignedIn) -> None:
    with actors.acting(MARCUS):
        journey = steps.chosen()
        steps.capacity(journey, has=True)
        steps.route(journey, "section_31", "nominated", "Joan Marsh")
        steps.capacity(journey, has=False, minutes=5)
    staff = signed_in(CAST.paula)
    shown = staff.get(page("onboarding", journey))
    assert conditions.NOT_A_NOMINEE in text(shown)
    address = f"{page('onboarding_route', journey)}?route=section_32"
    assert f'href="{address}"' in shown.content.decode()
    assert staff.get(address).context["form"].initial["payee"] == "authorised"
    law = {"route": "section_31", "payee": "nominated", "payee_name": "Joan Marsh"}
    assert conditions.NOT_A_NOMINEE in text(staff.post(page("onboarding_route", journey), law))


def test_an_agreement_that_was_replaced_meanwhile_is_not_signed(signed_in: SignedIn) -> None:
    with actors.acting(MARCUS):
        journey = steps.ready()
    browser = signed_in(CAST.asha)
    old = browser.get(AGREEMENT).context["form"].initial["digest"]
    admin = signed_in(CAST.ada)
    seen = agreements.digest_of("New words.", "New.")
    new = {"words": "New words.", "easy_words": "New.", "seen": seen} | day("first_day")
    admin.post(reverse("clients:agreement_versions"), new)
    answer = browser.post(AGREEMENT, {"name": "Asha Verma", "digest": old})
    assert "replaced on Saturday 21 November" in text(answer)
    assert "Read the agreement that holds now" in text(answer)
    with actors.acting(ASHA):
        assert models.Onboarding.objects.get(pk=journey.pk).state == "conditions_met"


def test_paper_needs_the_code_of_the_version(signed_in: SignedIn) -> None:
    with actors.acting(MARCUS):
        journey = steps.ready()
    staff = signed_in(CAST.marcus)
    sent = {"name": "Asha Verma", "digest": "00000000"} | day("signed_on")
    assert "This agreement was replaced" in text(staff.post(page("onboarding_paper", journey), sent))
    with actors.acting(MARCUS):
        sent["digest"] = steps.digest()[:8].upper()
    answer = staff.post(page("onboarding_paper", journey), sent, follow=True)
    assert "The signature is recorded." in text(answer)


@pytest.mark.parametrize(
    ("state", "says"), [("agreed", "It goes back to thinking"), ("paid", "talks with you")]
)
def test_what_a_changed_mind_does_is_said_first(signed_in: SignedIn, state: str, says: str) -> None:
    with actors.acting(MARCUS):
        journey = steps.ready()
    with actors.acting(ASHA):
        agreements.sign(onboarding=journey, name="Asha Verma", digest=steps.digest(), actor=ASHA, at=AT)
    if state == "paid":
        with actors.acting(steps.FINANCE):
            onboarding.first_payment(onboarding=journey, paid_on=TODAY, actor=steps.FINANCE, at=AT)
    assert says in text(signed_in(CAST.asha).get(reverse("clients:own_payment_change")))


def test_who_has_begun_nothing_is_told_so(signed_in: SignedIn) -> None:
    job = actors.for_job(job="payments", council_id=CAST.east.id, today=TODAY)
    with actors.acting(job):
        other = models.Client.objects.get(pk=CAST.homes["cara"].id_of("client"))
        models.Onboarding.objects.filter(client_id=steps.ASHAS).update(
            client_id=other.pk, subject_id=other.subject_id
        )
    answer = signed_in(CAST.asha).get(OWN)
    assert "The direct payment is up and running, since" in text(answer)
    assert "I changed my mind: write to your support worker" in text(answer)
    with actors.acting(job):
        models.Client.objects.filter(pk=steps.ASHAS).update(stage="considering")
    answer = signed_in(CAST.asha).get(OWN)
    assert "Nothing is begun yet" in text(answer)
    assert signed_in(CAST.asha).get(CHOICE).status_code == 404


def test_the_pages_ask_few_questions(signed_in: SignedIn) -> None:
    with actors.acting(MARCUS):
        journey = steps.ready()
    staff = signed_in(CAST.marcus)
    for address in (DECISIONS, page("onboarding", journey)):
        assert questions(staff, address) <= 15
    assert questions(signed_in(CAST.asha), OWN) <= 15
