"""What may happen next to what clients' records hold: one machine a module."""

from clients.states.absence import ABSENCE
from clients.states.arrangement import ARRANGEMENT, FOUR_WEEKLY
from clients.states.budget_change import BUDGET_CHANGE, UPLIFT
from clients.states.complaint import COMPLAINT
from clients.states.ending import ENDING
from clients.states.onboarding import ONBOARDING
from clients.states.referral import REFERRAL
from clients.states.relative_decision import RELATIVE_DECISION
from clients.states.representation import REPRESENTATION
from clients.states.spend_question import SPEND_QUESTION
from clients.states.surplus_notice import SURPLUS_NOTICE
from clients.states.work import WORK_ITEM

__all__ = [
    "ABSENCE",
    "ARRANGEMENT",
    "BUDGET_CHANGE",
    "COMPLAINT",
    "ENDING",
    "FOUR_WEEKLY",
    "ONBOARDING",
    "REFERRAL",
    "RELATIVE_DECISION",
    "REPRESENTATION",
    "SPEND_QUESTION",
    "SURPLUS_NOTICE",
    "UPLIFT",
    "WORK_ITEM",
]
