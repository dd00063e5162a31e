"""What a payroll provider pays for its clients, by payday and state."""

import functools
from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar, Final

from django.db.models import Q, QuerySet, Sum
from django.http import QueryDict
from django.urls import reverse

from dpss.access import policy
from dpss.kernel import dates, money
from dpss.web import components, views, words
from dpss.web.components import basics
from ledger import models, queries
from ledger.forms import PaymentFilters

PAYMENT_COLOURS: Final[dict[str, basics.Colour]] = {"due": "amber", "in_file": "green"}


class Payments(views.SearchPage):
    """What the provider pays for its clients, by payday and state, with what it adds up to."""

    permission: ClassVar[str] = policy.SEE_PAYMENTS
    template_name = "ledger/payments.html"
    title = "Payments"
    saved = (
        views.Saved("all", "All", Q(), fact="from managed accounts"),
        views.Saved("due", "Due", Q(state="due"), fact="in no bank file yet"),
        views.Saved("in_file", "In a bank file", Q(state="in_file"), fact="once each"),
    )
    sum_text = "Each payment is in one place:"
    sorts = {
        "newest": views.Option("Newest payday first", ("-due_on", "payee__holder")),
        "name": views.Option("Paid to", ("payee__holder", "-due_on")),
        "largest": views.Option("Largest amount first", ("-amount",)),
    }
    csv_columns = {
        "Paid to": lambda row: row.payee.holder,
        "Payday": lambda row: row.due_on.isoformat(),
        "Amount": lambda row: row.amount,
        "Reference": lambda row: row.reference,
        "State": lambda row: row.get_state_display(),
        "Bank file": lambda row: row.batch.number if row.batch else "",
    }

    def rows(self) -> QuerySet[models.Payment]:
        """The payments of the actor's organisation."""
        return queries.payments(actor=self.actor)

    def make_filters(self, data: QueryDict) -> PaymentFilters:
        """The form with the paydays that there are."""
        return PaymentFilters(data, paydays=_paydays(self.totals))

    @functools.cached_property
    def totals(self) -> list[queries.PaymentTotal]:
        """The counts and sums by payday and state."""
        return queries.payment_totals(actor=self.actor)

    def narrow(self, rows: QuerySet[Any], **chosen: Any) -> QuerySet[Any]:
        """By payday and by name."""
        if chosen["payday"]:
            rows = rows.filter(due_on=date.fromisoformat(chosen["payday"]))
        return rows.filter(payee__holder__icontains=chosen["name"]) if chosen["name"] else rows

    def context(self) -> dict[str, Any]:
        """The list, its sum, the totals of the paydays, and the way to a bank file."""
        shown = self.narrowed.filter(self.view.rows) if self.view else self.narrowed
        total = shown.order_by().aggregate(total=Sum("amount", default=money.ZERO))["total"]
        is_due = any(one.state == "due" for one in self.totals)
        may_make = is_due and self.actor.may(policy.MAKE_PAYMENT_FILES)
        return super().context() | {
            "sum": money.in_words(total),
            "by_payday": _by_payday(self.totals),
            "make": components.ButtonLink("Make the bank file", reverse("ledger:batch_request"), "main")
            if may_make
            else None,
            "files": components.ButtonLink("Bank files", reverse("ledger:batches")),
        }

    def listing(self, rows: Sequence[Any]) -> components.Table:
        """A row for each payment."""
        return payments_table(rows, with_file=True)

    def empty(self) -> components.Empty:
        """None, or none like that."""
        return components.Empty(
            "No payment is like that. Choose “All”, or other filters. Payments appear here when a payrun is"
            " approved for a client whose account you manage."
        )


def payments_table(rows: Sequence[Any], *, with_file: bool) -> components.Table:
    """Payments without anybody's bank details."""
    heads = ["Paid to", "Payday", "Reference"]
    columns = [components.Column(head) for head in heads]
    columns.append(components.Column("Amount, £", numeric=True))
    columns += [components.Column("State"), components.Column("Bank file")] if with_file else []
    return components.Table(
        caption="Payments",
        caption_hidden=with_file,
        columns=tuple(columns),
        rows=tuple(_payment(row, with_file=with_file) for row in rows),
    )


def _payment(row: Any, *, with_file: bool) -> components.Row:
    cells: list[components.Cell | components.Words] = [
        row.payee.holder,
        dates.in_words(row.due_on),
        row.reference,
        words.figures(row.amount),
    ]
    if with_file:
        tag = components.Tag(row.get_state_display(), PAYMENT_COLOURS[row.state])
        file = components.Cell("")
        if row.batch:
            file = components.Cell(
                f"File {row.batch.number}", href=reverse("ledger:batch", args=[row.batch_id])
            )
        cells += [components.Cell("", tag=tag), file]
    return components.Row(tuple(cells))


def _paydays(totals: Sequence[queries.PaymentTotal]) -> list[date]:
    return list(dict.fromkeys(one.due_on for one in totals))


def _by_payday(totals: Sequence[queries.PaymentTotal]) -> components.Table | None:
    """What each payday comes to in each state."""
    if not totals:
        return None
    states = models.Payment.machine.states
    return components.Table(
        caption="By payday",
        columns=(
            components.Column("Payday"),
            components.Column("State"),
            components.Column("Payments", numeric=True),
            components.Column("Total, £", numeric=True),
        ),
        rows=tuple(
            components.Row(
                (
                    dates.with_weekday(one.due_on),
                    states[one.state],
                    words.number(one.count),
                    words.figures(one.total),
                )
            )
            for one in totals
        ),
    )
