"""The opposite of what must hold of deductions that are paid on, planted."""

_PAID = "update payroll_deductionpayment set state = 'paid', amount = 5, paid_on = '2026-12-18'"
_IN_FILE = """
    update payroll_deductionpayment
    set state = 'in_file', amount = 5, paid_on = '2026-12-18', payer = 'provider'
"""
_BEYOND = "update payroll_deductionpayment set state = 'due', amount = 5"
PLANTED = [
    ("deductions still owed", _PAID),
    (
        "deductions still owed",
        "update payroll_payslip set attached = attached + 1, net = net - 1 where id = <her slip>",
    ),
    ("deductions paid on once", _PAID),
    ("deductions paid on once", _IN_FILE),
    ("no more is paid on than was taken", _BEYOND),
]
