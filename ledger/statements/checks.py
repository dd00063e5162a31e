"""Whether a statement adds up, is of this account, and goes on where the one before ended. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Final

from dpss.kernel import dates, money
from ledger.statements import shapes

SORT_CODE_FIGURES: Final = 6
_REVERSED: Final = (
    "The signs are the wrong way round: money in is read as money out. Say in the mapping that money"
    " out has no minus, or ask the bank for the file again."
)


@dataclass(frozen=True, slots=True)
class Known:
    """A statement that was taken in before: its days, and its balances."""

    first_day: date
    last_day: date
    opening: Decimal
    closing: Decimal


@dataclass(frozen=True, slots=True)
class Checked:
    """A statement with its balances and faulty lines, and why it is refused as a whole."""

    statement: shapes.Statement
    refusals: tuple[str, ...]

    @property
    def is_good(self) -> bool:
        """Whether all of it can be taken in."""
        return not self.refusals and not self.statement.faults


def check(
    statement: shapes.Statement,
    *,
    sort_code: str,
    account_number: str,
    known: Sequence[Known],
    today: date,
    opening: Decimal | None = None,
    closing: Decimal | None = None,
) -> Checked:
    """Hold a statement against its account, itself, and the statements of the account before and after it.

    `opening` and `closing` are what a person read from the paper, for a file that does not tell them.
    """
    whole = _with_balances(statement, known, opening, closing)
    faulty = [*whole.faults, *_twice(whole), *_not_carried(whole), *_ahead(whole, today)]
    whole = replace(whole, faults=tuple(sorted(faulty, key=lambda fault: fault.place)))
    refusals = [
        *_of_another(whole, sort_code, account_number),
        *([] if whole.faults else _adds_up(whole)),
        *_beside(whole, known),
    ]
    return Checked(whole, tuple(refusals))


def _with_balances(
    statement: shapes.Statement, known: Sequence[Known], opening: Decimal | None, closing: Decimal | None
) -> shapes.Statement:
    first = statement.first_day
    before = _before(known, first) if first else None
    begins = statement.opening if statement.opening is not None else opening
    if begins is None and before is not None:
        begins = before.closing
    ends = statement.closing if statement.closing is not None else closing
    return replace(statement, opening=begins, closing=ends)


def _of_another(statement: shapes.Statement, sort_code: str, account_number: str) -> list[str]:
    told = statement.account_number
    other_number = told and told != account_number and told.lstrip("0") != account_number.lstrip("0")
    given = statement.sort_code
    other_code = given and sort_code and len(given) == SORT_CODE_FIGURES and given != sort_code
    if not other_number and not other_code:
        return []
    sentence = (
        f"The statement is of another account: its number ends {(told or given)[-4:]}, and this account’s"
        f" ends {account_number[-4:]}. Choose the file of this account."
    )
    return [sentence]


def _adds_up(statement: shapes.Statement) -> list[str]:
    if statement.opening is None:
        return ["The file does not tell the opening balance. Enter it as the paper statement has it."]
    if statement.closing is None:
        return ["The file does not tell the closing balance. Enter it as the paper statement has it."]
    moved = statement.money_in - statement.money_out
    difference = statement.opening + moved - statement.closing
    if not difference:
        return []
    if statement.opening - moved == statement.closing:
        return [_REVERSED]
    sentence = (
        f"It does not add up: {money.in_words(statement.opening)} at the start"
        f" + {money.in_words(statement.money_in)} in − {money.in_words(statement.money_out)} out"
        f" is {money.in_words(statement.opening + moved)}, and the statement ends with"
        f" {money.in_words(statement.closing)}. The difference is {money.in_words(abs(difference))}."
    )
    return [sentence]


def _beside(statement: shapes.Statement, known: Sequence[Known]) -> list[str]:
    first, last = statement.first_day, statement.last_day
    if first is None or last is None:
        return []
    for one in known:
        if (first < one.last_day and one.first_day < last) or (first, last) == (one.first_day, one.last_day):
            days = dates.span_in_words(dates.Span(one.first_day, one.last_day))
            return [f"A statement for {days} is here already, and this one has some of the same days."]
    before, after = _before(known, first), _after(known, last)
    found = []
    if before is not None and statement.opening not in {None, before.closing}:
        found.append(_gap("begins", statement.opening, "the one before ends", before.closing))
    if after is not None and statement.closing not in {None, after.opening}:
        found.append(_gap("ends", statement.closing, "the one after begins", after.opening))
    return found


def _gap(verb: str, here: Decimal | None, there: str, other: Decimal) -> str:
    here = here or money.ZERO
    return (
        f"The balance does not carry forward: this statement {verb} with {money.in_words(here)}, and {there}"
        f" with {money.in_words(other)}. The difference is {money.in_words(abs(here - other))}; a statement"
        " between them may be missing."
    )


def _before(known: Sequence[Known], first: date) -> Known | None:
    earlier = [one for one in known if one.last_day <= first]
    return max(earlier, key=lambda one: (one.last_day, one.first_day), default=None)


def _after(known: Sequence[Known], last: date) -> Known | None:
    later = [one for one in known if one.first_day >= last and one.last_day > last]
    return min(later, key=lambda one: (one.first_day, one.last_day), default=None)


def _twice(statement: shapes.Statement) -> list[shapes.Fault]:
    """Lines that are there twice: by the bank's number, or with the same balance after the same sum.

    Two equal purchases on one day are no fault where each changes the balance.
    """
    seen: dict[tuple[object, ...], int] = {}
    faults = []
    for line in statement.lines:
        if line.bank_id:
            mark: tuple[object, ...] = (line.bank_id, line.day, line.amount)
        elif line.balance is not None:
            mark = (line.day, line.amount, line.description, line.reference, line.balance)
        else:
            continue
        if mark in seen:
            sentence = f"It is there twice: line {seen[mark]} is the same."
            faults.append(shapes.Fault(line.place, _said(line), sentence))
        seen.setdefault(mark, line.place)
    return faults


def _not_carried(statement: shapes.Statement) -> list[shapes.Fault]:
    """Lines whose own balance is not the one before with their amount. After a faulty line none is judged."""
    if statement.faults:
        return []
    faults = []
    for before, line in pairwise(statement.lines):
        if before.balance is None or line.balance is None or before.balance + line.amount == line.balance:
            continue
        sentence = (
            f"Its balance should be {money.in_words(before.balance + line.amount)} after the line before, and"
            f" is {money.in_words(line.balance)}."
        )
        faults.append(shapes.Fault(line.place, _said(line), sentence))
    return faults


def _ahead(statement: shapes.Statement, today: date) -> list[shapes.Fault]:
    return [
        shapes.Fault(line.place, _said(line), "Its day has not come yet.")
        for line in statement.lines
        if line.day > today
    ]


def _said(line: shapes.StatementLine) -> str:
    return shapes.shown(f"{line.day.isoformat()} | {line.description} | {line.amount}")
