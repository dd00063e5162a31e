"""Leave for a birth, an adoption or a child's death: added, looked at, its end recorded, and undone."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import shortcuts
from django.http import Http404
from django.urls import reverse

from dpss.access import audit, policy
from dpss.kernel import dates
from dpss.web import components, forms, history, views
from payroll import models, states
from payroll.forms import family_leave as asked
from payroll.operations import family_leave as operations
from payroll.queries import family_leave as queries
from payroll.views import family_leave_parts
from payroll.views.checked import CheckedPage
from payroll.views.post_file import OfAPost


class WhatFor(OfAPost, views.FormPage):
    """The first question: what the leave is for."""

    permission: ClassVar[str] = policy.KEEP_POSTS
    title = "Add family leave"
    form_class = asked.KindForm

    def act(self, **values: Any) -> str:
        """Nothing is kept: each kind has a page of its own."""
        kind: str = values["kind"]
        return kind

    def next_url(self, result: str) -> str:
        """The page of that kind."""
        return reverse("payroll:family_leave_add", args=[self.held.pk, result])


class Add(OfAPost, CheckedPage):
    """The weeks, the days that decide, and what was seen; then what it comes to, before it is kept."""

    permission: ClassVar[str] = policy.KEEP_POSTS
    keep = "Record this leave"

    def load(self) -> None:
        """The post, and a kind that there is."""
        super().load()
        if self.kwargs["kind"] not in models.FamilyPay.Kind.values:
            raise Http404
        self.kind = models.FamilyPay.Kind(self.kwargs["kind"])

    @property
    def heading(self) -> components.Words:
        """The kind, and whose."""
        return f"{self.kind.label}: {self.held.assistant.name}"

    def back(self) -> components.BackLink:
        """To the first question."""
        return components.BackLink(
            "What the leave is for", reverse("payroll:family_leave_kind", args=[self.held.pk])
        )

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """The questions of this kind."""
        self.form = asked.LeaveForm(data, kind=self.kind)
        return self.form

    def act(self, **values: Any) -> models.FamilyPay:
        """Record it."""
        return operations.decide(post=self.held, answers=self.form.answers(), actor=self.actor, at=self.now)

    def would(self, result: models.FamilyPay) -> Sequence[components.Component]:
        """What is decided, and what it comes to."""
        return family_leave_parts.summary(result), *family_leave_parts.comes_to(result)

    def done(self, result: models.FamilyPay) -> str:
        """What was decided."""
        return (
            f"{family_leave_parts.outcome(result)}. No timesheet is asked for while the whole of a period is"
            " leave. Payruns that were calculated are calculated again."
        )


class OfALeave(OfAPost):
    """A page about one leave of a post."""

    permission: ClassVar[str] = policy.KEEP_POSTS

    def load(self) -> None:
        """The post and the leave."""
        super().load()
        self.leave = shortcuts.get_object_or_404(
            queries.of_post(self.held, actor=self.actor), pk=self.kwargs["leave"]
        )

    @property
    def own_url(self) -> str:
        """The page of the leave."""
        return reverse("payroll:family_leave", args=[self.held.pk, self.leave.pk])

    def named(self) -> str:
        """Which leave it is."""
        return f"{self.leave.get_kind_display()} from {dates.in_words(self.leave.first_day)}"


class FamilyLeave(OfALeave):
    """One leave: what was decided and what it comes to. Looking is recorded."""

    template_name = "payroll/provider/family_leave.html"

    @property
    def heading(self) -> components.Words:
        """Whose, and which."""
        return f"{self.held.assistant.name}: {self.named()}"

    def context(self) -> dict[str, Any]:
        """The answers, the pay, and what may be done."""
        self.request.kept_events.append(audit.of(self.leave, "look"))
        keys = [self.held.pk, self.leave.pk]
        events = queries.history(self.leave, actor=self.actor)
        return {
            "facts": family_leave_parts.summary(self.leave),
            "pay": list(family_leave_parts.comes_to(self.leave)),
            "actions": [
                components.ButtonLink(
                    "Record the first day back", reverse("payroll:family_leave_back", args=keys)
                ),
                components.ButtonLink("Undo the decision", reverse("payroll:family_leave_undo", args=keys)),
            ],
            "timeline": components.Timeline(tuple(map(history.item, events)), title="History"),
        }


class Back(OfALeave, CheckedPage):
    """The first day back at work."""

    title = "First day back at work"
    form_class = asked.BackForm
    keep = "Record it"

    def back(self) -> components.BackLink:
        """To the leave."""
        return components.BackLink(self.named(), self.own_url)

    def act(self, **values: Any) -> models.FamilyPay:
        """Record it."""
        return operations.come_back(decision=self.leave, **values, actor=self.actor, at=self.now)

    def would(self, result: models.FamilyPay) -> Sequence[components.Component]:
        """What is paid then."""
        return tuple(family_leave_parts.comes_to(result))

    def done(self, result: models.FamilyPay) -> str:
        """From when they work again."""
        return f"Recorded: back at work on {dates.in_words(result.back_on)}." if result.back_on else ""

    def next_url(self, result: Any) -> str:
        """To the leave."""
        return self.own_url


class Undo(OfALeave, views.ActionPage):
    """Take the decision back, while none of it is paid."""

    move = states.FAMILY_PAY.move("undo")

    def back(self) -> components.BackLink:
        """To the leave."""
        return components.BackLink(self.named(), self.own_url)

    def consequences(self) -> Sequence[components.Words]:
        """What will happen."""
        return [self.move.confirms, "A payrun that is calculated with it is worked out again."]

    def act(self, **values: Any) -> models.FamilyPay:
        """Undo it, once."""
        return operations.undo(decision=self.leave, actor=self.actor, at=self.now)

    def done(self, result: Any) -> str:
        """How it stands."""
        return f"{self.named()} is undone."
