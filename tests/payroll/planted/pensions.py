"""The opposite of what must hold of pensions on record, planted."""

PLANTED = [
    (
        "assessed as paid",
        "update payroll_pensionassessment set earnings = 1 where payslip_id = <her slip>",
    ),
    (
        "pension paid back once",
        """
        update payroll_payslip set inputs = jsonb_set(inputs, '{refund}', '{"employee": "1.00"}')
        where id = <her slip>
        """,
    ),
]
