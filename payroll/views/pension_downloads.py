"""The contribution files of hundreds of schedules: how far they are, and taking them."""

from typing import Any, ClassVar

from django import shortcuts
from django.urls import reverse

from dpss.access import policy
from dpss.web import components, views, words
from payroll.queries import pension_downloads
from payroll.queries import pension_schedules as queries
from payroll.views import pension_schedules


class Download(views.Page):
    """How many of the files are made."""

    permission: ClassVar[str] = policy.SEND_PENSION_SCHEDULES
    template_name = "pages/progress.html"
    title = "Making the contribution files"

    def load(self) -> None:
        """What the organisation asked for."""
        found = pension_downloads.downloads(actor=self.actor)
        self.asked = shortcuts.get_object_or_404(found, pk=self.kwargs["download"])

    def back(self) -> components.BackLink:
        """To the list."""
        return pension_schedules.to_the_list()

    def context(self) -> dict[str, Any]:
        """A bar, and the way to the files once they are there."""
        made, total = self.asked.made, len(self.asked.schedules)
        counted = words.counted(total, "schedule", "schedules")
        address = reverse("payroll:pension_download_files", args=[self.asked.pk])
        return {
            "under": f"Of {counted}.",
            "is_done": self.asked.finished_at is not None,
            "finished": "Every file that can be made is made.",
            "bar": components.Progress(f"{words.number(made)} of {counted} gone through", made, total),
            "result": None,
            "onward": components.ButtonLink("Take the files", address, "main"),
        }


class DownloadFiles(pension_schedules.Files):
    """The files that were made, in one zip."""

    is_made_already = True

    def load(self) -> None:
        """Those of what was asked for that the actor still reaches."""
        found = pension_downloads.downloads(actor=self.actor).exclude(finished_at=None)
        asked = shortcuts.get_object_or_404(found, pk=self.kwargs["download"])
        reached = queries.schedules(actor=self.actor).filter(pk__in=asked.schedules)
        self.keys = list(reached.order_by("pk").values_list("pk", flat=True))
