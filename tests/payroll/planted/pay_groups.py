"""The opposite of what must hold of pay groups, planted."""

PLANTED = [
    (
        "employers have a calendar",
        """
        update payroll_employerspaygroup set during = '(,2026-11-01)' where employer_id = (
            select id from payroll_employer where name = 'Asha Verma'
        )
        """,
    ),
    (
        "periods pay their employers",
        """
        update payroll_employerspaygroup set during = '[2026-11-23,)' where employer_id = (
            select employer_id from payroll_payrun where id = <asha>
        )
        """,
    ),
]
