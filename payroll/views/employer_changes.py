"""The changes of employer of a provider: those to go on with, and those that are confirmed."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db.models import Q, QuerySet
from django.urls import reverse

from dpss.access import policy
from dpss.kernel import dates
from dpss.web import components, views
from payroll import models
from payroll.queries import employer_changes as queries
from payroll.views import employer_change_parts as parts


class Changes(views.ListPage):
    """Every change of employer, the next day first."""

    permission: ClassVar[str] = policy.KEEP_POSTS
    template_name = "pages/list.html"
    title = "Changes of employer"
    saved = (
        views.Saved("draft", "Being prepared", Q(state="draft")),
        views.Saved("confirmed", "Confirmed", Q(state="confirmed")),
        views.Saved("stopped", "Given up or taken back", Q(state__in=["abandoned", "undone"])),
    )
    sorts = {
        "day": views.Option("Next day first", ("first_day",)),
        "name": views.Option("Employer", ("employer__name",)),
    }

    def back(self) -> components.BackLink:
        """To the employers."""
        return components.BackLink("Employers", reverse("payroll:employers"))

    def rows(self) -> QuerySet[models.EmployerChange]:
        """Those of the clients that the actor reaches."""
        return queries.changes(actor=self.actor)

    def listing(self, rows: Sequence[models.EmployerChange]) -> components.Table:
        """From whom to whom, why, and from which day."""
        heads = ("Employer now", "Then", "From", "Why", "State")
        return components.Table(
            caption=str(self.title),
            caption_hidden=True,
            columns=tuple(components.Column(head) for head in heads),
            rows=tuple(map(_row, rows)),
        )

    def empty(self) -> components.Empty:
        """How one begins."""
        return components.Empty(
            "No change of employer is like that. One begins on the employer’s record, under “How it is run”."
        )


def _row(change: Any) -> components.Row:
    address = reverse("payroll:employer_change", args=[change.pk])
    return components.Row(
        (
            components.Cell(change.employer.name, href=address),
            change.new_name,
            dates.with_weekday(change.first_day),
            change.get_why_display(),
            components.Cell("", tag=components.Tag(change.get_state_display(), parts.COLOURS[change.state])),
        )
    )
