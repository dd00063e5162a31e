"""The opposite of what must hold of employers that follow each other, planted."""

PLANTED = [
    (
        "posts go over",
        """
        update payroll_employment set follows_id = (
            select id from payroll_employment b where b.employer_id = p.employer_id and b.id <> p.id limit 1
        )
        from payroll_employment p
        where payroll_employment.id = p.id
            and p.id = (select employment_id from payroll_payslip where payrun_id = <asha>)
        """,
    ),
    (
        "employers in their time",
        "update payroll_employer set during = '[2026-11-23,)' where name = 'Asha Verma'",
    ),
]
