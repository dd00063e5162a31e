"""How measures are said: the figure, what it is out of, and a word for how it stands. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final, Literal

from commissioning.measures import WEEKS_IN_A_YEAR, Count, Definition, Unit
from dpss.kernel import money
from dpss.web import words

ONE_PLACE: Final = Decimal("0.1")
HUNDRED: Final = Decimal(100)
MILLION: Final = Decimal(1_000_000)
NOTHING_TO_DIVIDE: Final = "No figure"


@dataclass(frozen=True, slots=True)
class Standing:
    """A word or two for how a measure stands; the colour only repeats it."""

    text: str
    colour: Literal["green", "amber", "grey"]


def per_cent(share: Decimal) -> Decimal:
    """A share as a percentage to one figure after the point."""
    return (share * HUNDRED).quantize(ONE_PLACE, rounding=ROUND_HALF_UP)


def in_per_cent(share: Decimal) -> str:
    """`86.0%`."""
    return f"{per_cent(share)}%".replace("-", "−")


def rounding_note(shares: Iterable[Decimal]) -> str:
    """The sentence that shares need which, once rounded, do not add up to 100%; empty when they do."""
    listed = [per_cent(share) for share in shares]
    total = sum(listed, Decimal(0))
    if not total or total == HUNDRED:
        return ""
    sum_shown = " + ".join(str(share) for share in listed)
    return f"Each share is rounded, so they add up to {total}% and not to 100%: {sum_shown} = {total}."


def pounds(amount: Decimal) -> str:
    """An amount to the pound, for figures of a contract: `£1,696,091`."""
    return words.whole_pounds(amount.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def in_millions(amount: Decimal) -> str:
    """`£7.5m`, and whole pounds below a million."""
    if amount < MILLION:
        return pounds(amount)
    return f"£{(amount / MILLION).quantize(ONE_PLACE, rounding=ROUND_HALF_UP)}m"


def whole(value: Decimal) -> str:
    """A count of people or things: `1,515`."""
    return words.number(int(value.quantize(Decimal(1), rounding=ROUND_HALF_UP)))


def listed(parts: Sequence[str]) -> str:
    """`479 and 78`; `712, 42 and 27`."""
    return " and ".join(filter(None, [", ".join(parts[:-1]), *parts[-1:]]))


def figure(definition: Definition, count: Count) -> str:
    """The value of a measure as it is shown."""
    if definition.unit is Unit.PEOPLE:
        return whole(count.numerator)
    if definition.unit is Unit.MIDDLE:
        return f"{money.in_words(count.numerator)} a week" if count.denominator else NOTHING_TO_DIVIDE
    if definition.unit is Unit.POUNDS:
        return pounds(count.numerator)
    if count.share is None:
        return NOTHING_TO_DIVIDE
    if definition.unit is Unit.POUNDS_EACH:
        return f"{money.in_words(money.to_penny(count.share / WEEKS_IN_A_YEAR))} a week"
    return in_per_cent(count.share)


def counts(definition: Definition, count: Count) -> str:
    """What a measure's figure was worked out from: `1,905 of 1,912`."""
    if definition.unit is Unit.MIDDLE:
        return f"of {whole(count.denominator)} people"
    if definition.unit is Unit.POUNDS_EACH:
        return f"{pounds(count.numerator)} a year for {whole(count.denominator)} people"
    if definition.unit is Unit.POUNDS:
        return f"of {pounds(count.denominator)} received"
    return f"{whole(count.numerator)} of {whole(count.denominator)}"


def standing(definition: Definition, count: Count, *, is_over: bool = True) -> Standing | None:
    """How a measure stands of which all are wanted; what is missing may come until the day is over."""
    if not definition.more_is_better:
        return None
    if not count.denominator:
        return Standing("Nothing to count" if is_over else "Nothing to count yet", "grey")
    if not count.lacking:
        return Standing("All", "green")
    missing = definition.lacking if is_over else definition.waiting
    return Standing(f"{whole(count.lacking)} {missing}", "amber")
