"""What is done with a direct payment that ends: proposed, decided, moved to another council, closed."""

from collections.abc import Sequence
from typing import Any, ClassVar, Final

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients import models, record, states
from clients.forms.endings import MoveForm, ProposeForm
from clients.operations import endings as operations
from clients.operations import moving
from clients.queries import endings as queries
from clients.queries import people
from clients.states.ending import OPEN
from clients.views.endings import OfEnding
from dpss.access import policy
from dpss.kernel import dates
from dpss.web import components, views

_ANSWERS: Final = {True: "yes", False: "no", None: ""}


class Propose(views.FormPage):
    """Write down that a client's direct payment should end."""

    permission = policy.PREPARE_ENDINGS
    template_name = "clients/ending_propose.html"
    form_class = ProposeForm

    @property
    def heading(self) -> components.Words:
        """Whose."""
        return _("End %(name)s’s direct payment") % {"name": self.client.name}

    def load(self) -> None:
        """The client."""
        self.client = get_object_or_404(people.clients(actor=self.actor), pk=self.kwargs["pk"])

    def back(self) -> components.BackLink:
        """The record."""
        return components.BackLink(self.client.name, reverse(record.OVERVIEW, args=[self.client.pk]))

    def context(self) -> dict[str, Any]:
        """The one that is open already, and what happens."""
        begun = queries.open_of(self.client.pk, actor=self.actor)
        link = None
        if begun is not None:
            address = reverse("clients:ending", args=[begun.pk])
            link = components.ButtonLink(_("Go on with the one that is open"), address, "main")
        return {
            "begun": link,
            "consequences": [
                _("Nothing changes until another person decides it. Payments and wages go on."),
                _("Whoever decides reads what you write, and so does the person once it is decided."),
                _("Then support, payroll and council finance each settle their steps, and it is closed."),
            ],
        }

    def act(self, **values: Any) -> models.Ending:
        """Propose it."""
        return operations.propose(client=self.client, actor=self.actor, at=self.now, **values)

    def done(self, result: Any) -> str:
        """What comes next."""
        return _("It is proposed. Somebody else decides.")

    def next_url(self, result: Any) -> str:
        """The ending."""
        return reverse("clients:ending", args=[result.pk])


class _Move(OfEnding, views.ActionPage):
    """A move of one ending, with whose it is and its last day in sight."""

    def thing(self) -> components.Component:
        """Whose direct payment, and its last day."""
        return components.SummaryList(
            (
                components.SummaryRow(_("Direct payment of"), self.ending.client.name),
                components.SummaryRow(_("Last day"), dates.with_weekday(self.ending.last_day)),
            )
        )


class Decide(_Move):
    """Decide that it ends."""

    permission: ClassVar[str] = policy.DECIDE_ENDINGS
    move = states.ENDING.move("decide_ending")
    warning: ClassVar[bool] = True

    def told(self) -> Sequence[components.Words]:
        """Whoever has steps to settle; the person reads it on their page."""
        return [
            _("The payroll manager and council finance are told by e-mail, without whose it is."),
            _("The support worker finds it on their list of things to do."),
        ]

    def act(self, **_values: Any) -> Any:
        """Decide."""
        return operations.decide(ending=self.ending, actor=self.actor, at=self.now)

    def done(self, result: Any) -> str:
        """What comes next."""
        return _("It is decided. What has to be settled is listed below.")


class Drop(_Move):
    """It goes on after all."""

    permission: ClassVar[str] = policy.DROP_ENDINGS
    move = states.ENDING.move("drop_ending")

    def act(self, **values: Any) -> Any:
        """Let it go on."""
        return operations.drop(ending=self.ending, reason=values["reason"], actor=self.actor, at=self.now)

    def done(self, result: Any) -> str:
        """That it does."""
        return _("The direct payment goes on.")


class Close(_Move):
    """Close what is settled."""

    permission: ClassVar[str] = policy.PREPARE_ENDINGS
    move = states.ENDING.move("close_ending")

    def act(self, **_values: Any) -> Any:
        """Close."""
        return operations.close(ending=self.ending, actor=self.actor, at=self.now)

    def done(self, result: Any) -> str:
        """That it is."""
        return _("It is closed. The record is kept.")


class Reopen(_Move):
    """Something is still to be settled."""

    permission: ClassVar[str] = policy.PREPARE_ENDINGS
    move = states.ENDING.move("reopen_ending")

    def act(self, **values: Any) -> Any:
        """Open again."""
        return operations.reopen(ending=self.ending, reason=values["reason"], actor=self.actor, at=self.now)

    def done(self, result: Any) -> str:
        """That it is."""
        return _("It is open again.")


class Move(OfEnding, views.ExplainedPage):
    """Who takes over, what was agreed, and whether the new council may have the pack."""

    permission: ClassVar[str] = policy.PREPARE_ENDINGS
    title = gettext_lazy("The move to another council")
    form_class = MoveForm

    def consequences(self) -> list[components.Words]:
        """What the day means."""
        last = dates.with_weekday(self.ending.last_day)
        return [
            _("This council pays until %(day)s. The new one pays from the day after.") % {"day": last},
            _("The person stays the employer. The PAs keep their jobs, and nobody gets a P45."),
            _("Nothing is sent by the portal. You give the pack to the new council if the person agrees."),
        ]

    def nothing(self) -> str:
        """Why it cannot be written down."""
        return "" if self._move() else _("This is not a move to another council that is still open.")

    def initial(self) -> dict[str, Any]:
        """What is known."""
        move = self._move()
        if move is None:
            return {}
        return {
            "new_council": move.new_council,
            "contact": move.contact,
            "agreed_on": move.agreed_on,
            "pack_may_go": _ANSWERS[move.pack_may_go],
            "said_by": move.said_by,
        }

    def act(self, **values: Any) -> models.CouncilMove:
        """Keep it."""
        values["pack_may_go"] = {"yes": True, "no": False}.get(values["pack_may_go"])
        return moving.record_move(ending=self.ending, actor=self.actor, at=self.now, **values)

    def done(self, result: Any) -> str:
        """That it is kept."""
        return _("It is kept.")

    def _move(self) -> models.CouncilMove | None:
        return queries.move_of(self.ending, actor=self.actor) if self.ending.state in OPEN else None
