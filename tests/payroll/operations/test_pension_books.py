"""Pension schedules in the books: submitted, collected, taken back, paid; files that stay the same."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from clients.models import Commitment
from dpss.access import actors, policy, transitions
from dpss.access.models import AuditEvent
from dpss.kernel import errors
from ledger import chart
from ledger import models as books
from ledger import queries as ledger
from payroll import models
from payroll.operations import pension_books, pension_files, pension_moves
from tests.cast import AT, CAST
from tests.payroll.operations import steps
from tests.payroll.operations.steps import ASHA, job
from tests.payroll.operations.test_pension_schedules import DUE, member, november, raise_due, submit

__all__ = ["member"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("member")]
OLU = CAST.olu.actor()


def payments(day: dt.date = DUE) -> actors.Actor:
    """The payments job, on a day."""
    return actors.for_job(job=policy.JOB_PAYMENTS, council_id=CAST.east.id, today=day)


def settle(day: dt.date = DUE) -> tuple[int, int]:
    """The job looks for what is collected, and follows in the books."""
    actor = payments(day)
    with actors.acting(actor):
        collected = pension_books.collect_due(actor=actor, at=AT)
        return collected, pension_books.follow_books(actor=actor, at=AT)


def owed() -> Decimal:
    """What Asha owes the scheme, in pounds."""
    with actors.acting(payments()):
        return -ledger.balance(ASHA.employer_subject_id, chart.PENSION, actor=payments())


def left() -> Decimal:
    """What is on Asha's direct payment account."""
    with actors.acting(payments()):
        return ledger.balance(ASHA.subject_id, chart.DIRECT_PAYMENT, actor=payments())


def set_aside() -> bool:
    """Whether November's pension is still set aside."""
    with actors.acting(payments()):
        key = f"payrun:{steps.run_of().pk}:pension"
        return Commitment.objects.get(source_key=key).settled_on is None


@pytest.fixture
def due() -> models.PensionSchedule:
    """November's schedule, to submit."""
    steps.pay_november()
    raise_due()
    return november()


def test_on_the_collection_date_the_debt_is_gone_once_and_the_money_is_not_set_aside(due: Any) -> None:
    before, amount = left(), due.total
    assert (owed(), set_aside()) == (amount, True)
    submit(due)
    assert settle() == (1, 1)
    assert settle() == (0, 0)
    assert (owed(), left(), set_aside()) == (Decimal(0), before - amount, False)
    assert november().state == "collected"


def test_before_the_collection_date_nothing_is_collected(due: Any) -> None:
    submit(due)
    assert settle(DUE - dt.timedelta(days=1)) == (0, 0)


def test_direct_debit_is_never_a_payment_of_ours(due: Any) -> None:
    sent = submit(due)
    with actors.acting(OLU), pytest.raises(transitions.Refused, match="never paid by transfer"):
        pension_moves.record_paid(schedule=sent, paid_on=OLU.today, actor=OLU, at=AT)
    settle()
    with actors.acting(payments()):
        assert not books.Payment.objects.filter(amount=due.total).exists()


def test_what_was_not_collected_is_owed_again_and_collected_another_day(due: Any) -> None:
    before = left()
    submit(due)
    settle()
    with actors.acting(OLU):
        pension_moves.uncollect(
            schedule=november(),
            collect_on=DUE + dt.timedelta(days=3),
            reason="The account was empty.",
            actor=OLU,
            at=AT,
        )
    assert settle() == (0, 1)
    assert (owed(), left(), set_aside()) == (due.total, before, True)
    assert settle(DUE + dt.timedelta(days=3)) == (1, 1)
    assert (owed(), left()) == (Decimal(0), before - due.total)


@pytest.mark.parametrize("day", [dt.date(2062, 12, 1), DUE + dt.timedelta(weeks=20)])
def test_a_day_of_collection_far_away_is_a_mistake(due: Any, day: dt.date) -> None:
    with actors.acting(OLU), pytest.raises(errors.Invalid, match="more than 12 weeks away"):
        pension_moves.submit([due.pk], collect_on=day, actor=OLU, at=AT)
    submit(due)
    settle()
    with actors.acting(OLU), pytest.raises(errors.Invalid, match="more than 12 weeks away"):
        pension_moves.uncollect(schedule=november(), collect_on=day, reason="Empty.", actor=OLU, at=AT)


def test_submitted_can_be_undone_until_it_is_collected(due: Any) -> None:
    submit(due)
    with actors.acting(OLU):
        pension_moves.unsubmit(schedule=november(), reason="The wrong file", actor=OLU, at=AT)
    assert (november().state, november().receipt, november().collect_on) == ("to_submit", "", None)
    submit(november())
    settle()
    with actors.acting(OLU), pytest.raises(transitions.Refused):
        pension_moves.unsubmit(schedule=november(), reason="Too late", actor=OLU, at=AT)


def test_a_scheme_that_is_paid_by_transfer_is_recorded_as_paid_and_taken_back(due: Any) -> None:
    with actors.acting(job()):
        models.PensionScheme.objects.filter(pk=due.scheme_id).update(paid="transfer")
    assert submit(due).collect_on is None
    assert settle() == (0, 0)
    with actors.acting(OLU):
        pension_moves.record_paid(schedule=november(), paid_on=OLU.today, actor=OLU, at=AT)
    assert settle() == (0, 1)
    assert owed() == 0
    with actors.acting(OLU):
        pension_moves.unrecord_paid(schedule=november(), reason="Sent back", actor=OLU, at=AT)
    settle()
    assert owed() == due.total


def test_only_the_job_touches_the_books() -> None:
    for step in (pension_books.collect_due, pension_books.follow_books):
        with actors.acting(OLU), pytest.raises(errors.NotAllowed):
            step(actor=OLU, at=AT)


def test_a_mandate_is_whole_or_not_there() -> None:
    way = pension_moves.Way(per="month", payment_source="", mandate_reference="DD 7", mandate_on=None)
    with actors.acting(job()):
        asha = models.Employer.objects.get(pk=ASHA.id_of("employer"))
    with actors.acting(OLU), pytest.raises(errors.Invalid, match="or neither"):
        pension_moves.record_way(employer=asha, day=OLU.today, way=way, actor=OLU, at=AT)


def test_a_file_asked_for_again_is_the_same_file_and_history_says_who_took_it(due: Any) -> None:
    with actors.acting(job()):
        models.PensionScheme.objects.filter(pk=due.scheme_id).update(employer_reference="EMP000000001")
    with actors.acting(OLU):
        first, again = (pension_files.make([due.pk], actor=OLU, at=AT).files for _ in range(2))
        assert [one.pk for one in first] == [one.pk for one in again]
        [file] = first
        assert file.total == due.total
        assert f"{due.member:.2f}" in file.content
        taken = AuditEvent.objects.filter(thing_id=str(due.pk), verb="download")
        assert taken.count() == 2


def test_a_file_that_cannot_be_made_says_why(due: Any) -> None:
    with actors.acting(job()):
        models.PensionScheme.objects.filter(pk=due.scheme_id).update(employer_reference="")
    with actors.acting(OLU):
        made = pension_files.make([due.pk], actor=OLU, at=AT)
    assert made.files == ()
    assert "Asha Verma" in made.left_out[0]


def test_schedules_of_another_provider_are_not_submitted() -> None:
    bens = CAST.homes["ben"].id_of("pension schedule")
    with actors.acting(OLU):
        outcome = pension_moves.submit([bens], collect_on=None, actor=OLU, at=AT)
    assert list(outcome.refused) == [bens]
