import datetime as dt
from typing import Any

import pytest
from django.db import transaction

from clients import conditions, models
from clients.operations import agreements, onboarding
from clients.queries import onboarding as queries
from dpss.access import actors
from dpss.access.models import AuditEvent
from dpss.access.transitions import Refused
from dpss.kernel import errors
from tests.cast import AT, CAST, TODAY
from tests.clients.onboarding_steps import (
    ASHA,
    ASHAS,
    FINANCE,
    MARCUS,
    SAID,
    begun,
    capacity,
    chosen,
    client,
    digest,
    met,
    ready,
    record,
    route,
    stopped,
)

pytestmark = pytest.mark.usefixtures("db")


def test_from_the_first_word_to_the_first_payment_the_stage_keeps_in_step() -> None:
    with actors.acting(MARCUS):
        journey = begun("closed")
        assert client().stage == "considering"
        onboarding.decide(onboarding=journey, choice="choose", actor=MARCUS, **SAID)
        assert (client().stage, client().stage_since) == ("setting_up", TODAY)
        capacity(journey, has=True)
        route(journey)
        for one in conditions.conditions_of("section_31", "self"):
            record(journey, one.code)
        met(journey)
    with actors.acting(ASHA):
        signed = agreements.sign(onboarding=journey, name="Asha  Verma", digest=digest(), actor=ASHA, at=AT)
        assert (signed.name, signed.right, signed.digest) == ("Asha Verma", "self", digest())
        assert client().stage == "setting_up"
    with actors.acting(FINANCE):
        onboarding.first_payment(onboarding=journey, paid_on=TODAY, actor=FINANCE, at=AT)
        assert client().stage == "running"
    with actors.acting(MARCUS):
        kept = models.Onboarding.objects.get(pk=journey.pk)
        days = (kept.chosen_on, kept.conditions_met_on, kept.agreed_on, kept.paid_on)
        assert (kept.state, days) == ("paid", (TODAY,) * 4)
        verbs = AuditEvent.objects.filter(thing="clients.onboarding", thing_id=str(journey.pk))
        assert list(verbs.order_by("id").values_list("verb", flat=True)) == [
            "begin",
            "choose_payment",
            "meet_conditions",
            "sign_agreement",
            "make_first_payment",
        ]


def test_one_journey_is_open_at_a_time() -> None:
    with actors.acting(MARCUS):
        begun()
        with pytest.raises(errors.Conflict, match="began this already"):
            onboarding.begin(client=client(), actor=MARCUS, at=AT)
        assert models.Onboarding.objects.filter(client=ASHAS, state="considering").count() == 1


def test_who_is_paid_already_stays_up_and_running_while_a_new_journey_goes_on() -> None:
    with actors.acting(MARCUS):
        journey = begun("running")
        onboarding.decide(onboarding=journey, choice="decline", actor=MARCUS, **SAID)
        assert (journey.is_renewal, client().stage) == (True, "running")


@pytest.mark.parametrize("offered", [[], ["payment"], ["something else"]])
def test_nobody_chooses_who_was_offered_one_thing_only(offered: list[str]) -> None:
    with actors.acting(MARCUS):
        journey = begun()
        said = SAID | {"offered": offered}
        with transaction.atomic(), pytest.raises(Refused, match="Nobody offered another way yet"):
            onboarding.decide(onboarding=journey, choice="choose", actor=MARCUS, **said)
        assert not queries.decisions(journey, actor=MARCUS).exists()


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"words": "  "}, "words"),
        ({"words": "x" * 100_000}, "words"),
        ({"choice": "perhaps"}, "choice"),
        ({"present": "x" * 301}, "present"),
        ({"decided_on": TODAY + dt.timedelta(days=1)}, "decided_on"),
    ],
)
def test_a_decision_without_what_it_needs_is_refused_at_its_field(given: dict[str, Any], field: str) -> None:
    with actors.acting(MARCUS):
        journey = begun()
        with transaction.atomic(), pytest.raises(errors.Invalid) as refused:
            onboarding.decide(onboarding=journey, actor=MARCUS, **{"choice": "choose"} | SAID | given)
        assert refused.value.field == field


@pytest.mark.parametrize(
    ("choice", "state", "stage"), [("decline", "declined", "closed"), ("wait", "not_now", "considering")]
)
def test_who_said_no_or_not_now_comes_back_to_what_they_answered(choice: str, state: str, stage: str) -> None:
    with actors.acting(MARCUS):
        journey = begun()
        onboarding.decide(onboarding=journey, choice=choice, actor=MARCUS, **SAID)
        assert (journey.state, client().stage) == (state, stage)
        onboarding.come_back(onboarding=journey, words="My sister can help now.", actor=MARCUS, at=AT)
        assert (journey.state, client().stage) == ("considering", "considering")
        kept = queries.decisions(journey, actor=MARCUS)
        assert {(one.choice, one.is_for_them) for one in kept} == {(choice, True), ("return", True)}
        assert kept.get(choice=choice).offered == ["council", "service_fund", "payment"]


def test_a_mind_changed_before_the_payment_goes_back_and_what_was_signed_holds_no_more() -> None:
    with actors.acting(MARCUS):
        journey = ready()
    with actors.acting(ASHA):
        agreements.sign(onboarding=journey, name="Asha Verma", digest=digest(), actor=ASHA, at=AT)
        onboarding.change_mind(onboarding=journey, words="It is too much for me.", actor=ASHA, at=AT)
        assert (journey.state, journey.agreed_on) == ("considering", None)
        assert queries.signature_of(journey, actor=ASHA) is None
        assert queries.decisions(journey, actor=ASHA).get(choice="change").is_for_them is False


