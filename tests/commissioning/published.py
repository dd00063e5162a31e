"""The published county as facts: two reports' figures, and invoices that are made up."""

import dataclasses
import datetime as dt
import uuid
from decimal import Decimal
from typing import Any

from commissioning import figures
from commissioning.facts import Facts, Payday, Provider, Published, Spending
from commissioning.measures import Count
from contracts import forecast
from dpss.kernel.dates import Span

TODAY = dt.date(2026, 11, 21)
PAYDAY = dt.date(2026, 11, 27)
REPORTED = dt.date(2023, 5, 15)
HARBOUR = Provider(uuid.UUID(int=1), "Harbour")
DOWNLAND = Provider(uuid.UUID(int=2), "Downland")
REPORT = "Report to the Lead Member, 15 May 2023"

CONTRACT = forecast.Contract(
    id=uuid.UUID(int=3),
    name="Direct Payments Support Service",
    plan=forecast.Plan(
        Span(dt.date(2024, 4, 1), dt.date(2031, 3, 31)),
        (
            forecast.Lot(1, Decimal(171_000), Decimal(0)),
            forecast.Lot(2, Decimal(458_000), Decimal("0.2")),
        ),
    ),
    lots={1: "Support", 2: "Payroll"},
    core_ends=dt.date(2029, 3, 31),
    ceiling=Decimal(4_801_000),
    ceiling_source=REPORT,
)
SPENDING = Spending(
    accepted={
        dt.date(2024, 4, 1): Decimal(629_000),
        dt.date(2025, 4, 1): Decimal(634_000),
        dt.date(2026, 9, 1): Decimal(337_000),
    },
    waiting=Decimal(52_000),
    waiting_count=2,
)


def count(numerator: int | str, denominator: int | str) -> Count:
    """So much of so much."""
    return Count(Decimal(numerator), Decimal(denominator))


def counts_by_provider(code: str, harbour: int, downland: int) -> dict[tuple[str, uuid.UUID | None], Count]:
    """A measure of both providers and of all."""
    total = harbour + downland
    return {
        (code, None): count(total, total),
        (code, HARBOUR.id): count(harbour, total),
        (code, DOWNLAND.id): count(downland, total),
    }


def payday(provider: Provider, day: dt.date = PAYDAY, **parts: tuple[int, int]) -> Payday:
    """A payday with counts by measure."""
    return Payday(provider, day, {code: count(*part) for code, part in parts.items()})


COUNTY = Facts(
    day=TODAY,
    counted_on=TODAY,
    counted_at=dt.datetime(2026, 11, 21, 9, tzinfo=dt.UTC),
    providers=(DOWNLAND, HARBOUR),
    counts={
        ("direct_payment_clients", None): count(1_515, 1_540),
        ("direct_payment_value", None): count("7500000.00", 1_515),
        ("direct_payment_middle", None): count("41.25", 1_515),
        ("service_users", None): count(557, 1_515),
        **counts_by_provider("payroll_users", 479, 78),
        **counts_by_provider("employers", 417, 68),
    },
    paydays=(payday(DOWNLAND, pas_paid=(117, 119)), payday(HARBOUR, pas_paid=(780, 780))),
    published={
        figures.SHARE_OF_LONG_TERM: Published(Decimal("32.7"), REPORTED, REPORT),
        figures.PUBLISHED_CLIENTS: Published(Decimal(1_515), REPORTED, REPORT),
        figures.PRICED_FOR: Published(Decimal(557), REPORTED, REPORT),
    },
    contract=CONTRACT,
    spending=SPENDING,
)


def county(**changed: Any) -> Facts:
    """The county with something else in it."""
    return dataclasses.replace(COUNTY, **changed)
