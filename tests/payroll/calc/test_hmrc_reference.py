"""The reference on money for HMRC."""

from datetime import date

import pytest

from payroll.calc.inputs import PayInputError
from payroll.calc.year_end import references

OFFICE = "123PA00045678"


@pytest.mark.parametrize(
    ("tax_year", "month", "suffix", "first", "last"),
    [
        ("2023-24", 2, "2402", date(2023, 6, 6), date(2023, 7, 5)),
        ("2023-24", 3, "2403", date(2023, 7, 6), date(2023, 8, 5)),
        ("2026-27", 8, "2708", date(2026, 12, 6), date(2027, 1, 5)),
        ("2026-27", 12, "2712", date(2027, 4, 6), date(2027, 5, 5)),
    ],
)
def test_the_usual_reference_is_for_the_tax_month_after_the_period(
    tax_year: str, month: int, suffix: str, first: date, last: date
) -> None:
    found = references.hmrc_reference(accounts_office=OFFICE, tax_year=tax_year, month=month)
    assert (found.usual_from, found.usual_to) == (first, last)
    assert found.on(first) == found.on(last) == OFFICE
    for outside in (first - date.resolution, last + date.resolution):
        assert found.on(outside) == f"{OFFICE}{suffix}"


def test_a_reference_that_is_none_is_refused() -> None:
    with pytest.raises(PayInputError, match=r"does not have 13 characters, like 123PA00045678\.$"):
        references.hmrc_reference(accounts_office="120PZ999", tax_year="2026-27", month=1)


def test_a_month_that_is_none_is_refused() -> None:
    with pytest.raises(PayInputError, match="13 is not a"):
        references.hmrc_reference(accounts_office=OFFICE, tax_year="2026-27", month=13)
