"""What an employer has besides its PAYE scheme: a pension scheme, and the agent code of its reports."""

import datetime as dt
from typing import Any

from payroll import models
from tests.factories import access
from tests.factories.clients import SINCE


def pension_scheme(*, employer: models.Employer, **given: Any) -> models.PensionScheme:
    """A relief at source scheme with qualifying earnings, paid by Direct Debit."""
    usual = {
        "provider": "Harbour Pensions",
        "employer_reference": "HP 1000",
        "method": models.PensionScheme.Method.RELIEF_AT_SOURCE,
        "paid": models.PensionScheme.Paid.DIRECT_DEBIT,
        "duties_from": dt.date(2026, 4, 6),
        "during": SINCE,
    }
    return models.PensionScheme.objects.create(employer=employer, **access.on(employer), **usual | given)


def agent_code(**given: Any) -> models.AgentCode:
    """An agent code. Needs `council_id` and `organisation_id`."""
    usual = {"name": "Main code", "code": "AB1234", "sender": "TESTSENDER", "password": "tests-only"}
    return models.AgentCode.objects.create(**usual | given)


def employers_agent(
    *, employer: models.Employer, agent: models.AgentCode, **given: Any
) -> models.EmployersAgent:
    """The employer's reports go out under that code."""
    usual = {"during": SINCE}
    return models.EmployersAgent.objects.create(
        employer=employer, agent=agent, **access.on(employer), **usual | given
    )
