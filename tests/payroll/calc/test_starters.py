"""Which code, basis and figures a starter gets, and what HMRC is told of them."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payroll.calc import rates, tax_code
from payroll.calc.inputs import PayInputError
from payroll.calc.rounding import ZERO
from payroll.calc.starter_figures import CodeSource
from payroll.calc.starters import Statement
from payroll.calc.tax_code import Nation
from tests.payroll.calc.starter_cases import FIRST_DAY, IN_MAY, LAST_YEARS, YEAR, coded, p45, start

# A P45 of this tax year


def test_this_years_p45_gives_its_code_and_its_pay_and_tax_count() -> None:
    found = start(given=p45())
    assert (coded(found), found.declaration) == ("1257L", Statement.B)
    assert (found.previous_pay, found.previous_tax) == (Decimal("9400.00"), Decimal("622.00"))
    assert found.why[0].startswith("The code is that of the P45, which is of this tax year.")
    assert found.why[0].endswith("Its pay of £9,400.00 and tax of £622.00 count here.")
    assert len(found.why) == 1


def test_a_week_1_month_1_code_of_this_years_p45_stays_so_and_its_figures_do_not_count() -> None:
    found = start(given=p45(non_cumulative=True, month=None))
    assert coded(found) == "1257L X"
    assert (found.previous_pay, found.previous_tax, found.to_check) == (ZERO, ZERO, "")
    assert coded(start(given=p45(tax_code="1257L M1"))) == "1257L X"


def test_the_p45s_code_goes_before_the_statement() -> None:
    found = start(given=p45(tax_code="1100L"), statement=Statement.C)
    assert (found.tax_code, found.declaration) == ("1100L", Statement.B)


@pytest.mark.parametrize("code", ["BR", "SBR", "0T", "C0T", "D0", "SD3"])
def test_hmrc_is_told_c_when_the_p45s_code_leaves_no_tax_free_pay(code: str) -> None:
    assert start(given=p45(tax_code=code)).declaration is Statement.C


@pytest.mark.parametrize("code", ["1257L", "S1257L", "K475", "500T", "NT"])
def test_hmrc_is_told_b_with_any_other_p45(code: str) -> None:
    found = start(given=p45(tax_code=code))
    assert (found.tax_code, found.declaration) == (code, Statement.B)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"total_pay": None, "total_tax": None}, "P45, pay and tax to date: they are needed"),
        ({"month": None}, "P45, week or month: the number"),
    ],
)
def test_a_cumulative_p45_of_this_year_needs_its_figures(changes: dict[str, Any], why: str) -> None:
    with pytest.raises(PayInputError, match=why):
        start(given=p45(**changes))


# A P45 of last tax year, and older ones


def test_last_years_p45_gives_its_code_until_24_may_cumulative_and_without_its_figures() -> None:
    found = start(given=p45(**LAST_YEARS, non_cumulative=True), statement=Statement.A, **IN_MAY)
    assert (coded(found), found.declaration) == ("1257L", Statement.A)
    assert (found.previous_pay, found.previous_tax) == (ZERO, ZERO)
    assert "work starts by 24 May 2026" in found.why[0]


def test_last_years_p45_takes_the_years_uplift() -> None:
    codes = replace(YEAR.starters.codes, uplift={"L": 13, "M": 14, "N": 12})
    raised = replace(YEAR, starters=replace(YEAR.starters, codes=codes))
    assert start(raised, given=p45(**LAST_YEARS), **IN_MAY).tax_code == "1270L"


def test_without_a_statement_c_is_declared_beside_last_years_p45() -> None:
    assert start(given=p45(**LAST_YEARS), **IN_MAY).declaration is Statement.C


@pytest.mark.parametrize(
    ("leaving", "tax_year", "first_day"),
    [
        (date(2026, 3, 20), "2025-26", date(2026, 5, 25)),
        (date(2026, 3, 20), "2025-26", FIRST_DAY),
        (date(2025, 4, 5), "2024-25", date(2026, 5, 1)),
    ],
)
def test_from_25_may_and_with_an_older_p45_the_statement_decides(
    leaving: date, tax_year: str, first_day: date
) -> None:
    old = p45(leaving_date=leaving, tax_year=tax_year, tax_code="1100L", student_loan=True)
    found = start(given=old, statement=Statement.A, first_day=first_day)
    assert (coded(found), found.previous_pay, found.student_loan) == ("1257L", ZERO, None)


def test_an_old_p45_without_a_statement_gives_the_emergency_code_on_week_1_month_1() -> None:
    found = start(given=p45(**LAST_YEARS))
    assert (coded(found), found.declaration) == ("1257L X", Statement.C)


def test_the_years_setting_can_leave_the_statement_aside_for_an_old_p45() -> None:
    law = replace(YEAR.starters.old_p45, code_from=CodeSource.EMERGENCY_CODE)
    changed = replace(YEAR, starters=replace(YEAR.starters, old_p45=law))
    found = start(changed, given=p45(**LAST_YEARS), statement=Statement.A)
    assert (coded(found), found.declaration) == ("1257L X", Statement.A)
    assert coded(start(changed, statement=Statement.A)) == "1257L"


def test_the_first_payday_decides_which_tax_year_a_p45_is_of() -> None:
    across: dict[str, Any] = {"first_day": date(2026, 3, 30), "first_payday": date(2026, 4, 10)}
    found = start(given=p45(**LAST_YEARS), **across)
    assert (coded(found), found.previous_pay) == ("1257L", ZERO)
    before = start(rates.for_year("2025-26"), given=p45(**LAST_YEARS), first_day=date(2026, 3, 30),
                   first_payday=date(2026, 4, 3))  # fmt: skip
    assert before.previous_pay == Decimal("9400.00")


# No P45


@pytest.mark.parametrize(
    ("statement", "code", "declaration"),
    [
        (Statement.A, "1257L", Statement.A),
        (Statement.B, "1257L X", Statement.B),
        (Statement.C, "BR", Statement.C),
        (None, "0T X", Statement.C),
    ],
)
@pytest.mark.parametrize("label", ["2024-25", "2025-26", "2026-27"])
def test_the_statement_gives_the_code_and_without_one_it_is_0t(
    statement: Statement | None, code: str, declaration: Statement, label: str
) -> None:
    year = rates.for_year(label)
    day = date(int(label[:4]), 11, 2)
    found = start(year, statement=statement, first_day=day, first_payday=day)
    assert (coded(found), found.declaration) == (code, declaration)
    assert (found.previous_pay, found.previous_tax, found.to_check) == (ZERO, ZERO, "")


@pytest.mark.parametrize(
    ("nation", "p45_code", "expected"),
    [
        (None, None, "1257L"),
        (Nation.SCOTLAND, None, "S1257L"),
        (Nation.WALES, None, "C1257L"),
        (None, "S1100L", "S1257L"),
        (Nation.REST_OF_UK, "S1100L", "1257L"),
        (Nation.WALES, "S1100L", "C1257L"),
    ],
)
def test_a_code_has_a_nations_prefix_only_from_hmrc_or_the_p45(
    nation: Nation | None, p45_code: str | None, expected: str
) -> None:
    old = p45(**LAST_YEARS | {"tax_code": p45_code}) if p45_code else None
    assert start(given=old, statement=Statement.A, nation=nation).tax_code == expected


def test_every_code_without_a_p45_can_have_the_prefix() -> None:
    found = [start(statement=statement, nation=Nation.SCOTLAND) for statement in (*Statement, None)]
    assert [coded(one) for one in found] == ["S1257L", "S1257L X", "SBR", "S0T X"]


# What is refused


def test_a_leaving_date_after_the_first_day_here_is_refused() -> None:
    with pytest.raises(
        PayInputError, match="3 November 2026 is after the first day of work here, 2 November 2026"
    ):
        start(given=p45(leaving_date=date(2026, 11, 3), month=7))
    assert start(given=p45(leaving_date=FIRST_DAY, month=7)).tax_code == "1257L"


@pytest.mark.parametrize("code", ["D2", "CD2", "SD4", "D8"])
def test_a_p45_with_a_rate_that_its_nation_does_not_have_is_refused(code: str) -> None:
    with pytest.raises(PayInputError, match="There is no tax rate for the code"):
        start(given=p45(tax_code=code))
    with pytest.raises(PayInputError, match="There is no tax rate for the code"):
        start(given=p45(**LAST_YEARS | {"tax_code": code}), **IN_MAY)


def test_a_first_payday_of_another_tax_year_than_the_figures_is_refused() -> None:
    with pytest.raises(
        PayInputError, match="First payday: 6 April 2027 is in the tax year 2027-28, not 2026-27"
    ):
        start(first_payday=date(2027, 4, 6))


# What holds for everybody

CODES = st.sampled_from(
    ["1257L", "S1257L", "C1100L", "K475", "SK900", "BR", "SBR", "D1", "SD3", "0T", "500T", "NT"]
)
MONEY = st.decimals(min_value=0, max_value=90000, places=2)


@given(
    code=CODES,
    alone=st.booleans(),
    year=st.sampled_from(["2024-25", "2025-26", "2026-27"]),
    statement=st.sampled_from([None, *Statement]),
    day=st.dates(min_value=date(2026, 4, 30), max_value=date(2026, 12, 1)),
    pay=MONEY,
)
def test_only_a_cumulative_p45_of_this_year_brings_figures(  # noqa: PLR0917 (what varies)
    code: str,
    alone: bool,  # noqa: FBT001
    year: str,
    statement: Statement | None,
    day: date,
    pay: Decimal,
) -> None:
    leaving = date(int(year[:4]), 4, 20)
    brought = p45(
        tax_code=code,
        non_cumulative=alone,
        tax_year=year,
        leaving_date=leaving,
        month=1,
        total_pay=pay,
        total_tax=Decimal(0),
    )
    found = start(given=brought, statement=statement, first_day=day)
    brings = year == "2026-27" and not alone
    assert found.previous_pay == (pay if brings else 0)
    assert tax_code.parse(found.tax_code).prefix == tax_code.parse(code).prefix
