"""The contribution files of every schedule that the list shows, on all its pages."""

import functools
from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from dpss.web import searches
from dpss.web.views.searches import FOUND
from payroll.operations import pension_files
from payroll.views import pension_schedules


class _Shown(pension_schedules.Schedules):
    """The list as its own page shows it, with what was searched for there."""

    @functools.cached_property
    def words(self) -> Mapping[str, str]:
        """What was searched for on the list."""
        mark = self.request.GET.get(FOUND, "")
        return searches.find(self.request.session, page=reverse("payroll:pension_schedules"), mark=mark)


class FilesOfAll(pension_schedules.Files):
    """The same for all that pass the filters, which stand in the address as on the list."""

    title = "Take the contribution files of all that are shown"

    def load(self) -> None:
        """Those that the list shows now: one more than go in a download says that there are too many."""
        shown = _Shown()
        shown.setup(self.request)
        self.keys = [row.pk for row in shown.chosen()[: pension_files.MOST + 1]]

    def context(self) -> dict[str, Any]:
        """Without the rows: they are looked up again when the files are taken."""
        shown = super().context()
        if len(self.keys) > pension_files.MOST:
            shown["nothing"] = (
                f"The list shows more than {pension_files.MOST}. Go back and filter it by provider or day."
            )
        return shown | {"keys": []}
