"""What is done about somebody's acting for another: suggest it, record by what right, begin, limit, end."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients import record, states
from clients.forms import representations as asked
from clients.operations import representation_papers as papers
from clients.operations import representations as operations
from clients.queries import people
from clients.queries import representations as queries
from dpss.access import policy
from dpss.portal import representation_parts as parts
from dpss.portal.representations import OfRepresentation
from dpss.web import components, forms, views
from payroll.operations import who_acts


class Propose(views.FormPage):
    """Suggest somebody who is to act for a client."""

    permission = policy.PROPOSE_WHO_ACTS
    template_name = "portal/representation_propose.html"
    form_class = asked.ProposeForm

    @property
    def heading(self) -> components.Words:
        """For whom."""
        return _("Somebody acts for %(name)s") % {"name": self.client.name}

    def load(self) -> None:
        """The client."""
        self.client = get_object_or_404(people.clients(actor=self.actor), pk=self.kwargs["pk"])

    def back(self) -> components.BackLink:
        """The record."""
        return components.BackLink(self.client.name, reverse(record.OVERVIEW, args=[self.client.pk]))

    def initial(self) -> dict[str, Any]:
        """From today."""
        return {"first_day": self.actor.today}

    def context(self) -> dict[str, Any]:
        """What happens."""
        return {
            "consequences": [
                _("They see nothing and can do nothing until it is in force."),
                _("The person says yes on their own page, or the council’s practitioner puts it in force."),
                _("Next, record that the person agrees, or the authority that you saw."),
            ]
        }

    def act(self, **values: Any) -> queries.Representation:
        """Suggest them."""
        limits = asked.limits_of(values, values["kind"])
        names = ("name", "email", "kind", "first_day", "last_day", "is_their_pa")
        given = {name: values[name] for name in names}
        return papers.propose(client=self.client, limits=limits, actor=self.actor, at=self.now, **given)

    def done(self, result: Any) -> str:
        """What comes next."""
        return _("It is written down. Now record by what right they act.")

    def next_url(self, result: Any) -> str:
        """The page of it."""
        return reverse("representation", args=[result.pk])


class RecordBasis(OfRepresentation, views.FormPage):
    """Record that the person agrees, or the authority that was seen."""

    permission: ClassVar[str] = policy.RECORD_WHO_ACTS
    title = gettext_lazy("Consent or authority")
    form_class = asked.BasisForm

    def act(self, **values: Any) -> queries.Basis:
        """Keep it."""
        return papers.record_basis(representation=self.row, actor=self.actor, at=self.now, **values)

    def done(self, result: Any) -> str:
        """That it is kept."""
        return _("It is kept, with your name and the day.")


class NameApprover(OfRepresentation, views.FormPage):
    """Say who else approves timesheets, because whoever acts is a PA too."""

    permission: ClassVar[str] = policy.PROPOSE_WHO_ACTS
    title = gettext_lazy("Who else approves timesheets")
    form_class = asked.ApproverForm

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """Those who can."""
        form = asked.ApproverForm(data)
        form.offer(self.row.client.name, self._others())
        return form

    def _others(self) -> list[queries.Representation]:
        rows = queries.other_approvers(self.row.client_id, but_not=self.row.user_id, actor=self.actor)
        return [one for one in rows[:20] if not queries.works_for(self.row.client, one.user_id)]

    def act(self, **values: Any) -> queries.Representation:
        """Name them."""
        chosen = values["approver"]
        other = next((one for one in self._others() if str(one.pk) == chosen), None)
        approver = papers.Approver(client_approves=chosen == asked.CLIENT_APPROVES, other=other)
        return papers.name_approver(representation=self.row, approver=approver, actor=self.actor, at=self.now)

    def done(self, result: Any) -> str:
        """That it is kept."""
        return _("It is kept.")


class _Move(OfRepresentation, views.ActionPage):
    """One move about somebody's acting."""

    said: ClassVar[components.Words]

    def thing(self) -> components.Component | None:
        """Who, and what they may do."""
        return components.SummaryList(
            (
                components.SummaryRow(_("Who acts"), self.row.user.name),
                components.SummaryRow(_("For"), self.row.client.name),
                components.SummaryRow(_("Days"), parts.days(self.row)),
                components.SummaryRow(_("They may"), parts.may_in_words(self.row.limits, self.actor.today)),
            )
        )

    def done(self, result: Any) -> str:
        """What is so now."""
        return str(self.said)


class Agree(_Move):
    """The client says yes."""

    permission: ClassVar[str] = policy.CHOOSE_WHO_ACTS
    move = states.REPRESENTATION.move("agree_to_representation")
    said = gettext_lazy("They may act for you. You can take it away any time, on this page.")

    def act(self, **_values: Any) -> Any:
        """Begin."""
        return who_acts.begin(representation=self.row, actor=self.actor, at=self.now)


