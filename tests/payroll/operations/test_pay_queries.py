"""Wages that have not come: asked by the PA, answered by who pays or by payroll, closed by the PA."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal

import pytest

from dpss.access import actors, policy, transitions
from dpss.access.models import AuditEvent, OutboxMessage
from dpss.kernel import errors
from ledger import chart
from ledger.queries import balance
from payroll import models
from payroll.operations import instructions, pay_queries, pay_query_messages, pay_query_times
from payroll.operations.pay_queries import Word
from payroll.queries import pay_queries as queries
from tests.cast import AT, CAST, TODAY, Cast
from tests.factories import pay_queries as factory
from tests.payroll.operations.steps import job
from tests.payroll.operations.test_taking_over import came

pytestmark = pytest.mark.django_db

# Dee works for Asha, who pays herself, and for Ben, whose provider pays.
AT_ASHA, AT_BEN = CAST.posts["dee at asha"], CAST.posts["dee at ben"]
TUESDAY = dt.date(2026, 11, 24)
PAID = Word("paid", paid_on=dt.date(2026, 10, 30), said="Faster Payment, reference WAGES")
REMINDERS = job(policy.JOB_REMINDERS)


@pytest.fixture(autouse=True)
def _asked() -> None:
    """October's wages have not come for anybody."""
    with actors.acting(job()):
        factory.open_all()


@contextmanager
def _none_asked(post: object = AT_ASHA) -> Iterator[models.Payslip]:
    """The payslip of a post about which nobody has asked; the cast's own question is closed."""
    with actors.acting(job()):
        models.PayQuery.objects.filter(pk=post.id_of("pay query")).update(state="closed", closed_at=AT)  # type: ignore[attr-defined]
    with actors.acting(CAST.dee.actor()):
        yield models.Payslip.objects.get(pk=post.id_of("payslip"))  # type: ignore[attr-defined]


def _query(post: object = AT_ASHA) -> models.PayQuery:
    return models.PayQuery.objects.get(pk=post.id_of("pay query"))  # type: ignore[attr-defined]


def _answer(actor: actors.Actor, word: Word, post: object = AT_ASHA) -> models.PayQuery:
    with actors.acting(actor):
        return pay_queries.answer(query=_query(post), word=word, actor=actor, at=AT)


def test_a_pa_asks_and_the_employer_who_pays_must_answer_within_two_working_days() -> None:
    with _none_asked() as slip:
        row = pay_queries.ask(slip=slip, note=" Only half came. ", actor=CAST.dee.actor(), at=AT)
    # Today is a Saturday.
    assert (row.paid_by, row.due_on, row.note, row.state) == ("employer", TUESDAY, "Only half came.", "open")
    with actors.acting(job()):
        event = AuditEvent.objects.get(thing_id=str(row.pk), verb="ask")
    assert (event.actor_name, event.reason) == ("Dee Lowe", "Only half came.")


def test_wages_that_the_provider_pays_are_answered_for_by_the_provider() -> None:
    with _none_asked(AT_BEN) as slip:
        row = pay_queries.ask(slip=slip, note="", actor=CAST.dee.actor(), at=AT)
    assert row.paid_by == "provider"


def test_one_question_at_a_time_is_asked_of_a_payslip() -> None:
    dee = CAST.dee.actor()
    with _none_asked() as slip:
        pay_queries.ask(slip=slip, note="", actor=dee, at=AT)
        with pytest.raises(errors.Conflict, match="told us already"):
            pay_queries.ask(slip=slip, note="", actor=dee, at=AT)
        assert models.PayQuery.objects.filter(payslip=slip).exclude(state="closed").count() == 1


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"payday": TODAY + dt.timedelta(days=1)}, "Say so when it has come"),
        ({"net": Decimal(0)}, "pays nothing"),
        ({"replaced_at": AT}, "replaced this one"),
        ({"payday": dt.date(2025, 1, 3)}, "more than a year ago"),
    ],
)
def test_a_payslip_that_cannot_be_asked_about_says_why(changes: dict[str, object], said: str) -> None:
    with _none_asked() as slip:
        for name, value in changes.items():
            setattr(slip, name, value)
        with pytest.raises(errors.Conflict, match=said):
            pay_queries.ask(slip=slip, note="", actor=CAST.dee.actor(), at=AT)


def test_nobody_but_the_pa_asks() -> None:
    with _none_asked():
        pass
    for someone in (CAST.asha, CAST.olu):
        with actors.acting(someone.actor()):
            slip = models.Payslip.objects.get(pk=AT_ASHA.id_of("payslip"))
            with pytest.raises(errors.NotAllowed):
                pay_queries.ask(slip=slip, note="", actor=someone.actor(), at=AT)


