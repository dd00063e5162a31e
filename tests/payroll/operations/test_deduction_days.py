"""By when each kind of order is paid on: as the law says, or as the provider has decided."""

import datetime as dt
from decimal import Decimal

import pytest

from dpss.access import actors
from dpss.kernel import errors
from payroll import deduction_payment_rules as rules
from payroll import models
from payroll.operations import deduction_days, deductions
from payroll.operations.deductions import Paper, Terms
from tests.cast import AT, CAST
from tests.payroll.operations import steps
from tests.payroll.operations.test_deduction_payments import payments, raise_on

NOVEMBER, TODAY = dt.date(2026, 11, 1), dt.date(2026, 11, 21)


@pytest.mark.parametrize(
    ("kind", "decided", "by"),
    [
        # The 19th of December 2026 is a Saturday.
        ("child_maintenance", None, dt.date(2026, 12, 18)),
        ("direct_earnings", 5, dt.date(2026, 12, 18)),
        ("council_tax", 28, dt.date(2026, 12, 18)),
        ("court_debt", None, dt.date(2026, 12, 18)),
        ("court_priority", 10, dt.date(2026, 12, 10)),
        # Christmas and the days after it: the last day on which banks are open.
        ("voluntary", 28, dt.date(2026, 12, 24)),
    ],
)
def test_what_the_law_says_goes_before_what_was_decided(kind: str, decided: int | None, by: dt.date) -> None:
    holidays = {dt.date(2026, 12, 25), dt.date(2026, 12, 28)}
    assert rules.due_on(NOVEMBER, kind, decided=decided, holidays=holidays) == by


def test_council_tax_is_there_a_day_before_the_others() -> None:
    days = [
        rules.due_on(dt.date(2026, 10, 1), kind, decided=None, holidays=set())
        for kind in ("council_tax", "child_maintenance")
    ]
    assert days == [dt.date(2026, 11, 18), dt.date(2026, 11, 19)]


def decide(day_of_month: int, first_day: dt.date = TODAY, owner: str = "Mara") -> models.DeductionDay:
    mara = CAST.mara.actor()
    with actors.acting(mara):
        return deduction_days.decide(
            day_of_month=day_of_month, owner=owner, first_day=first_day, actor=mara, at=AT
        )


@pytest.mark.django_db
def test_a_manager_decides_and_the_next_payments_go_by_it() -> None:
    with actors.acting(steps.job()):
        models.DeductionPayment.objects.all().delete()
    decide(8)
    olu = CAST.olu.actor()
    paper = Paper(
        kind="voluntary", reference="Union", sender="UNISON",
        made=dt.date(2026, 10, 20), first_day=NOVEMBER,
    )  # fmt: skip
    with actors.acting(olu):
        terms = Terms(normal=Decimal("5.00"))
        deductions.add(post=steps.post_of(), paper=paper, terms=terms, actor=olu, at=AT)
    steps.pay_november()
    raise_on()
    assert [(one.reference, one.due_on) for one in payments()] == [("Union", dt.date(2026, 12, 8))]


@pytest.mark.django_db
def test_a_day_that_is_none_or_past_is_refused() -> None:
    with pytest.raises(errors.Invalid, match="Enter a day from 1 to 28"):
        decide(29)
    with pytest.raises(errors.Invalid, match="That day is past"):
        decide(10, first_day=dt.date(2026, 11, 20))
    with pytest.raises(errors.Invalid, match="Say whose decision it is"):
        decide(10, owner=" ")
    olu = CAST.olu.actor()
    with actors.acting(olu), pytest.raises(errors.NotAllowed, match="Ask a payroll manager"):
        deduction_days.decide(day_of_month=10, owner="Olu", first_day=TODAY, actor=olu, at=AT)


@pytest.mark.django_db
def test_another_decision_ends_the_one_before() -> None:
    decide(10)
    decide(15, first_day=dt.date(2026, 12, 1))
    with actors.acting(CAST.mara.actor()):
        rows = models.DeductionDay.objects.filter(recorded_at=AT, day_of_month__in=[10, 15])
        assert [(one.day_of_month, one.during.upper) for one in rows.order_by("during")] == [
            (10, dt.date(2026, 12, 1)),
            (15, None),
        ]
