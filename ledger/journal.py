"""Money movements as values: two sides or more that add up to nothing, or they cannot be made. Pure."""

import uuid
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dpss.kernel import errors, money
from ledger import chart

LONGEST_KEY = 100
LONGEST_DESCRIPTION = 150
FEWEST_LINES = 2


@dataclass(frozen=True, slots=True)
class Line:
    """One side of a movement: whose account, which one, and pounds; debit positive, credit negative."""

    account_subject: uuid.UUID
    code: str
    amount: Decimal

    def __post_init__(self) -> None:
        if self.code not in chart.ACCOUNTS:
            raise errors.Invalid(f"There is no account “{self.code}” in the chart of accounts.")
        if type(self.amount) is not Decimal or not self.amount.is_finite():
            raise errors.Invalid("An amount in the ledger is a decimal number of pounds, and nothing else.")
        if not self.amount:
            raise errors.Invalid("A line of no money says nothing. Leave it out.")
        if abs(self.amount) > money.MOST:
            raise errors.Invalid("An amount is too large for the ledger. Check the number of figures.")
        if self.amount != money.to_penny(self.amount):
            raise errors.Invalid("An amount has a fraction of a penny. Round it by the rule that made it.")

    @property
    def account_id(self) -> uuid.UUID:
        """The key of the account, known without looking it up."""
        return chart.account_id(self.account_subject, self.code)


@dataclass(frozen=True, slots=True)
class Movement:
    """Money that moved on a day, and why. Raises `Invalid` unless its lines add up to nothing.

    `source_key` names what it comes from ("payslip:ID"), so that it is posted once. It is kept with
    `subject`, whose record shows the day and the description, and one of whose accounts it moves.
    `reverses` is the key of the entry that this one undoes.
    """

    source_key: str
    day: date
    description: str
    subject: uuid.UUID
    lines: tuple[Line, ...]
    reverses: uuid.UUID | None = None

    def __post_init__(self) -> None:
        if not 0 < len(self.source_key) <= LONGEST_KEY:
            raise errors.Invalid(f"A source key has 1 to {LONGEST_KEY} characters, so that it posts once.")
        if not 0 < len(self.description.strip()) <= LONGEST_DESCRIPTION:
            raise errors.Invalid(f"Say in 1 to {LONGEST_DESCRIPTION} characters what the movement is.")
        if len(self.lines) < FEWEST_LINES:
            raise errors.Invalid("A movement needs two sides: where the money comes from and where it goes.")
        left_over = money.total(line.amount for line in self.lines)
        if left_over:
            raise errors.Invalid(f"Its debits and credits differ by {money.in_words(abs(left_over))}.")
        if all(line.account_subject != self.subject for line in self.lines):
            raise errors.Invalid("A movement is kept with someone whose money it moves.")


def reversal_of(movement: Movement, *, source_key: str, day: date) -> Movement:
    """The movement that undoes another: the same accounts, every amount the other way round."""
    return Movement(
        source_key=source_key,
        day=day,
        description=f"Reversed: {movement.description}"[:LONGEST_DESCRIPTION],
        subject=movement.subject,
        lines=tuple(Line(line.account_subject, line.code, -line.amount) for line in movement.lines),
    )
