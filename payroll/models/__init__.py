"""The wages: employers, posts, timesheets, payruns, payslips and what HMRC is told."""

from payroll.models.agents import AgentCode, EmployersAgent
from payroll.models.calls import Call, IdentityQuestion
from payroll.models.contracted import ContractedPay, SheetCorrection
from payroll.models.deductions import Deduction, DeductionTerms
from payroll.models.employers import Employer, WhoPays
from payroll.models.employments import (
    BroughtForward,
    Employment,
    EmploymentTerms,
    PayrollIdentity,
    TaxDetails,
)
from payroll.models.external import ExternalPayroll, ExternalPayslip, HoursFile, ResultsFile
from payroll.models.holds import HeldPay
from payroll.models.overpayments import Overpayment
from payroll.models.papers import IssuedForm, Printing, PrintingPart
from payroll.models.payruns import PaymentInstruction, Payrun, Payslip
from payroll.models.pension_schemes import PensionScheme
from payroll.models.periods import PayGroup, PayPeriod
from payroll.models.schemes import AllowanceClaim, PayeNeed, PayeScheme, RegistrationStep
from payroll.models.shared_work import SharedWork
from payroll.models.sickness import EarlierSickness, QualifyingDays, SickPayDecision
from payroll.models.spoken import SheetReminder, SpokenApproval
from payroll.models.starters import EarlierJob
from payroll.models.submissions import Submission
from payroll.models.timesheets import Timesheet, TimesheetEntry
from payroll.models.work_rates import WorkRate

__all__ = [
    "AgentCode",
    "AllowanceClaim",
    "BroughtForward",
    "Call",
    "ContractedPay",
    "Deduction",
    "DeductionTerms",
    "EarlierJob",
    "EarlierSickness",
    "Employer",
    "EmployersAgent",
    "Employment",
    "EmploymentTerms",
    "ExternalPayroll",
    "ExternalPayslip",
    "HeldPay",
    "HoursFile",
    "IdentityQuestion",
    "IssuedForm",
    "Overpayment",
    "PayGroup",
    "PayPeriod",
    "PayeNeed",
    "PayeScheme",
    "PaymentInstruction",
    "PayrollIdentity",
    "Payrun",
    "Payslip",
    "PensionScheme",
    "Printing",
    "PrintingPart",
    "QualifyingDays",
    "RegistrationStep",
    "ResultsFile",
    "SharedWork",
    "SheetCorrection",
    "SheetReminder",
    "SickPayDecision",
    "SpokenApproval",
    "Submission",
    "TaxDetails",
    "Timesheet",
    "TimesheetEntry",
    "WhoPays",
    "WorkRate",
]
