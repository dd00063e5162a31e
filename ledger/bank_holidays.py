"""The bank holidays of England and Wales that are known here: an installed list, never fetched."""

import functools
from collections.abc import Mapping
from datetime import date

from govuk_bank_holidays.bank_holidays import BankHolidays


@functools.cache
def known() -> frozenset[date]:
    """Every bank holiday on the installed list; a year that is not on it is refused by the calendar."""
    return frozenset(named())


@functools.cache
def named() -> Mapping[date, str]:
    """The same days, each with its name, such as Good Friday."""
    source = BankHolidays(use_cached_holidays=True)
    found = source.get_holidays(BankHolidays.ENGLAND_AND_WALES)
    return {holiday["date"]: holiday["title"] for holiday in found}
