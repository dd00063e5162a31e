"""Figures of working time and holiday that contradict each other or cannot be are refused."""

from pathlib import Path

import pytest

from payroll.calc import rates
from payroll.calc.figures import RatesError
from payroll.calc.working_time_figures import AccrualRounding

FILE = Path(rates.__file__).with_name("rates") / "2026_27.toml"


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        (
            "[[accommodation_offset]]\nstarts = 2026-04-01",
            "[[accommodation_offset]]\nstarts = 2026-04-02",
            "accommodation offset does not have the dates of the minimum wage",
        ),
        ("daily = 11.10", "daily = 0", "an accommodation offset is not above zero"),
        ("weeks = 5.6", "weeks = 0", "the yearly holiday is not a part of a year"),
        ("weeks = 5.6", "weeks = 52", "the yearly holiday is not a part of a year"),
        ("most_days = 28", "most_days = 0", "the yearly holiday is not a part of a year"),
        ("most_days = 28", "most_days = 365", "the yearly holiday is not a part of a year"),
        ("paid_weeks = 52", "paid_weeks = 0", "looks back over fewer weeks"),
        ("look_back_weeks = 104", "look_back_weeks = 51", "looks back over fewer weeks"),
        ("regular_weeks = 12", "regular_weeks = 0", "counts as regular only after more weeks"),
        ("regular_weeks = 12", "regular_weeks = 53", "counts as regular only after more weeks"),
        ('"hundredths of an hour"', '"quarters of an hour"', "which is not a AccrualRounding"),
    ],
)
def test_figures_that_cannot_be_are_refused(tmp_path: Path, old: str, new: str, why: str) -> None:
    text = FILE.read_text()
    assert text.count(old) == 1
    spoilt = tmp_path / FILE.name
    spoilt.write_text(text.replace(old, new))
    with pytest.raises(RatesError, match=why):
        rates.load(spoilt)


def test_figures_at_their_limits_are_taken(tmp_path: Path) -> None:
    changed = tmp_path / FILE.name
    text = FILE.read_text()
    for old, new in (
        ("look_back_weeks = 104", "look_back_weeks = 1"),
        ("paid_weeks = 52", "paid_weeks = 1"),
        ("regular_weeks = 12", "regular_weeks = 1"),
        ("weeks = 5.6", "weeks = 0.5"),
        ("most_days = 28", "most_days = 1"),
        ("daily = 11.10", "daily = 0.01"),
    ):
        text = text.replace(old, new)
    changed.write_text(text)
    assert rates.load(changed).annual_leave.look_back_weeks == 1


@pytest.mark.parametrize("label", ["2024-25", "2025-26", "2026-27"])
def test_the_settings_of_the_years_so_far(label: str) -> None:
    year = rates.for_year(label)
    assert year.working_time.sleep_in_counts
    assert year.annual_leave.accrual_rounding is AccrualRounding.HUNDREDTHS
    assert (year.annual_leave.paid_weeks, year.annual_leave.look_back_weeks) == (52, 104)
