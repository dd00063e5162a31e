"""Shares of a pension scheme above what the law asks for, and the pay of which a certified set takes them."""

import json
from datetime import date
from decimal import Decimal

import pytest

from payroll.calc import payment as stored
from payroll.calc import payslip, pension, pension_shares, rates
from payroll.calc.inputs import Interval, PayInputError
from payroll.calc.pension import Membership
from payroll.calc.pension_shares import Base, Shares
from tests.payroll.calc.cases import calculated, pay_line, payment

YEAR = rates.for_year("2026-27")
FIRST = date(2026, 4, 6)


def shares(employee: str, employer: str) -> Shares:
    """Shares in percent."""
    return Shares(Decimal(employee) / 100, Decimal(employer) / 100)


def member(
    base: Base = Base.QUALIFYING_EARNINGS, of: Shares | None = None, scheme: str = "net_pay"
) -> Membership:
    """A member from the first day of the year."""
    return Membership(scheme=scheme, member_from=FIRST, base=base, shares=of)


def test_the_schemes_own_shares_are_taken_and_stand_on_the_lines() -> None:
    """Of £1,480.00 between the limits the member pays 6% and the employer 5.5%."""
    paid = calculated("2000.00", pension=member(of=shares("6", "5.5")))
    assert (paid.pension_employee, paid.pension_employer) == (Decimal("88.80"), Decimal("81.40"))
    lines = {line.code: line.working for line in paid.lines}
    assert lines["pension"] == "6% of £1,480.00"
    assert lines["pension_employer"] == "5.5% of £1,480.00"


def test_the_states_relief_is_a_fifth_of_the_members_own_share() -> None:
    made = pension.contributions(
        earnings=Decimal("2000.00"),
        membership=member(of=shares("10", "3"), scheme="relief_at_source"),
        interval=Interval.MONTHLY,
        rates=YEAR.pension,
    )
    assert (made.employee, made.tax_relief, made.employer) == (
        Decimal("118.40"),
        Decimal("29.60"),
        Decimal("44.40"),
    )


@pytest.mark.parametrize(
    ("base", "employee", "employer", "said"),
    [
        (Base.QUALIFYING_EARNINGS, "5", "3", None),
        (Base.QUALIFYING_EARNINGS, "0", "8", None),
        (
            Base.QUALIFYING_EARNINGS,
            "6",
            "2.99",
            "The employer pays in 2.99%, and the law asks for 3% or more.",
        ),
        (
            Base.QUALIFYING_EARNINGS,
            "4.99",
            "3",
            "Both together pay in 7.99%, and the law asks for 8% or more.",
        ),
        (Base.SET_1, "5", "4", None),
        (Base.SET_1, "6", "3", "The employer pays in 3%, and the law asks for 4% or more."),
        (Base.SET_1, "4", "4", "Both together pay in 8%, and the law asks for 9% or more."),
        (Base.SET_2, "5", "3", None),
        (Base.SET_2, "4", "3", "Both together pay in 7%, and the law asks for 8% or more."),
        (Base.SET_3, "4", "3", None),
        (Base.SET_3, "3", "3", "Both together pay in 6%, and the law asks for 7% or more."),
    ],
)
def test_the_employer_and_both_together_have_a_least_share(
    base: Base, employee: str, employer: str, said: str | None
) -> None:
    assert pension_shares.too_little(shares(employee, employer), base=base, rates=YEAR.pension) == said


def test_a_payment_at_shares_below_the_law_is_refused() -> None:
    with pytest.raises(
        PayInputError, match=r"Both together pay in 7%.*Change the shares of the pension scheme"
    ):
        calculated("2000.00", pension=member(of=shares("4", "3")))


@pytest.mark.parametrize(("employee", "employer"), [("-1", "5"), ("5", "0"), ("100", "3"), ("60", "50")])
def test_shares_that_are_none_are_refused(employee: str, employer: str) -> None:
    with pytest.raises(PayInputError, match="not a share of one"):
        shares(employee, employer)


@pytest.mark.parametrize(
    ("base", "counted"), [(Base.SET_1, "2000.00"), (Base.SET_2, "2000.00"), (Base.SET_3, "2300.00")]
)
def test_a_bonus_is_pensionable_where_all_pay_is(base: Base, counted: str) -> None:
    paid = calculated("2000.00", worked_out=(pay_line("bonus", "300.00"),), pension=member(base))
    (line,) = [line for line in paid.lines if line.code == "pension"]
    assert dict(line.figures)[base.replace("_", " ")] == counted


def test_pay_taken_back_beside_a_bonus_leaves_no_pensionable_pay_below_nothing() -> None:
    given = payment(
        "0.00",
        worked_out=(pay_line("bonus", "50.00"), pay_line("correction", "-20.00")),
        pension=member(Base.SET_1),
    )
    assert payslip.calculate(pay=given, rates=YEAR).pension_employee == 0


def test_a_payment_with_shares_is_read_back_as_it_was_kept() -> None:
    given = payment("2000.00", pension=member(of=shares("6", "5.5")))
    assert stored.from_json(json.loads(json.dumps(stored.to_json(given)))) == given
