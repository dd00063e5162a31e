"""Pages on which orders and agreed deductions are added from the paper, looked at, changed and stopped."""

from typing import Any, ClassVar

from django import shortcuts
from django.http import Http404
from django.urls import reverse

from dpss.access import audit, policy
from dpss.kernel import dates, money
from dpss.web import components, forms, history, views
from payroll import models
from payroll.forms import deductions as asked
from payroll.operations import deductions as operations
from payroll.queries import deductions
from payroll.views import deduction_parts
from payroll.views.checked import CheckedPage
from payroll.views.post_file import OfAPost


class Received(OfAPost, views.FormPage):
    """The first question: what came."""

    permission: ClassVar[str] = policy.KEEP_POSTS
    title = "Add an order or deduction"
    form_class = asked.ReceivedForm

    def act(self, **values: Any) -> str:
        """Nothing is kept: each kind has a page of its own."""
        kind: str = values["kind"]
        return kind

    def next_url(self, result: str) -> str:
        """The page of that kind."""
        return reverse("payroll:deduction_add", args=[self.held.pk, result])


class Add(OfAPost, CheckedPage):
    """What one kind of paper says."""

    permission: ClassVar[str] = policy.KEEP_POSTS
    keep = "Add it"

    def load(self) -> None:
        """The post, and a kind that there is."""
        super().load()
        if self.kwargs["kind"] not in models.Deduction.Kind.values:
            raise Http404
        self.kind = models.Deduction.Kind(self.kwargs["kind"])

    @property
    def heading(self) -> components.Words:
        """The kind, and whose pay."""
        return f"{self.kind.label}: {self.held.assistant.name}"

    def back(self) -> components.BackLink:
        """To the first question."""
        return components.BackLink("What came", reverse("payroll:deduction_received", args=[self.held.pk]))

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """The questions of this kind."""
        return asked.PaperForm(data, kind=self.kind, interval=_rhythm(self.held))

    def act(self, **values: Any) -> models.Deduction:
        """Add it."""
        paper = {
            name: values.pop(name) for name in ("sender", "reference", "made", "first_day") if name in values
        }
        return operations.add(
            post=self.held,
            paper=operations.Paper(kind=self.kind, **paper),
            terms=_terms(values),
            actor=self.actor,
            at=self.now,
        )

    def would(self, result: models.Deduction) -> tuple[components.Component, ...]:
        """What it would take from a payment like the last one."""
        return deduction_parts.effect(result, day=result.first_day, actor=self.actor)

    def done(self, result: models.Deduction) -> str:
        """From when it counts."""
        return (
            f"{deduction_parts.named(result)} is added. It is taken on paydays from"
            f" {dates.in_words(result.first_day)}. Payruns that were calculated are calculated again."
        )


class _OfADeduction(OfAPost):
    """A page about one order or agreement of a post."""

    def load(self) -> None:
        """The post and the order."""
        super().load()
        found = deductions.of_post(self.held, actor=self.actor).select_related(
            "employment__assistant", "employment__employer__pay_group"
        )
        self.deduction = shortcuts.get_object_or_404(found, pk=self.kwargs["deduction"])

    @property
    def own_url(self) -> str:
        """The page of the order."""
        return reverse("payroll:deduction", args=[self.held.pk, self.deduction.pk])

    def next_url(self, result: Any) -> str:
        """To the order."""
        return self.own_url


class Deduction(_OfADeduction):
    """One order or agreement: what the paper says, what was taken, and what may be done. It is recorded."""

    template_name = "payroll/provider/deduction.html"

    @property
    def heading(self) -> components.Words:
        """What it is."""
        return deduction_parts.named(self.deduction)

    def context(self) -> dict[str, Any]:
        """The paper, its terms, the payslips, and the moves."""
        one, actor = self.deduction, self.actor
        self.request.kept_events.append(audit.of(one, "look"))
        terms = deductions.terms_of(one, actor=actor)
        taken = deductions.taken_for(one, actor=actor)
        return {
            "paper": self._paper(),
            "terms": _terms_table(terms),
            "taken": deduction_parts.taken_table(taken, of_one=True),
            "actions": self._actions(),
            "timeline": components.Timeline(
                tuple(history.item(event) for event in deductions.history(one, actor=actor)), title="History"
            ),
        }

    def _paper(self) -> components.SummaryList:
        one = self.deduction
        return components.SummaryList(
            (
                components.SummaryRow("Comes off the pay of", self.held.assistant.name),
                components.SummaryRow("The money goes to", one.sender or "The employer, who keeps it"),
                components.SummaryRow("Made on", dates.in_words(one.made)),
                components.SummaryRow("Taken on paydays from", dates.in_words(one.first_day)),
                components.SummaryRow("State", deduction_parts.state(one, self.actor.today)),
            )
        )

    def _actions(self) -> list[components.ButtonLink]:
        runs = self.deduction.stops_on is None or self.deduction.stops_on > self.actor.today
        if not runs or not self.actor.may(policy.KEEP_POSTS):
            return []
        keys = [self.held.pk, self.deduction.pk]
        return [
            components.ButtonLink("Change it", reverse("payroll:deduction_change", args=keys)),
            components.ButtonLink("Stop it", reverse("payroll:deduction_stop", args=keys)),
        ]


