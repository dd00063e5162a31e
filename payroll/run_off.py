"""For how long a payroll provider sees its payments for an employer who has left it. Pure."""

from datetime import date
from typing import Final

# From its first day each. HMRC's bill for a quarter is due up to four months after the first payday in it,
# and a bank sends money back for some days more.
_DAYS: Final = ((date(2026, 4, 6), 150),)


def days(on: date) -> int:
    """How many days after the placement has ended, where it ended on this day."""
    return next((days for start, days in reversed(_DAYS) if start <= on), _DAYS[0][1])
