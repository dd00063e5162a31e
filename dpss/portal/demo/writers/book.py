"""What has been written so far: each writer finds here the rows that its own hang on."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.db import models

from clients.models import CaseAllocation, Client, PersonalAssistant, Placement, Representation
from dpss.access.models import Council, Organisation, Subject, User
from dpss.access.operations import Days
from dpss.portal.demo import keys, period
from dpss.portal.demo.county import County
from ledger.models import PaymentAccount
from payroll.models import Employer, Employment, PayGroup, PayPeriod

BATCH = 1000


@dataclass(kw_only=True)
class Book:
    """One county as it is written. Rows are found by a provider's key, or the number of a client or post."""

    county: County
    council: Council
    organisations: dict[str, Organisation] = field(default_factory=dict)
    groups: dict[str, PayGroup] = field(default_factory=dict)
    periods: dict[str, PayPeriod] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)
    clients: dict[int, Client] = field(default_factory=dict)
    assistants: dict[int, PersonalAssistant] = field(default_factory=dict)
    employers: dict[int, Employer] = field(default_factory=dict)
    employments: dict[int, Employment] = field(default_factory=dict)
    placements: list[Placement] = field(default_factory=list)
    representations: list[Representation] = field(default_factory=list)
    allocations: list[CaseAllocation] = field(default_factory=list)
    payment_accounts: list[PaymentAccount] = field(default_factory=list)

    def key(self, *parts: object) -> uuid.UUID:
        """The key of a row of this county: the same in every demo."""
        return keys.key(self.county.plan.slug, *parts)

    def subjects(
        self, kind: Subject.Kind, numbers: Iterable[int], *, part_of: Mapping[int, uuid.UUID] | None = None
    ) -> dict[int, Subject]:
        """Write the subjects that records will hang on, and give them by the number of the record.

        `part_of` gives for each the subject of the client whose it is.
        """
        wholes = part_of or {}
        made = {
            number: Subject(
                id=self.key("subject", kind, number),
                council=self.council,
                kind=kind,
                part_of_id=wholes.get(number),
            )
            for number in numbers
        }
        write(made.values())
        return made

    def hung_on(self, subject_id: uuid.UUID) -> dict[str, uuid.UUID]:
        """The two fields that every protected row has."""
        return {"council_id": self.council.pk, "subject_id": subject_id}


def write(rows: Iterable[models.Model]) -> None:
    """Write rows of one model."""
    made = list(rows)
    if made:
        type(made[0])._default_manager.bulk_create(made, batch_size=BATCH)


def since(first: date, until: date | None = None) -> Days:
    """The days from one day on, up to and not including another."""
    return Days(first, until)


def morning_of(day: date) -> datetime:
    """Nine o'clock in London."""
    return datetime.combine(day, time(9, 0), tzinfo=period.LONDON)
