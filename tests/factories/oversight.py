"""Contracts, invoices and measures of a council; reviews and checks of its people."""

import datetime as dt
import uuid
from decimal import Decimal
from typing import Any

from psycopg2.extras import DateRange

from clients.models import Client, PersonalAssistant
from commissioning import models as commissioning
from contracts import models as contracts
from dpss.access.models import Organisation
from recruitment import models as recruitment
from reviews import models as reviews
from tests.factories import AT, TODAY, access

FIRST_DAY = dt.date(2024, 4, 1)


def contract(*, council_id: uuid.UUID, **given: Any) -> contracts.Contract:
    """Three years, and two more if the council wishes."""
    usual = {
        "name": "Direct payments support service",
        "starts": FIRST_DAY,
        "core_ends": dt.date(2027, 4, 1),
        "longest_ends": dt.date(2029, 4, 1),
        "ceiling": Decimal("2000000.00"),
        "ceiling_source": "Cabinet report of 6 February 2024",
    }
    return contracts.Contract.objects.create(council_id=council_id, **usual | given)


def lot(*, contract: contracts.Contract, **given: Any) -> contracts.Lot:
    """The approved list of payroll providers."""
    usual = {
        "number": 2,
        "name": "Payroll",
        "kind": contracts.Lot.Kind.PAYROLL,
        "first_year_value": Decimal("150000.00"),
        "growth": Decimal("0.0500"),
    }
    return contracts.Lot.objects.create(contract=contract, council_id=contract.council_id, **usual | given)


def award(*, lot: contracts.Lot, organisation: Organisation, **given: Any) -> contracts.Award:
    """A provider holds a lot."""
    usual = {"during": DateRange(FIRST_DAY, None)}
    return contracts.Award.objects.create(
        lot=lot, organisation=organisation, council_id=lot.council_id, **usual | given
    )


def published_figure(*, council_id: uuid.UUID, **given: Any) -> commissioning.PublishedFigure:
    """How many people in the area get care in their own home."""
    usual = {
        "code": "adults_with_care",
        "value": Decimal(4000),
        "as_of": dt.date(2026, 3, 31),
        "source": "Adult social care return 2025-26",
    }
    return commissioning.PublishedFigure.objects.create(council_id=council_id, **usual | given)


def invoice(*, lot: contracts.Lot, organisation: Organisation, **given: Any) -> commissioning.ProviderInvoice:
    """A provider's bill for October."""
    usual = {
        "number": f"INV-{lot.council_id}"[:30],
        "month": dt.date(2026, 10, 1),
        "people": 2,
        "amount": Decimal("40.00"),
    }
    return commissioning.ProviderInvoice.objects.create(
        lot=lot, organisation=organisation, council_id=lot.council_id, **usual | given
    )


def measure(*, council_id: uuid.UUID, **given: Any) -> commissioning.Measure:
    """Sheets approved in time, as counts."""
    usual = {
        "code": "sheets_in_time",
        "day": TODAY,
        "numerator": Decimal(9),
        "denominator": Decimal(10),
        "measured_at": AT,
    }
    return commissioning.Measure.objects.create(council_id=council_id, **usual | given)


def review(*, client: Client, **given: Any) -> reviews.Review:
    """A first review that is due."""
    usual = {"kind": reviews.Review.Kind.FIRST, "due_on": TODAY}
    return reviews.Review.objects.create(client=client, **access.on(client), **usual | given)


def check(
    *, client: Client, assistant: PersonalAssistant, seen_by_id: uuid.UUID, **given: Any
) -> recruitment.Check:
    """The right to work was seen."""
    usual = {"kind": recruitment.Check.Kind.RIGHT_TO_WORK, "seen_on": FIRST_DAY}
    return recruitment.Check.objects.create(
        client=client, assistant=assistant, seen_by_id=seen_by_id, **access.on(client), **usual | given
    )
