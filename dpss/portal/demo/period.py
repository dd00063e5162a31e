"""The one period that the demo pays: four weeks worked, sheets in on a Monday, paid on a Friday."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from dpss.kernel.dates import Span
from payroll.calc import tax_periods
from payroll.calc.inputs import Interval

LONDON: Final = ZoneInfo("Europe/London")
WORKED: Final = Span(date(2026, 10, 19), date(2026, 11, 15))
SHEETS_IN_BY: Final = datetime(2026, 11, 16, 12, 0, tzinfo=LONDON)
PAYDAY: Final = date(2026, 11, 27)
INTERVAL: Final = Interval.FOUR_WEEKLY
TAX_YEAR: Final = tax_periods.tax_year_of(PAYDAY)
TAX_PERIOD: Final = tax_periods.period_of(payday=PAYDAY, interval=INTERVAL)
WEEKS: Final = 4
# The night of 24 to 25 October 2026 has an hour more.
CLOCKS_GO_BACK: Final = date(2026, 10, 24)


@dataclass(frozen=True, slots=True)
class PastPeriod:
    """Four weeks that another payroll paid before: the days worked, the payday and its tax week."""

    worked: Span
    payday: date
    tax_period: int


def earlier_in_the_tax_year() -> Iterator[PastPeriod]:
    """The periods since 6 April that were paid before this one, oldest first."""
    first = tax_periods.first_day(TAX_YEAR)
    back = [timedelta(weeks=WEEKS * count) for count in range(13, 0, -1)]
    for ago in back:
        payday = PAYDAY - ago
        if payday >= first:
            worked = Span(WORKED.first - ago, WORKED.last - ago)
            tax_period = tax_periods.period_of(payday=payday, interval=INTERVAL)
            yield PastPeriod(worked=worked, payday=payday, tax_period=tax_period)
