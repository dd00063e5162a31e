"""What a timesheet comes to, and what it costs: estimates, each with the lines that it is made of."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from dpss.kernel import money
from dpss.web import components
from payroll.calc import earnings, inputs
from payroll.calc.lines import Line
from payroll.queries import sheet_cost, sheets


def comes_to(shown: sheets.Shown) -> Sequence[components.Component]:
    """The lines of pay before anything is taken off, and the money back; or why they are not known."""
    if shown.gross is None:
        return (components.Note(shown.no_gross, _("Pay is not known yet:")),)
    if not shown.earned and not shown.beside:
        return ()
    pay = [line for line in shown.earned if not line.kind.is_money_back]
    back = [line for line in shown.earned if line.kind.is_money_back]
    parts = []
    if pay or shown.beside:
        total = (_("About, before tax and deductions"), money.in_words(shown.gross))
        lines = (*_lines(pay), *_beside(shown.beside))
        parts.append(components.PayLines(_("What it comes to"), lines, total))
    if back:
        total = (_("Paid back, nothing is taken off it"), money.in_words(shown.money_back))
        parts.append(components.PayLines(_("Money back"), tuple(_lines(back)), total))
    return tuple(parts)


def costs(cost: sheet_cost.Cost | None) -> components.PayLines | None:
    """What the employer needs to have for it."""
    if cost is None:
        return None
    covered = _("The Employment Allowance covers it.") if cost.covered else ""
    lines = [
        components.PayLine(_("Pay before deductions"), money.in_words(cost.pay)),
        components.PayLine(
            _("Your National Insurance"),
            money.in_words(money.ZERO if cost.covered else cost.national_insurance),
            rule=covered,
        ),
        components.PayLine(_("Your pension payment"), money.in_words(cost.pension)),
    ]
    if cost.money_back:
        lines.append(components.PayLine(_("Mileage and expenses"), money.in_words(cost.money_back)))
    total = (_("About, altogether"), money.in_words(cost.total))
    return components.PayLines(_("What it costs you"), tuple(lines), total)


def _beside(lines: Iterable[Line]) -> Iterable[components.PayLine]:
    """Holiday at an average, and holiday pay that comes with the wages, each with why it is so much."""
    for line in lines:
        yield components.PayLine(line.label, money.in_words(line.amount), line.working, rule=line.why)


def _lines(paid: Iterable[inputs.Earning]) -> Iterable[components.PayLine]:
    for earning in paid:
        working = "" if earning.unit == "payment" else earnings.line(earning).working
        yield components.PayLine(earning.label, money.in_words(earning.amount), working)
