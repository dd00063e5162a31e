"""Holiday in what a late sheet settles: paid with the wages, or at the average, as on the payslip in time."""

import datetime as dt

import pytest

from dpss.access import actors
from payroll import models
from payroll.operations import holiday_pay, timesheets
from tests.cast import AT, CAST
from tests.factories import payroll
from tests.payroll.operations import steps, test_contracted_pay, test_holiday_pay
from tests.payroll.operations.steps import job
from tests.payroll.operations.test_settling import corrections_on, december_of, sheet_comes_in

pytestmark = pytest.mark.django_db
FOR_NOVEMBER = "Correction for 26 October to 22 November 2026"


def paid_as_contracted(post: models.Employment) -> None:
    """November is paid: 40 contracted hours at £13.50."""
    test_contracted_pay.agree(post, when="late")
    test_contracted_pay.pay_late(post)
    assert steps.approve(steps.calculate().pk).refused == {}


def test_holiday_pay_that_comes_with_the_wages_comes_with_the_difference_too() -> None:
    """70 hours in place of 40: £405.00, and 12.07% of it."""
    post, olu = test_contracted_pay.noor(hours="irregular"), CAST.olu.actor()
    with actors.acting(olu):
        holiday_pay.roll_up(post=post, day=dt.date(2026, 10, 26), reason="Agreed.", actor=olu, at=AT)
    paid_as_contracted(post)
    sheet_comes_in(post, shifts=14)
    _, slip = december_of(post)
    assert slip is not None
    assert corrections_on(slip) == [(FOR_NOVEMBER, "453.88")]


def test_holiday_on_a_late_sheet_is_settled_at_the_average() -> None:
    """Three weeks before came to £615.00 for 45 hours: five hours of holiday are £68.33, and not £67.50."""
    post = test_holiday_pay.noor(hours="irregular")
    test_holiday_pay.approved(
        post,
        steps.october(),
        {"day": dt.date(2026, 10, 5)},
        test_holiday_pay.WEEKEND,
    )
    paid_as_contracted(post)
    with actors.acting(job()):
        sheet = timesheets.sheet_of(employment=post, period=steps.november(), actor=job())
        for number in range(7):
            payroll.shift(timesheet=sheet, day=dt.date(2026, 10, 26) + dt.timedelta(days=number))
        payroll.shift(timesheet=sheet, day=dt.date(2026, 11, 9), **test_holiday_pay.HOLIDAY)
        payroll.freeze(timesheet=sheet, by=CAST.asha.user_id)
    _, slip = december_of(post)
    assert slip is not None
    assert corrections_on(slip) == [(FOR_NOVEMBER, "0.83")]