def test_a_mind_changed_after_the_payment_asks_a_person_to_end_it_once() -> None:
    with actors.acting(ASHA):
        journey = models.Onboarding.objects.get(pk=CAST.homes["asha"].id_of("onboarding"))
        onboarding.change_mind(onboarding=journey, words="I am tired of it.", actor=ASHA, at=AT)
        with transaction.atomic(), pytest.raises(errors.Conflict, match="You told us already"):
            onboarding.change_mind(onboarding=journey, words="Again.", actor=ASHA, at=AT)
        assert models.Onboarding.objects.get(pk=journey.pk).state == "paid"
    with actors.acting(MARCUS):
        item = models.WorkItem.objects.get(key=f"end:{journey.pk}")
        assert (item.title, item.due_on) == ("Talk about ending the direct payment", TODAY)


LAWS = [
    ("section_31", "self", True, ""),
    ("section_31", "nominated", True, "Joan Marsh"),
    ("section_32", "authorised", False, "Joan Marsh"),
]
MISSING = [(*law, one.code) for law in LAWS for one in conditions.conditions_of(law[0], law[1])]


@pytest.mark.parametrize(("law", "payee", "has", "name", "code"), MISSING)
def test_each_condition_that_nobody_recorded_stops_the_move_and_saves_nothing(
    law: str, payee: str, *, has: bool, name: str, code: str
) -> None:
    with actors.acting(MARCUS):
        journey = chosen()
        capacity(journey, has=has)
        route(journey, law, payee, name)
        asked = {one.code: one for one in conditions.conditions_of(law, payee)}
        for other in asked:
            if other != code:
                record(journey, other)
        with transaction.atomic(), pytest.raises(Refused) as refused:
            met(journey)
        assert str(refused.value) == asked[code].missing
        assert models.Onboarding.objects.get(pk=journey.pk).state == "setting_up"
        record(journey, code)
        assert met(journey).state == "conditions_met"


def test_each_condition_of_a_child_s_payment_stops_the_move() -> None:
    with actors.acting(MARCUS):
        models.Client.objects.filter(pk=ASHAS).update(birth_date=dt.date(2015, 5, 1))
        journey = chosen()
        route(journey, "section_17a", "parent", "Joan Marsh")
        for one in conditions.conditions_of("section_17a", "parent"):
            with transaction.atomic(), pytest.raises(Refused) as refused:
                met(journey)
            assert str(refused.value) == one.missing
            record(journey, one.code)
        assert met(journey).state == "conditions_met"


def test_a_nominee_for_an_adult_who_cannot_decide_is_stopped_with_nothing_saved() -> None:
    with actors.acting(MARCUS):
        journey = chosen()
        capacity(journey, has=False)
        with transaction.atomic(), pytest.raises(errors.Invalid, match="choose section 32") as refused:
            route(journey, "section_31", "nominated", "Joan Marsh")
        assert refused.value.field == "payee"
        assert queries.route_of(journey, actor=MARCUS) is None
        route(journey, "section_32", "authorised", "Joan Marsh")


def test_not_capable_is_not_kept_without_the_help_that_was_considered() -> None:
    with actors.acting(MARCUS):
        journey = chosen()
        capacity(journey, has=True)
        route(journey)
        with (
            transaction.atomic(),
            pytest.raises(errors.Invalid, match="which help you considered") as refused,
        ):
            record(journey, "capable", met=False)
        assert refused.value.field == "help_considered"
        record(journey, "capable", met=False, help_considered="A managed account, and her sister.")


def test_of_the_excluded_groups_only_yes_or_no_is_kept() -> None:
    with actors.acting(MARCUS):
        journey = chosen()
        capacity(journey, has=True)
        route(journey)
        with transaction.atomic(), pytest.raises(errors.Invalid, match="yes or no is all"):
            record(journey, "not_excluded", met=False, evidence="A court order of May.")
        record(journey, "not_excluded", met=False)


def test_a_council_refuses_only_where_a_condition_is_not_met_and_says_why() -> None:
    with actors.acting(MARCUS):
        journey = ready()
        why = "Managing it did not work with any help that we found."
        with (
            transaction.atomic(),
            pytest.raises(Refused, match="only be refused where a condition is not met"),
        ):
            stopped(journey, why)
        record(journey, "appropriate", met=False)
        journey.refresh_from_db()
        assert journey.state == "setting_up", "what was met is looked at again"
        stopped(journey, why)
        assert (journey.state, client().stage) == ("stopped", "closed")
    with actors.acting(ASHA):
        assert queries.decisions(journey, actor=ASHA).get(choice="refuse").words == why


def test_capacity_lost_after_signing_opens_the_conditions_again() -> None:
    with actors.acting(MARCUS):
        journey = ready()
    with actors.acting(ASHA):
        agreements.sign(onboarding=journey, name="Asha Verma", digest=digest(), actor=ASHA, at=AT)
    with actors.acting(MARCUS):
        capacity(journey, has=False, minutes=5)
        journey.refresh_from_db()
        assert (journey.state, journey.agreed_on) == ("setting_up", None)
        event = AuditEvent.objects.filter(verb="doubt_conditions").latest("id")
        assert "cannot decide" in event.reason


def test_conditions_wait_for_the_choice() -> None:
    with actors.acting(MARCUS):
        journey = begun()
        with transaction.atomic(), pytest.raises(errors.Conflict, match="once the person has chosen"):
            capacity(journey, has=True)
