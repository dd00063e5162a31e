"""The opposite of what must hold of pay outside the usual payday, planted."""

PLANTED = [
    (
        "off-cycle as entered",
        """
        update payroll_payrun set kind = 'off_cycle', reason = 'x', own_payday = '2026-11-23',
            own_tax_year = '2026-27', own_tax_period = 36
        where id = <asha>
        """,
    ),
    ("usual pay is for time", "update payroll_payslip set timesheet_id = null where id = <her slip>"),
]
