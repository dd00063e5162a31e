"""What somebody who has left is paid: once, and after that only on 0T."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payroll.calc import income_tax, leavers
from payroll.calc.inputs import Interval, PayInputError
from payroll.calc.leavers import Leaving, Part
from payroll.calc.rounding import ZERO
from tests.payroll.calc.starter_cases import YEAR


@pytest.mark.parametrize(
    ("last", "after"),
    [("1257L", "0T"), ("S1257L M1", "S0T"), ("C1257L", "C0T"), ("SK475", "S0T"), ("BR", "0T"), ("NT", "0T")],
)
def test_after_leaving_the_code_is_0t_of_the_last_codes_nation_on_week_1_month_1(
    last: str, after: str
) -> None:
    code = leavers.code_after_leaving(last)
    assert (str(code), code.non_cumulative) == (after, True)


LEFT = Leaving(last_day=date(2026, 11, 6), last_code="S1257L")
PAID = replace(LEFT, final_payday=date(2026, 11, 30))


def check(part: Part, *, leaving: Leaving | None, **changes: Any) -> None:
    payment: dict[str, Any] = {
        "payday": date(2026, 12, 31),
        "code": "S1257L",
        "non_cumulative": False,
    } | changes
    leavers.check_payment(part=part, leaving=leaving, **payment)


def test_a_leaver_is_paid_once_and_after_that_only_on_0t() -> None:
    check(Part.ORDINARY, leaving=None)
    check(Part.ORDINARY, leaving=LEFT)
    check(Part.FINAL, leaving=LEFT)
    check(Part.ORDINARY, leaving=PAID, payday=date(2026, 10, 30))
    check(Part.AFTER_LEAVING, leaving=PAID, code="S0T", non_cumulative=True)
    check(Part.AFTER_LEAVING, leaving=PAID, code="S0T M1", payday=date(2026, 11, 30))


@pytest.mark.parametrize("payday", [date(2026, 11, 30), date(2026, 12, 31)])
def test_a_second_final_payment_and_an_unmarked_one_are_refused(payday: date) -> None:
    with pytest.raises(PayInputError, match="Final payment: it was made on 30 November 2026"):
        check(Part.FINAL, leaving=PAID, payday=payday)
    with pytest.raises(PayInputError, match="the final payment was made on 30 November 2026"):
        check(Part.ORDINARY, leaving=PAID, payday=payday)


def test_a_second_final_payment_is_refused_also_before_the_first() -> None:
    with pytest.raises(PayInputError, match="a leaver has only one"):
        check(Part.FINAL, leaving=PAID, payday=date(2026, 10, 30))


@pytest.mark.parametrize(
    ("code", "alone", "said"),
    [
        ("S1257L", True, "not S1257L on the same basis"),
        ("0T", True, "not 0T"),
        ("C0T", True, "not C0T"),
        ("S0T", False, "not S0T on the cumulative basis"),
        ("SBR", True, "not SBR"),
    ],
)
def test_a_payment_after_leaving_with_another_code_is_refused(code: str, alone: bool, said: str) -> None:  # noqa: FBT001 (a column of the table)
    with pytest.raises(PayInputError, match=f"Tax code: .*S0T on the week 1/month 1 basis, {said}"):
        check(Part.AFTER_LEAVING, leaving=PAID, code=code, non_cumulative=alone)


def test_a_payment_after_leaving_needs_a_final_payment_before_it() -> None:
    with pytest.raises(PayInputError, match="there has been no final payment"):
        check(Part.AFTER_LEAVING, leaving=LEFT, code="S0T X")
    with pytest.raises(
        PayInputError, match="29 November 2026 is before the final payment of 30 November 2026"
    ):
        check(Part.AFTER_LEAVING, leaving=PAID, code="S0T X", payday=date(2026, 11, 29))


@pytest.mark.parametrize(
    ("part", "said"), [(Part.FINAL, "the final one"), (Part.AFTER_LEAVING, "after leaving")]
)
def test_nobody_who_has_not_left_has_a_final_payment(part: Part, said: str) -> None:
    with pytest.raises(PayInputError, match=f"Leaving date: .* {said}"):
        check(part, leaving=None)


CODES = st.sampled_from(
    ["1257L", "S1257L", "C1100L", "K475", "SK900", "BR", "SBR", "D1", "SD3", "0T", "500T", "NT"]
)
MONEY = st.decimals(min_value=0, max_value=90000, places=2)


@given(code=CODES, pay=MONEY, paid=MONEY)
def test_a_payment_after_leaving_is_never_refunded_and_has_no_free_pay(
    code: str, pay: Decimal, paid: Decimal
) -> None:
    made = income_tax.deduct(
        code=leavers.code_after_leaving(code),
        non_cumulative=False,
        interval=Interval.MONTHLY,
        period=9,
        pay=pay,
        pay_before=paid,
        tax_before=paid,
        rates=YEAR.income_tax,
    )
    assert (made.allowance, made.tax >= 0, made.alone) == (ZERO, True, True)
