"""Chance that falls the same way every time: each topic of the demo draws from a stream of its own."""

import random
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TypeAlias, TypeVar

Stream: TypeAlias = random.Random
Choice = TypeVar("Choice")


def stream(*topic: object) -> Stream:
    """The stream of one topic. Changing how much one topic draws never changes another."""
    return random.Random("/".join(str(part) for part in topic))  # noqa: S311 - made-up people, no secrets


def weighted(draw: Stream, weights: Mapping[Choice, float]) -> Choice:
    """One of the choices, each as likely as its weight says."""
    return draw.choices(list(weights), list(weights.values()))[0]


def happens(draw: Stream, in_a_hundred: int) -> bool:
    """Whether something happens that does so many times in a hundred."""
    return draw.randrange(100) < in_a_hundred


def day_between(draw: Stream, first: date, last: date) -> date:
    """A day from the first to the last, both included."""
    return first + timedelta(days=draw.randint(0, (last - first).days))


def some(draw: Stream, things: Sequence[Choice], share: float) -> list[Choice]:
    """A share of the things, at least one of them when there are any, in no particular order."""
    wanted = min(len(things), max(1, round(len(things) * share)))
    return draw.sample(things, wanted)
