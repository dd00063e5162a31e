"""Ages decide the minimum wage, the State Pension and pension duties; they change on the birthday itself."""

import calendar
from datetime import date


def reaches(*, born: date, years: int, months: int = 0) -> date:
    """The day on which someone reaches an age in years and months.

    Someone born on a day that the month does not have reaches it on the month's last day: born on 31 July
    1960, 66 years and 4 months is 30 November 2026 (Pensions Act timetable).
    """
    later = born.month - 1 + months
    year, month = born.year + years + later // 12, later % 12 + 1
    return date(year, month, min(born.day, calendar.monthrange(year, month)[1]))


def age_on(*, born: date, day: date) -> int:
    """Whole years of age on a day."""
    years = day.year - born.year
    return years if reaches(born=born, years=years) <= day else years - 1
