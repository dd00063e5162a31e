"""A change of employer on one page, and what is done with it: confirmed, given up, taken back."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.urls import reverse

from dpss.access import transitions
from dpss.kernel import dates, states
from dpss.web import components, views
from payroll import change_rules, models
from payroll.operations import employer_changes, employer_handovers, employer_returns
from payroll.queries import change_agreements
from payroll.queries import employer_changes as queries
from payroll.views import change_agreement_parts
from payroll.views import employer_change_parts as parts
from payroll.views.employer_change import OfAChange

_MACHINE = models.EmployerChange.machine


class Change(OfAChange):
    """The steps, what is missing, what will happen on which day; and later what there is still to do."""

    template_name = "payroll/provider/employer_change.html"

    @property
    def heading(self) -> components.Words:
        """From whom to whom."""
        return f"{self.change.new_name} becomes the employer after {self.change.employer.name}"

    def back(self) -> components.BackLink:
        """To the employer."""
        employer = self.change.employer
        return components.BackLink(employer.name, reverse("payroll:employer", args=[employer.pk]))

    def context(self) -> dict[str, Any]:
        """Steps while it is prepared; tasks once it is confirmed; the days in both."""
        change, actor = self.change, self.actor
        found = queries.decided(change, actor=actor)
        facts = queries.facts_of(change, actor=actor)
        is_draft, is_confirmed = change.state == "draft", change.state == "confirmed"
        shown: dict[str, Any] = {
            "state": components.Tag(change.get_state_display(), parts.COLOURS[change.state]),
            "what_happens": parts.days(change, found, actor=actor),
        }
        ended = change_agreements.ending(change, actor=actor) if is_draft or is_confirmed else []
        if is_draft:
            shown["ends"] = change_agreement_parts.table(ended)
            shown["steps"] = parts.steps(change, found, facts)
            shown["missing"] = change_rules.missing(facts)
        if is_confirmed:
            posts = queries.new_posts(change, actor=actor)
            shown["to_do"] = parts.to_do(change, posts, ended, actor=actor)
        return shown | {"moves": self.moves(facts)}

    def moves(self, facts: change_rules.Facts) -> Sequence[components.Component]:
        """What can be done with it now."""
        pages = {
            "confirm": ("payroll:employer_change_confirm", "main"),
            "abandon": ("payroll:employer_change_give_up", "plain"),
            "undo": ("payroll:employer_change_take_back", "plain"),
        }
        return [
            components.ButtonLink(move.label, reverse(pages[move.name][0], args=[self.change.pk]))
            for move in transitions.open_moves(self.change, actor=self.actor, facts=facts)
        ]


class Move(OfAChange, views.ActionPage):
    """A page on which one thing is done with the change."""

    def nothing(self) -> str:
        """Why it cannot be done now."""
        facts = queries.facts_of(self.change, actor=self.actor)
        return transitions.why_not(self.change, self.move.name, actor=self.actor, facts=facts) or ""

    def next_url(self, result: Any) -> str:
        """To the change."""
        return self.change_url


class Confirm(Move):
    """Let it hold."""

    move: ClassVar[states.Move] = _MACHINE.move("confirm")

    def thing(self) -> components.Component:
        """What will happen on which day."""
        found = queries.decided(self.change, actor=self.actor)
        return parts.days(self.change, found, actor=self.actor)

    def consequences(self) -> Sequence[components.Words]:
        """What goes over, and what ends with the employer before."""
        found = change_agreements.ending(self.change, actor=self.actor)
        return [*super().consequences(), *change_agreement_parts.sentences(found)]

    def told(self) -> Sequence[components.Words]:
        """Each PA, by message, or by somebody."""
        return parts.told(queries.decided(self.change, actor=self.actor))

    def act(self, **values: Any) -> models.EmployerChange:
        """Confirm it."""
        return employer_handovers.confirm(change=self.change, actor=self.actor, at=self.now)

    def done(self, result: models.EmployerChange) -> str:
        """Who employs from when."""
        return f"{result.new_name} is the employer from {dates.with_weekday(result.first_day)}."


class GiveUp(Move):
    """Stop preparing it."""

    move: ClassVar[states.Move] = _MACHINE.move("abandon")

    def act(self, **values: Any) -> models.EmployerChange:
        """Give it up."""
        return employer_changes.give_up(
            change=self.change, reason=values["reason"], actor=self.actor, at=self.now
        )

    def done(self, result: models.EmployerChange) -> str:
        """That nothing has changed."""
        return f"Given up. {result.employer.name} is the employer as before."


class TakeBack(Move):
    """Undo it before the new employer's first payslip."""

    move: ClassVar[states.Move] = _MACHINE.move("undo")

    def act(self, **values: Any) -> models.EmployerChange:
        """Take it back."""
        return employer_returns.undo(
            change=self.change, reason=values["reason"], actor=self.actor, at=self.now
        )

    def done(self, result: models.EmployerChange) -> str:
        """Who goes on."""
        return f"Taken back. {result.employer.name} is the employer as before."
