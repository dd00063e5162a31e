"""Average earnings for sick pay where the employer changed: what counts of the one before."""

import datetime as dt
from decimal import Decimal

import pytest

from dpss.access import actors
from payroll import models
from payroll.operations import employer_changes
from payroll.queries import sick_averages, sickness
from tests.cast import CAST
from tests.factories import payroll
from tests.payroll.operations import changing, steps
from tests.payroll.operations.sick_days import OFF

pytestmark = pytest.mark.django_db

BEGAN = dt.date(2026, 10, 26)
ILL = dt.date(2026, 11, 30)
PASSED_OVER = employer_changes.Decision(outcome="continues", ground="transfer", reason="TUPE applies.")


def noor_ill_with_the_new_employer(decision: employer_changes.Decision) -> models.Employment:
    """Noor worked for Asha for one paid period, £135.00, and is ill in her second week with Ravi."""
    post = steps.hire("Noor Ali", first_day=BEGAN)
    steps.bank(post.assistant)
    with actors.acting(steps.job()):
        models.TaxDetails.objects.filter(employment=post).update(non_cumulative=True)
    steps.sheet_in(post, BEGAN, BEGAN + dt.timedelta(days=1))
    december = steps.december()
    changing.confirm(changing.prepared(decision=decision))
    steps.pay_november()
    with actors.acting(steps.job()):
        new = models.Employment.objects.select_related("employer", "assistant").get(follows=post)
        payroll.qualifying_days(employment=new)
    steps.sheet_in(new, ILL, period=december, **OFF)
    return new


@pytest.mark.parametrize(
    ("decision", "weekly", "source"),
    [
        (PASSED_OVER, Decimal("33.75"), "what was paid from"),
        (changing.AGREED, Decimal("135.00"), "The contract's pay for a week"),
        (changing.ANEW, Decimal("135.00"), "The contract's pay for a week"),
    ],
)
def test_what_the_employer_before_paid_counts_where_the_business_passed_over(
    decision: employer_changes.Decision, weekly: Decimal, source: str
) -> None:
    post, olu = noor_ill_with_the_new_employer(decision), CAST.olu.actor()
    with actors.acting(olu):
        period = models.PayPeriod.objects.select_related("group").get(first_day=changing.DAY)
        found = sickness.of(post, period, actor=olu)
        average = sick_averages.of(found, actor=olu)
    assert average is not None
    assert average.weekly == weekly
    assert source in average.source
