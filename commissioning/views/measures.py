"""All measures: what is counted, for whom, and what each one is not."""

from typing import Any

from django.utils.translation import gettext_lazy

from commissioning import measures
from commissioning.views import tables
from commissioning.views.page import OversightPage, to_dashboard
from dpss.web import components


class Measures(OversightPage):
    """Every measure of the latest count, and the paydays of the last weeks."""

    template_name = "commissioning/measures.html"
    title = gettext_lazy("All measures")

    def back(self) -> components.BackLink:
        """To the dashboard."""
        return to_dashboard()

    def context(self) -> dict[str, Any]:
        """Three tables, and the definitions."""
        return {
            "counted_at": self.facts.counted_at,
            "overall": tables.overall(self.facts),
            "by_provider": tables.by_provider(self.facts),
            "paydays": tables.of_paydays(self.facts),
            "definitions": measures.ALL,
        }
