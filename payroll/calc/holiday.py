"""Irregular-hours and part-year workers build up holiday as a share of the hours they work in each period.

Working Time Regulations 1998, regulation 15B: 12.07%, for leave years that start on or after 1 April 2024.
"""

from collections.abc import Iterable
from decimal import Decimal

from payroll.calc.figures import TaxYear
from payroll.calc.inputs import Earning, EarningKind
from payroll.calc.rounding import ZERO, nearest_penny

_WORKED = {EarningKind.HOURS, EarningKind.AWAKE}


def accrued_hours(*, earnings: Iterable[Earning], rates: TaxYear) -> Decimal:
    """Hours of holiday built up in a pay period, to two decimals: 12.07% of the hours worked.

    Holiday itself earns none. How many hours of each sleep-in count is a setting of the tax year's file.
    """
    lines = tuple(earnings)
    worked = sum((line.quantity for line in lines if line.kind in _WORKED and line.unit == "hours"), ZERO)
    nights = sum((line.quantity for line in lines if line.kind is EarningKind.SLEEP_IN), ZERO)
    counted = worked + nights * rates.sleep_ins.hours_that_earn_holiday
    return nearest_penny(counted * rates.holiday.accrual)
