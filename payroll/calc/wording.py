"""How figures are said on a payslip, in the same words on every line."""

import re
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache

from payroll.calc.inputs import Interval
from payroll.calc.rounding import down_to_penny

NOT_REACHED = "You did not earn more than that this time."

# From what is said to the PA to what is said of them, in this order.
_OF_ANOTHER = (
    (re.compile(r"\bYour employer\b"), "The employer"),
    (re.compile(r"\byour employer\b"), "the employer"),
    (re.compile(r"\b(to|for) you\b"), r"\1 them"),
    (re.compile(r"\bYou\b"), "They"),
    (re.compile(r"\byou\b"), "they"),
    (re.compile(r"\bYour\b"), "Their"),
    (re.compile(r"\byour(s?)\b"), r"their\1"),
)
_EVERY = {
    Interval.WEEKLY: "a week",
    Interval.TWO_WEEKLY: "in 2 weeks",
    Interval.FOUR_WEEKLY: "in 4 weeks",
    Interval.MONTHLY: "a month",
}


def of_another(sentence: str) -> str:
    """They pay 8%: what a payslip says to its PA, for everyone else who reads it."""
    for said, instead in _OF_ANOTHER:
        sentence = said.sub(instead, sentence)
    return sentence


def pounds(amount: Decimal) -> str:
    """£1,219.86: always with pence. Give it a positive amount; a minus is the page's to show."""
    return f"£{amount:,.2f}"


@lru_cache(maxsize=1024)
def limit(amount: Decimal) -> str:
    """£967, £2,083.33: a published limit, with pence only where it has them."""
    return f"£{amount:,.2f}".removesuffix(".00")


@lru_cache(maxsize=4096)
def rate(amount: Decimal) -> str:
    """£13.50, £0.45, £12.7125: a rate of pay, with more than two decimals only where it has them."""
    return pounds(amount) if amount == down_to_penny(amount) else f"£{amount.normalize():,f}"


@cache
def percent(share: Decimal) -> str:
    """8%, 1.85%: a share of one as a percentage."""
    return f"{(share * 100).normalize():f}%"


def every(interval: Interval) -> str:
    """A week, in 2 weeks, in 4 weeks, a month."""
    return _EVERY[interval]


def number(quantity: Decimal) -> str:
    """76, 1.5: a quantity without needless zeros."""
    text = f"{quantity:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@lru_cache(maxsize=4096)
def time(hours: Decimal) -> str:
    """76 hours, 1.5 hours, 1 hour 40 minutes: minutes only where hours need more than two decimals."""
    if hours == down_to_penny(hours):
        return counted(hours, "hours")
    whole, minutes = divmod(int((hours * 60).to_integral_value()), 60)
    words = [counted(Decimal(whole), "hours")] if whole else []
    return " ".join([*words, counted(Decimal(minutes), "minutes")])


def day(date_: date) -> str:
    """6 November 2026."""
    return f"{date_.day} {date_:%B %Y}"


def counted(quantity: Decimal, unit: str) -> str:
    """76 hours, 1 night."""
    return f"{number(quantity)} {unit.removesuffix('s') if quantity == 1 else unit}"


def both(words: list[str]) -> str:
    """20%; 20% and 40%; 19%, 20% and 21%."""
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else words[0]
