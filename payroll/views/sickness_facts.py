"""What sick pay is worked out from, as a payroll officer records it."""

import uuid
from typing import Any, ClassVar

from django import shortcuts
from django.urls import reverse

from dpss.access import policy
from dpss.kernel import dates
from dpss.web import components, forms, views
from payroll.forms.sickness import EarlierForm, UsualDaysForm
from payroll.operations import sickness_facts as operations
from payroll.queries import sickness
from payroll.views import post_file, sickness_parts


class _Fact(post_file.OfAPost, views.FormPage):
    """Recorded from the file of the post, or from a sickness, to which it leads back."""

    permission: ClassVar[str] = policy.KEEP_POSTS
    template_name = "payroll/provider/sickness_fact.html"
    explained: ClassVar[tuple[str, ...]] = ()

    def next_url(self, result: Any) -> str:
        """To the sickness from which it was opened, else to the file."""
        period = _key(self.request.GET.get("period", ""))
        if period is None:
            return super().next_url(result)
        return reverse("payroll:sickness", args=[self.held.pk, period])

    def back(self) -> components.BackLink:
        """Where it was opened."""
        return components.BackLink(self.held.assistant.name, self.next_url(None))


class UsualDays(_Fact):
    """The weekdays on which the PA usually works."""

    title = "Usual working days"
    explained = (
        "Statutory Sick Pay is shared over these days, and paid for these days alone.",
        "The first time, they hold from the start of the job. A change holds from its own day.",
    )

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """Without a day the first time."""
        known = list(sickness.qualifying_days(self.held, actor=self.actor))
        ticked = {"weekdays": known[-1].weekdays} if known else {}
        return UsualDaysForm(data, initial=ticked, first=not known)

    def act(self, **values: Any) -> Any:
        """Record them."""
        return operations.agree_days(
            post=self.held,
            weekdays=[int(number) for number in values["weekdays"]],
            day=values.get("day"),
            actor=self.actor,
            at=self.now,
        )

    def done(self, result: Any) -> str:
        """What holds from when."""
        days = sickness_parts.weekdays_in_words(result.weekdays)
        return f"Usual working days: {days}, from {dates.in_words(result.during.lower)}."


class EarlierSickness(_Fact):
    """Sickness in this job that no timesheet here has."""

    title = "Earlier sickness"
    form_class = EarlierForm
    explained = (
        "Sickness with no more than 56 days between counts as one, so days before this payroll can matter.",
        "Nothing is paid for them here. They count towards the 28 weeks of sick pay.",
    )

    def act(self, **values: Any) -> Any:
        """Record it."""
        return operations.add_earlier(
            post=self.held,
            span=dates.Span(values["first"], values["last"]),
            source=values["source"],
            actor=self.actor,
            at=self.now,
        )

    def done(self, result: Any) -> str:
        """Which days."""
        return f"Added: sickness of {sickness_parts.said(sickness.span_of(result))}."


class RemoveEarlierSickness(_Fact):
    """Earlier sickness that was recorded by mistake."""

    title = "Remove earlier sickness"
    form_class = forms.NoQuestionsForm

    def load(self) -> None:
        """The post and the sickness."""
        super().load()
        rows = sickness.earlier_sickness(self.held, actor=self.actor).select_related("employment")
        self.earlier = shortcuts.get_object_or_404(rows, pk=self.kwargs["earlier"])

    def context(self) -> dict[str, Any]:
        """What is removed."""
        span = sickness_parts.said(sickness.span_of(self.earlier))
        row = components.SummaryRow("Sickness", f"{span}. {self.earlier.source}")
        return {"thing": components.SummaryList((row,))}

    def act(self, **values: Any) -> Any:
        """Take it away."""
        operations.remove_earlier(earlier=self.earlier, actor=self.actor, at=self.now)

    def done(self, result: Any) -> str:
        """What was done."""
        return "Removed. History keeps that it was recorded."


def _key(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
