"""“Can I spend it on this?”: asked in a few words, answered once with a name, and honoured afterwards."""

import uuid
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clients import models
from clients.operations import spending
from dpss.access import actors, policy, transitions
from dpss.access.models import OutboxMessage
from dpss.kernel import errors
from tests.cast import CAST
from tests.clients import four_weekly_world as world
from tests.commissioning.pages import text
from tests.factories import AT

pytestmark = pytest.mark.django_db
SignedIn = Callable[..., Client]
HERS = world.ASHA.id_of("client")
PRACTITIONER = CAST.person(policy.PRACTITIONER, council=CAST.east)
OWN, ASK = reverse("clients:own_spending"), reverse("clients:spending_ask")
QUESTIONS = reverse("clients:spending_questions")
SAID = {
    "verdict": "yes_if",
    "terms": "it is the pool in town",
    "part": "Going out",
    "because": "It is in it.",
}


def ask(**changed: Any) -> models.SpendQuestion:
    asha = CAST.asha.actor()
    usual = {"what": "A tablet", "why": "I write on it.", "amount": Decimal(200), "form_key": uuid.uuid4()}
    with actors.acting(asha), transaction.atomic():
        client = models.Client.objects.get(pk=HERS)
        return spending.ask(client=client, actor=asha, at=AT, **usual | changed)


def answer(question: models.SpendQuestion, **changed: str) -> models.SpendQuestion:
    actor = PRACTITIONER.actor(policy.PRACTITIONER)
    with actors.acting(actor), transaction.atomic():
        return spending.answer(question=question, actor=actor, at=AT, **SAID | changed)


def test_an_answer_has_a_name_and_never_changes() -> None:
    question = answer(ask())
    assert (question.state, question.answered_by_id) == ("answered", PRACTITIONER.user_id)
    with pytest.raises(transitions.Refused):
        answer(question, verdict="no", terms="")
    asha = CAST.asha.actor()
    with actors.acting(asha), pytest.raises(transitions.Refused):
        spending.withdraw(question=question, actor=asha, at=AT)
    with actors.acting(world.job()):
        told = OutboxMessage.objects.filter(template="spending_answered")
        assert [(one.to_id, one.values) for one in told] == [(CAST.asha.user_id, {})]


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"verdict": "perhaps"}, "Choose yes, yes if, or no."),
        ({"terms": " "}, "Say what must be so"),
        ({"verdict": "no"}, "take the condition away"),
        ({"part": ""}, "Say which part of the plan"),
        ({"because": ""}, "Say why"),
    ],
)
def test_an_answer_says_what_it_rests_on(changed: dict[str, str], sentence: str) -> None:
    with pytest.raises(errors.Invalid, match=sentence):
        answer(ask(), **changed)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"what": " "}, "Say what you want"),
        ({"why": ""}, "Say how it would help"),
        ({"amount": Decimal(0)}, "about how much"),
    ],
)
def test_a_question_says_what_for(changed: dict[str, Any], sentence: str) -> None:
    with pytest.raises(errors.Invalid, match=sentence):
        ask(**changed)


def test_a_form_that_is_sent_twice_asks_once() -> None:
    key = uuid.uuid4()
    ask(form_key=key)
    with pytest.raises(errors.Conflict, match="asked this already"):
        ask(form_key=key)


def test_nobody_but_a_practitioner_of_the_council_answers() -> None:
    question = ask()
    for actor in (CAST.asha.actor(), world.finance()):
        with actors.acting(actor), pytest.raises(errors.NotAllowed):
            spending.answer(question=question, actor=actor, at=AT, **SAID)


@pytest.mark.parametrize(
    "change",
    [
        "state = 'answered'",
        "verdict = 'yes'",
        "state = 'answered', verdict = 'yes', answered_by_id = asked_by_id",
    ],
)
def test_the_database_keeps_no_answer_without_a_name(change: str) -> None:
    question = ask()
    with (
        actors.acting(world.finance()),
        pytest.raises(IntegrityError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"update clients_spendquestion set {change} where id = %s", [question.pk])  # noqa: S608


def test_asked_answered_and_honoured_on_pages(signed_in: SignedIn) -> None:
    asha, practitioner = signed_in(CAST.asha), signed_in(PRACTITIONER)
    assert OWN in asha.get(reverse("clients:money")).content.decode()
    bad = asha.post(ASK, {"what": "", "why": "Typed with care", "amount": "", "form_key": uuid.uuid4().hex})
    assert "Say what you want to spend it on." in text(bad)
    assert "Typed with care" in bad.content.decode()
    form = {"what": "Swimming", "why": "For my back.", "amount": "30", "form_key": uuid.uuid4().hex}
    assert "Your question is sent." in text(asha.post(ASK, form, follow=True))
    listed = practitioner.get(QUESTIONS)
    assert "Swimming" in text(listed)
    with actors.acting(world.finance()):
        question = models.SpendQuestion.objects.get(what="Swimming")
    page = reverse("clients:spending_answer", args=[question.pk])
    assert "For my back." in text(practitioner.get(page))
    assert "The answer is sent, and it is kept." in text(practitioner.post(page, SAID, follow=True))
    for reader, address in (
        (asha, OWN),
        (signed_in(CAST.fay), reverse("clients:spending_answers", args=[HERS])),
    ):
        words = text(reader.get(address))
        assert "Yes, if it is the pool in town" in words
        assert f"Answered by {PRACTITIONER.name}" in words
        assert "Part of the plan Going out" in words
    assert "Nobody waits" in text(practitioner.get(QUESTIONS)) or "Swimming" not in text(
        practitioner.get(f"{QUESTIONS}?view=waiting")
    )


def test_finance_reads_only_what_was_answered(signed_in: SignedIn) -> None:
    ask(what="A hot tub")
    assert "A hot tub" not in text(signed_in(CAST.fay).get(reverse("clients:spending_answers", args=[HERS])))


def test_the_list_asks_as_much_however_many_questions_there_are(signed_in: SignedIn) -> None:
    practitioner = signed_in(PRACTITIONER)

    def asked() -> int:
        practitioner.get(QUESTIONS)
        with CaptureQueriesContext(connection) as made:
            assert practitioner.get(QUESTIONS).status_code == 200
        return len(made)

    few = asked()
    for number in range(6):
        ask(what=f"Thing {number}")
    assert asked() == few
