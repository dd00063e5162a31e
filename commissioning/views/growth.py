"""How much growth to plan for: the plans side by side, and what the ceiling would allow."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commissioning import figures, wording
from commissioning.views.page import OversightPage, to_dashboard
from contracts import forecast
from dpss.web import components, words

RULES = {
    forecast.Rule.STRAIGHT: gettext_lazy("in a straight line"),
    forecast.Rule.COMPOUND: gettext_lazy("by the same percentage each year"),
}


class Growth(OversightPage):
    """The plans that a commissioner can choose from, with what each costs and leaves."""

    template_name = "commissioning/growth.html"
    title = gettext_lazy("How much growth to plan for")

    def back(self) -> components.BackLink:
        """To the dashboard."""
        return to_dashboard()

    def context(self) -> dict[str, Any]:
        """The plans of the contract that runs. Raises Http404 when none runs."""
        outlook = figures.outlook(self.facts)
        if outlook is None:
            raise Http404
        lot = outlook.contract.growing
        people, planned = self.facts.people("service_users"), outlook.planned_now
        return {
            "contract": outlook.contract,
            "ceiling": wording.pounds(outlook.contract.ceiling),
            "lot": lot,
            "lot_name": outlook.contract.lots[lot.number] if lot else "",
            "plans": _table(outlook, lot) if lot else None,
            "people": words.number(people),
            "planned": wording.whole(planned) if planned is not None else "",
            "year": outlook.year,
        }


def _table(outlook: figures.Outlook, lot: forecast.Lot) -> components.Table:
    columns = (
        components.Column(_("Plan")),
        components.Column(_("Lot %(number)s in the last year") % {"number": lot.number}, numeric=True),
        components.Column(_("Whole contract"), numeric=True),
        components.Column(_("Left under the ceiling"), numeric=True),
        components.Column(_("People in the last year"), numeric=True),
    )
    rows = tuple(_row(outlook, lot, rule, growth) for rule, growth in _plans(outlook, lot))
    return components.Table(caption=_("The plans compared"), caption_hidden=True, columns=columns, rows=rows)


def _plans(outlook: figures.Outlook, lot: forecast.Lot) -> Iterator[tuple[forecast.Rule, Decimal]]:
    """No growth, the planned growth by either rule, and what would use the ceiling up by either."""
    yield forecast.Rule.STRAIGHT, Decimal(0)
    for rule in RULES:
        yield rule, lot.growth
    for rule in RULES:
        growth = figures.growth_allowed(outlook.contract, rule)
        if growth is not None:
            yield rule, growth


def _row(outlook: figures.Outlook, lot: forecast.Lot, rule: forecast.Rule, growth: Decimal) -> components.Row:
    contract = outlook.contract
    lots = tuple(
        forecast.Lot(one.number, one.first_year, growth) if one == lot else one for one in contract.plan.lots
    )
    values = forecast.year_values(forecast.Plan(contract.plan.term, lots, rule))
    total = values[-1].running
    left = forecast.headroom(ceiling=contract.ceiling, total=total)
    last = values[-1].lots[lots.index(forecast.Lot(lot.number, lot.first_year, growth))]
    people = wording.whole(outlook.planned[0] * (1 + growth)) if outlook.planned else _("Not known")
    is_profile = growth == lot.growth and rule is contract.plan.rule
    name = f"{wording.in_per_cent(growth)} {RULES[rule]}" if growth else _("No growth")
    return components.Row(
        (
            components.Cell(name, tag=components.Tag(_("The profile"), "blue") if is_profile else None),
            wording.pounds(last),
            wording.pounds(total),
            wording.pounds(left),
            people,
        )
    )
