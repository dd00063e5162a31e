"""The wages: employers, posts, timesheets, payruns, payslips and what HMRC is told."""

from payroll.models.agents import AgentCode, EmployersAgent
from payroll.models.bills import HmrcBill
from payroll.models.calls import Call, IdentityQuestion
from payroll.models.contracted import ContractedPay, SheetCorrection
from payroll.models.deadline_warnings import DeadlineWarning
from payroll.models.deduction_payments import DeductionDay, DeductionPayment
from payroll.models.deductions import Deduction, DeductionTerms
from payroll.models.employer_changes import EmployerChange, PostDecision
from payroll.models.employers import Employer, WhoPays
from payroll.models.employments import (
    BroughtForward,
    Employment,
    EmploymentTerms,
    PayrollIdentity,
    TaxDetails,
)
from payroll.models.external import ExternalPayroll, ExternalPayslip, HoursFile, ResultsFile
from payroll.models.family_pay import FamilyPay
from payroll.models.funds import FundsDecision
from payroll.models.hmrc_letters import HmrcLetter, HmrcLetterFile
from payroll.models.hmrc_senders import EmployersSender, RefusedSender
from payroll.models.holds import HeldPay
from payroll.models.holiday import HolidayBroughtIn, HolidayDay, HolidayRequest, RolledUpHoliday
from payroll.models.inactive_times import InactiveTime
from payroll.models.inbox import InboxFile, InboxItem, SheetEvidence
from payroll.models.inbox_retention import InboxRetention
from payroll.models.kept_replies import KeptReply
from payroll.models.notices import HmrcNotice, PreviousPay
from payroll.models.off_cycle import OffCyclePay
from payroll.models.overpayments import Overpayment
from payroll.models.papers import IssuedForm, Printing, PrintingPart
from payroll.models.pay_groups import EmployersPayGroup
from payroll.models.pay_queries import PayQuery, PayQueryTime
from payroll.models.payrun_agreements import AgreesPayruns, PayrunAnswer
from payroll.models.payruns import (
    PAYS_THE_PERIOD,
    PaymentInstruction,
    Payrun,
    Payslip,
    paid_in_year,
    paid_on,
)
from payroll.models.pension_duties import PensionAssessment, PensionDue, PensionFact
from payroll.models.pension_schedules import (
    PensionArrangement,
    PensionDownload,
    PensionFile,
    PensionSchedule,
    PensionScheduleLine,
)
from payroll.models.pension_schemes import PensionScheme
from payroll.models.pension_tasks import PensionTask
from payroll.models.periods import PayGroup, PayPeriod
from payroll.models.schemes import AllowanceClaim, PayeNeed, PayeScheme, RegistrationStep
from payroll.models.shared_work import SharedWork
from payroll.models.sick_arrears import SickPayArrears
from payroll.models.sickness import EarlierSickness, QualifyingDays, SickPayDecision
from payroll.models.spoken import SheetReminder, SpokenApproval
from payroll.models.starters import EarlierJob
from payroll.models.submissions import Submission
from payroll.models.text_links import SheetLink, TextApprover
from payroll.models.timesheets import Timesheet, TimesheetEntry
from payroll.models.work_rates import WorkRate

__all__ = [
    "PAYS_THE_PERIOD",
    "AgentCode",
    "AgreesPayruns",
    "AllowanceClaim",
    "BroughtForward",
    "Call",
    "ContractedPay",
    "DeadlineWarning",
    "Deduction",
    "DeductionDay",
    "DeductionPayment",
    "DeductionTerms",
    "EarlierJob",
    "EarlierSickness",
    "Employer",
    "EmployerChange",
    "EmployersAgent",
    "EmployersPayGroup",
    "EmployersSender",
    "Employment",
    "EmploymentTerms",
    "ExternalPayroll",
    "ExternalPayslip",
    "FamilyPay",
    "FundsDecision",
    "HeldPay",
    "HmrcBill",
    "HmrcLetter",
    "HmrcLetterFile",
    "HmrcNotice",
    "HolidayBroughtIn",
    "HolidayDay",
    "HolidayRequest",
    "HoursFile",
    "IdentityQuestion",
    "InactiveTime",
    "InboxFile",
    "InboxItem",
    "InboxRetention",
    "IssuedForm",
    "KeptReply",
    "OffCyclePay",
    "Overpayment",
    "PayGroup",
    "PayPeriod",
    "PayQuery",
    "PayQueryTime",
    "PayeNeed",
    "PayeScheme",
    "PaymentInstruction",
    "PayrollIdentity",
    "Payrun",
    "PayrunAnswer",
    "Payslip",
    "PensionArrangement",
    "PensionAssessment",
    "PensionDownload",
    "PensionDue",
    "PensionFact",
    "PensionFile",
    "PensionSchedule",
    "PensionScheduleLine",
    "PensionScheme",
    "PensionTask",
    "PostDecision",
    "PreviousPay",
    "Printing",
    "PrintingPart",
    "QualifyingDays",
    "RefusedSender",
    "RegistrationStep",
    "ResultsFile",
    "RolledUpHoliday",
    "SharedWork",
    "SheetCorrection",
    "SheetEvidence",
    "SheetLink",
    "SheetReminder",
    "SickPayArrears",
    "SickPayDecision",
    "SpokenApproval",
    "Submission",
    "TaxDetails",
    "TextApprover",
    "Timesheet",
    "TimesheetEntry",
    "WhoPays",
    "WorkRate",
    "paid_in_year",
    "paid_on",
]
