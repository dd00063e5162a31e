"""What a Full Payment Submission says about one payday of one employer, as plain values.

Amounts are pounds. The values are checked when the message is built (`fps.build`) and again, with
the day's date, before it is kept (`rules.check`).
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from payroll.rti import body, closing, names


@dataclass(frozen=True, slots=True)
class Starter:
    """A new employee's first report: start date, starter statement A, B or C, and loans to deduct."""

    start_date: date
    declaration: str
    student_loan: bool = False
    postgraduate_loan: bool = False


@dataclass(frozen=True, slots=True)
class FiguresToDate:
    """This employment's totals for the tax year, this payment included.

    `student_loans` and `postgraduate_loans` are whole pounds. `pension_net_pay` holds the employee's
    contributions taken before tax; `pension_relief_at_source` those taken from pay after tax.
    """

    taxable_pay: Decimal
    tax: Decimal
    student_loans: Decimal | None = None
    postgraduate_loans: Decimal | None = None
    pension_net_pay: Decimal | None = None
    pension_relief_at_source: Decimal | None = None


@dataclass(frozen=True, slots=True)
class TaxCode:
    """A tax code in HMRC's three places: code (`1257L`), nation (`S`, `C` or none) and basis."""

    code: str
    nation: str = ""
    non_cumulative: bool = False


@dataclass(frozen=True, slots=True)
class StudentLoan:
    """What this payment repays, in whole pounds, of a student loan of plan 1, 2, 4 or 5."""

    amount: Decimal
    plan: str


@dataclass(frozen=True, slots=True)
class StatutoryPay:
    """Statutory payments of the tax year so far. Statutory sick pay is not reported."""

    maternity: Decimal | None = None
    paternity: Decimal | None = None
    adoption: Decimal | None = None
    shared_parental: Decimal | None = None
    bereavement: Decimal | None = None
    neonatal_care: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Payment:
    """One payment on one payday.

    `frequency` is HMRC's code (`W1 W2 W4 M1 M3 M6 MA IO IR`), `pay_date` the contractual payday,
    and exactly one of `week_number` and `month_number` is given. `hours` is the band of normal weekly
    hours (A under 16, B under 24, C under 30, D more, E other). `pension_net_pay` and
    `pension_relief_at_source` are this payment's employee contributions. `aggregated` says that National
    Insurance was worked out on the pay of several posts together.
    """

    frequency: str
    pay_date: date
    hours: str
    tax_code: TaxCode
    taxable_pay: Decimal
    tax: Decimal
    week_number: int | None = None
    month_number: int | None = None
    periods_covered: int = 1
    late_reason: str = ""
    aggregated: bool = False
    after_leaving: bool = False
    not_taxed_nor_ni: Decimal | None = None
    deductions_from_net_pay: Decimal | None = None
    pay_after_statutory_deductions: Decimal | None = None
    pension_net_pay: Decimal | None = None
    pension_relief_at_source: Decimal | None = None
    ni_only: Decimal | None = None
    student_loan: StudentLoan | None = None
    postgraduate_loan: Decimal | None = None
    statutory: StatutoryPay = field(default_factory=StatutoryPay)


@dataclass(frozen=True, slots=True)
class NationalInsurance:
    """Earnings and contributions under one category letter: this period's, and the tax year's to date."""

    letter: str
    earnings: Decimal
    earnings_to_date: Decimal
    at_lel_to_date: Decimal
    lel_to_pt_to_date: Decimal
    pt_to_uel_to_date: Decimal
    employer: Decimal
    employer_to_date: Decimal
    employee: Decimal
    employee_to_date: Decimal


@dataclass(frozen=True, slots=True)
class EmployeeReport:
    """One employee in a Full Payment Submission: who they are, how they are employed, what they were paid.

    `gender` is `M` or `F`. `nino` is empty when it is not known: it is never made up. `pay_id` must
    stay the same as long as the employment lasts; when it had to change, `old_pay_id` says what it was.
    `irregular` keeps HMRC from closing the record of someone who may not be paid for three months.
    """

    name: names.Name
    birth_date: date
    gender: str
    pay_id: str
    to_date: FiguresToDate
    payment: Payment
    ni: tuple[NationalInsurance, ...]
    nino: str = ""
    address: names.Address | None = None
    starter: Starter | None = None
    workplace_postcode: str = ""
    old_pay_id: str = ""
    irregular: bool = False
    leaving_date: date | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """A whole Full Payment Submission: one employer, one tax year (`2026-27`), and those who were paid."""

    tax_year: str
    employer: body.EmployerReferences
    employees: tuple[EmployeeReport, ...]
    sender: body.Sender = body.Sender.EMPLOYER
    final: closing.FinalSubmission | None = None
