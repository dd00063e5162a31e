"""In which tax month HMRC counts statutory pay that is got back: the one that the summary is about. Pure.

HMRC takes amounts for a tax month to the 19th after it, as a year to date, and takes what that grows by
off the bill of the month that the summary names. What was not told by then goes with a later month, and
counts there. Sources: "Running payroll: sending an Employer Payment Summary" (to lower a month's bill it must
come by the 19th after it), and HMRC's rules for the summary from 7918 on, the window of each tax month.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from dpss.kernel import money
from payroll import eps_report

_LAST_MONTH: Final = 12
Amounts = tuple[eps_report.Recovered, ...]
Sums = tuple[Decimal, Decimal]
NOTHING: Final[Sums] = (money.ZERO, money.ZERO)


@dataclass(frozen=True, slots=True)
class Told:
    """What HMRC was told of one PAYE reference in a tax year, as years to date by tax month, oldest first.

    `closed` is what a person closed: it is told with a later month. `elsewhere` are tax months whose wages
    another payroll worked out, and told HMRC of.
    """

    told: Sequence[tuple[int, Amounts]] = ()
    closed: Sequence[tuple[int, Amounts]] = ()
    elsewhere: Collection[int] = ()


def to_date(
    paid: Callable[[int], Amounts],
    found: Told,
    *,
    tax_year: str,
    months: Collection[int],
    has_ended: bool,
    today: date,
) -> Mapping[int, Sums]:
    """What HMRC has to the end of each tax month of one reference, in pounds: got back, and compensation.

    `paid` says what the wages of the months come to, to the end of one. While HMRC takes amounts for a month
    they count in it, because the hourly job tells them. The last month of a reference that has ended takes
    all that is told after it: no bill of that reference follows.
    """
    last = max(months, default=0)
    so_far, by_month = sums(paid(0)), {}
    for month in sorted(months):
        if (has_ended and month == last) or month in found.elsewhere:
            so_far = sums(paid(_LAST_MONTH if has_ended and month == last else month))
        elif _is_still_told(paid(month), found, tax_year=tax_year, month=month, today=today):
            so_far = sums(paid(month))
        else:
            said = [amounts for about, amounts in found.told if about == month]
            so_far = sums(said[-1]) if said else so_far
        by_month[month] = so_far
    return by_month


def sums(amounts: Amounts) -> Sums:
    """All kinds together: got back, and the compensation on it."""
    return money.total(one.recovered for one in amounts), money.total(one.compensation for one in amounts)


def _is_still_told(amounts: Amounts, found: Told, *, tax_year: str, month: int, today: date) -> bool:
    """Whether a summary of this month tells of it, or will: `eps_report.to_tell` goes by the same."""
    later = any(about > month for about, _ in found.told)
    is_over = eps_report.is_over(tax_year=tax_year, month=month, today=today)
    return not (later or is_over or (month, amounts) in found.closed)
