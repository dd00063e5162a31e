"""What somebody does with new bank details: approve, refuse or take them back, and ring the PA about them."""

from collections.abc import Sequence
from typing import Any, ClassVar, Final

from django.urls import reverse

from dpss import celery
from dpss.access import policy
from dpss.kernel import dates
from dpss.web import components, forms, views
from ledger import operations as ledger
from ledger import states
from payroll.operations import bank_details as operations
from payroll.queries import bank_details
from payroll.views.bank_changes import OfAChange
from payroll.views.bank_details import account_in_words, who_asked

_MOVE: Final = states.BANK_ACCOUNT_CHANGE.move


class Decision(OfAChange, views.ActionPage):
    """One decision, with what it is about and what follows."""

    @property
    def heading(self) -> components.Words:
        """The move."""
        return self.move.label

    def back(self) -> components.BackLink:
        """To the comparison."""
        return components.BackLink("Back to the new bank details", self.address("bank_change"))

    def next_url(self, result: Any) -> str:
        """To the others that wait."""
        return reverse("payroll:bank_changes")

    def thing(self) -> components.Component:
        """Whose, which account and from when, for the person to check."""
        rows = (
            ("PA", self.held.assistant.name),
            ("New account", account_in_words(self.change)),
            ("From", dates.with_weekday(self.change.starts_on)),
            ("Asked for by", who_asked(self.change)),
        )
        return components.SummaryList(tuple(components.SummaryRow(label, value) for label, value in rows))

    def told(self) -> Sequence[components.Words]:
        """The PA, by the way in which they can be told."""
        name = self.held.assistant.name
        by_mail = self.held.assistant.is_reached
        return [f"{name}, by e-mail" if by_mail else f"{name}, when somebody has rung them"]


class Approve(Decision):
    """The second person agrees."""

    move = _MOVE("approve")

    def consequences(self) -> Sequence[components.Words]:
        """What follows, and what to mind."""
        return [self.move.confirms, *bank_details.cautions(self.change, actor=self.actor)]

    def act(self, **values: Any) -> Any:
        """Approve it, and wake the job that brings what employers must pay into line."""
        approved = operations.approve(
            change=self.change, assistant=self.held.assistant, actor=self.actor, at=self.now
        )
        celery.nudge("payroll.follow_bank_details")
        return approved

    def done(self, result: Any) -> str:
        """From when."""
        day = dates.with_weekday(result.account.first_day)
        return f"The wages of {self.held.assistant.name} go to the new account from {day}."


class Refuse(Decision):
    """The second person does not agree, and says why."""

    move = _MOVE("refuse")

    def act(self, **values: Any) -> Any:
        """Refuse it."""
        return operations.refuse(
            change=self.change, assistant=self.held.assistant, actor=self.actor, at=self.now, **values
        )

    def done(self, result: Any) -> str:
        """Nothing changed."""
        return f"Refused. The wages of {self.held.assistant.name} go where they went before."


class TakeBack(Decision):
    """Whoever asked takes it back."""

    permission: ClassVar[str] = policy.KEEP_POSTS
    move = _MOVE("take_back")

    def told(self) -> Sequence[components.Words]:
        """Nobody: nothing changes."""
        return []

    def act(self, **values: Any) -> Any:
        """Take it back."""
        return ledger.withdraw_bank_account(change=self.change, actor=self.actor, at=self.now)

    def done(self, result: Any) -> str:
        """Nothing changed."""
        return f"Taken back. The wages of {self.held.assistant.name} go where they went before."


class Cancel(Decision):
    """An approved change that has not begun is cancelled, by somebody other than who asked for it."""

    move = _MOVE("cancel")
    warning = True

    def told(self) -> Sequence[components.Words]:
        """The PA, and whoever asked."""
        asked = [] if self.change.by_themselves else [f"{self.change.proposed_by.name}, by e-mail"]
        return [*super().told(), *asked]

    def act(self, **values: Any) -> Any:
        """Cancel it, and wake the job that brings what employers must pay into line."""
        cancelled = operations.cancel(
            change=self.change, assistant=self.held.assistant, actor=self.actor, at=self.now, **values
        )
        celery.nudge("payroll.follow_bank_details")
        return cancelled

    def done(self, result: Any) -> str:
        """Where the wages go."""
        return f"Cancelled. The wages of {self.held.assistant.name} go on going where they go now."


class Ring(Decision):
    """Somebody told a PA without e-mail that their bank details were changed."""

    title = "I have rung the PA"
    button = "I have rung the PA"

    @property
    def heading(self) -> components.Words:
        """What was done."""
        return self.title

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """Only the button."""
        return forms.NoQuestionsForm(data)

    def consequences(self) -> Sequence[components.Words]:
        """What to say, and what not."""
        changed = "Say that the bank details for the wages were changed, and from which day."
        kept = "Say that the change of bank details was cancelled: the wages go where they went before."
        return [
            kept if self.change.state == "cancelled" else changed,
            "Do not say the numbers.",
            "It is recorded that you told them.",
        ]

    def told(self) -> Sequence[components.Words]:
        """Nobody else."""
        return []

    def act(self, **values: Any) -> Any:
        """Record it, once."""
        return ledger.record_ring(change=self.change, actor=self.actor, at=self.now)

    def done(self, result: Any) -> str:
        """What was recorded."""
        return f"We have recorded that you rang {self.held.assistant.name}."
