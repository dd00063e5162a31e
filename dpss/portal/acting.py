"""Whose page a representative uses: remembered in the session, checked on every request."""

import uuid
from collections.abc import Callable
from typing import Any

from django import forms as django_forms
from django.http import Http404, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients.queries import people
from dpss.access import policy
from dpss.kernel import dates
from dpss.portal import representation_parts
from dpss.web import components, forms, views
from dpss.web.requests import PortalRequest

KEY = "acting_for"
OF_MONEY = {"clients:money", "payroll:instructions"}
OF_PAY = {"payroll:approvals", "payroll:instructions", "payroll:payslips"}


class ActingForMiddleware:
    """Inside the request's transaction: finds whom the representative acts for, if anyone."""

    def __init__(self, get_response: Callable[[PortalRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: PortalRequest) -> HttpResponseBase:
        """The one chosen in this session, else the first by name."""
        actor = getattr(request, "actor", None)
        request.acting_for, request.acting_for_others = None, False
        if actor is not None and actor.role == policy.REPRESENTATIVE:
            everyone = people.represented(actor=actor)
            chosen = [one for one in everyone if str(one.client_id) == request.session.get(KEY)]
            request.acting_for = next(iter(chosen or everyone), None)
            request.acting_for_others = len(everyone) > 1
        return self.get_response(request)


def banner(request: PortalRequest) -> components.ActingFor | None:
    """The band that says on whose behalf, on every page; None for everyone else."""
    acting = getattr(request, "acting_for", None)
    if acting is None:
        return None
    address = reverse("acting_for")
    change = components.Link(_("Change person"), address) if request.acting_for_others else None
    return components.ActingFor(
        name=acting.name,
        until=dates.in_words(acting.last_day) if acting.last_day else "",
        rights=components.Link(_("What you may do for %(name)s") % {"name": acting.first_name}, address),
        change=change,
    )


def limits(request: PortalRequest) -> frozenset[str]:
    """The pages that a representative may not use for this person, so that no menu leads there."""
    acting: people.ActingFor | None = getattr(request, "acting_for", None)
    if acting is None:
        return frozenset()
    closed = set() if acting.sees_money else OF_MONEY
    return frozenset(closed if acting.approves_timesheets else closed | OF_PAY)


class ActingForForm(forms.Form):
    """For whom?"""

    submit = gettext_lazy("Act for this person")

    client = django_forms.ChoiceField(
        label=gettext_lazy("People you act for"),
        widget=django_forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose a person.")},
    )


class ChooseActingFor(views.FormPage):
    """Whose page it is, and what the representative may do there."""

    permission = views.SIGNED_IN
    template_name = "portal/acting_for.html"
    title = gettext_lazy("Acting for someone")
    form_class = ActingForForm

    def load(self) -> None:
        """Only for those who act for someone."""
        self.people = people.represented(actor=self.actor)
        if not self.people:
            raise Http404

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """The people, the present one chosen."""
        form = ActingForForm(data, initial={"client": str(self.request.acting_for.client_id)})
        form.fields["client"].choices = [  # type: ignore[attr-defined]
            (str(one.client_id), one.name) for one in self.people
        ]
        return form

    def context(self) -> dict[str, Any]:
        """What may be done for whom."""
        return {"rights": components.SummaryList(tuple(self._rights(one) for one in self.people))}

    def act(self, **values: Any) -> uuid.UUID:
        """Remember the choice."""
        self.request.session[KEY] = values["client"]
        return uuid.UUID(values["client"])

    def done(self, result: Any) -> str:
        """Whose page it is now."""
        name = next(one.name for one in self.people if one.client_id == result)
        return _("You are now acting for %(name)s. What you do is recorded with your name and theirs.") % {
            "name": name
        }

    def next_url(self, result: Any) -> str:
        """Their home."""
        return reverse("home")

    def _rights(self, one: people.ActingFor) -> components.SummaryRow:
        address = reverse("representation", args=[one.representation_id])
        return components.SummaryRow(
            one.name,
            representation_parts.may_in_words(one.limits, one.today),
            action=components.Link(_("Since when, by what right, and how to stop"), address),
        )
