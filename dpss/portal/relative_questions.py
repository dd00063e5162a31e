"""PAs of whom nobody has said how they are related: the list, and how long the question may wait."""

import functools
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from clients import relative_rules as rules
from clients.forms import relatives as asked
from clients.forms.who import WhoForm
from clients.operations import relative_answers as operations
from clients.queries import relatives as council
from dpss.access import policy
from dpss.kernel import dates
from dpss.web import components, views
from payroll.queries import relatives as queries


class Unanswered(views.SearchPage):
    """Every post that goes on of which nobody has said how the PA is related, the longest first."""

    permission = policy.RECORD_RELATIVES
    title = gettext_lazy("PAs of whom nobody has said how they are related")
    sorts = {
        "since": views.Option(gettext_lazy("Longest in the job"), ("first_day", "pk")),
        "name": views.Option(gettext_lazy("PA"), ("assistant__name", "pk")),
    }
    filter_form = WhoForm
    csv_columns = {
        "PA": lambda row: row.assistant.name,
        "Person": lambda row: row.employer.client.name,
        "Reference": lambda row: row.employer.client.reference,
        "First day": lambda row: row.first_day,
    }

    def back(self) -> components.BackLink:
        """Home."""
        return components.BackLink(_("Home"), reverse("home"))

    def rows(self) -> QuerySet[Any]:
        """Each with whose it is."""
        return queries.not_asked(actor=self.actor).select_related("assistant", "employer__client")

    def narrow(self, rows: QuerySet[Any], **chosen: Any) -> QuerySet[Any]:
        """By the name of the PA or the person, or by reference."""
        who = chosen.get("who", "")
        if not who:
            return rows
        client = Q(employer__client__name__icontains=who) | Q(employer__client__reference__iexact=who)
        return rows.filter(client | Q(assistant__name__icontains=who))

    def listing(self, rows: Sequence[Any]) -> components.Component:
        """A row a post."""
        return components.WorkList(
            caption=_("PAs of whom nobody has said how they are related"),
            rows=tuple(self._row(row) for row in rows),
            heads=(_("Pay"), _("PA"), _("Works for"), _("What to do")),
        )

    def empty(self) -> components.Empty:
        """Everybody is answered for."""
        return components.Empty(_("Nobody is here: how each PA is related is recorded."))

    @functools.cached_property
    def _time(self) -> Any:
        return council.answer_time(council_id=self.actor.council_id, day=self.actor.today)

    def _held_from(self, row: Any) -> date | None:
        if self._time is None:
            return None
        return rules.held_for_an_answer(
            row.first_day, asked_from=self._time.first_day, hold_after_days=self._time.hold_after_days
        )

    def _row(self, row: Any) -> components.WorkRow:
        address = reverse("relation", args=[row.pk])
        held = self._held_from(row)
        tag = components.Tag(_("Paid"), "green")
        when = _("since %(day)s") % {"day": dates.in_words(row.first_day)}
        if held is not None and held <= self.actor.today:
            tag = components.Tag(_("Held"), "red")
        elif held is not None:
            tag = components.Tag(_("Paid until %(day)s") % {"day": dates.in_words(held)}, "yellow")
        return components.WorkRow(
            key=str(row.pk),
            who=components.Link(row.assistant.name, address),
            why=row.employer.client.name,
            about=row.employer.client.reference,
            tag=tag,
            when=when,
            action=components.ButtonLink(_("Record the answer"), address, about=row.assistant.name),
        )


class AnswerTime(views.FormPage):
    """How long pay goes on while nobody says how a PA is related: what holds, and a new decision."""

    permission = policy.KEEP_AGREEMENTS
    title = gettext_lazy("When nobody says how a PA is related")
    template_name = "portal/relative_answer_time.html"
    form_class = asked.AnswerTimeForm

    def back(self) -> components.BackLink:
        """Home."""
        return components.BackLink(_("Home"), reverse("home"))

    def context(self) -> dict[str, Any]:
        """What was decided."""
        rows = council.answer_times(council_id=self.actor.council_id)[:50]
        return {
            "held": components.SummaryList(
                tuple(
                    components.SummaryRow(
                        _("From %(day)s") % {"day": dates.in_words(row.first_day)},
                        f"{_in_words(row.hold_after_days)} {row.owner}, {row.source}",
                    )
                    for row in rows
                )
            )
        }

    def act(self, **values: Any) -> Any:
        """Let it hold."""
        return operations.decide(actor=self.actor, at=self.now, **values)

    def done(self, result: Any) -> str:
        """From when."""
        return _("It holds from %(day)s.") % {"day": dates.with_weekday(result.first_day)}

    def next_url(self, result: Any) -> str:
        """Back here."""
        return self.request.path


def _in_words(days: int | None) -> str:
    if days is None:
        return _("Nothing is held.")
    said = ngettext("Pay is held after %(count)s day.", "Pay is held after %(count)s days.", days)
    return said % {"count": days}
