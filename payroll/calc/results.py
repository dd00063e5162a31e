"""What a payment comes to: the figures, and the lines that say where each one is from."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from payroll.calc import records
from payroll.calc.inputs import NiToDate, YearToDate
from payroll.calc.lines import Line
from payroll.calc.orders.deducted import Deducted


@dataclass(frozen=True, slots=True)
class MinimumWageCheck:
    """Whether the pay that counts, over the hours that count, reaches the minimum wage for the person's age.

    `hourly` is that pay per hour with part pence dropped, so a rate just short is never shown as met.
    `shortfall` is what is owed on top, to the penny, and zero when the minimum is met.
    """

    pay: Decimal
    hours: Decimal
    hourly: Decimal
    rate: Decimal
    shortfall: Decimal
    why: str


@dataclass(frozen=True, slots=True)
class PayResult:
    """One payment worked out. `tax` is negative for a refund; `net` is what is handed over with mileage.

    The National Insurance figures are this payment's alone, also when `earlier` payments of the period were
    looked at. `attached` is taken for others (orders, and what the person asked to be paid on), `kept` stays
    with the employer (fees for orders, overpaid wages won back).
    """

    gross: Decimal
    taxable_pay: Decimal
    ni_letter: str
    nicable_pay: Decimal
    non_taxable: Decimal
    tax: Decimal
    ni_employee: Decimal
    ni_employer: Decimal
    earnings_at_lel: Decimal
    earnings_lel_to_pt: Decimal
    earnings_pt_to_uel: Decimal
    student_loan: Decimal
    postgraduate_loan: Decimal
    pension_employee: Decimal
    pension_employer: Decimal
    pension_tax_relief: Decimal
    attached: Decimal
    kept: Decimal
    deducted: tuple[Deducted, ...]
    net: Decimal
    to_date: YearToDate
    lines: tuple[Line, ...]
    minimum_wage: MinimumWageCheck | None
    rates_sha256: str

    @property
    def ni(self) -> NiToDate:
        """This payment's National Insurance, as it is added to the year's row of its letter."""
        return NiToDate(
            letter=self.ni_letter,
            earnings=self.nicable_pay,
            at_lel=self.earnings_at_lel,
            lel_to_pt=self.earnings_lel_to_pt,
            pt_to_uel=self.earnings_pt_to_uel,
            employee=self.ni_employee,
            employer=self.ni_employer,
        )


def to_json(result: PayResult) -> dict[str, object]:
    """The result as JSON values, to be stored with its payslip; `from_json` gives it back exactly."""
    stored: dict[str, object] = records.plain(result)
    return stored


def to_date_of(stored: Mapping[str, object]) -> YearToDate:
    """The tax year so far of a stored result, without the rest."""
    return records.read(YearToDate, stored["to_date"], where="result.to_date", leaf=records.json_leaf)


def pay_and_tax_to_date(stored: Mapping[str, Any]) -> tuple[Decimal, Decimal]:
    """Taxable pay and tax of the tax year so far in pounds, of a stored result and without the rest of it."""
    to_date = stored["to_date"]
    return Decimal(to_date["pay"]), Decimal(to_date["tax"])


def figures_from_json(stored: Mapping[str, object]) -> PayResult:
    """The figures of a stored result, without the lines that explain them: what a report to HMRC says."""
    figures = {**stored, "lines": [], "deducted": [], "minimum_wage": None}
    return records.read(PayResult, figures, where="result", leaf=records.json_leaf)


def from_json(stored: Mapping[str, object]) -> PayResult:
    """Read a stored result back exactly as it was calculated."""
    return records.read(PayResult, stored, where="result", leaf=records.json_leaf)
