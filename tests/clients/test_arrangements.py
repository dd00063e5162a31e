"""An arrangement: two people begin it, a suspension stops what comes, resuming and ending have their days."""

import datetime as dt
from decimal import Decimal

import pytest

from clients import models
from clients.operations import arrangements, four_weekly
from dpss.access import actors, transitions
from dpss.kernel import errors
from tests.cast import TODAY
from tests.clients import four_weekly_world as world
from tests.factories import AT

pytestmark = pytest.mark.django_db
NOW_FIRST = dt.date(2026, 11, 16)
WAGES = Decimal("540.00")  # the cast's commitment


def row() -> models.Arrangement:
    with actors.acting(world.finance()):
        return models.Arrangement.objects.get(pk=world.ASHA.id_of("arrangement"))


def suspend(day: dt.date = TODAY, *, known: Decimal | None = WAGES, today: dt.date = TODAY) -> None:
    actor = world.finance(today=today)
    with actors.acting(actor):
        arrangements.suspend(
            arrangement=row(), first_day=day, reason="In hospital", wages_known=known, actor=actor, at=AT
        )


def resume(day: dt.date, *, today: dt.date = TODAY) -> None:
    actor = world.second(today=today)
    with actors.acting(actor):
        arrangements.resume(arrangement=row(), first_day=day, reason="Home again", actor=actor, at=AT)


def of_days(first_day: dt.date) -> list[tuple[str, Decimal]]:
    with actors.acting(world.finance()):
        rows = models.FourWeeklyPayment.objects.filter(client_id=world.ASHA.id_of("client"))
        return sorted(rows.filter(first_day=first_day).values_list("state", "amount"), reverse=True)


def pay_this_period() -> None:
    world.approved(world.payment(NOW_FIRST))
    world.filed(dt.date(2026, 11, 26))


def test_a_suspension_names_the_wages_due_first() -> None:
    with pytest.raises(transitions.Refused, match="is due from this account"):
        suspend(known=None)
    with pytest.raises(transitions.Refused, match="is due from this account"):
        suspend(known=Decimal("539.99"))
    suspend()
    assert row().state == "suspended"


def test_a_suspension_stops_what_is_approved_and_in_no_file_and_pays_a_part() -> None:
    world.approved(world.payment(NOW_FIRST))
    suspend(dt.date(2026, 11, 23))
    assert of_days(NOW_FIRST) == [("stopped", Decimal(1008))]
    assert world.filed(dt.date(2026, 11, 26)) is None
    resume(dt.date(2026, 11, 30))
    assert of_days(NOW_FIRST) == [("stopped", Decimal(1008)), ("due", Decimal(252 * 3))]


def test_what_is_in_a_bank_file_stays_paid_and_the_suspension_begins_after_it() -> None:
    pay_this_period()
    suspend(dt.date(2026, 11, 25))
    assert of_days(NOW_FIRST) == [("paid", Decimal(1008))]
    with actors.acting(world.finance()):
        held = models.Suspension.objects.get(arrangement=row(), ended_at=None)
    assert held.during.lower == world.NEXT
    assert world.work_out(today=dt.date(2026, 12, 1)) == 2  # Ben's and Cara's


def test_resumed_from_its_first_day_everything_is_paid_back() -> None:
    pay_this_period()
    suspend(dt.date(2026, 11, 25))
    later = dt.date(2026, 12, 20)
    resume(world.NEXT, today=later)
    assert world.payment().amount == Decimal(1008)


def test_resumed_in_the_middle_the_days_before_are_not_paid() -> None:
    pay_this_period()
    suspend(dt.date(2026, 11, 25))
    resume(dt.date(2026, 12, 28), today=dt.date(2026, 12, 20))
    assert world.payment().amount == Decimal(504)


def test_whoever_suspended_does_not_resume_alone() -> None:
    suspend()
    with actors.acting(world.finance()), pytest.raises(transitions.Refused, match="second person"):
        arrangements.resume(arrangement=row(), first_day=TODAY, reason="Home", actor=world.finance(), at=AT)


@pytest.mark.parametrize(
    ("day", "sentence"),
    [(dt.date(2026, 11, 20), "What is paid stays paid")],
)
def test_a_suspension_from_a_day_that_is_past_is_refused(day: dt.date, sentence: str) -> None:
    with pytest.raises(errors.Invalid, match=sentence):
        suspend(day)
    assert row().state == "running"


def test_resuming_before_it_was_suspended_is_refused() -> None:
    suspend(dt.date(2026, 11, 25))
    with pytest.raises(errors.Invalid, match="suspended from"):
        resume(dt.date(2026, 11, 1))


def end(day: dt.date, *, today: dt.date = TODAY) -> None:
    actor = world.finance(today=today)
    with actors.acting(actor):
        arrangements.begin_ending(
            arrangement=row(), ends_on=day, reason="Moves", wages_known=WAGES, actor=actor, at=AT
        )


