import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from clients import guide, models
from clients.operations import referrals as operations
from clients.queries import referrals as queries
from dpss.access import actors, policy
from dpss.access.models import AuditEvent, OutboxMessage
from dpss.access.transitions import Refused
from dpss.kernel import errors
from tests.cast import AT, CAST, TODAY
from tests.commissioning.pages import text
from tests.factories import referrals as made
from tests.portal.caseload import questions

pytestmark = pytest.mark.usefixtures("db")
SignedIn = Callable[..., Client]
PAULA, MARCUS, WANDA, WILF = (one.actor() for one in (CAST.paula, CAST.marcus, CAST.wanda, CAST.wilf))
JOB = actors.for_job(job=policy.JOB_PAYRUNS, council_id=CAST.east.id, today=TODAY)
OWN = reverse("refer_yourself")
LIST, NEW = reverse("clients:referrals"), reverse("clients:referral_new")
NHS = "943 476 5919"
SAID: dict[str, Any] = {
    "source": "social_worker",
    "referred_by": "Mo Lind, hospital team",
    "name": "Pat  Grey",
    "birth_date": dt.date(1950, 5, 4),
    "group": "adult",
    "words": "She wants to choose who helps her.",
    "phone": "01632 960222",
}
SENT: dict[str, Any] = {name: value for name, value in SAID.items() if name != "birth_date"} | {
    "birth_date_0": 4,
    "birth_date_1": 5,
    "birth_date_2": 1950,
    "contact_route": "phone",
}


def referred(actor: actors.Actor = PAULA, *, key: uuid.UUID | None = None, **given: Any) -> models.Referral:
    said = operations.Said(**SAID | given)
    with actors.acting(actor):
        return operations.record(said=said, key=key or uuid.uuid4(), actor=actor, at=AT)


def taken_on(row: models.Referral, reference: str = "EM 7001") -> models.Referral:
    with actors.acting(PAULA):
        return operations.accept_new(
            referral=row, reference=reference, worker_id=CAST.marcus.membership_id(), actor=PAULA, at=AT
        )


def page(name: str, row: models.Referral) -> str:
    return reverse(f"clients:{name}", args=[row.pk])


def test_a_referral_becomes_a_client_whose_support_worker_rings_and_whose_journey_has_begun() -> None:
    row = taken_on(referred(MARCUS))
    assert row.state == "accepted"
    with actors.acting(MARCUS):
        client = models.Client.objects.get(referrals=row.pk)
        assert (client.name, client.reference, client.stage) == ("Pat Grey", "EM 7001", "considering")
        assert client.subject_id == row.subject_id
        journey = models.Onboarding.objects.get(client=client)
        assert (journey.pk, journey.state, journey.source) == (
            row.onboarding_id,
            "considering",
            "social_worker",
        )
        item = models.WorkItem.objects.get(client=client)
        assert (item.title, item.role) == ("Ring them about a direct payment", policy.SUPPORT_WORKER)
    with actors.acting(CAST.fay.actor()):
        assert models.Client.objects.filter(name="Pat Grey").exists()
    with actors.acting(PAULA):
        verbs = AuditEvent.objects.filter(thing="clients.referral", thing_id=str(row.pk))
        assert set(verbs.values_list("verb", flat=True)) == {"refer", "accept_referral"}


def test_who_wrote_it_down_and_the_practitioner_reach_it_and_nobody_else() -> None:
    row = referred(MARCUS)
    for actor in (MARCUS, PAULA):
        with actors.acting(actor):
            assert queries.referrals(actor=actor).filter(pk=row.pk).exists()
    for other in (WANDA, WILF, CAST.olu.actor(), CAST.fay.actor()):
        with actors.acting(other):
            assert not models.Referral.objects.filter(pk=row.pk).exists()


def test_a_support_worker_writes_it_down_and_decides_nothing() -> None:
    row = referred(MARCUS)
    moves: list[Callable[[], Any]] = [
        lambda: operations.look_at(referral=row, actor=MARCUS, at=AT),
        lambda: operations.decline(referral=row, reason="No.", actor=MARCUS, at=AT),
        lambda: operations.mark_twice(referral=row, other_id=row.pk, actor=MARCUS, at=AT),
        lambda: operations.accept_known(
            referral=row, client_id=CAST.homes["asha"].id_of("client"), actor=MARCUS, at=AT
        ),
        lambda: operations.accept_new(
            referral=row, reference="1", worker_id=CAST.marcus.membership_id(), actor=MARCUS, at=AT
        ),
    ]
    for move in moves:
        with actors.acting(MARCUS), pytest.raises(errors.NotAllowed):
            move()


