"""Two payslips side by side: every difference has its cause, and together they are that of the net pay."""

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from payroll.calc import compare
from payroll.calc.compare import Change
from payroll.calc.inputs import Earning, EarningKind
from payroll.calc.orders.deductions import Deductions
from payroll.calc.pension import Membership
from payroll.calc.pension_shares import Base
from payroll.calc.rounding import ZERO
from tests.payroll.calc.cases import calculated, pay_line
from tests.payroll.calc.order_cases import council_tax, fixed_debt


def hours(quantity: str, rate: str = "13.50") -> Earning:
    amount = (Decimal(quantity) * Decimal(rate)).quantize(Decimal("0.01"))
    return Earning(EarningKind.HOURS, "Hours worked", Decimal(quantity), "hours", Decimal(rate), amount)


def changes(before: dict[str, Any], now: dict[str, Any]) -> dict[str, Change]:
    then = calculated("0.00", **before)
    found = compare.compare(
        before=then, now=calculated("0.00", **{"period": 2, "to_date": then.to_date} | now)
    )
    return {change.label: change for change in found.changes}


def test_more_hours_are_said_with_both_numbers() -> None:
    found = changes({"earnings": (hours("76"),)}, {"earnings": (hours("80"),)})
    assert found["Hours worked"].effect == Decimal("54.00")
    assert found["Hours worked"].why == "80 hours instead of 76 hours."


def test_another_rate_is_said_with_both_rates() -> None:
    found = changes({"earnings": (hours("76"),)}, {"earnings": (hours("40"), hours("36", "14.00"))})
    assert found["Hours worked"].effect == Decimal("18.00")
    assert found["Hours worked"].why == "The rate is £13.50 and £14.00. Last time it was £13.50."


def test_the_same_pay_has_no_differences() -> None:
    same = {"earnings": (hours("76"),), "non_cumulative": True}
    assert changes(same, same) == {}


def test_a_new_tax_code_is_the_cause_of_another_tax() -> None:
    pay = {"earnings": (hours("76"),)}
    found = changes(pay, pay | {"tax_code": "BR", "non_cumulative": True})
    assert found["Income Tax"].effect < 0
    assert found["Income Tax"].why == "Your tax code is now BR M1. Last time it was 1257L."


def test_tax_that_is_paid_back_after_tax_that_was_taken_is_one_difference() -> None:
    found = changes({"earnings": (hours("200"),)}, {"earnings": (hours("1"),)})
    change = found["Income Tax paid back"]
    assert change.before < 0 < change.now
    assert change.why.startswith("You have paid more tax this year than is due so far")
    assert "Income Tax" not in found


def test_a_new_letter_is_the_cause_of_another_national_insurance() -> None:
    pay = {"earnings": (hours("150"),)}
    found = changes(pay | {"ni_letter": "M"}, pay | {"ni_letter": "C"})
    assert found["National Insurance"].why == "Your National Insurance letter is now C. Last time it was M."


def test_what_begins_and_what_ends_says_so() -> None:
    pay = {"earnings": (hours("150"),)}
    begun = changes(
        pay, pay | {"pension": "net_pay", "deductions": Deductions(direct_earnings=(fixed_debt("5"),))}
    )
    assert begun["Pension"].why == begun["Benefit debt (D 1)"].why == "There was none last time."
    ended = changes(pay | {"student_loan": "5", "worked_out": (pay_line("sick", "20.00"),)}, pay)
    assert ended["Sick"].why == "There is none this time."
    assert ended["Sick"].effect == Decimal("-20.00")


def test_another_kind_of_pension_is_named() -> None:
    pay = {"earnings": (hours("150"),)}
    found = changes(pay | {"pension": "relief_at_source"}, pay | {"pension": "net_pay"})
    assert found["Pension"].why == "Your pension is now net pay. Last time it was relief at source."


def test_what_is_taken_as_a_share_follows_the_pay() -> None:
    usual = {"pension": "net_pay"}
    found = changes(usual | {"earnings": (hours("150"),)}, usual | {"earnings": (hours("160"),)})
    assert found["Pension"].why == found["National Insurance"].why == "It follows your pay."
    assert found["Income Tax"].why == "Income Tax is worked out on all your pay so far this year."


def test_a_share_says_why_itself_where_the_pay_did_not_move() -> None:
    pay = {"earnings": (hours("200"),), "student_loan": "5", "non_cumulative": True}
    found = changes(pay, pay | {"deductions": Deductions(council_tax=(council_tax(),))})
    assert "while a council tax order takes a share of the pay" in found["Student loan (plan 5)"].why


def test_a_share_says_why_itself_where_its_terms_moved() -> None:
    then = {"earnings": (hours("200"),), "pension": "net_pay"}
    scheme = Membership(
        scheme="net_pay", member_from=date(2026, 4, 6), base=Base.SET_3, pensionable=Decimal("2713.50")
    )
    found = changes(then, {"earnings": (hours("201"),), "pension": scheme})
    assert found["Pension"].why.startswith("You pay 4% before tax is worked out")


def test_an_order_keeps_its_reason() -> None:
    one, other = (
        {"earnings": (hours("200"),), "deductions": Deductions(direct_earnings=(fixed_debt(debt),))}
        for debt in ("50", "60")
    )
    assert changes(one, other)["Benefit debt (D 1)"].why.startswith("This pays back benefits.")


def test_a_sum_worked_out_by_its_own_rule_keeps_its_reason() -> None:
    found = changes(
        {"worked_out": (pay_line("sick", "20.00"),)}, {"worked_out": (pay_line("sick", "60.00"),)}
    )
    assert found["Sick"].why == "The law gives it."


def test_the_largest_difference_stands_first() -> None:
    before = calculated("0.00", earnings=(hours("76"),))
    found = compare.compare(
        before=before,
        now=calculated(
            "0.00", period=2, to_date=before.to_date, earnings=(hours("80"),), pension="relief_at_source"
        ),
    )
    effects = [abs(change.effect) for change in found.changes]
    assert effects == sorted(effects, reverse=True)
    assert len(effects) > 2


pence = st.integers(0, 600_000).map(lambda pence: Decimal(pence) / 100 + Decimal("0.00"))
terms = st.fixed_dictionaries(
    {
        "tax_code": st.sampled_from(["1257L", "S1257L", "K475", "BR", "NT"]),
        "ni_letter": st.sampled_from("ABCJM"),
        "student_loan": st.sampled_from([None, "1", "5"]),
        "pension": st.sampled_from([None, "relief_at_source", "net_pay"]),
        "worked_out": st.sampled_from([(), (pay_line("sick", "20.00"),)]),
        "birth_date": st.sampled_from([None]),
        "period_end": st.sampled_from([None, date(2026, 5, 5)]),
    }
)


@given(pence, pence, terms, terms)
def test_the_differences_add_up_to_that_of_the_net_pay(
    one: Decimal, other: Decimal, then: dict[str, Any], now: dict[str, Any]
) -> None:
    before = calculated(one, **then)
    after = calculated(other, period=2, to_date=before.to_date, **now)
    found = compare.compare(before=before, now=after)
    assert found.net == after.net - before.net
    assert sum((change.effect for change in found.changes), ZERO) == found.net
    assert all(change.why for change in found.changes)
