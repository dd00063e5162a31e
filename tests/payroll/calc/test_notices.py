"""HMRC's notices: from which payday each is followed, and which of several counts."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payroll.calc import notices, rates, tax_code
from payroll.calc.figures import TaxYear
from payroll.calc.inputs import PayInputError
from payroll.calc.notices import CodeForm, CodeNotice, LoanForm, LoanNotice, Loans

YEAR = rates.for_year("2026-27")
NONE = Loans(plan=None, postgraduate=False)


def code(form: CodeForm = CodeForm.P6, **changes: Any) -> CodeNotice:
    """1100L from 6 November 2026, issued on the 1st and received on the 3rd, unless changed."""
    given: dict[str, Any] = {
        "issued": date(2026, 11, 1),
        "received": date(2026, 11, 3),
        "effective": date(2026, 11, 6),
        "tax_code": "1100L",
    }
    return CodeNotice(form=form, **given | changes)


def on(day: date, **changes: Any) -> dict[str, Any]:
    """A notice that is issued, received and effective on the same day."""
    return {"issued": day, "received": day, "effective": day} | changes


def loan(form: LoanForm, day: date, **changes: Any) -> LoanNotice:
    return LoanNotice(form=form, **on(day) | changes)


def code_on(payday: date, *known: CodeNotice, rates: TaxYear = YEAR, **changes: Any) -> str:
    """The code on a payday of somebody who has been on S1257L W1 in 2026-27, unless changed."""
    last = tax_code.parse(changes.pop("last", "S1257L W1"))
    year = changes.pop("last_tax_year", "2026-27")
    found = notices.code_on(
        payday=payday, last_code=last, last_tax_year=year, notices=known, rates=rates, **changes
    )
    return f"{found}{' X' if found.non_cumulative else ''}"


# From which payday


@pytest.mark.parametrize(
    ("payday", "follows"), [(date(2026, 11, 5), False), (date(2026, 11, 6), True), (date(2026, 12, 4), True)]
)
def test_a_notice_is_followed_from_the_first_payday_on_or_after_its_date(
    payday: date,
    follows: bool,  # noqa: FBT001 (a column of the table)
) -> None:
    assert notices.applies(code(), payday=payday) is follows


def test_a_notice_that_comes_late_is_not_followed_backwards() -> None:
    late = code(received=date(2026, 11, 20))
    paydays = [date(2026, 12, 11), date(2026, 11, 13), date(2026, 11, 27)]
    assert notices.first_payday(late, open_paydays=paydays) == date(2026, 11, 27)
    assert code_on(date(2026, 11, 13), late) == "S1257L X"
    assert code_on(date(2026, 11, 27), late) == "1100L"


def test_a_payrun_that_is_closed_is_not_made_again() -> None:
    open_paydays = [date(2026, 12, 4)]
    assert notices.first_payday(code(), open_paydays=open_paydays) == date(2026, 12, 4)
    assert notices.first_payday(code(), open_paydays=[date(2026, 11, 5)]) is None
    assert notices.first_payday(code(), open_paydays=[]) is None


# Codes


def test_the_notice_issued_last_counts_whichever_came_first() -> None:
    first = code(issued=date(2026, 10, 1), tax_code="900L", received=date(2026, 11, 4))
    assert code_on(date(2026, 11, 6), code(), first) == "1100L"
    assert code_on(date(2026, 11, 6), first, code()) == "1100L"


def test_a_notice_brings_its_basis_by_box_or_by_marker() -> None:
    assert code_on(date(2026, 11, 6), code(non_cumulative=True)) == "1100L X"
    assert code_on(date(2026, 11, 6), code(tax_code="K100 M1")) == "K100 X"


def test_without_a_notice_the_code_stays_with_its_basis_for_the_year() -> None:
    assert code_on(date(2026, 11, 6)) == "S1257L X"
    assert code_on(date(2027, 4, 5)) == "S1257L X"


def test_a_notice_of_the_years_start_gives_way_to_a_later_one_and_not_to_an_earlier() -> None:
    p9 = code(CodeForm.P9, **on(date(2026, 2, 20), effective=date(2026, 4, 6), tax_code="1300L"))
    p6 = code(CodeForm.P6, **on(date(2026, 5, 2), tax_code="1200L"))
    p6b = code(CodeForm.P6B, **on(date(2026, 5, 18), tax_code="1150L"))
    assert code_on(date(2026, 4, 10), p9, p6, p6b) == "1300L"
    assert code_on(date(2026, 5, 8), p9, p6, p6b) == "1200L"
    assert code_on(date(2026, 5, 18), p9, p6, p6b) == "1150L"


def test_on_6_april_the_code_carries_on_without_week_1_month_1() -> None:
    assert code_on(date(2026, 4, 10), last_tax_year="2025-26") == "S1257L"
    assert code_on(date(2026, 4, 10), last="NT X", last_tax_year="2025-26") == "NT"


def test_on_6_april_the_code_goes_up_by_the_years_rule() -> None:
    codes = replace(YEAR.starters.codes, uplift={"L": 13, "M": 14, "N": 12})
    raised = replace(YEAR, starters=replace(YEAR.starters, codes=codes))
    assert code_on(date(2026, 4, 10), rates=raised, last_tax_year="2025-26") == "S1270L"
    assert code_on(date(2026, 4, 10), rates=raised, last_tax_year="2026-27") == "S1257L X"


def test_a_p9_goes_before_the_code_that_would_carry_on_and_keeps_its_own_basis() -> None:
    p9 = code(CodeForm.P9, **on(date(2026, 2, 20), effective=date(2026, 4, 6), tax_code="1300L M1"))
    assert code_on(date(2026, 4, 10), p9, last_tax_year="2025-26") == "1300L X"


def test_a_p9_goes_before_a_notice_for_the_old_year_that_was_issued_later() -> None:
    p9 = code(CodeForm.P9, **on(date(2026, 2, 20), effective=date(2026, 4, 6), tax_code="1300L"))
    old = code(CodeForm.P6, **on(date(2026, 3, 10), tax_code="900L X"))
    assert code_on(date(2026, 4, 10), p9, old, last_tax_year="2025-26") == "1300L"


def test_a_notice_too_late_for_the_old_year_carries_on_in_place_of_the_old_code() -> None:
    late = code(CodeForm.P6, **on(date(2026, 3, 31), tax_code="900L X"))
    older = code(CodeForm.P6, **on(date(2026, 1, 31), tax_code="800L"))
    assert code_on(date(2026, 4, 10), late, older, last_tax_year="2025-26") == "900L"


@pytest.mark.parametrize("last_tax_year", ["2024-25", "2027-28"])
def test_a_code_does_not_carry_on_over_a_whole_year(last_tax_year: str) -> None:
    with pytest.raises(PayInputError, match="carries on only into the next tax year, not 2026-27"):
        code_on(date(2026, 4, 10), last_tax_year=last_tax_year)


@pytest.mark.parametrize("written", ["D2", "SD4", "CD2"])
def test_a_notice_with_a_rate_that_its_nation_does_not_have_is_refused(written: str) -> None:
    with pytest.raises(PayInputError, match="There is no tax rate for the code"):
        code_on(date(2026, 11, 6), code(tax_code=written))


def test_a_p6_may_bring_the_years_pay_and_tax() -> None:
    brought = code(previous_pay=Decimal("1000.00"), previous_tax=Decimal("0.00"))
    assert (brought.previous_pay, brought.previous_tax) == (Decimal("1000.00"), Decimal("0.00"))


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"tax_code": "1257P"}, "is not a tax code"),
        ({"received": date(2026, 10, 31)}, "P6: it is dated 1 November 2026, after the day it came"),
        ({"previous_pay": Decimal("1.00")}, "P6, pay and tax to date: there are both or neither"),
        (
            {"previous_pay": Decimal("1.00"), "previous_tax": Decimal("1.01")},
            "P6, tax to date: £1.01 is more than the pay to date, £1.00",
        ),
    ],
)
def test_a_code_notice_that_cannot_be_is_refused_with_its_field(changes: dict[str, Any], why: str) -> None:
    with pytest.raises(PayInputError, match=why):
        code(**changes)


# Loans

SL1 = loan(LoanForm.SL1, date(2026, 6, 6), plan="2")
SL2 = loan(LoanForm.SL2, date(2026, 9, 6))
PGL1 = loan(LoanForm.PGL1, date(2026, 7, 6))
PGL2 = loan(LoanForm.PGL2, date(2026, 10, 6))


@pytest.mark.parametrize(
    ("payday", "loans"),
    [
        (date(2026, 6, 5), NONE),
        (date(2026, 6, 6), Loans("2", postgraduate=False)),
        (date(2026, 7, 6), Loans("2", postgraduate=True)),
        (date(2026, 9, 6), Loans(None, postgraduate=True)),
        (date(2026, 10, 6), NONE),
    ],
)
def test_each_loan_starts_and_stops_by_its_own_notices(payday: date, loans: Loans) -> None:
    known = (PGL2, SL2, PGL1, SL1)
    assert notices.loans_on(payday=payday, from_start=NONE, notices=known) == loans


def test_the_plan_that_hmrc_names_goes_before_the_starters_answer() -> None:
    from_start = Loans("5", postgraduate=False)
    assert notices.loans_on(payday=date(2026, 6, 6), from_start=from_start, notices=[SL1]).plan == "2"
    assert notices.loans_on(payday=date(2026, 6, 5), from_start=from_start, notices=[SL1]).plan == "5"


def test_deductions_go_on_until_a_notice_stops_them_and_may_start_again() -> None:
    again = loan(LoanForm.SL1, date(2026, 11, 6), plan="4")
    stopped = notices.loans_on(
        payday=date(2026, 9, 6), from_start=Loans("5", postgraduate=False), notices=[SL2]
    )
    assert stopped == NONE
    assert notices.loans_on(payday=date(2026, 12, 1), from_start=NONE, notices=[again, SL2, SL1]).plan == "4"


def test_of_a_start_and_a_stop_for_the_same_day_that_issued_later_counts() -> None:
    stop = loan(LoanForm.SL2, date(2026, 6, 6), issued=date(2026, 5, 20), received=date(2026, 5, 22))
    assert notices.loans_on(payday=date(2026, 6, 6), from_start=NONE, notices=[SL1, stop]).plan == "2"
    later = replace(stop, issued=date(2026, 6, 6), received=date(2026, 6, 6))
    sooner = replace(SL1, issued=date(2026, 5, 20))
    assert notices.loans_on(payday=date(2026, 6, 6), from_start=NONE, notices=[later, sooner]).plan is None


@pytest.mark.parametrize(
    ("form", "plan", "why"),
    [
        (LoanForm.SL1, None, "SL1, plan: the notice names the plan"),
        (LoanForm.SL1, "3", "SL1, plan: the notice names the plan"),
        (LoanForm.SL2, "2", "SL2, plan: only an SL1 names a plan"),
        (LoanForm.PGL1, "2", "PGL1, plan: only an SL1"),
    ],
)
def test_a_loan_notice_that_cannot_be_is_refused_with_its_field(
    form: LoanForm, plan: str | None, why: str
) -> None:
    with pytest.raises(PayInputError, match=why):
        loan(form, date(2026, 6, 6), plan=plan)


def test_a_loan_notice_dated_after_it_came_is_refused() -> None:
    with pytest.raises(
        PayInputError, match="SL2: it is dated 6 June 2026, after the day it came, 5 June 2026"
    ):
        loan(LoanForm.SL2, date(2026, 6, 6), received=date(2026, 6, 5))


# What holds for every notice

DAYS = st.dates(min_value=date(2026, 4, 6), max_value=date(2027, 4, 5))


@given(effective=DAYS, late=st.integers(min_value=0, max_value=60), paydays=st.lists(DAYS, max_size=8))
def test_the_first_payday_is_never_before_the_notice_and_none_in_between_is_left_out(
    effective: date, late: int, paydays: list[date]
) -> None:
    received = effective + timedelta(days=late - 30)
    notice = code(issued=received, received=received, effective=effective)
    first = notices.first_payday(notice, open_paydays=paydays)
    following = [payday for payday in paydays if payday >= effective and payday >= received]
    assert first == (min(following) if following else None)


@given(payday=DAYS, others=st.lists(DAYS, max_size=5))
def test_the_order_in_which_notices_are_kept_does_not_matter(payday: date, others: list[date]) -> None:
    known = [code(**on(day, tax_code=f"{1000 + place}L")) for place, day in enumerate(sorted(set(others)))]
    assert code_on(payday, *known) == code_on(payday, *reversed(known))
