"""An employer who wants to agree each payrun, what they said of one, and who paid in for one."""

import datetime as dt
from decimal import Decimal
from typing import Any

from psycopg2.extras import DateRange

from payroll import models
from tests.factories import AT, access


def agrees_payruns(*, employer: models.Employer, **given: Any) -> models.AgreesPayruns:
    """For a month of spring alone."""
    usual = {
        "during": DateRange(dt.date(2026, 5, 1), dt.date(2026, 6, 1)),
        "said_by": employer.name,
        "recorded_at": AT,
    }
    return models.AgreesPayruns.objects.create(employer=employer, **access.on(employer), **usual | given)


def payrun_answer(*, payrun: models.Payrun, **given: Any) -> models.PayrunAnswer:
    """That it is right."""
    usual = {"digest": "0" * 64, "answer": "agreed", "said_by": payrun.employer.name}
    moments = {"said_at": AT, "recorded_at": AT}
    return models.PayrunAnswer.objects.create(payrun=payrun, **access.on(payrun), **usual | moments | given)


def funds_decision(*, payrun: models.Payrun, **given: Any) -> models.FundsDecision:
    """The council pays fifty pounds in."""
    usual = {
        "short_by": Decimal("50.00"),
        "agreed_by": "Priya Shah, council finance",
        "reason": "By phone",
        "recorded_at": AT,
    }
    return models.FundsDecision.objects.create(payrun=payrun, **access.on(payrun), **usual | given)
