"""Wages that have not come, of a PA who rings: written down by staff, answered by another, closed by word."""

import dataclasses
import datetime as dt
import uuid
from typing import Any

import pytest

from clients.models import PersonalAssistant
from dpss.access import actors, transitions
from dpss.access.models import AuditEvent, OutboxMessage
from dpss.kernel import errors
from payroll import models
from payroll.operations import pay_queries, pay_query_calls, pay_query_messages
from payroll.operations.pay_queries import Word
from payroll.operations.pay_query_calls import Call
from payroll.queries import pay_query_calls as queries
from tests import database
from tests.cast import AT, CAST, Person
from tests.payroll.operations import steps
from tests.payroll.operations.steps import job

AT_ASHA = CAST.posts["dee at asha"]
SLIP = AT_ASHA.id_of("payslip")
NO_NAME = "rang on Monday, answered the questions"


def written_down(by: Person = CAST.olu, *, slip: uuid.UUID = SLIP, how: str = NO_NAME) -> models.PayQuery:
    """Somebody at work writes it down for Dee, who works for Asha."""
    actor = by.actor()
    with actors.acting(actor):
        post = models.Employment.objects.select_related("assistant", "employer").get(
            pk=AT_ASHA.id_of("employment")
        )
        call = Call(payslip_id=slip, how=how, note=" Only half came. ")
        return pay_query_calls.ask_for(post=post, call=call, actor=actor, at=AT)


def answered(query: models.PayQuery, by: Person) -> models.PayQuery:
    """Not owed, says somebody."""
    actor = by.actor()
    with actors.acting(actor):
        word = Word("not_owed", said="It was paid in cash.")
        return pay_queries.answer(query=query, word=word, actor=actor, at=AT)


@pytest.mark.django_db
@pytest.mark.parametrize("by", [CAST.olu, CAST.mara, CAST.marcus], ids=str)
def test_payroll_and_the_support_worker_write_it_down_in_their_name_for_the_pa(by: Person) -> None:
    query = written_down(by)
    assert (query.paid_by, query.note, query.asked_by_id) == ("employer", "Only half came.", by.user_id)
    with actors.acting(job()):
        event = AuditEvent.objects.get(thing_id=str(query.pk), verb="ask")
    assert (event.actor_name, event.on_behalf_of, event.reason) == (by.name, "Dee Lowe", NO_NAME)


@pytest.mark.django_db
def test_a_support_worker_learns_the_paydays_and_nothing_of_the_pay() -> None:
    marcus = CAST.marcus.actor()
    with actors.acting(marcus):
        assert not models.Payslip.objects.filter(pk=SLIP).exists()
        post = models.Employment.objects.get(pk=AT_ASHA.id_of("employment"))
        (one,) = queries.paydays_to_ask(post, actor=marcus)
    assert (one.pk, one.payer) == (SLIP, "employer")


@pytest.mark.django_db
def test_whoever_does_not_reach_the_post_learns_no_payday() -> None:
    with actors.acting(job()):
        post = models.Employment.objects.get(pk=AT_ASHA.id_of("employment"))
    for person in (CAST.sam, CAST.wim):
        with actors.acting(person.actor()):
            assert queries.paydays_to_ask(post, actor=person.actor()) == []


@pytest.mark.django_db
def test_who_wrote_it_down_does_not_answer_it_and_a_colleague_does() -> None:
    query = written_down()
    with pytest.raises(transitions.Refused):
        answered(query, CAST.olu)
    assert answered(query, CAST.mara).state == "answered"


@pytest.mark.django_db
def test_the_pa_says_by_phone_that_it_has_come_or_has_not() -> None:
    query = answered(written_down(), CAST.mara)
    olu, mara = CAST.olu.actor(), CAST.mara.actor()
    with actors.acting(olu):
        query = models.PayQuery.objects.select_related("employment__assistant").get(pk=query.pk)
        again = pay_query_calls.ask_again_for(query=query, reason="Still nothing.", actor=olu, at=AT)
    assert (again.state, again.times_asked, again.answer) == ("open", 2, "")
    with actors.acting(mara):
        query = models.PayQuery.objects.select_related("employment__assistant").get(pk=query.pk)
    query = answered(query, CAST.mara)
    with actors.acting(mara), pytest.raises(transitions.Refused):
        pay_query_calls.close_for(query=query, reason="She rang.", actor=mara, at=AT)
    with actors.acting(olu):
        assert pay_query_calls.close_for(query=query, reason="She rang.", actor=olu, at=AT).state == "closed"


