"""What the commissioner's pages have in common."""

import functools
from typing import ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _

from commissioning.facts import Facts
from commissioning.queries import oversight
from dpss.access import policy
from dpss.web import components, views


class OversightPage(views.Page):
    """A page drawn from the facts of today."""

    permission: ClassVar[str] = policy.SEE_MEASURES

    @functools.cached_property
    def facts(self) -> Facts:
        """What was counted, published, contracted and billed."""
        return oversight.facts_on(day=self.actor.today, actor=self.actor)


def to_dashboard() -> components.BackLink:
    """The way back to the dashboard."""
    return components.BackLink(_("Dashboard"), reverse("commissioning:dashboard"))
