"""The Full Payment Submission: what an employer tells HMRC on or before each payday.

The order of the elements is that of FullPaymentSubmission-2026-v1-0.xsd and -2027-v1-0.xsd. What the
schema would refuse is refused here, in a sentence; the rules between elements are in `rules`.
"""

import re
from decimal import Decimal

from dpss.kernel import dates, errors, identifiers
from payroll.rti import body, elements, names, report, years

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
_CHARACTERS = r"[A-Za-z0-9 .,()/=!\"%&*;<>'+:?-]"
_PAY_ID = re.compile(rf"(?! ){_CHARACTERS}{{1,35}}")
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
        _final(document, submission.final, year)
    return body.build(document, employer=submission.employer, year=year, sender=submission.sender)


def _employee(document: elements.Element, employee: report.EmployeeReport, year: years.Year) -> None:
    group = elements.child(document, "Employee")
    _details(elements.child(group, "EmployeeDetails"), employee)
    employment = elements.child(group, "Employment")
    if employee.starter is not None:
        _starter(employment, employee.starter)
    elements.matching(
        employment, "EmployeeWorkplacePostcode", employee.workplace_postcode,
        pattern=_POSTCODE, form="capitals with a space, like AA1 1AA",
    )  # fmt: skip
    _pay_id(employment, employee)
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


def _details(details: elements.Element, employee: report.EmployeeReport) -> None:
    if employee.nino:
        elements.child(details, "NINO", identifiers.nino(employee.nino))
    name = elements.child(details, "Name")
    if employee.name.title:
        elements.child(name, "Ttl", employee.name.title)
    for forename in employee.name.forenames:
        elements.child(name, "Fore", forename)
    elements.child(name, "Sur", employee.name.surname)
    if employee.address is not None:
        _address(details, employee.address)
    elements.day(details, "BirthDate", employee.birth_date)
    elements.coded(details, "Gender", employee.gender, codes={"M", "F"})


def _address(details: elements.Element, address: names.Address) -> None:
    group = elements.child(details, "Address")
    for line in address.lines:
        elements.child(group, "Line", line)
    if address.postcode:
        elements.child(group, "UKPostcode", address.postcode)


def _starter(employment: elements.Element, starter: report.Starter) -> None:
    group = elements.child(employment, "Starter")
    elements.day(group, "StartDate", starter.start_date)
    elements.coded(group, "StartDec", starter.declaration, codes={"A", "B", "C"})
    elements.yes(group, "StudentLoan", when=starter.student_loan)
    elements.yes(group, "PostgradLoan", when=starter.postgraduate_loan)


def _pay_id(employment: elements.Element, employee: report.EmployeeReport) -> None:
    form = "1 to 35 letters, figures and common punctuation, not beginning with a space"
    if not employee.pay_id:
        raise errors.Invalid("There is no pay ID. Give the employment one and never change it.")
    elements.matching(employment, "PayId", employee.pay_id, pattern=_PAY_ID, form=form)
    if employee.old_pay_id:
        changed = elements.child(employment, "PayIdChgd")
        elements.yes(changed, "PayrollIdChangedIndicator", when=True)
        elements.matching(changed, "OldPayrollId", employee.old_pay_id, pattern=_PAY_ID, form=form)


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


def _final(document: elements.Element, final: report.FinalSubmission, year: years.Year) -> None:
    if not final.for_year and final.scheme_ceased is None:
        raise errors.Invalid("A final submission is final for the tax year or because the scheme closed.")
    if final.scheme_ceased is not None and final.scheme_ceased not in year.days:
        raise errors.Invalid(f"The day the scheme closed is not in the tax year 20{year.related}.")
    group = elements.child(document, "FinalSubmission")
    elements.yes(group, "BecauseSchemeCeased", when=final.scheme_ceased is not None)
    elements.day(group, "DateSchemeCeased", final.scheme_ceased)
    elements.yes(group, "ForYear", when=final.for_year)
