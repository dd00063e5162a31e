"""Reach made again from the records that it comes from, and compared with what is granted, both ways."""

import uuid
from typing import TypeAlias

from clients import reach as of_people
from dpss.access.findings import Result
from dpss.access.models import Membership, Organisation, Reach
from dpss.access.operations import Grant
from ledger import reach as of_money
from payroll import reach as of_wages

# What makes a reach one and no other; and what it lets its holder see, on which days.
Key: TypeAlias = tuple[str, uuid.UUID, uuid.UUID | None, uuid.UUID | None, str]
Granted: TypeAlias = tuple[frozenset[str], str, str]


def run() -> list[Result]:
    """Compare all reach but what holds on no day. The connection must see every record."""
    stored = {_key(row): _granted(row) for row in Reach.objects.filter(during__isempty=False)}
    wanted = {_key(grant): _granted(grant) for grant in _grants()}
    strange = [f"{_said(key)} follows from no record" for key in stored.keys() - wanted.keys()]
    missing = [f"{_said(key)} is missing" for key in wanted.keys() - stored.keys()]
    other = [
        f"{_said(key)} is {stored[key]} and should be {wanted[key]}"
        for key in stored.keys() & wanted.keys()
        if stored[key] != wanted[key]
    ]
    return [
        Result(
            name="reach as recorded",
            sentence="Everybody reaches exactly what follows from the records, for exactly those days.",
            examined=len(stored),
            broken=tuple(sorted([*strange, *missing, *other])),
        )
    ]


def _grants() -> list[Grant]:
    councils = _council_organisations()
    return [
        *of_people.every_grant(council_organisations=councils),
        *of_wages.every_grant(council_organisations=councils),
        *of_money.every_grant(),
    ]


def _council_organisations() -> dict[uuid.UUID, uuid.UUID]:
    """For each council, the organisation that its own staff belong to."""
    staff = Membership.objects.filter(organisation__kind=Organisation.Kind.COUNCIL)
    return dict(staff.values_list("council_id", "organisation_id").distinct())


def _key(of: Grant | Reach) -> Key:
    return (of.source, of.subject_id, of.user_id, of.organisation_id, of.role)


def _granted(of: Grant | Reach) -> Granted:
    return (frozenset(of.capabilities), str(of.during.lower or ""), str(of.during.upper or ""))


def _said(key: Key) -> str:
    source, subject_id, _user, _organisation, role = key
    return f"reach of {role} to {subject_id} from {source}"
