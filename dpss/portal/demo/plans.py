"""What a demo council is: its contract and providers, how many people, and who has a name in the story."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dpss.portal.demo import names

COUNCIL = "council"


@dataclass(frozen=True, slots=True)
class Staff:
    """Someone at work: for the council, or for the provider with this key. `demo` may sign in."""

    key: str
    name: names.Name
    gender: str
    role: str
    works_for: str
    demo: bool = False


@dataclass(frozen=True, slots=True)
class Provider:
    """A provider of both lots: its clients, how many of them employ PAs, its pay group."""

    key: str
    name: str
    code: str
    clients: int
    employers: int
    pay_group: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lot:
    """A part of the contract: what a year was priced at, and the growth that the ceiling assumed."""

    number: int
    kind: str
    name: str
    first_year_value: Decimal
    growth: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract:
    """What was commissioned. `priced_for` is the number of people that the yearly values were for."""

    name: str
    starts: date
    core_ends: date
    longest_ends: date
    ceiling: Decimal
    ceiling_source: str
    priced_for: int
    lots: tuple[Lot, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that the council has published, with where it said so."""

    code: str
    value: Decimal
    as_of: date
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Representative:
    """Someone who acts for a client. `staff` names a member of staff who is also that person."""

    name: names.Name
    gender: str
    birth_date: date
    kind: str
    until: date | None = None
    approves: bool = True
    staff: str = ""
    demo: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedAssistant:
    """A PA of the story. The first of their posts is the one that their tax code belongs to."""

    key: str
    name: names.Name
    gender: str
    birth_date: date
    demo: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedPost:
    """A post of the story. `sheet` is `submitted` or `draft`; `nights` are weekdays slept in, Monday 0."""

    assistant: str
    weekly_minutes: int
    hourly_rate: Decimal
    first_day: date
    irregular: bool = False
    nights: tuple[int, ...] = ()
    sleep_in_rate: Decimal = Decimal(0)
    sheet: str = "submitted"


@dataclass(frozen=True, slots=True)
class NamedWork:
    """Something that waits for the support worker of someone in the story."""

    title: str
    why: str
    due_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedClient:
    """A client of the story."""

    key: str
    name: names.Name
    gender: str
    birth_date: date
    group: str
    provider: str
    worker: str
    contact_route: str
    first_payment: date
    account: str
    weekly_amount: Decimal
    weekly_contribution: Decimal
    basis: str
    signs_in: bool = False
    demo: bool = False
    represented_by: Representative | None = None
    posts: tuple[NamedPost, ...] = ()
    lines: tuple[tuple[str, str, Decimal], ...] = ()
    waits: tuple[NamedWork, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A demo council. `weekly_mean` is the direct payment of all clients on average, in pounds a week."""

    slug: str
    name: str
    phone: str
    phone_hours: str
    email: str
    email_domain: str
    brand: str
    tint: str
    line: str
    reference_prefix: str
    nino_prefix: str
    tax_offices: tuple[str, ...]
    towns: Mapping[str, str]
    contract: Contract
    figures: tuple[Figure, ...]
    providers: tuple[Provider, ...]
    clients: int
    fewest_clients: int
    posts: int
    assistants: int
    weekly_mean: Decimal
    staff: tuple[Staff, ...]
    named_clients: tuple[NamedClient, ...]
    named_assistants: tuple[NamedAssistant, ...]
