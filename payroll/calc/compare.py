"""Why did my pay change from last time? Two payslips of one job, and the cause of each difference.

The differences add up to that of the two net payments. What the employer pays on top is not the PA's, and is
left out.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from payroll.calc import wording
from payroll.calc.inputs import EarningKind
from payroll.calc.lines import EARNED, REIMBURSED, TAKEN_OFF, Line
from payroll.calc.results import PayResult
from payroll.calc.rounding import ZERO

_SIGN = {EARNED: 1, REIMBURSED: 1, TAKEN_OFF: -1}
# Lines that are one thing to the person: a refund is tax the other way round.
_SAME = {"tax_refund": "tax"}
# What is a share of pay, and the figures on which the share hangs.
_SHARES_OF_PAY = {"tax", "ni", "student_loan", "postgraduate_loan", "pension"}
_SAID_ALIKE = {"student_loan", "postgraduate_loan"}
_TERMS = {
    "limit",
    "rate",
    "lower earnings limit",
    "primary threshold",
    "upper earnings limit",
    "lower limit",
    "upper limit",
}


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that moved: what it added to take-home pay then and now (negative when taken off)."""

    label: str
    before: Decimal
    now: Decimal
    why: str

    @property
    def effect(self) -> Decimal:
        """What it adds to take-home pay, against last time."""
        return self.now - self.before


@dataclass(frozen=True, slots=True)
class Comparison:
    """The difference in take-home pay, and everything that it comes from, the largest first."""

    net: Decimal
    changes: tuple[Change, ...]


def compare(*, before: PayResult, now: PayResult) -> Comparison:
    """Set a payslip beside the one before it."""
    then, today = _by_thing(before.lines), _by_thing(now.lines)
    pay_moved = before.gross != now.gross
    found = [
        _change(then.get(thing, ()), today.get(thing, ()), pay_moved=pay_moved)
        for thing in dict.fromkeys([*then, *today])
    ]
    moved = sorted((one for one in found if one.effect), key=lambda one: -abs(one.effect))
    return Comparison(net=now.net - before.net, changes=tuple(moved))


def _by_thing(lines: Iterable[Line]) -> Mapping[tuple[str, str], Sequence[Line]]:
    """Lines that count, by what they are for: hours at two rates are one thing, two orders are two."""
    things: dict[tuple[str, str], list[Line]] = {}
    for line in lines:
        if line.group in _SIGN:
            code = _SAME.get(line.code, line.code)
            things.setdefault((code, "" if code == "tax" else line.label), []).append(line)
    return things


def _change(then: Sequence[Line], today: Sequence[Line], *, pay_moved: bool) -> Change:
    return Change(
        label=(today or then)[0].label,
        before=_worth(then),
        now=_worth(today),
        why=_why(then, today, pay_moved=pay_moved),
    )


def _worth(lines: Iterable[Line]) -> Decimal:
    return sum((_SIGN[line.group] * line.amount for line in lines), ZERO)


def _why(then: Sequence[Line], today: Sequence[Line], *, pay_moved: bool) -> str:
    if not then:
        return "There was none last time."
    if not today:
        return "There is none this time."
    if all("quantity" in dict(line.figures) for line in (*then, *today)):
        return _why_of_time(then, today)
    old, new = dict(then[0].figures), dict(today[0].figures)
    for figure, said in (
        ("code", "tax code"),
        ("letter", "National Insurance letter"),
        ("scheme", "pension"),
    ):
        if old.get(figure) != new.get(figure):
            return f"Your {said} is now {_word(new, figure)}. Last time it was {_word(old, figure)}."
    if today[0].code == then[0].code and today[0].rule == then[0].rule == "paye.cumulative":
        return "Income Tax is worked out on all your pay so far this year."
    if pay_moved and _same_terms(then[0], today[0]):
        return "It follows your pay."
    return today[0].why


def _same_terms(then: Line, today: Line) -> bool:
    """The same share, limits and base: what differs is the pay that they were applied to."""
    if today.code not in _SHARES_OF_PAY or today.rule != then.rule:
        return False
    old, new = dict(then.figures), dict(today.figures)
    if old.keys() != new.keys() or (today.code in _SAID_ALIKE and today.why != then.why):
        return False
    return all(old[name] == new[name] for name in _TERMS & new.keys())


def _word(figures: Mapping[str, str], name: str) -> str:
    return figures.get(name, "none").replace("_", " ")


def _why_of_time(then: Sequence[Line], today: Sequence[Line]) -> str:
    """More hours, another rate, or both. Expenses are a sum, which has no rate."""
    if today[0].code == EarningKind.EXPENSES:
        return f"{wording.pounds(_worth(today))} instead of {wording.pounds(_worth(then))}."
    said = []
    old, new = _quantity(then), _quantity(today)
    if old != new:
        said.append(f"{_amount_of(new, today[0])} instead of {_amount_of(old, then[0])}.")
    rates, rates_before = _rates(today), _rates(then)
    if rates != rates_before:
        said.append(f"The rate is {wording.both(rates)}. Last time it was {wording.both(rates_before)}.")
    return " ".join(said) or "It is made up anew."


def _quantity(lines: Iterable[Line]) -> Decimal:
    return sum((Decimal(dict(line.figures)["quantity"]) for line in lines), Decimal(0))


def _amount_of(quantity: Decimal, line: Line) -> str:
    unit = dict(line.figures)["unit"]
    if unit == "payment":
        return wording.counted(quantity, "payments")
    return wording.time(quantity) if unit == "hours" else wording.counted(quantity, unit)


def _rates(lines: Iterable[Line]) -> list[str]:
    return [
        wording.rate(Decimal(rate)) for rate in dict.fromkeys(dict(line.figures)["rate"] for line in lines)
    ]
