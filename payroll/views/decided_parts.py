"""Settings that were decided so far, as rows of a page."""

from datetime import timedelta
from typing import Any

from dpss.kernel import dates
from dpss.web import components


def row(setting: Any, what: str) -> components.SummaryRow:
    """From and until when a setting holds, what it says, whose decision it is and who wrote it down."""
    ends = setting.during.upper
    until = f" until {dates.in_words(ends - timedelta(days=1))}" if ends else ""
    said = f"{what}. Decided by {setting.owner}; written down by {setting.recorded_by.name}."
    return components.SummaryRow(f"From {dates.in_words(setting.first_day)}{until}", said)
