"""What the council's practitioner does with a referral: a page for each."""

import uuid
from collections.abc import Sequence
from typing import Any, ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients import states
from clients.forms.referrals import NEW, AcceptForm, TwiceForm
from clients.operations import referrals as operations
from clients.queries import referrals as queries
from clients.states.referral import OPEN
from clients.views.referrals import OfReferral
from dpss.access import policy
from dpss.kernel import dates, errors
from dpss.web import components, forms, views


class _Decision(OfReferral):
    """Only the council's practitioner decides."""

    permission: ClassVar[str] = policy.DECIDE_REFERRALS

    def who_hears(self) -> list[components.Words]:
        """Whoever wrote it down by e-mail; who referred them, and the person, by somebody who rings."""
        one = self.referral
        told: list[components.Words] = []
        if one.recorded_by is not None and one.recorded_by_id != self.actor.user_id:
            said = _("%(name)s, who wrote it down, is told by e-mail, without the person’s name.")
            told.append(said % {"name": one.recorded_by.name})
        if one.referred_by:
            said = _("%(name)s, who referred them, gets no e-mail from here: ring or write to them.")
            told.append(said % {"name": one.referred_by})
        return told


class Look(_Decision, views.ActionPage):
    """It is this practitioner's to decide."""

    move = states.REFERRAL.move("look_at_referral")

    def act(self, **_values: Any) -> Any:
        """Look at it."""
        return operations.look_at(referral=self.referral, actor=self.actor, at=self.now)

    def done(self, result: Any) -> str:
        """Whose it is."""
        return _("It is yours to decide.")


class Accept(_Decision, views.ExplainedPage):
    """Take them on, as somebody who is known or as a new client."""

    title = gettext_lazy("Accept this referral")

    def consequences(self) -> Sequence[components.Words]:
        """What happens."""
        return [
            states.REFERRAL.move("accept_referral").confirms,
            _("Whoever supports them finds it on their list of things to do, and rings them."),
        ]

    def told(self) -> Sequence[components.Words]:
        """Who hears of it."""
        return self.who_hears()

    def nothing(self) -> str:
        """It is decided already."""
        return "" if self.referral.state in OPEN else _("It is decided already.")

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """Those who may be the same person, and who may support somebody new."""
        same = queries.same_as(self.referral, actor=self.actor).clients
        known = [
            (str(one.pk), _("Yes: %(name)s, %(reference)s") % {"name": one.name, "reference": one.reference})
            for one in same
        ]
        workers = [
            (str(one.pk), f"{one.user.name}, {one.organisation}") for one in queries.workers(actor=self.actor)
        ]
        return AcceptForm(data, known=known, workers=workers)

    def act(self, **values: Any) -> Any:
        """Take them on."""
        usual: dict[str, Any] = {"referral": self.referral, "actor": self.actor, "at": self.now}
        if values["who"] != NEW:
            return operations.accept_known(client_id=uuid.UUID(values["who"]), **usual)
        if not values["worker"]:
            raise errors.Invalid(_("Choose who supports them."), field="worker")
        return operations.accept_new(
            reference=values["reference"], worker_id=uuid.UUID(values["worker"]), **usual
        )

    def done(self, result: Any) -> str:
        """What comes next."""
        return _("It is accepted. Setting up has begun.")

    def next_url(self, result: Any) -> str:
        """The journey, once there is one."""
        if result is None:
            return super().next_url(result)
        return reverse("clients:onboarding", args=[result.onboarding_id])


class Decline(_Decision, views.ActionPage):
    """It is not taken up, with a reason."""

    move = states.REFERRAL.move("decline_referral")

    def told(self) -> Sequence[components.Words]:
        """Who hears of it, and the person themself."""
        said = _("%(name)s gets no e-mail from here: ring or write to them with the reason.")
        return [*self.who_hears(), said % {"name": self.referral.name}]

    def act(self, **values: Any) -> Any:
        """Put it aside."""
        return operations.decline(
            referral=self.referral, reason=values["reason"], actor=self.actor, at=self.now
        )

    def done(self, result: Any) -> str:
        """That it is."""
        return _("It is not taken up. Your reason is kept.")


class Twice(_Decision, views.ExplainedPage):
    """It was made twice: which one goes on."""

    title = gettext_lazy("This person was referred twice")

    def consequences(self) -> Sequence[components.Words]:
        """What happens."""
        return [states.REFERRAL.move("mark_referred_twice").confirms]

    def others(self) -> list[tuple[str, str]]:
        """The other referrals of the same person."""
        same = queries.same_as(self.referral, actor=self.actor).referrals
        return [
            (
                str(one.pk),
                _("Referral of %(day)s: %(state)s")
                % {"day": dates.in_words(one.received_on), "state": one.get_state_display().lower()},
            )
            for one in same
            if one.duplicate_of_id is None
        ]

    def nothing(self) -> str:
        """There is no other, or it is decided."""
        if self.referral.state not in OPEN:
            return _("It is decided already.")
        return "" if self.others() else _("There is no other referral of this person.")

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """Which one goes on."""
        return TwiceForm(data, others=self.others())

    def act(self, **values: Any) -> Any:
        """Put this one aside."""
        return operations.mark_twice(
            referral=self.referral, other_id=uuid.UUID(values["other"]), actor=self.actor, at=self.now
        )

    def done(self, result: Any) -> str:
        """That it is."""
        return _("It is put aside. The other referral goes on.")


class Again(_Decision, views.ActionPage):
    """Look at it again."""

    move = states.REFERRAL.move("reopen_referral")

    def act(self, **values: Any) -> Any:
        """Open it."""
        return operations.look_again(
            referral=self.referral, reason=values["reason"], actor=self.actor, at=self.now
        )

    def done(self, result: Any) -> str:
        """That it is."""
        return _("It waits for a decision again.")
