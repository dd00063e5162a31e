"""Paydays on both sides of 6 April: the old year ends with week 53, and the new one begins at nought."""

import datetime as dt
from decimal import Decimal

import pytest
from psycopg2.extras import DateRange

from dpss.access import actors
from dpss.kernel import money
from ledger.models import BankAccount
from payroll import models
from payroll.calc import payment, rates, results, tax_periods
from payroll.calc.inputs import Interval
from payroll.operations import tax
from payroll.queries import post_tax
from tests.cast import AT, CAST
from tests.factories import payroll
from tests.payroll.operations import steps

pytestmark = pytest.mark.django_db
PAYDAYS = [dt.date(2026, 3, 29), dt.date(2026, 4, 5), dt.date(2026, 4, 12)]
LAST_SUMMER = DateRange(dt.date(2025, 6, 1), None)
NOVEMBER = dt.date(2026, 11, 27)


@pytest.fixture
def una() -> models.Employment:
    """Paid on Sundays for the week before, on 1257L M1 and with a loan, since last summer."""
    employer = steps.employ("Vera Hall")
    post = steps.hire("Una Small", employer.pk, first_day=dt.date(2025, 6, 1))
    steps.bank(post.assistant)
    with actors.acting(steps.job()):
        group = payroll.pay_group(
            name="Sundays",
            interval="weekly",
            council_id=CAST.east.id,
            organisation_id=CAST.northfield.organisation_id,
        )
        payroll.in_group(employer=employer, group=group)
        for model in (models.PayeScheme, models.WhoPays):
            model.objects.filter(employer=employer).update(during=LAST_SUMMER)
        BankAccount.objects.filter(subject_id=post.assistant.subject_id).update(during=LAST_SUMMER)
        models.EmploymentTerms.objects.filter(employment=post).update(during=LAST_SUMMER)
        models.TaxDetails.objects.filter(employment=post).update(
            during=LAST_SUMMER, non_cumulative=True, student_loan="1"
        )
        return models.Employment.objects.select_related("employer", "assistant").get(pk=post.pk)


def pay(post: models.Employment, payday: dt.date) -> models.Payslip:
    """Six shifts of ten hours in the week that ended a week before the payday, calculated and approved."""
    with actors.acting(steps.job()):
        period = payroll.pay_period(
            group=models.PayGroup.objects.get(pk=post.employer.pay_group_id),
            first_day=payday - dt.timedelta(days=13),
            last_day=payday - dt.timedelta(days=7),
            payday=payday,
            tax_year=tax_periods.tax_year_of(payday),
            tax_period=tax_periods.period_of(payday=payday, interval=Interval.WEEKLY),
        )
    days = [period.first_day + dt.timedelta(days=number) for number in range(6)]
    steps.sheet_in(post, *days, period=period, minutes=600)
    steps.request(period=period)
    steps.work_out()
    with actors.acting(steps.job()):
        run = models.Payrun.objects.get(employer=post.employer, period=period)
    assert [one for one in run.exceptions if one["kind"] != "changed"] == []
    assert steps.approve(run.pk).refused == {}
    with actors.acting(steps.job()):
        return models.Payslip.objects.get(employment=post, payday=payday)


def test_the_turn_of_the_year(una: models.Employment) -> None:
    slips = [pay(una, payday) for payday in PAYDAYS]
    pays = [payment.from_json(slip.inputs) for slip in slips]
    found = [results.from_json(slip.result) for slip in slips]
    assert [(one.tax_year, one.period) for one in pays] == [("2025-26", 52), ("2025-26", 53), ("2026-27", 1)]
    assert [slip.gross for slip in slips] == [Decimal("810.00")] * 3
    assert [one.rates_sha256 for one in found] == [
        rates.for_year(year).sha256 for year in ("2025-26", "2025-26", "2026-27")
    ]
    assert [one.to_date.pay for one in pays] == [money.ZERO, Decimal("810.00"), money.ZERO]
    assert found[2].to_date.tax == slips[2].tax
    assert [(one.tax_code, one.non_cumulative) for one in pays] == [
        ("1257L", True),
        ("1257L", True),
        ("1257L", False),
    ]
    assert [one.student_loan for one in pays] == ["1"] * 3


def test_week_1_month_1_ends_with_its_tax_year_and_begins_again_where_hmrc_says_so(
    una: models.Employment,
) -> None:
    with actors.acting(steps.job()):
        before = post_tax.on(una, day=PAYDAYS[1], actor=steps.job())
        after = post_tax.on(una, day=PAYDAYS[2], actor=steps.job())
    assert before is not None
    assert after is not None
    assert (before.non_cumulative, after.non_cumulative) == (True, False)
    details = tax.Details(
        tax_code="1100L",
        non_cumulative=True,
        ni_letter="A",
        student_loan="1",
        postgraduate_loan=False,
        pension="",
        pension_from=None,
    )
    with actors.acting(CAST.olu.actor()):
        tax.change(post=una, payday=NOVEMBER, details=details, actor=CAST.olu.actor(), at=AT)
        told = post_tax.on(una, day=NOVEMBER, actor=CAST.olu.actor())
    assert told is not None
    assert (told.tax_code, told.non_cumulative) == ("1100L", True)
