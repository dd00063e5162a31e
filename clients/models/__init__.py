"""The people, their arrangements and their money."""

from clients.models.arrangements import CaseAllocation, Placement, Representation
from clients.models.budgets import BudgetLine, Commitment, DirectPayment
from clients.models.people import Client, PersonalAssistant
from clients.models.work import WorkItem

__all__ = [
    "BudgetLine",
    "CaseAllocation",
    "Client",
    "Commitment",
    "DirectPayment",
    "PersonalAssistant",
    "Placement",
    "Representation",
    "WorkItem",
]
