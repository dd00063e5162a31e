"""In which tax month HMRC counts what is got back: its own while HMRC takes it, else the one telling it."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest

from payroll import got_back
from payroll.calc.statutory.kinds import Kind
from payroll.eps_report import Recovered
from payroll.got_back import Told

MONTHS = frozenset(range(1, 13))
IN_TIME, TOO_LATE = date(2026, 12, 19), date(2026, 12, 20)


def amounts(pounds: str) -> got_back.Amounts:
    """Maternity pay of a year to date, all got back and 9% on top."""
    back = Decimal(pounds)
    return (Recovered(Kind.MATERNITY, back, back * 9 / 100),) if back else ()


def counted(
    paid: Mapping[int, str],
    told: Told = Told(),  # noqa: B008
    *,
    today: date,
    months: frozenset[int] = MONTHS,
    has_ended: bool = False,
) -> dict[int, Decimal]:
    """What each month grows by, of the months in which it does; `paid` has the year to date by month."""

    def to_date(month: int) -> got_back.Amounts:
        before = [number for number in sorted(paid) if number <= month]
        return amounts(paid[before[-1]]) if before else ()

    found = got_back.to_date(
        to_date, told, tax_year="2026-27", months=months, has_ended=has_ended, today=today
    )
    before, grown = got_back.sums(to_date(0))[0], {}
    for month, (back, _) in found.items():
        if back != before:
            grown[month] = back - before
        before = back
    return grown


def told(*said: tuple[int, str]) -> Told:
    return Told(told=[(month, amounts(pounds)) for month, pounds in said])


def test_while_hmrc_takes_it_an_amount_counts_in_the_month_in_which_it_was_paid() -> None:
    assert counted({8: "500"}, today=IN_TIME) == {8: 500}


def test_what_was_told_in_time_stays_in_its_month() -> None:
    assert counted({8: "500"}, told((8, "500")), today=date(2027, 3, 1)) == {8: 500}


def test_what_was_not_told_in_time_counts_in_the_month_that_tells_it() -> None:
    assert counted({8: "500"}, today=TOO_LATE) == {9: 500}
    assert counted({8: "500"}, told((10, "500")), today=date(2027, 3, 1)) == {10: 500}


def test_a_later_month_takes_what_has_changed_since_it_was_told() -> None:
    found = told((8, "500"))
    assert counted({8: "450"}, found, today=IN_TIME) == {8: 450}
    assert counted({8: "450"}, found, today=TOO_LATE) == {8: 500, 9: -50}


def test_what_a_later_month_has_told_is_not_told_of_an_earlier_one() -> None:
    assert counted({8: "500", 9: "700"}, told((9, "700")), today=IN_TIME) == {9: 700}


def test_what_a_person_closed_is_told_with_the_next_month() -> None:
    closed = Told(closed=[(8, amounts("500"))])
    assert counted({8: "500"}, closed, today=IN_TIME) == {9: 500}


def test_a_month_that_other_software_worked_out_is_as_it_was_paid() -> None:
    assert counted({8: "500"}, Told(elsewhere={8}), today=date(2027, 3, 1)) == {8: 500}


@pytest.mark.parametrize("today", [IN_TIME, date(2027, 3, 1)])
def test_the_last_month_of_a_reference_that_ended_takes_all_that_is_told_later(today: date) -> None:
    ended = frozenset(range(1, 9))
    assert counted({8: "500"}, told((9, "500")), today=today, months=ended, has_ended=True) == {8: 500}


def test_the_twelfth_month_takes_amounts_for_good() -> None:
    assert counted({8: "500"}, told((8, "400")), today=date(2028, 1, 1)) == {8: 400, 12: 100}


def test_what_another_payroll_got_back_before_is_not_counted_again() -> None:
    assert counted({0: "300", 8: "500"}, told((8, "500")), today=date(2027, 3, 1)) == {8: 200}


def test_the_months_of_a_tax_year_without_hmrcs_forms_are_as_they_were_paid() -> None:
    found = got_back.to_date(
        lambda month: amounts("500") if month >= 8 else (),
        Told(),
        tax_year="2024-25",
        months=MONTHS,
        has_ended=False,
        today=date(2026, 12, 1),
    )
    assert (found[7][0], found[8][0]) == (Decimal(0), Decimal(500))
