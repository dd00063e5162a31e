"""A little county beside the cast, written as the measures' job, for whom the wall is open in one council."""

import contextlib
import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from psycopg2.extras import DateRange

from clients import models as people
from commissioning import models
from contracts import models as contracts
from dpss.access import actors, policy
from dpss.access.models import Organisation, Subject
from tests.cast import CAST, TODAY, key
from tests.cast.people import Council
from tests.factories import access, oversight
from tests.factories import clients as made

OCTOBER, NOVEMBER = dt.date(2026, 10, 1), dt.date(2026, 11, 1)
LAST_PAYDAY, NEXT_PAYDAY = dt.date(2026, 10, 30), dt.date(2026, 11, 27)
NORTHFIELD, SOUTHGATE = key("northfield", "organisation"), key("southgate", "organisation")


def job(council: Council = CAST.east, *, today: dt.date = TODAY) -> actors.Actor:
    """The job that counts."""
    return actors.for_job(job=policy.JOB_MEASURES, council_id=council.id, today=today)


@contextlib.contextmanager
def planting(council: Council = CAST.east) -> Iterator[None]:
    """Write rows of this council."""
    with actors.acting(job(council)):
        yield


def seven_years() -> contracts.Contract:
    """Turn the cast's contract into the published one: two lots, seven years, the ceiling."""
    contract = contracts.Contract.objects.get(pk=key(CAST.east.slug, "contract"))
    contract.core_ends, contract.longest_ends = dt.date(2029, 3, 31), dt.date(2031, 3, 31)
    contract.ceiling = Decimal(4_801_000)
    contract.ceiling_source = "Report to the Lead Member, 15 May 2023"
    contract.save()
    lot = contracts.Lot.objects.get(pk=key(CAST.east.slug, "lot"))
    lot.first_year_value, lot.growth = Decimal(458_000), Decimal("0.2")
    lot.save()
    oversight.lot(
        contract=contract,
        number=1,
        name="Support",
        kind="support",
        first_year_value=Decimal(171_000),
        growth=Decimal(0),
    )
    return contract


def published(**figures: Any) -> None:
    """Figures that the council published."""
    for code, value in figures.items():
        oversight.published_figure(
            council_id=CAST.east.id,
            code=code,
            value=Decimal(value),
            as_of=dt.date(2023, 5, 15),
            source="Report to the Lead Member, 15 May 2023",
        )


def counted(code: str, numerator: Any, denominator: Any, provider: Any = None, day: dt.date = TODAY) -> None:
    """A measure as the job would have stored it."""
    oversight.measure(
        council_id=CAST.east.id,
        code=code,
        organisation_id=provider,
        day=day,
        numerator=Decimal(numerator),
        denominator=Decimal(denominator),
    )


def invoice(number: str, *, provider: Any = NORTHFIELD, **given: Any) -> models.ProviderInvoice:
    """A bill of a provider for the cast's payroll lot."""
    lot = contracts.Lot.objects.get(pk=key(CAST.east.slug, "lot"))
    organisation = Organisation.objects.get(pk=provider)
    return oversight.invoice(lot=lot, organisation=organisation, number=number, **given)


def household(
    name: str,
    *,
    provider: Any = None,
    weekly: str = "100.00",
    during: DateRange = made.SINCE,
    lots: tuple[str, ...] = ("payroll",),
) -> people.Client:
    """Somebody with a direct payment, and a provider for some lots."""
    subject = access.subject(kind="client", council_id=CAST.east.id)
    client = made.client(subject=subject, name=name)
    made.direct_payment(client=client, weekly_amount=Decimal(weekly), weekly_contribution=Decimal(0))
    for lot in lots if provider else ():
        made.placement(client=client, lot=lot, organisation_id=provider, during=during)
    return client


def many(count: int, *, provider: Any = NORTHFIELD) -> None:
    """So many people with a direct payment at one provider, in three statements."""
    place = {"council_id": CAST.east.id}
    subjects = Subject.objects.bulk_create([Subject(kind="client", **place) for _ in range(count)])
    rows = [
        people.Client(
            **place,
            subject=subject,
            reference=subject.pk.hex[-20:],
            name=f"Client {number}",
            birth_date=dt.date(1980, 1, 1),
            group="adult",
            stage="running",
            stage_since=TODAY,
            town="Lowmarsh",
            postcode="ZZ1 9ZZ",
        )
        for number, subject in enumerate(subjects)
    ]
    people.Client.objects.bulk_create(rows)
    people.DirectPayment.objects.bulk_create(
        people.DirectPayment(
            **place,
            subject=row.subject,
            client=row,
            weekly_amount=Decimal("95.20"),
            weekly_contribution=Decimal(0),
            basis="net",
            account="own",
            during=made.SINCE,
        )
        for row in rows
    )
    people.Placement.objects.bulk_create(
        people.Placement(
            **place,
            subject=row.subject,
            client=row,
            lot="payroll",
            arrangement="provider",
            organisation_id=provider,
            during=made.SINCE,
        )
        for row in rows
    )
