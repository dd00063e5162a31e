"""Holiday: how much there is, what it is paid, when it may be rolled up, and what is owed at a date.

Working Time Regulations 1998, as amended from 1 January 2024. Fixed hours have 5.6 weeks a year. Irregular
hours and part-year work build holiday up by the hour, in leave years that begin on or after 1 April 2024.
"""

from payroll.calc.holiday.accrual import (
    Accrued,
    ByTheHour,
    Pattern,
    accrue,
    accrue_while_away,
    accrued_hours,
)
from payroll.calc.holiday.balance import Balance, Booking, Settlement, book, settle
from payroll.calc.holiday.entitlement import (
    FixedWeek,
    LeaveYear,
    Unit,
    built_up,
    first_year,
    full_year,
    of_leave_year,
)
from payroll.calc.holiday.rolled_up import RolledUp, pay_for_work, roll_up, roll_up_while_away
from payroll.calc.holiday.weeks import Week
from payroll.calc.holiday.weeks_pay import WeeksPay, average, contracted, due

__all__ = [
    "Accrued",
    "Balance",
    "Booking",
    "ByTheHour",
    "FixedWeek",
    "LeaveYear",
    "Pattern",
    "RolledUp",
    "Settlement",
    "Unit",
    "Week",
    "WeeksPay",
    "accrue",
    "accrue_while_away",
    "accrued_hours",
    "average",
    "book",
    "built_up",
    "contracted",
    "due",
    "first_year",
    "full_year",
    "of_leave_year",
    "pay_for_work",
    "roll_up",
    "roll_up_while_away",
    "settle",
]
