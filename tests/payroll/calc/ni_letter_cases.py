"""How the tests of National Insurance letters state a person and a payday."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from dpss.kernel.dates import Span
from payroll.calc import ni_letters, rates
from payroll.calc.figures import TaxYear
from payroll.calc.ni_letters import Site, SiteKind, Status

YEAR = rates.for_year("2026-27")
PAYDAY = date(2026, 11, 6)
ALWAYS = Span(date(1975, 4, 6), date(2099, 4, 5))
DAY = timedelta(days=1)
GROWN_UP = date(1985, 3, 14)
WOMAN_OF_65 = date(1961, 4, 5)
FREEPORT = Site(kind=SiteKind.FREEPORT, postcode="TS6 6CK", since=date(2026, 5, 1))
ZONE = replace(FREEPORT, kind=SiteKind.INVESTMENT_ZONE)


def letter(born: date = GROWN_UP, payday: date = PAYDAY, rates: TaxYear = YEAR, **changes: Any) -> str:
    """The letter on 6 November 2026 of a woman with no special status, unless changed."""
    status = Status(birth_date=born, **{"gender": "F"} | changes)
    return ni_letters.letter_on(status=status, payday=payday, rates=rates).letter


def fits(letter: str, born: date = GROWN_UP, payday: date = PAYDAY, **changes: Any) -> None:
    ni_letters.check_fits(letter=letter, birth_date=born, payday=payday, **{"rates": YEAR} | changes)


def born_on(years: int) -> date:
    """Whoever is this many years old on 6 November 2026 exactly."""
    return date(PAYDAY.year - years, PAYDAY.month, PAYDAY.day)


def relief_until(veteran_until: date) -> TaxYear:
    """The figures with another last day of the veterans' relief."""
    return replace(YEAR, ni_letters=replace(YEAR.ni_letters, veteran_until=veteran_until))
