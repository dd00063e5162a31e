"""A person says how they want to be contacted."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients.forms import ContactForm
from clients.operations import contact as operations
from clients.queries import contact
from dpss.access import policy
from dpss.kernel import phones
from dpss.web import components, views


class HowToContact(views.FormPage):
    """E-mail, text or a call; as it was chosen last."""

    permission = policy.CHOOSE_CONTACT
    title = gettext_lazy("How we contact you")
    form_class = ContactForm

    def back(self) -> components.BackLink:
        """To the home page."""
        return components.BackLink(_("Home"), reverse("home"))

    def initial(self) -> dict[str, Any]:
        """The last choice."""
        chosen = contact.own_choice(actor=self.actor)
        if chosen is None:
            return {}
        return {"way": chosen.way, "mobile": phones.in_words(chosen.mobile) if chosen.mobile else ""}

    def act(self, **values: Any) -> Any:
        """Keep it."""
        return operations.choose(**values, actor=self.actor, at=self.now)

    def done(self, result: Any) -> str:
        """What we do from now on."""
        return {
            "email": _("We write to you by e-mail."),
            "text": _("We send you text messages."),
            "call": _("We ring you."),
        }[result.way]

    def next_url(self, result: Any) -> str:
        """Home; a number that is not proved can be proved next."""
        return reverse("clients:mobile_code" if result.mobile and not result.proved_at else "home")
