"""The opposite of what must hold of wages that employers pay themselves, planted."""

PLANTED = [
    (
        "wages employers paid in the books",
        "update payroll_paymentinstruction set state = 'paid'",
    ),
    (
        "wages employers paid in the books",
        "update clients_commitment set settled_on = '2026-11-21' where kind = 'wages'",
    ),
]
