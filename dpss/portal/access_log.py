"""The access log, for administrators: who did what, never what it says."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms as django_forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dpss.access import policy, queries
from dpss.web import components, fields, forms, history, views, words


class LogFilter(forms.FilterForm):
    """By person, by what was done, and by day. Whoever has or had a role here can be chosen."""

    who = fields.SearchField(label=gettext_lazy("Name"))
    person = django_forms.ChoiceField(label=gettext_lazy("Member of staff"))
    verb = django_forms.ChoiceField(
        label=gettext_lazy("What was done"), choices=[("", gettext_lazy("Anything")), *history.CHOICES]
    )
    day = fields.DateField(label=gettext_lazy("Day"))

    def __init__(self, *args: Any, people: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [("", gettext_lazy("Anyone")), *people.items()]  # type: ignore[attr-defined]


class AccessLog(views.SearchPage):
    """Who did what, newest first. Names of things, never their contents."""

    permission = policy.SEE_ACCESS_LOG
    title = gettext_lazy("Access log")
    sorts = {"new": views.Option(gettext_lazy("Newest first"), ("-at", "-id"))}
    csv_columns = {
        "When": lambda row: row.at.isoformat(),
        "Who": lambda row: row.actor_name,
        "Role": lambda row: row.role,
        "On behalf of": lambda row: row.on_behalf_of,
        "Did": lambda row: row.verb,
        "To": lambda row: row.thing,
        "Id": lambda row: row.thing_id,
    }

    def reached(self) -> QuerySet[Any]:
        """The council's log: history has a rule of its own."""
        return queries.access_log(self.actor)

    def make_filters(self, data: QueryDict) -> LogFilter:
        """The form with the people who have or had a role in the council."""
        people = queries.people_with_roles(self.actor).values_list("user_id", "user__name")
        return LogFilter(data, people={str(key): name for key, name in people})

    def narrow(self, rows: QuerySet[Any], **chosen: Any) -> QuerySet[Any]:
        """By person, verb and day."""
        if chosen.get("who"):
            rows = rows.filter(actor_name__icontains=chosen["who"])
        if chosen.get("person"):
            rows = rows.filter(actor_id=chosen["person"])
        if chosen.get("day"):
            rows = rows.filter(at__date=chosen["day"])
        return rows.filter(verb=chosen["verb"]) if chosen.get("verb") else rows

    def listing(self, rows: Sequence[Any]) -> components.Component:
        """A row an event."""
        return components.Table(
            caption=_("What happened"),
            columns=tuple(
                components.Column(head) for head in (_("When"), _("Who"), _("As"), _("Did"), _("To"))
            ),
            rows=tuple(
                components.Row(
                    (
                        words.moment_in_words(timezone.localtime(row.at)),
                        components.Cell(
                            row.actor_name,
                            note=_("for %(name)s") % {"name": row.on_behalf_of} if row.on_behalf_of else "",
                        ),
                        policy.ROLE_NAMES.get(row.role, _("The portal")),
                        history.verb(row),
                        history.noun(row),
                    )
                )
                for row in rows
            ),
        )

    def empty(self) -> components.Empty:
        """None."""
        return components.Empty(_("Nothing matches. Take the filter away to see everything."))
