"""Whether the banks' tables for checking account numbers are there, and new enough to go by. Pure."""

from datetime import date
from typing import Final

from dpss.kernel import dates

# From its first day each; a change is a new line at the end, so that what was shown before still holds. The
# banks publish several times a year, and a new range that the tables do not know would be refused wrongly.
_MONTHS_TO_GO_BY: Final = ((date(2026, 4, 6), 6),)


def months_to_go_by(on: date) -> int:
    """For how many months after they were published the tables are gone by."""
    first = _MONTHS_TO_GO_BY[0][1]
    return next((months for start, months in reversed(_MONTHS_TO_GO_BY) if start <= on), first)


def notice(published: date | None, *, on: date) -> str:
    """Why account numbers are not checked on a day, and what to do; empty when they are checked.

    `published` is the day of the tables that are loaded; None when there are none.
    """
    if published is None:
        return (
            "Account numbers are not checked: the banks' tables are not loaded. "
            "Ask whoever runs the portal to load them."
        )
    months = months_to_go_by(on)
    if on <= dates.add_months(published, months):
        return ""
    return (
        f"Account numbers are not checked: the banks' tables were published on {dates.in_words(published)}, "
        f"more than {months} months ago. Ask whoever runs the portal to load the newest."
    )
