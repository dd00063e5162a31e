"""The people, their arrangements and their money."""

from clients.models.absences import Absence, AbsenceReason, AwayTime
from clients.models.agreements import AgreementSignature, AgreementVersion, SetUpTime
from clients.models.arrangements import CaseAllocation, Placement
from clients.models.budgets import BudgetLine, Commitment, DirectPayment
from clients.models.changes import BudgetChange, Uplift
from clients.models.complaints import Complaint, ComplaintPoint, ComplaintTime
from clients.models.endings import CouncilMove, Ending, EndingGrounds, EndingStep
from clients.models.four_weekly import (
    Arrangement,
    FourWeeklyLine,
    FourWeeklyPayment,
    PaymentCycle,
    Suspension,
)
from clients.models.onboarding import (
    Capacity,
    Onboarding,
    Payee,
    PaymentCondition,
    PaymentDecision,
    PaymentRoute,
    Route,
)
from clients.models.people import Client, PersonalAssistant
from clients.models.referrals import Referral
from clients.models.relatives import (
    Relation,
    RelativeAnswerTime,
    RelativeDecision,
    RelativeGrounds,
    RelativeRule,
)
from clients.models.representations import Representation, RepresentationBasis
from clients.models.spending import SpendQuestion
from clients.models.surpluses import KeptFigure, SurplusLimit, SurplusNotice
from clients.models.voice import ContactNote, Message, MessageFile, Thread
from clients.models.work import WorkItem

__all__ = [
    "Absence",
    "AbsenceReason",
    "AgreementSignature",
    "AgreementVersion",
    "Arrangement",
    "AwayTime",
    "BudgetChange",
    "BudgetLine",
    "Capacity",
    "CaseAllocation",
    "Client",
    "Commitment",
    "Complaint",
    "ComplaintPoint",
    "ComplaintTime",
    "ContactNote",
    "CouncilMove",
    "DirectPayment",
    "Ending",
    "EndingGrounds",
    "EndingStep",
    "FourWeeklyLine",
    "FourWeeklyPayment",
    "KeptFigure",
    "Message",
    "MessageFile",
    "Onboarding",
    "Payee",
    "PaymentCondition",
    "PaymentCycle",
    "PaymentDecision",
    "PaymentRoute",
    "PersonalAssistant",
    "Placement",
    "Referral",
    "Relation",
    "RelativeAnswerTime",
    "RelativeDecision",
    "RelativeGrounds",
    "RelativeRule",
    "Representation",
    "RepresentationBasis",
    "Route",
    "SetUpTime",
    "SpendQuestion",
    "SurplusLimit",
    "SurplusNotice",
    "Suspension",
    "Thread",
    "Uplift",
    "WorkItem",
]
