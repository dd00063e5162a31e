"""What an employer owes, as tables: to HMRC by bill, to everybody by tax month and by payday."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby

from django.utils.translation import gettext as _

from dpss.kernel import dates, money
from dpss.kernel.dates import Span
from dpss.web import components, words
from payroll import models
from payroll.calc import tax_periods
from payroll.documents.employers import month_ends
from payroll.queries.employer_papers import Bill, Year


def bills(year: Year, *, today: date) -> components.Table:
    """What to pay HMRC, by when, and with which reference."""
    return components.Table(
        caption=_("What to pay HMRC"),
        columns=(
            components.Column(_("For")),
            components.Column(_("To pay, £"), numeric=True),
            components.Column(_("By when")),
            components.Column(_("Reference")),
        ),
        rows=tuple(components.Row(tuple(_bill(bill, today))) for bill in year.bills),
        empty=components.Empty(_("There is no PAYE scheme, so nothing is to be paid to HMRC.")),
    )


def _bill(bill: Bill, today: date) -> Iterator[components.Cell]:
    named = [_("Month %(number)s") % {"number": month} for month in bill.months]
    month = _("Months %(numbers)s") % {"numbers": ", ".join(map(str, bill.months))}
    yield components.Cell(
        named[0] if len(named) == 1 else month,
        note=_("to %(day)s") % {"day": dates.in_words(bill.due.period_ends)},
    )
    yield components.Cell(words.figures(bill.amount))
    if bill.amount <= 0:
        yield components.Cell(_("Nothing to pay") if not bill.amount else _("HMRC owes this"))
        yield components.Cell("")
        return
    passed = _("This day has passed.") if bill.due.working_day < today else ""
    yield components.Cell(dates.with_weekday(bill.due.working_day), note=passed)
    yield _reference(bill)


def _reference(bill: Bill) -> components.Cell:
    found = bill.reference
    if found is None:
        return components.Cell(
            _("Not known yet"), note=_("HMRC sends the Accounts Office reference by post.")
        )
    days = dates.span_in_words(Span(found.usual_from, found.usual_to))
    note = _("for money that is sent from %(days)s. On other days: %(reference)s")
    return components.Cell(found.usual, note=note % {"days": days, "reference": found.with_period})


def months(year: Year) -> components.Table:
    """What is owed to whom for each tax month."""
    due = {row.month: row.due for row in year.record.months}
    heads = (_("PAs, £"), _("HMRC, £"), _("Pension scheme, £"), _("Orders, £"), _("Together, £"))
    columns = [(row.net, due[row.month], row.pension, row.attached) for row in year.months]
    return components.Table(
        caption=_("What is owed for each tax month"),
        columns=(
            components.Column(_("Tax month")),
            *(components.Column(head, numeric=True) for head in heads),
        ),
        rows=(
            *(
                components.Row(
                    (
                        month_ends(year.tax_year, row.month),
                        *map(words.figures, amounts),
                        words.figures(money.total(amounts)),
                    )
                )
                for row, amounts in zip(year.months, columns, strict=True)
            ),
            components.Row(
                (
                    _("The year"),
                    *(words.figures(money.total(column)) for column in zip(*columns, strict=True)),
                    words.figures(money.total(amount for amounts in columns for amount in amounts)),
                ),
                "total",
            ),
        ),
    )


def paydays(year: Year) -> components.Table:
    """What each payday came to, before Employment Allowance."""
    found = [(day, list(slips)) for day, slips in groupby(year.slips, key=lambda slip: slip.payday)]
    heads = (_("To PAs, £"), _("For HMRC, £"), _("For the pension, £"), _("For orders, £"))
    return components.Table(
        caption=_("What each payday came to, before Employment Allowance"),
        columns=(
            components.Column(_("Payday")),
            components.Column(_("Tax month"), numeric=True),
            components.Column(_("PAs")),
            *(components.Column(head, numeric=True) for head in heads),
        ),
        rows=tuple(_payday(day, slips) for day, slips in found),
    )


def _payday(day: date, slips: Sequence[models.Payslip]) -> components.Row:
    return components.Row(
        (
            dates.with_weekday(day),
            str(tax_periods.tax_month(day)),
            ", ".join(dict.fromkeys(slip.employment.assistant.name for slip in slips)),
            words.figures(money.total(slip.net for slip in slips)),
            words.figures(money.total(map(_for_hmrc, slips))),
            words.figures(money.total(slip.pension_employee + slip.pension_employer for slip in slips)),
            words.figures(money.total(slip.attached for slip in slips)),
        )
    )


def _for_hmrc(slip: models.Payslip) -> Decimal:
    return slip.tax + slip.ni_employee + slip.ni_employer + slip.student_loan + slip.postgraduate_loan
