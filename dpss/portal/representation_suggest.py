"""A client suggests somebody who is to act for them; the council puts it in force."""

from typing import Any, ClassVar

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients import acting_rules
from clients.forms import representations as asked
from clients.operations import representation_papers as papers
from clients.queries import people
from clients.queries import representations as queries
from dpss.access import policy
from dpss.web import components, views


class Suggest(views.FormPage):
    """The client suggests somebody who is to act for them."""

    permission: ClassVar[str] = policy.CHOOSE_WHO_ACTS
    template_name = "portal/representation_propose.html"
    title = gettext_lazy("Suggest somebody who acts for me")
    form_class = asked.SuggestForm

    def load(self) -> None:
        """Their own record."""
        found = people.own_client(actor=self.actor)
        if found is None and self.actor.may(self.permission):
            raise Http404
        self.client: Any = found

    def back(self) -> components.BackLink:
        """Their list."""
        return components.BackLink(_("People who act for me"), reverse("who_acts_for_me"))

    def initial(self) -> dict[str, Any]:
        """From today."""
        return {"first_day": self.actor.today}

    def context(self) -> dict[str, Any]:
        """What happens."""
        return {
            "consequences": [
                _("They see nothing and can do nothing until the council has said yes."),
                _("What you tick here is all that they may do. You decide and sign yourself."),
                _("You can take it away any time, on the page before this one."),
            ]
        }

    def act(self, **values: Any) -> queries.Representation:
        """Suggest them."""
        limits = asked.limits_of(values, acting_rules.NOMINATED)
        given = {name: values[name] for name in ("name", "email", "first_day", "last_day", "is_their_pa")}
        return papers.suggest(client=self.client, limits=limits, actor=self.actor, at=self.now, **given)

    def done(self, result: Any) -> str:
        """What comes next."""
        return _("We asked the council. You see here when it has said yes.")

    def next_url(self, result: Any) -> str:
        """Their list."""
        return reverse("who_acts_for_me")
