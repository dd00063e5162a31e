"""A provider's pay periods, and how the control totals of one are worked out."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.urls import reverse

from dpss.access import policy
from dpss.kernel import dates, money
from dpss.web import components, views, words
from payroll import board, models
from payroll.queries import month, month_figures, totals
from payroll.views import provider


class Periods(views.ListPage):
    """Every pay period of the provider, the newest payday first, with how far its payruns are."""

    permission: ClassVar[str] = policy.SEE_PAYRUNS
    template_name = "payroll/provider/periods.html"
    title = "Pay periods"

    def back(self) -> components.BackLink:
        """To the current payrun."""
        return components.BackLink("Payrun", reverse("payroll:board"))

    def rows(self) -> QuerySet[models.PayPeriod]:
        """The periods with their payruns counted."""
        return month.periods_with_counts(actor=self.actor)

    def reached(self) -> QuerySet[models.PayPeriod]:
        """Calendars are nobody's data: the query keeps to the provider's own."""
        return self.rows()

    def listing(self, rows: Sequence[Any]) -> components.Table:
        """A row for each period."""
        heads = ("Period", "Payday")
        counted = ("Payruns", "Ready", "Approved")
        return components.Table(
            caption="Pay periods",
            caption_hidden=True,
            columns=(
                *(components.Column(head) for head in heads),
                *(components.Column(head, numeric=True) for head in counted),
            ),
            rows=tuple(_row(period) for period in rows),
        )

    def empty(self) -> components.Empty:
        """None yet."""
        return components.Empty(
            "The pay periods of your organisation will be here. Ask your manager to add the first one."
        )


class Totals(provider.PeriodPage):
    """Where each total comes from, what must agree with what, and what each place of the board means."""

    template_name = "payroll/provider/totals.html"
    title = "How these are worked out"

    def context(self) -> dict[str, Any]:
        """The places, and each pair of totals."""
        sums = totals.of_period(self.period, actor=self.actor)
        figures = month_figures.figures(self.period, actor=self.actor)
        return {
            "period": provider.title_of(self.period),
            "places": components.SummaryList(
                tuple(components.SummaryRow(place.label, place.means) for place in board.PLACES),
                title="The places of a sheet",
            ),
            "hours": _checks("Hours", (sums.hours_agree,), in_pounds=False),
            "pay": _checks("Net pay", (sums.net_agrees,)),
            "approved": _checks("Approved payruns", figures.checks),
            "told": _checks("Telling HMRC", (figures.reporting,), in_pounds=False),
        }


def _row(period: Any) -> components.Row:
    return components.Row(
        (
            components.Cell(provider.span_of(period), reverse("payroll:period", args=[period.pk])),
            components.Cell(dates.with_weekday(period.payday), note=period.group.name),
            words.number(period.runs),
            words.number(period.ready),
            words.number(period.approved),
        )
    )


def _checks(
    caption: str, checks: Sequence[month_figures.Check], *, in_pounds: bool = True
) -> components.Table:
    """Each pair of totals with the words for whether it agrees."""
    return components.Table(
        caption=caption,
        columns=(
            components.Column("This"),
            components.Column("£" if in_pounds else "Number", numeric=True),
            components.Column("must be the same as"),
            components.Column("£" if in_pounds else "Number", numeric=True),
            components.Column("Agrees"),
        ),
        rows=tuple(_check(one, in_pounds=in_pounds) for one in checks),
    )


def _check(one: month_figures.Check, *, in_pounds: bool) -> components.Row:
    def said(total: Any) -> str:
        return words.figures(total) if in_pounds else words.number(int(total))

    apart = abs(one.left_total - one.right_total)
    difference = money.in_words(apart) if in_pounds else words.number(int(apart))
    tag = components.Tag("Yes", "green") if one.agrees else components.Tag("No", "red")
    return components.Row(
        (
            one.left,
            said(one.left_total),
            one.right,
            said(one.right_total),
            components.Cell("", tag=tag, note="" if one.agrees else f"Differs by {difference}"),
        ),
        kind="" if one.agrees else "failing",
    )
