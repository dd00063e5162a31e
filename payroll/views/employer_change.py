"""A change of employer, prepared step by step: why and when, each post, the old scheme, what is next."""

import functools
from typing import Any, ClassVar

from django import shortcuts
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

from dpss.access import policy
from dpss.kernel import dates
from dpss.web import components, views
from payroll import change_rules, models
from payroll.forms import employer_changes as asked
from payroll.operations import employer_changes as operations
from payroll.queries import employer_changes as queries
from payroll.queries import pension_schemes
from payroll.views.scheme import OfAnEmployer

_TEMPLATE = "payroll/provider/post_change.html"


class Begin(OfAnEmployer, views.FormPage):
    """Begin the change of an employer, or go on with the one that was begun."""

    template_name = _TEMPLATE
    form: asked.ReasonForm

    @property
    def heading(self) -> components.Words:
        """Whose."""
        return f"Another person becomes the employer in place of {self.employer.name}"

    def back(self) -> components.BackLink:
        """To the employer."""
        return components.BackLink(self.employer.name, reverse("payroll:employer", args=[self.employer.pk]))

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """One that was begun is gone on with."""
        begun = queries.open_of(self.employer, actor=self.actor)
        if begun is not None:
            return shortcuts.redirect("payroll:employer_change", change=begun.pk)
        return super().get(request, *args, **kwargs)

    def make_form(self, data: Any = None, files: Any = None) -> asked.ReasonForm:
        """The people who might employ, and the first day of the next pay period."""
        proposed = queries.proposed_day(self.employer, actor=self.actor)
        self.form = asked.ReasonForm(
            data,
            candidates=queries.candidates(self.employer, actor=self.actor),
            initial={"first_day": proposed},
        )
        return self.form

    def context(self) -> dict[str, Any]:
        """What will happen, and what each reason means."""
        return {
            "consequences": [
                "Nothing changes until you confirm it on the last page. You can stop and go on another day.",
                *change_rules.WHAT_IT_MEANS.values(),
            ]
        }

    def act(self, **values: Any) -> models.EmployerChange:
        """Begin it."""
        return operations.begin(
            employer=self.employer, reason=self.form.reason(), actor=self.actor, at=self.now
        )

    def next_url(self, result: models.EmployerChange) -> str:
        """To its page, with the next steps."""
        return reverse("payroll:employer_change", args=[result.pk])


class OfAChange(views.Page):
    """A page about one change of employer, where the actor reaches it."""

    permission: ClassVar[str] = policy.KEEP_POSTS
    change: models.EmployerChange

    def load(self) -> None:
        """The change with its employer."""
        found = queries.changes(actor=self.actor)
        self.change = shortcuts.get_object_or_404(found, pk=self.kwargs["change"])

    @property
    def change_url(self) -> str:
        """The page on which everything stands together."""
        return reverse("payroll:employer_change", args=[self.change.pk])

    def back(self) -> components.BackLink:
        """To that page."""
        return components.BackLink(f"{self.change.employer.name}: change of employer", self.change_url)


class Answer(OfAChange, views.FormPage):
    """One step, which can be answered again until the change is confirmed."""

    template_name = _TEMPLATE
    form: Any

    def answers(self) -> Any:
        """What was answered."""
        return self.form.answers()

    def act(self, **values: Any) -> models.EmployerChange:
        """Keep it."""
        return operations.answer(change=self.change, answers=self.answers(), actor=self.actor, at=self.now)

    def next_url(self, result: Any) -> str:
        """Back to all the steps."""
        return self.change_url


class Why(Answer):
    """Why, who is next, and from which day."""

    title = "Why, who and when"

    def make_form(self, data: Any = None, files: Any = None) -> asked.ReasonForm:
        """With what was answered."""
        row = self.change
        names = queries.candidates(row.employer, actor=self.actor)
        self.form = asked.ReasonForm(data, candidates=names, initial=asked.initial_of(row, names))
        return self.form

    def answers(self) -> operations.Reason:
        """What was answered."""
        reason: operations.Reason = self.form.reason()
        return reason

    def context(self) -> dict[str, Any]:
        """What the reason means, and what the day does."""
        split = queries.splits(self.change)
        mean = change_rules.WHAT_IT_MEANS.get(self.change.why)
        cut = (
            f"{dates.with_weekday(self.change.first_day)} is in the middle of a pay period: the PA sends each"
            " employer a sheet, and has two payslips on its payday."
        )
        return {"consequences": [*([mean] if mean else []), *([cut] if split else [])]}


