"""Redundancy, notice and holiday that an employer would owe if an employment ended on a day."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from payroll.calc import rates
from payroll.calc.employer import ending
from payroll.calc.employer.ending import Owed, Service
from payroll.calc.inputs import PayInputError

DAY = date(2026, 11, 21)


def owed(day: date = DAY, tax_year: str = "2026-27", **changes: Any) -> Owed:
    """Someone of 45 with 6 full years and 270 a week."""
    given: dict[str, Any] = {
        "birth_date": date(1981, 3, 14),
        "started": date(2020, 6, 1),
        "weekly_pay": Decimal("270.00"),
    }
    return ending.owed(service=Service(**given | changes), day=day, rates=rates.for_year(tax_year))


def test_six_years_at_45_are_eight_weeks_and_2160() -> None:
    found = owed()
    assert (found.full_years, found.redundancy_weeks, found.redundancy) == (6, 8, Decimal("2160.00"))
    assert found.lines[0].working == "8 weeks × £270.00"


@pytest.mark.parametrize(
    ("tax_year", "day", "cap"),
    [
        ("2024-25", date(2025, 4, 5), 700),
        ("2025-26", date(2025, 4, 6), 719),
        ("2025-26", date(2026, 4, 5), 719),
        ("2026-27", date(2026, 4, 6), 751),
    ],
)
def test_a_weeks_pay_is_capped_by_the_day_it_ends(tax_year: str, day: date, cap: int) -> None:
    found = owed(day, tax_year, weekly_pay=Decimal("2000.00"))
    assert found.redundancy == found.redundancy_weeks * cap
    assert f"no more than £{cap}" in found.lines[0].why


def test_notice_pay_is_not_capped() -> None:
    assert owed(weekly_pay=Decimal("1000.00")).notice == 6000


def test_under_two_years_there_is_no_redundancy_pay() -> None:
    found = owed(started=date(2024, 11, 23))
    assert (found.redundancy_weeks, found.redundancy) == (0, 0)
    assert found.lines[0].why == "Redundancy pay begins with 2 full years of work, and this is 1 year."


def test_the_last_day_completes_the_second_year() -> None:
    assert owed(started=date(2024, 11, 22)).redundancy_weeks == 3


@pytest.mark.parametrize(
    ("born", "weeks"),
    [
        (date(1960, 1, 1), "30"),
        (date(1990, 1, 1), "17"),
        (date(1985, 11, 22), "19.5"),
        (date(1984, 11, 22), "20.5"),
        (date(1984, 11, 23), "19.5"),
    ],
)
def test_each_year_counts_by_the_age_it_began_at_and_twenty_at_most(born: date, weeks: str) -> None:
    assert owed(birth_date=born, started=date(2004, 1, 1)).redundancy_weeks == Decimal(weeks)


def test_only_the_last_twenty_years_are_said_to_count() -> None:
    assert owed(started=date(2004, 1, 1)).lines[0].why.endswith("Only the last 20 years count.")


@pytest.mark.parametrize(
    ("started", "weeks"),
    [
        (date(2026, 10, 23), 0),
        (date(2026, 10, 22), 1),
        (date(2024, 11, 23), 1),
        (date(2024, 11, 22), 2),
        (date(2014, 11, 22), 12),
        (date(2010, 1, 1), 12),
    ],
)
def test_statutory_notice_is_a_week_then_one_for_each_year_to_twelve(started: date, weeks: int) -> None:
    assert owed(started=started).notice_weeks == weeks


def test_a_longer_notice_in_the_contract_counts() -> None:
    assert (owed(notice_weeks=8).notice_weeks, owed(notice_weeks=4).notice_weeks) == (8, 6)


def test_redundancy_notice_and_holiday_are_added_up() -> None:
    found = owed(holiday_owed=Decimal("123.45"))
    assert found.total == Decimal("2160.00") + Decimal("1620.00") + Decimal("123.45")
    assert sum(line.amount for line in found.lines) == found.total


def test_it_builds_up_from_payrun_to_payrun() -> None:
    days = [date(2026, 5, 31), date(2026, 6, 1)]
    assert [owed(day).full_years for day in days] == [6, 6]
    assert owed(date(2026, 5, 30)).full_years == 5


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"birth_date": None}, "The date of birth is missing"),
        ({"started": None}, "The first day of employment is missing"),
        ({"birth_date": date(2020, 6, 1)}, "is not before the first day"),
        ({"started": date(2026, 11, 22)}, "starts after 21 November 2026"),
        ({"weekly_pay": Decimal(-1)}, "A week's pay"),
        ({"holiday_owed": Decimal("0.001")}, "Holiday pay owed"),
        ({"notice_weeks": -1}, "Notice in the contract"),
    ],
)
def test_service_that_cannot_be_is_refused(changes: dict[str, Any], why: str) -> None:
    with pytest.raises(PayInputError, match=why):
        owed(**changes)


def test_a_day_is_never_reckoned_with_another_years_limit() -> None:
    with pytest.raises(PayInputError, match="use the figures of its tax year"):
        owed(date(2026, 4, 5))


@pytest.mark.parametrize(
    "changes", [{"highest_week": Decimal(0)}, {"fewest_years": 0}, {"most_years": 1}, {"years": ()}]
)
def test_a_redundancy_table_that_cannot_be_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(PayInputError, match="redundancy pay"):
        replace(rates.for_year("2026-27").endings.redundancy, **changes)


def test_a_notice_table_that_cannot_be_is_refused() -> None:
    with pytest.raises(PayInputError, match="notice"):
        replace(rates.for_year("2026-27").endings.notice, most_weeks=0)


def test_a_week_at_the_limit_and_twenty_years_exactly_are_said_without_a_limit() -> None:
    limit = rates.for_year("2026-27").endings.redundancy.highest_week
    found = owed(started=date(2006, 11, 22), weekly_pay=limit).lines[0]
    assert found.why == "For 20 years of work, by age in each year."
    none_yet = owed(started=date(2026, 1, 5)).lines[0]
    assert (none_yet.working, none_yet.amount) == ("None yet", Decimal("0.00"))


def test_what_is_owed_names_its_day_and_holds_the_holiday() -> None:
    found = owed(started=DAY, holiday_owed=Decimal("54.00"))
    assert (found.day, found.holiday, found.full_years) == (DAY, Decimal("54.00"), 0)
    assert [line.working for line in found.lines] == ["None yet", "0 weeks × £270.00", "As given"]
