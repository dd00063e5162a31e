"""What a report of wages says beside the figures, kept as it was when the wages were approved. Pure.

A job makes the report afterwards, and what is recorded of people and employers may change before it does.
"""

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from payroll import fps_report
from payroll.calc import records


@dataclass(frozen=True, slots=True)
class References:
    """The numbers by which HMRC knows the employer, as they are recorded: nothing is checked yet."""

    office_number: str
    paye: str
    accounts_office: str


@dataclass(frozen=True, slots=True)
class Facts:
    """The employer's references, and who was paid: by the payslip's key, in the order of the report."""

    references: References
    people: Mapping[uuid.UUID, fps_report.Person]


def to_text(facts: Facts) -> str:
    """The facts as they are stored, to be sealed."""
    people = [[slip.hex, records.plain(person)] for slip, person in facts.people.items()]
    return json.dumps({"references": records.plain(facts.references), "people": people})


def from_text(stored: str) -> Facts:
    """Read facts back exactly as they were kept. Raises `RecordError` for anything else."""
    found = json.loads(stored)
    references = records.read(References, found["references"], where="references", leaf=records.json_leaf)
    people = {
        uuid.UUID(slip): records.read(fps_report.Person, person, where="person", leaf=records.json_leaf)
        for slip, person in found["people"]
    }
    return Facts(references, people)
