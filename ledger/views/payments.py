"""What a payroll provider pays for its clients, by payday and state."""

import functools
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
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

PAYMENT_COLOURS: Final[dict[str, basics.Colour]] = {
    "due": "amber",
    "in_file": "green",
    "returned": "red",
}

KINDS: Final = dict(models.Payment.Kind.choices)


class Payments(views.SearchPage):
    """What the provider pays for its clients, by payday and state, with what it adds up to."""

    permission: ClassVar[str] = policy.SEE_PAYMENTS
    template_name = "ledger/payments.html"
    title = "Payments"
    saved = (
        views.Saved("all", "All", Q(), fact="from managed accounts"),
        views.Saved("due", "Due", Q(state="due"), fact="in no bank file yet"),
        views.Saved("in_file", "In a bank file", Q(state="in_file"), fact="once each"),
        views.Saved("returned", "Sent back", Q(state="returned"), fact="by the bank"),
    )
    sum_text = "Each payment is in one place:"
    sorts = {
        "newest": views.Option("Newest payday first", ("-due_on", "name")),
        "name": views.Option("Paid to", ("name", "-due_on")),
        "largest": views.Option("Largest amount first", ("-amount",)),
    }
    csv_columns = {
        "Paid to": lambda row: row.paid_to,
        "For": lambda row: row.get_kind_display(),
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
        """By payday, by kind and by name."""
        if chosen["payday"]:
            rows = rows.filter(due_on=date.fromisoformat(chosen["payday"]))
        if chosen["kind"]:
            rows = rows.filter(kind=chosen["kind"])
        return rows.filter(name__icontains=chosen["name"]) if chosen["name"] else rows

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
            "more": self.more(),
        }

    def more(self) -> components.Panel:
        """What belongs to payments beside the list: what came back, HMRC's bills, and accounts."""
        open_now = queries.returns(actor=self.actor).filter(state__in=queries.UNANSWERED).count()
        rows = [
            components.PanelRow(
                "Sent back by the bank",
                href=reverse("ledger:returns"),
                note=words.counted(open_now, "payment waits for an answer", "payments wait for an answer")
                if open_now
                else "",
            ),
        ]
        if self.actor.may(policy.KEEP_STATEMENTS):
            rows.append(components.PanelRow("Accounts and bank statements", href=reverse("ledger:accounts")))
            rows.append(components.PanelRow("Lines that are not matched", href=reverse("ledger:unmatched")))
        if self.actor.may(policy.SEE_HMRC_BILLS):
            rows.append(components.PanelRow("What employers owe HMRC", href=reverse("payroll:hmrc_bills")))
        if self.actor.may(policy.KEEP_CREDITORS):
            rows.append(
                components.PanelRow("Where HMRC and others are paid", href=reverse("ledger:creditors"))
            )
        return components.Panel("Beside the payments", tuple(rows))

    def listing(self, rows: Sequence[Any]) -> components.Table:
        """A row for each payment."""
        return payments_table(rows, with_file=True)

    def empty(self) -> components.Empty:
        """None, or none like that."""
        return components.Empty(
            "No payment is like that. Choose “All”, or other filters. Payments appear here when a payrun is"
            " approved for a client whose account you manage."
        )


def payments_table(rows: Sequence[Any], *, with_file: bool, may_return: bool = False) -> components.Table:
    """Payments without anybody's bank details."""
    heads = ["Paid to", "For", "Payday", "Reference"]
    columns = [components.Column(head) for head in heads]
    columns.append(components.Column("Amount, £", numeric=True))
    columns.append(components.Column("State"))
    columns += [components.Column("Bank file")] if with_file else []
    return components.Table(
        caption="Payments",
        caption_hidden=with_file,
        columns=tuple(columns),
        rows=tuple(_payment(row, with_file=with_file, may_return=may_return) for row in rows),
    )


def _payment(row: Any, *, with_file: bool, may_return: bool) -> components.Row:
    tag = components.Tag(row.get_state_display(), PAYMENT_COLOURS[row.state])
    state = components.Cell("", tag=tag)
    if may_return and row.state == "in_file":
        href = reverse("ledger:payment_return", args=[row.pk])
        state = components.Cell("It came back", href=href, tag=tag)
    cells: list[components.Cell | components.Words] = [
        row.paid_to,
        row.get_kind_display(),
        dates.in_words(row.due_on),
        row.reference,
        words.figures(row.amount),
        state,
    ]
    if with_file:
        file = components.Cell("")
        if row.batch:
            file = components.Cell(
                f"File {row.batch.number}", href=reverse("ledger:batch", args=[row.batch_id])
            )
        cells.append(file)
    return components.Row(tuple(cells))


def totals_table(caption: str, totals: Sequence[tuple[str, int, Decimal]]) -> components.Table | None:
    """How many payments of each kind, and what they come to, with the sum of all."""
    if not totals:
        return None
    sums = sum(count for _, count, _ in totals), money.total(total for *_, total in totals)
    lines = [(KINDS[kind], count, total) for kind, count, total in totals]
    return components.Table(
        caption=caption,
        columns=(
            components.Column("For"),
            components.Column("Payments", numeric=True),
            components.Column("Total, £", numeric=True),
        ),
        rows=(
            *(
                components.Row((name, words.number(count), words.figures(total)))
                for name, count, total in lines
            ),
            components.Row(("All", words.number(sums[0]), words.figures(sums[1])), "total"),
        ),
    )


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
            components.Column("For"),
            components.Column("State"),
            components.Column("Payments", numeric=True),
            components.Column("Total, £", numeric=True),
        ),
        rows=tuple(
            components.Row(
                (
                    dates.with_weekday(one.due_on),
                    KINDS[one.kind],
                    states[one.state],
                    words.number(one.count),
                    words.figures(one.total),
                )
            )
            for one in totals
        ),
    )
