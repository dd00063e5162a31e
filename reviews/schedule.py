"""When a review is due. Care and Support (Direct Payments) Regulations 2014, regulation 7. Pure."""

from datetime import date

from dpss.kernel.dates import add_months

FIRST_WITHIN_MONTHS = 6
THEN_WITHIN_MONTHS = 12


def first_due(first_payment: date) -> date:
    """At least once in the first six months after the first payment; a short month ends on its last day."""
    return add_months(first_payment, FIRST_WITHIN_MONTHS)


def next_due(done: date) -> date:
    """Then at intervals of not more than twelve months."""
    return add_months(done, THEN_WITHIN_MONTHS)
