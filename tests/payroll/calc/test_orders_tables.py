"""What the tables take: direct earnings attachments and council tax in England."""

import csv
from decimal import Decimal
from typing import Any

import pytest

from payroll.calc.inputs import Interval, PayInputError
from payroll.calc.orders import figures, tables
from payroll.calc.orders.figures import HalfPenny
from payroll.calc.orders.kinds import Schedule
from tests.fixtures_path import fixtures
from tests.payroll.calc.cases import INTERVALS
from tests.payroll.calc.order_cases import TABLES, amounts, benefit_debt, council_tax, take


def _published() -> list[Any]:
    folder = fixtures()
    if folder is None:
        return [pytest.param({}, marks=pytest.mark.skip(reason="no fixtures"), id="no-fixtures")]
    path = folder / "hmrc-tests" / "attachment_dea_standard.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return [
            pytest.param(row, id=f"line-{line}-{row['pay_frequency']}-{row['attachable_earnings']}")
            for line, row in enumerate(csv.DictReader(file), start=2)
        ]


@pytest.mark.parametrize("row", _published())
def test_direct_earnings_attachment_of_a_published_row(row: dict[str, str]) -> None:
    found = tables.direct_earnings(
        net=Decimal(row["attachable_earnings"]),
        schedule=Schedule(row["rate"].lower()),
        interval=INTERVALS[row["pay_frequency"]],
        table=TABLES.direct_earnings,
        half_penny=TABLES.practice.half_penny,
    )
    assert found.amount == Decimal(row["expected_deduction"])


@pytest.mark.skipif(fixtures() is None, reason="no fixtures")
def test_no_published_row_is_left_out() -> None:
    assert len(_published()) == 28


def _dea(net: str, interval: Interval, schedule: Schedule = Schedule.STANDARD) -> Decimal:
    return amounts(take(net, benefit_debt(schedule=schedule), interval=interval))[0]


def test_a_weekly_net_of_385_gives_15_per_cent() -> None:
    assert _dea("385.00", Interval.WEEKLY) == Decimal("57.75")


@pytest.mark.parametrize(
    ("net", "expected"),
    [
        ("100.00", "5.00"),
        ("100.01", "6.00"),
        ("160.01", "16.00"),
        ("220.01", "30.80"),
        ("270.01", "59.40"),
        ("375.01", "112.50"),
        ("520.01", "208.00"),
    ],
)
def test_the_higher_schedule_has_its_own_shares(net: str, expected: str) -> None:
    assert _dea(net, Interval.WEEKLY, Schedule.HIGHER) == Decimal(expected)


@pytest.mark.parametrize(
    ("net", "interval", "expected"),
    [
        ("440.00", Interval.TWO_WEEKLY, "22.00"),
        ("440.01", Interval.TWO_WEEKLY, "30.80"),
        ("880.00", Interval.FOUR_WEEKLY, "44.00"),
        ("880.01", Interval.FOUR_WEEKLY, "61.60"),
    ],
)
def test_the_band_of_some_weeks_is_that_of_one_of_them_and_its_share_is_of_all(
    net: str, interval: Interval, expected: str
) -> None:
    assert _dea(net, interval) == Decimal(expected)


@pytest.mark.parametrize(
    ("net", "interval", "expected"),
    [
        ("75.00", Interval.WEEKLY, "0"),
        ("75.01", Interval.WEEKLY, "2.25"),
        ("135.00", Interval.WEEKLY, "4.05"),
        ("185.00", Interval.WEEKLY, "9.25"),
        ("225.00", Interval.WEEKLY, "15.75"),
        ("355.00", Interval.WEEKLY, "42.60"),
        ("505.00", Interval.WEEKLY, "85.85"),
        ("605.00", Interval.WEEKLY, "135.85"),
        ("300.00", Interval.MONTHLY, "0"),
        ("550.00", Interval.MONTHLY, "16.50"),
        ("740.00", Interval.MONTHLY, "37.00"),
        ("900.00", Interval.MONTHLY, "63.00"),
        ("1420.00", Interval.MONTHLY, "170.40"),
        ("2020.00", Interval.MONTHLY, "343.40"),
        ("2120.00", Interval.MONTHLY, "393.40"),
        ("710.00", Interval.TWO_WEEKLY, "85.20"),
        ("2420.00", Interval.FOUR_WEEKLY, "543.40"),
    ],
)
def test_council_tax_takes_the_share_of_the_band(net: str, interval: Interval, expected: str) -> None:
    assert amounts(take(net, council_tax(), interval=interval)) == [Decimal(expected)]


def test_council_tax_above_the_last_limit_says_both_parts() -> None:
    line = take("2120.00", council_tax()).orders[0].line
    assert line.working == "17% of £2,020.00 + 50% of £100.00"


@pytest.mark.parametrize(("setting", "expected"), [("drops", "3.01"), ("rounds up", "3.02")])
def test_exactly_half_a_penny_is_a_setting(setting: str, expected: str) -> None:
    found = tables.direct_earnings(
        net=Decimal("100.50"),
        schedule=Schedule.STANDARD,
        interval=Interval.WEEKLY,
        table=TABLES.direct_earnings,
        half_penny=HalfPenny(setting),
    )
    assert found.amount == Decimal(expected)


BAND = figures.CouncilTaxBand(share=Decimal("0.1"), weekly=Decimal(10), monthly=Decimal(40))
LAST = figures.CouncilTaxBand(share=Decimal("0.5"))


@pytest.mark.parametrize(
    ("bands", "why"),
    [
        ((BAND, BAND, LAST), "not in rising order"),
        ((BAND,), "every band but the last"),
        ((LAST, LAST), "every band but the last"),
        ((BAND, figures.CouncilTaxBand(share=Decimal(20))), "not a share of one"),
    ],
)
def test_bands_that_cannot_be_are_refused(bands: tuple[figures.CouncilTaxBand, ...], why: str) -> None:
    table = TABLES.council_tax
    with pytest.raises(PayInputError, match=why):
        figures.CouncilTax(table.source, table.confidence, table.made_from, 2, bands)
