"""Why HMRC is told of wages after the payday: which of its letters fits, and when a person must say. Pure.

Source: HMRC, FPS data item "late PAYE reporting reason". HMRC takes a report without one, and may charge a
penalty for it.
"""

from datetime import date
from typing import Final

# The FPS changes what an earlier one said.
CORRECTION: Final = "H"
# A reasonable excuse: it was ready in time, and HMRC or the line to it was not.
EXCUSE: Final = "G"
ASK: Final = (
    "The payday has passed, so HMRC may ask why it is told late. Choose the reason that is true, or none, and"
    " send the report."
)


def of(*, payday: date, today: date, ready_on: date, is_correction: bool) -> str | None:
    """The letter of a report that goes out today, empty when it is in time or a person chose none.

    None where nothing that is recorded says why it is late: that is for a person to tell HMRC.
    """
    if today <= payday:
        return ""
    if is_correction:
        return CORRECTION
    if ready_on <= payday:
        return EXCUSE
    return None
