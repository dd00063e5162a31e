"""Raising pay from a day: asked, shown with its cost, and done for those who are ticked."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, Final

from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property

from dpss import celery
from dpss.access import policy
from dpss.kernel import dates, errors, money
from dpss.web import components, forms, views, words
from dpss.web.views.lists import ROWS_A_PAGE
from payroll import rises
from payroll.calc import wording
from payroll.forms.rises import ChosenPostsForm, RiseForm
from payroll.operations import rises as operations
from payroll.queries import rises as queries
from payroll.queries.rise_costs import Candidate

_APRIL: Final = 4
_HUNDRED: Final = 100


class AskRise(views.FormPage):
    """From which day pay goes up, and by which rule."""

    permission: ClassVar[str] = policy.KEEP_POSTS
    template_name = "payroll/provider/rise.html"
    title = "Raise pay"
    form: RiseForm

    def back(self) -> components.BackLink:
        """To the employers."""
        return components.BackLink("Employers", reverse("payroll:employers"))

    def make_form(self, data: Any = None, files: Any = None) -> RiseForm:
        """At first to the minimum wage, on the next 1 April."""
        today = self.actor.today
        april = date(today.year, _APRIL, 1)
        coming = april if april >= today else april.replace(year=today.year + 1)
        self.form = RiseForm(data, initial={"day": coming, "rule": rises.MINIMUM})
        return self.form

    def context(self) -> dict[str, Any]:
        """What is looked at, and what is not touched."""
        return {
            "said": (
                "You are shown whose pay goes up, and what it costs each employer, before anything changes.",
                "Terms that are recorded already for that day or a later one stay as they are.",
                "Work that is paid stays as it was paid.",
            )
        }

    def act(self, **values: Any) -> rises.Rise:
        """Look whether the minimum wage of the day is known."""
        rise = self.form.rise()
        if rise.day < self.actor.today:
            raise errors.Invalid("That day is past. Choose today or a later day.", field="day")
        try:
            queries.figures_on(rise.day).minimum_wage_for(rise.day)
        except errors.Refusal:
            raise errors.Invalid(
                f"The minimum wage of {dates.in_words(rise.day)} is not in this portal yet. It comes with the"
                " figures of the tax year. Choose an earlier day, or come back when they are there.",
                field="day",
            ) from None
        return rise

    def next_url(self, result: rises.Rise) -> str:
        """To whose pay it is."""
        by = int(result.by * _HUNDRED)
        return reverse("payroll:rise_choose", args=[result.day.isoformat(), result.rule, by])


class ChooseRise(views.FormPage):
    """Whose pay goes up to what, what it costs, and the ticks; then it is done."""

    permission: ClassVar[str] = policy.KEEP_POSTS
    template_name = "payroll/provider/rise_choose.html"
    rise: rises.Rise

    def load(self) -> None:
        """The rise that the address says. Raises Http404 for one that cannot be."""
        try:
            day = date.fromisoformat(self.kwargs["day"])
            self.rise = rises.Rise(day, self.kwargs["rule"], Decimal(self.kwargs["by"]) / _HUNDRED)
        except ValueError:
            raise Http404 from None

    @property
    def heading(self) -> components.Words:
        """From when."""
        return f"Raise pay from {dates.with_weekday(self.rise.day)}"

    def back(self) -> components.BackLink:
        """To what was asked."""
        return components.BackLink("Raise pay", reverse("payroll:rise"))

    @cached_property
    def found(self) -> queries.Found:
        """What it would do now; nothing where the figures are not known."""
        try:
            return queries.found(self.rise, actor=self.actor)
        except errors.Refusal as refusal:
            raise Http404(refusal.sentence) from refusal

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """The posts with old and new rate, as many as one page takes."""
        shown = self.found.to_raise[: operations.MOST]
        choices = [(str(one.post.pk), _label(one)) for one in shown]
        if data is not None:
            choices += [(str(one.post.pk), _label(one)) for one in self.found.left]
        return ChosenPostsForm(data, choices=choices)

    def context(self) -> dict[str, Any]:
        """The rule in words, the sum, each employer's cost, and who is left out."""
        found = self.found
        return {
            "rule": rule_in_words(self.rise),
            "count": len(found.to_raise),
            "more": max(len(found.to_raise) - operations.MOST, 0),
            "costs": _costs(found),
            "left": _left(found.left) if found.left else None,
            "told": "Employers and PAs who sign in get an e-mail. Letters for all of them come next.",
        }

    def act(self, **values: Any) -> operations.Outcome:
        """Raise the pay of those who are ticked; the job that works pay out is woken."""
        keys = {one.post.pk for one in (*self.found.to_raise, *self.found.left)}
        chosen = [key for key in keys if str(key) in values["posts"]]
        outcome = operations.raise_pay(rise=self.rise, posts=chosen, actor=self.actor, at=self.now)
        celery.nudge("payroll.calculate_due_payruns")
        return outcome

    def done(self, result: operations.Outcome) -> str:
        """How many, and why others were not."""
        said = words.counted(len(result.changed), "post has", "posts have")
        left = [f"{count} left as it was: {why}" for why, count in result.left.items()]
        return " ".join((f"{said} a new rate from {dates.in_words(self.rise.day)}.", *left))

    def next_url(self, result: operations.Outcome) -> str:
        """To the letters."""
        return reverse("payroll:rise_letters", args=[self.rise.day.isoformat()])


def rule_in_words(rise: rises.Rise) -> str:
    """`By 3.5 per cent, and at least to the minimum wage.`"""
    if rise.rule == rises.MINIMUM:
        return f"{rises.RULES[rise.rule]}."
    by = (
        f"{money.in_words(rise.by)} an hour"
        if rise.rule == rises.AMOUNT
        else f"{rise.by.normalize():f} per cent"
    )
    return f"By {by}, and at least to the minimum wage."


def _label(one: Candidate) -> str:
    post = one.post
    cost = f", {money.in_words(one.cost)} a year" if one.cost is not None else ", no hours in the contract"
    return (
        f"{post.assistant.name} ({one.usual.age}), for {post.employer.name}:"
        f" {wording.rate(one.terms.hourly_rate)} to {wording.rate(one.hourly)}{cost}"
    )


def _costs(found: queries.Found) -> components.Table:
    rows = [
        components.Row(
            (
                components.Cell(
                    one.employer.name,
                    href=reverse("payroll:employer", args=[one.employer.pk]),
                    note=f"{one.unknown} without hours in the contract" if one.unknown else "",
                ),
                words.number(one.posts),
                words.figures(one.pounds),
            )
        )
        for one in found.costs
    ]
    if rows:
        total = words.number(len(found.to_raise))
        rows.append(components.Row(("Together", total, words.figures(found.total)), kind="total"))
    return components.Table(
        caption="What it adds to each employer’s year",
        columns=(
            components.Column("Employer"),
            components.Column("Posts", numeric=True),
            components.Column("£ a year", numeric=True),
        ),
        rows=tuple(rows),
        empty=components.Empty("Nobody’s pay goes up by this. Try another day, or another rule."),
    )


def _left(found: Sequence[Candidate]) -> components.Table:
    return components.Table(
        caption="Left as they are",
        columns=tuple(map(components.Column, ("PA", "Works for", "Why"))),
        rows=tuple(
            components.Row(
                (
                    components.Cell(
                        one.post.assistant.name, href=reverse("payroll:post_file", args=[one.post.pk])
                    ),
                    one.post.employer.name,
                    one.why_not,
                )
            )
            for one in found[:ROWS_A_PAGE]
        ),
    )
