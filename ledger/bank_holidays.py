"""The bank holidays of England and Wales that are known here: an installed list, never fetched."""

import functools
from datetime import date

from govuk_bank_holidays.bank_holidays import BankHolidays


@functools.cache
def known() -> frozenset[date]:
    """Every bank holiday on the installed list; a year that is not on it is refused by the calendar."""
    source = BankHolidays(use_cached_holidays=True)
    return frozenset(holiday["date"] for holiday in source.get_holidays(BankHolidays.ENGLAND_AND_WALES))
