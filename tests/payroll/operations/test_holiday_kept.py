"""How a post's holiday is kept: rolled up into its wages, and brought in from another payroll."""

import datetime as dt
from decimal import Decimal

import pytest

from dpss.access import actors, transitions
from dpss.kernel import errors
from dpss.kernel.dates import Span
from payroll import models
from payroll.operations import holiday_pay, timesheets
from payroll.queries import holiday_left
from tests.cast import AT, CAST
from tests.factories import payroll
from tests.payroll.operations import steps
from tests.payroll.operations.steps import job
from tests.payroll.operations.test_holiday import MONDAY, ask, entries_of, left, move, noor, send, sheet_of

pytestmark = pytest.mark.django_db


def test_another_payrolls_holiday_counts_once_it_is_recorded() -> None:
    post = noor()
    with actors.acting(job()):
        payroll.brought_forward(employment=post, up_to=dt.date(2026, 9, 30))
    olu = CAST.olu.actor()
    with actors.acting(olu):
        assert holiday_left.of_post(post, day=MONDAY, actor=olu) is None
        figures = holiday_pay.Figures(
            up_to=dt.date(2026, 9, 30), built_up=Decimal(0), taken=Decimal("20.5"), source="Last payslip"
        )
        for _twice in range(2):
            holiday_pay.bring_in(post=post, figures=figures, actor=olu, at=AT)
        assert models.HolidayBroughtIn.objects.filter(employment=post).count() == 1
    assert left(post).left == Decimal("35.5")


def test_figures_brought_in_do_not_reach_into_sheets_that_are_here() -> None:
    post = noor()
    steps.sheet_in(post, dt.date(2026, 11, 4))
    olu = CAST.olu.actor()
    figures = holiday_pay.Figures(
        up_to=dt.date(2026, 11, 20), built_up=Decimal(0), taken=Decimal(1), source="Last payslip"
    )
    with actors.acting(olu), pytest.raises(errors.Invalid, match="which would count twice"):
        holiday_pay.bring_in(post=post, figures=figures, actor=olu, at=AT)


def roll_up(post: models.Employment, day: dt.date = dt.date(2026, 11, 23)) -> None:
    """Holiday pay comes with the wages from a day on."""
    with actors.acting(CAST.olu.actor()):
        holiday_pay.roll_up(post=post, day=day, reason="In the contract", actor=CAST.olu.actor(), at=AT)


def test_fixed_hours_are_not_rolled_up() -> None:
    with pytest.raises(errors.Invalid, match="Holiday of fixed hours cannot be rolled up"):
        roll_up(noor())


def test_rolled_up_time_off_is_counted_and_on_no_sheet() -> None:
    post = noor(hours="irregular")
    steps.sheet_in(post, dt.date(2026, 11, 2), minutes=1440)
    roll_up(post)
    assert left(post).whole == Decimal("2.90")
    request = ask(post, Span(MONDAY, MONDAY), minutes=120)
    move(request, "agree")
    assert request.is_rolled_up
    sheet = sheet_of(post)
    assert entries_of(sheet) == []
    send(sheet)
    assert (left(post).agreed, left(post).left) == (2, Decimal("0.90"))


def test_holiday_that_is_rolled_up_is_not_sent_on_a_sheet() -> None:
    post = steps.post_of()
    roll_up(post)
    with actors.acting(job()):
        sheet = payroll.timesheet(employment=post, period=steps.december())
        payroll.shift(timesheet=sheet, day=MONDAY, kind="holiday", starts=None, finishes=None)
    dee = CAST.dee.actor()
    with actors.acting(dee), pytest.raises(transitions.Refused, match="holiday pay comes with the wages"):
        timesheets.submit(sheet=sheet, actor=dee, at=AT)
