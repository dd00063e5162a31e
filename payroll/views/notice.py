"""One notice from HMRC: what it says and would change; applied, set aside or taken back."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import shortcuts
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

from dpss.access import audit, policy, transitions
from dpss.kernel import errors
from dpss.web import components, forms, views
from payroll import models
from payroll.forms.notices import AsideForm
from payroll.operations import notices as operations
from payroll.queries import notice_facts, notices, post_terms
from payroll.views import notice_parts


class OfANotice(views.Page):
    """A page about one notice of the actor's own provider."""

    permission: ClassVar[str] = policy.KEEP_POSTS
    notice: models.HmrcNotice

    def load(self) -> None:
        """The notice. Another provider's is not found."""
        found = notices.one(self.kwargs["notice"], actor=self.actor)
        self.notice = shortcuts.get_object_or_404(found)

    def back(self) -> components.BackLink:
        """To the notice."""
        return components.BackLink("The notice", self.address("notice"))

    def address(self, name: str, **more: Any) -> str:
        """Another page about it."""
        return reverse(f"payroll:{name}", kwargs={"notice": self.notice.pk} | more)

    def next_url(self, result: Any) -> str:
        """Back to the notice."""
        return self.address("notice")


class Notice(OfANotice):
    """What it says, what it would change, and what can be done with it. Opening it is recorded."""

    template_name = "payroll/provider/notice.html"

    @property
    def heading(self) -> components.Words:
        """Its form and whose it is."""
        return f"{notice_parts.about(self.notice)}: {notice_parts.whose(self.notice)}"

    def back(self) -> components.BackLink:
        """To the list."""
        return components.BackLink("Notices from HMRC", reverse("payroll:notices"))

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """That it was opened is kept: it has a National Insurance number."""
        self.request.kept_events.append(audit.of(self.notice, "look"))
        return super().get(request, *args, **kwargs)

    def context(self) -> dict[str, Any]:
        """The facts, what would change, and the ways on."""
        notice = self.notice
        waits = notice.state in {"received", "waiting"}
        return {
            "tag": notice_parts.tag(notice),
            "why": notice.why or notice_parts.followed(notice),
            "facts": components.SummaryList(tuple(notice_parts.facts(notice))),
            "changes": notice_parts.changes(notice, actor=self.actor) if waits else None,
            "ways": self._ways(),
        }

    def _ways(self) -> Sequence[components.Component]:
        notice = self.notice
        ways: list[components.Component] = []
        if notice.state in {"received", "waiting"}:
            ways.append(components.ButtonLink("Apply it", self.address("notice_apply"), "main"))
            label = "It is somebody else's" if notice.employment else "Say whose it is"
            ways.append(components.ButtonLink(label, self.address("notice_whose")))
        if notice.state == "waiting":
            ways.append(components.ButtonLink("Set it aside", self.address("notice_aside")))
        if notice.state == "set_aside":
            ways.append(components.ButtonLink("Put it back on the list", self.address("notice_reopen")))
        if notice.state == "applied" and self._why_not("undo") is None:
            ways.append(components.ButtonLink("Take it back", self.address("notice_undo")))
        if notice.employment is not None:
            file = reverse("payroll:post_file", args=[notice.employment.pk])
            ways.append(components.Link(f"The file of {notice.employment.assistant.name}", file))
        return ways

    def _why_not(self, move: str) -> str | None:
        known = notice_facts.facts(self.notice, actor=self.actor)
        return transitions.why_not(self.notice, move, actor=self.actor, facts=known)


class _Move(OfANotice, views.ActionPage):
    """A move of one notice, with what it does before it is done."""

    def thing(self) -> components.Component | None:
        """What it is about."""
        rows = (
            components.SummaryRow("Notice", notice_parts.about(self.notice)),
            components.SummaryRow("Whose", notice_parts.whose(self.notice)),
            components.SummaryRow("What it says", notice_parts.says(self.notice)),
        )
        return components.SummaryList(rows)

    def consequences(self) -> list[components.Words]:
        """What the move says of itself."""
        return [self.move.confirms]

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """Nothing is asked."""
        return forms.NoQuestionsForm(data)


class Apply(_Move):
    """Let the post follow it, after a look at what changes."""

    move = models.HmrcNotice.machine.move("apply")

    @property
    def heading(self) -> components.Words:
        """Which of the two it is."""
        return "Confirm the number" if self.notice.form == "NINO" else "Apply the notice"

    @property
    def button(self) -> components.Words:
        """Which of the two it is."""
        return "Confirm the number" if self.notice.form == "NINO" else "Apply it"

    def thing(self) -> components.Component | None:
        """What changes: two numbers to compare, or now and then."""
        if self.notice.form == "NINO" and self.notice.employment:
            return self._numbers(self.notice.employment)
        return notice_parts.changes(self.notice, actor=self.actor) or super().thing()

    def consequences(self) -> list[components.Words]:
        """For a number, what becomes of it."""
        if self.notice.form != "NINO":
            return [self.move.confirms, "HMRC sees it on the next report, and is told nothing now."]
        return [
            "HMRC's number is recorded for the PA, as confirmed by HMRC, and goes with the next report.",
            "Compare it with a letter from HMRC or with the PA. Do not confirm it if they do not know it.",
        ]

    def act(self, **values: Any) -> models.HmrcNotice:
        """Apply it."""
        return operations.apply(notice=self.notice, actor=self.actor, at=self.now)

    def done(self, result: models.HmrcNotice) -> str:
        """From when."""
        return notice_parts.followed(result) or "The number is recorded for the PA, as confirmed by HMRC."

    def _numbers(self, post: models.Employment) -> components.Component:
        self.request.kept_events.append(audit.of(self.notice, "look"))
        try:
            known = post_terms.identity(post, actor=self.actor).nino or "None"
        except errors.Invalid as refusal:
            known = refusal.sentence
        rows = (
            components.SummaryRow("PA", post.assistant.name),
            components.SummaryRow("Name on the answer", self.notice.name or "None"),
            components.SummaryRow("Number recorded now", known),
            components.SummaryRow("HMRC's number", self.notice.nino or "None"),
        )
        return components.SummaryList(rows)


class SetAside(_Move):
    """Nothing comes of it."""

    move = models.HmrcNotice.machine.move("set_aside")

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """Why."""
        return AsideForm(data)

    def act(self, **values: Any) -> models.HmrcNotice:
        """Set it aside."""
        return operations.set_aside(
            notice=self.notice, reason=values["reason"], actor=self.actor, at=self.now
        )

    def done(self, result: models.HmrcNotice) -> str:
        """Where it is."""
        return "It is set aside. It is kept under “Set aside”."


class Reopen(_Move):
    """Put back on the list."""

    move = models.HmrcNotice.machine.move("reopen")

    def act(self, **values: Any) -> models.HmrcNotice:
        """Put it back."""
        return operations.reopen(notice=self.notice, actor=self.actor, at=self.now)

    def done(self, result: models.HmrcNotice) -> str:
        """Where it is."""
        return "It waits on the list again."


class Undo(_Move):
    """Taken back, while nobody is paid with it."""

    move = models.HmrcNotice.machine.move("undo")

    def act(self, **values: Any) -> models.HmrcNotice:
        """Take it back."""
        return operations.undo(notice=self.notice, actor=self.actor, at=self.now)

    def done(self, result: models.HmrcNotice) -> str:
        """What holds now."""
        return "It is taken back. What held before goes on, and the notice waits on the list."
