"""The Full Payment Submission: what an employer tells HMRC on or before each payday.

The order of the elements is that of FullPaymentSubmission-2026-v1-0.xsd and -2027-v1-0.xsd. What the
schema would refuse is refused here, in a sentence; the rules between elements are in `rules`.
"""

import re
from decimal import Decimal

from dpss.kernel import dates, errors
from payroll.rti import body, closing, elements, people, report, years

DOCUMENT = "FullPaymentSubmission"
MESSAGE_CLASS = "HMRC-PAYE-RTI-FPS"

FREQUENCIES = frozenset({"W1", "W2", "W4", "M1", "M3", "M6", "MA", "IO", "IR"})
LATE_REASONS = {
    "A": "notional payment: paid to an expatriate by a third party",
    "B": "notional payment: employment-related security",
    "C": "notional payment: other",
    "D": "payment subject to class 1 NI only, reported on a P11D",
    "F": "no working sheet was needed, or it was impractical to report on the day",
    "G": "reasonable excuse",
    "H": "correction to an earlier submission",
}
NI_LETTERS = frozenset("ABCDEFHIJKLMNSVXZ")
_TAX_CODE = re.compile(r"[1-9][0-9]{0,5}[LMNT]|BR|0T|NT|D[0-8]|K[1-9][0-9]{0,5}")
_POSTCODE = re.compile(
    r"[A-Z]([0-9]|[0-9]{2}|[A-HJ-Y][0-9]{1,2}|[0-9][A-Z]|[A-HJ-Y][0-9]?[A-Z]) [0-9][ABD-HJLNP-UW-Z]{2}"
)
_EXTRA_WEEKS = (53, 54, 56)
_MOST_LOAN = Decimal("99999.00")
_MOST_NI_LETTERS = 4


def build(submission: report.Report) -> bytes:
    """The exact bytes of the GovTalk Body of a Full Payment Submission, IRmark included.

    Raises `Invalid` with a sentence that names the employee by pay ID when a value is one that
    HMRC's schema refuses.
    """
    year = years.of(submission.tax_year)
    if not submission.employees and submission.final is None:
        raise errors.Invalid("There is nobody to report and it is not a final submission.")
    document = elements.root(DOCUMENT, uri=year.uri(DOCUMENT))
    body.employer_references(document, submission.employer)
    elements.child(document, "RelatedTaxYear", year.related)
    for employee in submission.employees:
        try:
            _employee(document, employee, year)
        except errors.Invalid as error:
            raise errors.Invalid(f"Pay ID {employee.pay_id}: {error.sentence}") from None
    if submission.final is not None:
        closing.write(document, submission.final, year=year)
    return body.build(document, employer=submission.employer, year=year, sender=submission.sender)


def _employee(document: elements.Element, employee: report.EmployeeReport, year: years.Year) -> None:
    group = elements.child(document, "Employee")
    people.write(
        elements.child(group, "EmployeeDetails"),
        people.Person(
            name=employee.name,
            birth_date=employee.birth_date,
            gender=employee.gender,
            nino=employee.nino,
            address=employee.address,
        ),
    )
    employment = elements.child(group, "Employment")
    if employee.starter is not None:
        _starter(employment, employee.starter)
    elements.matching(
        employment, "EmployeeWorkplacePostcode", employee.workplace_postcode,
        pattern=_POSTCODE, form="capitals with a space, like AA1 1AA",
    )  # fmt: skip
    people.pay_id(employment, employee.pay_id)
    if employee.old_pay_id:
        changed = elements.child(employment, "PayIdChgd")
        elements.yes(changed, "PayrollIdChangedIndicator", when=True)
        people.pay_id(changed, employee.old_pay_id, name="OldPayrollId")
    elements.yes(employment, "IrrEmp", when=employee.irregular)
    if employee.leaving_date is not None and employee.leaving_date < year.earliest_leaving:
        raise errors.Invalid(f"HMRC takes leaving dates from {dates.in_words(year.earliest_leaving)} on.")
    elements.day(employment, "LeavingDate", employee.leaving_date)
    _figures_to_date(employment, employee.to_date)
    _payment(elements.child(employment, "Payment"), employee.payment, year)
    if not 1 <= len(employee.ni) <= _MOST_NI_LETTERS:
        raise errors.Invalid("HMRC takes one to four NI category letters for an employment in a tax year.")
    for letter in employee.ni:
        _national_insurance(employment, letter)


def _starter(employment: elements.Element, starter: report.Starter) -> None:
    group = elements.child(employment, "Starter")
    elements.day(group, "StartDate", starter.start_date)
    elements.coded(group, "StartDec", starter.declaration, codes={"A", "B", "C"})
    elements.yes(group, "StudentLoan", when=starter.student_loan)
    elements.yes(group, "PostgradLoan", when=starter.postgraduate_loan)


def _figures_to_date(employment: elements.Element, figures: report.FiguresToDate) -> None:
    group = elements.child(employment, "FiguresToDate")
    elements.amount_to_date(group, "TaxablePay", figures.taxable_pay)
    elements.amount(group, "TotalTax", figures.tax)
    elements.pounds_to_date(group, "StudentLoansTD", figures.student_loans, most=_MOST_LOAN)
    elements.pounds_to_date(group, "PostgradLoansTD", figures.postgraduate_loans, most=_MOST_LOAN)
    elements.amount_to_date(group, "EmpeePenContribnsPaidYTD", figures.pension_net_pay)
    elements.amount_to_date(group, "EmpeePenContribnsNotPaidYTD", figures.pension_relief_at_source)


