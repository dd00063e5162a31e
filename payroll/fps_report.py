"""From a payslip and the person it is for to what HMRC is told of them. Pure: values in, values out."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from payroll.calc import inputs, leavers, payment, results, tax_code
from payroll.calc.rounding import ZERO
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
    """Who an employee is to HMRC, and the facts of the job that the report needs.

    Of somebody whom HMRC knew under another PAYE reference of the same employer before, `moved_on` is the day
    from which the new one holds, and `before` what of the tax year was reported under the old one. `left_on`
    is the last day of the reference of the payday, where the report says that they leave it.
    """

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
    moved_on: date | None = None
    left_on: date | None = None
    before: inputs.YearToDate | None = None


def employee(
    person: Person,
    pay: payment.PayInput,
    result: results.PayResult,
    *,
    late_reason: str = "",
) -> report.EmployeeReport:
    """One employee's part of a Full Payment Submission. Raises `Invalid` for a name HMRC would refuse."""
    result = replace(result, to_date=reported(result, person.before))
    return report.EmployeeReport(
        name=names.of(forenames=person.forename, surname=person.surname),
        birth_date=person.birth_date,
        gender=person.gender,
        nino=person.nino,
        address=names.address(person.address, postcode=person.postcode),
        pay_id=person.pay_id,
        starter=_starter(person, pay),
        irregular=person.irregular,
        leaving_date=_leaving_date(person, pay),
        to_date=_to_date(pay, result),
        payment=_payment(person, pay, result, late_reason),
        ni=tuple(_national_insurance(row, result) for row in result.to_date.ni),
    )


def leaver(
    person: Person, pay: payment.PayInput, result: results.PayResult, *, late_reason: str
) -> report.EmployeeReport:
    """One who leaves a PAYE reference and was reported under it without saying so: nothing more is paid.

    gov.uk, what to do when an employee leaves, "If you did not report an employee leaving": the leaving date,
    0 in the period, the last reported figures to date, the last day of payment, and late reason H.
    """
    return employee(person, pay, nothing_paid(result), late_reason=late_reason)


def nothing_paid(result: results.PayResult) -> results.PayResult:
    """The same year so far, with nothing in the period."""
    return replace(
        result,
        gross=ZERO,
        taxable_pay=ZERO,
        nicable_pay=ZERO,
        non_taxable=ZERO,
        tax=ZERO,
        ni_employee=ZERO,
        ni_employer=ZERO,
        earnings_at_lel=ZERO,
        earnings_lel_to_pt=ZERO,
        earnings_pt_to_uel=ZERO,
        student_loan=ZERO,
        postgraduate_loan=ZERO,
        pension_employee=ZERO,
        attached=ZERO,
        kept=ZERO,
        deducted=(),
    )


def reported(result: results.PayResult, before: inputs.YearToDate | None) -> inputs.YearToDate:
    """The year to date as HMRC is told it: without what was reported under an earlier PAYE reference.

    The letter of the payment is told also where it has nothing yet. HMRC takes no pension below nothing: one
    that is given back and was paid in under the old reference stays on record there.
    """
    if before is None:
        return result.to_date
    since = result.to_date.since(before)
    rows = since.ni
    if result.ni_letter not in {row.letter for row in rows}:
        rows = (*rows, inputs.NiToDate.nothing(result.ni_letter))
    return replace(
        since,
        ni=rows,
        pension_net_pay=max(since.pension_net_pay, ZERO),
        pension_relief_at_source=max(since.pension_relief_at_source, ZERO),
    )


def _starter(person: Person, pay: payment.PayInput) -> report.Starter | None:
    """What the first report of an employment says of its start; nothing where nobody has stated it.

    Who goes over to another reference of the same employer states nothing: HMRC says what is declared
    (Apprenticeship Levy Manual, ALM17800: C for BR and D codes, B for any other).
    """
    declaration, first_day = person.starter_declaration, person.first_day
    if person.moved_on:
        first_day = person.moved_on
        declaration = "C" if tax_code.parse(pay.tax_code).kind is tax_code.Kind.ONE_RATE else "B"
    if not person.is_first_report or not declaration:
        return None
    return report.Starter(
        start_date=first_day,
        declaration=declaration,
        student_loan=pay.student_loan is not None,
        postgraduate_loan=pay.postgraduate_loan,
    )


def _leaving_date(person: Person, pay: payment.PayInput) -> date | None:
    """The last day of the job, or of the reference under which HMRC knows it: the earlier of the two."""
    of_job = pay.leaving.last_day if pay.leaving else person.last_day
    return min(filter(None, (of_job, person.left_on)), default=None)


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
