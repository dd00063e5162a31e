"""What stands in the way of an arrangement or a payment, each in its sentence. Pure."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dpss.kernel import dates, money


@dataclass(frozen=True, slots=True)
class ArrangementFacts:
    """What is known when an arrangement is begun, suspended or ended.

    `wages_due` is what is already spoken for, `wages_known` what the person who suspends was shown of it.
    `waiting` counts payments that are neither paid nor stopped.
    """

    today: date
    has_budget: bool = True
    ends_on: date | None = None
    wages_due: Decimal = money.ZERO
    wages_known: Decimal | None = None
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class PaymentFacts:
    """What is known of a four-weekly payment when it is approved, or settled by the job."""

    is_running: bool = True
    has_account: bool = True


def a_budget_holds(facts: ArrangementFacts | None) -> str | None:
    """Nobody is paid by no budget."""
    if facts is None or facts.has_budget:
        return None
    return "No budget holds on the first day. Enter the budget first, then begin."


def the_wages_due_are_known(facts: ArrangementFacts | None) -> str | None:
    """Whoever stops the money has seen what it was to pay."""
    if facts is None or not facts.wages_due or facts.wages_known == facts.wages_due:
        return None
    due = money.in_words(facts.wages_due)
    return (
        f"{due} is due from this account for wages and the like. Read what for, tick the box, then suspend."
    )


def the_last_day_is_over(facts: ArrangementFacts | None) -> str | None:
    """What still runs is not over."""
    if facts is None or facts.ends_on is None or facts.ends_on <= facts.today:
        return None
    return f"It runs until {dates.with_weekday(facts.ends_on)}. Close it on that day or later."


def nothing_waits(facts: ArrangementFacts | None) -> str | None:
    """Payments on their way are paid or stopped first."""
    if facts is None or not facts.waiting:
        return None
    return "A payment is still on its way. Wait until the bank file is made, then close it."


def it_is_running(facts: PaymentFacts | None) -> str | None:
    """What is suspended or over is not paid."""
    if facts is None or facts.is_running:
        return None
    return "This direct payment is not running, so nothing is paid until somebody resumes it."


def an_account_is_known(facts: PaymentFacts | None) -> str | None:
    """Money needs somewhere to go."""
    if facts is None or facts.has_account:
        return None
    return "No bank account is recorded for this direct payment. Record one first."