def _payment(group: elements.Element, payment: report.Payment, year: years.Year) -> None:
    elements.coded(group, "PayFreq", payment.frequency, codes=FREQUENCIES)
    if payment.pay_date not in year.days:
        raise errors.Invalid(f"The payday is not in the tax year 20{year.related}.")
    elements.day(group, "PmtDate", payment.pay_date)
    if payment.late_reason:
        elements.coded(group, "LateReason", payment.late_reason, codes=LATE_REASONS)
    _period(group, payment)
    elements.whole(group, "PeriodsCovered", payment.periods_covered, least=1, most=99)
    elements.yes(group, "AggregatedEarnings", when=payment.aggregated)
    elements.yes(group, "PmtAfterLeaving", when=payment.after_leaving)
    elements.coded(group, "HoursWorked", payment.hours, codes=frozenset("ABCDE"))
    _tax_code(group, payment.tax_code)
    elements.amount(group, "TaxablePay", payment.taxable_pay)
    elements.amount(group, "NonTaxOrNICPmt", payment.not_taxed_nor_ni)
    elements.amount(group, "DednsFromNetPay", payment.deductions_from_net_pay)
    elements.amount(group, "PayAfterStatDedns", payment.pay_after_statutory_deductions)
    elements.amount(group, "EmpeePenContribnsPaid", payment.pension_net_pay)
    elements.amount(group, "ItemsSubjectToClass1NIC", payment.ni_only)
    elements.amount(group, "EmpeePenContribnsNotPaid", payment.pension_relief_at_source)
    if payment.student_loan is not None:
        _student_loan(group, payment.student_loan, year)
    elements.pounds(group, "PostgradLoanRecovered", payment.postgraduate_loan, most=_MOST_LOAN)
    elements.amount(group, "TaxDeductedOrRefunded", payment.tax)
    _statutory_pay(group, payment.statutory)


def _period(group: elements.Element, payment: report.Payment) -> None:
    if (payment.week_number is None) == (payment.month_number is None):
        raise errors.Invalid("Give the tax week or the tax month of the payday, not both and not neither.")
    if payment.month_number is not None:
        elements.whole(group, "MonthNo", payment.month_number, least=1, most=12)
    elif payment.week_number in _EXTRA_WEEKS:
        elements.child(group, "WeekNo", str(payment.week_number))
    elif payment.week_number is not None:
        elements.whole(group, "WeekNo", payment.week_number, least=1, most=52)


def _tax_code(group: elements.Element, tax_code: report.TaxCode) -> None:
    if not _TAX_CODE.fullmatch(tax_code.code):
        raise errors.Invalid(f"“{tax_code.code}” is not a tax code without its S, C or W1/M1, like 1257L.")
    if tax_code.nation not in {"", "S", "C"}:
        raise errors.Invalid(f"“{tax_code.nation}” is not the nation of a tax code: S, C or nothing.")
    basis = {"BasisNonCumulative": "yes"} if tax_code.non_cumulative else {}
    nation = {"TaxRegime": tax_code.nation} if tax_code.nation else {}
    elements.child(group, "TaxCode", tax_code.code, **basis, **nation)


def _student_loan(group: elements.Element, loan: report.StudentLoan, year: years.Year) -> None:
    if loan.plan not in year.loan_plans:
        raise errors.Invalid(f"Student loan plan {loan.plan} cannot be reported for 20{year.related}.")
    amount = elements.in_pounds("StudentLoanRecovered", loan.amount, least=-_MOST_LOAN, most=_MOST_LOAN)
    elements.child(group, "StudentLoanRecovered", amount, PlanType=f"0{loan.plan}")


def _statutory_pay(group: elements.Element, pay: report.StatutoryPay) -> None:
    most = Decimal("999999.99")
    elements.amount_to_date(group, "SMPYTD", pay.maternity, most=most)
    elements.amount_to_date(group, "SPPYTD", pay.paternity, most=most)
    elements.amount_to_date(group, "SAPYTD", pay.adoption, most=most)
    elements.amount_to_date(group, "ShPPYTD", pay.shared_parental, most=most)
    elements.amount_to_date(group, "SPBPYTD", pay.bereavement, most=most)
    elements.amount_to_date(group, "SNCPYTD", pay.neonatal_care, most=most)


def _national_insurance(employment: elements.Element, ni: report.NationalInsurance) -> None:
    group = elements.child(employment, "NIlettersAndValues")
    elements.coded(group, "NIletter", ni.letter, codes=NI_LETTERS)
    elements.amount(group, "GrossEarningsForNICsInPd", ni.earnings)
    elements.amount_to_date(group, "GrossEarningsForNICsYTD", ni.earnings_to_date)
    elements.pounds_to_date(group, "AtLELYTD", ni.at_lel_to_date, most=Decimal("9999.00"))
    elements.amount_to_date(group, "LELtoPTYTD", ni.lel_to_pt_to_date, most=Decimal("9999.99"))
    elements.amount_to_date(group, "PTtoUELYTD", ni.pt_to_uel_to_date, most=Decimal("99999.99"))
    elements.amount(group, "TotalEmpNICInPd", ni.employer)
    elements.amount_to_date(group, "TotalEmpNICYTD", ni.employer_to_date)
    elements.amount(group, "EmpeeContribnsInPd", ni.employee)
    elements.amount_to_date(group, "EmpeeContribnsYTD", ni.employee_to_date)
