"""Referrals: which there are, one with who may be the same person, and writing one down."""

import uuid
from collections.abc import Sequence
from typing import Any, ClassVar

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from clients import models
from clients.forms.referrals import ReferralForm
from clients.operations import referrals as operations
from clients.queries import referrals as queries
from clients.states.referral import OPEN
from dpss.access import policy
from dpss.kernel import dates
from dpss.web import components, fields, forms, views

_COLOUR = {
    "received": "blue",
    "looked_at": "yellow",
    "accepted": "green",
    "not_taken_up": "grey",
    "duplicate": "grey",
}


class _WhoForm(forms.FilterForm):
    """By name."""

    who = fields.SearchField(label=gettext_lazy("Name"))


def tag(row: models.Referral) -> components.Tag:
    """Its state in words."""
    return components.Tag(row.get_state_display(), _COLOUR[row.state])  # type: ignore[arg-type]


class Referrals(views.SearchPage):
    """Every referral, who has waited longest first."""

    permission = policy.TAKE_REFERRALS
    template_name = "clients/referrals.html"
    title = gettext_lazy("Referrals")
    saved = (
        views.Saved("open", gettext_lazy("To be decided"), Q(state__in=OPEN)),
        views.Saved("received", gettext_lazy("Received"), Q(state="received")),
        views.Saved("looked_at", gettext_lazy("Being looked at"), Q(state="looked_at")),
        views.Saved("accepted", gettext_lazy("Accepted"), Q(state="accepted")),
        views.Saved("not_taken_up", gettext_lazy("Not taken up"), Q(state="not_taken_up")),
        views.Saved("duplicate", gettext_lazy("Referred twice"), Q(state="duplicate")),
    )
    sorts = {
        "since": views.Option(gettext_lazy("Longest waiting"), ("received_on", "pk")),
        "name": views.Option(gettext_lazy("Name"), ("name", "pk")),
    }
    filter_form = _WhoForm
    csv_columns = {
        "Name": lambda row: row.name,
        "Who referred them": lambda row: row.get_source_display(),
        "State": lambda row: row.get_state_display(),
        "Received on": lambda row: row.received_on,
    }

    def rows(self) -> QuerySet[models.Referral]:
        """Each with who looks at it."""
        return models.Referral.objects.select_related("looked_by")

    def narrow(self, rows: QuerySet[Any], **chosen: Any) -> QuerySet[Any]:
        """By name."""
        who = chosen.get("who")
        return rows.filter(name__icontains=who) if who else rows

    def context(self) -> dict[str, Any]:
        """With the way to write one down."""
        new = components.ButtonLink(_("Write down a referral"), reverse("clients:referral_new"), "main")
        return super().context() | {"new": new}

    def listing(self, rows: Sequence[Any]) -> components.Component:
        """A row a referral, with for how long it waits."""
        return components.WorkList(
            caption=_("Referrals"),
            rows=tuple(self._row(row) for row in rows),
            heads=(_("State"), _("Person"), _("Who referred them"), _("What to do")),
        )

    def empty(self) -> components.Empty:
        """None."""
        return components.Empty(_("No referral is here. Write one down when somebody rings or writes."))

    def _row(self, row: Any) -> components.WorkRow:
        address = reverse("clients:referral", args=[row.pk])
        days = (self.actor.today - row.received_on).days
        waits = ngettext("waits %(days)s day", "waits %(days)s days", days) % {"days": days}
        came = _("came on %(day)s") % {"day": dates.in_words(row.received_on)}
        whose = _("Looked at by %(name)s") % {"name": row.looked_by.name} if row.looked_by else ""
        return components.WorkRow(
            key=str(row.pk),
            who=components.Link(row.name, address),
            why=row.get_source_display(),
            about=whose,
            tag=tag(row),
            when=waits if row.state in OPEN else came,
            action=components.ButtonLink(_("Open"), address, about=row.name),
        )


class OfReferral(views.Page):
    """A page about one referral, where the actor reaches it."""

    permission: ClassVar[str] = policy.TAKE_REFERRALS

    def load(self) -> None:
        """The referral."""
        rows = queries.referrals(actor=self.actor).select_related("duplicate_of", "recorded_by")
        self.referral = get_object_or_404(rows, pk=self.kwargs["pk"])

    def back(self) -> components.BackLink | None:
        """The referral."""
        return components.BackLink(self.referral.name, self.next_url(None))

    def next_url(self, result: Any) -> str:
        """The referral."""
        return reverse("clients:referral", args=[self.referral.pk])


