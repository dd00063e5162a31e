"""Why not: the sentences that stop somebody from saying that HMRC was paid. Pure."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final


@dataclass(frozen=True, slots=True)
class BillFacts:
    """What is known of a bill when somebody says that it is paid: pounds to pay, and who pays.

    `is_given_up` says that the bank sent the provider's payment back, and that it will not be paid again.
    """

    amount: Decimal
    is_paid_by_provider: bool
    is_given_up: bool = False


def the_employer_pays_it(facts: BillFacts) -> str | None:
    """What the provider pays goes through a bank file."""
    if facts.is_paid_by_provider:
        return "The payroll provider pays this from the managed account, so nobody else has to pay it."
    return None


def no_bank_file_pays_it(facts: BillFacts) -> str | None:
    """What the bank sent back, and is not paid again, is settled another way: staff write down how."""
    return None if facts.is_given_up else the_employer_pays_it(facts)


def there_is_something_to_pay(facts: BillFacts) -> str | None:
    """A bill of nothing is paid by nobody."""
    if facts.amount <= 0:
        return "There is nothing to pay to HMRC for this period."
    return None


BEFORE_CONFIRMING: Final[tuple[Callable[[BillFacts], str | None], ...]] = (
    the_employer_pays_it,
    there_is_something_to_pay,
)
BEFORE_CONFIRMING_FOR: Final[tuple[Callable[[BillFacts], str | None], ...]] = (
    no_bank_file_pays_it,
    there_is_something_to_pay,
)
