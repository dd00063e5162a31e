"""What history says was done, for parts of the portal with many words of their own."""

from typing import Final

ACTING: Final = {
    "agree_to_representation": "said yes to",
    "change_limits": "changed what may be done by",
    "decide_representation": "put in force",
    "decline_representation": "said no to",
    "end_representation": "took away",
    "name_approver": "named another approver beside",
    "narrow_limits": "took something away from",
    "propose_representation": "proposed",
    "record_basis": "kept",
    "refuse_representation": "refused",
    "stop_acting": "gave up",
    "withdraw_representation": "withdrew",
}
