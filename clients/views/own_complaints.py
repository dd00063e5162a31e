"""Complaints, for who complains: make one, see where it is, read the answer, and ask again."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import shortcuts
from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients import models, states
from clients.forms import complaints as asked
from clients.operations import complaint_raising as raising
from clients.operations import complaints as operations
from clients.queries import complaints as queries
from clients.views import complaint_parts as parts
from clients.views import whose
from dpss.access import policy
from dpss.kernel import dates
from dpss.web import components, forms, views


class OwnComplaints(views.ListPage):
    """What somebody complained of, and what became of it."""

    permission: ClassVar[str] = policy.COMPLAIN
    template_name = "clients/own_complaints.html"
    title = gettext_lazy("Complaints")

    def back(self) -> components.BackLink:
        """Home."""
        return components.BackLink(_("Home"), reverse("home"))

    def reached(self) -> QuerySet[Any]:
        """Their own."""
        client = whose.client(self.request)
        return queries.own(actor=self.actor, client_id=client.pk if client else None)

    def chosen(self) -> QuerySet[Any]:
        """The newest first."""
        return self.narrowed

    def context(self) -> dict[str, Any]:
        """With the way to make one, and the way past us."""
        clock = queries.clock(council_id=self.actor.council_id, day=self.actor.today)
        return super().context() | {
            "new": components.ButtonLink(_("Make a complaint"), reverse("clients:complain"), "main"),
            "clock": clock,
        }

    def listing(self, rows: Sequence[Any]) -> components.Component:
        """A row for each."""
        heads = (_("Complaint"), _("About"), _("What comes next"), _("State"))
        return components.Table(
            caption=_("Your complaints"),
            caption_hidden=True,
            columns=tuple(components.Column(head) for head in heads),
            rows=tuple(components.Row(self._cells(one)) for one in rows),
        )

    def empty(self) -> components.Empty:
        """None yet."""
        return components.Empty(
            _("You have made no complaint. If something went wrong, tell us: we answer each thing.")
        )

    def _cells(self, one: models.Complaint) -> tuple[components.Cell, ...]:
        made = _("Made on %(day)s") % {"day": dates.in_words(one.raised_on)}
        return (
            components.Cell(made, href=reverse("clients:own_complaint", args=[one.pk])),
            components.Cell(one.about_words),
            components.Cell(_next(one)),
            components.Cell("", tag=parts.tag(one)),
        )


class Complain(views.FormPage):
    """Make a complaint."""

    permission: ClassVar[str] = policy.COMPLAIN
    title = gettext_lazy("Make a complaint")
    template_name = "clients/complain.html"

    def load(self) -> None:
        """Who complains."""
        found = whose.assistant(self.request) or whose.client(self.request)
        if found is None and self.actor.may(policy.COMPLAIN):
            raise Http404
        self.by: Any = found
        self.named = parts.choices(found, actor=self.actor) if found else []

    def back(self) -> components.BackLink:
        """The complaints."""
        return components.BackLink(_("Complaints"), reverse("clients:own_complaints"))

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """About whom it can be."""
        return asked.ComplaintForm(data, about=self.named)

    def context(self) -> dict[str, Any]:
        """By when they hear from us."""
        due = queries.due(council_id=self.actor.council_id, day=self.actor.today)
        return {"answer_by": dates.with_weekday(due.answer_by)}

    def act(self, **values: Any) -> models.Complaint:
        """Keep it, and pass it to who answers."""
        return raising.raise_complaint(
            by=self.by,
            said=parts.said(values, named=self.named, how=models.Complaint.How.ONLINE),
            actor=self.actor,
            at=self.now,
            representation=whose.representation(self.request),
        )

    def done(self, result: Any) -> str:
        """By when they hear."""
        return _("We have your complaint. We answer each thing by %(day)s.") % {
            "day": dates.with_weekday(result.answer_by)
        }

    def next_url(self, result: Any) -> str:
        """The complaint."""
        return reverse("clients:own_complaint", args=[result.pk])


class _Own(views.Page):
    permission: ClassVar[str] = policy.COMPLAIN

    def load(self) -> None:
        """Their own."""
        client = whose.client(self.request)
        rows = queries.own(actor=self.actor, client_id=client.pk if client else None)
        self.complaint = shortcuts.get_object_or_404(rows, pk=self.kwargs["pk"])

    def back(self) -> components.BackLink:
        """The complaints."""
        return components.BackLink(_("Complaints"), reverse("clients:own_complaints"))


class OwnComplaint(_Own):
    """One complaint: what was said, by when it is answered, and the answer once it is sent."""

    template_name = "clients/own_complaint.html"

    @property
    def heading(self) -> components.Words:
        """Of when it is."""
        return _("Your complaint of %(day)s") % {"day": dates.in_words(self.complaint.raised_on)}

    def context(self) -> dict[str, Any]:
        """What comes next, each point, and what they can do."""
        one = self.complaint
        is_answered = one.state == "answered"
        rows = queries.points(one, actor=self.actor)
        facts = [components.SummaryRow(_("About"), one.about_words)]
        if one.wanted:
            facts.append(components.SummaryRow(_("What would put it right"), one.wanted))
        return {
            "tag": parts.tag(one),
            "box": components.Box(_next(one)),
            "facts": components.SummaryList(tuple(facts)),
            "points": parts.points(rows, answers=is_answered),
            "links": self._links(),
            "ombudsman": one.ombudsman
            or queries.clock(council_id=one.council_id, day=self.actor.today).ombudsman,
        }

    def _links(self) -> list[components.Component]:
        key = self.complaint.pk
        if self.complaint.state == "answered":
            letter = reverse("clients:complaint_letter", args=[key])
            return [
                components.ButtonLink(_("Read the letter"), letter, "main"),
                components.Link(_("Read it in Easy Read"), f"{letter}?easy=yes"),
                components.Link(
                    _("I am not content with the answer"), reverse("clients:complaint_again", args=[key])
                ),
            ]
        if self.complaint.state == "withdrawn":
            return [components.Link(_("Open it again"), reverse("clients:complaint_again", args=[key]))]
        return [
            components.Link(_("Take back my complaint"), reverse("clients:complaint_withdraw", args=[key]))
        ]


class InTwoWays(views.Page):
    """The answer as a letter, in plain words or in Easy Read: the same facts in other words."""

    @property
    def template_name(self) -> str:  # type: ignore[override]
        """As they asked for it."""
        is_easy = self.request.GET.get("easy") == "yes"
        return "clients/complaint_letter_easy.html" if is_easy else "clients/complaint_letter.html"


class Letter(InTwoWays, _Own):
    """The answer, made from the record."""

    title = gettext_lazy("Our answer to your complaint")

    def load(self) -> None:
        """Only once it is sent."""
        super().load()
        if self.complaint.state != "answered":
            raise Http404

    def back(self) -> components.BackLink:
        """The complaint."""
        return components.BackLink(
            _("Your complaint"), reverse("clients:own_complaint", args=[self.complaint.pk])
        )

    def context(self) -> dict[str, Any]:
        """What the letter says."""
        return letter_of(self.complaint, queries.points(self.complaint, actor=self.actor))


def letter_of(one: models.Complaint, rows: Sequence[models.ComplaintPoint]) -> dict[str, Any]:
    """What a letter says: the same for who complains and for staff who post it."""
    return {
        "complaint": one,
        "points": rows,
        "raised": dates.in_words(one.raised_on),
        "answered": dates.in_words(one.answered_on) if one.answered_on else "",
    }


class _OwnMove(_Own, views.ActionPage):
    def back(self) -> components.BackLink:
        """The complaint."""
        return components.BackLink(_("Your complaint"), self.next_url(None))

    def next_url(self, result: Any) -> str:
        """The complaint."""
        return reverse("clients:own_complaint", args=[self.complaint.pk])


class Withdraw(_OwnMove):
    """Take it back."""

    move = states.COMPLAINT.move("withdraw_complaint")

    def act(self, **values: Any) -> models.Complaint:
        """Take it back."""
        return operations.withdraw(complaint=self.complaint, actor=self.actor, at=self.now)

    def done(self, result: Any) -> str:
        """That it is."""
        return _("You took your complaint back.")

    def undo(self, result: Any) -> components.Link:
        """Open it again."""
        return components.Link(
            _("Open it again"), reverse("clients:complaint_again", args=[self.complaint.pk])
        )


class Again(_OwnMove):
    """Say what is still wrong: it is answered like the other points."""

    move = states.COMPLAINT.move("reopen_complaint")

    @property
    def heading(self) -> components.Words:
        """What is still wrong?"""
        return _("Ask us to look at it again")

    def act(self, **values: Any) -> models.Complaint:
        """Open it again."""
        return operations.reopen(
            complaint=self.complaint, reason=values["reason"], actor=self.actor, at=self.now
        )

    def done(self, result: Any) -> str:
        """By when they hear."""
        return _("We look at it again, and answer by %(day)s.") % {
            "day": dates.with_weekday(result.answer_by)
        }


def _next(one: models.Complaint) -> str:
    day = dates.with_weekday(one.answer_by)
    return {
        "new": _("We have not looked at it yet. We say that we have it by %(soon)s, and answer by %(day)s.")
        % {"soon": dates.with_weekday(one.acknowledge_by), "day": day},
        "looked_into": _("We are looking into it. We answer each point by %(day)s.") % {"day": day},
        "answered": _("We have answered. Read the letter, and tell us if you are not content."),
        "withdrawn": _("You took it back. You can open it again."),
    }[one.state]
