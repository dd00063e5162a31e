"""Who acts for whom: a client's own list, everybody for staff, and one of them with what can be done."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients import record
from clients.forms.who import WhoForm, of_whom
from clients.queries import people
from clients.queries import representations as queries
from dpss.access import policy
from dpss.portal import representation_parts as parts
from dpss.web import components, views


class WhoActsForMe(views.Page):
    """The people who act for a client: who, what they may do, since when, and how to take it away."""

    permission = policy.CHOOSE_WHO_ACTS
    template_name = "portal/who_acts.html"
    title = gettext_lazy("People who act for me")

    def load(self) -> None:
        """Their own record."""
        found = people.own_client(actor=self.actor)
        if found is None and self.actor.may(self.permission):
            raise Http404
        self.client = found

    def back(self) -> components.BackLink:
        """Home."""
        return components.BackLink(_("Home"), reverse("home"))

    def context(self) -> dict[str, Any]:
        """Those who wait for a yes first, then who acts."""
        today = self.actor.today
        rows = list(queries.of_client(self.client.pk, actor=self.actor))  # type: ignore[union-attr]
        waiting = [one for one in rows if one.state == "proposed"]
        own = [one for one in waiting if one.proposed_by_id == self.actor.user_id]
        shown = (
            (_("Waiting for your yes"), [one for one in waiting if one not in own]),
            (_("You suggested, and the council decides"), own),
            (_("Acting for you"), [one for one in rows if one.state == "in_force"]),
        )
        listed = [parts.listed(found, title=title, today=today) for title, found in shown if found]
        nobody = components.Empty(_("Nobody acts for you. You decide and sign yourself."))
        suggest = components.ButtonLink(_("Suggest somebody"), reverse("representation_suggest"))
        ask = components.Link(_("Ask your support worker to add somebody"), reverse("clients:message_new"))
        return {"parts": listed or [nobody], "links": [suggest, ask]}


class WhoActs(views.SearchPage):
    """Everybody who acts for somebody, for staff."""

    permission = policy.LIST_WHO_ACTS
    title = gettext_lazy("People who act for somebody")
    saved = (
        views.Saved("waiting", gettext_lazy("Waiting for a yes"), Q(state="proposed")),
        views.Saved("in_force", gettext_lazy("In force"), Q(state="in_force")),
        views.Saved("over", gettext_lazy("Over"), Q(state__in=["ended", "refused", "withdrawn"])),
    )
    sorts = {
        "name": views.Option(gettext_lazy("Name"), ("client__name", "pk")),
        "acts": views.Option(gettext_lazy("Who acts"), ("user__name", "pk")),
    }
    filter_form = WhoForm
    csv_columns = {
        "Reference": lambda row: row.client.reference,
        "Name": lambda row: row.client.name,
        "Who acts": lambda row: row.user.name,
        "As": lambda row: row.get_kind_display(),
        "State": lambda row: row.get_state_display(),
    }

    def rows(self) -> QuerySet[queries.Representation]:
        """Each with whose it is and who acts."""
        return queries.Representation.objects.select_related("client", "user")

    def narrow(self, rows: QuerySet[Any], **chosen: Any) -> QuerySet[Any]:
        """By name or reference of the client."""
        return of_whom(rows, chosen.get("who", ""))

    def listing(self, rows: Sequence[Any]) -> components.Component:
        """A row each."""
        return components.WorkList(
            caption=_("People who act for somebody"),
            rows=tuple(self._row(row) for row in rows),
            heads=(_("Stage"), _("Person"), _("What they may do"), _("What to do")),
        )

    def empty(self) -> components.Empty:
        """None."""
        return components.Empty(_("Nobody is here. Somebody who is to act begins on the person’s record."))

    def _row(self, row: queries.Representation) -> components.WorkRow:
        address, today = reverse("representation", args=[row.pk]), self.actor.today
        names = {"acts": row.user.name, "name": row.client.name}
        who = _("%(acts)s, for %(name)s") % names
        return components.WorkRow(
            key=str(row.pk),
            who=components.Link(who, address),
            why=parts.may_in_words(row.limits, today),
            about=row.get_kind_display(),
            tag=parts.tag(row, today),
            when=parts.days(row),
            action=components.ButtonLink(_("Open"), address, about=who),
        )


class OfRepresentation(views.Page):
    """A page about one person's acting for another, where the actor reaches it."""

    permission: ClassVar[str] = policy.SEE_WHO_ACTS

    def load(self) -> None:
        """Their own, for who acts themself; what others may do is for the client and for staff."""
        rows = queries.representations(actor=self.actor)
        if self.actor.role == policy.REPRESENTATIVE:
            rows = rows.filter(user=self.actor.user_id)
        self.row = get_object_or_404(rows, pk=self.kwargs["pk"])

    def back(self) -> components.BackLink:
        """The page of it."""
        return components.BackLink(_("Acting for somebody"), self.next_url(None))

    def next_url(self, result: Any) -> str:
        """The page of it."""
        return reverse("representation", args=[self.row.pk])


