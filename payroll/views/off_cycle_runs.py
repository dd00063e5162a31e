"""The list of everything that is or was paid outside the usual payday."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db.models import Q, QuerySet
from django.urls import reverse

from dpss.access import policy
from dpss.kernel import dates
from dpss.web import components, views, words
from payroll import models
from payroll.forms.off_cycle import OffCycleFilters
from payroll.queries import off_cycle
from payroll.views import provider

Why = models.OffCyclePay.Why


class OffCycleRuns(views.SearchPage):
    """Everything that is or was paid outside the usual payday."""

    permission: ClassVar[str] = policy.SEE_PAYRUNS
    template_name = "payroll/provider/off_cycle_runs.html"
    title = "Pay outside the usual payday"
    saved = (
        views.Saved("open", "Under way", ~Q(state="approved"), fact="not paid yet"),
        views.Saved("ready", "Ready to approve", Q(state="ready"), fact="for a second person"),
        views.Saved("approved", "Approved", Q(state="approved"), fact="paid or to be paid"),
    )
    sorts = {
        "payday": views.Option("Latest payday first", ("-own_payday", "pk")),
        "employer": views.Option("Employer", ("employer__name", "-own_payday")),
    }
    filter_form = OffCycleFilters
    csv_columns = {
        "PA": lambda row: row.off_cycle.employment.assistant.name,
        "Employer": lambda row: row.employer.name,
        "Payday": lambda row: row.payday,
        "Why": lambda row: row.off_cycle.get_why_display(),
        "State": lambda row: row.get_state_display(),
        "Net": lambda row: row.net,
    }

    def back(self) -> components.BackLink:
        """To the payrun."""
        return components.BackLink("Payrun", reverse("payroll:board"))

    def rows(self) -> QuerySet[models.Payrun]:
        """All of them."""
        return off_cycle.runs(actor=self.actor)

    def narrow(self, rows: QuerySet[Any], **chosen: Any) -> QuerySet[Any]:
        """By the name of the PA or the employer."""
        name = chosen["name"]
        if not name:
            return rows
        return rows.filter(
            Q(off_cycle__employment__assistant__name__icontains=name) | Q(employer__name__icontains=name)
        )

    def listing(self, rows: Sequence[Any]) -> components.Table:
        """A row for each."""
        return components.Table(
            caption=self.title,
            caption_hidden=True,
            columns=(
                components.Column("PA and employer"),
                components.Column("Payday"),
                components.Column("State"),
                components.Column("Why"),
                components.Column("Net, £", numeric=True),
            ),
            rows=tuple(self._row(row) for row in rows),
        )

    def _row(self, row: models.Payrun) -> components.Row:
        href = reverse("payroll:payrun", args=[row.pk])
        name, note = row.off_cycle.employment.assistant.name, f"for {row.employer.name}"
        return components.Row(
            (
                components.Cell(name, href=href, note=note),
                dates.with_weekday(row.payday),
                components.Cell("", tag=provider.run_tag(row.state)),
                components.Cell(Why(row.off_cycle.why).label, note=row.reason),
                words.figures(row.net) if row.payslip_count else "Not worked out",
            )
        )

    def empty(self) -> components.Empty:
        """None yet."""
        return components.Empty(
            "Bonuses, urgent wages and final pay will be here. Start one on the file of the post."
        )
