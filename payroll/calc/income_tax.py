"""Income tax is due on the year so far, less the tax already taken; some codes look at one payment alone.

HMRC specification for PAYE tax table routines; section numbers are named where a step follows one.
"""

from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from payroll.calc import tax_periods, wording
from payroll.calc.figures import Bands, IncomeTax
from payroll.calc.inputs import Interval, PayInputError
from payroll.calc.lines import REIMBURSED, TAKEN_OFF, Line
from payroll.calc.rounding import (
    ZERO,
    down_to_penny,
    down_to_pound,
    four_places,
    up_to_penny,
    up_to_pound,
)
from payroll.calc.tax_code import Kind, TaxCode

_CODE_BLOCK = 500
_BLOCK_FREE_PAY = {52: Decimal("96.16"), 12: Decimal("416.67")}


class Deduction(NamedTuple):
    """Tax on one payment, and everything that it was worked out from.

    `tax` is negative for a refund. `alone` means that earlier pay and tax were left out (Week 1 or Month 1
    basis, or an `extra` payday). `tables` is the week or month whose tables were used. `allowance` is the
    free pay of a code, or the pay that a K code adds. `taxable` is in whole pounds; `shares` are the rates
    that it reached.
    """

    code: TaxCode
    interval: Interval
    tables: int
    alone: bool
    extra: bool
    limited: bool
    pay: Decimal
    pay_to_date: Decimal
    tax_before: Decimal
    allowance: Decimal
    taxable: Decimal
    due: Decimal
    shares: tuple[Decimal, ...]
    tax: Decimal


class _Due(NamedTuple):
    """Tax due on the pay that counts, before anything already taken."""

    allowance: Decimal = ZERO
    taxable: Decimal = ZERO
    due: Decimal = ZERO
    shares: tuple[Decimal, ...] = ()


def deduct(
    *,
    code: TaxCode,
    non_cumulative: bool,
    interval: Interval,
    period: int,
    pay: Decimal,
    pay_before: Decimal,
    tax_before: Decimal,
    rates: IncomeTax,
    pay_in_period: Decimal = ZERO,
    tax_in_period: Decimal = ZERO,
) -> Deduction:
    """Tax on this payment: what is due so far this year less what was taken, and never over half of the pay.

    `pay_before` and `tax_before` are the tax year's taxable pay and tax before this payment, earlier jobs on
    a P45 included. Week 1 and Month 1 codes and extra paydays (weeks 53, 54 and 56) leave both out, so they
    never refund (4.5, 8 and 14); they look only at what was paid before in the same tax week or month,
    `pay_in_period` and `tax_in_period`. The limit of half applies to every code; what it leaves uncollected
    is picked up by the next cumulative payment (4.5.2).
    """
    extra = tax_periods.is_extra_payday(interval=interval, period=period)
    alone = non_cumulative or code.non_cumulative or extra
    tables = interval.periods if alone else period
    pay_to_date = pay + (pay_in_period if alone else pay_before)
    tax_already = tax_in_period if alone else tax_before
    found = _tax_due(code, pay_to_date, rates.bands_for(code.nation), tables, interval.periods_in_year)
    owed = found.due - tax_already
    if alone:
        owed = max(ZERO, owed)
    most = down_to_penny(pay * rates.overriding_limit)
    return Deduction(
        code=code,
        interval=interval,
        tables=tables,
        alone=alone,
        extra=extra,
        limited=owed > most,
        pay=pay,
        pay_to_date=pay_to_date,
        tax_before=tax_already,
        allowance=found.allowance,
        taxable=found.taxable,
        due=found.due,
        shares=found.shares,
        tax=min(owed, most),
    )


@lru_cache(maxsize=4096)
def free_pay(*, number: int, periods_in_year: int) -> Decimal:
    """The pay that a code number frees (or a K code adds) in one week or month (4.3.1).

    The allowance is ten times the number plus the 9 that its last digit lost. Blocks of 500 have a fixed
    figure; the rest is divided, cut at four decimals and raised to the next penny: 1257 is 241.92 a week,
    1,048.26 a month.
    """
    if number == 0:
        return ZERO
    blocks, rest = divmod(number - 1, _CODE_BLOCK)
    share = four_places(Decimal(10 * (rest + 1) + 9) / periods_in_year)
    return up_to_penny(share) + blocks * _BLOCK_FREE_PAY[periods_in_year]


def _tax_due(code: TaxCode, pay_to_date: Decimal, bands: Bands, tables: int, periods_in_year: int) -> _Due:
    if code.kind is Kind.NO_TAX:
        return _Due()
    if code.kind is Kind.ONE_RATE:
        share = _one_rate(code, bands)
        taxable = down_to_pound(pay_to_date)
        return _Due(taxable=taxable, due=down_to_penny(taxable * share), shares=(share,))
    allowance = free_pay(number=code.number, periods_in_year=periods_in_year) * tables
    added = code.kind is Kind.ADDED_PAY
    excess = pay_to_date + allowance if added else pay_to_date - allowance
    if excess <= 0:
        return _Due(allowance=allowance)
    taxable = down_to_pound(excess)
    due, shares = _tax_in_bands(excess, taxable, bands, tables, periods_in_year)
    return _Due(allowance, taxable, due, shares)


def check_code(*, code: TaxCode, rates: IncomeTax) -> None:
    """Refuse a D code for which its nation has no rate: D2 outside Scotland, SD4 and above."""
    if code.kind is Kind.ONE_RATE:
        _one_rate(code, rates.bands_for(code.nation))


