"""Who employs a PA: every job with its employer, and what goes on when the employer changes."""

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dpss.access import policy
from dpss.kernel import dates
from dpss.web import components, views
from payroll import models
from payroll.queries import posts


class OwnEmployers(views.Page):
    """Each job, the newest first."""

    permission: ClassVar[str] = policy.FILL_TIMESHEETS
    template_name = "payroll/people/own_employers.html"
    title = gettext_lazy("Who employs me")

    def back(self) -> components.BackLink:
        """Home."""
        return components.BackLink(_("Home"), reverse("home"))

    def context(self) -> dict[str, Any]:
        """The jobs, or what will be here."""
        shown: Sequence[components.Component] = [
            _shown(post, self.actor.today) for post in posts.own(actor=self.actor)
        ]
        return {"jobs": shown or [components.Empty(_("You have no job here yet. When you do, it is here."))]}


def _shown(post: models.Employment, today: date) -> components.Component:
    until = dates.with_weekday(post.last_day) if post.last_day else _("It goes on")
    rows = [
        components.SummaryRow(_("Job"), _state(post, today)),
        components.SummaryRow(_("From"), dates.with_weekday(post.first_day)),
        components.SummaryRow(_("Last day"), until),
    ]
    if post.follows is not None:
        said = (
            _("Your hours, pay and bank details go on. Your service counts from %(day)s.")
            if post.continuous_from
            else _("Your hours, pay and bank details go on. Your service began anew on %(day)s.")
        )
        before = _("Before that %(name)s employed you.") % {"name": post.follows.employer.name}
        kept = said % {"day": dates.in_words(post.service_from)}
        rows.append(components.SummaryRow(_("What changed"), f"{before} {kept}"))
    return components.SummaryList(tuple(rows), title=post.employer.name)


def _state(post: models.Employment, today: date) -> str:
    if post.first_day > today:
        return _("From %(day)s") % {"day": dates.in_words(post.first_day)}
    return _("Ended") if post.last_day and post.last_day < today else _("Now")