class Decline(_Move):
    """The client says no."""

    permission: ClassVar[str] = policy.CHOOSE_WHO_ACTS
    move = states.REPRESENTATION.move("decline_representation")
    said = gettext_lazy("You said no. They see nothing of yours.")

    def act(self, **_values: Any) -> Any:
        """Say no."""
        return operations.decline(representation=self.row, actor=self.actor, at=self.now)


class Decide(_Move):
    """The council puts it in force."""

    permission: ClassVar[str] = policy.DECIDE_WHO_ACTS
    move = states.REPRESENTATION.move("decide_representation")
    said = gettext_lazy("It is in force. The support worker invites them to sign in.")

    def act(self, **_values: Any) -> Any:
        """Begin."""
        return who_acts.begin(representation=self.row, actor=self.actor, at=self.now)


class Refuse(_Move):
    """The council says no."""

    permission: ClassVar[str] = policy.DECIDE_WHO_ACTS
    move = states.REPRESENTATION.move("refuse_representation")
    said = gettext_lazy("It is refused. The reason is kept.")

    def act(self, **values: Any) -> Any:
        """Say no."""
        reason = values["reason"]
        return operations.refuse(representation=self.row, reason=reason, actor=self.actor, at=self.now)


class Withdraw(_Move):
    """Whoever suggested it takes it back."""

    permission: ClassVar[str] = policy.PROPOSE_WHO_ACTS
    move = states.REPRESENTATION.move("withdraw_representation")
    said = gettext_lazy("It is taken back.")

    def act(self, **values: Any) -> Any:
        """Take it back."""
        reason = values["reason"]
        return operations.withdraw(representation=self.row, reason=reason, actor=self.actor, at=self.now)


class Limits(OfRepresentation, views.FormPage):
    """Change what somebody may do."""

    permission: ClassVar[str] = policy.END_WHO_ACTS
    template_name = "portal/representation_propose.html"
    title = gettext_lazy("Change what they may do")

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """What holds now; staff say who asked for it."""
        kind = asked.ReasonedLimitsForm if self.actor.is_staff else asked.LimitsForm
        return kind(data, initial=asked.shown(self.row.limits, self.actor.today))

    def context(self) -> dict[str, Any]:
        """What happens."""
        return {
            "consequences": [_("It holds at once, from their next click. What they have done stays done.")]
        }

    def act(self, **values: Any) -> queries.Representation:
        """Change them."""
        return who_acts.change_limits(
            representation=self.row,
            limits=asked.limits_of(values, self.row.kind),
            reason=values.get("reason", ""),
            actor=self.actor,
            at=self.now,
        )

    def done(self, result: Any) -> str:
        """What is so now."""
        return _("It holds from now on.")


class End(_Move):
    """Take it away: from their next click they see nothing."""

    permission: ClassVar[str] = policy.END_WHO_ACTS
    move = states.REPRESENTATION.move("end_representation")
    said = gettext_lazy("It is taken away. From now on what they send is refused.")
    warning: ClassVar[bool] = True

    @property
    def heading(self) -> components.Words:
        """From whom."""
        return _("Take it away from %(name)s") % {"name": self.row.user.name}

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """The client gives no reason; staff do."""
        return (forms.ReasonForm if self.actor.is_staff else forms.NoQuestionsForm)(data)

    def consequences(self) -> Sequence[components.Words]:
        """Also what comes after."""
        return [
            self.move.confirms,
            _("What they sent and did not finish is refused, and their links by text stop working."),
            _("They can act again only when it is suggested again and somebody says yes."),
        ]

    def told(self) -> Sequence[components.Words]:
        """Whoever acted, without a word of for whom."""
        said = _("%(name)s gets an e-mail that they do not act for somebody any more. It does not say whom.")
        return [said % {"name": self.row.user.name}]

    def act(self, **values: Any) -> Any:
        """End it."""
        return who_acts.end(
            representation=self.row, reason=values.get("reason", ""), actor=self.actor, at=self.now
        )


class Stop(_Move):
    """Whoever acts stops."""

    permission: ClassVar[str] = policy.STOP_ACTING
    move = states.REPRESENTATION.move("stop_acting")
    said = gettext_lazy("You do not act for them any more.")
    warning: ClassVar[bool] = True

    def act(self, **_values: Any) -> Any:
        """Stop."""
        return who_acts.stop_acting(representation=self.row, actor=self.actor, at=self.now)

    def next_url(self, result: Any) -> str:
        """Home, once it is done: of this they see nothing any more."""
        if result is None:
            return super().next_url(result)
        return reverse("home")
