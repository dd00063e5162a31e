"""When what was taken from wages must reach others, and what stops somebody from saying that it has. Pure."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from typing import Final

from dpss.kernel import dates, errors
from ledger.banking import calendar

# Child maintenance, benefit debts and council tax: no later than the 19th of the month after that of the
# deduction (GOV.UK, "Make child maintenance deductions from an employee's pay"; DWP's guide for employers to
# direct earnings attachments). A court asks for it as soon as it is taken, and an agreement says its own day:
# they are paid by the same day, which is our own rule.
LAST_DAY: Final = 19


@dataclass(frozen=True, slots=True)
class DeductionPaymentFacts:
    """Who pays it; `is_given_up` says that the bank sent the payment back, and it will not be paid again."""

    is_paid_by_provider: bool
    is_given_up: bool = False


def due_on(month: date, *, holidays: Collection[date]) -> date:
    """The last working day for what was taken in a month to arrive: the 19th after it, or before that."""
    day = dates.add_months(month.replace(day=1), 1).replace(day=LAST_DAY)
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
