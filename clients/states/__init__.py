"""What may happen next to what clients' records hold: one machine a module."""

from clients.states.arrangement import ARRANGEMENT, FOUR_WEEKLY
from clients.states.complaint import COMPLAINT
from clients.states.ending import ENDING
from clients.states.onboarding import ONBOARDING
from clients.states.referral import REFERRAL
from clients.states.work import WORK_ITEM

__all__ = ["ARRANGEMENT", "COMPLAINT", "ENDING", "FOUR_WEEKLY", "ONBOARDING", "REFERRAL", "WORK_ITEM"]
