import datetime as dt
from typing import Any

import pytest
from django.db import transaction

from clients import conditions, models
from clients.operations import agreements, onboarding, payment_conditions
from clients.queries import onboarding as queries
from dpss.access import actors
from dpss.access.models import AuditEvent
from dpss.access.transitions import Refused
from dpss.kernel import errors
from tests.cast import AT, CAST, TODAY

pytestmark = pytest.mark.usefixtures("db")
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
        for said in (
            lambda: onboarding.decide(
                onboarding=journey, choice="decline", words="No.", offered=["council"], actor=JOAN, at=AT
            ),
            lambda: onboarding.change_mind(onboarding=journey, words="No.", actor=JOAN, at=AT),
            lambda: onboarding.come_back(onboarding=journey, words="Yes.", actor=JOAN, at=AT),
        ):
            with (
                transaction.atomic(),
                pytest.raises(errors.Invalid, match="Asha Verma decides this themself"),
            ):
                said()
    job = actors.for_job(job="payments", council_id=CAST.east.id, today=TODAY)
    with actors.acting(job):
        models.Representation.objects.filter(user=CAST.joan.user_id, client=ASHAS).update(kind="authorised")
    with actors.acting(JOAN):
        moved = onboarding.decide(
            onboarding=journey, choice="decline", words="No.", offered=["council"], actor=JOAN, at=AT
        )
        assert moved.state == "declined"


def test_an_authorised_person_who_asks_to_end_it_does_so_for_the_client() -> None:
    job = actors.for_job(job="payments", council_id=CAST.east.id, today=TODAY)
    with actors.acting(job):
        models.Representation.objects.filter(user=CAST.joan.user_id, client=ASHAS).update(kind="authorised")
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
        models.Representation.objects.filter(user=CAST.joan.user_id, client=ASHAS).update(kind="authorised")
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
