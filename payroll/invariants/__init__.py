"""What must always hold of wages, as questions to the database, and what is worked out again."""

from dpss.access.findings import Invariant, Result, examine
from payroll import recount
from payroll.invariants import (
    bills,
    calendar,
    contracted,
    corrections,
    deduction_payments,
    employer_changes,
    external,
    histories,
    hours_in,
    off_cycle,
    papers,
    pay_groups,
    paying,
    payruns,
    payslips,
    penalties,
    pension_schedules,
    pensions,
    time_off,
)
from payroll.queries import bill_checks, deduction_checks, report_checks, shared_checks, told_checks


def invariants() -> list[Invariant]:
    """The checks of wages."""
    return [
        *payslips.INVARIANTS,
        *payruns.INVARIANTS,
        *deduction_checks.INVARIANTS,
        *deduction_payments.INVARIANTS,
        *calendar.INVARIANTS,
        *pay_groups.INVARIANTS,
        *contracted.INVARIANTS,
        *corrections.INVARIANTS,
        *employer_changes.INVARIANTS,
        *off_cycle.INVARIANTS,
        *paying.INVARIANTS,
        *penalties.INVARIANTS,
        *pension_schedules.INVARIANTS,
        *shared_checks.INVARIANTS,
        *external.INVARIANTS,
        *bills.INVARIANTS,
        *papers.INVARIANTS,
        *hours_in.INVARIANTS,
        *time_off.INVARIANTS,
        *pensions.INVARIANTS,
    ]


def run() -> list[Result]:
    """Carry them out, follow the history tables, and work payslips and reports out again.

    The connection must see every row, and the keys that seal the reports must be there.
    """
    return [
        *(examine(invariant) for invariant in invariants()),
        histories.histories(),
        recount.payslips(),
        *report_checks.submissions(),
        bill_checks.bills(),
        told_checks.summaries(),
    ]