def test_the_employers_answer_is_recorded_and_pays_what_was_still_to_pay() -> None:
    asha, home = CAST.asha.actor(), AT_ASHA.home
    with actors.acting(asha):
        before = balance(home.subject_id, chart.DIRECT_PAYMENT, actor=asha)
    row = _answer(asha, Word("paid_now", seen=Decimal("135.00")))
    assert (row.state, row.paid_on, row.answered_by_id) == ("answered", TODAY, asha.user_id)
    with actors.acting(asha):
        instruction = models.PaymentInstruction.objects.get(pk=AT_ASHA.id_of("instruction"))
        assert instruction.state == "paid"
        assert balance(home.subject_id, chart.DIRECT_PAYMENT, actor=asha) == before - Decimal("135.00")


def test_an_answer_about_another_amount_records_nothing() -> None:
    for seen in (None, Decimal("140.00")):
        with pytest.raises(errors.Conflict):
            _answer(CAST.asha.actor(), Word("paid_now", seen=seen))
    with actors.acting(job()):
        assert _query().state == "open"
        assert models.PaymentInstruction.objects.get(pk=AT_ASHA.id_of("instruction")).state == "due"


def test_what_is_not_owed_says_why_and_pays_nothing() -> None:
    asha = CAST.asha.actor()
    with pytest.raises(errors.Invalid, match="why it is not owed"):
        _answer(asha, Word("not_owed"))
    row = _answer(asha, Word("not_owed", said="The hours were another PA's.", paid_on=TODAY))
    assert (row.answer, row.paid_on) == ("not_owed", None)
    with actors.acting(asha):
        assert models.PaymentInstruction.objects.get(pk=AT_ASHA.id_of("instruction")).state == "due"


@pytest.mark.parametrize(
    ("word", "field"),
    [
        (Word("perhaps"), "answer"),
        (Word("paid", said="WAGES"), "paid_on"),
        (Word("paid", paid_on=TODAY + dt.timedelta(days=1), said="WAGES"), "paid_on"),
        (Word("paid", paid_on=TODAY), "said"),
        (Word("paid", paid_on=TODAY, said="x" * 301), "said"),
    ],
)
def test_an_answer_that_does_not_say_enough_is_refused_beside_its_field(word: Word, field: str) -> None:
    with pytest.raises(errors.Invalid) as refused:
        _answer(CAST.asha.actor(), word)
    assert refused.value.field == field


def test_payroll_answers_for_the_employer_too_and_it_is_recorded_in_their_name() -> None:
    olu = CAST.olu.actor()
    row = _answer(olu, Word("paid", paid_on=TODAY, said="Asha rang: WAGES", seen=Decimal("135.00")))
    assert row.answered_by_id == olu.user_id
    with actors.acting(olu):
        instruction = models.PaymentInstruction.objects.get(pk=AT_ASHA.id_of("instruction"))
        event = AuditEvent.objects.get(thing_id=str(instruction.pk), verb="confirm_for")
    assert (instruction.state, event.on_behalf_of) == ("paid", "Asha Verma")


def test_an_employer_does_not_answer_for_what_the_provider_pays() -> None:
    with pytest.raises(errors.NotAllowed, match="payroll provider pays"):
        _answer(CAST.ben.actor(), PAID, AT_BEN)
    assert _answer(CAST.sam.actor(), PAID, AT_BEN).state == "answered"


def test_who_acts_without_the_money_does_not_answer() -> None:
    """Joan sees Asha's PAs, and not what they are paid."""
    with pytest.raises(errors.NotAllowed, match="do not see this person’s money"):
        _answer(CAST.joan.actor(), PAID)


def test_nobody_answers_their_own_question() -> None:
    with actors.acting(job()):
        models.PayQuery.objects.filter(pk=AT_ASHA.id_of("pay query")).update(asked_by_id=CAST.asha.user_id)
    with pytest.raises(transitions.Refused, match="second person"):
        _answer(CAST.asha.actor(), PAID)


def test_the_pa_closes_it_and_can_ask_again_later() -> None:
    dee = CAST.dee.actor()
    _answer(CAST.asha.actor(), Word("paid_now", seen=Decimal("135.00")))
    with actors.acting(dee):
        row = pay_queries.close(query=_query(), actor=dee, at=AT)
        assert (row.state, row.closed_at) == ("closed", AT)
        slip = models.Payslip.objects.get(pk=AT_ASHA.id_of("payslip"))
        assert queries.why_not_ask(slip, actor=dee) is None


def test_still_not_come_is_open_again_with_a_new_day_and_without_the_answer() -> None:
    dee = CAST.dee.actor()
    _answer(CAST.asha.actor(), PAID_SEEN)
    with actors.acting(dee):
        row = pay_queries.ask_again(query=_query(), reason="My account has nothing.", actor=dee, at=AT)
    assert (row.state, row.times_asked, row.due_on) == ("open", 2, TUESDAY)
    assert (row.answer, row.paid_on, row.answered_by_id) == ("", None, None)
    with actors.acting(dee):
        events = queries.events_of(row, actor=dee)
    # The answer before stays in the history.
    assert [event.verb for event in events[:2]] == ["ask_again", "answer"]
    assert "reference WAGES" in events[1].reason
    with actors.acting(dee), pytest.raises(transitions.Refused):
        pay_queries.ask_again(query=_query(), reason="Again.", actor=dee, at=AT)


