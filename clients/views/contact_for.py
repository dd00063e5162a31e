"""Staff write down how to contact a client or a PA who has no sign-in."""

from collections.abc import Sequence
from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from clients.forms import ContactForForm
from clients.operations import contact_for as operations
from clients.queries import people
from dpss.access import policy
from dpss.web import components, forms, views


class _ContactFor(views.ExplainedPage):
    """The person, and what was chosen for them."""

    permission = policy.CHOOSE_CONTACT_FOR
    person: Any

    @property
    def heading(self) -> components.Words:
        """Whom."""
        return _("How to contact %(name)s") % {"name": self.person.name}

    def back(self) -> components.BackLink:
        """To where the role works."""
        return components.BackLink(_("Home"), reverse("home"))

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """As it is now."""
        initial = {"route": self.person.contact_route, "phone": self.person.phone}
        return ContactForForm(data, initial=initial)

    def consequences(self) -> Sequence[components.Words]:
        """What it changes."""
        return [
            _("Whoever rings or writes about timesheets and pay sees it."),
            _("No message is sent to somebody without a sign-in. When they get one, they choose themself."),
        ]

    def nothing(self) -> str:
        """They choose themself."""
        if self.person.user_id is None:
            return ""
        return _("They sign in, and choose themself under “How we contact you”.")

    def act(self, **values: Any) -> Any:
        """Keep it."""
        return operations.choose_for(person=self.person, **values, actor=self.actor, at=self.now)

    def done(self, result: Any) -> str:
        """What holds now."""
        said = {"name": result.name, "way": result.get_contact_route_display().lower()}
        return _("%(name)s is contacted %(way)s.") % said

    def next_url(self, result: Any) -> str:
        """Back here."""
        return self.request.path


class ClientContact(_ContactFor):
    """A client."""

    def load(self) -> None:
        """The client, where the actor reaches them."""
        self.person = get_object_or_404(people.clients(actor=self.actor), pk=self.kwargs["pk"])

    def back(self) -> components.BackLink:
        """To the record, for who keeps it."""
        if self.actor.may(policy.SEE_CASELOAD):
            return components.BackLink(self.person.name, reverse("client", args=[self.person.pk]))
        return super().back()


class AssistantContact(_ContactFor):
    """A PA."""

    def load(self) -> None:
        """The PA, where the actor reaches them."""
        self.person = get_object_or_404(people.assistants(actor=self.actor), pk=self.kwargs["pk"])
