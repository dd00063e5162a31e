"""People and their roles, for administrators."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django import forms as django_forms
from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dpss.access import actors, models, operations, policy, queries
from dpss.kernel import dates, states
from dpss.web import components, fields, forms, history, views

MOST_EVENTS = 15
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
    """By name, role and organisation."""

    who = fields.SearchField(label=gettext_lazy("Name or email"))
    role = django_forms.ChoiceField(
        label=gettext_lazy("Role"),
        choices=[
            ("", gettext_lazy("Any")),
            *((role, policy.ROLE_NAMES[role]) for role in sorted(policy.STAFF_ROLES)),
        ],
    )
    at = fields.SearchField(label=gettext_lazy("Organisation"), said=gettext_lazy("At “%(words)s”"))


class People(views.SearchPage):
    """Members of staff and the roles they hold."""

    permission = policy.SEE_PEOPLE_AND_ROLES
    title = gettext_lazy("People and roles")
    sorts = {
        "name": views.Option(gettext_lazy("Name"), ("user__name",)),
        "role": views.Option(gettext_lazy("Role"), ("role", "user__name")),
    }
    filter_form = PeopleFilter
    csv_columns = {
        "Name": lambda row: row.user.name,
        "Email": lambda row: row.user.email,
        "Role": lambda row: row.get_role_display(),
        "Organisation": lambda row: row.organisation.name,
        "From": lambda row: row.during.lower,
        "Until": lambda row: row.during.upper,
    }

    @property
    def saved(self) -> Sequence[views.Saved]:  # type: ignore[override]
        """Held today, to come, and ended."""
        today = self.actor.today
        return (
            views.Saved("now", _("Held today"), Q(during__contains=today)),
            views.Saved("later", _("Begin later"), Q(during__startswith__gt=today)),
            views.Saved("ended", _("Ended"), ~Q(during__contains=today) & ~Q(during__startswith__gt=today)),
        )

    def reached(self) -> QuerySet[Any]:
        """The roles of the administrator's council: sign-in tables have their own rule."""
        return queries.people_with_roles(self.actor)

    def narrow(self, rows: QuerySet[Any], **chosen: Any) -> QuerySet[Any]:
        """By name, email and role."""
        if chosen.get("who"):
            rows = rows.filter(
                Q(user__name__icontains=chosen["who"]) | Q(user__email__icontains=chosen["who"])
            )
        if chosen.get("at"):
            rows = rows.filter(organisation__name__icontains=chosen["at"])
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
        return components.WorkRow(
            key=str(row.pk),
            who=components.Link(row.user.name, reverse("person", args=[row.user_id])),
            about=row.user.email,
            why=_held(row),
            tag=_role_tag(row, self.actor),
            action=_end_button(row, self.actor),
        )


class Person(views.Page):
    """One member of staff: the roles, and what was done in them."""

    permission = policy.SEE_PEOPLE_AND_ROLES
    template_name = "portal/person.html"

    @property
    def heading(self) -> components.Words:
        """Who."""
        return str(self.roles[0].user.name)

    def back(self) -> components.BackLink:
        """People and roles."""
        return components.BackLink(_("People and roles"), reverse("people"))

    def load(self) -> None:
        """Everything they hold or held in the administrator's council."""
        self.roles = list(queries.people_with_roles(self.actor).filter(user_id=self.kwargs["pk"]))
        if not self.roles:
            raise Http404

    def context(self) -> dict[str, Any]:
        """The roles, then the last things done. What was changed is not shown, only that it was."""
        user = self.roles[0].user
        rows = tuple(
            components.WorkRow(
                key=str(row.pk),
                who=components.Link(row.get_role_display(), f"{reverse('people')}?role={row.role}"),
                why=_held(row),
                tag=_role_tag(row, self.actor),
                action=_end_button(row, self.actor),
            )
            for row in self.roles
        )
        events = queries.access_log(self.actor).filter(actor_id=user.pk)[:MOST_EVENTS]
        heads = (_("Role"), _("As"), _("Where and since when"), _("What to do"))
        log = f"{reverse('access_log')}?person={user.pk}"
        items = tuple(history.deed(event) for event in events)
        nothing = components.Empty(_("Nothing is recorded yet. What this person does comes here."))
        return {
            "under": user.email,
            "parts": [
                components.WorkList(caption=_("Roles"), rows=rows, heads=heads),
                components.Timeline(
                    items,
                    title=_("What they did last"),
                    link=components.Link(_("See it all in the access log"), log),
                )
                if items
                else nothing,
            ],
        }


def _held(row: models.Membership) -> str:
    """Where and in which days."""
    where = row.organisation.name if row.organisation else ""
    since, until = row.during.lower, row.during.upper
    said = {
        "where": where,
        "since": dates.in_words(since) if since else _("the beginning"),
        "until": dates.in_words(until - timedelta(days=1)) if until else "",
    }
    if row.during.isempty:
        return _("%(where)s, ended on the day it began") % said
    return (_("%(where)s, from %(since)s to %(until)s") if until else _("%(where)s, since %(since)s")) % said


def _role_tag(row: models.Membership, actor: actors.Actor) -> components.Tag:
    is_open = actor.today in row.during
    return components.Tag(row.get_role_display(), "blue" if is_open else "grey")


def _end_button(row: models.Membership, actor: actors.Actor) -> components.ButtonLink | None:
    """Nobody ends their own role; one that begins later can be ended before it does."""
    is_over = row.during.isempty or (row.during.upper and row.during.upper <= actor.today)
    if is_over or row.user_id == actor.user_id:
        return None
    about = f"{row.get_role_display()}, {row.user.name}"
    return components.ButtonLink(_("End this role"), reverse("role_end", args=[row.pk]), about=about)


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
                components.SummaryRow(_("Where and since when"), _held(row)),
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
        return _("%(name)s’s role as %(role)s here has ended.") % {
            "name": result.user.name,
            "role": result.get_role_display().lower(),
        }

    def next_url(self, result: Any) -> str:
        """People and roles."""
        return reverse("people")
