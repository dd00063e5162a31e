"""A person proves that a mobile number is theirs: asks for a code, and enters it."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients.forms import CodeForm
from clients.operations import mobile_codes as operations
from clients.queries import contact
from dpss.access import policy
from dpss.celery import nudge
from dpss.kernel import phones
from dpss.web import components, forms, views


class _OwnNumber(views.ExplainedPage):
    """About the number that the person gave."""

    permission = policy.CHOOSE_CONTACT

    def back(self) -> components.BackLink:
        """To the choice."""
        return components.BackLink(_("How we contact you"), reverse("clients:contact"))

    def load(self) -> None:
        """Their last choice."""
        self.chosen = contact.own_choice(actor=self.actor)

    def nothing(self) -> str:
        """There is no number, or it is proved."""
        if self.chosen is None or not self.chosen.mobile:
            return _("We have no mobile number of yours. Tell us how to contact you first.")
        return _("Your number is proved. There is nothing to do.") if self.chosen.proved_at else ""

    @property
    def number(self) -> str:
        """As people say it."""
        return phones.in_words(self.chosen.mobile) if self.chosen else ""


class AskForCode(_OwnNumber):
    """Have a code texted."""

    title = gettext_lazy("Prove your mobile number")
    form_class = forms.NoQuestionsForm

    @property
    def button(self) -> components.Words:
        """What it does."""
        return _("Text me a code")

    def consequences(self) -> Sequence[components.Words]:
        """What comes, and why."""
        return [
            _("We text a code of 6 figures to %(number)s.") % {"number": self.number},
            _("You enter it here within 15 minutes."),
            _("Then timesheets can be approved by a link that is texted to this number."),
        ]

    def act(self, **values: Any) -> Any:
        """Ask for it, and have it sent at once."""
        asked = operations.ask(actor=self.actor, at=self.now)
        nudge("clients.send_mobile_codes")
        return asked

    def done(self, result: Any) -> str:
        """Where to look."""
        return _("A code is on its way to %(number)s.") % {"number": self.number}

    def next_url(self, result: Any) -> str:
        """To where it is entered."""
        return reverse("clients:mobile_code_enter")


class EnterCode(_OwnNumber):
    """Enter the code."""

    title = gettext_lazy("Enter the code")
    form_class = CodeForm

    def back(self) -> components.BackLink:
        """To ask for another one."""
        return components.BackLink(_("Ask for another code"), reverse("clients:mobile_code"))

    def act(self, **values: Any) -> bool:
        """Hold it against the one that was texted."""
        return operations.prove(code=values["code"], actor=self.actor, at=self.now)

    def done(self, result: Any) -> str:
        """Whether it was right."""
        if result:
            return _("Your number is proved.")
        return _("That was not the code. Look at the text again, or ask for another code.")

    def next_url(self, result: Any) -> str:
        """Back to the choice, or once more."""
        return reverse("clients:contact" if result else "clients:mobile_code_enter")
