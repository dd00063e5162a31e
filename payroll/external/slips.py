"""A payslip of a provider's own payroll: held against the year so far, and kept like ours. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Final

from dpss.kernel import money
from payroll.calc import inputs, lines, payment, results, tax_code
from payroll.calc.inputs import NiToDate, PayInputError, YearToDate
from payroll.calc.orders.deducted import Deducted
from payroll.calc.statutory import recovery
from payroll.calc.statutory.figures import Recovery
from payroll.calc.statutory.kinds import Kind
from payroll.external.rows import YEAR, Fault, Row

_PENNY: Final = Decimal("0.01")


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovers:
    """What an employer gets back of family payments: nothing without a PAYE scheme, more where it is small.

    Statutory Maternity Pay (Compensation of Employers) Regulations 1994, and their like for the others.
    """

    has_scheme: bool
    small: bool
    rates: Recovery

    @property
    def why(self) -> str:
        """The rule, in words."""
        if not self.has_scheme:
            return "The employer has no PAYE scheme, and recovers nothing."
        return f"The employer is {'' if self.small else 'not '}recorded as small for statutory pay."

    def of(self, family: Mapping[str, Decimal], before: YearToDate) -> tuple[Decimal, Decimal]:
        """What comes back of this payment's family pay, and the compensation, by what the year grows."""
        if not self.has_scheme or not family:
            return money.ZERO, money.ZERO
        earlier = self._year({row.kind: row.amount for row in before.statutory})
        now = self._year({row.kind: row.amount for row in before.with_statutory(family)})
        return now[0] - earlier[0], now[1] - earlier[1]

    def _year(self, paid: Mapping[str, Decimal]) -> tuple[Decimal, Decimal]:
        totals = {Kind(kind): amount for kind, amount in paid.items()}
        back = recovery.reclaim(totals=totals, small=self.small, rates=self.rates)
        return money.total(one.recovered for one in back), money.total(one.compensation for one in back)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known here of a post and its payday, from which the payslip is made.

    `before` is the year so far without this payment; `end` are the code and leaving as the payment names
    them; `orders` are those in force, whose sums are owed to others.
    """

    period: "Period"
    before: YearToDate
    end: Mapping[str, object]
    order: Deducted | None
    who: str


@dataclass(frozen=True, slots=True)
class Period:
    """A payday as the payment names it."""

    tax_year: str
    interval: str
    period: int
    payday: date


def wrong(row: Row, before: YearToDate, *, recovers: Recovers) -> Iterator[Fault]:
    """What does not add up in one row: the payslip by itself, and the year so far with it.

    `recovers` says what the employer may get back of family payments.
    """
    one = row.figures
    loans = one.student_loan + one.postgraduate_loan
    off = one.tax + one.ni_employee + loans + one.pension_employee + one.orders
    net = one.gross + one.non_taxable - off
    if net != one.net:
        yield Fault(
            row.line, f"Net pay is {money.in_words(one.net)}, and the row adds up to {money.in_words(net)}."
        )
    if one.net < 0:
        yield Fault(row.line, "Net pay is below zero. More was taken off than was earned.")
    yield from _statutory(row, before, recovers)
    if one.pension_employee and not row.scheme:
        yield Fault(
            row.line, "There is a pension payment and no pension_scheme: enter relief_at_source or net_pay."
        )
    try:
        tax_code.parse_boxed(row.words["tax_code"], non_cumulative=row.non_cumulative)
    except PayInputError as error:
        yield Fault(row.line, str(error))
    for name, (expected, said) in _year(row, before).items():
        if expected != said:
            yield _year_apart(row, name, expected, said)


def _statutory(row: Row, before: YearToDate, recovers: Recovers) -> Iterator[Fault]:
    """Statutory pay is part of the gross pay, and of family payments so much comes back as the law gives."""
    one = row.figures
    part = money.total(one.statutory.values())
    if part > one.gross:
        yield Fault(
            row.line,
            f"Statutory pay comes to {money.in_words(part)}, and it is part of the gross pay of"
            f" {money.in_words(one.gross)}.",
        )
    year = {row.kind: row.amount for row in before.with_statutory(one.family)}
    for kind, said in row.family_year.items():
        if said != year.get(kind, money.ZERO):
            yield _year_apart(row, f"ytd_{kind}", year.get(kind, money.ZERO), said)
    recovered, compensation = recovers.of(one.family, before)
    for name, ours, said in (
        ("recovered", recovered, one.recovered),
        ("compensation", compensation, one.compensation),
    ):
        if abs(ours - said) > _PENNY:
            yield Fault(
                row.line,
                f"{name} is {money.in_words(said)}. {recovers.why} That gives {money.in_words(ours)}.",
            )


def _year_apart(row: Row, name: str, expected: Decimal, said: Decimal) -> Fault:
    return Fault(
        row.line,
        f"{name} is {money.in_words(said)}. The year so far here, with this payslip, comes to"
        f" {money.in_words(expected)}. Take the payroll before on first, or correct the file.",
    )


def payslip(row: Row, facts: Facts) -> tuple[payment.PayInput, results.PayResult]:
    """The payment and its result as they are kept. Raises `PayInputError` for what no payslip can say."""
    made = tuple(_lines(row, facts.who))
    earned = tuple(line for line in made if line.group == lines.EARNED)
    given = facts.period
    pay = payment.PayInput(
        tax_year=given.tax_year,
        interval=inputs.Interval(given.interval),
        period=given.period,
        payday=given.payday,
        earnings=(),
        worked_out=earned,
        ni_letter=row.words["ni_letter"],
        to_date=facts.before,
        student_loan=row.words["student_loan_plan"] or None,
        postgraduate_loan=row.figures.postgraduate_loan > 0,
        **facts.end,  # type: ignore[arg-type]
    )
    return pay, _result(row, facts, made)


def ni_of(row: Row) -> NiToDate:
    """This payment's National Insurance under its letter."""
    one = row.figures
    return NiToDate(
        letter=row.words["ni_letter"],
        earnings=one.ni_earnings,
        at_lel=one.ni_at_lel,
        lel_to_pt=one.ni_lel_to_pt,
        pt_to_uel=one.ni_pt_to_uel,
        employee=one.ni_employee,
        employer=one.ni_employer,
    )


