"""Two workers at the same moment: each payment is worked out once, and each budget rises once."""

import datetime as dt
from collections import Counter
from decimal import Decimal

import pytest

from clients import models
from clients.operations import uplifts
from dpss.access import actors
from tests import database
from tests.cast import CAST, TODAY
from tests.clients import four_weekly_world as world
from tests.factories import AT

SOON = dt.date(2026, 12, 1)
APRIL = dt.date(2027, 4, 5)


def test_two_workers_work_each_payment_out_once(own_database: str) -> None:
    def work() -> int:
        return world.work_out(today=SOON)

    done = database.together(work, work)
    assert sum(done) == 3
    with actors.acting(world.finance()):
        found = models.FourWeeklyPayment.objects.filter(first_day=world.NEXT)
        assert set(Counter(found.values_list("client_id", flat=True)).values()) == {1}
        for one in found:
            assert sum(line.amount for line in one.lines.all()) == one.amount


def test_two_workers_raise_each_budget_once(own_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uplifts, "BATCH", 1)
    with actors.acting(world.finance()):
        uplift = uplifts.propose(
            per_cent=Decimal(5), first_day=APRIL, source="Cabinet", actor=world.finance(), at=AT
        )
    with actors.acting(world.second()):
        uplifts.approve(uplift=uplift, actor=world.second(), at=AT)

    def work() -> int:
        done = 0
        for _ in range(6):
            actor = world.job(today=TODAY)
            with actors.acting(actor):
                done += uplifts.apply_next(actor=actor, at=AT)
        return done

    database.together(work, work)
    with actors.acting(world.finance()):
        rows = models.DirectPayment.objects.filter(during__startswith=APRIL, council_id=CAST.east.id)
        assert sorted(rows.values_list("weekly_amount", flat=True)) == [Decimal(315)] * 2
        assert models.Uplift.objects.get(pk=uplift.pk).state == "applied"
