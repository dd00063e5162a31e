"""What is kept of HMRC beside its answers: senders, replies put aside, times without pay."""

import datetime as dt
from typing import Any

from psycopg2.extras import DateRange

from payroll import models
from tests.factories import AT, access


def kept_reply(*, submission: models.Submission, **given: Any) -> models.KeptReply:
    """A page that came back instead of an answer. Committed as it is: it never changes."""
    usual = {
        "came_at": AT,
        "why": "HMRC answered with status 502.",
        "size": 13,
        "digest": "0" * 64,
        "content": "<html></html>",
    }
    return models.KeptReply.objects.create(submission=submission, **access.on(submission), **usual | given)


def employers_sender(*, employer: models.Employer, **given: Any) -> models.EmployersSender:
    """An employer's own user ID, which is not used any more. Needs `kept_by_id`."""
    usual = {"sender": "OWNSENDER", "password": None, "kept_at": AT, "ended_at": AT}
    return models.EmployersSender.objects.create(employer=employer, **access.on(employer), **usual | given)


def refused_sender(**given: Any) -> models.RefusedSender:
    """A sender that HMRC refused, and that was tried again. Needs its agent code and who had it tried."""
    usual = {"digest": "0" * 64, "number": "1046", "refused_at": AT, "lifted_at": AT}
    return models.RefusedSender.objects.create(**usual | given)


def inactive_time(*, employer: models.Employer, **given: Any) -> models.InactiveTime:
    """A time without pay that was asked for and taken back. Needs `asked_by_id`."""
    usual = {
        "during": DateRange(dt.date(2027, 1, 6), dt.date(2027, 4, 6)),
        "asked_at": AT,
        "taken_back_at": AT,
    }
    return models.InactiveTime.objects.create(employer=employer, **access.on(employer), **usual | given)
