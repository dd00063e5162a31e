"""When HMRC is paid, what it is owed month by month, and the figures of the P11, P45 and P60."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from payroll.calc import payslip, rates
from payroll.calc.employer.payments import Paid
from payroll.calc.inputs import Interval, PayInputError, StatutoryToDate, YearToDate
from payroll.calc.payment import PayInput
from payroll.calc.year_end import due_dates, forms, p11, p32
from payroll.calc.year_end.forms import LastPayment
from payroll.calc.year_end.p32 import P32, Recovered
from tests.payroll.calc.cases import calculated, pay_line, payment

RATES = rates.for_year("2026-27")
BANK_HOLIDAYS = [date(2027, 3, 26)]
MAY, JUNE = date(2026, 5, 1), date(2026, 5, 29)
ONE = calculated("1834.52", pension="relief_at_source", student_loan="5", postgraduate_loan=True)


def due(month: int, *, quarterly: bool = False, by_post: bool = False) -> due_dates.DueDate:
    return due_dates.due(
        tax_year="2026-27",
        month=month,
        quarterly=quarterly,
        by_post=by_post,
        bank_holidays=BANK_HOLIDAYS,
        rates=RATES.paying_hmrc,
    )


def test_the_first_month_is_due_on_22_may() -> None:
    assert due(1) == due_dates.DueDate(date(2026, 5, 5), date(2026, 5, 22), date(2026, 5, 22))


def test_by_post_it_is_due_on_the_19th() -> None:
    assert due(1, by_post=True).day == date(2026, 5, 19)


def test_on_a_day_without_banks_the_money_must_be_there_the_working_day_before() -> None:
    assert (due(4).day, due(4).working_day) == (date(2026, 8, 22), date(2026, 8, 21))
    by_post = due(12, by_post=True)
    assert (by_post.period_ends, by_post.day) == (date(2027, 4, 5), date(2027, 4, 19))


def test_a_bank_holiday_is_not_a_working_day() -> None:
    found = due_dates.due(
        tax_year="2026-27",
        month=1,
        quarterly=False,
        by_post=False,
        bank_holidays=[date(2026, 5, 22), date(2026, 5, 21)],
        rates=RATES.paying_hmrc,
    )
    assert found.working_day == date(2026, 5, 20)


@pytest.mark.parametrize(
    ("month", "day"),
    [
        (1, date(2026, 7, 22)),
        (3, date(2026, 7, 22)),
        (4, date(2026, 10, 22)),
        (9, date(2027, 1, 22)),
        (12, date(2027, 4, 22)),
    ],
)
def test_a_quarter_is_due_after_its_last_month(month: int, day: date) -> None:
    assert due(month, quarterly=True).day == day


@pytest.mark.parametrize("month", [0, 13])
def test_a_month_that_is_none_is_refused(month: int) -> None:
    with pytest.raises(PayInputError, match="is not a tax month"):
        due(month)


@pytest.mark.parametrize(
    ("bill", "said"), [("1499.99", "is below £1,500"), ("1500.00", "is not below £1,500")]
)
def test_quarters_are_for_bills_below_1500_a_month_on_average(bill: str, said: str) -> None:
    found = due_dates.quarterly(bills=[Decimal(bill)] * 3, rates=RATES.paying_hmrc)
    assert found.average == Decimal(bill)
    assert said in found.why
    assert found.allowed is ("Tell HMRC" in found.why) is (bill == "1499.99")


@pytest.mark.parametrize("count", [0, 13])
def test_quarters_need_one_to_twelve_bills(count: int) -> None:
    with pytest.raises(PayInputError, match="1 to 12 monthly bills"):
        due_dates.quarterly(bills=[Decimal(1)] * count, rates=RATES.paying_hmrc)


def record(*paid: Paid, recovered: tuple[Recovered, ...] = (), **changes: Any) -> P32:
    given: dict[str, Any] = {"allowance_from": 1}
    return p32.record(paid=paid, recovered=recovered, rates=RATES, **given | changes)


def test_a_month_with_one_pa_owes_220_12() -> None:
    result = calculated("1834.52", pension="relief_at_source")
    found = record(Paid(MAY, result)).months[0]
    assert (found.tax, found.ni_employee) == (Decimal("157.20"), Decimal("62.92"))
    assert (found.ni_employer, found.allowance) == (Decimal("212.63"), Decimal("212.63"))
    assert found.due == Decimal("220.12")
    assert record(Paid(MAY, result)).allowance_left == Decimal("10287.37")


def test_loans_are_due_and_recovery_and_compensation_reduce_the_month() -> None:
    result = calculated("3200.00", student_loan="2", postgraduate_loan=True)
    back = Recovered(1, Decimal("194.32"), Decimal("17.49"))
    found = record(Paid(MAY, result), recovered=(back,)).months[0]
    assert found.loans == 154
    assert found.due == Decimal("430.20") + Decimal("172.16") + 154 - Decimal("194.32") - Decimal("17.49")


def test_a_month_may_be_owed_to_the_employer() -> None:
    found = record(recovered=(Recovered(2, Decimal("100.00"), Decimal("9.00")),))
    assert (found.months[0].due, found.months[1].due) == (0, -109)


def test_what_hmrc_is_told_to_have_been_too_much_is_due_in_the_month_in_which_it_is_told() -> None:
    back = Recovered(1, Decimal("100.00"), Decimal("9.00")), Recovered(2, Decimal("-40.00"), Decimal("-3.60"))
    found = record(recovered=back)
    assert [month.due for month in found.months[:2]] == [Decimal("-109.00"), Decimal("43.60")]


def test_a_claim_under_another_reference_covers_the_insurance_of_its_own_months_alone() -> None:
    paid = Paid(MAY, ONE), Paid(JUNE, ONE)
    late = record(*paid, allowance_from=2, begins_anew=(2,))
    assert [month.allowance for month in late.months[:2]] == [0, ONE.ni_employer]
    at_once = record(*paid, allowance_from=1, begins_anew=(2,))
    assert at_once == record(*paid, allowance_from=1)


def test_a_late_claim_covers_the_earlier_months_too() -> None:
    found = record(Paid(MAY, ONE), Paid(JUNE, ONE), allowance_from=2)
    assert [month.allowance for month in found.months[:3]] == [0, 2 * Decimal("212.63"), 0]


def test_without_a_claim_the_employers_ni_is_due() -> None:
    found = record(Paid(MAY, ONE), allowance_from=None)
    assert (found.months[0].allowance, found.allowance_left) == (0, 0)


def test_the_allowance_ends_with_its_amount() -> None:
    large = calculated("80000.00")
    found = record(Paid(MAY, large), Paid(JUNE, ONE))
    assert [month.allowance for month in found.months[:2]] == [10500, 0]


def test_what_another_payroll_used_of_the_allowance_is_gone() -> None:
    found = record(Paid(MAY, ONE), used_before=Decimal("10450.00"))
    assert (found.months[0].allowance, found.allowance_left) == (50, 0)
    with pytest.raises(PayInputError, match=r"^Employment Allowance used before: -1 is not zero or more"):
        record(used_before=Decimal(-1))


def test_the_total_is_the_sum_of_the_months() -> None:
    found = record(Paid(MAY, ONE), Paid(JUNE, ONE), recovered=(Recovered(2, Decimal(5), Decimal(1)),))
    total = found.total
    assert len(found.months) == 12
    for name in ("tax", "ni_employee", "ni_employer", "loans", "allowance"):
        assert getattr(total, name) == 2 * getattr(found.months[0], name)
    assert (total.recovered, total.compensation) == (5, 1)
    assert total.due == sum(month.due for month in found.months)


def test_a_record_up_to_a_month_leaves_later_payments_out() -> None:
    found = record(Paid(MAY, ONE), Paid(JUNE, ONE), up_to=1)
    assert (len(found.months), found.total.tax) == (1, ONE.tax)


@pytest.mark.parametrize(
    ("build", "why"),
    [
        (lambda: record(Paid(date(2026, 4, 5), ONE)), "is not in 2026-27"),
        (lambda: record(allowance_from=13), "is not a tax month"),
        (lambda: record(up_to=0), "is not a tax month"),
        (lambda: Recovered(13, Decimal(0), Decimal(0)), "is not a tax month"),
        (lambda: Recovered(1, Decimal("0.001"), Decimal(0)), "Statutory pay recovered"),
        (lambda: record(recovered=(Recovered(1, Decimal(1), Decimal(0)),) * 2), "given twice"),
    ],
)
def test_a_record_that_cannot_be_is_refused(build: Any, why: str) -> None:
    with pytest.raises(PayInputError, match=why):
        build()


def two_payments() -> list[p11.Payment]:
    """Months 1 and 2, the second from where the first ended."""
    first = payment("1834.52", pension="relief_at_source", student_loan="5")
    result = payslip.calculate(pay=first, rates=RATES)
    second = replace(first, period=2, payday=date(2026, 6, 5), to_date=result.to_date)
    return [
        p11.Payment(second, payslip.calculate(pay=second, rates=RATES)),
        p11.Payment(first, result),
    ]


def test_the_p11_has_each_payment_with_the_year_so_far() -> None:
    rows = p11.sheet(payments=two_payments(), tax_year="2026-27")
    assert [(row.payday, row.tax_month, row.period) for row in rows] == [
        (date(2026, 5, 5), 1, 1),
        (date(2026, 6, 5), 2, 2),
    ]
    assert [row.to_date.tax for row in rows] == [rows[0].tax, rows[0].tax + rows[1].tax]
    assert (rows[0].gross, rows[0].ni_letter, rows[0].tax_code) == (Decimal("1834.52"), "A", "1257L")
    assert rows[0].net == rows[0].gross - sum(
        (rows[0].tax, rows[0].ni_employee, rows[0].student_loan, rows[0].pension_employee)
    )


def test_a_p11_with_a_gap_is_refused() -> None:
    second, first = two_payments()
    torn = replace(second, pay=replace(second.pay, to_date=YearToDate.zero()))
    with pytest.raises(PayInputError, match="payment of 5 June 2026 does not begin where"):
        p11.sheet(payments=[torn, first], tax_year="2026-27")


def test_a_p11_of_another_year_is_refused() -> None:
    with pytest.raises(PayInputError, match="5 May 2026 is not in 2025-26"):
        p11.sheet(payments=two_payments(), tax_year="2025-26")


def last(**changes: Any) -> LastPayment:
    given: dict[str, Any] = {"previous_pay": Decimal(500), "previous_tax": Decimal(20)}
    pay: PayInput = payment("1834.52", **given | changes)
    result = payslip.calculate(pay=pay, rates=RATES)
    return LastPayment(pay, result.to_date)


def p45(one: LastPayment, leaving: date = MAY, given: date | None = None) -> forms.P45:
    return forms.p45(last=one, leaving_date=leaving, already_given=given)


def test_a_p45_has_the_year_with_and_without_earlier_jobs() -> None:
    one = last(student_loan="5")
    found = p45(one)
    assert (found.tax_code, found.non_cumulative, found.period) == ("1257L", False, 1)
    assert (found.total_pay, found.pay_here) == (Decimal("2334.52"), Decimal("1834.52"))
    assert found.total_tax == found.tax_here + 20
    assert (found.student_loan, found.postgraduate_loan, found.interval) == (True, False, Interval.MONTHLY)


@pytest.mark.parametrize(
    "changes", [{"tax_code": "S1257L M1"}, {"tax_code": "S1257L", "non_cumulative": True}]
)
def test_a_p45_of_a_non_cumulative_code_has_no_totals(changes: dict[str, Any]) -> None:
    found = p45(last(**changes))
    assert (found.tax_code, found.non_cumulative) == ("S1257L", True)
    assert (found.period, found.total_pay, found.total_tax) == (None, None, None)


def test_there_is_never_a_second_p45() -> None:
    with pytest.raises(PayInputError, match="A P45 was given on 1 May 2026"):
        p45(last(), given=MAY)


def test_a_p45_has_the_figures_of_the_year_of_leaving() -> None:
    with pytest.raises(PayInputError, match="The leaving date, 6 April 2027, is not in 2026-27"):
        p45(last(), leaving=date(2027, 4, 6))


def test_a_p60_adds_earlier_jobs_and_leaves_sick_pay_out() -> None:
    one = last(postgraduate_loan=True, worked_out=(pay_line("maternity", "7.00"), pay_line("sick", "5.00")))
    found = forms.p60(last=one, leaving_date=None)
    assert (found.pay_before, found.pay_here, found.total_pay) == (
        500,
        Decimal("1846.52"),
        Decimal("2346.52"),
    )
    assert (found.tax_before, found.total_tax) == (20, found.tax_here + 20)
    assert (found.due, found.tax_code) == (date(2027, 5, 31), "1257L")
    assert found.statutory == (StatutoryToDate("maternity", Decimal("7.00")),)
    assert (found.ni, found.postgraduate_loan) == (one.to_date.ni, one.to_date.postgraduate_loan)


def test_whoever_left_before_5_april_has_no_p60() -> None:
    with pytest.raises(PayInputError, match="ended on 4 April 2027, before 5 April 2027"):
        forms.p60(last=last(), leaving_date=date(2027, 4, 4))
    assert forms.p60(last=last(), leaving_date=date(2027, 4, 5)).tax_year == "2026-27"


@pytest.mark.parametrize(
    "changes", [{"post_day": 5}, {"electronic_day": 29}, {"post_day": 23}, {"quarterly_below": Decimal(0)}]
)
def test_days_for_paying_hmrc_that_cannot_be_are_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(PayInputError, match="paying HMRC"):
        replace(RATES.paying_hmrc, **changes)
