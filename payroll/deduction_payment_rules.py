"""When what was taken from wages must reach others, and what stops somebody from saying that it has. Pure."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from dpss.kernel import dates, errors
from ledger.banking import calendar

# No later than this day of the month after that of the deduction. Child maintenance: regulation 14(1) of the
# Child Support (Collection and Enforcement) Regulations 1992. Benefit debts: regulation 22 of the Social
# Security (Overpayments and Recovery) Regulations 2013. Council tax: what councils tell employers.
BY_LAW: Final[Mapping[str, int]] = {"child_maintenance": 19, "direct_earnings": 19, "council_tax": 18}
# A court asks for it as soon as it is taken, and an agreement says its own day: each provider decides by when
# it pays those on (`DeductionDay`), and where it has not, the earliest day of the others is kept.
USUAL_DAY: Final = min(BY_LAW.values())


@dataclass(frozen=True, slots=True)
class DeductionPaymentFacts:
    """Who pays it; `is_given_up` says that the bank sent the payment back, and it will not be paid again."""

    is_paid_by_provider: bool
    is_given_up: bool = False


def due_on(month: date, kind: str, *, decided: int | None, holidays: Collection[date]) -> date:
    """The last working day for what one kind of order took in a month to arrive, in the next month.

    `decided` is the day of the month by which the provider pays on what has no day in law.
    """
    last = BY_LAW.get(kind) or decided or USUAL_DAY
    day = dates.add_months(month.replace(day=1), 1).replace(day=last)
    try:
        while not calendar.is_working_day(day, holidays=holidays):
            day -= date.resolution
    except errors.Invalid:  # the bank holidays of that year are not known yet
        return day
    return day


def the_employer_pays_it(facts: DeductionPaymentFacts) -> str | None:
    """What the provider pays goes through a bank file."""
    if facts.is_paid_by_provider:
        return "The payroll provider pays this from the managed account, so nobody else has to pay it."
    return None


def no_bank_file_pays_it(facts: DeductionPaymentFacts) -> str | None:
    """What the bank sent back, and is not paid again, is settled another way: staff write down how."""
    return None if facts.is_given_up else the_employer_pays_it(facts)


BEFORE_CONFIRMING: Final[tuple[Callable[[DeductionPaymentFacts], str | None], ...]] = (the_employer_pays_it,)
BEFORE_CONFIRMING_FOR: Final[tuple[Callable[[DeductionPaymentFacts], str | None], ...]] = (
    no_bank_file_pays_it,
)
