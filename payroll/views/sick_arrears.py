"""Sick days held back for a fit note, once the payslip is approved: paid with the next one, or never."""

from collections.abc import Sequence
from typing import Any

from dpss.kernel import dates, errors, money
from dpss.web import components, forms, views
from payroll import models
from payroll.forms.sick_arrears import HeldBackForm
from payroll.operations import sick_arrears as operations
from payroll.queries import sick_arrears
from payroll.views import sickness_parts
from payroll.views.sickness import OfASickness


class _OfHeldBack(OfASickness, views.ExplainedPage):
    """A page about the days that a decision holds back."""

    def back(self) -> components.BackLink:
        """To the sickness."""
        return components.BackLink("Back to the sickness", self.address)

    def next_url(self, result: Any) -> str:
        """To the sickness."""
        return self.address

    @property
    def decision(self) -> models.SickPayDecision:
        """The one that stands. Raises `Conflict` where none does."""
        if self.found.decision is None:
            raise errors.Conflict("Nothing is decided about this sickness, so nothing is held back.")
        return self.found.decision

    def thing(self) -> components.Component | None:
        """What was decided."""
        return sickness_parts.answers(self.found.decision) if self.found.decision else None


class HeldBack(_OfHeldBack):
    """Pay the days, or record that they are not paid."""

    form_class = HeldBackForm

    @property
    def heading(self) -> components.Words:
        """Whose."""
        return f"Days held back: {self.held.assistant.name}"

    def consequences(self) -> Sequence[components.Words]:
        """What will happen."""
        return [
            "Paid days are a line of their own on the next payslip, which another person approves.",
            "A payrun that is calculated already is worked out again.",
        ]

    def act(self, **values: Any) -> models.SickPayArrears:
        """Decide."""
        answer = operations.Answer(
            outcome=values["outcome"], fit_note_on=values["fit_note_on"], reason=values["reason"]
        )
        return operations.decide(decision=self.decision, answer=answer, actor=self.actor, at=self.now)

    def done(self, result: models.SickPayArrears) -> str:
        """When it is paid."""
        if result.pay_in is None:
            return "It is recorded that the days are not paid."
        payday = dates.with_weekday(result.pay_in.payday)
        return f"{money.in_words(result.amount)} is paid with the payslip of {payday}."


class UndoHeldBack(_OfHeldBack):
    """Take it back while it is not paid."""

    form_class = forms.NoQuestionsForm
    button = "Undo it"

    @property
    def heading(self) -> components.Words:
        """Whose."""
        return f"Undo what was decided about days held back: {self.held.assistant.name}"

    def consequences(self) -> Sequence[components.Words]:
        """What will happen."""
        return ["The days are held back again. A payrun that is calculated with them is worked out again."]

    def act(self, **values: Any) -> None:
        """Undo it, once."""
        row = sick_arrears.of(self.decision, actor=self.actor)
        if row is None:
            raise errors.Conflict("It has been undone already.")
        operations.take_back(arrears=row, actor=self.actor, at=self.now)

    def done(self, result: None) -> str:
        """How it stands."""
        return "The days are held back again, until somebody decides about them."
