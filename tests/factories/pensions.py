"""Facts, assessments and duties of a post's pension, and an employer's declarations."""

import datetime as dt
from typing import Any

from payroll import models
from tests.factories import AT, access


def pension_fact(*, employment: models.Employment, **given: Any) -> models.PensionFact:
    """The PA asked to be in the pension."""
    usual = {
        "kind": "asked",
        "on": dt.date(2026, 10, 19),
        "member_from": dt.date(2026, 11, 23),
        "paper": "E-mail of 19 October",
        "recorded_at": AT,
    }
    return models.PensionFact.objects.create(employment=employment, **access.on(employment), **usual | given)


def pension_assessment(*, payslip: models.Payslip, **given: Any) -> models.PensionAssessment:
    """October's pay is too little to be put into a pension."""
    usual = {
        "payday": payslip.payday,
        "first_day": dt.date(2026, 9, 28),
        "last_day": dt.date(2026, 10, 25),
        "interval": "four_weekly",
        "earnings": payslip.gross,
        "age": 31,
        "group": "entitled_worker",
        "since": dt.date(2026, 9, 28),
        "status": "not_member",
        "said": "£135.00 in 28 September to 25 October 2026. You can ask to join a pension.",
    }
    post = payslip.employment
    return models.PensionAssessment.objects.create(
        payslip=payslip, employment=post, **access.on(post), **usual | given
    )


def pension_due(*, employment: models.Employment, **given: Any) -> models.PensionDue:
    """A letter about the right to join, which goes by post."""
    usual = {
        "duty": "joining_information",
        "since": dt.date(2026, 9, 28),
        "by": dt.date(2026, 11, 8),
        "why": "The worker has the right from 28 September 2026; the employer has six weeks.",
        "way": "post",
        "data": {"right_from": "2026-09-28", "lower_limit": "480.00"},
    }
    return models.PensionDue.objects.create(employment=employment, **access.on(employment), **usual | given)


def pension_task(*, employer: models.Employer, **given: Any) -> models.PensionTask:
    """The declaration of compliance of an employer whose duties began on 6 April 2026."""
    usual = {
        "kind": "declaration",
        "counts_from": dt.date(2026, 4, 6),
        "due_by": dt.date(2026, 9, 7),
        "why": "Pension duties start on 6 April 2026; the declaration has 5 months.",
        "raised_at": AT,
    }
    return models.PensionTask.objects.create(employer=employer, **access.on(employer), **usual | given)
