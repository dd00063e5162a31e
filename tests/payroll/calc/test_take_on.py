"""A year's figures from the payroll before, refused where they cannot be."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from payroll.calc import rates
from payroll.calc.inputs import NiToDate, StatutoryToDate, YearToDate
from payroll.calc.take_on import TakenOn, faults, net_of

YEAR = rates.for_year("2026-27")
# 30 October 2026 is in tax month 7 and tax week 30. 1257L frees 7,337.82 by month 7, which leaves 3,862 of
# £1,600 a month at 20 %; and 7,257.60 by week 30, which leaves 3,942 and £788.40: the most at any interval.
UP_TO = date(2026, 10, 30)
ROW = NiToDate(
    letter="A",
    earnings=Decimal("11200.00"),
    at_lel=Decimal("3913.00"),
    lel_to_pt=Decimal("3423.00"),
    pt_to_uel=Decimal("3864.00"),
    employee=Decimal("309.12"),
    employer=Decimal("1242.15"),
)
FIGURES = YearToDate(
    pay=Decimal("11200.00"),
    tax=Decimal("772.40"),
    ni=(ROW,),
    student_loan=Decimal(0),
    postgraduate_loan=Decimal(0),
    pension_relief_at_source=Decimal("100.00"),
    pension_net_pay=Decimal(0),
    pension_employer=Decimal("75.00"),
    statutory=(),
    net=Decimal(0),
)
GIVEN = TakenOn(
    up_to=UP_TO,
    tax_code="1257L",
    non_cumulative=False,
    other_codes=False,
    previous_pay=Decimal(0),
    previous_tax=Decimal(0),
    figures=FIGURES,
)


def found(**given: object) -> list[str]:
    """The fields of the faults when these are given otherwise; figures and letters by their own names."""
    ni = {name: given.pop(name) for name in list(given) if name in NiToDate.__dataclass_fields__}
    own = {name: given.pop(name) for name in list(given) if name in YearToDate.__dataclass_fields__}
    row = replace(ROW, **ni)  # type: ignore[arg-type]
    figures = replace(FIGURES, **({"ni": (row,)} | own))  # type: ignore[arg-type]
    return [one.field for one in faults(replace(GIVEN, figures=figures, **given), rates=YEAR)]  # type: ignore[arg-type]


def test_figures_that_the_tables_give_are_taken() -> None:
    assert found() == []


def test_net_is_what_the_figures_leave() -> None:
    assert net_of(FIGURES) == Decimal("11200.00") - Decimal("772.40") - Decimal("309.12") - Decimal("100.00")


def test_tax_above_what_a_cumulative_code_takes_is_refused() -> None:
    assert found(tax=Decimal("788.42")) == ["tax"]
    assert found(tax=Decimal("788.41")) == []
    assert found(tax=Decimal("600.00")) == []


def test_another_code_earlier_in_the_year_may_have_taken_more() -> None:
    assert found(tax=Decimal("2240.00"), other_codes=True) == []
    assert found(tax=Decimal("5600.01"), other_codes=True) == ["tax"]


def test_half_of_the_pay_is_the_most_for_any_code() -> None:
    assert found(tax=Decimal("5600.01"), tax_code="0T", non_cumulative=True) == ["tax"]


def test_pay_and_tax_of_earlier_jobs_count_with_a_cumulative_code() -> None:
    # 3,000 more pay is 600 more tax, of which 500 was taken in the earlier job.
    more = {"previous_pay": Decimal(3000), "previous_tax": Decimal(500)}
    assert found(tax=Decimal("888.41"), **more) == []
    assert found(tax=Decimal("888.42"), **more) == ["tax"]


def test_tax_paid_back_is_not_more_than_earlier_jobs_took() -> None:
    assert found(tax=Decimal("-10.00")) == ["tax"]
    assert found(tax=Decimal("-10.00"), previous_pay=Decimal(900), previous_tax=Decimal(10)) == []


def test_more_tax_than_pay_of_earlier_jobs_is_refused() -> None:
    assert "previous_tax" in found(previous_pay=Decimal(1), previous_tax=Decimal(2), other_codes=True)


def test_a_code_that_there_is_not_is_refused() -> None:
    assert found(tax_code="P12") == ["tax_code"]
    assert found(tax_code="D5") == ["tax_code"]


@pytest.mark.parametrize(
    ("wrong", "fields"),
    [
        ({"earnings": Decimal("11200.01")}, ["ni_1_earnings"]),
        ({"earnings": Decimal("11199.99")}, ["ni_1_earnings"]),
        ({"at_lel": Decimal("4500.00")}, ["ni_1_earnings", "ni_1_at_lel"]),
        ({"employee": Decimal("320.00")}, ["ni_1_employee"]),
        ({"employee": Decimal("300.00")}, ["ni_1_employee"]),
        ({"employer": Decimal("1690.00")}, ["ni_1_employer"]),
        ({"letter": "C"}, ["ni_1_employee"]),
        ({"letter": "Q"}, ["ni_1_letter"]),
    ],
)
def test_national_insurance_fits_the_pay_and_its_bands(wrong: dict[str, object], fields: list[str]) -> None:
    assert found(**wrong) == fields


def test_pay_needs_a_letter_and_two_letters_are_not_the_same() -> None:
    assert found(ni=()) == ["ni_1_letter"]
    half = replace(
        ROW,
        **{name: getattr(ROW, name) / 2 for name in NiToDate.__dataclass_fields__ if name != "letter"},
    )
    assert found(ni=(half, half)) == ["ni_2_letter"]
    other = replace(NiToDate.nothing("M"))
    assert found(ni=(half, other, NiToDate.nothing("J"), other)) == ["ni_4_letter"]
    assert found(ni=(half, replace(half, letter="M"))) == []


def test_no_band_is_wider_than_the_periods_allow() -> None:
    assert found(up_to=date(2026, 5, 1), tax=Decimal("2240.00"), other_codes=True) == [
        "ni_1_at_lel",
        "ni_1_lel_to_pt",
    ]


@pytest.mark.parametrize(
    ("wrong", "fields"),
    [
        ({"student_loan": Decimal("1008.01")}, ["student_loan"]),
        ({"student_loan": Decimal("1008.00")}, []),
        ({"postgraduate_loan": Decimal("672.01")}, ["postgraduate_loan"]),
        ({"pension_employer": Decimal("11200.01")}, ["pension_employer"]),
        ({"pension_relief_at_source": Decimal("10200.00")}, ["pay"]),
        ({"statutory": (StatutoryToDate("maternity", Decimal(12000)),)}, ["pay"]),
    ],
)
def test_nothing_taken_off_is_more_than_the_pay_bears(wrong: dict[str, object], fields: list[str]) -> None:
    assert found(**wrong) == fields
