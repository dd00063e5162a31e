"""People, their arrangements and their money."""

import datetime as dt
from decimal import Decimal
from typing import Any

from psycopg2.extras import DateRange

from clients import models
from dpss.access import policy
from dpss.access.models import Subject
from tests.factories import AT, TODAY, access

SINCE = DateRange(dt.date(2026, 4, 6), None)


def client(*, subject: Subject, name: str, **given: Any) -> models.Client:
    """An adult whose direct payment is up and running."""
    usual = {
        "reference": name.upper().replace(" ", "-")[:20],
        "birth_date": dt.date(1992, 5, 4),
        "group": models.Client.Group.ADULT,
        "stage": models.Client.Stage.RUNNING,
        "stage_since": dt.date(2026, 4, 6),
        "town": "Lowmarsh",
        "postcode": "ZZ1 9ZZ",
    }
    return models.Client.objects.create(**access.hung_on(subject), name=name, **usual | given)


def assistant(*, subject: Subject, name: str, **given: Any) -> models.PersonalAssistant:
    """A PA as a person."""
    return models.PersonalAssistant.objects.create(**access.hung_on(subject), name=name, **given)


def representation(*, client: models.Client, **given: Any) -> models.Representation:
    """Someone acts for a client, with every right that a representative can have."""
    usual = {"kind": models.Representation.Kind.NOMINATED, "state": "in_force", "during": SINCE}
    return models.Representation.objects.create(client=client, **access.on(client), **usual | given)


def basis(*, representation: models.Representation, **given: Any) -> models.RepresentationBasis:
    """The person agreed, in a meeting."""
    usual = {
        "kind": "consent",
        "said_by": "The person",
        "how": "meeting",
        "seen_on": dt.date(2026, 4, 1),
        "seen_by_id": representation.user_id,
        "recorded_at": AT,
    }
    return models.RepresentationBasis.objects.create(
        representation=representation, **access.on(representation), **usual | given
    )


def placement(*, client: models.Client, **given: Any) -> models.Placement:
    """A provider runs a client's payroll."""
    usual = {
        "lot": models.Placement.Lot.PAYROLL,
        "arrangement": models.Placement.Arrangement.PROVIDER,
        "during": SINCE,
    }
    return models.Placement.objects.create(client=client, **access.on(client), **usual | given)


def allocation(*, client: models.Client, **given: Any) -> models.CaseAllocation:
    """A client is on a caseload."""
    return models.CaseAllocation.objects.create(
        client=client, **access.on(client), **{"during": SINCE} | given
    )


def direct_payment(*, client: models.Client, **given: Any) -> models.DirectPayment:
    """£300 a week, of which the client contributes £48, in their own account."""
    usual = {
        "weekly_amount": Decimal("300.00"),
        "weekly_contribution": Decimal("48.00"),
        "basis": models.DirectPayment.Basis.NET,
        "account": models.DirectPayment.Account.OWN,
        "during": SINCE,
    }
    return models.DirectPayment.objects.create(client=client, **access.on(client), **usual | given)


def budget_line(*, direct_payment: models.DirectPayment, **given: Any) -> models.BudgetLine:
    """The part of a direct payment that pays PAs."""
    usual = {"purpose": "Personal assistants", "weekly_amount": Decimal("280.00")}
    return models.BudgetLine.objects.create(
        direct_payment=direct_payment, **access.on(direct_payment), **usual | given
    )


def commitment(*, client: models.Client, source_key: str, **given: Any) -> models.Commitment:
    """Wages that are due."""
    usual = {"kind": models.Commitment.Kind.WAGES, "amount": Decimal("540.00"), "due_on": TODAY}
    return models.Commitment.objects.create(
        client=client, source_key=source_key, **access.on(client), **usual | given
    )


def work_item(*, client: models.Client, key: str, **given: Any) -> models.WorkItem:
    """Something for the support worker to do today."""
    usual = {
        "role": policy.SUPPORT_WORKER,
        "title": "Ring about the first review",
        "why": "Six months have passed since the first payment.",
        "due_on": TODAY,
    }
    return models.WorkItem.objects.create(client=client, key=key, **access.on(client), **usual | given)
