"""One payment with everything that can be on it: statutory pay, orders, unpaid hours."""

import json
from datetime import date
from decimal import Decimal

from payroll.calc import earlier, holiday, rates
from payroll.calc import payment as stored_payment
from payroll.calc import results as stored_result
from payroll.calc.inputs import Earning, EarningKind, NiToDate, StatutoryToDate
from payroll.calc.lines import Line
from payroll.calc.minimum_wage import Circumstances
from payroll.calc.orders.agreed import Agreed, AgreedKind
from payroll.calc.orders.deductions import Deductions
from payroll.calc.pension import Membership
from payroll.calc.pension_shares import Base
from payroll.calc.results import PayResult
from tests.payroll.calc.cases import calculated, pay_line, payment
from tests.payroll.calc.order_cases import benefit_debt, council_tax, court, maintenance

YEAR = rates.for_year("2026-27")


def _line(result: PayResult, code: str) -> Line:
    (found,) = [line for line in result.lines if line.code == code]
    return found


def test_statutory_pay_is_taxed_and_insured_like_all_other_pay() -> None:
    together = calculated("1000.00", worked_out=(pay_line("maternity", "777.28"),))
    as_one = calculated("1777.28")
    assert together.gross == Decimal("1777.28")
    for name in ("tax", "ni_employee", "ni_employer", "net"):
        assert getattr(together, name) == getattr(as_one, name)
    assert [line.code for line in together.lines][:2] == ["hours", "maternity"]


def test_family_payments_add_up_by_kind_over_the_year_and_sick_pay_is_not_among_them() -> None:
    first = calculated("0.00", worked_out=(pay_line("maternity", "777.28"), pay_line("sick", "123.25")))
    second = calculated(
        "0.00",
        period=2,
        to_date=first.to_date,
        worked_out=(pay_line("maternity", "194.32"), pay_line("neonatal_care", "194.32")),
    )
    assert second.to_date.statutory == (
        StatutoryToDate("maternity", Decimal("971.60")),
        StatutoryToDate("neonatal_care", Decimal("194.32")),
    )


def test_a_kind_that_is_not_paid_this_time_keeps_its_sum_of_the_year() -> None:
    first = calculated("0.00", worked_out=(pay_line("maternity", "777.28"),))
    second = calculated(
        "0.00", period=2, to_date=first.to_date, worked_out=(pay_line("neonatal_care", "194.32"),)
    )
    assert second.to_date.statutory == (
        StatutoryToDate("maternity", Decimal("777.28")),
        StatutoryToDate("neonatal_care", Decimal("194.32")),
    )


def test_a_day_without_sick_pay_stands_on_the_payslip_with_its_reason() -> None:
    unpaid = pay_line("sick", "0.00", why="You had not yet done any work for your employer.")
    result = calculated("500.00", worked_out=(unpaid,))
    assert (result.gross, _line(result, "sick").why) == (Decimal("500.00"), unpaid.why)


def test_rolled_up_holiday_is_pay_and_not_pay_for_hours() -> None:
    hours = Earning(
        EarningKind.HOURS, "Hours worked", Decimal(40), "hours", Decimal("12.71"), Decimal("508.40")
    )
    year = holiday.LeaveYear(date(2026, 4, 1))
    found = holiday.roll_up(
        pay=holiday.pay_for_work([hours]), pattern=holiday.Pattern.IRREGULAR, year=year, rates=YEAR
    )
    result = calculated(
        "0.00",
        earnings=(hours,),
        worked_out=(found.line,),
        birth_date=date(1986, 5, 4),
        period_start=date(2026, 4, 6),
    )
    assert (found.amount, result.gross) == (Decimal("61.36"), Decimal("569.76"))
    assert result.minimum_wage is not None
    assert result.minimum_wage.pay == Decimal("508.40")


def test_a_benefit_debt_is_a_share_of_pay_after_tax_insurance_and_pension() -> None:
    """1,834.52 leaves 1,561.82 in a month; the standard schedule takes 11% up to 1,615."""
    result = calculated(
        "1834.52", pension="relief_at_source", deductions=Deductions(direct_earnings=(benefit_debt(),))
    )
    assert result.net + result.attached == Decimal("1561.82")
    assert result.attached == Decimal("171.80")
    assert _line(result, "order").amount == Decimal("171.80")
    assert (result.deducted[0].reference, result.deducted[0].said) == ("D 1", "")


def test_no_order_touches_maternity_pay_and_every_order_may_touch_sick_pay() -> None:
    order = Deductions(council_tax=(council_tax(),))
    maternity = calculated("0.00", worked_out=(pay_line("maternity", "777.28"),), deductions=order)
    sick = calculated("0.00", worked_out=(pay_line("sick", "777.28"),), deductions=order)
    assert (maternity.attached, maternity.net) == (Decimal("0.00"), Decimal("777.28"))
    assert sick.attached == Decimal("54.41")


