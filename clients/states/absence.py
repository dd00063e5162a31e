"""What may happen next while somebody is in hospital or away."""

from dpss.access import policy
from dpss.kernel.states import Machine, Move

ABSENCE = Machine(
    name="absence",
    initial="away",
    states={"away": "Away", "back": "Back", "cancelled": "Recorded by mistake"},
    moves=(
        Move(
            name="come_back",
            label="They are back",
            sources=("away",),
            target="back",
            permission=policy.RECORD_ABSENCES,
            confirms="Support goes on as before, and payroll reads that the PAs work as usual again.",
        ),
        Move(
            name="go_away_again",
            label="They are not back after all",
            sources=("back",),
            target="away",
            permission=policy.RECORD_ABSENCES,
            confirms="They are away again, and what was decided about pay holds on.",
            needs_reason=True,
        ),
        Move(
            name="cancel_absence",
            label="It was recorded by mistake",
            sources=("away",),
            target="cancelled",
            permission=policy.RECORD_ABSENCES,
            confirms="It does not count any more. Payroll reads that the PAs work as usual.",
            needs_reason=True,
        ),
    ),
)
