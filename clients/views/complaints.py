"""Complaints, for who answers them: the list, one complaint, each answer, and what was learned."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import shortcuts
from django.db.models import Q, QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients import models
from clients.queries import complaints as queries
from clients.views import complaint_parts as parts
from clients.views import own_complaints
from dpss.access import policy, transitions
from dpss.kernel import dates
from dpss.web import components, views


class Complaints(views.ListPage):
    """What came to this team, or to this person, soonest due first."""

    permission: ClassVar[str] = policy.ANSWER_COMPLAINTS
    template_name = "clients/complaints.html"
    title = gettext_lazy("Complaints")
    saved = (
        views.Saved("open", gettext_lazy("Open"), Q(state__in=["new", "looked_into"])),
        views.Saved("new", gettext_lazy("Received"), Q(state="new")),
        views.Saved("answered", gettext_lazy("Answered"), Q(state="answered")),
        views.Saved("withdrawn", gettext_lazy("Taken back"), Q(state="withdrawn")),
    )
    sorts = {
        "due": views.Option(gettext_lazy("What is due first"), ("answer_by",)),
        "new": views.Option(gettext_lazy("Newest first"), ("-raised_at",)),
    }

    def reached(self) -> QuerySet[Any]:
        """Those that this person may read."""
        return queries.complaints(actor=self.actor)

    def context(self) -> dict[str, Any]:
        """With what was learned, and how soon we answer."""
        links = [components.Link(_("What we learned"), reverse("clients:complaint_lessons"))]
        if self.actor.may(policy.SET_COMPLAINT_TIMES):
            links.append(components.Link(_("How soon we answer"), reverse("clients:complaint_times")))
        return super().context() | {"links": links}

    def listing(self, rows: Sequence[Any]) -> components.Component:
        """A row for each: who, about what, what comes next."""
        return components.WorkList(
            caption=_("Complaints"),
            rows=tuple(self._row(one) for one in rows),
            heads=(_("When"), _("Who complains"), _("What comes next"), _("What to do")),
        )

    def empty(self) -> components.Empty:
        """None."""
        return components.Empty(_("No complaint is here. Those that you answer are listed here."))

    def _row(self, one: models.Complaint) -> components.WorkRow:
        address = reverse("clients:complaint", args=[one.pk])
        whose = one.handler.user.name if one.handler else _("nobody yet")
        return components.WorkRow(
            key=str(one.pk),
            who=components.Link(one.name, address),
            why=parts.next_step(one),
            about=_("About: %(what)s. Answered by: %(whose)s") % {"what": one.about_words, "whose": whose},
            tag=parts.due_tag(one, today=self.actor.today),
            when=_("came on %(day)s") % {"day": dates.in_words(one.raised_on)},
            action=components.ButtonLink(_("Open"), address, about=one.name),
        )


class OneComplaint(views.Page):
    """A page about one complaint, for whoever answers it."""

    permission: ClassVar[str] = policy.ANSWER_COMPLAINTS

    def load(self) -> None:
        """One that this person may answer. Who complains has a page of their own."""
        rows = queries.complaints(actor=self.actor)
        self.complaint = shortcuts.get_object_or_404(rows, pk=self.kwargs["pk"])

    def back(self) -> components.BackLink:
        """The complaint."""
        return components.BackLink(_("The complaint"), reverse("clients:complaint", args=[self.complaint.pk]))

    def next_url(self, result: Any) -> str:
        """The complaint."""
        return reverse("clients:complaint", args=[self.complaint.pk])


class Complaint(OneComplaint):
    """One complaint, with each point and what is left to do."""

    template_name = "clients/complaint.html"

    @property
    def heading(self) -> components.Words:
        """Whose."""
        return _("Complaint of %(name)s") % {"name": self.complaint.name}

    def back(self) -> components.BackLink:
        """The list."""
        return components.BackLink(_("Complaints"), reverse("clients:complaints"))

    def context(self) -> dict[str, Any]:
        """What is known, the points, and the moves that are open."""
        one = self.complaint
        rows = queries.points(one, actor=self.actor)
        links = {}
        if one.state == "looked_into":
            links = {row.pk: reverse("clients:complaint_point", args=[one.pk, row.number]) for row in rows}
        return {
            "tags": [parts.due_tag(one, today=self.actor.today)],
            "facts": components.SummaryList(tuple(self._facts())),
            "points": parts.points(rows, answers=True, links=links),
            "todo": self._todo(rows),
            "learning": one.learning,
        }

    def _facts(self) -> list[components.SummaryRow]:
        one = self.complaint
        came = _("%(day)s, %(how)s") % {
            "day": dates.with_weekday(one.raised_on),
            "how": one.get_how_display().lower(),
        }
        rows = [
            components.SummaryRow(_("Came"), came),
            components.SummaryRow(_("About"), one.about_words),
            components.SummaryRow(_("What would put it right"), one.wanted or _("Not said")),
            components.SummaryRow(_("Say that we have it by"), dates.with_weekday(one.acknowledge_by)),
            components.SummaryRow(_("Answer by"), dates.with_weekday(one.answer_by)),
        ]
        give = None
        if one.state in queries.OPEN:
            address = reverse("clients:complaint_give", args=[one.pk])
            give = components.Link(_("Give it to somebody"), address)
        whose = one.handler.user.name if one.handler else _("Nobody yet")
        return [*rows, components.SummaryRow(_("Who answers"), whose, action=give)]

    def _todo(self, rows: Sequence[models.ComplaintPoint]) -> list[components.Component]:
        one, key = self.complaint, [self.complaint.pk]
        if one.state == "new":
            address = reverse("clients:complaint_acknowledge", args=key)
            return [components.ButtonLink(_("Say that we have it"), address, "main")]
        if one.state == "looked_into":
            words = _("Change what was learned") if one.learning else _("Write what was learned")
            learn = components.Link(words, reverse("clients:complaint_learn", args=key))
            facts = queries.facts_of(self.actor)([one])[one.pk]
            why_not = transitions.why_not(one, "answer_complaint", actor=self.actor, facts=facts)
            if why_not:
                return [components.Note(why_not), learn]
            address = reverse("clients:complaint_answer", args=key)
            return [learn, components.ButtonLink(_("Send the answer"), address, "main")]
        again = components.Link(_("Open it again"), reverse("clients:complaint_open_again", args=key))
        if one.state == "withdrawn":
            return [again]
        letter = reverse("clients:complaint_letter_to_post", args=key)
        return [
            components.Link(_("The letter"), letter),
            components.Link(_("The letter in Easy Read"), f"{letter}?easy=yes"),
            again,
        ]


class LetterToPost(own_complaints.InTwoWays, OneComplaint):
    """The letter, for who has no sign-in: printed and posted."""

    title = gettext_lazy("Our answer to your complaint")

    def load(self) -> None:
        """Only once it is sent."""
        super().load()
        if self.complaint.state != "answered":
            raise Http404

    def context(self) -> dict[str, Any]:
        """What the letter says."""
        rows = queries.points(self.complaint, actor=self.actor)
        return own_complaints.letter_of(self.complaint, rows)


class Lessons(views.ListPage):
    """What was learned from complaints, without names."""

    permission: ClassVar[str] = policy.ANSWER_COMPLAINTS
    title = gettext_lazy("What we learned from complaints")

    def back(self) -> components.BackLink:
        """The complaints."""
        return components.BackLink(_("Complaints"), reverse("clients:complaints"))

    def reached(self) -> QuerySet[Any]:
        """Of those that this person may read."""
        return queries.lessons(actor=self.actor)

    def chosen(self) -> QuerySet[Any]:
        """The newest first."""
        return self.narrowed

    def listing(self, rows: Sequence[Any]) -> components.Component:
        """An item a lesson."""
        return components.Timeline(
            tuple(
                components.TimelineItem(one.learning, dates.in_words(one.answered_on))
                for one in rows
                if one.answered_on
            )
        )

    def empty(self) -> components.Empty:
        """None."""
        return components.Empty(_("Nothing yet. What is learned from each complaint is listed here."))
