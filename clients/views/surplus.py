"""Money left over: for the client, for council finance, the letter, and the limit that a council decides."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, ClassVar

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients import acting_rules, models, states
from clients import surplus as arithmetic
from clients.forms import surplus as asked
from clients.operations import surplus as operations
from clients.queries import people
from clients.queries import surplus as queries
from clients.views import surplus_parts as parts
from clients.views import whose
from dpss.access import policy
from dpss.kernel import dates
from dpss.web import components, forms, views

_STEPS = {
    "send_surplus_notice": "clients:surplus_send",
    "uphold_surplus": "clients:surplus_uphold",
    "make_surplus_due": "clients:surplus_due",
    "pay_surplus": "clients:surplus_pay",
    "withdraw_surplus": "clients:surplus_withdraw",
    "dispute_surplus": "clients:surplus_dispute",
    "agree_surplus": "clients:surplus_agree",
}
_MOST = 25


class _LeftOver(views.Page):
    """The working of today, the months to come, and every notice with what can be done."""

    template_name = "clients/left_over.html"
    client: models.Client

    def notices(self) -> Sequence[queries.Notice]:
        """Those that are shown."""
        rows = queries.told(actor=self.actor).filter(client_id=self.client.pk)
        return list(rows[:_MOST])

    def context(self) -> dict[str, Any]:
        """The parts of the page."""
        found = queries.today(self.client, actor=self.actor)
        ahead: Sequence[components.Component] = []
        if found.working is not None:
            ahead = parts.months_ahead(queries.ahead(self.client, found.working, actor=self.actor))
        return {
            "parts": parts.of_today(found),
            "ahead": ahead,
            "ways": self.ways(),
            "notices": [(parts.of_notice(one), self.steps(one)) for one in self.notices()],
        }

    def ways(self) -> Sequence[components.Component]:
        """What can be done besides."""
        return []

    def steps(self, one: queries.Notice) -> Sequence[components.Component]:
        """The letter, and each move that this role can make now."""
        letter = components.Link(_("Read the letter"), reverse("clients:surplus_letter", args=[one.pk]))
        steps = [
            components.Link(move.label, reverse(_STEPS[move.name], args=[one.pk]))
            for move in states.SURPLUS_NOTICE.moves
            if one.state in move.sources and self.actor.may(move.permission)
        ]
        return [letter, *steps]


class OwnLeftOver(_LeftOver):
    """For the client, or who acts for them."""

    permission: ClassVar[str] = policy.SEE_OWN_MONEY
    title = gettext_lazy("Money left over")

    def back(self) -> components.BackLink:
        """Their money."""
        return components.BackLink(_("Money"), reverse("clients:money"))

    def load(self) -> None:
        """Their own, or of whom they act for where its money may be seen."""
        client = whose.client(self.request)
        if client is None:
            raise Http404
        whose.check_limit(self.request, acting_rules.MONEY)
        self.client = client


class LeftOver(_LeftOver):
    """For council finance: with what is only prepared, and the ways to write figures down and to ask."""

    permission: ClassVar[str] = policy.KEEP_SURPLUS

    @property
    def heading(self) -> components.Words:
        """Whose."""
        return _("Money left over of %(name)s") % {"name": self.client.name}

    def back(self) -> components.BackLink:
        """Their money."""
        return components.BackLink(self.client.name, reverse("clients:statement", args=[self.client.pk]))

    def load(self) -> None:
        """The client, if reached."""
        self.client = get_object_or_404(people.clients(actor=self.actor), pk=self.kwargs["pk"])

    def notices(self) -> Sequence[queries.Notice]:
        """Prepared ones too."""
        return list(queries.notices(actor=self.actor).filter(client_id=self.client.pk)[:_MOST])

    def ways(self) -> Sequence[components.Component]:
        """Write a figure down, or prepare a notice."""
        key = [self.client.pk]
        return [
            components.ButtonLink(_("Write a figure down"), reverse("clients:surplus_figure", args=key)),
            components.ButtonLink(_("Prepare a notice"), reverse("clients:surplus_notice", args=key)),
        ]


class Letter(views.Page):
    """The letter of a notice, with the working as it was: for whose money it is, and for finance to post."""

    permission: ClassVar[str] = views.SIGNED_IN
    template_name = "clients/surplus_letter.html"
    title = gettext_lazy("Money that is left over")

    def load(self) -> None:
        """One that is theirs, or that finance keeps; of what is only prepared, finance alone."""
        if self.actor.may(policy.KEEP_SURPLUS):
            rows = queries.notices(actor=self.actor)
        else:
            own = None if self.actor.is_staff else whose.client(self.request)
            if own is None:
                raise Http404
            rows = queries.told(actor=self.actor).filter(client_id=own.pk)
        self.notice = get_object_or_404(rows, pk=self.kwargs["pk"])

    def back(self) -> components.BackLink:
        """The page it comes from."""
        if self.actor.may(policy.KEEP_SURPLUS):
            address = reverse("clients:left_over", args=[self.notice.client_id])
        else:
            address = reverse("clients:own_left_over")
        return components.BackLink(_("Money left over"), address)

    def context(self) -> dict[str, Any]:
        """How much, the working, and until when they can answer."""
        one = self.notice
        return {
            "name": one.client.name,
            "notice": one,
            "written": dates.in_words(one.sent_at.date() if one.sent_at else one.day),
            "until": dates.with_weekday(one.reply_by) if one.reply_by else "",
            "table": parts.table(arithmetic.of_record(one.working)),
            "stands": parts.of_notice(one),
            "pdf": components.Link(_("The letter (PDF)"), reverse("surplus_pdf", args=[one.pk])),
        }


class Limits(views.ExplainedPage):
    """Every limit that was decided, and the form for the next."""

    permission: ClassVar[str] = policy.SET_SURPLUS_LIMIT
    title = gettext_lazy("How much money may be left over")
    form_class: ClassVar[type[forms.Form]] = asked.LimitForm

    def back(self) -> components.BackLink:
        """Home."""
        return components.BackLink(_("Home"), reverse("home"))

    def initial(self) -> dict[str, Any]:
        """What holds now, from today on."""
        now = queries.limit_on(self.actor.council_id, self.actor.today)
        held = {"weeks": now.weeks, "basis": now.basis, "reply_days": now.reply_days} if now else {}
        return {"reply_days": 28, "first_day": self.actor.today} | held

    def thing(self) -> components.Component:
        """What was decided so far."""
        rows = tuple(map(_row, queries.limits(actor=self.actor)))
        if not rows:
            nothing = _("Your council has decided nothing yet. Until it does, nothing is asked back.")
            return components.Note(nothing)
        return components.SummaryList(rows, title=_("Decided so far"))

    def consequences(self) -> Sequence[components.Words]:
        """Whom it binds."""
        return [
            _("Only money that is free above these weeks may be asked about. What is needed is kept first."),
            _("A notice that was sent before keeps its amount and its last day to answer."),
        ]

    def act(self, **values: Any) -> models.SurplusLimit:
        """Decide it."""
        return operations.decide_limit(**values, actor=self.actor, at=self.now)

    def done(self, result: models.SurplusLimit) -> str:
        """From when."""
        return _("From %(day)s, %(weeks)s weeks of the budget may be free.") % {
            "day": dates.with_weekday(result.first_day),
            "weeks": result.weeks,
        }

    def next_url(self, result: Any) -> str:
        """Back here."""
        return reverse("clients:surplus_limit")


def _row(row: models.SurplusLimit) -> components.SummaryRow:
    said = _(
        "%(weeks)s weeks may be free. %(basis)s counts. People have %(days)s days to answer."
        " Decided by %(owner)s; it stands in: %(source)s. Written down by %(who)s."
    ) % {
        "weeks": row.weeks,
        "basis": parts.basis(row),
        "days": row.reply_days,
        "owner": row.owner,
        "source": row.source,
        "who": row.recorded_by.name,
    }
    ends = row.during.upper
    until = f" until {dates.in_words(ends - timedelta(days=1))}" if ends else ""
    return components.SummaryRow(f"From {dates.in_words(row.first_day)}{until}", said)