@pytest.mark.parametrize(
    "again",
    [
        {"name": "pat grey"},
        {"name": "Patricia Gray", "birth_date": dt.date(1950, 4, 5), "nhs_number": NHS.replace(" ", "")},
    ],
)
def test_somebody_who_is_referred_already_is_found_by_name_and_birth_or_by_nhs_number(
    again: dict[str, Any],
) -> None:
    referred(nhs_number=NHS)
    with pytest.raises(errors.Conflict, match="referred already"):
        referred(**again)
    with actors.acting(PAULA):
        assert models.Referral.objects.filter(name__istartswith="pat").count() == 1


def test_a_support_worker_does_not_learn_that_somebody_is_known_and_the_practitioner_does() -> None:
    first, second = referred(PAULA), referred(MARCUS)
    with actors.acting(PAULA):
        same = queries.same_as(second, actor=PAULA)
        assert [one.pk for one in same.referrals] == [first.pk]
        kept = operations.mark_twice(referral=second, other_id=first.pk, actor=PAULA, at=AT)
        assert (kept.state, kept.duplicate_of_id) == ("duplicate", first.pk)
    with actors.acting(MARCUS):
        assert queries.same_as(second, actor=MARCUS) == queries.Same((), ())


def test_sent_twice_it_is_kept_once() -> None:
    key = uuid.uuid4()
    assert referred(key=key).pk == referred(key=key).pk


def test_a_referral_of_a_client_is_taken_on_for_that_client() -> None:
    with actors.acting(PAULA):
        asha = models.Client.objects.get(pk=CAST.homes["asha"].id_of("client"))
    row = referred(name=asha.name.upper(), birth_date=asha.birth_date)
    with actors.acting(PAULA):
        assert [one.pk for one in queries.same_as(row, actor=PAULA).clients] == [asha.pk]
        moved = operations.accept_known(referral=row, client_id=asha.pk, actor=PAULA, at=AT)
        assert (moved.state, moved.client_id) == ("accepted", asha.pk)
        journey = models.Onboarding.objects.get(referral=moved.pk)
        assert journey.is_renewal, "who is paid already stays up and running"
        assert models.Client.objects.get(pk=asha.pk).stage == "running"


def test_only_somebody_who_is_alike_can_be_chosen() -> None:
    row = referred()
    with actors.acting(PAULA), pytest.raises(errors.Invalid, match="Choose one of the people") as refused:
        operations.accept_known(referral=row, client_id=CAST.homes["ben"].id_of("client"), actor=PAULA, at=AT)
    assert refused.value.field == "who"


def test_a_reference_that_somebody_has_takes_nobody_on() -> None:
    row = referred()
    with actors.acting(PAULA):
        reference = models.Client.objects.get(pk=CAST.homes["ben"].id_of("client")).reference
    with pytest.raises(errors.Invalid, match="has this reference already"):
        taken_on(row, reference)
    with actors.acting(PAULA):
        assert models.Referral.objects.get(pk=row.pk).state == "received"
        assert not models.Client.objects.filter(name="Pat Grey").exists()


def test_what_is_decided_is_not_decided_again() -> None:
    row = taken_on(referred())
    with pytest.raises(errors.Conflict, match="decided already: accepted"):
        taken_on(row, "EM 7002")
    with actors.acting(PAULA):
        with pytest.raises(Refused):
            operations.decline(referral=row, reason="No.", actor=PAULA, at=AT)
        assert models.Client.objects.filter(name="Pat Grey").count() == 1


def test_what_is_not_taken_up_is_looked_at_again() -> None:
    row = referred()
    with actors.acting(PAULA):
        operations.look_at(referral=row, actor=PAULA, at=AT)
        assert row.looked_by_id == PAULA.user_id
        operations.decline(referral=row, reason="They moved away.", actor=PAULA, at=AT)
        event = AuditEvent.objects.get(verb="decline_referral", thing_id=str(row.pk))
        assert event.reason == "They moved away."
        assert operations.look_again(referral=row, reason="Back.", actor=PAULA, at=AT).state == "looked_at"


