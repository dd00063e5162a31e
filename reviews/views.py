"""Reviews that are due, a client's reviews, and recording one."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients.queries import people
from dpss.access import policy
from dpss.kernel import dates
from dpss.web import components, views
from reviews import forms, models, operations, queries


def _tag(review: models.Review, today: Any) -> components.Tag:
    days = (review.due_on - today).days
    if days < 0:
        return components.Tag(_("%(days)s days overdue") % {"days": -days}, "red")
    return components.Tag(_("%(days)s days left") % {"days": days}, "amber" if days <= 30 else "blue")  # noqa: PLR2004


class Reviews(views.ListPage):
    """Every review that is not done yet, overdue first."""

    permission = policy.SEE_CASELOAD
    title = gettext_lazy("Reviews")
    sorts = {
        "due": views.Option(gettext_lazy("Due first"), ("due_on",)),
        "name": views.Option(gettext_lazy("Name"), ("client__name",)),
    }
    csv_columns = {
        "Client": lambda row: row.client.name,
        "Review": lambda row: row.get_kind_display(),
        "Due": lambda row: row.due_on,
    }

    @property
    def saved(self) -> Sequence[views.Saved]:  # type: ignore[override]
        """All, overdue, soon, later."""
        today = self.actor.today
        soon = today + timedelta(days=30)
        return (
            views.Saved("all", _("Not done"), Q()),
            views.Saved("overdue", _("Overdue"), Q(due_on__lt=today)),
            views.Saved("soon", _("Within 30 days"), Q(due_on__range=(today, soon))),
            views.Saved("later", _("Later"), Q(due_on__gt=soon)),
        )

    sum_text = gettext_lazy("Each review is in one place:")

    def rows(self) -> QuerySet[models.Review]:
        """Not done yet."""
        return models.Review.objects.filter(done_on=None).select_related("client")

    def listing(self, rows: Sequence[Any]) -> components.Component:
        """A row a review."""
        return components.WorkList(
            caption=_("Reviews that are not done yet"),
            rows=tuple(
                components.WorkRow(
                    key=str(row.pk),
                    who=components.Link(row.client.name, reverse("clients:client", args=[row.client_id])),
                    why=row.get_kind_display(),
                    tag=_tag(row, self.actor.today),
                    when=dates.with_weekday(row.due_on),
                    action=components.ButtonLink(
                        _("Record it"), reverse("reviews:done", args=[row.pk]), about=row.client.name
                    ),
                )
                for row in rows
            ),
            heads=(_("When"), _("Person"), _("Review"), _("What to do")),
        )

    def empty(self) -> components.Empty:
        """None."""
        return components.Empty(
            _("No review matches. A review is due 6 months after the first payment, then yearly.")
        )


class ClientReviews(views.Page):
    """One client's reviews."""

    permission = policy.SEE_CASELOAD
    template_name = "reviews/client.html"

    @property
    def heading(self) -> components.Words:
        """Whose reviews."""
        return _("Reviews of %(name)s") % {"name": self.client.name}

    def back(self) -> components.BackLink:
        """The record."""
        return components.BackLink(self.client.name, reverse("clients:client", args=[self.client.pk]))

    def load(self) -> None:
        """The client, if reached."""
        self.client = get_object_or_404(people.clients(actor=self.actor), pk=self.kwargs["pk"])

    def context(self) -> dict[str, Any]:
        """Done and due, newest first."""
        rows = queries.of_client(self.client.pk, actor=self.actor)[: views.lists.ROWS_A_PAGE]
        table = components.Table(
            caption=_("Reviews"),
            columns=tuple(components.Column(head) for head in (_("Review"), _("Due"), _("Done"), _("By"))),
            rows=tuple(
                components.Row(
                    (
                        row.get_kind_display(),
                        dates.in_words(row.due_on),
                        dates.in_words(row.done_on)
                        if row.done_on
                        else components.Cell(_("Record it"), href=reverse("reviews:done", args=[row.pk])),
                        row.done_by.name if row.done_by else "",
                    )
                )
                for row in rows
            ),
            empty=components.Empty(_("No review is due: the first comes 6 months after the first payment.")),
        )
        return {"parts": [table]}


class Done(views.FormPage):
    """Record that a review was done; the next one is made due."""

    permission = policy.RECORD_REVIEWS
    title = gettext_lazy("Record a review")
    form_class = forms.DoneForm

    def load(self) -> None:
        """The review, if reached."""
        self.review = get_object_or_404(queries.open_reviews(actor=self.actor), pk=self.kwargs["pk"])

    @property
    def heading(self) -> components.Words:
        """Whose review."""
        return _("Record the review of %(name)s") % {"name": self.review.client.name}

    def back(self) -> components.BackLink:
        """Reviews."""
        return components.BackLink(_("Reviews"), reverse("reviews:reviews"))

    def act(self, **values: Any) -> models.Review:
        """Record it."""
        return operations.record_done(review=self.review, actor=self.actor, at=self.now, **values)

    def done(self, result: Any) -> str:
        """When the next is due."""
        return _("The review is recorded. The next one is due by %(day)s.") % {
            "day": dates.with_weekday(result.due_on)
        }

    def next_url(self, result: Any) -> str:
        """The client's reviews."""
        return reverse("reviews:client", args=[self.review.client_id])
