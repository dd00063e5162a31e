"""What needs a decision, found in the facts and nowhere else. Pure: the pages know where each one leads."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

from commissioning import figures, wording
from commissioning.facts import Bill, Facts
from dpss.web import words

GROWTH: Final = "growth"
INVOICE: Final = "invoice"
HALF_A_POINT: Final = Decimal("0.005")


@dataclass(frozen=True, slots=True)
class Decision:
    """Something for the commissioner to decide: what it is, why, and a word for how pressing it is.

    `kind` says what it is about and `number` which one, where there are several.
    """

    kind: str
    title: str
    why: str
    word: str
    colour: Literal["red", "amber"]
    number: str = ""


def open_now(facts: Facts) -> list[Decision]:
    """The decisions that the facts ask for, bills first."""
    return [*(_bill(bill) for bill in facts.overbilled), *_growth(facts)]


def _bill(bill: Bill) -> Decision:
    people = words.counted(bill.billed, "person", "people")
    too_many = words.counted(bill.billed - bill.served, "person", "people")
    return Decision(
        kind=INVOICE,
        title=f"{bill.provider}, lot {bill.lot}, {bill.month:%B %Y}: {people} billed, {bill.served} served",
        why=f"Invoice {bill.number} bills {too_many} more than the provider served on any day of that month."
        " Ask who they are before it is accepted.",
        word="Invoice to query",
        colour="amber",
        number=bill.number,
    )


def _growth(facts: Facts) -> Iterator[Decision]:
    """The plan passes the ceiling, or assumes a growth that is not the one for which there is room."""
    outlook = figures.outlook(facts)
    if outlook is None:
        return
    lot = outlook.contract.growing
    if outlook.headroom < 0:
        yield Decision(
            kind=GROWTH,
            title=f"The plan passes the ceiling by {wording.pounds(-outlook.headroom)}",
            why=f"{_assumption(outlook)}{_people(facts, outlook)}",
            word="Over the ceiling",
            colour="red",
        )
    elif lot and outlook.growth_allowed and abs(outlook.growth_allowed - lot.growth) > HALF_A_POINT:
        yield Decision(
            kind=GROWTH,
            title="How much growth to plan for",
            why=f"{_assumption(outlook)}{_people(facts, outlook)}",
            word="Plan to choose",
            colour="amber",
        )


def _assumption(outlook: figures.Outlook) -> str:
    lot = outlook.contract.growing
    if lot is None:
        return "No lot grows in the profile."
    planned = wording.in_per_cent(lot.growth).replace(".0%", "%")
    last = len(outlook.years)
    said = f"The profile assumes that lot {lot.number} rises {planned} by year {last}."
    if outlook.growth_allowed is None:
        return said
    return f"{said} The ceiling would allow {wording.in_per_cent(outlook.growth_allowed)}."


def _people(facts: Facts, outlook: figures.Outlook) -> str:
    people, planned = facts.people("service_users"), outlook.planned_now
    if not people or planned is None:
        return ""
    if wording.whole(planned) == words.number(people):
        return f" {words.number(people)} people use the service, as planned for this year."
    return (
        f" {words.number(people)} people use the service, not the {wording.whole(planned)} planned for this"
        " year."
    )