@pytest.mark.parametrize(
    ("given", "field", "sentence"),
    [
        ({"source": "friend"}, "source", "Choose who refers them."),
        ({"group": "pet"}, "group", "Choose whose support"),
        ({"contact_route": "dove"}, "contact_route", "Choose how they want"),
        ({"name": "  "}, "name", "Enter their full name."),
        ({"name": "x" * 100_000}, "name", "Use 150 characters or fewer."),
        ({"words": " "}, "words", "Write why they are referred"),
        ({"words": "x" * 100_000}, "words", "Use 2,000 characters or fewer."),
        ({"referred_by": ""}, "referred_by", "Write who refers them"),
        ({"referred_by": "x" * 100_000}, "referred_by", "Use 150 characters or fewer."),
        ({"town": "x" * 100_000}, "town", "Use 50 characters or fewer."),
        ({"phone": ""}, "phone", "Write one way to reach them"),
        ({"nhs_number": "943 476 5918"}, "nhs_number", "Enter an NHS number of 10 figures."),
        ({"birth_date": TODAY + dt.timedelta(days=1)}, "birth_date", "still to come"),
        ({"birth_date": dt.date(1890, 1, 1)}, "birth_date", "more than 120 years ago"),
        ({"birth_date": dt.date(2014, 1, 1)}, "birth_date", "They are 12. Under 18 the Children Act"),
        ({"group": "child"}, "birth_date", "They are 76. A child’s direct payment ends at 18"),
    ],
)
def test_a_referral_that_cannot_be_is_refused_in_a_sentence(
    given: dict[str, Any], field: str, sentence: str
) -> None:
    with pytest.raises(errors.Invalid) as refused:
        referred(**given)
    assert refused.value.field == field
    assert sentence in refused.value.sentence
    with actors.acting(PAULA):
        assert (
            not models.Referral.objects.filter(words=SAID["words"], recorded_by=PAULA.user_id)
            .exclude(name__startswith="Neighbour")
            .exists()
        )


def test_from_the_phone_call_to_the_journey_on_the_pages(signed_in: SignedIn) -> None:
    support, council = signed_in(CAST.marcus), signed_in(CAST.paula)
    assert "It is decided" not in text(support.get(NEW))
    shown = text(support.post(NEW, SENT, follow=True))
    assert "The referral is kept. The council’s practitioner decides." in shown
    assert "Accept it" not in shown
    with actors.acting(PAULA):
        row = models.Referral.objects.get(name="Pat Grey")
    assert "waits 0 days" in text(council.get(LIST))
    council.post(page("referral_look", row))
    assert "Looked at by Paula Gray" in text(council.get(LIST))
    accept = {"who": "new", "reference": "EM 7001", "worker": str(CAST.marcus.membership_id())}
    missing = council.post(page("referral_accept", row), accept | {"worker": ""})
    assert "Choose who supports them." in text(missing)
    assert "EM 7001" in missing.content.decode()
    shown = text(council.post(page("referral_accept", row), accept, follow=True))
    assert "It is accepted. Setting up has begun." in shown
    assert "Setting up for Pat Grey" in shown
    assert "Pat Grey" in text(support.get(reverse("clients:caseload")))
    assert "It is decided already." in text(council.get(page("referral_accept", row)))


def test_what_was_typed_is_kept_when_something_is_wrong(signed_in: SignedIn) -> None:
    answer = signed_in(CAST.paula).post(NEW, SENT | {"birth_date_2": 2027})
    assert "That day is still to come. Check the date of birth." in text(answer)
    assert SAID["words"] in answer.content.decode()


def test_a_referral_made_twice_is_shown_and_put_aside(signed_in: SignedIn) -> None:
    first, second = referred(PAULA), referred(MARCUS)
    browser = signed_in(CAST.paula)
    assert "This may be the same person" in text(browser.get(page("referral", second)))
    answer = browser.post(page("referral_twice", second), {"other": str(first.pk)}, follow=True)
    assert "It is put aside. The other referral goes on." in text(answer)
    assert "Referred twice" in text(answer)


def test_somebody_without_a_sign_in_refers_themselves_and_the_practitioner_finds_who_it_is(
    signed_in: SignedIn, client: Client
) -> None:
    known = referred()
    own = {name: value for name, value in SENT.items() if name not in {"source", "referred_by"}}
    answer = client.post(OWN, own | {"key": str(uuid.uuid4())}, follow=True)
    said = "We have it. Somebody at the council reads it, and contacts you the way you chose."
    assert said in text(answer)
    assert "Pat" not in text(answer)
    with actors.acting(PAULA):
        row = models.Referral.objects.get(source="self", recorded_by=None)
        assert (row.state, row.name, row.writer_id) == ("received", "Pat Grey", None)
        assert [one.pk for one in queries.same_as(row, actor=PAULA).referrals] == [known.pk]
    with actors.acting(WILF):
        assert not models.Referral.objects.filter(pk=row.pk).exists()
    shown = text(signed_in(CAST.paula).get(page("referral", row)))
    assert "written down by the person themselves" in shown
    assert "This may be the same person" in shown


def test_who_is_known_and_who_is_not_read_the_same(client: Client) -> None:
    own = {name: value for name, value in SENT.items() if name not in {"source", "referred_by"}}
    first = client.post(OWN, own, follow=True)
    again = client.post(OWN, own, follow=True)
    assert (text(first), first.redirect_chain) == (text(again), again.redirect_chain)
    with actors.acting(PAULA):
        assert models.Referral.objects.filter(recorded_by=None).count() == 2


