"""Which code carries on into a new tax year, and what a year's file says of codes."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from payroll.calc import rates, tax_code
from payroll.calc.figures import RatesError
from payroll.calc.inputs import PayInputError
from tests.payroll.calc.starter_cases import YEAR


@pytest.mark.parametrize(
    ("code", "uplift", "expected"),
    [
        ("1257L M1", 0, "1257L"),
        ("S1257L W1", 0, "S1257L"),
        ("1250L", 7, "1257L"),
        ("C1250L X", 7, "C1257L"),
        ("1375M", 8, "1383M"),
        ("1125N", 6, "1131N"),
        ("500T", 7, "500T"),
        ("0T M1", 7, "0T"),
        ("K475 X", 7, "K475"),
        ("SBR M1", 7, "SBR"),
        ("SD3", 7, "SD3"),
        ("NT X", 7, "NT"),
    ],
)
def test_a_code_carries_on_without_week_1_month_1_and_with_the_uplift_of_its_letter(
    code: str, uplift: int, expected: str
) -> None:
    carried = tax_code.carried_forward(tax_code.parse(code), uplift=dict.fromkeys("LMN", uplift))
    assert (str(carried), carried.non_cumulative) == (expected, False)


@pytest.mark.parametrize("label", ["2024-25", "2025-26", "2026-27"])
def test_no_year_so_far_has_an_uplift_and_each_has_1257l(label: str) -> None:
    codes = rates.for_year(label).starters.codes
    assert (dict(codes.uplift), codes.emergency) == ({"L": 0, "M": 0, "N": 0}, "1257L")
    assert codes.last_p45_until == date(int(label[:4]), 5, 24)


_NO_EMERGENCY_CODE = r"^the emergency code is not a plain code with free pay, like 1257L\.$|is not a tax code"


@pytest.mark.parametrize("emergency", ["S1257L", "1257L M1", "BR", "K12", "NT", "12"])
def test_the_emergency_code_of_a_year_must_be_a_plain_code(emergency: str) -> None:
    with pytest.raises(PayInputError, match=_NO_EMERGENCY_CODE):
        replace(YEAR.starters.codes, emergency=emergency)


@pytest.mark.parametrize("uplift", [{"L": 1}, {"L": 1, "M": 1, "N": 1, "T": 1}])
def test_the_uplift_is_given_for_its_three_letters(uplift: dict[str, int]) -> None:
    with pytest.raises(PayInputError, match="L, M and N"):
        replace(YEAR.starters.codes, uplift=uplift)


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("last_p45_until = 2026-05-24", "last_p45_until = 2025-05-24", "which is not in the year"),
        ('plan = "5"', 'plan = "6"', "is not 1, 2, 4 or 5"),
        ("L = 0, M = 0", "L = 0.5, M = 0", "which is not a int"),
        ('code_from = "starter checklist"', 'code_from = "guess"', "which is not a CodeSource"),
    ],
)
def test_a_years_file_with_starters_that_cannot_be_is_refused(
    tmp_path: Path, old: str, new: str, why: str
) -> None:
    text = Path(rates.__file__).with_name("rates").joinpath("2026_27.toml").read_text()
    assert old in text
    (tmp_path / "2026_27.toml").write_text(text.replace(old, new, 1))
    with pytest.raises(RatesError, match=why):
        rates.load(tmp_path / "2026_27.toml")
