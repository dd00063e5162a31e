"""Wages that were paid too high: the list, and what is decided about each."""

from collections.abc import Sequence
from typing import Any, ClassVar, Final

from django import shortcuts
from django.db.models import Q, QuerySet
from django.urls import reverse

from dpss.access import policy
from dpss.kernel import dates, money
from dpss.web import components, views, words
from dpss.web.components import basics
from payroll import models
from payroll.forms.corrections import CorrectionFilters, WinBackForm
from payroll.operations import corrections as operations
from payroll.queries import corrections
from payroll.views import provider

_COLOURS: Final[dict[str, basics.Colour]] = {"open": "amber", "agreed": "blue", "written_off": "grey"}


class Overpaid(provider.PostSearch):
    """What PAs were paid above their corrected payslips, until somebody decides."""

    permission: ClassVar[str] = policy.SEE_PAYRUNS
    template_name = "payroll/provider/overpaid.html"
    title = "Overpaid wages"
    saved = (
        views.Saved("open", "To decide", Q(state="open"), fact="nothing is taken back yet"),
        views.Saved("agreed", "Being won back", Q(state="agreed"), fact="by agreement"),
        views.Saved("written_off", "Written off", Q(state="written_off"), fact="with a reason"),
    )
    sorts = {
        "newest": views.Option("Newest first", ("-payslip__payday", "pk")),
        "most": views.Option("Most first", ("-amount", "pk")),
    }
    filter_form = CorrectionFilters
    csv_columns = {
        "PA": lambda row: row.employment.assistant.name,
        "Employer": lambda row: row.employment.employer.name,
        "Payday": lambda row: row.payslip.payday,
        "Overpaid": lambda row: row.amount,
        "State": lambda row: row.get_state_display(),
        "Why": lambda row: row.reason,
    }

    def rows(self) -> QuerySet[models.Overpayment]:
        """All of them."""
        return corrections.overpayments(actor=self.actor)

    def listing(self, rows: Sequence[Any]) -> components.Table:
        """A row for each."""
        return components.Table(
            caption="Overpaid wages",
            caption_hidden=True,
            columns=(
                components.Column("PA and employer"),
                components.Column("Payday"),
                components.Column("State"),
                components.Column("Overpaid, £", numeric=True),
                components.Column("What to do"),
            ),
            rows=tuple(self._row(row) for row in rows),
        )

    def _row(self, row: models.Overpayment) -> components.Row:
        post = row.employment
        what = components.Cell("See the deductions", href=reverse("payroll:post_file", args=[post.pk]))
        if row.state == "open":
            what = components.Cell("Decide", href=reverse("payroll:overpaid_decide", args=[row.pk]))
        if row.state == "written_off":
            what = components.Cell(row.reason)
        return components.Row(
            (
                components.Cell(
                    post.assistant.name,
                    href=reverse("payroll:payslip", args=[row.payslip_id]),
                    note=f"for {post.employer.name}",
                ),
                dates.with_weekday(row.payslip.payday),
                components.Cell("", tag=components.Tag(row.get_state_display(), _COLOURS[row.state])),
                words.figures(row.amount),
                what,
            )
        )

    def empty(self) -> components.Empty:
        """None yet."""
        return components.Empty(
            "Wages that a correction finds to be paid too high will be here, until somebody decides."
        )


class _OfAnOverpayment(views.ExplainedPage):
    """A page about one overpayment."""

    def load(self) -> None:
        """The overpayment, where the actor reaches the post's money."""
        found = corrections.overpayments(actor=self.actor)
        self.over = shortcuts.get_object_or_404(found, pk=self.kwargs["overpayment"])

    def back(self) -> components.BackLink:
        """To the list."""
        return components.BackLink("Overpaid wages", reverse("payroll:overpaid"))

    def next_url(self, result: Any) -> str:
        """Back to the list."""
        return reverse("payroll:overpaid")

    def thing(self) -> components.Component:
        """Whose, how much, why, and what was decided."""
        over = self.over
        rows = [
            components.SummaryRow(
                "PA", f"{over.employment.assistant.name}, for {over.employment.employer.name}"
            ),
            components.SummaryRow("Overpaid", money.in_words(over.amount)),
            components.SummaryRow("Payday", dates.with_weekday(over.payslip.payday)),
            components.SummaryRow("What was wrong", over.payslip.replaces_because),
        ]
        if over.decided_by and over.decided_at:
            when = dates.in_words(over.decided_at.date())
            said = f"{over.get_state_display()}: {over.decided_by.name}, {when}"
            rows.append(components.SummaryRow("Decided", said))
        return components.SummaryList(tuple(rows))

    def nothing(self) -> str:
        """What is decided is only shown."""
        return "" if self.over.state == "open" else "It is decided already, so there is nothing to do."


class WinBack(_OfAnOverpayment):
    """Win it back by a deduction that the PA agrees to."""

    permission: ClassVar[str] = policy.KEEP_POSTS
    title = "Win overpaid wages back"
    form_class = WinBackForm

    def consequences(self) -> Sequence[components.Words]:
        """How it is won back."""
        return [
            "The amount comes off each wage from the first day on, until all is won back.",
            "It never takes the pay below what the law protects. Talk to the PA first: they must agree.",
        ]

    def ways(self) -> Sequence[components.Component]:
        """The other way, for whoever may decide so."""
        if self.nothing() or not self.actor.may(policy.APPROVE_PAYRUNS):
            return []
        address = reverse("payroll:overpaid_write_off", args=[self.over.pk])
        return [components.ButtonLink("Write it off instead", address)]

    def act(self, **values: Any) -> models.Overpayment:
        """Make the deduction."""
        return operations.win_back(overpayment=self.over, actor=self.actor, at=self.now, **values)

    def done(self, result: models.Overpayment) -> str:
        """From when."""
        return "It is won back from the wages, so much each payday, until all of it is."


class WriteOff(_OfAnOverpayment, views.ActionPage):
    """Let the PA keep the money."""

    permission: ClassVar[str] = policy.APPROVE_PAYRUNS
    title = "Write overpaid wages off"
    move = models.Overpayment.machine.move("write_off")
    warning = True

    def act(self, **values: Any) -> models.Overpayment:
        """Write it off."""
        return operations.write_off(
            overpayment=self.over, reason=values["reason"], actor=self.actor, at=self.now
        )

    def done(self, result: models.Overpayment) -> str:
        """That the PA keeps it."""
        return "It is written off. The PA keeps the money."
