"""The providers' invoices: what was billed for how many people, and what waits."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db.models import F, Q, QuerySet, Sum
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commissioning import models
from commissioning.forms import InvoiceFilters
from commissioning.queries import oversight
from commissioning.views.page import to_dashboard
from dpss.access import policy
from dpss.kernel import money
from dpss.web import components, views, words

TO_QUERY = Q(state=models.ProviderInvoice.State.RECEIVED, people__gt=F("served"))


class Invoices(views.ListPage):
    """A list to filter by provider, lot and state, with what the rows add up to."""

    permission: ClassVar[str] = policy.SEE_MEASURES
    template_name = "commissioning/invoices.html"
    title = gettext_lazy("Providers' invoices")
    saved = (
        views.Saved("all", gettext_lazy("All"), Q()),
        views.Saved("received", gettext_lazy("Waiting"), Q(state=models.ProviderInvoice.State.RECEIVED)),
        views.Saved("accepted", gettext_lazy("Accepted"), Q(state=models.ProviderInvoice.State.ACCEPTED)),
        views.Saved(
            "query", gettext_lazy("To query"), TO_QUERY, fact=gettext_lazy("More people billed than served")
        ),
    )
    sorts = {
        "newest": views.Option(
            gettext_lazy("Newest month first"), ("-month", "lot__number", "organisation__name")
        ),
        "oldest": views.Option(
            gettext_lazy("Oldest month first"), ("month", "lot__number", "organisation__name")
        ),
        "largest": views.Option(gettext_lazy("Largest amount first"), ("-amount",)),
    }
    csv_columns = {
        "Month": lambda row: f"{row.month:%Y-%m}",
        "Provider": lambda row: row.organisation.name,
        "Lot": lambda row: row.lot.number,
        "Number": lambda row: row.number,
        "People billed": lambda row: row.people,
        "People served in the month": lambda row: "" if row.served is None else int(row.served),
        "Amount": lambda row: row.amount,
        "State": lambda row: row.get_state_display(),
    }

    def back(self) -> components.BackLink:
        """To the dashboard."""
        return to_dashboard()

    def reached(self) -> QuerySet[models.ProviderInvoice]:
        """Every invoice of the council, with how many people its provider served."""
        return oversight.invoices(actor=self.actor)

    def make_filters(self, data: QueryDict) -> InvoiceFilters:
        """The form with the providers and lots that have billed."""
        providers, lots = oversight.billed(actor=self.actor)
        return InvoiceFilters(data, providers=providers, lots=lots)

    def narrow(self, rows: QuerySet[Any], **chosen: Any) -> QuerySet[Any]:
        """Keep one provider, one lot, or both."""
        wanted = {"organisation": chosen["provider"], "lot": chosen["lot"]}
        return rows.filter(**{field: key for field, key in wanted.items() if key})

    def context(self) -> dict[str, Any]:
        """The list with the sum of all its pages."""
        rows = self.narrowed.filter(self.view.rows if self.view else Q())
        sums = rows.aggregate(amount=Sum("amount", default=money.ZERO), people=Sum("people", default=0))
        totals = components.Figures(
            items=(
                components.Figure(money.in_words(sums["amount"]), _("Amount of the rows shown, all pages")),
                components.Figure(words.number(sums["people"]), _("People billed, added up over months")),
            )
        )
        return super().context() | {"totals": totals}

    def listing(self, rows: Sequence[Any]) -> components.Table:
        """A row for each bill."""
        heads = (_("Month"), _("Provider"), _("Lot"), _("Number"))
        columns = [components.Column(head) for head in heads]
        columns += [
            components.Column(_("People"), numeric=True),
            components.Column(_("Amount, £"), numeric=True),
        ]
        columns.append(components.Column(_("State")))
        return components.Table(
            caption=_("Providers' invoices"),
            caption_hidden=True,
            columns=tuple(columns),
            rows=tuple(_row(row) for row in rows),
        )

    def empty(self) -> components.Empty:
        """What would be here."""
        return components.Empty(
            _("No invoice is like that. Choose “All”, or other filters. Invoices appear when providers bill.")
        )


def _row(row: Any) -> components.Row:
    accepted = row.state == models.ProviderInvoice.State.ACCEPTED
    too_many = not accepted and row.served is not None and row.people > row.served
    note = f"{int(row.served)} served in the month" if too_many else ""
    return components.Row(
        (
            f"{row.month:%B %Y}",
            row.organisation.name,
            f"Lot {row.lot.number}: {row.lot.name}",
            row.number,
            components.Cell(words.number(row.people), note=note),
            words.figures(row.amount),
            components.Cell(
                "", tag=components.Tag(row.get_state_display(), "green" if accepted else "amber")
            ),
        ),
        kind="failing" if too_many else "",
    )
