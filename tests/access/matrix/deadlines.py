"""Deadlines of every employer of a provider, and what was late or at risk."""

from dpss.access.policy import PAYROLL_MANAGER, PAYROLL_OFFICER
from tests.access.cells import OK, Row, searched

_BOTH = {PAYROLL_OFFICER: OK, PAYROLL_MANAGER: OK}

ROWS = [
    *searched(Row("payroll:deadlines", _BOTH), name="asha"),
    Row("payroll:deadlines_noticed", _BOTH),
]
