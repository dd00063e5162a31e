"""A client, or who acts for them, asks to approve timesheets by text; and stops it."""

import functools
import uuid
from collections.abc import Sequence
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients.queries import contact
from dpss.access import policy
from dpss.kernel import dates, phones
from dpss.web import components, forms, views
from payroll import models
from payroll.forms.text_links import ChoosePinForm
from payroll.operations import text_links as operations
from payroll.queries import text_links
from payroll.views import acting


class _ByText(views.FormPage):
    """About the timesheets of one client."""

    permission = policy.APPROVE_TIMESHEETS

    def load(self) -> None:
        """Whose timesheets they are, where the actor may approve them."""
        chosen = text_links.client_of(actor=self.actor, chosen=acting.client_id(self.request))
        if chosen is None and self.actor.may(self.permission):
            raise Http404
        self.chosen = chosen

    @property
    def client_id(self) -> uuid.UUID:
        """The client. Raises Http404 for who approves for nobody."""
        if self.chosen is None:
            raise Http404
        return self.chosen

    @functools.cached_property
    def approver(self) -> models.TextApprover | None:
        """That it is on already."""
        return text_links.own_approver(self.client_id, actor=self.actor)

    def next_url(self, result: Any) -> str:
        """The timesheets."""
        return reverse("payroll:approvals")


class ApproveByText(_ByText):
    """What it is, the number that it goes to, and the PIN."""

    template_name = "payroll/people/text_approval.html"
    title = gettext_lazy("Approve timesheets by text")
    form_class = ChoosePinForm

    def back(self) -> components.BackLink:
        """To the timesheets."""
        return components.BackLink(_("Timesheets to approve"), reverse("payroll:approvals"))

    def context(self) -> dict[str, Any]:
        """Where the texts go, and whether it is on."""
        mobile = text_links.own_mobile(actor=self.actor)
        change = reverse("clients:contact")
        chosen = contact.own_choice(actor=self.actor)
        first = (
            components.ButtonLink(_("Prove your mobile number"), reverse("clients:mobile_code"), "main")
            if chosen and chosen.mobile
            else components.ButtonLink(_("Tell us your mobile number"), change, "main")
        )
        since = dates.in_words(timezone.localdate(self.approver.chosen_at)) if self.approver else ""
        return {
            "number": phones.in_words(mobile) if mobile else "",
            "change": components.Link(_("Change the number"), change),
            "first": first,
            "since": _("On since %(day)s.") % {"day": since} if since else "",
            "stop": components.ButtonLink(_("Stop it"), reverse("payroll:text_approval_stop"))
            if self.approver
            else None,
        }

    def act(self, **values: Any) -> Any:
        """Keep the PIN."""
        return operations.choose_pin(client_id=self.client_id, **values, actor=self.actor, at=self.now)

    def done(self, result: Any) -> str:
        """What comes next."""
        return _("When a timesheet waits, we text you a link. Keep your PIN to yourself.")


class StopByText(_ByText):
    """No more links."""

    template_name = "pages/action.html"
    title = gettext_lazy("Stop approving by text")
    form_class = forms.NoQuestionsForm
    button = gettext_lazy("Stop it")
    warning = False

    def back(self) -> components.BackLink:
        """To what is on."""
        return components.BackLink(_("Approve timesheets by text"), reverse("payroll:text_approval"))

    def context(self) -> dict[str, Any]:
        """What stops."""
        consequences: Sequence[components.Words] = [
            _("Links that you have no longer work."),
            _("You approve timesheets here when you sign in, or by phone."),
        ]
        nothing = "" if self.approver else _("You do not approve timesheets by text.")
        return {"consequences": consequences, "told": (), "thing": None, "nothing": nothing}

    def act(self, **values: Any) -> None:
        """Stop it."""
        operations.stop(client_id=self.client_id, actor=self.actor, at=self.now)

    def done(self, result: Any) -> str:
        """That it is off."""
        return _("We send you no more links.")
