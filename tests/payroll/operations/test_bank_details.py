"""New bank details: the PA is told, and what employers still have to pay follows, once."""

import dataclasses
import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from dpss.access import actors, policy
from dpss.access.models import AuditEvent, OutboxMessage
from dpss.kernel import errors
from ledger import operations as ledger
from ledger import queries as books
from payroll import models, tasks
from payroll.operations import bank_details
from tests.cast import AT, CAST, TODAY, key
from tests.payroll.operations import steps
from tests.payroll.operations.steps import DEE

pytestmark = pytest.mark.django_db

OLU, MARA = CAST.olu.actor(), CAST.mara.actor()
WEDNESDAY = dt.date(2026, 11, 25)
OLD, NEW = ("999901", "70111111"), ("999905", "70555555")


def job(today: dt.date = TODAY) -> actors.Actor:
    return actors.for_job(job=policy.JOB_PAYMENTS, council_id=CAST.east.id, today=today)


def assistant(post: Any) -> Any:
    with actors.acting(job()):
        return models.Employment.objects.select_related("assistant").get(pk=post.pk).assistant


def dees() -> Any:
    with actors.acting(job()):
        return books.account_changes(actor=job()).get(pk=key("dee", "bank change"))


def propose(post: Any, actor: actors.Actor = OLU, **given: Any) -> Any:
    usual = {
        "holder": "A New PA",
        "sort_code": "99-99-07",
        "account_number": "70777777",
        "starts_on": WEDNESDAY,
        "by_themselves": False,
    }
    with actors.acting(actor):
        return bank_details.propose(assistant=assistant(post), actor=actor, at=AT, **usual | given)


def approve_dees() -> Any:
    with actors.acting(MARA):
        whose = assistant(steps.post_of(DEE))
        return bank_details.approve(change=dees(), assistant=whose, actor=MARA, at=AT)


def messages(change: Any) -> dict[str, OutboxMessage]:
    """What the PA is told of a change, by its template."""
    with actors.acting(job()):
        return {one.template: one for one in OutboxMessage.objects.filter(key__contains=str(change.pk))}


def follow(today: dt.date = TODAY) -> bool:
    with actors.acting(job(today)):
        return bank_details.follow_next(actor=job(today), at=AT)


def instruction() -> models.PaymentInstruction:
    """What Asha still has to pay Dee: due since 30 October."""
    with actors.acting(job()):
        return models.PaymentInstruction.objects.get(pk=DEE.id_of("instruction"))


def numbers() -> tuple[str | None, str | None]:
    found = instruction()
    return found.sort_code, found.account_number


class TestTelling:
    """The old contact hears of it, without a number."""

    def test_the_pa_is_told_when_somebody_asks_and_when_it_is_changed(self) -> None:
        change = approve_dees()
        told = messages(change)["bank_details_changed"]
        assert told.to_id == CAST.dee.user_id
        assert told.values == {"starts_on": "Wednesday 25 November 2026"}

        toms = propose(steps.post_of(CAST.posts["tom at asha"]))
        assert messages(toms)["bank_details_asked"].to_id == CAST.tom.user_id

    def test_the_pa_is_told_that_it_stays(self) -> None:
        with actors.acting(MARA):
            whose = assistant(steps.post_of(DEE))
            bank_details.refuse(change=dees(), assistant=whose, reason="Not hers.", actor=MARA, at=AT)
        assert messages(dees())["bank_details_kept"].values == {}

    def test_somebody_without_a_sign_in_must_be_rung_once(self) -> None:
        post = steps.hire("Nia Bell")
        change = propose(post)
        with actors.acting(MARA):
            bank_details.approve(change=change, assistant=assistant(post), actor=MARA, at=AT)
        assert messages(change) == {}
        assert change.to_ring
        with actors.acting(OLU):
            ledger.record_ring(change=change, actor=OLU, at=AT)
            with pytest.raises(errors.Conflict):
                ledger.record_ring(change=change, actor=OLU, at=AT)

    def test_one_with_a_sign_in_needs_no_ring(self) -> None:
        assert not approve_dees().to_ring


def cancel(actor: actors.Actor, reason: str = "Dee rang: it was not she.") -> Any:
    with actors.acting(actor):
        whose = assistant(steps.post_of(DEE))
        return bank_details.cancel(change=dees(), assistant=whose, reason=reason, actor=actor, at=AT)


def paid_into_on(day: dt.date) -> str:
    with actors.acting(job()):
        accounts = books.accounts_of(DEE.assistant_subject_id, actor=job())
        found = books.account_on(accounts, day)
    assert found is not None
    return str(found.ending)


