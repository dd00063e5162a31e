"""Checks that run out, a client's checks, and recording one. Only outcomes: no document is kept."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients.queries import people
from dpss.access import policy
from dpss.kernel import dates
from dpss.web import components, views
from dpss.web import forms as web_forms
from payroll.queries import homes
from recruitment import forms, models, operations, queries

SOON = 60


class Checks(views.ListPage):
    """Checks that run out within sixty days, soonest first."""

    permission = policy.SEE_CASELOAD
    title = gettext_lazy("Checks running out")
    sorts = {"soon": views.Option(gettext_lazy("Soonest first"), ("expires_on",))}

    def rows(self) -> QuerySet[models.Check]:
        """The newest of each kind, when it runs out soon."""
        return queries.expiring(by=self.actor.today + timedelta(days=SOON), actor=self.actor)

    def listing(self, rows: Sequence[Any]) -> components.Component:
        """A row a check."""
        return components.WorkList(
            caption=_("Checks running out"),
            rows=tuple(self._row(row) for row in rows),
            heads=(_("When"), _("PA and client"), _("Check"), _("What to do")),
        )

    def empty(self) -> components.Empty:
        """None."""
        return components.Empty(
            _("No check runs out within 60 days. You will see one here 60 days before it does.")
        )

    def _row(self, row: Any) -> components.WorkRow:
        days = (row.expires_on - self.actor.today).days
        tag = (
            components.Tag(_("Ran out %(days)s days ago") % {"days": -days}, "red")
            if days < 0
            else components.Tag(_("%(days)s days left") % {"days": days}, "amber" if days <= 30 else "blue")  # noqa: PLR2004
        )
        return components.WorkRow(
            key=str(row.pk),
            who=components.Link(row.assistant.name, reverse("clients:client", args=[row.client_id])),
            about=_("for %(client)s") % {"client": row.client.name},
            why=row.get_kind_display(),
            tag=tag,
            when=dates.with_weekday(row.expires_on),
            action=components.ButtonLink(
                _("Record a new check"),
                reverse("recruitment:new", args=[row.client_id]),
                about=row.assistant.name,
            ),
        )


class _OfClient(views.Page):
    def load(self) -> None:
        """The client, if reached."""
        self.client = get_object_or_404(people.clients(actor=self.actor), pk=self.kwargs["pk"])

    def back(self) -> components.BackLink:
        """The record."""
        return components.BackLink(self.client.name, reverse("clients:client", args=[self.client.pk]))


class ClientChecks(_OfClient):
    """Every check of one client's PAs."""

    permission = policy.SEE_CASELOAD
    template_name = "recruitment/client.html"

    @property
    def heading(self) -> components.Words:
        """Whose PAs."""
        return _("Checks of %(name)s’s PAs") % {"name": self.client.first_name}

    def context(self) -> dict[str, Any]:
        """Newest first for each PA, and the way to record one."""
        rows = queries.of_client(self.client.pk, actor=self.actor)[:100]
        table = components.Table(
            caption=_("Checks"),
            columns=tuple(
                components.Column(head)
                for head in (_("PA"), _("Check"), _("Seen on"), _("Seen by"), _("Runs out"))
            ),
            rows=tuple(
                components.Row(
                    (
                        row.assistant.name,
                        row.get_kind_display(),
                        dates.in_words(row.seen_on),
                        row.seen_by.name,
                        dates.in_words(row.expires_on) if row.expires_on else _("Does not"),
                    )
                )
                for row in rows
            ),
            empty=components.Empty(_("No check is recorded. Record one when you have seen the outcome.")),
        )
        action = components.ButtonLink(_("Record a check"), reverse("recruitment:new", args=[self.client.pk]))
        return {"parts": [action, table]}


class New(_OfClient, views.FormPage):
    """Record a check's outcome."""

    permission = policy.RECORD_CHECKS
    title = gettext_lazy("Record a check")
    template_name = "pages/form.html"
    form_class = forms.CheckForm

    def load(self) -> None:
        """The client and their PAs, if reached."""
        super().load()
        self.posts = list(homes.posts(actor=self.actor, client_id=self.client.pk))

    def make_form(self, data: Any = None, files: Any = None) -> web_forms.Form:
        """The client's PAs as choices."""
        form = super().make_form(data, files)
        choices = [(str(post.assistant_id), post.assistant.name) for post in self.posts]
        form.fields["assistant"].choices = choices  # type: ignore[attr-defined]
        return form

    def act(self, **values: Any) -> models.Check:
        """Record it."""
        chosen = next(
            post.assistant for post in self.posts if str(post.assistant_id) == values.pop("assistant")
        )
        return operations.record_check(
            client=self.client, assistant=chosen, actor=self.actor, at=self.now, **values
        )

    def done(self, result: Any) -> str:
        """What was recorded."""
        return _("The check is recorded.")

    def next_url(self, result: Any) -> str:
        """The client's checks."""
        return reverse("recruitment:client", args=[self.client.pk])
