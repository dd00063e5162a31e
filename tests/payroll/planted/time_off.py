"""The opposite of what must hold of holiday and of sick pay that was held back, planted."""

_PAYS_ARREARS = """
    update payroll_payslip set inputs = jsonb_set(inputs, '{worked_out}', '[
        {"code": "sick_arrears", "amount": "20.00", "figures": [["arrears", "nobody decided it"]]}
    ]') where id = <her slip>
"""
PLANTED = [
    ("held back sick pay as decided", _PAYS_ARREARS),
    (
        "holiday as asked for",
        "update payroll_holidayday set day = day + 40",
    ),
    (
        "holiday as asked for",
        "update payroll_holidayday set minutes = 60, unpaid_minutes = 60",
    ),
    (
        "rolled-up holiday paid once",
        """
        alter table payroll_timesheetentry disable trigger user;
        update payroll_timesheetentry set kind = 'holiday', starts = null, finishes = null, work = '',
            shared = false
        where timesheet_id = <her sheet>;
        update payroll_rolledupholiday set during = daterange('2026-06-01', null)
        """,
    ),
]
