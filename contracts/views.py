"""The council's contracts: lots, who holds them, the term, the ceiling, and the plan year by year."""

from datetime import date
from typing import Any, ClassVar

from django import shortcuts
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contracts import forecast, models, queries
from dpss.access import policy
from dpss.kernel import dates, money
from dpss.web import components, views, words


class Contracts(views.Page):
    """Every contract of the council, the newest first."""

    permission: ClassVar[str] = policy.SEE_MEASURES
    template_name = "contracts/contracts.html"
    title = gettext_lazy("Contracts")

    def context(self) -> dict[str, Any]:
        """A row for each."""
        columns = (
            components.Column(_("Contract")),
            components.Column(_("Core term")),
            components.Column(_("Longest term")),
            components.Column(_("Ceiling"), numeric=True),
        )
        rows = tuple(_contract_row(contract) for contract in queries.contracts_of(actor=self.actor))
        empty = components.Empty(_("No contract is recorded yet. It appears here when one is awarded."))
        table = components.Table(
            caption=_("Contracts"), caption_hidden=True, columns=columns, rows=rows, empty=empty
        )
        return {"contracts": table}


class Contract(views.Page):
    """One contract. Every amount is the contract's own; the years are worked out from them."""

    permission: ClassVar[str] = policy.SEE_MEASURES
    template_name = "contracts/contract.html"
    contract: models.Contract

    @property
    def heading(self) -> str:
        """The contract's name."""
        return self.contract.name

    def back(self) -> components.BackLink:
        """To all contracts."""
        return components.BackLink(_("Contracts"), reverse("contracts:contracts"))

    def load(self) -> None:
        """The contract with its lots and awards, when it is the council's own."""
        found = queries.contracts_of(actor=self.actor)
        self.contract = shortcuts.get_object_or_404(found, pk=self.kwargs["contract_id"])

    def context(self) -> dict[str, Any]:
        """The record's parts."""
        value = queries.as_value(self.contract)
        return {
            "record": _record(value, self.actor.today),
            "lots": _lots(self.contract),
            "ceiling": _ceiling(value),
            "years": _years(value),
        }


def _contract_row(contract: models.Contract) -> components.Row:
    address = reverse("contracts:contract", args=[contract.pk])
    return components.Row(
        (
            components.Cell(contract.name, href=address),
            dates.span_in_words(dates.Span(contract.starts, contract.core_ends)),
            dates.span_in_words(dates.Span(contract.starts, contract.longest_ends)),
            money.in_words(contract.ceiling),
        )
    )


def _record(contract: forecast.Contract, today: date) -> components.SummaryStrip:
    term = contract.plan.term
    runs = today in term
    state = _("Running") if runs else _("Over") if today > term.last else _("Not begun")
    year = forecast.year_on(term=term, day=today).number
    of_years = len(forecast.years_of(term))
    facts = [
        (_("Core term"), dates.span_in_words(dates.Span(term.first, contract.core_ends))),
        (_("Longest term"), dates.span_in_words(term)),
        (_("Contract year"), f"{year} of {of_years}" if runs else _("None")),
    ]
    tag = components.Tag(state, "green" if runs else "grey")
    return components.SummaryStrip(title=contract.name, tags=(tag,), facts=tuple(facts))


def _lots(contract: models.Contract) -> components.Table:
    columns = (
        components.Column(_("Lot")),
        components.Column(_("Held by")),
        components.Column(_("First year"), numeric=True),
        components.Column(_("Growth to the last year"), numeric=True),
    )
    rows = tuple(
        components.Row(
            (
                components.Cell(f"Lot {lot.number}: {lot.name}", note=lot.get_kind_display()),
                "; ".join(_holder(holder) for holder in queries.holders(lot)) or _("Nobody yet"),
                money.in_words(lot.first_year_value),
                f"{(lot.growth * 100).normalize():f}%",
            )
        )
        for lot in contract.lots.all()
    )
    return components.Table(caption=_("Lots"), caption_hidden=True, columns=columns, rows=rows)


def _holder(holder: queries.Holder) -> str:
    since = f" from {dates.in_words(holder.since)}" if holder.since else ""
    until = f" to {dates.in_words(holder.until)}" if holder.until else ""
    return f"{holder.name}{since}{until}"


def _ceiling(contract: forecast.Contract) -> components.SummaryList:
    total = forecast.contract_total(contract.plan)
    left = forecast.headroom(ceiling=contract.ceiling, total=total)
    return components.SummaryList(
        rows=(
            components.SummaryRow(_("Approved ceiling"), "", strong=money.in_words(contract.ceiling)),
            components.SummaryRow(_("Source"), contract.ceiling_source),
            components.SummaryRow(_("Profile of all years"), money.in_words(money.to_penny(total))),
            components.SummaryRow(_("Left under the ceiling"), money.in_words(money.to_penny(left))),
        )
    )


def _years(contract: forecast.Contract) -> components.Table:
    columns = [components.Column(_("Contract year, £"))]
    columns += [components.Column(f"Lot {lot.number}", numeric=True) for lot in contract.plan.lots]
    columns += [
        components.Column(_("All lots"), numeric=True),
        components.Column(_("Running total"), numeric=True),
    ]
    rows = tuple(
        components.Row(
            (
                f"Year {value.year.number}, {value.year.label}",
                *(words.figures(money.to_penny(amount)) for amount in value.lots),
                words.figures(money.to_penny(value.total)),
                words.figures(money.to_penny(value.running)),
            )
        )
        for value in forecast.year_values(contract.plan)
    )
    return components.Table(caption=_("Year by year"), caption_hidden=True, columns=tuple(columns), rows=rows)
