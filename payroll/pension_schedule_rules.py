"""When pension contributions must be with the scheme, and what stops a schedule from moving on. Pure.

Contributions taken from wages reach the scheme within 22 days of the end of the month in which they were
taken when they are paid electronically, and within 19 days otherwise (Occupational Pension Schemes (Scheme
Administration) Regulations 1996 regulation 16; Personal Pension Schemes (Payments by Employers) Regulations
2000 regulation 5; The Pensions Regulator, code of practice, "Receiving contributions").
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from dpss.kernel import dates

ELECTRONIC_DAY: Final = 22
OTHER_DAY: Final = 19
# Days before the legal day on which a correction stops waiting for the next schedule and gets one of its own.
WAITS_UNTIL: Final = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleFacts:
    """Whether the provider collects a schedule, and whether a payment of ours is under way for it."""

    by_direct_debit: bool
    payment_under_way: bool = False


def paid_over_by(payday: date, *, electronically: bool = True) -> date:
    """The last day on which the scheme must have what was taken from wages on a payday."""
    following = dates.add_months(payday.replace(day=1), 1)
    return following.replace(day=ELECTRONIC_DAY if electronically else OTHER_DAY)


def is_by_direct_debit(facts: ScheduleFacts) -> str | None:
    """Only contributions to a scheme that is paid by Direct Debit are collected."""
    if facts.by_direct_debit:
        return None
    return "The provider does not collect this by Direct Debit. Record it as paid."


def is_by_transfer(facts: ScheduleFacts) -> str | None:
    """What the provider collects by Direct Debit is never paid by us as well."""
    if not facts.by_direct_debit:
        return None
    return "The provider collects this by Direct Debit, so it is never paid by transfer as well."


def no_payment_is_on_its_way(facts: ScheduleFacts) -> str | None:
    """What is in the payments is not decided a second time."""
    if not facts.payment_under_way:
        return None
    return "A payment for it is in Payments already. Look there first."