def _one_rate(code: TaxCode, bands: Bands) -> Decimal:
    """BR is the basic rate, D0 and on the rates above it; SD0 is Scotland's intermediate rate (5 and 6)."""
    above_basic = bands.bands[bands.basic :]
    if code.above_basic >= len(above_basic):
        highest = f"{code.prefix}D{len(above_basic) - 2}"
        raise PayInputError(
            f"There is no tax rate for the code {code}: the highest of its kind is {highest}."
        )
    return above_basic[code.above_basic].rate


def _tax_in_bands(
    excess: Decimal, taxable: Decimal, bands: Bands, tables: int, periods_in_year: int
) -> tuple[Decimal, tuple[Decimal, ...]]:
    """Tax on whole pounds of taxable pay, and the rates of the bands that it reaches (4.4).

    The year's band limits, and the year's tax at each, are cut to this week or month. The band is chosen by
    the limit raised to a whole pound, and the pay before it lost its pence.
    """
    lower = tax_at_lower = ZERO
    shares: list[Decimal] = []
    for band in bands.bands:
        shares.append(band.rate)
        if band.up_to is None or excess <= up_to_pound(_cut(band.up_to, tables, periods_in_year)):
            break
        tax_at_lower += (band.up_to - lower) * band.rate
        lower = band.up_to
    below, tax_below = _cut(lower, tables, periods_in_year), _cut(tax_at_lower, tables, periods_in_year)
    return down_to_penny(four_places(tax_below + (taxable - below) * shares[-1])), tuple(shares)


@lru_cache(maxsize=8192)
def _cut(of_year: Decimal, tables: int, periods_in_year: int) -> Decimal:
    """A band's limit, or the tax at it, of so many weeks or months of the year, at four decimals."""
    return four_places(of_year * tables / periods_in_year)


def line(made: Deduction) -> Line:
    """What is taken or paid back, and why."""
    refund = made.tax < 0
    code = _code_words(made)
    return Line(
        code="tax_refund" if refund else "tax",
        group=REIMBURSED if refund else TAKEN_OFF,
        label="Income Tax paid back" if refund else "Income Tax",
        amount=abs(made.tax),
        working=_working(made, code),
        why=_why_refunded(made) if refund else _why_taken(made),
        rule=_rule(made),
        figures=(
            ("code", code),
            ("tables", f"{'month' if made.interval is Interval.MONTHLY else 'week'} {made.tables}"),
            ("pay to date", str(made.pay_to_date)),
            ("allowance", str(made.allowance)),
            ("taxable pay", str(made.taxable)),
            ("tax due", str(made.due)),
            ("tax before", str(made.tax_before)),
        ),
    )


def _rule(made: Deduction) -> str:
    if made.limited:
        return "paye.overriding_limit"
    if made.extra:
        return "paye.extra_payday"
    return "paye.non_cumulative" if made.alone else "paye.cumulative"


def _code_words(made: Deduction) -> str:
    """The code as on a payslip: 1257L, 1257L W1, 1257L M1."""
    if not made.alone or made.extra:
        return str(made.code)
    return f"{made.code} {'M1' if made.interval is Interval.MONTHLY else 'W1'}"


def _working(made: Deduction, code: str) -> str:
    if not made.shares:
        return f"Code {code}"
    shares = wording.both([wording.percent(share) for share in made.shares])
    return f"Code {code} · {shares} of taxable pay"


def _why_refunded(made: Deduction) -> str:
    if made.code.kind is Kind.NO_TAX:
        return "Your code means that you pay no tax, so what was taken earlier this year is paid back to you."
    return "You have paid more tax this year than is due so far, so the difference is paid back to you."


def _why_taken(made: Deduction) -> str:
    if made.limited:
        return f"Tax may not take more than half of your pay, so it stops at {wording.pounds(made.tax)}."
    if made.code.kind is Kind.NO_TAX:
        return "Your code means that you pay no tax."
    if made.code.kind is Kind.ONE_RATE:
        share = wording.percent(made.shares[0])
        return f"All your pay in this job is taxed at {share}, with no tax-free amount."
    if made.code.kind is Kind.FREE_PAY and made.due and not made.tax:
        return "You have already paid the tax that is due so far this year."
    return _why_alone(made) if made.alone else _why_so_far(made)


def _why_so_far(made: Deduction) -> str:
    allowance = wording.pounds(made.allowance)
    if made.code.kind is Kind.ADDED_PAY:
        return f"Your code adds {allowance} to your pay so far this year, to collect tax on something else."
    if not made.allowance:
        return "You have no tax-free amount in this job, so all your pay is taxed."
    if not made.due:
        return f"You have not earned more than your tax-free amount so far this year, {allowance}."
    return f"You pay tax on earnings above your tax-free amount so far this year, {allowance}."


def _why_alone(made: Deduction) -> str:
    reason = (
        "This is an extra payday in the tax year, so it" if made.extra else "With this code, each payment"
    )
    allowance = wording.pounds(made.allowance)
    if made.code.kind is Kind.ADDED_PAY:
        return f"{reason} is taxed by itself. {allowance} is added first, to collect tax on something else."
    if not made.allowance:
        return f"{reason} is taxed by itself. You have no tax-free amount in this job, so all of it is taxed."
    return f"{reason} is taxed by itself. You pay tax on what you earn above {allowance}."
