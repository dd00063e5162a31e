"""What a referral must fit, and when two of them are about the same person."""

from datetime import date
from typing import Final

from dpss.kernel import dates

ADULT: Final = 18
OLDEST: Final = 120


def why_not_born(birth_date: date, *, group: str, today: date) -> str | None:
    """What is wrong with a date of birth, in a sentence; None where nothing is."""
    if birth_date > today:
        return "That day is still to come. Check the date of birth."
    age = dates.age_on(birth_date, today)
    if age > OLDEST:
        return f"That is more than {OLDEST} years ago. Check the date of birth."
    if group == "child" and age >= ADULT:
        return f"They are {age}. A child’s direct payment ends at 18: choose an adult."
    if group == "adult" and age < ADULT:
        return f"They are {age}. Under 18 the Children Act applies: choose the parent of a disabled child."
    return None


def tidy(name: str) -> str:
    """A name with single spaces, as it is kept and compared."""
    return " ".join(name.split())
