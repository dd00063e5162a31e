"""What of a payrun waits for somebody and until when: the same on its board and on the home of payroll."""

from datetime import datetime
from typing import Final

from dpss.kernel import errors
from dpss.web import components, words
from dpss.web.components import basics
from ledger import bank_holidays
from payroll import board, deadlines, models

COLOURS: Final[dict[str, basics.Colour]] = {
    "missing": "amber",
    "blocked": "red",
    "changed": "blue",
    "ready": "yellow",
    "approved": "green",
    "reported": "green",
    "paid": "green",
}


def tag(place: board.Place) -> components.Tag:
    """Where a post stands, as a tag."""
    return components.Tag(place.label, COLOURS[place.name])


def panel(period: models.PayPeriod, *, now: datetime) -> components.Panel:
    """By when each step of a payday must be done, and how long there still is at a local moment."""
    try:
        found = deadlines.of_payday(
            sheets_in_by=period.sheets_in_by.astimezone(now.tzinfo),
            payday=period.payday,
            holidays=bank_holidays.known(),
        )
    except errors.Invalid as unknown:
        return components.Panel("Deadlines", text=unknown.sentence)
    rows = (components.PanelRow(_said(one), one.left(now), strong=one.day == now.date()) for one in found)
    return components.Panel("Deadlines", tuple(rows))


def _said(one: deadlines.Deadline) -> str:
    day = words.day_and_month(one.day)
    return f"{one.what}: {words.clock_time(one.at)}, {day}" if one.at else f"{one.what}: {day}"
