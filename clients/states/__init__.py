"""What may happen next to what clients' records hold: one machine a module."""

from clients.states.work import WORK_ITEM

__all__ = ["WORK_ITEM"]
