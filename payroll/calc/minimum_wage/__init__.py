"""The minimum wage must be reached over each pay reference period, by age on its first day.

National Minimum Wage Regulations 2015. `check` looks at the lines of a payslip alone. `assess` also looks at
hours that nobody paid, payments that do not count, deductions, living accommodation and family in the home.
"""

from payroll.calc.minimum_wage.assessment import Assessment, Circumstances, Household, assess
from payroll.calc.minimum_wage.counting import (
    Accommodation,
    Deduction,
    DeductionKind,
    Payment,
    PaymentKind,
)
from payroll.calc.minimum_wage.period import PayPeriod, hourly_rate, offset_for, rate_for
from payroll.calc.minimum_wage.work import Work, check, compared, minutes, priced, worked

__all__ = [
    "Accommodation",
    "Assessment",
    "Circumstances",
    "Deduction",
    "DeductionKind",
    "Household",
    "PayPeriod",
    "Payment",
    "PaymentKind",
    "Work",
    "assess",
    "check",
    "compared",
    "hourly_rate",
    "minutes",
    "offset_for",
    "priced",
    "rate_for",
    "worked",
]
