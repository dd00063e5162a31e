"""What a payment costs the employer, and how the Employment Allowance runs through a year."""

from decimal import Decimal

import pytest

from payroll.calc import employer_costs, rates
from payroll.calc.employer_costs import AllowanceUse
from payroll.calc.inputs import Earning, EarningKind, PayInputError
from tests.payroll.calc.cases import calculated, one_sum

ALLOWANCE = rates.for_year("2026-27").employment_allowance


def _use(employer_ni: str, to_date: str, used: str) -> AllowanceUse:
    return employer_costs.use_allowance(
        employer_ni=Decimal(employer_ni),
        employer_ni_to_date=Decimal(to_date),
        used_to_date=Decimal(used),
        rates=ALLOWANCE,
    )


def test_the_allowance_covers_the_employers_ni_of_one_pa() -> None:
    used = _use("212.63", "0.00", "0.00")
    assert (used.covered, used.remaining) == (Decimal("212.63"), Decimal("10287.37"))


def test_the_allowance_covers_only_what_is_left_of_it() -> None:
    assert _use("212.63", "10400.00", "10400.00") == AllowanceUse(Decimal("100.00"), Decimal(0), Decimal(0))


def test_a_late_claim_could_still_cover_earlier_payments_of_the_year() -> None:
    used = _use("200.00", "1000.00", "0.00")
    assert (used.covered, used.earlier, used.remaining) == (200, 1000, 10300)


def test_what_the_allowance_has_covered_already_is_not_earlier_ni_left_over() -> None:
    used = _use("200.00", "1000.00", "400.00")
    assert (used.covered, used.earlier, used.remaining) == (200, 600, 9900)


def test_a_late_claim_covers_no_more_than_the_years_allowance() -> None:
    used = _use("200.00", "20000.00", "0.00")
    assert (used.covered, used.earlier) == (200, 10300)


@pytest.mark.parametrize(
    ("to_date", "used"), [("100.00", "100.01"), ("20000.00", "10500.01"), ("0.00", "-1.00")]
)
def test_more_use_than_there_was_to_cover_is_refused(to_date: str, used: str) -> None:
    with pytest.raises(PayInputError, match="The allowance used so far"):
        _use("10.00", to_date, used)


def test_what_is_due_to_hmrc_for_a_month_with_one_pa() -> None:
    result = calculated("1834.52", pension="relief_at_source")
    covered = _use(str(result.ni_employer), "0.00", "0.00").covered
    assert result.tax + result.ni_employee + result.ni_employer - covered == Decimal("220.12")


def test_the_cost_is_wages_ni_after_the_allowance_pension_and_money_back() -> None:
    mileage = Earning(EarningKind.MILEAGE, "Mileage", Decimal(20), "miles", Decimal("0.45"), Decimal("9.00"))
    result = calculated("0.00", earnings=(*one_sum("1834.52"), mileage), pension="relief_at_source")
    cost = employer_costs.cost(result=result, covered=Decimal("112.63"))
    assert (cost.wages, cost.national_insurance) == (Decimal("1834.52"), Decimal("100.00"))
    assert (cost.pension, cost.reimbursed, cost.total) == (Decimal("39.44"), 9, Decimal("1982.96"))