PAID_SEEN = Word("paid", paid_on=PAID.paid_on, said=PAID.said, seen=Decimal("135.00"))


def test_a_provider_decides_how_soon_from_a_day_on() -> None:
    mara = CAST.mara.actor()
    with actors.acting(mara):
        pay_query_times.decide(working_days=5, owner="The manager", first_day=TODAY, actor=mara, at=AT)
        with pytest.raises(errors.Invalid, match="Another time begins"):
            pay_query_times.decide(working_days=3, owner="Me", first_day=TODAY, actor=mara, at=AT)
    with actors.acting(job()):
        post = models.Employment.objects.get(pk=AT_ASHA.id_of("employment"))
        other = models.Employment.objects.get(pk=AT_BEN.id_of("employment"))
        assert queries.due_on(post, day=TODAY) == dt.date(2026, 11, 27)
        assert queries.due_on(other, day=TODAY) == TUESDAY


def _tell(at: dt.datetime) -> int:
    actor = actors.for_job(job=policy.JOB_REMINDERS, council_id=CAST.east.id, today=at.date())
    with actors.acting(actor):
        return pay_query_messages.tell_next(actor=actor, at=at)


def _told(what: str) -> list[OutboxMessage]:
    with actors.acting(REMINDERS):
        rows = OutboxMessage.objects.filter(template=f"pay_query_{what}")
        return list(rows.select_related("to").order_by("to__name", "key"))


def test_the_employer_is_told_once_and_again_on_the_last_day() -> None:
    assert _tell(AT) > 0
    assert _tell(AT) == 0
    # Dee and Tom have both asked Asha. She reads no e-mail from here; Joan acts for her.
    assert [message.to.name for message in _told("asked")] == ["Joan Marsh", "Joan Marsh"]
    assert _told("due") == []
    _tell(dt.datetime(2026, 11, 24, 9, tzinfo=dt.UTC))
    assert [message.to.name for message in _told("due")] == ["Joan Marsh", "Joan Marsh"]
    assert _tell(dt.datetime(2026, 11, 24, 9, tzinfo=dt.UTC)) == 0
    # Ben's provider pays, so he has nothing to answer.
    assert all(message.subject_id != AT_BEN.subject_id for message in _told("asked"))


def test_no_message_says_an_amount_or_a_name() -> None:
    _tell(dt.datetime(2026, 11, 25, 9, tzinfo=dt.UTC))
    for message in (*_told("asked"), *_told("late")):
        assert set(message.values) == {"payday", "by"}


def test_what_nobody_answers_in_time_is_passed_to_the_payroll_manager_once() -> None:
    assert _tell(dt.datetime(2026, 11, 24, 9, tzinfo=dt.UTC)) > 0
    assert _told("late") == []
    late = dt.datetime(2026, 11, 25, 9, tzinfo=dt.UTC)
    assert _tell(late) > 0
    assert _tell(late) == 0
    assert {message.to.name for message in _told("late")} >= {"Mara Finch", "Sam Pike"}
    with actors.acting(job()):
        assert _query().escalated_at == late
        assert AuditEvent.objects.filter(thing_id=str(_query().pk), verb="escalate").count() == 1


def test_a_provider_that_the_client_has_left_hears_nothing_of_what_is_late() -> None:
    came()
    _tell(dt.datetime(2026, 11, 25, 9, tzinfo=dt.UTC))
    with actors.acting(job()):
        subject = _query().subject_id
    told = {message.to.name for message in _told("late") if message.subject_id == subject}
    assert told == {"Sam Pike"}


def test_the_pa_is_told_of_the_answer_and_the_employer_hears_when_they_ask_again() -> None:
    dee = CAST.dee.actor()
    _tell(AT)
    before = len(_told("asked"))
    _answer(CAST.asha.actor(), PAID_SEEN)
    _tell(AT)
    assert [message.to.name for message in _told("answered")] == ["Dee Lowe"]
    with actors.acting(dee):
        pay_queries.ask_again(query=_query(), reason="Still nothing.", actor=dee, at=AT)
    _tell(AT)
    assert len(_told("asked")) == before + 1


def test_support_workers_see_it_and_commissioners_do_not(cast: Cast) -> None:
    for someone, seen in ((cast.marcus, True), (cast.cole, False), (cast.wim, False)):
        with actors.acting(someone.actor()):
            rows = queries.questions(actor=someone.actor())
            assert rows.filter(pk=AT_ASHA.id_of("pay query")).exists() is seen


def test_taking_back_what_was_paid_leaves_the_answer_to_be_given_again() -> None:
    asha = CAST.asha.actor()
    _answer(asha, PAID_SEEN)
    with actors.acting(asha):
        instruction = models.PaymentInstruction.objects.get(pk=AT_ASHA.id_of("instruction"))
        instructions.unconfirm(instruction=instruction, reason="It bounced.", actor=asha, at=AT)
        assert instruction.state == "due"
