"""What history says was done, for parts of the portal with many words of their own."""

from typing import Final

ACTING: Final = {
    "agree_to_representation": "said yes to",
    "change_limits": "changed what may be done by",
    "decide_representation": "put in force for the council",
    "decline_representation": "said no to",
    "end_representation": "took away the right of",
    "mark_their_pa": "found to be a PA as well who is",
    "name_approver": "named another approver beside",
    "narrow_limits": "took something away from",
    "propose_representation": "put forward to act",
    "record_basis": "kept the consent or authority in",
    "refuse_representation": "refused to put in force",
    "stop_acting": "gave up themself",
    "withdraw_representation": "took back the proposal of",
}
