"""How the figures are worked out: each formula, what goes in, and the sum."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commissioning import workings
from commissioning.views.page import OversightPage, to_dashboard
from dpss.web import components


class Workings(OversightPage):
    """Every figure of the dashboard with its working, so that anybody can do the sum again."""

    template_name = "commissioning/workings.html"
    title = gettext_lazy("How these are worked out")

    def back(self) -> components.BackLink:
        """To the dashboard."""
        return to_dashboard()

    def context(self) -> dict[str, Any]:
        """Each working with its inputs as a table."""
        found = workings.all_of(self.facts)
        return {"workings": [(working, _inputs(working)) for working in found]}


def _inputs(working: workings.Working) -> components.Table:
    columns = (
        components.Column(_("What goes in")),
        components.Column(_("Value"), numeric=True),
        components.Column(_("Where it comes from")),
    )
    return components.Table(
        caption=f"What goes into: {working.title}",
        caption_hidden=True,
        columns=columns,
        rows=tuple(components.Row((one.label, one.value, one.source)) for one in working.inputs),
    )