def test_a_student_loan_waits_while_council_tax_is_attached_and_its_line_says_so() -> None:
    alone = calculated("3000.00", student_loan="2")
    result = calculated("3000.00", student_loan="2", deductions=Deductions(council_tax=(council_tax(),)))
    assert (alone.student_loan, result.student_loan) == (Decimal("49.00"), Decimal("0.00"))
    assert "while a council tax order takes a share of the pay" in _line(result, "student_loan").why
    assert result.to_date.student_loan == 0


def test_what_was_short_is_carried_and_what_is_kept_is_no_debt_to_others() -> None:
    deductions = Deductions(
        court=(court("400.00", "700.00", priority=True, fee=Decimal("1.00")),),
        agreed=(
            Agreed(
                kind=AgreedKind.OVERPAYMENT,
                name="Overpaid in May",
                each_time=Decimal("50.00"),
                owed=Decimal("120.00"),
            ),
        ),
    )
    result = calculated("1000.00", deductions=deductions)
    order, agreed = result.deducted
    assert (order.amount, order.carried, order.fee) == (Decimal("300.00"), Decimal("100.00"), Decimal("1.00"))
    assert "£100.00 of £400.00 could not be taken" in order.said
    assert (agreed.amount, agreed.owed_after) == (Decimal("50.00"), Decimal("70.00"))
    assert (result.attached, result.kept) == (Decimal("300.00"), Decimal("51.00"))
    assert result.net == Decimal("649.00")


def test_agreed_deductions_stop_where_the_pay_ends() -> None:
    deductions = Deductions(
        child_maintenance=(maintenance("60.00"),),
        agreed=(Agreed(kind=AgreedKind.VOLUNTARY, name="Union", each_time=Decimal("500.00")),),
    )
    result = calculated("100.00", deductions=deductions)
    assert (result.net, result.attached) == (Decimal("0.00"), Decimal("100.00"))
    assert [one.amount for one in result.deducted] == [Decimal("40.00"), Decimal("60.00")]
    assert all(one.said for one in result.deducted)


def test_a_payment_with_everything_on_it_is_stored_and_read_back_exactly() -> None:
    hours = Earning(
        EarningKind.HOURS, "Hours worked", Decimal(80), "hours", Decimal("13.50"), Decimal("1080.00")
    )
    before = calculated("200.00")
    pay = payment(
        "0.00",
        earnings=(hours,),
        worked_out=(pay_line("maternity", "194.32"),),
        deductions=Deductions(
            court=(court("40.00", "700.00", priority=False),), direct_earnings=(benefit_debt(),)
        ),
        to_date=before.to_date,
        pension=Membership(
            scheme="net_pay", member_from=date(2026, 4, 6), base=Base.SET_1, pensionable=Decimal("1000.00")
        ),
        birth_date=date(1986, 5, 4),
        period_start=date(2026, 4, 6),
        period_end=date(2026, 5, 5),
        circumstances=Circumstances(hours=Decimal(84)),
    )
    assert stored_payment.from_json(json.loads(json.dumps(stored_payment.to_json(pay)))) == pay
    supplement = payment("5.00", to_date=before.to_date, earlier=earlier.of_period(same_post=[before]))
    assert stored_payment.from_json(json.loads(json.dumps(stored_payment.to_json(supplement)))) == supplement
    result = calculated("0.00", **{name: getattr(pay, name) for name in pay.__slots__ if name != "payday"})
    assert stored_result.from_json(json.loads(json.dumps(stored_result.to_json(result)))) == result


def test_hours_awake_that_nobody_paid_count_for_the_minimum_wage() -> None:
    """76 hours at £13.50 and 8 waking hours unpaid: £1,026.00 for 84 hours is £12.21, below £12.71."""
    hours = Earning(
        EarningKind.HOURS, "Hours worked", Decimal(76), "hours", Decimal("13.50"), Decimal("1026.00")
    )
    result = calculated(
        "0.00",
        earnings=(hours,),
        birth_date=date(1986, 5, 4),
        period_start=date(2026, 4, 6),
        period_end=date(2026, 5, 3),
        circumstances=Circumstances(hours=Decimal(84)),
    )
    check = result.minimum_wage
    assert check is not None
    assert (check.hourly, check.shortfall) == (Decimal("12.21"), Decimal("41.64"))


def test_letters_of_a_year_keep_rows_of_their_own() -> None:
    first = calculated("2000.00", ni_letter="M")
    second = calculated("2000.00", period=2, to_date=first.to_date)
    assert [row.letter for row in second.to_date.ni] == ["M", "A"]
    assert second.to_date.ni[0] == first.ni
    assert second.to_date.ni[1] == second.ni


def test_nothing_of_a_letter_is_a_row_of_noughts() -> None:
    row = calculated("2000.00").ni
    assert row.less(row) == NiToDate.nothing("A") == NiToDate.nothing("A").plus(NiToDate.nothing("A"))
