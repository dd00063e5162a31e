"""The page of a caller, and each step of a call: begun, who it is, written up."""

import uuid
from collections.abc import Sequence
from typing import Any, ClassVar, Final

from django import shortcuts
from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property

from dpss.access import audit, policy
from dpss.kernel import errors, states
from dpss.web import components, views
from payroll import models
from payroll.forms.calls import WriteUpForm
from payroll.operations import calls as operations
from payroll.queries import callers, calls
from payroll.views import caller_parts
from payroll.views.callers import kind_tag

LATEST: Final = 5


class OfACaller(views.Page):
    """A page about an employer or a PA who may ring."""

    permission: ClassVar[str] = policy.SEE_PAYRUNS
    employer: models.Employer | None
    posts: list[models.Employment]

    def load(self) -> None:
        """Who it is, where they have to do with the provider."""
        self.load_caller(self.kwargs["subject"])

    def load_caller(self, subject_id: uuid.UUID) -> None:
        """The employer, or the PA by their posts. Raises Http404."""
        self.subject_id = subject_id
        self.employer = callers.employer(subject_id, actor=self.actor)
        rows = callers.everybody(actor=self.actor)
        if self.employer is not None:
            self.posts = list(rows.filter(employer=self.employer))
            return
        self.posts = list(rows.filter(assistant__subject_id=subject_id))
        if not self.posts:
            raise Http404

    @property
    def name(self) -> str:
        """Whose page it is."""
        return self.employer.name if self.employer else self.posts[0].assistant.name

    @property
    def caller_url(self) -> str:
        """The page of the caller."""
        return reverse("payroll:caller", args=[self.subject_id])

    @cached_property
    def on_record(self) -> dict[str, str]:
        """What can be asked of them, with the answers."""
        return calls.on_record(employer=self.employer, posts=self.posts, actor=self.actor)

    def back(self) -> components.BackLink:
        """To the page of the caller."""
        return components.BackLink(self.name, self.caller_url)

    def next_url(self, result: Any) -> str:
        """On with the call."""
        return self.caller_url


class Caller(OfACaller):
    """Who they are to whom, what is next for them, and the call. Opening it is recorded."""

    template_name = "payroll/provider/caller.html"

    @property
    def heading(self) -> components.Words:
        """The name."""
        return self.name

    def back(self) -> components.BackLink:
        """To the search."""
        return components.BackLink("Who is ringing?", reverse("payroll:callers"))

    def context(self) -> dict[str, Any]:
        """Everything that is needed while they are on the line."""
        self.request.kept_events.append(audit.of(self.employer or self.posts[0], "look"))
        call = calls.open_call(self.subject_id, actor=self.actor)
        latest = calls.log(self.subject_id, actor=self.actor)[:LATEST]
        return {
            "strip": self._strip(call),
            "coming": caller_parts.coming(
                calls.coming(self.posts, actor=self.actor), is_employer=self.employer is not None
            ),
            "log": caller_parts.log(list(latest), zone=self.now.tzinfo),
            "whole_log": components.Link("All calls", reverse("payroll:call_log", args=[self.subject_id])),
            "call": self._call(call),
        }

    def _strip(self, call: models.Call | None) -> components.SummaryStrip:
        person = self.employer.client if self.employer else self.posts[0].assistant
        tags = [kind_tag(callers.EMPLOYER if self.employer else callers.PA)]
        if call is not None:
            tags.append(caller_parts.standing_tag(call))
        facts = [("Ring back on", person.phone or "No number recorded")]
        if self.employer:
            facts.append(("Client reference", self.employer.client.reference))
            facts.append(("Pay group", self.employer.pay_group.name))
        return components.SummaryStrip(self.name, tuple(tags), tuple(facts))

    def _call(self, call: models.Call | None) -> Sequence[components.Component]:
        if not self.actor.may(policy.KEEP_POSTS):
            return ()
        if call is None:
            address = reverse("payroll:call_begin", args=[self.subject_id])
            begin = components.ActionForm("Begin a call", address, "main")
            return (components.Panel("Are they on the line?", action=begin),)
        address = reverse("payroll:call_write_up", args=[call.pk])
        write_up = components.ButtonLink("Write up the call", address)
        return (
            *caller_parts.identity(call, self.on_record),
            components.Panel("When it ends", action=write_up),
        )


class Begin(OfACaller, views.ActionPage):
    """Begin a call with somebody, or the call that rings them back."""

    permission: ClassVar[str] = policy.KEEP_POSTS
    move = states.Move(
        name="begin",
        label="Begin a call",
        sources=(),
        target="",
        permission=policy.KEEP_POSTS,
        confirms="The call is in your name until you write it up. You are shown what to ask them.",
    )

    def act(self, **values: Any) -> models.Call:
        """Begin it; of those to ring back, the soonest is answered."""
        waiting = calls.to_ring_back(actor=self.actor).filter(subject_id=self.subject_id).first()
        return operations.begin(subject_id=self.subject_id, actor=self.actor, at=self.now, rings_back=waiting)


class OfACall(OfACaller):
    """A page about one call of the provider's."""

    permission: ClassVar[str] = policy.KEEP_POSTS

    def load(self) -> None:
        """The call, and with whom it is."""
        self.call = shortcuts.get_object_or_404(calls.every(actor=self.actor), pk=self.kwargs["call"])
        self.load_caller(self.call.subject_id)


class Ask(OfACall, views.ActionPage):
    """Ask the caller something that is on record, and see what it is."""

    move = states.Move(
        name="ask",
        label="Ask this",
        sources=(),
        target="",
        permission=policy.KEEP_POSTS,
        confirms="What is on record is shown to you. That you asked is kept, and not what they say.",
    )

    def act(self, **values: Any) -> models.IdentityQuestion:
        """Ask what was chosen, else what comes next."""
        asked = {one.asks for one in self.call.questions.all()}
        coming = next((name for name in self.on_record if name not in asked), "")
        asks = self.request.POST.get("asks") or coming
        return operations.ask(
            call=self.call, asks=asks, on_record=self.on_record, actor=self.actor, at=self.now
        )


class Answered(OfACall, views.ActionPage):
    """Say whether the caller knew it."""

    move = states.Move(
        name="answered",
        label="Record it",
        sources=(),
        target="",
        permission=policy.KEEP_POSTS,
        confirms="Go back to the caller's page and say there whether the answer was right.",
    )

    def act(self, **values: Any) -> models.IdentityQuestion:
        """Right or wrong."""
        answer = self.request.POST.get("answer", "")
        if answer not in {"right", "wrong"}:
            raise errors.Invalid("Go back and say whether the answer was right or wrong.")
        return operations.answered(call=self.call, right=answer == "right", actor=self.actor, at=self.now)


class WriteUp(OfACall, views.FormPage):
    """Write a call up: why, what was said, what came of it."""

    title = "Write up the call"
    form_class = WriteUpForm

    def act(self, **values: Any) -> models.Call:
        """Keep it."""
        return operations.write_up(call=self.call, actor=self.actor, at=self.now, **values)

    def done(self, result: models.Call) -> str:
        """Where it stands now."""
        if result.ring_back_on:
            return "The call is written up. Ringing back is on the home page of everybody in payroll."
        return "The call is written up."
