"""“Deductions to pay on”: money taken from wages for others must reach them."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db.models import Q, QuerySet
from django.urls import reverse

from dpss.access import policy
from dpss.kernel import dates, money
from dpss.web import components, views, words
from payroll.forms.provider import OwedFilters
from payroll.queries import deductions_owed
from payroll.views.deduction_parts import state


class DeductionsOwed(views.SearchPage):
    """What is owed to whoever sent an order, by order: the reference, the payslips, and the sum."""

    permission: ClassVar[str] = policy.SEE_PAYRUNS
    template_name = "payroll/provider/deductions_owed.html"
    title = "Deductions to pay on"
    saved = (
        views.Saved("owed", "Taken", Q(taken__gt=0), fact="to be paid on"),
        views.Saved("all", "All orders", Q(), fact="taken or not"),
    )
    sorts = {
        "sender": views.Option("Who gets the money", ("sender", "reference")),
        "assistant": views.Option("PA", ("employment__assistant__name", "sender")),
        "most": views.Option("Most first", ("-taken", "sender")),
    }
    filter_form = OwedFilters
    csv_columns = {
        "Who gets the money": lambda row: row.sender,
        "What": lambda row: row.get_kind_display(),
        "Reference": lambda row: row.reference,
        "PA": lambda row: row.employment.assistant.name,
        "Employer": lambda row: row.employment.employer.name,
        "Payslips": lambda row: row.payslips,
        "Last payday": lambda row: row.last_payday or "",
        "Taken": lambda row: row.taken,
    }

    def rows(self) -> QuerySet[Any]:
        """With what was taken for each."""
        return deductions_owed.to_pay_on(actor=self.actor)

    def narrow(self, rows: QuerySet[Any], **chosen: Any) -> QuerySet[Any]:
        """By who gets it, the reference, the PA or the employer."""
        name = chosen["name"]
        if not name:
            return rows
        return rows.filter(
            Q(sender__icontains=name)
            | Q(reference__icontains=name)
            | Q(employment__assistant__name__icontains=name)
            | Q(employment__employer__name__icontains=name)
        )

    def context(self) -> dict[str, Any]:
        """The list, and what it comes to against the ledger."""
        sums = deductions_owed.totals(actor=self.actor)
        said = "Agrees with the payslips" if sums.agrees else "The payslips say another sum: ask your manager"
        return super().context() | {
            "totals": components.Figures(
                (
                    components.Figure(money.in_words(sums.ledger), "Owed by the ledger", said),
                    components.Figure(money.in_words(sums.taken), "Taken on payslips", "Of all orders"),
                    components.Figure(
                        money.in_words(sums.paid),
                        "Paid on",
                        link=components.Link("See each payment", reverse("payroll:deduction_payments")),
                    ),
                )
            )
        }

    def listing(self, rows: Sequence[Any]) -> components.Table:
        """A row for each order."""
        return components.Table(
            caption="Deductions to pay on",
            caption_hidden=True,
            columns=(
                components.Column("Who gets the money"),
                components.Column("Order"),
                components.Column("PA and employer"),
                components.Column("Payslips", numeric=True),
                components.Column("Last payday"),
                components.Column("Taken, £", numeric=True),
            ),
            rows=tuple(self._row(row) for row in rows),
        )

    def _row(self, row: Any) -> components.Row:
        post = row.employment
        return components.Row(
            (
                row.sender,
                components.Cell(
                    row.reference,
                    href=reverse("payroll:deduction", args=[post.pk, row.pk]),
                    note=f"{row.get_kind_display()}. {state(row, self.actor.today)}.",
                ),
                components.Cell(post.assistant.name, note=f"for {post.employer.name}"),
                words.number(row.payslips),
                dates.in_words(row.last_payday) if row.last_payday else "None yet",
                words.figures(row.taken),
            )
        )

    def empty(self) -> components.Empty:
        """Nothing was taken."""
        return components.Empty(
            "Money that was taken from wages for others will be here, by order. Orders are added on the"
            " page of a post."
        )
