"""Days of sickness become chains, and claims that cannot be right are refused."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from dpss.kernel.dates import Span
from payroll.calc.figures import RatesError, TaxYear
from payroll.calc.inputs import PayInputError
from payroll.calc.statutory import sick_pay, sickness
from payroll.calc.statutory.sick_days import Outcome, QualifyingDays
from tests.payroll.calc.statutory_cases import (
    LONG_AGO,
    YEARS,
    claim,
    only_chain,
    paid,
    sick,
)


def test_before_6_april_2026_four_days_in_a_row_were_needed() -> None:
    too_short = sickness.linked(sick=[sick("2026-02-02", "2026-02-04")], years=YEARS)
    assert (too_short.chains, too_short.too_short) == ((), (sick("2026-02-02", "2026-02-04"),))
    (line,) = sick_pay.not_counted(sickness=too_short, starts=date(2026, 2, 4), ends=date(2026, 2, 4))
    assert (line.amount, line.working) == (0, "2 to 4 February 2026")
    for day in (3, 5):
        on = date(2026, 2, day)
        assert sick_pay.not_counted(sickness=too_short, starts=on, ends=on) == ()
    assert sickness.linked(sick=[sick("2026-02-02", "2026-02-05")], years=YEARS).too_short == ()


@pytest.mark.parametrize(("later", "chains"), [("2026-07-11", 1), ("2026-07-12", 2)])
def test_sickness_is_linked_by_a_gap_of_56_days_or_less(later: str, chains: int) -> None:
    spans = [sick("2026-05-11", "2026-05-15"), sick(later, later)]
    assert (date.fromisoformat(later) - date(2026, 5, 15)).days - 1 == (56 if chains == 1 else 57)
    assert len(sickness.linked(sick=spans, years=YEARS).chains) == chains


def test_a_chain_of_links_may_be_longer_than_56_days() -> None:
    spans = [sick(f"2026-{month}-01", f"2026-{month}-02") for month in ("05", "06", "07", "08")]
    assert only_chain(*spans).first_day == date(2026, 5, 1)


def test_a_sickness_too_short_to_count_links_nothing() -> None:
    spans = [
        sick("2025-10-06", "2025-10-10"),
        sick("2025-11-24", "2025-11-26"),
        sick("2026-01-05", "2026-01-09"),
    ]
    found = sickness.linked(sick=spans, years=YEARS)
    assert len(found.chains) == 2
    assert found.too_short == (spans[1],)


def test_days_that_touch_are_one_sickness() -> None:
    chain = only_chain(sick("2026-02-02", "2026-02-03"), sick("2026-02-04", "2026-02-07"))
    assert chain.periods == (sick("2026-02-02", "2026-02-07"),)


def with_most_years(year: TaxYear, years: int) -> TaxYear:
    sick_rules = replace(year.statutory_pay.sick_pay, most_years=years)
    return replace(year, statutory_pay=replace(year.statutory_pay, sick_pay=sick_rules))


def test_linked_sickness_ends_when_it_has_lasted_for_the_most_years_of_the_setting() -> None:
    starts = [date(2025, 5, 12) + timedelta(weeks=8 * number) for number in range(7)]
    spans = [*(Span(day, day + timedelta(days=4)) for day in starts), sick("2026-05-11", "2026-05-15")]
    years = tuple(with_most_years(year, 1) for year in YEARS)
    pay = sick_pay.work_out(claim=claim(*spans), years=years)
    ended = [day for day in pay.unpaid if day.outcome is Outcome.YEARS_PASSED]
    assert [day.day.day for day in ended] == [12, 13, 14, 15]
    assert pay.weeks[-1].days[-1].day == date(2026, 5, 11)
    lines = sick_pay.due(pay=pay, starts=date(2026, 5, 12), ends=date(2026, 5, 31))
    assert "gone on for 1 year." in lines[0].why
    (line,) = sick_pay.due(pay=pay, starts=date(2026, 5, 12), ends=date(2026, 5, 12))
    assert (line.rule, line.working) == ("sick_pay.years_passed", "12 May 2026")


def test_the_most_years_are_three() -> None:
    assert {year.statutory_pay.sick_pay.most_years for year in YEARS} == {3}


def test_days_in_custody_are_left_out_and_what_follows_is_a_new_sickness() -> None:
    held = [sick("2026-05-01", "2026-05-11"), sick("2026-05-14", "2026-05-14")]
    found = sickness.linked(sick=[sick("2026-05-11", "2026-05-22")], years=YEARS, custody=held)
    assert found.in_custody == (sick("2026-05-11", "2026-05-11"), sick("2026-05-14", "2026-05-14"))
    (chain,) = found.chains
    assert chain.periods == (sick("2026-05-12", "2026-05-13"), sick("2026-05-15", "2026-05-22"))
    pay = sick_pay.work_out(claim=claim(sick("2026-05-11", "2026-05-11"), chain=chain), years=YEARS)
    assert pay.total == 3 * Decimal("24.65") + Decimal("123.25")
    lines = sick_pay.not_counted(sickness=found, starts=date(2026, 5, 1), ends=date(2026, 5, 31))
    assert [(line.working, line.why) for line in lines] == [
        ("11 May 2026", "Sick pay is not paid for days in custody."),
        ("14 May 2026", "Sick pay is not paid for days in custody."),
    ]


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"average": "-1"}, "Average weekly earnings of -1 are below zero"),
        ({"average": "NaN"}, "Average weekly earnings of NaN"),
        ({"qualifying": ()}, "No qualifying days are agreed for 11 May 2026"),
        ({"qualifying": (QualifyingDays(date(2026, 5, 12), (0,)),)}, "No qualifying days are agreed"),
        (
            {"qualifying": (QualifyingDays(date(2026, 5, 1), (0,)), QualifyingDays(LONG_AGO, (1,)))},
            "not in the order",
        ),
        ({"employment_starts": date(2026, 5, 12)}, "before the employment, which started on 12 May 2026"),
        ({"holiday": (sick("2026-05-15", "2026-05-20"),)}, "holiday of 15 to 20 May 2026 overlaps"),
    ],
)
def test_a_claim_that_cannot_be_right_is_refused(changes: dict[str, Any], why: str) -> None:
    with pytest.raises(PayInputError, match=why):
        claim(sick("2026-05-11", "2026-05-15"), **changes)


def test_what_is_just_possible_is_not_refused() -> None:
    monday = date(2026, 5, 11)
    new_here = {"employment_starts": monday, "qualifying": (QualifyingDays(monday, (0, 1)),)}
    around = (sick("2026-05-09", "2026-05-10"), sick("2026-05-16", "2026-05-17"))
    pay = paid(sick("2026-05-11", "2026-05-15"), average="0.00", holiday=around, **new_here)
    assert pay.total == 0
    assert pay.unpaid == ()


@pytest.mark.parametrize("holiday", [("2026-05-01", "2026-05-11"), ("2026-05-15", "2026-05-31")])
def test_a_holiday_that_shares_one_day_with_the_sickness_is_refused(holiday: tuple[str, str]) -> None:
    with pytest.raises(PayInputError, match="ask which the days were"):
        claim(sick("2026-05-11", "2026-05-15"), holiday=(sick(*holiday),))


@pytest.mark.parametrize("weekdays", [(), (0, 0), (7,), (-1, 2)])
def test_qualifying_days_are_different_days_of_the_week(weekdays: tuple[int, ...]) -> None:
    with pytest.raises(PayInputError, match="0 for Monday to 6 for Sunday"):
        QualifyingDays(LONG_AGO, weekdays)


def test_days_given_twice_are_refused() -> None:
    with pytest.raises(PayInputError, match="13 to 20 May 2026 overlaps 11 to 13 May 2026"):
        sickness.linked(
            sick=[sick("2026-05-13", "2026-05-20"), sick("2026-05-11", "2026-05-13")], years=YEARS
        )


def test_a_day_in_a_year_without_figures_is_refused() -> None:
    with pytest.raises(RatesError, match="6 April 2027 is in the tax year 2027-28"):
        sickness.linked(sick=[sick("2027-04-06", "2027-04-06")], years=YEARS)
