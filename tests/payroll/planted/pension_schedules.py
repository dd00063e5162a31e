"""The opposite of what must hold of pension schedules, planted."""

PLANTED = [
    (
        "pension lines are of payslips",
        """update payroll_pensionscheduleline set payslip_id = <her slip>, member = 5
            where id = (select min(id::text)::uuid from payroll_pensionscheduleline)""",
    ),
    ("pension schedules add up", "update payroll_pensionschedule set members = members + 1"),
    ("pension schedules add up", "update payroll_pensionschedule set member = 5"),
    (
        "pension schedules in the books",
        """update payroll_pensionschedule set state = 'collected', submitted_at = now(), settled_on = now(),
            member = 5""",
    ),
    (
        "pension schedules paid once",
        """update payroll_pensionschedule set state = 'paid', submitted_at = now(), settled_on = now(),
            by_payment = true""",
    ),
    (
        "pension schedules paid once",
        """update ledger_payment set state = 'in_file',
            batch_id = (select min(id::text)::uuid from ledger_paymentbatch),
            source_key = (
                select 'pension_schedule:' || min(id::text) || ':payment' from payroll_pensionschedule
            ) where id = (select min(id::text)::uuid from ledger_payment where state = 'due')""",
    ),
]
