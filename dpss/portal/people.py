"""People and their roles, and the access log, for administrators."""

from collections.abc import Sequence
from typing import Any

from django import forms as django_forms
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dpss.access import models, operations, policy, queries
from dpss.kernel import dates, states
from dpss.web import components, forms, views, words

END = states.Move(
    name="end",
    label="End this role",
    sources=(),
    target="",
    permission=policy.END_ROLES,
    confirms="The person cannot use this role from their next page on. What they did stays in the history.",
    needs_reason=True,
)


class PeopleFilter(forms.FilterForm):
    """By name and role."""

    who = django_forms.CharField(label=gettext_lazy("Name or e-mail"))
    role = django_forms.ChoiceField(
        label=gettext_lazy("Role"),
        choices=[
            ("", gettext_lazy("Any")),
            *((role, policy.ROLE_NAMES[role]) for role in sorted(policy.STAFF_ROLES)),
        ],
    )


class People(views.ListPage):
    """Members of staff and the roles they hold."""

    permission = policy.SEE_PEOPLE_AND_ROLES
    title = gettext_lazy("People and roles")
    sorts = {"name": views.Option(gettext_lazy("Name"), ("user__name",))}
    filter_form = PeopleFilter
    csv_columns = {
        "Name": lambda row: row.user.name,
        "E-mail": lambda row: row.user.email,
        "Role": lambda row: row.get_role_display(),
        "Organisation": lambda row: row.organisation.name,
        "From": lambda row: row.during.lower,
        "Until": lambda row: row.during.upper,
    }

    def reached(self) -> QuerySet[Any]:
        """The roles of the administrator's council: sign-in tables have their own rule."""
        return queries.people_with_roles(self.actor)

    def narrow(self, rows: QuerySet[Any], **chosen: Any) -> QuerySet[Any]:
        """By name, e-mail and role."""
        if chosen.get("who"):
            rows = rows.filter(
                Q(user__name__icontains=chosen["who"]) | Q(user__email__icontains=chosen["who"])
            )
        return rows.filter(role=chosen["role"]) if chosen.get("role") else rows

    def listing(self, rows: Sequence[Any]) -> components.Component:
        """A row a role."""
        return components.WorkList(
            caption=_("People and roles"),
            rows=tuple(self._row(row) for row in rows),
            heads=(_("Role"), _("Person"), _("Where and since when"), _("What to do")),
        )

    def empty(self) -> components.Empty:
        """None."""
        return components.Empty(_("Nobody matches. Take the filter away to see everyone."))

    def _row(self, row: Any) -> components.WorkRow:
        is_open = self.actor.today in row.during
        since = dates.in_words(row.during.lower) if row.during.lower else _("the beginning")
        return components.WorkRow(
            key=str(row.pk),
            who=components.Link(row.user.name, f"?who={row.user.email}"),
            about=row.user.email,
            why=_("%(organisation)s, since %(day)s") % {"organisation": row.organisation.name, "day": since},
            tag=components.Tag(row.get_role_display(), "blue" if is_open else "grey"),
            when="" if is_open else _("ended"),
            action=components.ButtonLink(
                _("End this role"), reverse("role_end", args=[row.pk]), about=row.user.name
            )
            if is_open and row.user_id != self.actor.user_id
            else None,
        )


class EndRole(views.ActionPage):
    """End a person's role, with the reason."""

    permission = policy.END_ROLES
    move = END
    warning = True

    def load(self) -> None:
        """The role, if it is of this council."""
        self.membership = get_object_or_404(queries.people_with_roles(self.actor), pk=self.kwargs["pk"])

    def back(self) -> components.BackLink:
        """People and roles."""
        return components.BackLink(_("People and roles"), reverse("people"))

    def thing(self) -> components.SummaryList:
        """Whose role."""
        row = self.membership
        return components.SummaryList(
            (
                components.SummaryRow(_("Who"), row.user.name),
                components.SummaryRow(_("Role"), row.get_role_display()),
                components.SummaryRow(_("At"), row.organisation.name),
            )
        )

    def act(self, **values: Any) -> models.Membership:
        """End it."""
        operations.end_membership(
            membership=self.membership, actor=self.actor, at=self.now, reason=values["reason"]
        )
        return self.membership

    def done(self, result: Any) -> str:
        """Whose role ended."""
        return _("%(name)s is no longer %(role)s here.") % {
            "name": result.user.name,
            "role": result.get_role_display().lower(),
        }

    def next_url(self, result: Any) -> str:
        """People and roles."""
        return reverse("people")


class LogFilter(forms.FilterForm):
    """By person and by what was done."""

    who = django_forms.CharField(label=gettext_lazy("Person"))
    verb = django_forms.CharField(
        label=gettext_lazy("What was done"), help_text=gettext_lazy("Like look, refused or approve")
    )


class AccessLog(views.ListPage):
    """Who did what, newest first. Names of things, never their contents."""

    permission = policy.SEE_ACCESS_LOG
    title = gettext_lazy("Access log")
    sorts = {"new": views.Option(gettext_lazy("Newest first"), ("-at", "-id"))}
    filter_form = LogFilter
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

    def narrow(self, rows: QuerySet[Any], **chosen: Any) -> QuerySet[Any]:
        """By person and verb."""
        if chosen.get("who"):
            rows = rows.filter(actor_name__icontains=chosen["who"])
        return rows.filter(verb=chosen["verb"].strip().lower()) if chosen.get("verb") else rows

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
                        words.moment_in_words(row.at),
                        components.Cell(
                            row.actor_name,
                            note=_("for %(name)s") % {"name": row.on_behalf_of} if row.on_behalf_of else "",
                        ),
                        policy.ROLE_NAMES.get(row.role, row.role),
                        row.verb,
                        row.thing,
                    )
                )
                for row in rows
            ),
        )

    def empty(self) -> components.Empty:
        """None."""
        return components.Empty(_("Nothing matches. Take the filter away to see everything."))
