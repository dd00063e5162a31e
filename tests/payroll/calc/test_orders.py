"""Orders on wages: who comes first, what must be left, what is carried forward, and what is said."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payroll.calc.inputs import PayInputError
from payroll.calc.orders.agreed import Agreed, AgreedKind
from payroll.calc.orders.kinds import Order
from payroll.calc.orders.wages import Wages
from tests.payroll.calc.order_cases import (
    EARLY,
    LATE,
    amounts,
    benefit_debt,
    council_tax,
    court,
    fixed_debt,
    loan,
    maintenance,
    take,
    wages,
)


def voluntary(each_time: str, name: str = "Union") -> Agreed:
    return Agreed(kind=AgreedKind.VOLUNTARY, name=name, each_time=Decimal(each_time))


def overpaid(each_time: str, owed: str) -> Agreed:
    return Agreed(
        kind=AgreedKind.OVERPAYMENT, name="Overpayment", each_time=Decimal(each_time), owed=Decimal(owed)
    )


def test_a_tax_refund_is_among_the_earnings() -> None:
    paid = Wages(gross=Decimal(400), tax=Decimal("-129.40"), national_insurance=Decimal(0))
    assert paid.attachable == Decimal("529.40")


def test_maternity_pay_is_left_alone() -> None:
    paid = wages("1000.00", not_attachable=Decimal("700.00"))
    outcome = take(paid, council_tax())
    assert (outcome.attachable, amounts(outcome), outcome.net) == (300, [0], 1000)


def test_a_benefit_debt_leaves_60_per_cent_after_all_other_orders() -> None:
    outcome = take("1620.00", maintenance("486.00"), benefit_debt())
    assert amounts(outcome) == [Decimal("486.00"), Decimal("162.00")]
    assert outcome.orders[1].due == Decimal("243.00")


def test_60_per_cent_of_a_half_penny_is_never_undercut() -> None:
    assert amounts(take("100.01", fixed_debt("90.00"))) == [Decimal("40.00")]


def test_a_second_notice_sees_only_what_the_first_has_left() -> None:
    outcome = take("1000.00", benefit_debt(), benefit_debt(reference="D 2", made=LATE))
    assert amounts(outcome) == [Decimal("70.00"), Decimal("46.50")]


def test_a_fixed_notice_takes_its_sum_and_not_a_share() -> None:
    assert amounts(take("1000.00", fixed_debt("33.33"))) == [Decimal("33.33")]


def test_no_more_is_taken_than_is_owed() -> None:
    outcome = take("1000.00", benefit_debt(owed=Decimal("12.34")))
    assert amounts(outcome) == [Decimal("12.34")]
    assert outcome.orders[0].line.working == "£12.34 is all that is still owed"
    assert not outcome.said


def test_an_order_that_is_paid_off_does_nothing() -> None:
    outcome = take("1000.00", council_tax(owed=Decimal(0)), loans=[loan("43.00")])
    assert (outcome.orders, outcome.loans[0].amount) == ((), 43)


def test_child_maintenance_leaves_60_per_cent_and_carries_the_rest_forward() -> None:
    outcome = take("1000.00", maintenance("450.00", carried=Decimal("20.00")))
    taken = outcome.orders[0]
    assert (taken.amount, taken.due, taken.carried) == (400, 470, 70)
    (said,) = outcome.said
    assert said == (
        "Child maintenance (CMS 1): £70.00 of £470.00 could not be taken, because enough must be left to live"
        " on. It is added to the next payment. Tell the Child Maintenance Service."
    )


def test_a_payment_that_is_large_enough_makes_good_what_was_carried() -> None:
    taken = take("1200.00", maintenance("150.00", carried=Decimal("50.00"))).orders[0]
    assert (taken.amount, taken.carried, taken.said) == (200, 0, "")
    assert taken.line.working == "£150.00 each payday + £50.00 from before"


def test_a_court_order_leaves_the_protected_earnings() -> None:
    assert amounts(take("1010.00", court("30.00", "1000.00", priority=True))) == [Decimal("10.00")]


def test_only_a_priority_order_carries_its_shortfall() -> None:
    first = take("1010.00", court("30.00", "1000.00", priority=True)).orders[0]
    other = take("1010.00", court("30.00", "1000.00", priority=False)).orders[0]
    assert (first.carried, other.carried) == (20, 0)
    assert "It is not added to the next payment. Tell the court." in other.said


def test_a_priority_order_carries_protected_earnings_that_were_not_reached() -> None:
    first = take("900.00", court("30.00", "1000.00", priority=True)).orders[0]
    assert (first.amount, first.carried, first.protected_carried) == (0, 30, 100)
    again = court("30.00", "1000.00", priority=True, carried=first.carried, protected_carried=Decimal(100))
    then = take("1140.00", again).orders[0]
    assert (then.amount, then.carried, then.protected_carried) == (40, 20, 0)


def test_priority_orders_go_by_date_and_a_later_one_sees_what_is_left() -> None:
    outcome = take("1000.00", council_tax(made=LATE), maintenance("200.00"))
    assert amounts(outcome) == [Decimal("200.00"), Decimal("56.00")]
    earlier = take("1000.00", council_tax(), maintenance("200.00", made=LATE))
    assert amounts(earlier) == [Decimal("120.00"), Decimal("200.00")]


def test_judgment_and_benefit_debts_wait_for_later_priority_orders() -> None:
    outcome = take("1000.00", court("400.00", "500.00", priority=False), maintenance("300.00", made=LATE))
    assert [type(taken.order).__name__ for taken in outcome.orders] == ["ChildMaintenance", "CourtOrder"]
    assert amounts(outcome) == [300, 200]


def test_council_tax_suspends_student_loans() -> None:
    outcome = take("2000.00", council_tax(), loans=[loan("43.00"), loan("20.00", "postgraduate")])
    assert [taken.amount for taken in outcome.loans] == [0, 0]
    assert outcome.said[0] == (
        "Loan repayment of £43.00 (plan 1): nothing is taken, while a council tax order takes a share of the"
        " pay."
    )


def test_a_loan_is_cut_to_leave_the_protected_earnings_of_a_priority_order() -> None:
    outcome = take("953.50", court("50.00", "850.00", priority=True), loans=[loan("55.00")])
    assert outcome.loans[0].amount == Decimal("53.00")
    assert "only £53.00 is taken" in outcome.said[0]


def test_the_latest_priority_order_says_what_loans_must_leave() -> None:
    orders = (maintenance("100.00"), court("50.00", "800.00", priority=True, made=LATE))
    assert take("1000.00", *orders, loans=[loan("55.00")]).loans[0].amount == 50


def test_a_loan_comes_before_benefit_and_judgment_debts() -> None:
    outcome = take("1000.00", court("90.00", "900.00", priority=False), loans=[loan("43.00")])
    assert (outcome.loans[0].amount, amounts(outcome)) == (43, [57])


def test_a_loan_alone_is_taken_whole_even_from_maternity_pay() -> None:
    paid = wages("1000.00", not_attachable=Decimal("1000.00"))
    assert take(paid, loans=[loan("43.00")]).loans[0].amount == 43


def test_of_two_loans_the_first_is_served_first() -> None:
    order = court("50.00", "850.00", priority=True)
    outcome = take("960.00", order, loans=[loan("55.00"), loan("20.00", "postgraduate")])
    assert [taken.amount for taken in outcome.loans] == [55, 5]


def test_no_fee_is_taken_unless_it_is_asked_for() -> None:
    assert len(take("1000.00", council_tax()).lines) == 1


def test_a_fee_may_go_below_a_courts_protected_earnings_and_has_its_own_line() -> None:
    outcome = take("1010.00", court("30.00", "1000.00", priority=True, fee=Decimal("1.00")))
    assert (outcome.net, [line.code for line in outcome.lines]) == (999, ["order", "order_fee"])


def test_a_fee_may_not_break_the_protection_of_a_benefit_debt() -> None:
    fee = Decimal("1.00")
    assert take("1000.00", fixed_debt("400.00", fee=fee)).orders[0].fee == 0
    assert take("1000.00", fixed_debt("399.00", fee=fee)).orders[0].fee == 1


def test_a_fee_is_pay_that_is_gone_for_the_next_order() -> None:
    outcome = take("1000.00", maintenance("200.00", fee=Decimal("1.00")), fixed_debt("300.00"))
    assert amounts(outcome) == [200, 199]


def test_there_is_no_fee_where_nothing_was_taken() -> None:
    assert take("70.00", council_tax(fee=Decimal("1.00"))).orders[0].fee == 0


def test_an_overpayment_comes_before_voluntary_deductions_which_are_cut_first() -> None:
    outcome = take("100.00", agreed=[voluntary("30.00"), overpaid("80.00", "200.00")])
    assert [(one.agreed.name, one.amount) for one in outcome.agreed] == [("Overpayment", 80), ("Union", 20)]
    assert outcome.net == 0
    assert outcome.said == (
        "Union: £10.00 of £30.00 could not be taken, because the pay does not reach for it.",
    )


def test_an_overpayment_ends_when_it_is_paid_back() -> None:
    one = take("100.00", agreed=[overpaid("80.00", "50.00")]).agreed[0]
    assert (one.amount, one.owed_after, one.said) == (50, 0, "")
    assert one.line.why == "You were paid too much before, and this pays it back."


def test_what_is_left_of_an_overpayment_is_said() -> None:
    one = take("100.00", agreed=[overpaid("80.00", "200.00")]).agreed[0]
    assert one.line.why.endswith("£120.00 is left to pay back.")


MONEY = st.decimals(0, 3000, places=2)
WHEN = st.sampled_from([EARLY, LATE])


@given(
    net=MONEY,
    normal=st.decimals("0.01", 900, places=2),
    rest=st.tuples(MONEY, st.integers(0, 300), MONEY),
    dates=st.tuples(WHEN, WHEN, WHEN, WHEN, WHEN),
    fee=st.sampled_from([Decimal(0), Decimal("1.00")]),
)
def test_net_pay_is_never_negative_and_every_penny_has_a_place(
    net: Decimal, normal: Decimal, rest: tuple[Decimal, int, Decimal], dates: Any, fee: Decimal
) -> None:
    protected, loans, agreed = rest
    outcome = take(
        str(net),
        maintenance(str(normal), made=dates[0], fee=fee),
        council_tax(made=dates[1], fee=fee),
        court(str(normal), str(protected), priority=True, made=dates[2], fee=fee),
        court(str(normal), str(protected), priority=False, made=dates[3], fee=fee, reference="C 2"),
        benefit_debt(made=dates[4], fee=fee),
        loans=[loan(str(loans))],
        agreed=[voluntary(str(agreed))],
    )
    parts = [
        *(taken.amount + taken.fee for taken in outcome.orders),
        *(taken.amount for taken in outcome.loans),
        *(taken.amount for taken in outcome.agreed),
    ]
    assert outcome.net >= 0
    assert min(parts) >= 0
    assert sum(parts) + outcome.net == net
    assert sum(line.amount for line in outcome.lines) + outcome.loans[0].amount == net - outcome.net


@given(net=MONEY, other=st.decimals("0.01", 900, places=2))
def test_a_benefit_debt_never_takes_the_last_60_per_cent(net: Decimal, other: Decimal) -> None:
    taken = amounts(
        take(str(net), maintenance(str(other)), benefit_debt(), fixed_debt("50.00", reference="X"))
    )
    assert sum(taken) <= net * Decimal("0.4")


@pytest.mark.parametrize(
    ("build", "why"),
    [
        (lambda: benefit_debt(fixed=Decimal(5)), "either its schedule"),
        (lambda: benefit_debt(schedule=None), "either its schedule"),
        (lambda: maintenance("0.00"), "has no amount to deduct"),
        (lambda: maintenance("-1.00"), "is not zero or more"),
        (lambda: maintenance("1.001"), "in pounds and pence"),
        (lambda: maintenance("NaN"), "is not zero or more"),
        (lambda: council_tax(reference=" "), "has no reference"),
        (lambda: council_tax(owed=Decimal(-1)), "What is owed under order CT 1"),
        (lambda: court("1.00", "5.00", priority=False, carried=Decimal(1)), "for a judgment debt"),
        (lambda: court("1.00", "5.00", priority=False, protected_carried=Decimal(1)), "for a judgment debt"),
        (lambda: wages("10.00", not_attachable=Decimal(11)), "more than all pay"),
        (lambda: wages("10.00", pension=Decimal(11)), "are more than the pay"),
        (lambda: Wages(gross=Decimal(1), tax=Decimal("0.001"), national_insurance=Decimal(0)), "Income tax"),
        (lambda: Agreed(kind=AgreedKind.OVERPAYMENT, name="O", each_time=Decimal(1)), "how much of the over"),
        (lambda: voluntary("-1.00"), "Union: -1.00 is not zero or more"),
    ],
)
def test_bad_input_is_refused_with_a_sentence(build: Any, why: str) -> None:
    with pytest.raises(PayInputError, match=why):
        build()


@pytest.mark.parametrize(
    ("orders", "why"),
    [
        ([council_tax(), council_tax()], "listed twice"),
        ([council_tax(fee=Decimal("1.01"))], "at most £1.00"),
        ([council_tax(made=EARLY.replace(year=2007, month=3))], "its table is another"),
        ([council_tax(reference=str(number)) for number in range(3)], "cannot run at once"),
    ],
)
def test_orders_that_cannot_be_operated_are_refused(orders: list[Any], why: str) -> None:
    with pytest.raises(PayInputError, match=why):
        take("1000.00", *orders)


def test_two_council_tax_orders_run_one_after_the_other() -> None:
    orders: list[Order] = [council_tax(), council_tax(reference="CT 2", made=LATE)]
    assert amounts(take("1000.00", *orders)) == [Decimal("120.00"), Decimal("61.60")]  # type: ignore[arg-type]
