"""Two who say or take back at once that wages are paid, and two jobs that follow: everything moves once."""

from decimal import Decimal
from typing import Any

import pytest

from dpss.access import actors, policy, transitions
from dpss.access.models import OutboxMessage
from dpss.kernel import errors
from ledger import chart
from ledger.models import Entry
from ledger.queries import balance
from payroll import models
from payroll.operations import instructions, pay_queries, pay_query_messages
from tests import database
from tests.cast import AT, CAST
from tests.factories import pay_queries as factory
from tests.payroll.operations.steps import job

POST = CAST.posts["dee at asha"]
ASHA, OLU = CAST.asha.actor(), CAST.olu.actor()
AMOUNT = Decimal("135.00")


def _stored() -> models.PaymentInstruction:
    return models.PaymentInstruction.objects.select_related("employer__client").get(
        pk=POST.id_of("instruction")
    )


def _confirm(actor: actors.Actor) -> Any:
    with actors.acting(actor):
        return instructions.confirm(
            instruction=_stored(), seen=AMOUNT, actor=actor, at=AT, reason="By phone."
        ).state


def _unconfirm(actor: actors.Actor) -> Any:
    with actors.acting(actor):
        return instructions.unconfirm(instruction=_stored(), reason="By mistake.", actor=actor, at=AT).state


def _follow() -> Any:
    with actors.acting(job(policy.JOB_PAYMENTS)):
        return instructions.follow_books(actor=job(policy.JOB_PAYMENTS), at=AT)


def _on_account() -> Decimal:
    with actors.acting(ASHA):
        return balance(POST.home.subject_id, chart.DIRECT_PAYMENT, actor=ASHA)


def _entries() -> int:
    with actors.acting(job()):
        return Entry.objects.filter(source_key__startswith=f"instruction:{_stored().pk}").count()


@pytest.mark.usefixtures("own_database")
def test_the_employer_and_an_officer_say_at_once_that_it_is_paid() -> None:
    before = _on_account()
    outcomes = database.together(lambda: _confirm(ASHA), lambda: _confirm(OLU))
    assert outcomes.count("paid") == 1
    assert sum(isinstance(one, transitions.Refused) for one in outcomes) == 1
    _follow()
    assert (_on_account(), _entries()) == (before - AMOUNT, 1)


@pytest.mark.usefixtures("own_database")
def test_both_take_it_back_at_once() -> None:
    before = _on_account()
    _confirm(ASHA)
    outcomes = database.together(lambda: _unconfirm(ASHA), lambda: _unconfirm(OLU))
    assert outcomes.count("due") == 1
    _follow()
    assert (_on_account(), _entries()) == (before, 2)
    with actors.acting(job()):
        assert _stored().taken_back == 1


@pytest.mark.usefixtures("own_database")
def test_two_jobs_follow_once() -> None:
    before = _on_account()
    _confirm(OLU)
    assert sorted(database.together(_follow, _follow)) == [0, 1]
    assert (_on_account(), _entries()) == (before - AMOUNT, 1)


@pytest.mark.usefixtures("own_database")
def test_two_clicks_ask_once() -> None:
    dee = CAST.dee.actor()

    def ask() -> Any:
        with actors.acting(dee):
            slip = models.Payslip.objects.select_related("employment").get(pk=POST.id_of("payslip"))
            return pay_queries.ask(slip=slip, note="", actor=dee, at=AT).state

    outcomes = database.together(ask, ask)
    assert outcomes.count("open") == 1
    assert sum(isinstance(one, errors.Conflict) for one in outcomes) == 1


@pytest.mark.usefixtures("own_database")
def test_two_jobs_tell_once() -> None:
    reminders = job(policy.JOB_REMINDERS)
    with actors.acting(job()):
        factory.open_all()

    def tell() -> int:
        with actors.acting(reminders):
            return pay_query_messages.tell_next(actor=reminders, at=AT)

    database.together(tell, tell)
    with actors.acting(reminders):
        keys = list(OutboxMessage.objects.filter(template="pay_query_asked").values_list("key", flat=True))
    assert len(keys) == len(set(keys)) == 2
