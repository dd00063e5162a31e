"""A year's figures from the payroll before: refused where they cannot be, before anything goes on from them.

Whatever is wrong here would come back with every later payment: tax is worked out on the year so far, and
the FPS carries the year's National Insurance by letter.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from payroll.calc import income_tax, national_insurance, tax_code, tax_periods, wording
from payroll.calc.figures import EXEMPT, TaxYear
from payroll.calc.inputs import Interval, NiToDate, PayInputError, YearToDate
from payroll.calc.rounding import PENNY, ZERO, down_to_penny
from payroll.calc.tax_code import TaxCode

_STUDENT_LOAN, _POSTGRADUATE = Decimal("0.09"), Decimal("0.06")


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenOn:
    """What the last payslip or P11 of the payroll before says, up to its last payday.

    `figures` are of this job alone; `previous_pay` and `previous_tax` those of earlier jobs of the year that
    the code counted in. `other_codes`: another code was used before in this year.
    """

    up_to: date
    tax_code: str
    non_cumulative: bool
    other_codes: bool
    previous_pay: Decimal
    previous_tax: Decimal
    figures: YearToDate


@dataclass(frozen=True, slots=True)
class Fault:
    """What cannot be, and the figure by which to begin looking for it."""

    field: str
    sentence: str


def net_of(figures: YearToDate) -> Decimal:
    """What was handed over, as far as the year's figures say it: mileage and orders are not in them."""
    employee_ni = sum((row.employee for row in figures.ni), ZERO)
    loans = figures.student_loan + figures.postgraduate_loan
    return figures.pay - figures.tax - employee_ni - loans - figures.pension_relief_at_source


def faults(given: TakenOn, *, rates: TaxYear) -> tuple[Fault, ...]:
    """Everything that cannot be about these figures; none when they can be gone on from.

    `rates` are those of the tax year of the last payday.
    """
    return (*_tax(given, rates), *_national_insurance(given, rates), *_rest(given.figures))


def _tax(given: TakenOn, rates: TaxYear) -> Iterator[Fault]:
    pay, tax = given.figures.pay, given.figures.tax
    if given.previous_tax > given.previous_pay:
        yield Fault(
            "previous_tax",
            f"Tax of earlier jobs, {wording.pounds(given.previous_tax)}, is more than their pay,"
            f" {wording.pounds(given.previous_pay)}. Check the P45.",
        )
    if tax < -given.previous_tax:
        yield Fault(
            "tax",
            f"More tax was paid back, {wording.pounds(-tax)}, than earlier jobs took,"
            f" {wording.pounds(given.previous_tax)}. Check both.",
        )
    half = down_to_penny(pay * rates.income_tax.overriding_limit)
    if tax > half:
        yield Fault(
            "tax",
            f"Tax of {wording.pounds(tax)} is more than half of the pay, {wording.pounds(pay)}: no code takes"
            " that. Check both.",
        )
        return
    try:
        code = tax_code.parse_boxed(given.tax_code, non_cumulative=given.non_cumulative)
        income_tax.check_code(code=code, rates=rates.income_tax)
    except PayInputError as error:
        yield Fault("tax_code", str(error))
        return
    if given.other_codes:
        return
    most = most_tax(given, code, rates)
    if tax > most:
        yield Fault(
            "tax",
            f"Tax of {wording.pounds(tax)} is more than code {code} could take, {wording.pounds(most)}. Check"
            " it, or say that another code was used earlier in the year.",
        )


def most_tax(given: TakenOn, code: TaxCode, rates: TaxYear) -> Decimal:
    """The most that one code can have taken in this job by the last payday, at any pay interval.

    A cumulative code leaves what the tables give for the year so far. Of one that looks at each payment
    alone only this is certain: no more than if everything had been paid in one week.
    """
    alone = code.non_cumulative
    if alone:
        made = _due(given.figures.pay, code, Interval.WEEKLY, 1, rates)
        return max(made, ZERO)
    pay = given.figures.pay + given.previous_pay
    most = max(_due(pay, code, interval, _period(given.up_to, interval), rates) for interval in Interval)
    return most - given.previous_tax + PENNY


def _due(pay: Decimal, code: TaxCode, interval: Interval, period: int, rates: TaxYear) -> Decimal:
    return income_tax.deduct(
        code=code,
        non_cumulative=False,
        interval=interval,
        period=period,
        pay=pay,
        pay_before=ZERO,
        tax_before=ZERO,
        rates=rates.income_tax,
    ).due


def _period(payday: date, interval: Interval) -> int:
    """The week or month whose tables hold; the extra payday of a year has those of the last one."""
    return min(tax_periods.period_of(payday=payday, interval=interval), interval.periods_in_year)


