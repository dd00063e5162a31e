"""What a line or a form keeps for whoever checks it later, and what a refusal allows instead."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from payroll.calc import holiday, payslip, rates, tax_periods
from payroll.calc.holiday import Balance, LeaveYear, Pattern, Unit, WeeksPay, rolled_up
from payroll.calc.inputs import EarningKind, Interval, PayInputError
from payroll.calc.lines import Line
from payroll.calc.minimum_wage import Accommodation, Deduction, DeductionKind, Payment, PaymentKind
from payroll.calc.orders.agreed import Agreed, AgreedKind
from payroll.calc.orders.deducted import Deducted
from payroll.calc.year_end import due_dates, forms, p11, p32
from payroll.calc.year_end.forms import P45, P60, LastPayment
from payroll.calc.year_end.p11 import Row
from payroll.calc.year_end.p32 import Recovered
from tests.payroll.calc.cases import calculated, payment
from tests.payroll.calc.minimum_wage_cases import YEAR as MINIMUM
from tests.payroll.calc.minimum_wage_cases import assess, line
from tests.payroll.calc.order_cases import take

YEAR = rates.for_year("2026-27")
MAY = date(2026, 5, 5)
LEAVE_YEAR = LeaveYear(date(2026, 4, 1))
WITH_LOANS: dict[str, Any] = {"student_loan": "2", "postgraduate_loan": True, "pension": "net_pay"}


def of_code(lines: tuple[Line, ...], code: str) -> Line:
    (found,) = [one for one in lines if one.code == code]
    return found


@pytest.mark.parametrize(
    ("interval", "period", "allowed"),
    [
        (Interval.MONTHLY, 13, "use 1 to 12."),
        (Interval.WEEKLY, 54, "use 1 to 53."),
        (Interval.TWO_WEEKLY, 33, "use 2, 4, 6 and so on to 52, or 54 for an extra payday."),
        (Interval.FOUR_WEEKLY, 53, "use 4, 8, 12 and so on to 52, or 56 for an extra payday."),
    ],
)
def test_a_refused_period_says_which_there_are(interval: Interval, period: int, allowed: str) -> None:
    with pytest.raises(PayInputError, match=allowed):
        tax_periods.check_period(interval=interval, period=period)


def test_holiday_pay_keeps_the_weeks_it_is_the_average_of() -> None:
    found = WeeksPay(Decimal("14040.00"), 52, Decimal(1040)).line(Decimal(4))
    assert (found.code, found.group, found.label, found.rule) == (
        "holiday",
        "earned",
        "Holiday",
        "holiday.weeks_pay",
    )
    assert found.figures == (
        ("total", "14040.00"),
        ("weeks", "52"),
        ("hours", "1040"),
        ("skipped", "0"),
        ("taken", "4"),
    )


def test_holiday_that_builds_up_is_time_and_not_money() -> None:
    worker = holiday.ByTheHour(
        pattern=Pattern.IRREGULAR, year=LEAVE_YEAR, so_far=Decimal(0), average_day=Decimal(8)
    )
    found = holiday.accrue(hours=Decimal("87.5"), worker=worker, rates=YEAR).line
    assert (found.code, found.group, found.label) == ("holiday_built_up", "time", "Holiday built up")
    assert found.rule == "holiday.accrual"


def test_rolled_up_holiday_keeps_the_pay_and_the_share() -> None:
    rolled: dict[str, Any] = {"pattern": Pattern.IRREGULAR, "year": LEAVE_YEAR, "rates": YEAR}
    found = holiday.roll_up(pay=Decimal("1112.13"), **rolled).line
    assert (found.code, found.label) == ("holiday_rolled_up", "Holiday pay, rolled up")
    assert found.figures == (("pay", "1112.13"), ("share", "0.1207"))
    assert found.why == (
        "Your holiday pay comes with each payment. Put it by: time off itself is not paid again."
    )
    away = holiday.roll_up_while_away(paid=[Decimal("100.00"), Decimal("50.00")], **rolled).line
    assert away.figures == (("total", "150.00"), ("periods", "2"))
    assert away.why == "While you are off, your holiday pay is the average of what it was before."


def test_pay_for_no_work_is_nothing_in_pounds_and_pence() -> None:
    assert str(rolled_up.pay_for_work([])) == "0.00"


def test_holiday_settled_on_leaving_keeps_the_balance_and_says_what_becomes_of_it() -> None:
    pay = WeeksPay(Decimal("270.00"), 1, Decimal(20))

    def settled(taken: str, *, agreed: bool) -> Line:
        balance = Balance(Unit.HOURS, Decimal(50), Decimal(0), Decimal(taken))
        return holiday.settle(balance=balance, pay=pay, week=None, agreed_in_writing=agreed).line

    left, over, kept = settled("40", agreed=True), settled("60", agreed=True), settled("60", agreed=False)
    assert {(one.code, one.rule) for one in (left, over, kept)} == {("holiday_settled", "holiday.settlement")}
    assert left.figures == (("earned", "50"), ("carried", "0"), ("taken", "40"))
    assert (left.label, left.group) == ("Holiday not taken", "earned")
    assert left.why == "Holiday that you earned and did not take is paid."
    assert (over.label, over.group, over.why) == (
        "Holiday taken too much",
        "taken_off",
        "Your contract says that it is paid back.",
    )
    assert (kept.label, kept.amount) == ("Holiday taken too much", Decimal("0.00"))
    assert kept.why == "Nothing is taken back, because no agreement in writing says so."


def test_a_day_outside_the_leave_year_is_refused_by_its_name() -> None:
    week = holiday.FixedWeek(hours=Decimal(20), days=Decimal(4), unit=Unit.DAYS)
    with pytest.raises(
        PayInputError, match="The day, 1 April 2027, is not in the leave year 1 April 2026 to"
    ):
        holiday.built_up(
            week=week, year=LEAVE_YEAR, started=date(2026, 4, 1), day=date(2027, 4, 1), rates=YEAR
        )


def test_a_night_says_whether_its_pay_counts_for_the_minimum_wage() -> None:
    night = line(EarningKind.SLEEP_IN, "1", "60", "nights")
    hours = line(EarningKind.HOURS, "10", "12.71")
    left_out = of_code(assess(hours, night).lines, "minimum_wage.sleep_in")
    assert (left_out.group, left_out.label) == ("left_out", "Pay for sleep-ins")
    assert left_out.why == "It is for the night, not for the hours you were up."
    counts = replace(MINIMUM, sleep_ins=replace(MINIMUM.sleep_ins, pay_counts_for_minimum_wage=True))
    counted = of_code(assess(hours, night, rates=counts).lines, "minimum_wage.sleep_in")
    assert (counted.group, counted.why) == ("counts", "It is pay of this period.")


def test_each_payment_and_deduction_says_what_it_is_and_why_it_counts_or_not() -> None:
    found = assess(
        payments=(Payment(PaymentKind.PERFORMANCE, Decimal("20.00")), Payment(PaymentKind.TIP, Decimal(5))),
        deductions=(
            Deduction(DeductionKind.JOB_COST, Decimal("3.00")),
            Deduction(DeductionKind.PENSION, Decimal("4.00")),
        ),
    ).lines[1:]
    assert [(one.code, one.group, one.label, one.why) for one in found] == [
        (
            "minimum_wage.performance",
            "counts",
            "Bonus for how you worked",
            "It is pay for the work itself.",
        ),
        ("minimum_wage.tip", "left_out", "Tips", "They do not come from your employer."),
        ("minimum_wage.job_cost", "reduces", "What you spent for the job", "Nobody gave it back to you."),
        ("minimum_wage.pension", "left_out", "Your pension payments", "They are for you."),
    ]


@pytest.mark.parametrize(
    ("charge", "why"),
    [
        ("0.00", "You live there free of charge, which may count as pay up to a daily limit."),
        ("350.00", "What you pay for living there takes away from your pay above a daily limit."),
    ],
)
def test_accommodation_keeps_its_days_its_limit_and_its_charge(charge: str, why: str) -> None:
    home = Accommodation(30, Decimal(charge))
    found = of_code(assess(accommodation=home).lines, "minimum_wage.accommodation")
    assert (found.label, found.rule, found.why) == (
        "Living accommodation",
        "minimum_wage.accommodation",
        why,
    )
    assert found.figures == (("days", "30"), ("daily", "11.10"), ("charge", charge))


def test_a_p45_carries_the_figures_of_its_last_payment() -> None:
    pay = payment("3200.00", previous_pay=Decimal("500.00"), previous_tax=Decimal("20.00"), **WITH_LOANS)
    result = payslip.calculate(pay=pay, rates=YEAR)
    found = forms.p45(last=LastPayment(pay, result.to_date), leaving_date=MAY, already_given=None)
    assert found == P45(
        leaving_date=MAY,
        tax_code="1257L",
        non_cumulative=False,
        interval=Interval.MONTHLY,
        period=1,
        total_pay=result.taxable_pay + 500,
        total_tax=result.tax + 20,
        pay_here=result.taxable_pay,
        tax_here=result.tax,
        student_loan=True,
        postgraduate_loan=True,
    )


@pytest.mark.parametrize("alone", [False, True])
def test_a_p60_carries_the_figures_of_its_last_payment(*, alone: bool) -> None:
    pay = payment("3200.00", non_cumulative=alone, **WITH_LOANS)
    result = payslip.calculate(pay=pay, rates=YEAR)
    assert forms.p60(last=LastPayment(pay, result.to_date), leaving_date=None) == P60(
        tax_year="2026-27",
        due=date(2027, 5, 31),
        tax_code="1257L",
        non_cumulative=alone,
        pay_before=Decimal("0.00"),
        tax_before=Decimal("0.00"),
        pay_here=result.taxable_pay,
        tax_here=result.tax,
        total_pay=result.taxable_pay,
        total_tax=result.tax,
        ni=(result.ni,),
        statutory=(),
        student_loan=Decimal("67.00"),
        postgraduate_loan=Decimal("87.00"),
    )


@pytest.mark.parametrize("alone", [False, True])
def test_a_row_of_the_p11_is_the_payment_figure_by_figure(*, alone: bool) -> None:
    pay = payment("3200.00", non_cumulative=alone, **WITH_LOANS)
    result = payslip.calculate(pay=pay, rates=YEAR)
    assert result.taxable_pay < result.gross
    assert p11.sheet(payments=[p11.Payment(pay, result)], tax_year="2026-27") == (
        Row(
            payday=MAY,
            tax_month=1,
            period=1,
            tax_code="1257L",
            non_cumulative=alone,
            ni_letter="A",
            gross=Decimal("3200.00"),
            taxable=result.taxable_pay,
            tax=result.tax,
            ni_employee=Decimal("172.16"),
            ni_employer=Decimal("417.45"),
            student_loan=Decimal("67.00"),
            postgraduate_loan=Decimal("87.00"),
            pension_employee=result.pension_employee,
            net=result.net,
            to_date=result.to_date,
        ),
    )


def test_twelve_bills_are_a_whole_year() -> None:
    bills = [calculated("1834.52").tax] * 12
    found = due_dates.quarterly(bills=bills, rates=YEAR.paying_hmrc)
    assert (found.allowed, found.average) == (True, Decimal("157.20"))
    assert found.why == (
        "The bills are £157.20 a month on average, which is below £1,500."
        " Tell HMRC before paying by quarters."
    )
    above = due_dates.quarterly(bills=[Decimal("1500.00")], rates=YEAR.paying_hmrc)
    assert above.why == "The bills are £1,500.00 a month on average, which is not below £1,500."


def test_a_month_in_which_nobody_was_paid_is_nothing_in_pounds_and_pence() -> None:
    found = p32.record(paid=(), recovered=(), allowance_from=None, rates=YEAR)
    assert (found.tax_year, str(found.allowance_left)) == ("2026-27", "0.00")
    assert [month.month for month in (*found.months, found.total)] == [*range(1, 13), 0]
    amounts = ("tax", "ni_employee", "ni_employer", "loans", "recovered", "compensation", "allowance", "due")
    for month in (found.months[0], found.total):
        assert [str(getattr(month, name)) for name in amounts] == ["0.00"] * len(amounts)


def test_what_is_recovered_is_refused_by_its_name() -> None:
    with pytest.raises(PayInputError, match=r"^Statutory pay recovered: 0\.001 is not zero or more"):
        Recovered(1, Decimal("-0.001"), Decimal(0))
    with pytest.raises(PayInputError, match=r"^Compensation: 0\.001 is not zero or more"):
        Recovered(1, Decimal(1), Decimal("0.001"))


def test_what_became_of_an_agreement_is_kept_without_its_words() -> None:
    overpaid = Agreed(
        kind=AgreedKind.OVERPAYMENT, name="Overpayment", each_time=Decimal("60.00"), owed=Decimal("100.00")
    )
    union = Agreed(kind=AgreedKind.VOLUNTARY, name="Union", each_time=Decimal("5.00"))
    outcome = take("50.00", agreed=[overpaid, union])
    assert outcome.deducted[0] == Deducted(
        rule="agreed.overpayment",
        reference="Overpayment",
        due=Decimal("60.00"),
        amount=Decimal("50.00"),
        fee=Decimal("0.00"),
        carried=Decimal("0.00"),
        protected_carried=Decimal("0.00"),
        owed_after=Decimal("50.00"),
        said="Overpayment: £10.00 of £60.00 could not be taken, because the pay does not reach for it.",
    )
    assert outcome.lines[0].why.startswith("You were paid too much before, and this pays it back. £50.00 is")
    assert outcome.lines[1].why.startswith("You asked for this. Union: £5.00 of £5.00 could not be taken")