class OldScheme(Answer):
    """What becomes of the old PAYE scheme."""

    title = "The old PAYE scheme"

    def make_form(self, data: Any = None, files: Any = None) -> asked.OldSchemeForm:
        """With what was answered."""
        over = self.change.takes_over_records
        records = "" if over is None else "succession" if over else "p45"
        self.form = asked.OldSchemeForm(
            data, initial={"records": records, "hmrc_said": self.change.hmrc_said}
        )
        return self.form

    def context(self) -> dict[str, Any]:
        """What each answer means."""
        name = self.change.employer.name
        return {
            "consequences": [
                f"The last payday of {name} is reported with each PA’s last day.",
                "HMRC must also be told that the scheme has closed. The portal does not send that report.",
                f"Employment Allowance of {name} covers paydays up to then. The new employer claims anew.",
                "A P45 is the rule (PAYE Regulations 2003, regulation 36).",
                "There is none only where HMRC confirms a succession (regulation 102).",
                "Either way the year’s pay and tax go over to the new post with the final payment.",
            ]
        }


class Arrangements(Answer):
    """Who pays, how the pension goes on, and the insurance."""

    title = "What the new employer needs"

    @functools.cached_property
    def has_pension(self) -> bool:
        """Whether there is a pension scheme to go on with."""
        day = self.change.first_day
        return pension_schemes.on(self.change.employer, day=day, actor=self.actor) is not None

    def make_form(self, data: Any = None, files: Any = None) -> asked.ArrangementsForm:
        """With what was answered."""
        goes_on = self.change.pension_goes_on
        self.form = asked.ArrangementsForm(
            data,
            has_pension=self.has_pension,
            initial={
                "payer": self.change.payer,
                "pension": "" if goes_on is None else "yes" if goes_on else "no",
                "insured": bool(self.change.insured),
            },
        )
        return self.form

    def context(self) -> dict[str, Any]:
        """What each PA keeps, and what must be asked anew."""
        name, day = self.change.new_name, dates.with_weekday(self.change.first_day)
        return {
            "consequences": [
                f"HMRC must be asked for a PAYE scheme of {name}, and for your authority as agent.",
                "Wages go out while the reference is waited for. The reports wait.",
                f"Pension duties of {name} begin with the first PA, on {day}.",
                "PAs keep their bank details. Standing pay and shared shifts are agreed anew.",
            ]
        }


class Decide(OfAChange, views.FormPage):
    """What becomes of one post."""

    template_name = _TEMPLATE
    form: asked.DecisionForm

    def load(self) -> None:
        """The change and the post."""
        super().load()
        found = {one.post.pk: one for one in queries.decided(self.change, actor=self.actor)}
        if self.kwargs["post"] not in found:
            raise Http404
        self.one = found[self.kwargs["post"]]

    @property
    def heading(self) -> components.Words:
        """Whose post."""
        return f"What becomes of the post of {self.one.post.assistant.name}?"

    def make_form(self, data: Any = None, files: Any = None) -> asked.DecisionForm:
        """With what was decided."""
        row = self.one.decision
        initial = {name: getattr(row, name) for name in ("outcome", "ground", "reason")} if row else {}
        self.form = asked.DecisionForm(data, why=self.change.why, initial=initial)
        return self.form

    def context(self) -> dict[str, Any]:
        """What each answer means for the PA."""
        since = dates.in_words(self.one.post.service_from)
        return {
            "consequences": [
                f"Goes on, and service counts on: holiday, notice and redundancy count from {since}.",
                "Goes on, and service begins anew: holiday that is left is paid with the final payment.",
                "Ends: a final payment with notice and holiday, and redundancy pay after two years.",
            ]
        }

    def act(self, **values: Any) -> models.PostDecision:
        """Keep it."""
        return operations.decide(
            change=self.change,
            post=self.one.post,
            decision=self.form.decision(),
            actor=self.actor,
            at=self.now,
        )

    def next_url(self, result: Any) -> str:
        """Back to all the steps."""
        return self.change_url