@pytest.mark.django_db
def test_who_writes_down_that_it_has_still_not_come_does_not_answer_that() -> None:
    query = answered(written_down(), CAST.mara)
    mara = CAST.mara.actor()
    with actors.acting(mara):
        query = models.PayQuery.objects.select_related("employment__assistant").get(pk=query.pk)
        query = pay_query_calls.ask_again_for(query=query, reason="Still nothing.", actor=mara, at=AT)
    with pytest.raises(transitions.Refused, match="A second person must do this"):
        answered(query, CAST.mara)
    assert answered(query, CAST.olu).answered_by_id == CAST.olu.user_id


@pytest.mark.django_db
def test_who_ever_answered_does_not_close_it_for_the_pa_who_is_told_of_the_closing() -> None:
    query = answered(written_down(), CAST.mara)
    mara, olu = CAST.mara.actor(), CAST.olu.actor()
    with actors.acting(mara):
        query = models.PayQuery.objects.select_related("employment__assistant").get(pk=query.pk)
        query = pay_query_calls.ask_again_for(query=query, reason="Still nothing.", actor=mara, at=AT)
        with pytest.raises(transitions.Refused, match="You answered this question"):
            pay_query_calls.close_for(query=query, reason="Rang.", actor=mara, at=AT)
    with actors.acting(olu):
        closed = pay_query_calls.close_for(query=query, reason="Rang.", actor=olu, at=AT)
    assert closed.state == "closed"
    with actors.acting(job("reminders")):
        told = OutboxMessage.objects.filter(template="pay_query_closed", key__contains=query.pk.hex)
        assert list(told.values_list("to_id", flat=True)) == [CAST.dee.user_id]


@pytest.mark.django_db
def test_wages_that_are_in_no_bank_file_are_not_answered_as_paid() -> None:
    steps.provider_pays()
    zed = steps.hire("Zed")
    steps.bank(zed.assistant)
    steps.pay_november()
    after = steps.november().payday + dt.timedelta(days=3)
    olu, mara = (dataclasses.replace(one.actor(), today=after) for one in (CAST.olu, CAST.mara))
    with actors.acting(job()):
        slip = models.Payslip.objects.get(pk=steps.slip_of().pk)
        post = models.Employment.objects.select_related("assistant", "employer").get(pk=slip.employment_id)
    with actors.acting(olu):
        query = pay_query_calls.ask_for(post=post, call=Call(slip.pk, "Rang."), actor=olu, at=AT)
    word = Word("paid", paid_on=slip.payday, said="Our bank shows it.")
    with actors.acting(mara), pytest.raises(errors.Invalid, match="in no bank file yet"):
        pay_queries.answer(query=query, word=word, actor=mara, at=AT)
    with actors.acting(job()):
        assert models.PayQuery.objects.get(pk=query.pk).state == "open"


@pytest.mark.django_db
def test_a_pa_without_a_sign_in_is_sent_nothing() -> None:
    with actors.acting(job()):
        PersonalAssistant.objects.filter(pk=AT_ASHA.assistant_id).update(user=None)
    answered(written_down(), CAST.mara)
    reminders = job("reminders")
    with actors.acting(reminders):
        pay_query_messages.tell_next(actor=reminders, at=AT)
        told = OutboxMessage.objects.filter(template="pay_query_answered")
        assert CAST.olu.user_id not in set(told.values_list("to_id", flat=True))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"how": " "}, "Say how the PA told you"),
        ({"how": "x" * 301}, "300 characters"),
        ({"slip": uuid.uuid4()}, "Choose a payday"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(given: dict[str, Any], said: str) -> None:
    with pytest.raises(errors.Invalid, match=said):
        written_down(**given)


@pytest.mark.django_db
def test_the_council_writes_nothing_down() -> None:
    post, fay = steps.post_of(), CAST.fay.actor()
    with pytest.raises(errors.NotAllowed):
        pay_query_calls.ask_for(post=post, call=Call(SLIP, NO_NAME), actor=fay, at=AT)


@pytest.mark.usefixtures("own_database")
def test_two_colleagues_write_it_down_at_once_and_it_is_asked_once() -> None:
    outcomes = database.together(lambda: written_down(CAST.olu).state, lambda: written_down(CAST.mara).state)
    assert outcomes.count("open") == 1
    assert sum(isinstance(one, errors.Refusal) for one in outcomes) == 1
