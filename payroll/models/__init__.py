"""The wages: employers, posts, timesheets, payruns, payslips and what HMRC is told."""

from payroll.models.deductions import Deduction, DeductionTerms
from payroll.models.employers import Employer, WhoPays
from payroll.models.employments import (
    BroughtForward,
    Employment,
    EmploymentTerms,
    PayrollIdentity,
    TaxDetails,
)
from payroll.models.holds import HeldPay
from payroll.models.payruns import PaymentInstruction, Payrun, Payslip
from payroll.models.periods import PayGroup, PayPeriod
from payroll.models.schemes import AllowanceClaim, PayeNeed, PayeScheme, RegistrationStep
from payroll.models.sickness import EarlierSickness, QualifyingDays, SickPayDecision
from payroll.models.starters import EarlierJob
from payroll.models.submissions import Submission
from payroll.models.timesheets import Timesheet, TimesheetEntry

__all__ = [
    "AllowanceClaim",
    "BroughtForward",
    "Deduction",
    "DeductionTerms",
    "EarlierJob",
    "EarlierSickness",
    "Employer",
    "Employment",
    "EmploymentTerms",
    "HeldPay",
    "PayGroup",
    "PayPeriod",
    "PayeNeed",
    "PayeScheme",
    "PaymentInstruction",
    "PayrollIdentity",
    "Payrun",
    "Payslip",
    "QualifyingDays",
    "RegistrationStep",
    "SickPayDecision",
    "Submission",
    "TaxDetails",
    "Timesheet",
    "TimesheetEntry",
    "WhoPays",
]