def _national_insurance(given: TakenOn, rates: TaxYear) -> Iterator[Fault]:
    figures = given.figures
    letters = [row.letter for row in figures.ni]
    for place, letter in enumerate(letters, start=1):
        if letter in letters[: place - 1]:
            said = f"Letter {letter} stands twice. Put its figures together."
            yield Fault(f"ni_{place}_letter", said)
    earnings = sum((row.earnings for row in figures.ni), ZERO)
    paid = figures.pay + figures.pension_net_pay
    if earnings > paid:
        yield Fault(
            "ni_1_earnings",
            f"Pay for National Insurance comes to {wording.pounds(earnings)}, and the pay with net pay"
            f" pension to {wording.pounds(paid)}. It cannot be more.",
        )
    if figures.pay and not figures.ni:
        yield Fault(
            "ni_1_letter",
            "There is pay and no National Insurance letter. Enter it, also where nothing was due.",
        )
    for place, row in enumerate(figures.ni, start=1):
        for name, sentence in _of_letter(row, given.up_to, rates):
            yield Fault(f"ni_{place}_{name}", sentence)


def _of_letter(row: NiToDate, up_to: date, rates: TaxYear) -> Iterator[tuple[str, str]]:
    """One letter's year: bands against earnings and limits, contributions against the bands."""
    year = rates.national_insurance_on(up_to)
    try:
        terms = year.letter(row.letter)
    except PayInputError as error:
        yield "letter", str(error)
        return
    bands = row.at_lel + row.lel_to_pt + row.pt_to_uel
    if bands > row.earnings:
        said = f"{wording.pounds(bands)}, more than the pay of {wording.pounds(row.earnings)}"
        yield "earnings", f"Letter {row.letter}: the bands come to {said}. Check them."
    yield from _above_the_limits(row, up_to, rates)
    slack = PENNY * tax_periods.tax_week(up_to)
    least = down_to_penny(terms.employee_main * row.pt_to_uel) - slack
    above = max(row.earnings - bands, ZERO)
    most = terms.employee_main * row.pt_to_uel + terms.employee_above * above + slack
    if not least <= row.employee <= most:
        of_band = f"{wording.pounds(row.pt_to_uel)} between the limits"
        about = f"gives, about {wording.pounds(max(least + slack, ZERO))}"
        yield (
            "employee",
            f"Letter {row.letter}: {wording.pounds(row.employee)} is not what {of_band} {about}. Check both.",
        )
    share = ZERO if terms.employer_from == EXEMPT else year.employer_rate
    if row.employer > share * row.earnings + slack:
        said = (
            f"the employer's {wording.pounds(row.employer)} is more than {wording.percent(share)} of the pay"
        )
        yield "employer", f"Letter {row.letter}: {said}. Check both."


def _above_the_limits(row: NiToDate, up_to: date, rates: TaxYear) -> Iterator[tuple[str, str]]:
    """No band holds more than its width for every pay period since 6 April, at any pay interval."""
    limits = rates.national_insurance_on(up_to).thresholds

    def upto(name: str) -> Decimal:
        return max(
            national_insurance.threshold(published=limits[name], interval=interval)
            * (tax_periods.period_of(payday=up_to, interval=interval) // interval.periods)
            for interval in Interval
        )

    lower, primary = upto("lower_earnings_limit"), upto("primary_threshold")
    upper = upto("upper_earnings_limit")
    for name, amount, most in (
        ("at_lel", row.at_lel, lower),
        ("lel_to_pt", row.lel_to_pt, primary),
        ("pt_to_uel", row.pt_to_uel, upper),
    ):
        if amount > most:
            allowed = f"the limit allows by {wording.day(up_to)}, {wording.pounds(most)}"
            yield name, f"Letter {row.letter}: {wording.pounds(amount)} is more than {allowed}. Check it."


def _rest(figures: YearToDate) -> Iterator[Fault]:
    earnings = figures.pay + figures.pension_net_pay
    for field, amount, share, what in (
        ("student_loan", figures.student_loan, _STUDENT_LOAN, "A student loan"),
        ("postgraduate_loan", figures.postgraduate_loan, _POSTGRADUATE, "A postgraduate loan"),
    ):
        if amount > earnings * share:
            yield Fault(
                field, f"{what} takes no more than {wording.percent(share)} of the pay. Check the amount."
            )
    for name, amount in (
        ("pension_relief_at_source", figures.pension_relief_at_source),
        ("pension_net_pay", figures.pension_net_pay),
        ("pension_employer", figures.pension_employer),
    ):
        if amount > earnings:
            yield Fault(name, f"The pension, {wording.pounds(amount)}, is more than the pay. Check both.")
    family = sum((row.amount for row in figures.statutory), ZERO)
    if family > earnings:
        yield Fault(
            "pay", f"Statutory pay of {wording.pounds(family)} is part of the pay, and is more. Check both."
        )
    if net_of(figures) < 0:
        yield Fault("pay", "More was taken off than was paid. Check the pay and what was taken off it.")
