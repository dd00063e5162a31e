"""Reviews that are due, a client's reviews, and recording one."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients import due, record
from clients.queries import people
from dpss.access import policy
from dpss.kernel import dates
from dpss.web import components, fields, views
from dpss.web import forms as web_forms
from reviews import forms, models, operations, queries

SOON = 30
MOST_SHOWN = 25


class ReviewsFilter(web_forms.FilterForm):
    """By name."""

    who = fields.SearchField(label=gettext_lazy("Name"))


class Reviews(views.SearchPage):
    """Every review that is not done yet, overdue first."""

    permission = policy.SEE_CASELOAD
    title = gettext_lazy("Reviews")
    sorts = {
        "due": views.Option(gettext_lazy("Due first"), ("due_on",)),
        "name": views.Option(gettext_lazy("Name"), ("client__name",)),
    }
    filter_form = ReviewsFilter
    csv_columns = {
        "Client": lambda row: row.client.name,
        "Review": lambda row: row.get_kind_display(),
        "Due": lambda row: row.due_on,
    }

    @property
    def saved(self) -> Sequence[views.Saved]:  # type: ignore[override]
        """All, overdue, soon, later."""
        today = self.actor.today
        soon = today + timedelta(days=SOON)
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

    def narrow(self, rows: QuerySet[Any], **chosen: Any) -> QuerySet[Any]:
        """By name."""
        who = chosen.get("who")
        return rows.filter(client__name__icontains=who) if who else rows

    def listing(self, rows: Sequence[Any]) -> components.Component:
        """A row a review."""
        return components.WorkList(
            caption=_("Reviews that are not done yet"),
            rows=tuple(
                components.WorkRow(
                    key=str(row.pk),
                    who=components.Link(row.client.name, reverse(record.OVERVIEW, args=[row.client_id])),
                    why=row.get_kind_display(),
                    tag=due.tag(row.due_on, today=self.actor.today, soon_days=SOON),
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
        """The caseload."""
        return components.BackLink(_("Caseload"), reverse("clients:caseload"))

    def load(self) -> None:
        """The client, if reached."""
        self.client = get_object_or_404(people.clients(actor=self.actor), pk=self.kwargs["pk"])

    def context(self) -> dict[str, Any]:
        """Under the record's head: what is due, then what was done, newest first."""
        today = self.actor.today
        rows = list(queries.of_client(self.client.pk, actor=self.actor)[:MOST_SHOWN])
        open_now = next((row for row in rows if row.done_on is None), None)
        heads = (_("Review"), _("Due"), _("Done"), _("By"))
        table = components.Table(
            caption=_("Reviews"),
            columns=tuple(components.Column(head) for head in heads),
            rows=tuple(self._row(row) for row in rows),
            empty=components.Empty(_("No review is due: the first comes 6 months after the first payment.")),
        )
        button = (
            components.ButtonLink(_("Record the review"), reverse("reviews:done", args=[open_now.pk]), "main")
            if open_now
            else None
        )
        return {
            "head": record.head(self.client, current=record.REVIEWS, today=today),
            "parts": [button, table] if button else [table],
        }

    def _row(self, row: models.Review) -> components.Row:
        done = dates.in_words(row.done_on) if row.done_on else _("Not yet")
        tag = None if row.done_on else due.tag(row.due_on, today=self.actor.today, soon_days=SOON)
        return components.Row(
            (
                row.get_kind_display(),
                dates.with_weekday(row.due_on),
                components.Cell(done, tag=tag),
                row.done_by.name if row.done_by else "",
            )
        )


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
        """The client's reviews."""
        name, key = self.review.client.name, self.review.client_id
        return components.BackLink(
            _("Reviews of %(name)s") % {"name": name}, reverse("reviews:client", args=[key])
        )

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
