"""The moves of a notice of money left over: prepared, sent, answered, paid back or withdrawn."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients import acting_rules, models, states
from clients import surplus_rules as rules
from clients.forms import surplus as asked
from clients.operations import surplus as operations
from clients.queries import people
from clients.queries import surplus as queries
from clients.views import surplus_parts as parts
from clients.views import whose
from dpss.access import policy, transitions
from dpss.kernel import dates, money
from dpss.web import components, forms, views


class _OfClient(views.ExplainedPage):
    permission: ClassVar[str] = policy.KEEP_SURPLUS

    def load(self) -> None:
        """The client, if reached."""
        self.client = get_object_or_404(people.clients(actor=self.actor), pk=self.kwargs["pk"])
        self.found = queries.today(self.client, actor=self.actor)

    def back(self) -> components.BackLink:
        """The page of what is left over."""
        return components.BackLink(_("Money left over"), self.next_url(None))

    def next_url(self, result: Any) -> str:
        """The page of what is left over."""
        return reverse("clients:left_over", args=[self.client.pk])


class WriteFigure(_OfClient):
    """What the money is needed for, where the books do not know it."""

    title = gettext_lazy("Write a figure down")

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """The kinds that the books do not know."""
        kinds = self.found.to_write
        return asked.FigureForm(data, kinds=kinds, initial={"day": self.actor.today})

    def consequences(self) -> Sequence[components.Words]:
        """How long it counts."""
        return [_("It is kept before anything is left over, and counts for five weeks. The person sees it.")]

    def act(self, **values: Any) -> models.KeptFigure:
        """Keep it."""
        return operations.write_figure(client=self.client, actor=self.actor, at=self.now, **values)

    def done(self, result: models.KeptFigure) -> str:
        """What was written down."""
        return _("%(what)s: %(sum)s is kept.") % {
            "what": result.get_kind_display(),
            "sum": money.in_words(result.amount),
        }


class PutForward(_OfClient):
    """Prepare a notice of what is left over today."""

    title = gettext_lazy("Prepare a notice")
    form_class: ClassVar[type[forms.Form]] = forms.NoQuestionsForm

    @property
    def button(self) -> components.Words:
        """What it does."""
        return _("Prepare the notice")

    def nothing(self) -> str:
        """Why nothing may be asked back."""
        return rules.why_not_asked(self.found.working) or ""

    def thing(self) -> components.Component | None:
        """The working."""
        return parts.table(self.found.working, self.found) if self.found.working else None

    def consequences(self) -> Sequence[components.Words]:
        """How much, and that nobody is told yet."""
        if self.found.working is None:
            return []
        return [
            _("The notice asks for %(sum)s, with the working below.")
            % {"sum": money.in_words(self.found.working.to_ask)},
            _("Nobody is told before another person has sent it."),
        ]

    def act(self, **values: Any) -> models.SurplusNotice:
        """Prepare it."""
        return operations.put_forward(client=self.client, actor=self.actor, at=self.now)

    def done(self, result: Any) -> str:
        """What comes next."""
        return _("The notice is prepared. Another person sends it.")


class _Move(views.ActionPage):
    """One move of council finance."""

    permission: ClassVar[str] = policy.KEEP_SURPLUS
    asks: ClassVar[type[forms.Form] | None] = None

    def load(self) -> None:
        """The notice, if reached."""
        self.notice = get_object_or_404(queries.notices(actor=self.actor), pk=self.kwargs["pk"])

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """What is asked."""
        return self.asks(data) if self.asks else super().make_form(data, files)

    def back(self) -> components.BackLink:
        """The page of what is left over."""
        return components.BackLink(_("Money left over"), self.next_url(None))

    def next_url(self, result: Any) -> str:
        """The page of what is left over."""
        return reverse("clients:left_over", args=[self.notice.client_id])

    def nothing(self) -> str:
        """Why it cannot be done now."""
        facts = queries.facts_of(actor=self.actor)([self.notice])[self.notice.pk]
        return transitions.why_not(self.notice, self.move.name, actor=self.actor, facts=facts) or ""

    def thing(self) -> components.Component:
        """The notice."""
        return parts.of_notice(self.notice)

    def done(self, result: Any) -> str:
        """Where it stands now."""
        return _("It is done. Where it stands: %(state)s.") % {
            "state": states.SURPLUS_NOTICE.states[self.move.target]
        }


class Send(_Move):
    """A second person sends it."""

    move = states.SURPLUS_NOTICE.move("send_surplus_notice")

    def act(self, **values: Any) -> models.SurplusNotice:
        """Send it."""
        return operations.send(notice=self.notice, actor=self.actor, at=self.now)

    def done(self, result: models.SurplusNotice) -> str:
        """Until when they can answer."""
        until = dates.with_weekday(result.reply_by) if result.reply_by else ""
        return _("The notice is sent. They have until %(day)s to answer.") % {"day": until}


class Uphold(_Move):
    """Another person than who sent it answers what the client said."""

    move = states.SURPLUS_NOTICE.move("uphold_surplus")
    asks = asked.UpholdForm

    def act(self, **values: Any) -> models.SurplusNotice:
        """Answer it."""
        answer = values["reason"]
        return operations.uphold(notice=self.notice, answer=answer, actor=self.actor, at=self.now)


class Due(_Move):
    """Nobody answered in time."""

    move = states.SURPLUS_NOTICE.move("make_surplus_due")

    def act(self, **values: Any) -> models.SurplusNotice:
        """It is to be paid back."""
        return operations.make_due(notice=self.notice, actor=self.actor, at=self.now)


class Pay(_Move):
    """The money has left the account."""

    move = states.SURPLUS_NOTICE.move("pay_surplus")
    asks = asked.PaidForm
    warning = True

    def act(self, **values: Any) -> models.SurplusNotice:
        """Put it in the books, once."""
        return operations.pay(notice=self.notice, actor=self.actor, at=self.now, **values)


class Withdraw(_Move):
    """Nothing is asked back."""

    move = states.SURPLUS_NOTICE.move("withdraw_surplus")

    def act(self, **values: Any) -> models.SurplusNotice:
        """Withdraw it."""
        reason = values["reason"]
        return operations.withdraw(notice=self.notice, reason=reason, actor=self.actor, at=self.now)


class _Own(_Move):
    """A move of the client, or of who acts for them where the money may be seen."""

    permission: ClassVar[str] = policy.ANSWER_SURPLUS

    def load(self) -> None:
        """One that was sent to them, or to whom they act for."""
        client = whose.client(self.request)
        rows = queries.told(actor=self.actor)
        rows = rows.filter(client_id=client.pk) if client else rows
        self.notice = get_object_or_404(rows, pk=self.kwargs["pk"])
        whose.check_limit(self.request, acting_rules.MONEY)

    def next_url(self, result: Any) -> str:
        """Their own page."""
        return reverse("clients:own_left_over")

    def nothing(self) -> str:
        """Why it cannot be done now."""
        return transitions.why_not(self.notice, self.move.name, actor=self.actor) or ""

    @property
    def for_whom(self) -> str:
        """On whose behalf, where somebody acts for another."""
        acting = self.request.acting_for
        return acting.name if acting else ""


class Dispute(_Own):
    """Say that they do not agree, and why."""

    move = states.SURPLUS_NOTICE.move("dispute_surplus")
    asks = asked.DisputeForm

    def act(self, **values: Any) -> models.SurplusNotice:
        """Stop everything."""
        said = values["reason"]
        return operations.dispute(
            notice=self.notice, said=said, actor=self.actor, at=self.now, for_whom=self.for_whom
        )

    def done(self, result: Any) -> str:
        """What comes next."""
        return _("Everything stops. Somebody else at the council looks at it and answers you.")


class Agree(_Own):
    """Say that they agree."""

    move = states.SURPLUS_NOTICE.move("agree_surplus")

    def act(self, **values: Any) -> models.SurplusNotice:
        """Agree."""
        return operations.agree(notice=self.notice, actor=self.actor, at=self.now, for_whom=self.for_whom)
