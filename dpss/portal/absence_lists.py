"""Who is in hospital or away, for staff, and for how long the council goes on paying their PAs."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients.forms import absences as asked
from clients.forms.who import WhoForm, of_whom
from clients.operations import absences as operations
from clients.queries import absences as queries
from dpss.access import policy
from dpss.kernel import dates
from dpss.portal import absence_parts
from dpss.web import components, views


class Absences(views.SearchPage):
    """Everybody who is or was away, the latest first, for staff."""

    permission = policy.SEE_ABSENCES
    title = gettext_lazy("People who are away")
    saved = (
        views.Saved("away", gettext_lazy("Away now or soon"), Q(state="away")),
        views.Saved("undecided", gettext_lazy("Pay not decided"), Q(state="away", pay="")),
        views.Saved("back", gettext_lazy("Back"), Q(state="back")),
    )
    sorts = {
        "first": views.Option(gettext_lazy("Longest away"), ("first_day", "pk")),
        "name": views.Option(gettext_lazy("Name"), ("client__name", "pk")),
    }
    filter_form = WhoForm
    csv_columns = {
        "Reference": lambda row: row.client.reference,
        "Name": lambda row: row.client.name,
        "State": lambda row: row.get_state_display(),
        "First day": lambda row: row.first_day,
        "Expected back": lambda row: row.expected_back,
        "Pay of the PAs": lambda row: row.get_pay_display(),
    }

    def rows(self) -> QuerySet[Any]:
        """Each with whose it is."""
        return queries.every().exclude(state="cancelled")

    def narrow(self, rows: QuerySet[Any], **chosen: Any) -> QuerySet[Any]:
        """By name or reference."""
        return of_whom(rows, chosen.get("who", ""))

    def listing(self, rows: Sequence[Any]) -> components.Component:
        """A row an absence."""
        return components.WorkList(
            caption=_("People who are away"),
            rows=tuple(self._row(row) for row in rows),
            heads=(_("Stage"), _("Person"), _("Pay of the PAs"), _("What to do")),
        )

    def empty(self) -> components.Empty:
        """Nobody."""
        return components.Empty(_("Nobody is here. Who goes into hospital or away is listed here."))

    def _row(self, row: Any) -> components.WorkRow:
        address = reverse("absence", args=[row.pk])
        return components.WorkRow(
            key=str(row.pk),
            who=components.Link(row.client.name, address),
            why=row.get_pay_display() or _("Not decided yet"),
            about=f"{row.client.reference}, {row.client.town}",
            tag=absence_parts.tag(row),
            when=_("from %(day)s") % {"day": dates.in_words(row.first_day)},
            action=components.ButtonLink(_("Open"), address, about=row.client.name),
        )


class Weeks(views.FormPage):
    """For how many weeks the PAs of somebody who is away are paid: what holds, and a new decision."""

    permission = policy.KEEP_AGREEMENTS
    title = gettext_lazy("How long PAs are paid while somebody is away")
    template_name = "portal/away_weeks.html"
    form_class = asked.WeeksForm

    def back(self) -> components.BackLink:
        """Home."""
        return components.BackLink(_("Home"), reverse("home"))

    def context(self) -> dict[str, Any]:
        """What was decided."""
        rows = queries.away_times(actor=self.actor)[:50]
        return {
            "held": components.SummaryList(
                tuple(
                    components.SummaryRow(
                        _("From %(day)s") % {"day": dates.in_words(row.first_day)},
                        _("%(weeks)s weeks. %(owner)s, %(source)s")
                        % {"weeks": row.weeks, "owner": row.owner, "source": row.source},
                    )
                    for row in rows
                )
            )
        }

    def act(self, **values: Any) -> Any:
        """Let it hold."""
        return operations.decide_weeks(actor=self.actor, at=self.now, **values)

    def done(self, result: Any) -> str:
        """From when."""
        return _("It holds from %(day)s.") % {"day": dates.with_weekday(result.first_day)}

    def next_url(self, result: Any) -> str:
        """Back here."""
        return self.request.path
