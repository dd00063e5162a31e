"""Checks that run out, a client's checks, and recording one. Only outcomes: no document is kept."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from clients import due, record
from clients.queries import people
from dpss.access import policy
from dpss.kernel import dates
from dpss.web import components, views
from dpss.web import forms as web_forms
from payroll.queries import homes
from recruitment import forms, models, operations, queries

URGENT, SOON, AHEAD = 7, 30, 60
MOST_SHOWN = 100


class Checks(views.ListPage):
    """Checks that run out within sixty days, soonest first."""

    permission = policy.SEE_CASELOAD
    title = gettext_lazy("Checks running out")
    sorts = {"soon": views.Option(gettext_lazy("Soonest first"), ("expires_on",))}
    sum_text = gettext_lazy("Each check is in one place:")
    csv_columns = {
        "PA": lambda row: row.assistant.name,
        "Client": lambda row: row.client.name,
        "Check": lambda row: row.get_kind_display(),
        "Seen on": lambda row: row.seen_on,
        "Runs out": lambda row: row.expires_on,
    }

    @property
    def saved(self) -> Sequence[views.Saved]:  # type: ignore[override]
        """Run out, and by how soon they do."""
        today = self.actor.today
        in_7, in_30 = today + timedelta(days=URGENT), today + timedelta(days=SOON)
        return (
            views.Saved("all", _("Within 60 days"), Q()),
            views.Saved("past", _("Run out"), Q(expires_on__lt=today)),
            views.Saved("7", _("In 7 days"), Q(expires_on__range=(today, in_7))),
            views.Saved("30", _("In 8 to 30 days"), Q(expires_on__gt=in_7, expires_on__lte=in_30)),
            views.Saved("60", _("In 31 to 60 days"), Q(expires_on__gt=in_30)),
        )

    def reached(self) -> QuerySet[Any]:
        """The newest of each kind, when it runs out soon."""
        return queries.expiring(by=self.actor.today + timedelta(days=AHEAD), actor=self.actor)

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
        address = reverse("recruitment:new", args=[row.client_id])
        return components.WorkRow(
            key=str(row.pk),
            who=components.Link(row.assistant.name, reverse("recruitment:client", args=[row.client_id])),
            about=_("for %(client)s") % {"client": row.client.name},
            why=row.get_kind_display(),
            tag=self._tag(row),
            when=dates.with_weekday(row.expires_on),
            action=components.ButtonLink(
                _("Record a new check"),
                f"{address}?assistant={row.assistant_id}&kind={row.kind}",
                about=row.assistant.name,
            ),
        )

    def _tag(self, row: models.Check) -> components.Tag:
        today = self.actor.today
        if row.expires_on is not None and row.expires_on < today:
            days = (today - row.expires_on).days
            gone = ngettext("Ran out %(days)s day ago", "Ran out %(days)s days ago", days)
            return components.Tag(gone % {"days": days}, "red")
        return due.tag(row.expires_on or today, today=today, soon_days=SOON)


class _OfClient(views.Page):
    def load(self) -> None:
        """The client, if reached."""
        self.client = get_object_or_404(people.clients(actor=self.actor), pk=self.kwargs["pk"])


class ClientChecks(_OfClient):
    """Every check of one client's PAs."""

    permission = policy.SEE_CASELOAD
    template_name = "recruitment/client.html"

    @property
    def heading(self) -> components.Words:
        """Whose PAs."""
        return _("Checks of %(name)s’s PAs") % {"name": self.client.first_name}

    def back(self) -> components.BackLink:
        """The caseload."""
        return components.BackLink(_("Caseload"), reverse("clients:caseload"))

    def context(self) -> dict[str, Any]:
        """Under the record's head: newest first for each PA, and the way to record one."""
        rows = queries.of_client(self.client.pk, actor=self.actor)[:MOST_SHOWN]
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
        address = reverse("recruitment:new", args=[self.client.pk])
        return {
            "head": record.head(self.client, current=record.CHECKS, today=self.actor.today),
            "parts": [components.ButtonLink(_("Record a check"), address, "main"), table],
        }


class New(_OfClient, views.FormPage):
    """Record a check's outcome."""

    permission = policy.RECORD_CHECKS
    title = gettext_lazy("Record a check")
    template_name = "pages/form.html"
    form_class = forms.CheckForm

    def load(self) -> None:
        """The client and their PAs, if reached."""
        super().load()
        posts = homes.posts(actor=self.actor, client_id=self.client.pk)
        self.posts = list(posts.select_related("employer__client"))

    @property
    def heading(self) -> components.Words:
        """For whom the PA works."""
        return _("Record a check of a PA of %(name)s") % {"name": self.client.name}

    def back(self) -> components.BackLink:
        """The client's PAs and checks."""
        return components.BackLink(
            _("PAs and checks of %(name)s") % {"name": self.client.name},
            reverse("recruitment:client", args=[self.client.pk]),
        )

    def initial(self) -> dict[str, Any]:
        """The PA and the check that the address names."""
        return {name: self.request.GET.get(name, "") for name in ("assistant", "kind")}

    def make_form(self, data: Any = None, files: Any = None) -> web_forms.Form:
        """The client's PAs as choices."""
        form = super().make_form(data, files)
        choices = [(str(post.assistant_id), post.assistant.name) for post in self.posts]
        form.fields["assistant"].choices = choices  # type: ignore[attr-defined]
        return form

    def act(self, *, assistant: str, **values: Any) -> models.Check:  # type: ignore[override]
        """Record it."""
        post = next(post for post in self.posts if str(post.assistant_id) == assistant)
        return operations.record_check(post=post, actor=self.actor, at=self.now, **values)

    def done(self, result: Any) -> str:
        """What was recorded, and until when it holds."""
        said = {
            "kind": result.get_kind_display(),
            "day": result.expires_on and dates.in_words(result.expires_on),
        }
        if result.expires_on is None:
            return _("Recorded: %(kind)s. It does not run out.") % said
        return _("Recorded: %(kind)s. It runs out on %(day)s.") % said

    def next_url(self, result: Any) -> str:
        """The client's checks."""
        return reverse("recruitment:client", args=[self.client.pk])
