"""From a payslip and the person it is for to what HMRC is told of them. Pure: values in, values out."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from payroll.calc import inputs, leavers, payment, results, tax_code
from payroll.rti import names, report

FREQUENCIES = {
    inputs.Interval.WEEKLY: "W1",
    inputs.Interval.TWO_WEEKLY: "W2",
    inputs.Interval.FOUR_WEEKLY: "W4",
    inputs.Interval.MONTHLY: "M1",
}
# HMRC's bands of normal weekly hours: under 16, under 24, under 30, and more (FPS data item 54).
_BANDS = ((16 * 60, "A"), (24 * 60, "B"), (30 * 60, "C"))
NO_PATTERN = "E"


@dataclass(frozen=True, slots=True)
class Person:
    """Who an employee is to HMRC, and the facts of the job that the report needs."""

    forename: str
    surname: str
    birth_date: date
    gender: str
    nino: str
    address: tuple[str, ...]
    postcode: str
    pay_id: str
    first_day: date
    last_day: date | None
    weekly_minutes: int
    irregular: bool
    starter_declaration: str
    is_first_report: bool
    shares_earnings: bool = False


def employee(
    person: Person,
    pay: payment.PayInput,
    result: results.PayResult,
    *,
    late_reason: str = "",
) -> report.EmployeeReport:
    """One employee's part of a Full Payment Submission. Raises `Invalid` for a name HMRC would refuse."""
    starter = None
    if person.is_first_report and person.starter_declaration:
        starter = report.Starter(
            start_date=person.first_day,
            declaration=person.starter_declaration,
            student_loan=pay.student_loan is not None,
            postgraduate_loan=pay.postgraduate_loan,
        )
    return report.EmployeeReport(
        name=names.of(forenames=person.forename, surname=person.surname),
        birth_date=person.birth_date,
        gender=person.gender,
        nino=person.nino,
        address=names.address(person.address, postcode=person.postcode),
        pay_id=person.pay_id,
        starter=starter,
        irregular=person.irregular,
        leaving_date=pay.leaving.last_day if pay.leaving else person.last_day,
        to_date=_to_date(pay, result),
        payment=_payment(person, pay, result, late_reason),
        ni=tuple(_national_insurance(row, result) for row in result.to_date.ni),
    )


def hours_band(weekly_minutes: int, *, irregular: bool) -> str:
    """HMRC's letter for normal weekly hours."""
    if irregular:
        return NO_PATTERN
    for limit, letter in _BANDS:
        if weekly_minutes < limit:
            return letter
    return "D"


def _to_date(pay: payment.PayInput, result: results.PayResult) -> report.FiguresToDate:
    to_date = result.to_date
    scheme = _pension_scheme(pay)
    return report.FiguresToDate(
        taxable_pay=to_date.pay,
        tax=to_date.tax,
        student_loans=to_date.student_loan or None,
        postgraduate_loans=to_date.postgraduate_loan or None,
        pension_net_pay=_said(to_date.pension_net_pay, is_member=scheme == inputs.NET_PAY),
        pension_relief_at_source=_said(
            to_date.pension_relief_at_source, is_member=scheme == inputs.RELIEF_AT_SOURCE
        ),
    )


def _pension_scheme(pay: payment.PayInput) -> str | None:
    """Of which kind the pension is that the payment pays into, or gives back after an opt-out."""
    if pay.pension:
        return pay.pension.scheme
    if pay.refund:
        return inputs.NET_PAY if pay.refund.taxable_again else inputs.RELIEF_AT_SOURCE
    return None


def _said(amount: Decimal, *, is_member: bool) -> Decimal | None:
    """A member's contribution is reported also when it is nothing; someone who left, while the year lasts."""
    return amount if amount or is_member else None


def _payment(
    person: Person, pay: payment.PayInput, result: results.PayResult, late_reason: str
) -> report.Payment:
    code = tax_code.parse(pay.tax_code)
    monthly = pay.interval is inputs.Interval.MONTHLY
    scheme = _pension_scheme(pay)
    loan = report.StudentLoan(result.student_loan, pay.student_loan) if pay.student_loan else None
    return report.Payment(
        frequency=FREQUENCIES[pay.interval],
        pay_date=pay.payday,
        hours=hours_band(person.weekly_minutes, irregular=person.irregular),
        tax_code=report.TaxCode(
            code=code.body, nation=code.prefix, non_cumulative=pay.non_cumulative or code.non_cumulative
        ),
        taxable_pay=result.taxable_pay,
        tax=result.tax,
        week_number=None if monthly else pay.period,
        month_number=pay.period if monthly else None,
        late_reason=late_reason,
        aggregated=person.shares_earnings or pay.earlier is not None,
        after_leaving=pay.part is leavers.Part.AFTER_LEAVING,
        not_taxed_nor_ni=result.non_taxable or None,
        deductions_from_net_pay=(result.attached + result.kept) or None,
        pay_after_statutory_deductions=_after_statutory_deductions(result),
        pension_net_pay=result.pension_employee if scheme == inputs.NET_PAY else None,
        pension_relief_at_source=result.pension_employee if scheme == inputs.RELIEF_AT_SOURCE else None,
        student_loan=loan if result.student_loan else None,
        postgraduate_loan=result.postgraduate_loan or None,
        statutory=report.StatutoryPay(**{row.kind: row.amount for row in result.to_date.statutory}),
    )


def _after_statutory_deductions(result: results.PayResult) -> Decimal:
    """Pay left after tax, National Insurance and loans (FPS data item 58C)."""
    taken = result.tax + result.ni_employee + result.student_loan + result.postgraduate_loan
    return result.gross + result.non_taxable - taken


def _national_insurance(row: inputs.NiToDate, result: results.PayResult) -> report.NationalInsurance:
    """A year's letter; one that was left in the year has nothing in this period."""
    now = result.ni if row.letter == result.ni_letter else inputs.NiToDate.nothing(row.letter)
    return report.NationalInsurance(
        letter=row.letter,
        earnings=now.earnings,
        earnings_to_date=row.earnings,
        at_lel_to_date=row.at_lel,
        lel_to_pt_to_date=row.lel_to_pt,
        pt_to_uel_to_date=row.pt_to_uel,
        employer=now.employer,
        employer_to_date=row.employer,
        employee=now.employee,
        employee_to_date=row.employee,
    )
