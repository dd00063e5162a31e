"""What a working is."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Input:
    """One number that goes into a figure, and where it comes from."""

    label: str
    value: str
    source: str


@dataclass(frozen=True, slots=True)
class Working:
    """One figure: its formula in a sentence, its inputs, the sum, and what the figure does not show."""

    key: str
    title: str
    formula: str
    inputs: tuple[Input, ...]
    sum: str
    is_not: str = ""
