"""What a year of payments has cost an employer, part by part, and the allowance as it runs through them."""

from dataclasses import fields
from datetime import date
from decimal import Decimal

from payroll.calc import rates
from payroll.calc.employer import payments
from payroll.calc.employer.payments import Paid
from payroll.calc.employer_costs import EmployerCost
from payroll.calc.inputs import Earning, EarningKind
from payroll.calc.results import PayResult
from tests.payroll.calc.cases import calculated, one_sum

YEAR = rates.for_year("2026-27")
MAY, JUNE, JULY = date(2026, 5, 1), date(2026, 6, 1), date(2026, 7, 1)


def _with_mileage(pay: str) -> PayResult:
    drive = Earning(EarningKind.MILEAGE, "Mileage", Decimal(20), "miles", Decimal("0.45"), Decimal("9.00"))
    return calculated("0.00", earnings=(*one_sum(pay), drive), pension="relief_at_source")


def test_the_year_is_the_sum_of_its_payments_in_every_part() -> None:
    paid = [Paid(JUNE, _with_mileage("2400.00")), Paid(MAY, _with_mileage("1834.52"))]
    found = payments.of_year(paid=paid, claims_allowance=False, rates=YEAR)
    assert [cost.wages for cost in found.payments] == [Decimal("1834.52"), Decimal("2400.00")]
    assert found.total == EmployerCost(
        wages=Decimal("4234.52"),
        national_insurance=Decimal("510.08"),
        pension=Decimal("95.84"),
        reimbursed=Decimal("18.00"),
        total=Decimal("4858.44"),
    )
    for part in fields(EmployerCost):
        name = part.name
        assert getattr(found.total, name) == sum(getattr(cost, name) for cost in found.payments)


def test_the_allowance_runs_through_the_payments_until_it_is_used_up() -> None:
    """Employer National Insurance of 80,000 in a month is 11,937.45, above the allowance of 10,500."""
    paid = [
        Paid(MAY, calculated("40000.00")),
        Paid(JUNE, calculated("40000.00")),
        Paid(JULY, calculated("1834.52")),
    ]
    found = payments.of_year(paid=paid, claims_allowance=True, rates=YEAR)
    assert [cost.national_insurance for cost in found.payments] == [
        Decimal("0.00"),
        Decimal("1374.90"),
        Decimal("212.63"),
    ]
    assert found.allowance_left == 0
