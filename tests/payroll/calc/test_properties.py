"""What must hold for every payment, tried on payments that nobody thought of."""

import json
from decimal import Decimal
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from payroll.calc import inputs, payslip, rates, results
from payroll.calc import payment as stored_payment
from payroll.calc.inputs import Interval
from payroll.calc.payment import PayInput
from payroll.calc.results import PayResult
from tests.payroll.calc.cases import calculated, payment

YEAR = rates.for_year("2026-27")
BANDS = [(Decimal(37700), Decimal("0.20")), (Decimal(125140), Decimal("0.40"))]


def pounds(least: int, most: int) -> st.SearchStrategy[Decimal]:
    """Amounts to the penny between two sums in pounds."""
    return st.integers(least * 100, most * 100).map(lambda pence: Decimal(pence) / 100 + Decimal("0.00"))


CODES = st.one_of(
    st.sampled_from(["BR", "D0", "D1", "SD3", "CBR", "0T", "S0T", "NT", "K1", "K9999", "SK585"]),
    st.builds(
        "{}{}{}".format, st.sampled_from(["", "S", "C"]), st.integers(1, 99999), st.sampled_from("LMNT")
    ),
    st.builds("K{}".format, st.integers(1, 9999)),
)


@st.composite
def periods(draw: st.DrawFn) -> dict[str, Any]:
    """An interval and one of its tax periods, extra paydays included."""
    interval = draw(st.sampled_from(Interval))
    most = 12 if interval is Interval.MONTHLY else 52 // interval.periods + 1
    return {"interval": interval, "period": interval.periods * draw(st.integers(1, most))}


@st.composite
def payments(draw: st.DrawFn) -> PayInput:
    """Any payment that can be worked out."""
    return payment(
        draw(pounds(0, 20000)),
        **draw(periods()),
        tax_code=draw(CODES),
        non_cumulative=draw(st.booleans()),
        ni_letter=draw(st.sampled_from("ABCDEFHIJKLMNSVXZ")),
        student_loan=draw(st.sampled_from([None, "1", "2", "4", "5"])),
        postgraduate_loan=draw(st.booleans()),
        pension=draw(st.sampled_from([None, "relief_at_source", "net_pay"])),
        pay_before=draw(pounds(0, 200000)),
        tax_before=draw(pounds(0, 50000)),
    )


def _work_out(pay: PayInput) -> PayResult:
    return payslip.calculate(pay=pay, rates=YEAR)


@given(payments())
def test_net_is_gross_less_deductions(pay: PayInput) -> None:
    result = _work_out(pay)
    loans = result.student_loan + result.postgraduate_loan
    assert result.net == result.gross - result.tax - result.ni_employee - loans - result.pension_employee
    assert result.net >= 0


@given(payments())
def test_the_lines_add_up_to_the_net_pay(pay: PayInput) -> None:
    result = _work_out(pay)
    sums = {group: Decimal(0) for group in ("earned", "taken_off", "reimbursed", "employer")}
    for line in result.lines:
        assert line.amount >= 0
        sums[line.group] += line.amount
    assert result.gross == sums["earned"]
    assert result.net == sums["earned"] - sums["taken_off"] + sums["reimbursed"]
    assert sums["employer"] == result.ni_employer + result.pension_employer


@given(payments())
def test_tax_is_never_more_than_half_of_the_taxable_pay(pay: PayInput) -> None:
    result = _work_out(pay)
    assert result.tax * 2 <= result.taxable_pay


@given(payments())
def test_a_week_1_or_month_1_code_never_refunds(pay: PayInput) -> None:
    alone = _work_out(payment(pay.earnings[0].amount, **_same(pay) | {"non_cumulative": True}))
    assert alone.tax >= 0


def _same(pay: PayInput) -> dict[str, Any]:
    names = ("interval", "period", "tax_code", "non_cumulative", "ni_letter", "to_date", "pension")
    return {name: getattr(pay, name) for name in names}


@given(payments(), pounds(0, 5000))
def test_more_pay_never_means_less_national_insurance(pay: PayInput, more: Decimal) -> None:
    less = _work_out(pay)
    richer = _work_out(payment(pay.earnings[0].amount + more, **_same(pay)))
    assert richer.ni_employee >= less.ni_employee
    assert richer.ni_employer >= less.ni_employer


@given(payments())
def test_the_bands_of_earnings_add_up_to_what_is_recorded(pay: PayInput) -> None:
    result = _work_out(pay)
    recorded = result.earnings_at_lel + result.earnings_lel_to_pt + result.earnings_pt_to_uel
    assert recorded <= result.nicable_pay
    assert min(result.earnings_at_lel, result.earnings_lel_to_pt, result.earnings_pt_to_uel) >= 0


@given(payments())
def test_payment_and_result_come_back_from_json_exactly(pay: PayInput) -> None:
    result = _work_out(pay)
    assert stored_payment.from_json(json.loads(json.dumps(stored_payment.to_json(pay)))) == pay
    assert results.from_json(json.loads(json.dumps(results.to_json(result)))) == result


@given(payments())
def test_the_same_payment_gives_the_same_result(pay: PayInput) -> None:
    assert results.to_json(_work_out(pay)) == results.to_json(_work_out(pay))


@given(first=pounds(0, 20000), second=pounds(25, 20000), code=CODES, period=st.integers(1, 12))
def test_pay_split_in_two_bears_the_same_tax_on_a_cumulative_code(
    first: Decimal, second: Decimal, code: str, period: int
) -> None:
    """The second part is not so small that a whole pound's tax is more than half of it."""
    whole = calculated(first + second, period=period, tax_code=code)
    part = calculated(first, period=period, tax_code=code)
    rest = calculated(second, period=period, tax_code=code, to_date=part.to_date)
    limited = {result.lines[1].rule == "paye.overriding_limit" for result in (whole, part, rest)}
    assume(limited == {False})
    assert part.tax + rest.tax == whole.tax


def _tax_of_a_year(pay: Decimal, free_pay: Decimal) -> Decimal:
    """The year's tax by the year's own bands, without weeks or months."""
    taxable, lower, tax = max(Decimal(0), pay - free_pay), Decimal(0), Decimal(0)
    for limit, rate in [*BANDS, (taxable, Decimal("0.45"))]:
        tax += max(Decimal(0), min(taxable, limit) - lower) * rate
        lower = max(lower, min(taxable, limit))
    return tax


@settings(max_examples=30)
@given(st.lists(pounds(500, 15000), min_size=12, max_size=12))
def test_twelve_cumulative_months_bear_the_tax_of_the_year(pays: list[Decimal]) -> None:
    _year_matches(pays, Interval.MONTHLY, Decimal("12579.12"))


@settings(max_examples=10)
@given(st.lists(pounds(200, 3000), min_size=52, max_size=52))
def test_fifty_two_cumulative_weeks_bear_the_tax_of_the_year(pays: list[Decimal]) -> None:
    _year_matches(pays, Interval.WEEKLY, Decimal("12579.84"))


def _year_matches(pays: list[Decimal], interval: Interval, free_pay: Decimal) -> None:
    """Only the pence that whole pounds of taxable pay drop, at the highest rate, may differ."""
    to_date = inputs.YearToDate.zero()
    for period, pay in enumerate(pays, start=1):
        to_date = calculated(pay, interval=interval, period=period, to_date=to_date).to_date
    whole_pounds = (sum(pays, Decimal(0)) - free_pay).to_integral_value(rounding="ROUND_FLOOR") + free_pay
    assert abs(to_date.tax - _tax_of_a_year(whole_pounds, free_pay)) <= Decimal("0.02")
