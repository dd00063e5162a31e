"""Until when the banks' tables are gone by, and what is said when they are not."""

import datetime as dt

import pytest

from ledger.banking import table_age


@pytest.mark.parametrize(
    ("published", "on"),
    [("2026-11-21", "2026-11-21"), ("2026-05-21", "2026-11-21"), ("2026-08-31", "2027-02-28")],
)
def test_tables_are_gone_by_for_six_months_to_the_day(published: str, on: str) -> None:
    assert table_age.notice(dt.date.fromisoformat(published), on=dt.date.fromisoformat(on)) == ""


@pytest.mark.parametrize(("published", "on"), [("2026-05-20", "2026-11-21"), ("2026-08-31", "2027-03-01")])
def test_older_tables_are_not_gone_by_and_the_notice_says_how_old_they_are(published: str, on: str) -> None:
    day = dt.date.fromisoformat(published)
    notice = table_age.notice(day, on=dt.date.fromisoformat(on))
    assert f"published on {day.day} {day:%B %Y}, more than 6 months ago" in notice
    assert notice.startswith("Account numbers are not checked")


def test_without_tables_the_notice_says_that_they_are_not_loaded() -> None:
    assert "are not loaded" in table_age.notice(None, on=dt.date(2026, 11, 21))


def test_the_setting_holds_from_its_day_and_the_first_one_before_that_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(table_age, "_MONTHS_TO_GO_BY", ((dt.date(2026, 4, 6), 6), (dt.date(2027, 4, 6), 3)))
    days = (dt.date(2025, 1, 1), dt.date(2027, 4, 5), dt.date(2027, 4, 6))
    assert [table_age.months_to_go_by(day) for day in days] == [6, 6, 3]