def _year_after(row: Row, before: YearToDate) -> YearToDate:
    one = row.figures
    return replace(
        before,
        pay=before.pay + row.taxable,
        tax=before.tax + one.tax,
        ni=before.with_ni(ni_of(row)),
        student_loan=before.student_loan + one.student_loan,
        postgraduate_loan=before.postgraduate_loan + one.postgraduate_loan,
        pension_relief_at_source=before.pension_relief_at_source + one.pension_employee - row.net_pay_pension,
        pension_net_pay=before.pension_net_pay + row.net_pay_pension,
        pension_employer=before.pension_employer + one.pension_employer,
        statutory=before.with_statutory(one.family),
        net=before.net + one.net,
    )


def _year(row: Row, before: YearToDate) -> dict[str, tuple[Decimal, Decimal]]:
    """Each figure of the year: what it comes to here, and what the file says."""
    after = _year_after(row, before)
    ni = next(one for one in after.ni if one.letter == row.words["ni_letter"])
    ours = (
        after.pay, after.tax, ni.earnings, ni.at_lel, ni.lel_to_pt, ni.pt_to_uel, ni.employee, ni.employer,
        after.student_loan, after.postgraduate_loan, after.pension_employee, after.pension_employer,
    )  # fmt: skip
    return {name: (amount, row.year[name]) for name, amount in zip(YEAR, ours, strict=True)}


def _lines(row: Row, who: str) -> Iterator[lines.Line]:
    """The lines of the payslip; each says who worked it out."""
    one, back = row.figures, max(-row.figures.tax, money.ZERO)
    usual = one.gross - money.total(one.statutory.values())
    for code, group, label, amount in (
        ("pay", lines.EARNED, "Pay before deductions", usual),
        *((kind, lines.EARNED, Kind(kind).label, amount) for kind, amount in one.statutory.items()),
        ("income_tax", lines.TAKEN_OFF, "Income Tax", max(one.tax, money.ZERO)),
        ("income_tax", lines.REIMBURSED, "Income Tax paid back", back),
        ("ni_employee", lines.TAKEN_OFF, "National Insurance", one.ni_employee),
        ("student_loan", lines.TAKEN_OFF, "Student loan", one.student_loan),
        ("postgraduate_loan", lines.TAKEN_OFF, "Postgraduate loan", one.postgraduate_loan),
        ("pension_employee", lines.TAKEN_OFF, "Pension", one.pension_employee),
        ("orders", lines.TAKEN_OFF, "Orders", one.orders),
        ("mileage", lines.REIMBURSED, "Money back, not taxed", one.non_taxable),
        ("ni_employer", lines.EMPLOYER, "National Insurance of the employer", one.ni_employer),
        ("pension_employer", lines.EMPLOYER, "Pension paid by the employer", one.pension_employer),
    ):
        if amount or code in {"pay", "ni_employee"}:
            yield lines.Line(code, group, label, amount, "", f"{who}.", "external", ())


def _result(row: Row, facts: Facts, made: tuple[lines.Line, ...]) -> results.PayResult:
    one = row.figures
    return results.PayResult(
        gross=one.gross,
        taxable_pay=row.taxable,
        ni_letter=row.words["ni_letter"],
        nicable_pay=one.ni_earnings,
        non_taxable=one.non_taxable,
        tax=one.tax,
        ni_employee=one.ni_employee,
        ni_employer=one.ni_employer,
        earnings_at_lel=one.ni_at_lel,
        earnings_lel_to_pt=one.ni_lel_to_pt,
        earnings_pt_to_uel=one.ni_pt_to_uel,
        student_loan=one.student_loan,
        postgraduate_loan=one.postgraduate_loan,
        pension_employee=one.pension_employee,
        pension_employer=one.pension_employer,
        pension_tax_relief=money.ZERO,
        attached=one.orders,
        kept=money.ZERO,
        deducted=(facts.order,) if facts.order else (),
        net=one.net,
        to_date=_year_after(row, facts.before),
        lines=made,
        minimum_wage=None,
        rates_sha256="",
    )
