"""Holiday for a PA: what is left, what they asked for, and asking for more."""

import functools
from collections.abc import Sequence
from typing import Any

from django import shortcuts
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dpss.access import policy
from dpss.web import components, forms, views
from payroll import models
from payroll.forms.holiday import PAST, TO_COME, AskForm, HolidayFilters
from payroll.operations import holiday as operations
from payroll.queries import holiday, holiday_left, homes
from payroll.views import acting, holiday_parts
from payroll.views.checked import CheckedPage


class _Requests(views.ListPage):
    """Holiday requests, filtered by their state and by when they are."""

    saved = holiday_parts.SAVED
    filter_form = HolidayFilters

    def reached(self) -> QuerySet[Any]:
        """Those of the actor's posts, or of the client for whom the page is used."""
        return holiday.requests(actor=self.actor, client_id=acting.client_id(self.request))

    def narrow(self, rows: QuerySet[Any], **chosen: Any) -> QuerySet[Any]:
        """Now and to come, or past."""
        if chosen["when"] == TO_COME:
            return rows.filter(during__endswith__gt=self.actor.today)
        if chosen["when"] == PAST:
            return rows.filter(during__endswith__lte=self.actor.today)
        return rows


class OwnHoliday(_Requests):
    """A PA's holiday in each job, and what they asked for."""

    permission = policy.SEE_OWN_PAPERS
    template_name = "payroll/people/own_holiday.html"
    title = gettext_lazy("My holiday")

    def listing(self, rows: Sequence[Any]) -> components.Component:
        """A line for each request."""
        return holiday_parts.table(rows, whose="employer", actor=self.actor)

    def empty(self) -> components.Empty:
        """Nothing asked for, or none such."""
        return components.Empty(_("Holiday that you ask for is here, with your employer's answer."))

    @functools.cached_property
    def posts(self) -> list[models.Employment]:
        """The jobs that go on."""
        return list(homes.posts(actor=self.actor))

    def context(self) -> dict[str, Any]:
        """What is left in each job, with the way to ask."""
        day, actor = self.actor.today, self.actor
        left = holiday_left.of_posts(self.posts, day=day, actor=actor)
        unknown = [post.employer.name for post in self.posts if post.pk not in left]
        return super().context() | {
            "balances": holiday_parts.balances(
                [(post.employer.name, left[post.pk]) for post in self.posts if post.pk in left]
            ),
            "unknown": components.Note(
                _(
                    "Another payroll kept the holiday this year, or the contract is not recorded. Ask"
                    " payroll."
                ),
                _("Not known: %(names)s.") % {"names": "; ".join(unknown)},
            )
            if unknown
            else None,
            "ask": [
                components.ButtonLink(
                    _("Ask for holiday"),
                    reverse("payroll:holiday_ask", args=[post.pk]),
                    "main" if len(self.posts) == 1 else "second",
                    about=_("from %(employer)s") % {"employer": post.employer.name},
                )
                if len(self.posts) == 1
                else components.ButtonLink(
                    _("Ask %(employer)s for holiday") % {"employer": post.employer.name},
                    reverse("payroll:holiday_ask", args=[post.pk]),
                )
                for post in self.posts
            ],
        }


class Requests(_Requests):
    """The holiday of an employer's PAs: what waits for an answer, and the calendar of what is agreed."""

    permission = policy.APPROVE_TIMESHEETS
    template_name = "payroll/people/holiday_requests.html"
    title = gettext_lazy("Holiday of your PAs")

    def back(self) -> components.BackLink:
        """To what else waits for the employer."""
        return components.BackLink(_("Timesheets"), reverse("payroll:approvals"))

    def listing(self, rows: Sequence[Any]) -> components.Component:
        """A line for each request."""
        return holiday_parts.table(rows, whose="assistant", actor=self.actor)

    def empty(self) -> components.Empty:
        """Nothing asked for, or none such."""
        return components.Empty(_("Holiday that your PAs ask for is here, for you to agree or refuse."))


class AskForHoliday(CheckedPage):
    """A PA asks: the days, the hours, and what is left before and after."""

    permission = policy.FILL_TIMESHEETS
    template_name = "payroll/people/holiday_ask.html"
    keep = gettext_lazy("Ask for it")

    def load(self) -> None:
        """The job."""
        self.post_held = shortcuts.get_object_or_404(homes.posts(actor=self.actor), pk=self.kwargs["post"])

    @property
    def heading(self) -> components.Words:
        """Of whom."""
        return _("Ask %(employer)s for holiday") % {"employer": self.post_held.employer.name}

    def back(self) -> components.BackLink:
        """To all of it."""
        return components.BackLink(_("My holiday"), reverse("payroll:own_holiday"))

    @functools.cached_property
    def is_rolled_up(self) -> bool:
        """Whether holiday pay comes with the wages."""
        return holiday.is_rolled_up(self.post_held, day=self.actor.today, actor=self.actor)

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """Irregular hours have none in the contract to go by."""
        by_the_hour = self.post_held.hours != models.Employment.Hours.FIXED
        return AskForm(data, by_the_hour=by_the_hour, rolled_up=self.is_rolled_up)

    def context(self) -> dict[str, Any]:
        """What is left, and why it may be without pay."""
        left = holiday_left.of_post(self.post_held, day=self.actor.today, actor=self.actor)
        name = self.post_held.employer.name
        return {
            "left": holiday_parts.balances([(name, left)]) if left else None,
            "not_known": None if left else holiday_parts.before_and_after(None, holiday.Time(0, 0)),
            "rolled_up": holiday_parts.rolled_up() if self.is_rolled_up else None,
        }

    def act(self, **values: Any) -> models.HolidayRequest:
        """Ask."""
        wish = operations.Wish(
            days=values["days"],
            minutes=values["hours"],
            beyond_is_unpaid=bool(values.get("unpaid")),
            note=values["note"],
        )
        return operations.ask(
            post=self.post_held, wish=wish, actor=self.actor, at=self.now, on_behalf_of=self.for_whom
        )

    @property
    def for_whom(self) -> str:
        """Nobody else."""
        return ""

    def would(self, result: models.HolidayRequest) -> Sequence[components.Component]:
        """Day by day, and what is left before and after."""
        days = list(holiday.days_of(result, actor=self.actor))
        time = holiday.Time(sum(day.minutes for day in days), sum(day.unpaid_minutes for day in days))
        left = holiday_left.of_post(self.post_held, day=result.last_day, actor=self.actor, without=result)
        early = holiday_parts.too_soon(left, time)
        return [
            holiday_parts.by_day([(day.day, day.minutes, day.unpaid_minutes) for day in days]),
            holiday_parts.before_and_after(left, time),
            *([early] if early else []),
        ]

    def done(self, result: models.HolidayRequest) -> str:
        """Who answers."""
        said = {"days": holiday_parts.days_in_words(result), "employer": self.post_held.employer.name}
        return _("You asked for %(days)s. %(employer)s answers, and you see the answer here.") % said

    def next_url(self, result: Any) -> str:
        """All of it."""
        return reverse("payroll:own_holiday")
