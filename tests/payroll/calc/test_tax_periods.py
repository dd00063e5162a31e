"""The tax calendar, at its edges."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payroll.calc import tax_periods
from payroll.calc.inputs import Interval, PayInputError

WEEKLY, TWO_WEEKLY, FOUR_WEEKLY, MONTHLY = Interval


@pytest.mark.parametrize(
    ("payday", "label"),
    [
        (date(2026, 4, 5), "2025-26"),
        (date(2026, 4, 6), "2026-27"),
        (date(2027, 4, 5), "2026-27"),
        (date(2024, 2, 29), "2023-24"),
        (date(2099, 12, 31), "2099-00"),
    ],
)
def test_a_tax_year_runs_from_6_april_to_5_april(payday: date, label: str) -> None:
    assert tax_periods.tax_year_of(payday) == label
    assert tax_periods.first_day(label) <= payday <= tax_periods.last_day(label)


@pytest.mark.parametrize(
    ("payday", "month"),
    [
        (date(2026, 4, 6), 1),
        (date(2026, 5, 5), 1),
        (date(2026, 5, 6), 2),
        (date(2026, 11, 5), 7),
        (date(2026, 11, 6), 8),
        (date(2027, 1, 5), 9),
        (date(2027, 1, 6), 10),
        (date(2028, 2, 29), 11),
        (date(2027, 4, 5), 12),
    ],
)
def test_a_tax_month_begins_on_the_6th(payday: date, month: int) -> None:
    assert tax_periods.tax_month(payday) == month
    assert tax_periods.period_of(payday=payday, interval=MONTHLY) == month


@pytest.mark.parametrize(
    ("interval", "payday", "period"),
    [
        (WEEKLY, date(2026, 4, 6), 1),
        (WEEKLY, date(2026, 4, 12), 1),
        (WEEKLY, date(2026, 4, 13), 2),
        (WEEKLY, date(2027, 4, 4), 52),
        (WEEKLY, date(2027, 4, 5), 53),
        (WEEKLY, date(2028, 4, 3), 52),
        (WEEKLY, date(2028, 4, 4), 53),
        (WEEKLY, date(2028, 4, 5), 53),
        (TWO_WEEKLY, date(2026, 4, 6), 2),
        (TWO_WEEKLY, date(2026, 4, 19), 2),
        (TWO_WEEKLY, date(2026, 4, 20), 4),
        (TWO_WEEKLY, date(2026, 11, 16), 34),
        (TWO_WEEKLY, date(2026, 11, 29), 34),
        (TWO_WEEKLY, date(2027, 4, 4), 52),
        (TWO_WEEKLY, date(2027, 4, 5), 54),
        (FOUR_WEEKLY, date(2026, 5, 3), 4),
        (FOUR_WEEKLY, date(2026, 5, 4), 8),
        (FOUR_WEEKLY, date(2026, 11, 6), 32),
        (FOUR_WEEKLY, date(2026, 11, 16), 36),
        (FOUR_WEEKLY, date(2026, 12, 13), 36),
        (FOUR_WEEKLY, date(2027, 4, 5), 56),
        (MONTHLY, date(2027, 4, 5), 12),
    ],
)
def test_the_reported_week_is_rounded_up_to_the_interval(
    interval: Interval, payday: date, period: int
) -> None:
    assert tax_periods.period_of(payday=payday, interval=interval) == period


@pytest.mark.parametrize(
    ("interval", "regular", "extra"), [(WEEKLY, 52, 53), (TWO_WEEKLY, 52, 54), (FOUR_WEEKLY, 52, 56)]
)
def test_only_the_last_days_of_the_year_are_an_extra_payday(
    interval: Interval, regular: int, extra: int
) -> None:
    assert not tax_periods.is_extra_payday(interval=interval, period=regular)
    assert tax_periods.is_extra_payday(interval=interval, period=extra)


def test_monthly_pay_never_has_an_extra_payday() -> None:
    assert not tax_periods.is_extra_payday(interval=MONTHLY, period=12)


@pytest.mark.parametrize(
    ("interval", "period"),
    [
        (WEEKLY, 0),
        (WEEKLY, 54),
        (TWO_WEEKLY, 33),
        (TWO_WEEKLY, 53),
        (TWO_WEEKLY, 56),
        (FOUR_WEEKLY, 34),
        (FOUR_WEEKLY, 53),
        (FOUR_WEEKLY, 60),
        (MONTHLY, 0),
        (MONTHLY, 13),
        (WEEKLY, -1),
    ],
)
def test_a_period_without_tables_is_refused(interval: Interval, period: int) -> None:
    with pytest.raises(PayInputError, match=f"{period} is not a {interval} tax period: use "):
        tax_periods.check_period(interval=interval, period=period)


@given(st.dates(date(2020, 4, 6), date(2040, 4, 5)), st.sampled_from(Interval))
def test_every_payday_falls_in_a_period_that_has_tables(payday: date, interval: Interval) -> None:
    label = tax_periods.tax_year_of(payday)
    period = tax_periods.period_of(payday=payday, interval=interval)
    tax_periods.check_payday(payday=payday, tax_year=label, interval=interval, period=period)
    last = tax_periods.last_payday(tax_year=label, interval=interval, period=period)
    assert payday <= last < payday + timedelta(days=31)
    assert tax_periods.period_of(payday=last, interval=interval) == period


def test_a_payday_outside_its_tax_year_is_refused() -> None:
    with pytest.raises(PayInputError, match="5 April 2026 is in the tax year 2025-26, not 2026-27"):
        tax_periods.check_payday(payday=date(2026, 4, 5), tax_year="2026-27", interval=WEEKLY, period=1)


def test_a_payday_outside_its_period_is_refused() -> None:
    with pytest.raises(PayInputError, match="6 November 2026 is in tax period 32, not 31"):
        tax_periods.check_payday(
            payday=date(2026, 11, 6), tax_year="2026-27", interval=FOUR_WEEKLY, period=31
        )


@pytest.mark.parametrize(
    "label", ["", "2026", "2026-28", "26-27", "2026-2027", "2026/27", "２026-27", "2026-27 "]
)
def test_a_label_that_is_no_tax_year_is_refused(label: str) -> None:
    with pytest.raises(PayInputError, match="is not a tax year"):
        tax_periods.first_day(label)


@pytest.mark.parametrize(
    ("interval", "period", "last"),
    [
        (WEEKLY, 1, date(2026, 4, 12)),
        (WEEKLY, 52, date(2027, 4, 4)),
        (WEEKLY, 53, date(2027, 4, 5)),
        (TWO_WEEKLY, 2, date(2026, 4, 19)),
        (TWO_WEEKLY, 54, date(2027, 4, 5)),
        (FOUR_WEEKLY, 4, date(2026, 5, 3)),
        (MONTHLY, 1, date(2026, 5, 5)),
        (MONTHLY, 12, date(2027, 4, 5)),
    ],
)
def test_the_last_payday_of_a_period_is_its_last_day(interval: Interval, period: int, last: date) -> None:
    assert tax_periods.last_payday(tax_year="2026-27", interval=interval, period=period) == last