class Change(_OfADeduction, CheckedPage):
    """Other terms from a day on."""

    permission: ClassVar[str] = policy.KEEP_POSTS
    keep = "Change it"

    @property
    def heading(self) -> components.Words:
        """What changes."""
        return f"Change: {deduction_parts.named(self.deduction)}"

    def back(self) -> components.BackLink:
        """To the order."""
        return components.BackLink(deduction_parts.named(self.deduction), self.own_url)

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """With the terms that hold now."""
        latest = next(iter(deductions.terms_of(self.deduction, actor=self.actor)), None)
        now = {
            name: getattr(latest, name) for name in ("normal", "protected", "fee") if latest is not None
        } | {"schedule": latest.schedule or asked.FIXED if latest else ""}
        return asked.ChangeForm(data, kind=self.deduction.kind, interval=_rhythm(self.held), initial=now)

    def act(self, **values: Any) -> models.DeductionTerms:
        """Change it."""
        day = values.pop("day")
        return operations.change(
            deduction=self.deduction, day=day, terms=_terms(values), actor=self.actor, at=self.now
        )

    def would(self, result: models.DeductionTerms) -> tuple[components.Component, ...]:
        """What it would take from a payment like the last one."""
        return deduction_parts.effect(self.deduction, day=result.begins, actor=self.actor)

    def done(self, result: models.DeductionTerms) -> str:
        """From when it counts."""
        return f"Changed from {dates.in_words(result.begins)}. What was paid before stays as it was."


class Stop(_OfADeduction, CheckedPage):
    """Nothing is taken any more from a day on."""

    permission: ClassVar[str] = policy.KEEP_POSTS
    form_class = asked.StopForm
    keep = "Stop it"

    @property
    def heading(self) -> components.Words:
        """What stops."""
        return f"Stop: {deduction_parts.named(self.deduction)}"

    def back(self) -> components.BackLink:
        """To the order."""
        return components.BackLink(deduction_parts.named(self.deduction), self.own_url)

    def act(self, **values: Any) -> models.Deduction:
        """Stop it."""
        return operations.stop(deduction=self.deduction, **values, actor=self.actor, at=self.now)

    def would(self, result: models.Deduction) -> tuple[components.Component, ...]:
        """What a payment like the last one would leave."""
        if result.stops_on is None:
            return ()
        return deduction_parts.effect(self.deduction, day=result.stops_on, actor=self.actor, stopped=True)

    def done(self, result: models.Deduction) -> str:
        """From when."""
        day = dates.in_words(result.stops_on) if result.stops_on else "now"
        return f"Nothing is taken for it on paydays from {day} on. What was taken before stays taken."


def _rhythm(post: models.Employment) -> str:
    return deduction_parts.RHYTHMS[post.employer.pay_group.interval]


def _terms(values: dict[str, Any]) -> operations.Terms:
    """The answers as terms: a fixed amount only where no rate of the table was chosen."""
    schedule = values.pop("schedule", asked.FIXED)
    chosen = "" if schedule == asked.FIXED else schedule
    normal = None if chosen else values.pop("normal", None)
    values.pop("normal", None)
    nothing = {name: values.get(name) or money.ZERO for name in ("fee", "carried", "protected_carried")}
    return operations.Terms(normal=normal, schedule=chosen, **values | nothing)


def _terms_table(found: list[models.DeductionTerms]) -> components.Table:
    return components.Table(
        caption="What is taken",
        columns=(
            components.Column("From"),
            components.Column("Each payday"),
            components.Column("Owed on that day"),
        ),
        rows=tuple(
            components.Row(
                (
                    dates.in_words(row.begins),
                    deduction_parts.each_payday(row),
                    deduction_parts.owed_then(row),
                )
            )
            for row in found
        ),
    )
