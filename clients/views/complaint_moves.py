"""What is done with a complaint: each point answered, given to somebody, and the letter sent."""

import uuid
from collections.abc import Sequence
from typing import Any

from django import shortcuts
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients import models, states
from clients.forms import complaints as asked
from clients.operations import complaints as operations
from clients.queries import complaints as queries
from clients.views.complaints import OneComplaint
from dpss.access import policy, scope
from dpss.kernel import dates
from dpss.web import components, forms, views


class AnswerPoint(OneComplaint, views.FormPage):
    """What was found about one point."""

    form_class = asked.AnswerForm
    template_name = "clients/complaint_point.html"

    def load(self) -> None:
        """The point."""
        super().load()
        rows = scope.visible_to(models.ComplaintPoint.objects.all(), self.actor)
        self.point = shortcuts.get_object_or_404(rows, complaint=self.complaint, number=self.kwargs["number"])

    @property
    def heading(self) -> components.Words:
        """Which."""
        return _("Answer point %(number)s") % {"number": self.point.number}

    def initial(self) -> dict[str, Any]:
        """What was answered before."""
        return {name: getattr(self.point, name) for name in ("outcome", "reasons", "done")}

    def context(self) -> dict[str, Any]:
        """What they say."""
        return {"words": self.point.words}

    def act(self, **values: Any) -> models.ComplaintPoint:
        """Keep it."""
        return operations.answer_point(point=self.point, **values, actor=self.actor, at=self.now)

    def done(self, result: Any) -> str:
        """Which is answered."""
        return _("Point %(number)s has its answer.") % {"number": result.number}


class Learn(OneComplaint, views.FormPage):
    """What was learned."""

    title = gettext_lazy("What was learned")
    form_class = asked.LearningForm

    def initial(self) -> dict[str, Any]:
        """What was written before."""
        return {"learning": self.complaint.learning}

    def act(self, **values: Any) -> models.Complaint:
        """Keep it."""
        return operations.learn(complaint=self.complaint, **values, actor=self.actor, at=self.now)

    def done(self, result: Any) -> str:
        """That it is kept."""
        return _("What was learned is kept.")


class Give(OneComplaint, views.FormPage):
    """Give it to one person: never to whom it is about, nor to their organisation."""

    title = gettext_lazy("Who answers this complaint?")

    def load(self) -> None:
        """Who may have it."""
        super().load()
        self.handlers = queries.handlers(self.complaint, actor=self.actor)

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """Each with their role and organisation."""
        shown = [
            (str(one.pk), f"{one.user.name}, {policy.ROLE_NAMES[one.role].lower()}, {one.organisation}")
            for one in self.handlers
        ]
        return asked.HandlerForm(data, handlers=shown)

    def act(self, **values: Any) -> models.Complaint:
        """Give it."""
        return operations.allocate(
            complaint=self.complaint,
            membership_id=uuid.UUID(values["handler"]),
            actor=self.actor,
            at=self.now,
        )

    def done(self, result: Any) -> str:
        """Who has it."""
        return _("%(name)s answers it.") % {"name": result.handler.user.name}

    def next_url(self, result: Any) -> str:
        """The list: who gave it away may not read it any more."""
        return reverse("clients:complaints")


class _Move(OneComplaint, views.ActionPage):
    def told(self) -> Sequence[components.Words]:
        """Who complains."""
        if self.complaint.reader_id is None and self.complaint.representation_id is None:
            return [_("Nobody by e-mail: %(name)s has no sign-in. Ring or write.") % self._name()]
        return [_("%(name)s, by an e-mail that says nothing of what it is about.") % self._name()]

    def _name(self) -> dict[str, str]:
        return {"name": self.complaint.name}


class Acknowledge(_Move):
    """Say that we have it."""

    move = states.COMPLAINT.move("acknowledge_complaint")

    def act(self, **values: Any) -> models.Complaint:
        """Say so."""
        return operations.acknowledge(complaint=self.complaint, actor=self.actor, at=self.now)

    def done(self, result: Any) -> str:
        """What is next."""
        return _("%(name)s is told that we have it. Answer each point now.") % self._name()


class Answer(_Move):
    """Send the letter."""

    move = states.COMPLAINT.move("answer_complaint")

    def act(self, **values: Any) -> models.Complaint:
        """Send it."""
        return operations.answer(complaint=self.complaint, actor=self.actor, at=self.now)

    def done(self, result: Any) -> str:
        """That it is."""
        return _("The answer is sent. Post the letter if they have no sign-in.")

    def undo(self, result: Any) -> components.Link:
        """Open it again."""
        return components.Link(
            _("Open it again"), reverse("clients:complaint_open_again", args=[self.complaint.pk])
        )


class OpenAgain(_Move):
    """Open it again for who rings."""

    move = states.COMPLAINT.move("reopen_complaint_for")

    def act(self, **values: Any) -> models.Complaint:
        """Open it."""
        return operations.reopen(
            complaint=self.complaint, reason=values["reason"], actor=self.actor, at=self.now
        )

    def done(self, result: Any) -> str:
        """By when it is answered."""
        return _("It is open again. What you wrote is a new point; answer it by %(day)s.") % {
            "day": dates.with_weekday(result.answer_by)
        }
