"""P45s and P60s that were given, and papers that were printed."""

import datetime as dt
import uuid
from typing import Any

from payroll import models
from tests.factories import AT, access


def issued_form(*, payslip: models.Payslip, **given: Any) -> models.IssuedForm:
    """A P60 from this payslip."""
    usual = {
        "kind": models.IssuedForm.Kind.P60,
        "tax_year": payslip.tax_year,
        "paye_reference": "120/ZZ99999",
        "issued_at": AT,
    }
    return models.IssuedForm.objects.create(
        payslip=payslip, employment=payslip.employment, **access.on(payslip), **usual | given
    )


def printing(*, council_id: uuid.UUID, organisation_id: uuid.UUID, **given: Any) -> models.Printing:
    """One payslip of 30 October, printed for everybody. Needs `requested_by_id`."""
    usual = {
        "kind": models.Printing.Kind.PAYSLIPS,
        "about": "2026-10-30",
        "for_whom": "everybody",
        "papers": 1,
        "requested_at": AT,
        "expires_at": AT + dt.timedelta(days=7),
    }
    return models.Printing.objects.create(
        council_id=council_id, organisation_id=organisation_id, **usual | given
    )


def printing_part(*, printing: models.Printing, **given: Any) -> models.PrintingPart:
    """Its first file, which was made. Needs `keys`."""
    usual = {"number": 1, "made_at": AT}
    return models.PrintingPart.objects.create(
        printing=printing,
        council_id=printing.council_id,
        organisation_id=printing.organisation_id,
        **usual | given,
    )