class Referral(OfReferral):
    """One referral: who, by whom and why, who may be the same person, and what can be done."""

    template_name = "clients/referral.html"

    @property
    def heading(self) -> components.Words:
        """Who."""
        return str(self.referral.name)

    def back(self) -> components.BackLink:
        """Every referral."""
        return components.BackLink(_("Referrals"), reverse("clients:referrals"))

    def context(self) -> dict[str, Any]:
        """What is known, and the same person elsewhere."""
        return {
            "tag": tag(self.referral),
            "facts": components.SummaryList(tuple(self._facts())),
            "same": self._same(),
            "links": self._links() if self.actor.may(policy.DECIDE_REFERRALS) else [],
        }

    def _facts(self) -> list[components.SummaryRow]:
        one, today = self.referral, self.actor.today
        born = f"{dates.in_words(one.birth_date)} ({dates.age_on(one.birth_date, today)})"
        by = f"{one.get_source_display()}: {one.referred_by}" if one.referred_by else one.get_source_display()
        written = _("%(day)s, written down by %(name)s") % {
            "day": dates.with_weekday(one.received_on),
            "name": one.recorded_by.name if one.recorded_by else _("the person themselves"),
        }
        said = (
            (_("Born"), born),
            (_("Whose support"), one.get_group_display()),
            (_("Who referred them"), by),
            (_("Why"), one.words),
            (_("Phone number"), one.phone),
            (_("E-mail address"), one.email),
            (_("Where they live"), ", ".join(part for part in (one.town, one.postcode) if part)),
            (_("How they want to hear from us"), one.get_contact_route_display()),
            (_("NHS number"), one.nhs_number),
            (_("Received"), written),
            (_("Looked at by"), one.looked_by.name if one.looked_by else ""),
        )
        return [components.SummaryRow(label, value) for label, value in said if value]

    def _same(self) -> components.Component | None:
        same = queries.same_as(self.referral, actor=self.actor)
        rows = [
            components.PanelRow(
                other.name,
                note=_("Referral of %(day)s: %(state)s")
                % {"day": dates.in_words(other.received_on), "state": other.get_state_display().lower()},
                href=reverse("clients:referral", args=[other.pk]),
            )
            for other in same.referrals
        ]
        rows += [
            components.PanelRow(
                client.name,
                note=_("Client %(reference)s: %(stage)s")
                % {"reference": client.reference, "stage": client.get_stage_display().lower()},
            )
            for client in same.clients
        ]
        return components.Panel(_("This may be the same person"), tuple(rows)) if rows else None

    def _links(self) -> list[components.Component]:
        one, found = self.referral, list[components.Component]()

        def link(words: components.Words, route: str, *, main: bool = False) -> None:
            address = reverse(route, args=[one.pk])
            found.append(
                components.ButtonLink(words, address, "main") if main else components.Link(words, address)
            )

        if one.state in OPEN:
            link(_("Accept it"), "clients:referral_accept", main=True)
            if one.state == "received":
                link(_("Look at it"), "clients:referral_look")
            link(_("It is not taken up"), "clients:referral_decline")
            link(_("It was made twice"), "clients:referral_twice")
        elif one.state == "accepted":
            address = reverse("clients:onboarding", args=[one.onboarding_id])
            found.append(components.ButtonLink(_("Go on with setting up"), address, "main"))
        else:
            link(_("Look at it again"), "clients:referral_again")
        return found


class NewReferral(views.FormPage):
    """Write a referral down, for a social worker or for who rings."""

    permission = policy.TAKE_REFERRALS
    title = gettext_lazy("Write down a referral")
    form_class = ReferralForm

    def back(self) -> components.BackLink:
        """Every referral."""
        return components.BackLink(_("Referrals"), reverse("clients:referrals"))

    def initial(self) -> dict[str, Any]:
        """Sent twice, it is kept once."""
        return {"key": uuid.uuid4(), "contact_route": "phone"}

    def act(self, **values: Any) -> models.Referral:
        """Keep it."""
        key = values.pop("key")
        return operations.record(said=operations.Said(**values), key=key, actor=self.actor, at=self.now)

    def done(self, result: Any) -> str:
        """What comes next."""
        return _("The referral is kept. The council’s practitioner decides.")

    def next_url(self, result: Any) -> str:
        """The referral."""
        return reverse("clients:referral", args=[result.pk])
