"""Movements as values: what cannot be made cannot be posted."""

import datetime as dt
import uuid
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpss.kernel import errors, money
from ledger import chart, journal

DAY = dt.date(2026, 11, 27)
CLIENT, EMPLOYER = uuid.UUID(int=1), uuid.UUID(int=2)


def line(code: str, pounds: str, subject: uuid.UUID = EMPLOYER) -> journal.Line:
    """One side."""
    return journal.Line(subject, code, Decimal(pounds))


def movement(*lines: journal.Line, **given: object) -> journal.Movement:
    """A movement of the employer's on 27 November."""
    usual = {"source_key": "payslip:1", "day": DAY, "description": "Wages", "subject": EMPLOYER}
    return journal.Movement(**usual | given, lines=lines)


def wages() -> journal.Movement:
    """A payslip of £540 gross and £500 net."""
    return movement(line(chart.WAGES, "540.00"), line(chart.NET_PAY, "-500.00"), line(chart.HMRC, "-40.00"))


def test_a_movement_that_adds_up_to_nothing_can_be_made() -> None:
    assert money.total(side.amount for side in wages().lines) == 0


def test_debits_and_credits_that_differ_are_refused_with_the_difference() -> None:
    with pytest.raises(errors.Invalid, match=r"differ by £0\.01"):
        movement(line(chart.WAGES, "540.00"), line(chart.NET_PAY, "-539.99"))


@pytest.mark.parametrize("lines", [(), (line(chart.WAGES, "1.00"),)])
def test_a_movement_has_two_sides(lines: tuple[journal.Line, ...]) -> None:
    with pytest.raises(errors.Invalid, match="two sides"):
        movement(*lines)


@pytest.mark.parametrize("pounds", ["0", "0.00", "-0.00"])
def test_a_line_of_no_money_is_refused(pounds: str) -> None:
    with pytest.raises(errors.Invalid, match="no money"):
        line(chart.WAGES, pounds)


@pytest.mark.parametrize("pounds", ["0.001", "-12.345"])
def test_a_fraction_of_a_penny_is_refused(pounds: str) -> None:
    with pytest.raises(errors.Invalid, match="fraction of a penny"):
        line(chart.WAGES, pounds)


@pytest.mark.parametrize("amount", [1.5, 1, "1.00", Decimal("NaN"), Decimal("Infinity")])
def test_only_a_decimal_number_is_money(amount: Decimal) -> None:
    with pytest.raises(errors.Invalid, match="decimal number"):
        journal.Line(EMPLOYER, chart.WAGES, amount)


def test_an_amount_that_the_ledger_cannot_hold_is_refused() -> None:
    assert journal.Line(EMPLOYER, chart.WAGES, money.MOST).amount == money.MOST
    with pytest.raises(errors.Invalid, match="too large"):
        journal.Line(EMPLOYER, chart.WAGES, money.MOST + money.PENNY)


def test_an_account_that_the_chart_does_not_have_is_refused() -> None:
    with pytest.raises(errors.Invalid, match="petty_cash"):
        line("petty_cash", "1.00")


@pytest.mark.parametrize("wrong", [{"source_key": ""}, {"source_key": "x" * 101}])
def test_a_movement_without_a_usable_source_key_is_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(errors.Invalid, match="source key"):
        movement(*wages().lines, **wrong)


@pytest.mark.parametrize("wrong", [{"description": "  "}, {"description": "x" * 151}])
def test_a_movement_says_what_it_is(wrong: dict[str, str]) -> None:
    with pytest.raises(errors.Invalid, match="what the movement is"):
        movement(*wages().lines, **wrong)


def test_a_movement_is_kept_with_someone_whose_money_it_moves() -> None:
    with pytest.raises(errors.Invalid, match="whose money"):
        movement(*wages().lines, subject=CLIENT)


def test_a_reversal_moves_the_same_accounts_the_other_way_round() -> None:
    undone = journal.reversal_of(wages(), source_key="payslip:1:undone", day=dt.date(2026, 12, 1))
    assert undone.lines == (
        line(chart.WAGES, "-540.00"),
        line(chart.NET_PAY, "500.00"),
        line(chart.HMRC, "40.00"),
    )
    assert (undone.source_key, undone.day) == ("payslip:1:undone", dt.date(2026, 12, 1))
    assert (undone.subject, undone.description) == (EMPLOYER, "Reversed: Wages")


def test_the_reversal_of_a_long_description_still_fits() -> None:
    long = movement(*wages().lines, description="x" * journal.LONGEST_DESCRIPTION)
    assert len(journal.reversal_of(long, source_key="undone", day=DAY).description) == 150


def test_an_account_has_the_same_key_however_often_it_is_worked_out() -> None:
    keys = {chart.account_id(subject, code) for subject in (CLIENT, EMPLOYER) for code in chart.ACCOUNTS}
    assert len(keys) == 2 * len(chart.ACCOUNTS)
    assert line(chart.HMRC, "1.00").account_id == chart.account_id(EMPLOYER, chart.HMRC)


@given(st.lists(st.integers(-(10**12) + 1, 10**12 - 1).filter(bool), min_size=1, max_size=8))
def test_any_lines_make_a_movement_exactly_when_they_add_up_to_nothing(pence: list[int]) -> None:
    lines = [line(chart.WAGES, str(Decimal(some).scaleb(-2))) for some in pence]
    if len(pence) > 1 and sum(pence) == 0:
        assert movement(*lines).lines == tuple(lines)
    else:
        with pytest.raises(errors.Invalid):
            movement(*lines)


@given(st.lists(st.integers(-(10**9), 10**9).filter(bool), min_size=1, max_size=8))
def test_undoing_twice_gives_the_same_lines(pence: list[int]) -> None:
    amounts = [Decimal(some).scaleb(-2) for some in (*pence, -sum(pence)) if some]
    if len(amounts) < 2:
        return
    first = movement(*(journal.Line(EMPLOYER, chart.WAGES, amount) for amount in amounts))
    back = journal.reversal_of(first, source_key="back", day=DAY)
    assert journal.reversal_of(back, source_key="again", day=DAY).lines == first.lines