class Representation(OfRepresentation):
    """One person's acting for another: since when, what they may do, by what right, and what can be done."""

    template_name = "portal/representation.html"

    @property
    def heading(self) -> components.Words:
        """Who acts for whom, is to act, or did."""
        names = {"acts": self.row.user.name, "name": self.row.client.name}
        said = {"proposed": _("%(acts)s is to act for %(name)s"), "in_force": _("%(acts)s acts for %(name)s")}
        return said.get(self.row.state, _("%(acts)s does not act for %(name)s")) % names

    def back(self) -> components.BackLink:
        """The record, their own list, or whom they act for."""
        role, key = self.actor.role, self.row.client_id
        if role == policy.CLIENT:
            return components.BackLink(_("People who act for me"), reverse("who_acts_for_me"))
        if role == policy.REPRESENTATIVE:
            return components.BackLink(_("Acting for someone"), reverse("acting_for"))
        page = "council_person" if role == policy.PRACTITIONER else record.OVERVIEW
        return components.BackLink(self.row.client.name, reverse(page, args=[key]))

    def context(self) -> dict[str, Any]:
        """What is known, what is missing, and the ways on."""
        bases = queries.bases_of([self.row], actor=self.actor)[self.row.pk]
        return {
            "tag": parts.tag(self.row, self.actor.today),
            "missing": self._missing(),
            "facts": parts.facts(self.row, bases, today=self.actor.today),
            "links": self._links(),
        }

    def _missing(self) -> components.Note | None:
        """What stands in the way of a yes, said before it is tried."""
        if self.row.state != "proposed":
            return None
        facts = queries.facts_of(self.actor)([self.row]).get(self.row.pk)
        blockers = self.row.machine.move("decide_representation").blockers
        sentence = next((said for one in blockers if (said := one(facts))), None)
        return components.Note(sentence, _("Before it can begin")) if sentence else None

    def _links(self) -> list[components.Component]:
        found: list[components.Component] = []
        for permission, state, page, label, is_main in _WAYS:
            is_own = self.row.proposed_by_id == self.actor.user_id
            if is_own and page in _NEEDS_ANOTHER:
                continue
            if self.row.state == state and self.actor.may(permission):
                address = reverse(page, args=[self.row.pk])
                found.append(
                    components.ButtonLink(label, address, "main")
                    if is_main
                    else components.Link(label, address)
                )
        return found


# Whoever suggested somebody does not say yes to it.
_NEEDS_ANOTHER = ("representation_agree", "representation_decide")
_WAYS: tuple[tuple[str, str, str, Any, bool], ...] = (
    (
        policy.CHOOSE_WHO_ACTS,
        "proposed",
        "representation_agree",
        gettext_lazy("Yes, they may act for me"),
        True,
    ),
    (policy.CHOOSE_WHO_ACTS, "proposed", "representation_decline", gettext_lazy("No, they may not"), False),
    (policy.DECIDE_WHO_ACTS, "proposed", "representation_decide", gettext_lazy("Put in force"), True),
    (policy.DECIDE_WHO_ACTS, "proposed", "representation_refuse", gettext_lazy("Refuse"), False),
    (
        policy.RECORD_WHO_ACTS,
        "proposed",
        "representation_basis",
        gettext_lazy("Record consent or authority"),
        False,
    ),
    (
        policy.PROPOSE_WHO_ACTS,
        "proposed",
        "representation_approver",
        gettext_lazy("Say who else approves timesheets"),
        False,
    ),
    (policy.PROPOSE_WHO_ACTS, "proposed", "representation_withdraw", gettext_lazy("Take back"), False),
    (
        policy.RECORD_WHO_ACTS,
        "in_force",
        "representation_basis",
        gettext_lazy("Record consent or authority"),
        False,
    ),
    (
        policy.PROPOSE_WHO_ACTS,
        "in_force",
        "representation_approver",
        gettext_lazy("Say who else approves timesheets"),
        False,
    ),
    (
        policy.END_WHO_ACTS,
        "in_force",
        "representation_limits",
        gettext_lazy("Change what they may do"),
        False,
    ),
    (policy.END_WHO_ACTS, "in_force", "representation_end", gettext_lazy("Take it away now"), False),
    (policy.STOP_ACTING, "in_force", "representation_stop", gettext_lazy("Stop acting"), False),
)
