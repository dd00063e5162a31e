"""Calls with employers and PAs."""

from typing import Any

from dpss.access.models import Subject
from payroll import models
from tests.factories import AT, access


def call(*, subject: Subject, **given: Any) -> models.Call:
    """A call that was answered. Needs `organisation_id` and `taken_by_id`."""
    usual = {
        "began_at": AT,
        "ended_at": AT,
        "why": "Payslip of October",
        "said": "Where the mileage stands on it.",
        "outcome": models.Call.Outcome.ANSWERED,
    }
    return models.Call.objects.create(**access.hung_on(subject), **usual | given)


def identity_question(*, call: models.Call, **given: Any) -> models.IdentityQuestion:
    """The caller knew their date of birth."""
    usual = {"asks": "birth_date", "asked_at": AT, "answered": "right"}
    return models.IdentityQuestion.objects.create(call=call, **access.on(call), **usual | given)
