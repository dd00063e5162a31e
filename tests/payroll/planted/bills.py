"""The opposite of what must hold of HMRC's bills, planted."""

_PAID = """
    update payroll_hmrcbill
    set owed = 5, amount = 5, payer = 'employer', paid_on = '2026-12-20', state = 'paid'
"""
_IN_FILE = """
    update payroll_hmrcbill
    set owed = 5, amount = 5, payer = 'provider', paid_on = '2026-12-20', state = 'in_file'
"""
PLANTED = [
    ("bills in the books", "update payroll_hmrcbill set owed = owed + 1, amount = amount + 1"),
    ("bills asked for once", "update payroll_hmrcbill set amount = amount + 1"),
    ("bills paid once", _PAID),
    ("bills paid once", _IN_FILE),
    ("bills worked out again", "update payroll_hmrcbill set owed = owed + 1"),
]
