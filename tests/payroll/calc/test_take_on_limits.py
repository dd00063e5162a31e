"""A year's figures from the payroll before, at the limit of what can be, and what is said beyond it."""

from dataclasses import replace
from decimal import Decimal

import pytest

from payroll.calc import income_tax, tax_code
from payroll.calc.inputs import Interval, StatutoryToDate
from payroll.calc.rounding import PENNY, ZERO
from payroll.calc.take_on import faults, net_of
from tests.payroll.calc.test_take_on import FIGURES, GIVEN, ROW, YEAR, found


def test_a_code_that_looks_at_each_payment_alone_takes_no_more_than_if_all_had_been_paid_in_one_week() -> (
    None
):
    most = income_tax.deduct(
        code=tax_code.parse("1257L W1"),
        non_cumulative=False,
        interval=Interval.WEEKLY,
        period=1,
        pay=FIGURES.pay,
        pay_before=ZERO,
        tax_before=ZERO,
        rates=YEAR.income_tax,
    ).due
    assert most > Decimal(4000)
    assert found(tax=most, non_cumulative=True) == []
    assert found(tax=most + PENNY, non_cumulative=True) == ["tax"]


def test_loans_are_not_handed_over() -> None:
    loans = replace(FIGURES, student_loan=Decimal(20), postgraduate_loan=Decimal(10))
    assert net_of(FIGURES) - net_of(loans) == 30


@pytest.mark.parametrize(
    ("figures", "sentence"),
    [
        (
            replace(FIGURES, tax=Decimal(-10)),
            "More tax was paid back, £10.00, than earlier jobs took, £0.00. Check both.",
        ),
        (
            replace(FIGURES, ni=(replace(ROW, employee=Decimal(300)),)),
            ("Letter A: £300.00 is not what £3,864.00 between the limits gives, about £309.12. Check both."),
        ),
    ],
)
def test_a_figure_that_cannot_be_is_said_with_what_it_would_be(figures: object, sentence: str) -> None:
    given = replace(GIVEN, figures=figures)  # type: ignore[arg-type]
    assert [fault.sentence for fault in faults(given, rates=YEAR)] == [sentence]


def test_pay_that_went_into_a_net_pay_pension_counts_for_insurance_and_loans() -> None:
    less_taxed = {"pay": Decimal(11000), "pension_net_pay": Decimal(200), "tax": Decimal(700)}
    assert found(**less_taxed, student_loan=Decimal(1008)) == []


@pytest.mark.parametrize(
    ("limit", "field"),
    [
        ({"tax": Decimal("5600.00"), "other_codes": True}, "tax"),
        # A penny for each of 30 weeks.
        ({"employee": Decimal("309.42")}, "ni_1_employee"),
        ({"employer": Decimal("1680.30")}, "ni_1_employer"),
        ({"pension_employer": Decimal("11200.00")}, "pension_employer"),
        ({"pension_relief_at_source": Decimal("10118.48")}, "pay"),
    ],
)
def test_the_most_that_can_be_is_taken_and_a_penny_more_is_refused(
    limit: dict[str, Decimal], field: str
) -> None:
    assert found(**limit) == []
    (name, amount), *others = limit.items()
    assert found(**{name: amount + PENNY} | dict(others)) == [field]


def test_the_least_national_insurance_that_can_be_is_taken() -> None:
    assert found(employee=Decimal("308.82")) == []
    assert found(employee=Decimal("308.81")) == ["ni_1_employee"]


def test_earnings_above_the_upper_limit_bear_two_per_cent() -> None:
    more = {"pay": Decimal(20000), "earnings": Decimal(20000)}
    assert found(**more, employee=Decimal("485.12")) == []


def test_nothing_is_due_from_the_employer_under_an_exempt_letter() -> None:
    assert found(letter="X", employee=ZERO, employer=ZERO) == []
    assert found(letter="X", employee=ZERO) == ["ni_1_employer"]


def test_earnings_between_the_limits_are_no_more_than_eight_payments_of_four_weeks_have() -> None:
    much = {"pay": Decimal(40000), "earnings": Decimal(40000), "employee": Decimal("2474.88")}
    assert found(**much, pt_to_uel=Decimal("30936.00")) == []
    assert found(**much, pt_to_uel=Decimal("30936.01")) == ["ni_1_pt_to_uel"]


def test_all_pay_may_be_statutory_pay() -> None:
    assert found(statutory=(StatutoryToDate("maternity", FIGURES.pay),)) == []


def test_a_pension_above_the_pay_is_named_beside_what_it_leaves() -> None:
    assert found(pension_relief_at_source=Decimal("11200.01")) == ["pension_relief_at_source", "pay"]
