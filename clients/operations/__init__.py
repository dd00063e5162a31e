"""What people and jobs do with clients, their work and their money."""

from clients.operations.assistants import keep_assistant, new_assistant
from clients.operations.commitments import (
    CommitmentValue,
    commit_all,
    hold_all,
    lower,
    settle_all,
    unsettle_all,
)
from clients.operations.surplus import write_figures_of_payroll
from clients.operations.work import finish_work_item, raise_work_items, reopen_work_item

__all__ = [
    "CommitmentValue",
    "commit_all",
    "finish_work_item",
    "hold_all",
    "keep_assistant",
    "lower",
    "new_assistant",
    "raise_work_items",
    "reopen_work_item",
    "settle_all",
    "unsettle_all",
    "write_figures_of_payroll",
]
