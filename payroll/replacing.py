"""A payslip that replaces another: what it adds to what was paid, owed and told before. Pure."""

from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Protocol

from payroll import postings


@dataclass(slots=True, kw_only=True)
class Figures:
    """The sums of a payslip, or the differences between two, in pounds."""

    gross: Decimal
    non_taxable: Decimal
    tax: Decimal
    ni_employee: Decimal
    ni_employer: Decimal
    student_loan: Decimal
    postgraduate_loan: Decimal
    pension_employee: Decimal
    pension_employer: Decimal
    attached: Decimal
    kept: Decimal
    net: Decimal


class Replacing(postings.Paid, Protocol):
    """A payslip that may replace another."""

    @property
    def replaces(self) -> postings.Paid | None:
        """The payslip that was wrong; None for one that is paid for the first time."""


def added_by(slip: Replacing) -> postings.Paid:
    """What a payslip adds: all of it, or its difference from the one that it replaces."""
    before = slip.replaces
    if before is None:
        return slip
    names = [field.name for field in fields(Figures)]
    return Figures(**{name: getattr(slip, name) - getattr(before, name) for name in names})
