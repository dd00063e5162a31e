"""How a measurement is said: a name, a figure, and what it is held against."""

import platform
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One figure of a run; `held_against` is its floor and goal, or how it is meant."""

    name: str
    value: float
    held_against: str


def line(one: Figure) -> str:
    """A figure as it is printed."""
    return f"{one.name:<58} {_number(one.value):>12}   {one.held_against}".rstrip()


def machine() -> str:
    """On what the run was made."""
    return f"Python {platform.python_version()}, {platform.machine()}"


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:,.2f}"
