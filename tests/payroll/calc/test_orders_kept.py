"""What is kept of an order for the next payment, and by which name a wrong figure of an order is refused."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from payroll.calc.inputs import Interval, PayInputError
from payroll.calc.orders import kinds, tables, taking
from payroll.calc.orders.agreed import Agreed, AgreedKind
from payroll.calc.orders.deductions import Deductions
from payroll.calc.orders.figures import HalfPenny
from payroll.calc.orders.kinds import AnyOrder
from payroll.calc.orders.wages import Wages
from tests.payroll.calc.cases import calculated, pay_line
from tests.payroll.calc.order_cases import (
    LATE,
    TABLES,
    benefit_debt,
    council_tax,
    court,
    loan,
    maintenance,
    take,
)

MINUS = Decimal("-1.00")


def wages(gross: str, **changes: Any) -> Wages:
    nothing: dict[str, Any] = {"tax": Decimal(0), "national_insurance": Decimal(0)}
    return Wages(gross=Decimal(gross), **nothing | changes)


def _overpaid(owed: Decimal) -> Agreed:
    return Agreed(kind=AgreedKind.OVERPAYMENT, name="Overpayment", each_time=Decimal("1.00"), owed=owed)


def test_what_is_left_of_an_order_is_what_was_owed_less_what_was_taken() -> None:
    (kept,) = take("1000.00", benefit_debt(owed=Decimal("100.00"))).deducted
    assert (kept.rule, kept.reference) == ("orders.direct_earnings.standard", "D 1")
    assert (kept.due, kept.amount, kept.owed_after) == (Decimal("70.00"), Decimal("70.00"), Decimal("30.00"))
    (endless,) = take("1000.00", maintenance("10.00")).deducted
    assert endless.owed_after is None


def test_what_a_court_order_could_not_have_is_carried_with_it() -> None:
    (kept,) = take("900.00", court("30.00", "1000.00", priority=True, fee=Decimal("1.00"))).deducted
    assert (kept.carried, kept.protected_carried, kept.fee) == (Decimal("30.00"), Decimal("100.00"), 0)
    assert kept.said == (
        "Court order (C 1): £30.00 of £30.00 could not be taken, because enough must be left to live on."
        " It is added to the next payment. Tell the court."
    )


def test_each_order_has_somebody_to_tell() -> None:
    orders = (court("1.00", "0.00", priority=False), council_tax(), maintenance("1.00"), benefit_debt())
    assert [kinds.sender(order) for order in orders] == [
        "the court",
        "the council",
        "the Child Maintenance Service",
        "whoever sent the notice",
    ]


def test_nothing_taken_is_nothing_in_pounds_and_pence() -> None:
    outcome = take("1000.00")
    assert [str(outcome.attached), str(outcome.kept)] == ["0.00", "0.00"]


@pytest.mark.parametrize(
    ("build", "name"),
    [
        (lambda: maintenance("1.00", carried=MINUS), "What is carried forward under order CMS 1: -1.00 is"),
        (lambda: maintenance("-1.00"), "The deduction of order CMS 1: -1.00 is"),
        (lambda: court("1.00", "-1.00", priority=True), "Protected earnings of order C 1: -1.00 is"),
        (
            lambda: court("1.00", "5.00", priority=True, carried=MINUS),
            "What is carried forward under order C 1: -1.00 is",
        ),
        (
            lambda: court("1.00", "5.00", priority=True, protected_carried=MINUS),
            "Protected earnings carried forward, order C 1: -1.00 is",
        ),
        (lambda: council_tax(fee=MINUS), "The fee for order CT 1: -1.00 is"),
        (lambda: _overpaid(MINUS), "Overpayment, what is owed: -1.00 is"),
        (lambda: wages("-1.00"), "Gross pay: -1.00 is"),
        (lambda: wages("0.00", national_insurance=MINUS), "National Insurance: -1.00 is"),
        (lambda: wages("0.00", pension=MINUS), "The pension contribution: -1.00 is"),
        (lambda: wages("0.00", not_attachable=MINUS), "Pay that orders may not touch: -1.00 is"),
    ],
)
def test_a_wrong_figure_is_refused_by_its_name(build: Callable[[], object], name: str) -> None:
    with pytest.raises(PayInputError, match=f"^{name} not zero or more"):
        build()


def test_an_agreement_says_what_was_agreed_or_what_was_left_and_what_is_owed() -> None:
    union = Agreed(kind=AgreedKind.VOLUNTARY, name="Union", each_time=Decimal("5.00"))
    overpaid = _overpaid(Decimal("20.00"))
    whole, part = take("100.00", agreed=[overpaid, union]).lines, take("3.00", agreed=[overpaid, union]).lines
    assert [line.working for line in whole] == ["£1.00 agreed", "£5.00 agreed"]
    assert [line.working for line in part] == ["£1.00 agreed", "£2.00 was left"]
    assert [dict(line.figures) for line in whole] == [
        {"each time": "1.00", "owed": "20.00"},
        {"each time": "5.00", "owed": "0.00"},
    ]


@pytest.mark.parametrize(
    ("net", "drops", "rounds_up"),
    [("350.50", "10.51", "10.52"), ("3000.03", "833.41", "833.42")],
)
def test_half_a_penny_of_council_tax_goes_by_the_setting_of_the_year(
    net: str, drops: str, rounds_up: str
) -> None:
    """3% of 350.50 is 10.515; 17% of 2,020 is 343.40, and half of what is above it 490.015."""
    for half_penny, expected in ((HalfPenny.DROPS, drops), (HalfPenny.ROUNDS_UP, rounds_up)):
        found = tables.council_tax(
            net=Decimal(net), interval=Interval.MONTHLY, table=TABLES.council_tax, half_penny=half_penny
        )
        assert found.amount == Decimal(expected)


@pytest.mark.parametrize(
    ("half_penny", "tax", "debt"), [("drops", "10.51", "14.80"), ("rounds up", "10.52", "14.81")]
)
def test_half_a_penny_of_every_order_goes_by_the_setting_of_the_year(
    half_penny: str, tax: str, debt: str
) -> None:
    """3% of 350.50 is 10.515, and 3% of 493.50 is 14.805."""
    tables_of_year = replace(TABLES, practice=replace(TABLES.practice, half_penny=HalfPenny(half_penny)))

    def taken(net: str, order: AnyOrder) -> Decimal:
        outcome = taking.take(
            wages=wages(net),
            orders=[order],
            loans=(),
            agreed=(),
            interval=Interval.MONTHLY,
            rates=tables_of_year,
        )
        return outcome.orders[0].amount

    assert (taken("350.50", council_tax()), taken("493.50", benefit_debt())) == (Decimal(tax), Decimal(debt))


def test_the_line_of_a_later_order_keeps_what_earlier_ones_left_for_it() -> None:
    first, second = maintenance("300.00"), court("50.00", "900.00", priority=True, made=LATE)
    outcome = take("1000.00", first, second)
    assert dict(outcome.orders[1].line.figures) == {
        "reference": "C 1",
        "left by earlier claims": "700.00",
        "due": "50.00",
        "protected": "900.00",
        "carried": "50.00",
    }
    assert outcome.orders[1].protected_carried == Decimal("200.00")


def test_only_a_court_carries_protected_earnings() -> None:
    outcome = take("1000.00", court("700.00", "0.00", priority=True), maintenance("100.00", made=LATE))
    assert (outcome.orders[1].amount, outcome.orders[1].protected_carried) == (0, 0)


def test_each_line_of_an_order_says_whose_it_is_how_it_is_reckoned_and_why() -> None:
    orders = (
        maintenance("700.00"),
        court("30.00", "100.00", priority=True, made=date(2025, 1, 1)),
        council_tax(made=LATE),
        court("500.00", "100.00", priority=False, reference="C 2"),
        benefit_debt(),
    )
    lines = [taken.line for taken in take("1000.00", *orders).orders]
    assert [(line.label, line.working, line.rule) for line in lines] == [
        (
            "Child maintenance (CMS 1)",
            "£700.00 each payday, as far as your pay may be used",
            "orders.child_maintenance",
        ),
        ("Court order (C 1)", "£30.00 each payday", "orders.court.priority"),
        ("Council tax order (CT 1)", "5% of £570.00", "orders.council_tax"),
        (
            "Court order (C 2)",
            "£500.00 each payday, as far as your pay may be used",
            "orders.court.judgment_debt",
        ),
        (
            "Benefit debt (D 1)",
            "7% of £1,000.00, as far as your pay may be used",
            "orders.direct_earnings.standard",
        ),
    ]


def test_a_loan_that_just_fits_is_taken_without_a_word_and_one_that_does_not_is_cut_with_one() -> None:
    order = court("50.00", "850.00", priority=True)
    assert take("955.00", order, loans=[loan("55.00")]).said == ()
    (said,) = take("954.99", order, loans=[loan("55.00")]).said
    assert said == (
        "Loan repayment of £55.00 (plan 1): only £54.00 is taken, so that orders to be paid first,"
        " and protected earnings, are left whole."
    )


def test_two_senders_may_use_the_same_reference() -> None:
    assert len(take("1000.00", council_tax(reference="1"), maintenance("10.00", reference="1")).orders) == 2


def test_a_council_tax_order_of_the_first_day_of_its_table_is_taken() -> None:
    assert len(take("1000.00", council_tax(made=date(2007, 4, 1))).orders) == 1


def test_an_order_of_the_payday_itself_is_in_force() -> None:
    deductions = Deductions(council_tax=(council_tax(made=LATE),))
    deductions.check(payday=LATE)
    with pytest.raises(PayInputError, match="Order CT 1 was made on 1 May 2026, after the payday"):
        deductions.check(payday=LATE - timedelta(days=1))


def test_two_lines_of_one_family_payment_are_both_out_of_reach() -> None:
    order = Deductions(council_tax=(council_tax(),))
    half = pay_line("maternity", "300.00")
    twice = calculated("900.00", worked_out=(half, half), deductions=order)
    once = calculated("900.00", worked_out=(pay_line("maternity", "600.00"),), deductions=order)
    assert twice.attached == once.attached > 0


def test_a_loan_that_no_order_cut_says_nothing_of_orders() -> None:
    order = Deductions(direct_earnings=(benefit_debt(),))
    result = calculated("3000.00", student_loan="1", deductions=order)
    (line,) = [line for line in result.lines if line.code == "student_loan"]
    assert (line.amount, line.why) == (
        Decimal("68.00"),
        "You repay 9% of what you earn above £2,241.66 a month.",
    )