def test_the_last_payment_is_for_the_days_before_the_end() -> None:
    pay_this_period()
    world.work_out(today=dt.date(2026, 12, 1))
    assert world.payment().amount == Decimal(1008)
    end(dt.date(2026, 12, 21), today=dt.date(2026, 12, 2))
    assert of_days(world.NEXT) == [("stopped", Decimal(1008)), ("due", Decimal(252))]
    assert world.work_out(today=dt.date(2027, 2, 1)) == 2


def test_it_is_closed_by_another_person_once_it_is_over_and_nothing_waits() -> None:
    pay_this_period()
    end(dt.date(2026, 12, 14))
    early, other = world.second(), world.second(today=dt.date(2026, 12, 14))
    with actors.acting(early), pytest.raises(transitions.Refused, match="It runs until"):
        arrangements.close(arrangement=row(), actor=early, at=AT)
    mine = world.finance(today=dt.date(2026, 12, 14))
    with actors.acting(mine), pytest.raises(transitions.Refused, match="second person"):
        arrangements.close(arrangement=row(), actor=mine, at=AT)
    with actors.acting(other):
        arrangements.close(arrangement=row(), actor=other, at=AT)
    assert row().state == "ended"


def test_an_ending_that_is_called_off_pays_on() -> None:
    pay_this_period()
    end(dt.date(2026, 12, 14))
    actor = world.finance(today=dt.date(2026, 12, 1))
    with actors.acting(actor):
        arrangements.call_off_ending(arrangement=row(), reason="She stays", actor=actor, at=AT)
    assert row().state == "running"
    assert world.payment().amount == Decimal(1008)


def test_two_people_agree_and_begin_and_a_second_one_is_refused() -> None:
    test_it_is_closed_by_another_person_once_it_is_over_and_nothing_waits()
    actor = world.finance(today=dt.date(2026, 12, 14))
    with actors.acting(actor):
        client = models.Client.objects.get(pk=world.ASHA.id_of("client"))
        new = arrangements.agree(client=client, pays_from=dt.date(2027, 1, 4), actor=actor, at=AT)
        with pytest.raises(errors.Conflict, match="already"):
            arrangements.agree(client=client, pays_from=dt.date(2027, 1, 4), actor=actor, at=AT)
        with pytest.raises(transitions.Refused, match="second person"):
            arrangements.begin(arrangement=new, actor=actor, at=AT)
    other = world.second(today=dt.date(2027, 1, 4))
    with actors.acting(other):
        arrangements.begin(arrangement=new, actor=other, at=AT)
        first = models.FourWeeklyPayment.objects.get(arrangement=new, first_day=world.NEXT)
    assert (first.first_day, first.due_on, first.is_first) == (
        dt.date(2026, 12, 14),
        dt.date(2027, 1, 4),
        False,  # she was paid before, by what has ended
    )
    assert first.amount == Decimal(252)


def test_one_that_pays_from_a_far_day_is_begun_and_worked_out_before_that_day() -> None:
    test_it_is_closed_by_another_person_once_it_is_over_and_nothing_waits()
    finance, other = (who(today=dt.date(2026, 12, 14)) for who in (world.finance, world.second))
    with actors.acting(finance):
        client = models.Client.objects.get(pk=world.ASHA.id_of("client"))
        new = arrangements.agree(client=client, pays_from=dt.date(2027, 2, 8), actor=finance, at=AT)
    with actors.acting(other):
        arrangements.begin(arrangement=new, actor=other, at=AT)
    with actors.acting(world.job()):
        others = models.Arrangement.objects.exclude(pk=new.pk)
        others.update(state="ended", ends_on=dt.date(2026, 12, 14))
    assert world.work_out(today=dt.date(2026, 12, 15)) == 0, "the only one begins later"
    assert world.work_out(today=dt.date(2027, 1, 30)) == 1


def test_nobody_begins_without_a_budget() -> None:
    with actors.acting(world.job()):
        models.BudgetLine.objects.filter(direct_payment_id=world.ASHA.id_of("direct payment")).delete()
        models.DirectPayment.objects.filter(pk=world.ASHA.id_of("direct payment")).delete()
        models.Arrangement.objects.filter(pk=row().pk).update(state="agreed", begun_by=None)
    actor = world.second()
    with actors.acting(actor), pytest.raises(transitions.Refused, match="No budget holds"):
        arrangements.begin(arrangement=row(), actor=actor, at=AT)


def test_a_move_of_the_job_is_not_a_way_round_two_people() -> None:
    actor = world.job()
    payment = world.payment(NOW_FIRST)
    with actors.acting(actor), pytest.raises(errors.NotAllowed):
        four_weekly.approve([payment.pk], actor=actor, at=AT)
