"""A client's money, for the client, for who acts for them, and for council finance."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from clients import acting_rules
from clients.queries import money as money_queries
from clients.queries import people
from clients.views import budget_parts, paid_parts, whose
from clients.views.statements import StatementPage
from dpss.access import audit, policy
from dpss.kernel import money
from dpss.web import components, history, words
from ledger import queries as ledger


class _Money(StatementPage):
    """Where the money stands and the statement of the account."""

    template_name = "clients/money.html"

    def context(self) -> dict[str, Any]:
        """Figures, what is set aside, the budget, the statement."""
        position = money_queries.position(self.client.pk, actor=self.actor)
        if position is None:
            nothing = components.Empty(_("No direct payment is in force today. What was paid stays below."))
            return {"parts": [nothing], **self._statement()}
        return {
            "figures": self._figures(position),
            "ways": self.ways(),
            "parts": [
                *budget_parts.used(self.client, actor=self.actor),
                budget_parts.set_aside(position, actor=self.actor),
                self._budget(position),
                *budget_parts.four_weeks(self.client.pk, contributor=self.contributor(), actor=self.actor),
                *self.paid(),
            ],
            **self._statement(),
        }

    def ways(self) -> Sequence[components.Link]:
        """The ways to what is left over, and to what the money may be spent on."""
        return [
            components.Link(_("Money left over, and what is kept first"), reverse("clients:own_left_over")),
            components.Link(_("Can I spend it on this?"), reverse("clients:own_spending")),
        ]

    def _statement(self) -> dict[str, Any]:
        return {"statement": self.statement(), "form": self.form, "months": self.months()}

    def paid(self) -> Sequence[components.Component]:
        """What the council has paid, and what is due and when."""
        made = paid_parts.of_client(self.client.pk, actor=self.actor)
        return paid_parts.paid_and_due(made)

    def account(self, payment: money_queries.DirectPayment) -> components.Words:
        """Where the money is."""
        return payment.get_account_display()

    def contribution(self) -> components.Words:
        """What the line of the contribution is called."""
        return _("Of it, the client’s contribution")

    def contributor(self) -> components.Words:
        """Whose money the contribution is."""
        return _("The client")

    def basis(self, payment: money_queries.DirectPayment) -> components.Words:
        """How the contribution comes in."""
        return payment.get_basis_display()

    def _figures(self, position: money_queries.Position) -> components.Figures:
        return components.Figures(
            (
                components.Figure(
                    money.in_words(position.free),
                    _("free to use"),
                    _("More is due than there is. Ring us.") if position.is_short else "",
                ),
                components.Figure(
                    money.in_words(position.balance), _("on the account"), self._held(position.payment)
                ),
                components.Figure(
                    money.in_words(position.set_aside), _("set aside"), _("For what is listed below.")
                ),
            ),
            headline=True,
        )

    def _held(self, payment: money_queries.DirectPayment) -> components.Words:
        """Where the money is, with the last figures of the account where it is written down."""
        held = ledger.payment_account_on(self.client.subject_id, self.actor.today, actor=self.actor)
        if held is None:
            return self.account(payment)
        words = _("%(account)s (ending %(ending)s)")
        return words % {"account": self.account(payment), "ending": held.ending}

    def _budget(self, position: money_queries.Position) -> components.Table:
        payment = position.payment
        rows = [
            components.Row((line.purpose, line.get_funder_display(), words.figures(line.weekly_amount)))
            for line in money_queries.lines_of(position.payment, actor=self.actor)
        ]
        rows.append(
            components.Row((_("Personal budget"), _("in all"), words.figures(payment.weekly_amount)), "total")
        )
        rows.append(
            components.Row(
                (
                    components.Cell(self.contribution(), note=self.basis(payment)),
                    self.contributor(),
                    words.figures(payment.weekly_contribution),
                )
            )
        )
        return components.Table(
            caption=_("What the money is for"),
            columns=(
                components.Column(_("For")),
                components.Column(_("From")),
                components.Column(_("£ a week"), numeric=True),
            ),
            rows=tuple(rows),
        )


class OwnMoney(_Money):
    """The client's own money, or that of the person someone acts for."""

    permission = policy.SEE_OWN_MONEY

    @property
    def heading(self) -> components.Words:
        """Whose money."""
        acting = self.request.acting_for
        return _("%(name)s’s money") % {"name": acting.first_name} if acting else _("My money")

    def account(self, payment: money_queries.DirectPayment) -> components.Words:
        """Where the money is, said to the person whose it is."""
        if self.request.acting_for:
            return super().account(payment)
        return {
            "own": _("In your own bank account"),
            "card": _("On your prepaid card"),
            "managed": _("In your managed account, which the provider runs for you"),
        }[payment.account]

    def contribution(self) -> components.Words:
        """Theirs, or yours."""
        return super().contribution() if self.request.acting_for else _("Of it, your own contribution")

    def contributor(self) -> components.Words:
        """Them, or you."""
        return super().contributor() if self.request.acting_for else _("You")

    def basis(self, payment: money_queries.DirectPayment) -> components.Words:
        """How it comes in, said to the person who pays it."""
        if self.request.acting_for:
            return super().basis(payment)
        return {
            "net": _("The council pays you the rest"),
            "gross": _("The council pays you in full and asks you for it"),
        }[payment.basis]

    def load(self) -> None:
        """The client's own record, or the one acted for when its money may be seen."""
        acting = self.request.acting_for
        wanted: UUID | None = (
            acting.client_id if acting else getattr(people.own_client(actor=self.actor), "pk", None)
        )
        if wanted is None:
            raise Http404
        whose.check_limit(self.request, acting_rules.MONEY)
        self.client = get_object_or_404(people.clients(actor=self.actor), pk=wanted)


class Statement(_Money):
    """One client's money, for council finance."""

    permission = policy.SEE_COUNCIL_MONEY

    def paid(self) -> Sequence[components.Component]:
        """The way to the payments, where they are approved, suspended and ended."""
        address = reverse("clients:arrangement", args=[self.client.pk])
        return [components.ButtonLink(_("What the council pays, and when"), address)]

    def ways(self) -> Sequence[components.Link]:
        """The ways to what is left over of this client's money, and to what was answered about spending."""
        key = [self.client.pk]
        return [
            components.Link(
                _("Money left over, and what is kept first"), reverse("clients:left_over", args=key)
            ),
            components.Link(
                _("What was answered about spending"), reverse("clients:spending_answers", args=key)
            ),
        ]

    @property
    def heading(self) -> components.Words:
        """Whose money."""
        return _("Money of %(name)s") % {"name": self.client.name}

    def back(self) -> components.BackLink:
        """Every direct payment."""
        return components.BackLink(_("Direct payments"), reverse("clients:direct_payments"))

    def load(self) -> None:
        """The client, if reached."""
        self.client = get_object_or_404(people.clients(actor=self.actor), pk=self.kwargs["pk"])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """That somebody's money was looked at is kept."""
        looked = audit.Event(
            verb=history.LOOK,
            thing="clients.directpayment",
            thing_id=str(self.client.pk),
            subject_id=self.client.subject_id,
            sees=policy.MONEY,
        )
        self.request.kept_events.append(looked)
        return super().get(request, *args, **kwargs)