def test_a_machine_that_writes_again_and_again_is_told_to_wait(client: Client) -> None:
    own = {name: value for name, value in SENT.items() if name not in {"source", "referred_by"}}
    answers = [client.post(OWN, own, REMOTE_ADDR="198.51.100.7") for _ in range(11)]
    assert [one.status_code for one in answers] == [302] * 10 + [429]
    assert "Try again in an hour, or ring us." in text(answers[-1])
    assert SAID["words"] in answers[-1].content.decode(), "what was typed is kept"


def test_a_council_takes_so_many_in_an_hour_and_then_again() -> None:
    job = actors.for_job(job=policy.JOB_REFERRALS, council_id=CAST.east.id, today=TODAY)
    said = operations.Said(**SAID | {"source": "self", "referred_by": ""})

    def write(at: dt.datetime) -> models.Referral:
        return operations.record_own(said=said, key=uuid.uuid4(), actor=job, at=at)

    with actors.acting(job):
        for _ in range(operations.MOST_IN_A_WHILE):
            write(AT)
        with pytest.raises(errors.Refusal, match="Try again in an hour"):
            write(AT + dt.timedelta(minutes=59))
        assert write(AT + dt.timedelta(minutes=61)).state == "received"


def test_what_somebody_wrote_of_themselves_is_kept_when_it_cannot_be(client: Client) -> None:
    own = {name: value for name, value in SENT.items() if name not in {"source", "referred_by"}}
    answer = client.post(OWN, own | {"words": "x" * 100_000})
    assert "Use 2,000 characters or fewer." in text(answer)
    assert "Pat" in answer.content.decode()


def test_answers_of_the_guide_go_with_it(client: Client, signed_in: SignedIn) -> None:
    code = guide.code_of((1, 1, 2, 1, 2, 3, 0, 0))
    points_to = client.get(reverse("guide_answers"), {"code": code})
    address = f"{OWN}?code={code}"
    assert f'href="{address}"' in points_to.content.decode()
    assert f'value="{code}"' in client.get(address).content.decode()
    own = {name: value for name, value in SENT.items() if name not in {"source", "referred_by"}}
    client.post(OWN, own | {"code": code})
    with actors.acting(PAULA):
        kept = models.Referral.objects.get(recorded_by=None)
    assert kept.words.startswith("She wants to choose who helps her.")
    assert "Do you have somebody in mind? Yes, somebody I do not live with." in kept.words
    assert "hours" not in kept.words, "what was not answered is not said"
    assert "somebody I do not live with" in text(signed_in(CAST.paula).get(page("referral", kept)))


def test_a_code_that_is_none_is_said_beside_its_field(client: Client) -> None:
    own = {name: value for name, value in SENT.items() if name not in {"source", "referred_by"}}
    answer = client.post(OWN, own | {"code": "123-456-789"})
    assert "We do not know this code. Check each digit, or begin again." in text(answer)
    assert "Pat" in answer.content.decode()


def test_the_list_asks_the_same_of_few_and_many(signed_in: SignedIn) -> None:
    browser, asked = signed_in(CAST.paula), []
    for more in (3, 40):
        with actors.acting(JOB):
            for number in range(more):
                made.referral(
                    council_id=CAST.east.id,
                    council_organisation_id=CAST.east.organisation_id,
                    recorded_by_id=CAST.paula.user_id,
                    name=f"Person {number}",
                    looked_by_id=PAULA.user_id,
                )
        asked.append(questions(browser, LIST))
    assert asked[0] == asked[1]
    assert asked[1] < 15
    assert questions(browser, reverse("home")) < 15


def told() -> list[tuple[str, uuid.UUID]]:
    with actors.acting(JOB):
        return [
            (one.template, one.to_id)
            for one in OutboxMessage.objects.filter(template__startswith="referral_")
        ]


def test_whoever_wrote_it_down_hears_what_became_of_it_and_the_support_worker_who_referred() -> None:
    row = taken_on(referred(MARCUS))
    assert told() == [("referral_accepted", MARCUS.user_id)]
    with actors.acting(MARCUS):
        item = models.WorkItem.objects.get(key=f"referral:{row.pk}")
        assert "Tell who referred them too: Mo Lind, hospital team." in item.why


def test_whoever_wrote_it_down_hears_that_it_is_not_taken_up_and_who_decided_it_does_not() -> None:
    mine, theirs = referred(PAULA), referred(MARCUS, name="Sam Reed", phone="01632 960333")
    with actors.acting(PAULA):
        for row in (mine, theirs):
            operations.decline(referral=row, reason="Moved away.", actor=PAULA, at=AT)
    assert told() == [("referral_declined", MARCUS.user_id)]


def test_the_page_says_who_gets_no_email(signed_in: SignedIn) -> None:
    row = referred(MARCUS)
    shown = text(signed_in(CAST.paula).get(page("referral_decline", row)))
    assert "is told by e-mail, without the person’s name" in shown
    assert "Mo Lind, hospital team, who referred them, gets no e-mail from here" in shown
