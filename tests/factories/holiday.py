"""Holiday that was asked for, rolled up, or brought in from another payroll; sick pay that was held back."""

import datetime as dt
from decimal import Decimal
from typing import Any

from psycopg2.extras import DateRange

from payroll import models
from tests.factories import AT, access

MONDAY = dt.date(2027, 1, 11)


def request(*, employment: models.Employment, **given: Any) -> models.HolidayRequest:
    """A week in January, asked for. Needs `asked_by_id`."""
    usual = {"during": DateRange(MONDAY, MONDAY + dt.timedelta(days=7)), "asked_at": AT}
    return models.HolidayRequest.objects.create(
        employment=employment, **access.on(employment), **usual | given
    )


def day(*, request: models.HolidayRequest, **given: Any) -> models.HolidayDay:
    """Two hours on the Monday."""
    usual = {"day": MONDAY, "minutes": 120}
    return models.HolidayDay.objects.create(request=request, **access.on(request), **usual | given)


def rolled_up(*, employment: models.Employment, **given: Any) -> models.RolledUpHoliday:
    """For a month of spring alone. Needs `recorded_by_id`."""
    usual = {
        "during": DateRange(dt.date(2026, 5, 1), dt.date(2026, 6, 1)),
        "reason": "In the contract",
        "recorded_at": AT,
    }
    return models.RolledUpHoliday.objects.create(
        employment=employment, **access.on(employment), **usual | given
    )


def brought_in(*, employment: models.Employment, **given: Any) -> models.HolidayBroughtIn:
    """Twelve hours taken in the year before the last. Needs `recorded_by_id`."""
    usual = {
        "year_from": dt.date(2024, 4, 6),
        "up_to": dt.date(2025, 3, 31),
        "taken": Decimal("12.00"),
        "source": "The payroll before",
        "recorded_at": AT,
    }
    return models.HolidayBroughtIn.objects.create(
        employment=employment, **access.on(employment), **usual | given
    )


def sick_arrears(*, decision: models.SickPayDecision, **given: Any) -> models.SickPayArrears:
    """Days held back that are never paid. Needs `decided_by_id`."""
    usual = {"outcome": "never", "reason": "No fit note came", "decided_at": AT}
    return models.SickPayArrears.objects.create(
        decision=decision, employment=decision.employment, **access.on(decision), **usual | given
    )


def family_pay(*, employment: models.Employment, **given: Any) -> models.FamilyPay:
    """A week after a child's death in the spring of 2027, decided and not begun. Needs `decided_by_id`."""
    usual = {
        "kind": models.FamilyPay.Kind.BEREAVEMENT,
        "died_on": dt.date(2027, 3, 1),
        "weeks": [dt.date(2027, 3, 8)],
        "first_day": dt.date(2027, 3, 8),
        "average": Decimal("200.00"),
        "average_source": "The payroll before",
        "evidence": "The PA's declaration",
        "evidence_on": AT.date(),
        "decided_at": AT,
    }
    return models.FamilyPay.objects.create(employment=employment, **access.on(employment), **usual | given)
