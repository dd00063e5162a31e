"""What every home is: three live figures, one list, one action."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from dpss.kernel import dates
from dpss.web import components, views

NOON, EVENING = 12, 18


class Home(views.Page):
    """The first page of a role. A role's own class says what is on it; reach decides whose."""

    permission = views.SIGNED_IN
    template_name = "portal/home.html"

    @property
    def heading(self) -> components.Words:
        """A greeting by the time of day."""
        hour = self.now.hour
        greeting = (
            _("Good morning") if hour < NOON else _("Good afternoon") if hour < EVENING else _("Good evening")
        )
        return f"{greeting}, {self.actor.name.split(' ')[0]}"

    def under(self) -> components.Words:
        """What day it is."""
        return dates.with_weekday(self.actor.today)

    def first(self) -> Sequence[components.Component]:
        """What comes before the figures: the one thing to know or do."""
        return []

    def action(self) -> components.ButtonLink | None:
        """The one thing to do, where it belongs to what comes first."""
        return None

    def figures(self) -> components.Figures | components.Strip | None:
        """The live figures."""
        raise NotImplementedError

    def parts(self) -> Sequence[components.Component]:
        """The list, and what belongs to it."""
        raise NotImplementedError

    def side(self) -> Sequence[components.Component]:
        """The side column, for staff."""
        return []

    def context(self) -> dict[str, Any]:
        """The parts in their order."""
        return {
            "under": self.under(),
            "first": self.first(),
            "action": self.action(),
            "figures": self.figures(),
            "parts": self.parts(),
            "side": self.side(),
        }