class TestCancelling:
    """What is approved for a later day is cancelled before it begins: wages go on going where they go."""

    @pytest.mark.parametrize("who", ["dee", "mara"])
    def test_the_pa_or_payroll_cancels_it_and_the_old_account_goes_on(self, who: str) -> None:
        approve_dees()
        assert paid_into_on(WEDNESDAY) == "5555"
        assert cancel(CAST.named(who).actor()).state == "cancelled"
        assert paid_into_on(WEDNESDAY) == "1111"
        assert messages(dees())["bank_details_cancelled"].to_id == CAST.dee.user_id

    def test_payroll_needs_a_reason_and_whoever_asked_is_not_the_one_who_cancels(self) -> None:
        post = steps.hire("Nia Bell")
        steps.bank(assistant(post))
        change = propose(post, actor=OLU)
        with actors.acting(MARA):
            bank_details.approve(change=change, assistant=assistant(post), actor=MARA, at=AT)
            with pytest.raises(errors.Invalid, match="Say why"):
                bank_details.cancel(change=change, assistant=assistant(post), reason=" ", actor=MARA, at=AT)
        with actors.acting(OLU), pytest.raises(errors.Refusal):
            bank_details.cancel(change=change, assistant=assistant(post), reason="No.", actor=OLU, at=AT)
        with actors.acting(MARA):
            done = bank_details.cancel(
                change=change, assistant=assistant(post), reason="A slip.", actor=MARA, at=AT
            )
        assert done.to_ring
        assert messages(change)["bank_details_cancelled_asked"].to_id == OLU.user_id

    def test_one_that_has_begun_stays(self) -> None:
        approve_dees()
        late = dataclasses.replace(MARA, today=WEDNESDAY)
        with pytest.raises(errors.Refusal, match="holds since Wednesday 25 November 2026"):
            cancel(late)
        assert paid_into_on(WEDNESDAY) == "5555"

    def test_the_only_account_stays(self) -> None:
        post = steps.hire("Nia Bell")
        change = propose(post)
        with actors.acting(MARA):
            bank_details.approve(change=change, assistant=assistant(post), actor=MARA, at=AT)
            with pytest.raises(errors.Refusal, match="only account"):
                bank_details.cancel(change=change, assistant=assistant(post), reason="No.", actor=MARA, at=AT)

    def test_what_the_employer_pays_goes_to_the_old_account_again_and_they_are_told_each_time(self) -> None:
        with actors.acting(job()):
            models.PaymentInstruction.objects.filter(pk=DEE.id_of("instruction")).update(due_on=WEDNESDAY)
        approve_dees()
        follow()
        assert numbers() == NEW
        cancel(MARA)
        with actors.acting(job()):
            assert bank_details.follow_next(actor=job(), at=AT + dt.timedelta(minutes=1))
            told = OutboxMessage.objects.filter(template="pay_into_another_account", to_id=CAST.joan.user_id)
            assert [one.values for one in told] == [{"due_on": "Wednesday 25 November 2026"}] * 2
        assert numbers() == OLD
        assert not follow()


class TestFollowing:
    """Instructions keep a copy of the numbers for the employer; it follows the PA's account."""

    def test_before_the_day_the_employer_pays_into_the_old_account(self) -> None:
        approve_dees()
        assert follow()
        assert numbers() == OLD

    def test_from_the_day_on_what_is_late_goes_to_the_new_account(self) -> None:
        approve_dees()
        follow()
        assert follow(WEDNESDAY)
        assert numbers() == NEW

    def test_what_is_to_be_paid_after_the_day_goes_to_the_new_account_at_once(self) -> None:
        with actors.acting(job()):
            models.PaymentInstruction.objects.filter(pk=DEE.id_of("instruction")).update(due_on=WEDNESDAY)
        approve_dees()
        follow()
        assert numbers() == NEW

    def test_what_is_paid_stays_as_it_was_paid(self) -> None:
        with actors.acting(job()):
            models.PaymentInstruction.objects.filter(pk=DEE.id_of("instruction")).update(state="paid")
        approve_dees()
        follow(WEDNESDAY)
        assert numbers() == OLD

    def test_following_twice_does_it_once_and_history_has_no_number(self) -> None:
        approve_dees()
        assert [follow(WEDNESDAY), follow(WEDNESDAY)] == [True, False]
        with actors.acting(CAST.ada.actor()):
            events = list(AuditEvent.objects.filter(thing_id=str(instruction().pk), verb="follow").values())
        assert len(events) == 1
        assert not any(number in str(events) for number in (*OLD, *NEW))

    def test_the_task_goes_through_the_councils(self, today: Callable[[dt.date], None]) -> None:
        approve_dees()
        assert tasks.follow_bank_details() == 1
        assert tasks.follow_bank_details() == 0
        today(WEDNESDAY)
        assert tasks.follow_bank_details() == 1
        assert numbers() == NEW

    def test_wages_approved_afterwards_go_to_the_account_of_the_payday(self) -> None:
        approve_dees()
        steps.approve_sheet()
        steps.approve(steps.calculate().pk)
        with actors.acting(job()):
            made = models.PaymentInstruction.objects.get(payslip=steps.slip_of(DEE))
        assert (made.due_on, made.sort_code, made.account_number) == (dt.date(2026, 11, 27), *NEW)
