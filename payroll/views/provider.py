"""What the pages of a payroll provider have in common: the pay period, and the words for a payrun."""

from typing import Any, ClassVar, Final
from urllib.parse import urlencode

from django import shortcuts
from django.db.models import Q, QuerySet
from django.urls import reverse

from dpss.access import policy
from dpss.kernel import dates
from dpss.web import components, views
from dpss.web.components import basics
from payroll import models
from payroll.queries import month
from payroll.views import board_place

RHYTHMS: Final = {
    "weekly": "Weekly",
    "two_weekly": "Two-weekly",
    "four_weekly": "Four-weekly",
    "monthly": "Monthly",
}
RUN_COLOURS: Final[dict[str, basics.Colour]] = {
    "due": "grey",
    "requested": "blue",
    "blocked": "red",
    "ready": "amber",
    "approved": "green",
}
REPORT_COLOURS: Final[dict[str, basics.Colour]] = {
    "awaiting": "amber",
    "held": "red",
    "queued": "blue",
    "sending": "blue",
    "acknowledged": "blue",
    "accepted": "green",
    "rejected": "red",
    "not_worked": "grey",
    "unknown": "red",
    "dropped": "grey",
    "closed": "grey",
}


class PostSearch(views.SearchPage):
    """A list beside the payruns whose rows are each of one post: found by the name of the PA or employer."""

    def back(self) -> components.BackLink:
        """To the payrun."""
        return components.BackLink("Payrun", reverse("payroll:board"))

    def narrow(self, rows: QuerySet[Any], **chosen: Any) -> QuerySet[Any]:
        """By the name of the PA or the employer."""
        name = chosen["name"]
        if not name:
            return rows
        return rows.filter(
            Q(employment__assistant__name__icontains=name) | Q(employment__employer__name__icontains=name)
        )


class PeriodPage(views.Page):
    """A page about one pay period of the actor's own organisation."""

    permission: ClassVar[str] = policy.SEE_PAYRUNS
    period: models.PayPeriod

    def load(self) -> None:
        """The period that the address names. Another provider's is not found."""
        periods = month.periods_of(actor=self.actor)
        self.period = shortcuts.get_object_or_404(periods, pk=self.kwargs["period"])

    @property
    def board_url(self) -> str:
        """The board of this period, as it was left."""
        return board_place.address(self.request.session, self.period.pk)

    def back(self) -> components.BackLink | None:
        """To the board."""
        return components.BackLink("Payrun", self.board_url)


def span_of(period: models.PayPeriod) -> str:
    """`19 October to 15 November 2026`."""
    return dates.span_in_words(dates.Span(period.first_day, period.last_day))


def title_of(period: models.PayPeriod) -> str:
    """`Four-weekly payrun, 19 October to 15 November 2026`."""
    return f"{RHYTHMS[period.group.interval]} payrun, {span_of(period)}"


def run_tag(state: str) -> components.Tag:
    """The state of a payrun as a tag."""
    return components.Tag(models.Payrun.machine.states[state], RUN_COLOURS[state])


def report_tag(state: str) -> components.Tag:
    """The state of a submission as a tag."""
    return components.Tag(models.Submission.machine.states[state], REPORT_COLOURS[state])


def with_keys(url: str, *keys: object, **more: object) -> str:
    """An address that names rows, as the pages that act on many take it. A sequence stands there in parts."""
    return f"{url}?{urlencode([('key', key) for key in keys] + list[Any](more.items()), doseq=True)}"
