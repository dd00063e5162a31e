"""The wages: employers, posts, timesheets, payruns, payslips and what HMRC is told."""

from payroll.models.employers import Employer, PayeScheme, WhoPays
from payroll.models.employments import (
    BroughtForward,
    Employment,
    EmploymentTerms,
    PayrollIdentity,
    TaxDetails,
)
from payroll.models.payruns import PaymentInstruction, Payrun, Payslip
from payroll.models.periods import PayGroup, PayPeriod
from payroll.models.submissions import Submission
from payroll.models.timesheets import Timesheet, TimesheetEntry

__all__ = [
    "BroughtForward",
    "Employer",
    "Employment",
    "EmploymentTerms",
    "PayGroup",
    "PayPeriod",
    "PayeScheme",
    "PaymentInstruction",
    "PayrollIdentity",
    "Payrun",
    "Payslip",
    "Submission",
    "TaxDetails",
    "Timesheet",
    "TimesheetEntry",
    "WhoPays",
]
