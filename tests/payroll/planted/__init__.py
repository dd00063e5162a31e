"""Violations of what must hold of wages: the name of the check that finds each, and the statement."""

from tests.payroll.planted import (
    arrangements,
    bills,
    deduction_payments,
    employer_changes,
    external,
    hours_in,
    off_cycle,
    pay_groups,
    paying,
    payruns,
    payslips,
    penalties,
    pension_schedules,
    pensions,
    time_off,
)

# What the statements stand on.
ROWS = {
    "<her slip>": "(select id from payroll_payslip where payrun_id = <asha>)",
    "<her sheet>": "(select timesheet_id from payroll_payslip where payrun_id = <asha>)",
    "<other slip>": "(select id from payroll_payslip where payrun_id <> <asha>)",
    "<asha>": """(
        select r.id from payroll_payrun r join payroll_employer e on e.id = r.employer_id
        where e.name = 'Asha Verma' and r.state = 'approved'
    )""",
}
PLANTED = [
    *payslips.PLANTED,
    *payruns.PLANTED,
    *arrangements.PLANTED,
    *external.PLANTED,
    *off_cycle.PLANTED,
    *employer_changes.PLANTED,
    *hours_in.PLANTED,
    *pay_groups.PLANTED,
    *paying.PLANTED,
    *penalties.PLANTED,
    *pension_schedules.PLANTED,
    *pensions.PLANTED,
    *time_off.PLANTED,
    *bills.PLANTED,
    *deduction_payments.PLANTED,
]
