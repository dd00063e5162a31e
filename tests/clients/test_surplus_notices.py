"""Asking for money left over: needs first, two people, time to answer, a dispute stops it, moved once."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from clients import models
from clients.operations import surplus
from clients.queries import surplus as queries
from clients.surplus import Kind, Outcome
from dpss.access import actors, transitions
from dpss.access.models import OutboxMessage
from dpss.kernel import errors
from ledger.models import Entry
from tests.cast import CAST, TODAY
from tests.clients import four_weekly_world as world
from tests.clients import surplus_world as left
from tests.factories import AT

pytestmark = pytest.mark.django_db
REPLY_BY = TODAY + dt.timedelta(days=28)
AFTER = REPLY_BY + dt.timedelta(days=1)
Step = Callable[..., models.SurplusNotice]


def today(actor: actors.Actor) -> queries.Today:
    with actors.acting(actor):
        return queries.today(left.client(), actor=actor)


def do(step: Step, notice: models.SurplusNotice, actor: actors.Actor, **more: Any) -> models.SurplusNotice:
    with actors.acting(actor), transaction.atomic():
        return step(notice=notice, actor=actor, at=AT, **more)


def put_forward() -> models.SurplusNotice:
    finance = world.finance()
    with actors.acting(finance), transaction.atomic():
        return surplus.put_forward(client=left.client(), actor=finance, at=AT)


def entries(notice: models.SurplusNotice) -> list[Any]:
    with actors.acting(world.finance()):
        rows = Entry.objects.filter(source_key=surplus.source_key(notice))
        return list(rows.values_list("day", "postings__account__code", "postings__amount"))


def test_the_worked_example_is_within_the_limit_for_the_client_and_for_finance() -> None:
    left.worked_example()
    for actor in (CAST.asha.actor(), world.finance()):
        working = today(actor).working
        assert working is not None
        assert (working.balance, working.kept, working.free) == (Decimal(3150), Decimal(1210), Decimal(1940))
        assert (working.outcome, working.to_ask) == (Outcome.WITHIN, Decimal(0))
    with pytest.raises(errors.Conflict, match=r"£1,940.00 is free. That is not above the limit of £2,400.00"):
        put_forward()


@pytest.mark.parametrize(
    ("balance", "sentence"),
    [
        ("-10.00", "The account is £10.00 below nothing"),
        ("1200.00", "The money is all needed, and £10.00 more"),
    ],
)
def test_nothing_is_asked_where_more_is_needed_than_there_is(balance: str, sentence: str) -> None:
    left.worked_example(balance)
    with pytest.raises(errors.Conflict, match=sentence):
        put_forward()


def test_nothing_is_asked_while_a_need_is_not_known() -> None:
    left.holds("9000.00")
    left.spoken_for()
    with pytest.raises(errors.Conflict, match="not known yet: hours worked that are not paid yet"):
        put_forward()


def test_a_figure_that_is_five_weeks_old_is_not_known_any_more() -> None:
    left.worked_example("9000.00")
    working = today(world.finance(today=TODAY + dt.timedelta(days=35))).working
    assert working is not None
    assert working.not_known == ()
    later = today(world.finance(today=TODAY + dt.timedelta(days=36))).working
    assert later is not None
    assert later.not_known == (Kind.SHEETS, Kind.LEAVING, Kind.RECRUITING)
    assert later.outcome is Outcome.NOT_KNOWN


def test_the_newest_figure_of_a_kind_counts() -> None:
    left.worked_example()
    left.write("sheets", "10.00", day=TODAY - dt.timedelta(days=3))
    working = today(world.finance()).working
    assert working is not None
    assert working.kept_for[Kind.SHEETS] == Decimal(510)


def test_without_a_payroll_in_the_portal_what_it_would_speak_for_is_not_known() -> None:
    left.worked_example("9000.00")
    with actors.acting(world.job()):
        models.Placement.objects.filter(client_id=left.HERS, lot="payroll").update(
            arrangement="self", organisation=None
        )
    found = today(world.finance())
    assert found.working is not None
    assert found.working.not_known[:4] == (Kind.WAGES, Kind.HMRC, Kind.PENSION, Kind.ORDERS)
    assert Kind.WAGES in found.to_write


def test_the_base_of_the_limit_is_the_budget_before_or_after_the_contribution() -> None:
    left.worked_example()
    administrator = CAST.ada.actor()
    with actors.acting(administrator):
        surplus.decide_limit(
            weeks=8,
            basis="net",
            reply_days=28,
            owner="Ann Lee",
            source="Policy",
            first_day=TODAY,
            actor=administrator,
            at=AT,
        )
    working = today(world.finance()).working
    assert working is not None
    assert working.limit.weekly == Decimal("252.00")


def test_a_second_person_sends_it_and_the_working_is_kept_as_it_was() -> None:
    left.worked_example("4000.00")
    notice = put_forward()
    assert (notice.amount, notice.working["balance"]) == (Decimal("390.00"), "4000.00")
    assert notice.working["kept"]["hmrc"] == "240.00"
    with pytest.raises(transitions.Refused, match="second person"):
        do(surplus.send, notice, world.finance())
    moved = do(surplus.send, notice, world.second())
    assert (moved.state, moved.reply_by) == ("sent", REPLY_BY)
    with actors.acting(world.job()):
        told = OutboxMessage.objects.filter(template="surplus_notice", subject_id=world.ASHA.subject_id)
        assert [one.to_id for one in told] == [CAST.asha.user_id]
    with pytest.raises(errors.Conflict, match="There is a notice already"):
        put_forward()


def test_no_money_moves_before_the_reply_by_day_is_over_even_when_they_agree() -> None:
    notice = left.sent()
    do(surplus.agree, notice, CAST.asha.actor())
    on_the_day = world.finance(today=REPLY_BY)
    with pytest.raises(errors.Invalid, match="Nothing moves before the day after"):
        do(surplus.pay, notice, on_the_day, paid_on=REPLY_BY)
    assert entries(notice) == []
    moved = do(surplus.pay, notice, world.finance(today=AFTER), paid_on=AFTER)
    assert moved.state == "paid"
    assert sorted(entries(notice)) == [
        (AFTER, "direct_payment", Decimal("-390.00")),
        (AFTER, "funding", Decimal("390.00")),
    ]
    with pytest.raises(transitions.Refused):
        do(surplus.pay, notice, world.finance(today=AFTER), paid_on=AFTER)
    assert len(entries(notice)) == 2


@pytest.mark.parametrize("first", ["", "agree", "make_due"])
def test_a_dispute_stops_it_from_every_state_until_it_is_paid(first: str) -> None:
    notice = left.sent()
    if first == "agree":
        do(surplus.agree, notice, CAST.asha.actor())
    if first == "make_due":
        do(surplus.make_due, notice, world.finance(today=AFTER))
    do(surplus.dispute, notice, CAST.asha.actor(), said="I need it for relief care in January.")
    assert notice.said == "I need it for relief care in January."
    for step, more in ((surplus.pay, {"paid_on": AFTER}), (surplus.make_due, {})):
        with pytest.raises(transitions.Refused):
            do(step, notice, world.finance(today=AFTER), **more)
    assert entries(notice) == []


def test_a_dispute_is_answered_by_another_person_and_the_time_begins_again() -> None:
    notice = left.sent()
    do(surplus.dispute, notice, CAST.asha.actor(), said="I need it.")
    with pytest.raises(transitions.Refused, match="second person"):
        do(surplus.uphold, notice, world.second(), answer="The relief is paid apart.")
    later = world.finance(today=TODAY + dt.timedelta(days=10))
    moved = do(surplus.uphold, notice, later, answer="The relief is paid apart.")
    assert (moved.state, moved.reply_by) == ("sent", REPLY_BY + dt.timedelta(days=10))
    with actors.acting(world.job()):
        assert OutboxMessage.objects.filter(template="surplus_notice").count() == 2


def test_what_is_needed_by_now_is_not_taken() -> None:
    notice = left.sent()
    do(surplus.make_due, notice, world.finance(today=AFTER))
    left.write("sheets", "900.01")
    with pytest.raises(transitions.Refused, match=r"today £0.00 may be asked about"):
        do(surplus.pay, notice, world.finance(today=AFTER), paid_on=AFTER)


def test_nobody_answers_for_the_client_and_no_day_is_made_up() -> None:
    notice = left.sent()
    with pytest.raises(errors.NotAllowed):
        do(surplus.agree, notice, world.finance())
    with pytest.raises(errors.Invalid, match="still to come"):
        do(surplus.pay, notice, world.finance(), paid_on=AFTER)
    with pytest.raises(transitions.Refused, match="They have until"):
        do(surplus.make_due, notice, world.finance(today=REPLY_BY))


def test_withdrawn_it_says_so_to_whoever_was_told() -> None:
    notice = left.sent()
    do(surplus.withdraw, notice, world.finance(), reason="The relief was agreed after all.")
    with actors.acting(world.job()):
        assert OutboxMessage.objects.filter(template="surplus_withdrawn").count() == 1
    assert put_forward().state == "proposed"


@pytest.mark.parametrize(
    "sql",
    [
        "update clients_surplusnotice set state = 'paid', paid_on = reply_by where id = %s",
        "update clients_surplusnotice set sent_by_id = put_forward_by_id where id = %s",
        "update clients_surplusnotice set state = 'disputed', said = '' where id = %s",
    ],
)
def test_the_database_refuses_what_the_operations_would(sql: str) -> None:
    notice = left.sent()
    with (
        actors.acting(world.finance()),
        pytest.raises(IntegrityError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql, [notice.pk])
