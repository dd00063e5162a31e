"""Asking HMRC for National Insurance numbers: of one PA, or of all that are not confirmed."""

import functools
from collections.abc import Sequence
from typing import Any, ClassVar

from django import shortcuts
from django.urls import reverse
from django.utils import timezone

from dpss import celery
from dpss.access import policy
from dpss.kernel import dates
from dpss.web import components, forms, views, words
from payroll import models
from payroll.operations import nvr as operations
from payroll.queries import employers, nvr
from payroll.views import post_file


class _Ask(views.ExplainedPage):
    """A request for some of an employer's posts, with what is recorded of each."""

    permission: ClassVar[str] = policy.KEEP_POSTS
    title = "Ask HMRC for National Insurance numbers"
    button = "Ask HMRC"

    employer: models.Employer

    @functools.cached_property
    def found(self) -> Sequence[nvr.Wanted]:
        """The posts that the page is about and whose number is not confirmed."""
        return nvr.asking(self.employer.pk, today=self.actor.today, actor=self.actor)

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """Nothing is asked."""
        return forms.NoQuestionsForm(data)

    def thing(self) -> components.Component | None:
        """Each with the number that is recorded, and when HMRC was asked."""
        rows = self.found
        if not rows:
            return None
        heads = ("PA", "Pay ID", "Number recorded", "Asked before")
        return components.Table(
            caption="Numbers that HMRC has not confirmed",
            columns=tuple(components.Column(head) for head in heads),
            rows=tuple(components.Row(_cells(one)) for one in rows),
        )

    def nothing(self) -> str:
        """Nobody to ask about, HMRC would refuse, or its answer is awaited."""
        rows = self.found
        if not rows:
            return "Every number is confirmed by HMRC, or nobody is recorded as HMRC must know them."
        why_not = nvr.why_not_yet(self.employer.pk, day=self.actor.today, actor=self.actor)
        if why_not:
            return why_not
        if all(nvr.waits_for_answer(one, at=self.now) for one in rows):
            return (
                "HMRC has been asked about them. Its answer comes as a notice; look at the list of notices."
            )
        return ""

    def consequences(self) -> list[components.Words]:
        """What HMRC is sent, and what it does with it."""
        return [
            "HMRC is sent the name, date of birth, sex, address and number, where there is one.",
            "It answers within about two weeks, with a notice. You confirm the number when it comes.",
            "Those about whom HMRC was asked already, and who wait for its answer, are left out.",
        ]

    def act(self, **values: Any) -> list[models.Submission]:
        """Queue it, and wake the job that sends."""
        celery.nudge("payroll.send_submissions")
        return operations.ask(
            employer=self.employer,
            post_ids=[one.post.pk for one in self.found],
            actor=self.actor,
            at=self.now,
        )

    def done(self, result: list[models.Submission]) -> str:
        """What was asked, and how far it is."""
        count = words.counted(sum(one.employees for one in result), "number", "numbers")
        held = [one for one in result if one.state == "held"]
        if held:
            return f"The request for {count} must be put right before it is sent: {held[0].errors[0]['text']}"
        return f"HMRC is asked for {count}. Its answer comes as a notice."


class AskForPost(post_file.OfAPost, _Ask):
    """The number of one PA."""

    permission: ClassVar[str] = policy.KEEP_POSTS
    title = "Ask HMRC for the National Insurance number"

    def load(self) -> None:
        """The post, and its employer."""
        super().load()
        self.employer = self.held.employer

    @functools.cached_property
    def found(self) -> Sequence[nvr.Wanted]:
        """The post alone."""
        every = nvr.asking(self.employer.pk, today=self.actor.today, actor=self.actor)
        return [one for one in every if one.post.pk == self.held.pk]


class AskForEmployer(_Ask):
    """The numbers of all of an employer's PAs that are not confirmed."""

    def load(self) -> None:
        """The employer, where the actor reaches it."""
        found = employers.one(self.kwargs["employer"], day=self.actor.today, actor=self.actor)
        self.employer = shortcuts.get_object_or_404(found)

    def back(self) -> components.BackLink:
        """To the employer."""
        return components.BackLink(self.employer.name, reverse("payroll:employer", args=[self.employer.pk]))

    def next_url(self, result: list[models.Submission]) -> str:
        """To the employer, with its reports."""
        return reverse("payroll:employer", args=[self.employer.pk])


def _cells(one: nvr.Wanted) -> tuple[str, ...]:
    asked = "No"
    if one.asked is not None:
        day = timezone.localdate(one.asked.sent_at) if one.asked.sent_at else one.asked.due_on
        asked = f"{dates.in_words(day)}: {one.asked.get_state_display()}"
    number = f"Ends in {one.person.nino[-3:]}" if one.person.nino else "None"
    return one.post.assistant.name, one.post.payroll_id, number, asked
