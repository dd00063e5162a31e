"""A client's money, for the client, for who acts for them, and for council finance."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients import models
from clients.queries import money as money_queries
from clients.queries import people
from dpss.access import policy
from dpss.kernel import dates, money
from dpss.web import components, exports, forms, views, words
from ledger import chart
from ledger import queries as ledger

FIRST_DAY = date(2026, 4, 6)
MOST_ROWS = 10_000


class _Money(views.Page):
    """Where the money stands and the statement of the account."""

    template_name = "clients/money.html"
    client: models.Client

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The page, or the statement as CSV."""
        if request.GET.get("download") == "csv":
            return self._download()
        return super().get(request, *args, **kwargs)

    def context(self) -> dict[str, Any]:
        """Figures, what is set aside, the budget, the statement."""
        position = money_queries.position(self.client.pk, actor=self.actor)
        if position is None:
            return {"parts": [components.Empty(_("No direct payment is recorded for today."))]}
        return {
            "figures": self._figures(position),
            "parts": [self._aside(position), self._budget(position), *self._statement()],
        }

    def _figures(self, position: money_queries.Position) -> components.Figures:
        account = position.payment.get_account_display()
        return components.Figures(
            (
                components.Figure(money.in_words(position.free), _("free to use")),
                components.Figure(money.in_words(position.balance), _("on the account"), account),
                components.Figure(money.in_words(position.set_aside), _("set aside")),
            ),
            headline=True,
        )

    def _aside(self, position: money_queries.Position) -> components.Table:
        rows = [
            components.Row(
                (one.get_kind_display(), dates.with_weekday(one.due_on), words.figures(one.amount))
            )
            for one in position.commitments
        ]
        if rows:
            rows.append(components.Row((_("Set aside"), "", words.figures(position.set_aside)), "total"))
        return components.Table(
            caption=_("Set aside, and for what"),
            columns=(
                components.Column(_("For")),
                components.Column(_("By")),
                components.Column("£", numeric=True),
            ),
            rows=tuple(rows),
            empty=components.Empty(_("Nothing is set aside.")),
        )

    def _budget(self, position: money_queries.Position) -> components.Table:
        payment = position.payment
        rows = [
            components.Row((line.purpose, line.get_funder_display(), words.figures(line.weekly_amount)))
            for line in position.lines
        ]
        rows.append(
            components.Row((_("Personal budget a week"), "", words.figures(payment.weekly_amount)), "total")
        )
        rows.append(
            components.Row(
                (
                    _("Of it, the client’s contribution"),
                    payment.get_basis_display(),
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

    def _statement(self) -> Sequence[components.Component]:
        page = max(
            int(self.request.GET.get("page", "1")) if self.request.GET.get("page", "1").isdigit() else 1, 1
        )
        found = self._read(offset=(page - 1) * ledger.PAGE, limit=ledger.PAGE)
        rows = tuple(
            components.Row(
                (
                    dates.in_words(line.day),
                    line.description,
                    words.figures(line.amount),
                    words.figures(line.balance),
                )
            )
            for line in found.lines
        )
        table = components.Table(
            caption=_("Paid in and out this tax year"),
            columns=(
                components.Column(_("Day")),
                components.Column(_("What")),
                components.Column(_("In, or out (−) £"), numeric=True),
                components.Column(_("Balance £"), numeric=True),
            ),
            rows=rows,
            empty=components.Empty(_("Nothing has been paid in or out this tax year.")),
        )
        sums = _("%(opening)s at the start + %(paid_in)s in − %(out)s out = %(closing)s now") % {
            "opening": money.in_words(found.opening),
            "paid_in": money.in_words(found.money_in),
            "out": money.in_words(found.money_out),
            "closing": money.in_words(found.closing),
        }
        shown: list[components.Component] = [components.Note(sums), table]
        if found.count:
            last = min(page * ledger.PAGE, found.count)
            shown.append(
                components.Pagination(
                    first=(page - 1) * ledger.PAGE + 1,
                    last=last,
                    total=found.count,
                    previous=f"?page={page - 1}" if page > 1 else "",
                    next=f"?page={page + 1}" if last < found.count else "",
                )
            )
            shown.append(components.Link(_("Download the statement (CSV)"), "?download=csv"))
        return shown

    def _read(self, *, offset: int, limit: int) -> ledger.Statement:
        return ledger.statement(
            self.client.subject_id,
            chart.DIRECT_PAYMENT,
            first=FIRST_DAY,
            last=self.actor.today,
            actor=self.actor,
            offset=offset,
            limit=limit,
        )

    def _download(self) -> HttpResponseBase:
        found = self._read(offset=0, limit=MOST_ROWS)
        rows = [[line.day, line.description, line.amount, line.balance] for line in found.lines]
        heads = ["Day", "What", "In or out, pounds", "Balance, pounds"]
        return exports.response(name="statement", day=self.actor.today, heads=heads, rows=rows)


class OwnMoney(_Money):
    """The client's own money, or that of the person someone acts for."""

    permission = policy.SEE_OWN_MONEY

    @property
    def heading(self) -> components.Words:
        """Whose money."""
        acting = self.request.acting_for
        return _("%(name)s’s money") % {"name": acting.first_name} if acting else _("My money")

    def load(self) -> None:
        """The client's own record, or the one acted for when its money may be seen."""
        acting = self.request.acting_for
        wanted: UUID | None = (
            acting.client_id if acting else getattr(people.own_client(actor=self.actor), "pk", None)
        )
        if wanted is None or (acting and not acting.sees_money):
            raise Http404
        self.client = get_object_or_404(people.clients(actor=self.actor), pk=wanted)


class Statement(_Money):
    """One client's money, for council finance."""

    permission = policy.SEE_COUNCIL_MONEY

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


class PaymentsFilter(forms.FilterForm):
    """By name, account and basis."""

    who = django_forms.CharField(label=gettext_lazy("Name or reference"))
    basis = django_forms.ChoiceField(
        label=gettext_lazy("Paid"),
        choices=[("", gettext_lazy("Any")), ("net", gettext_lazy("Net")), ("gross", gettext_lazy("Gross"))],
    )


class DirectPayments(views.ListPage):
    """Every direct payment of the council, with what it is worth and what is on the account."""

    permission = policy.SEE_COUNCIL_MONEY
    title = gettext_lazy("Direct payments")
    saved = (
        views.Saved("all", gettext_lazy("All"), Q()),
        views.Saved("own", gettext_lazy("Own bank account"), Q(account="own")),
        views.Saved("card", gettext_lazy("Prepaid card"), Q(account="card")),
        views.Saved("managed", gettext_lazy("Managed account"), Q(account="managed")),
    )
    sum_text = gettext_lazy("Each direct payment is in one place:")
    sorts = {
        "name": views.Option(gettext_lazy("Name"), ("client__name",)),
        "most": views.Option(gettext_lazy("Largest first"), ("-weekly_amount",)),
        "least": views.Option(gettext_lazy("Smallest first"), ("weekly_amount",)),
    }
    filter_form = PaymentsFilter
    csv_columns = {
        "Reference": lambda row: row.client.reference,
        "Name": lambda row: row.client.name,
        "Account": lambda row: row.get_account_display(),
        "Weekly amount": lambda row: row.weekly_amount,
        "Weekly contribution": lambda row: row.weekly_contribution,
        "Basis": lambda row: row.get_basis_display(),
    }

    def rows(self) -> QuerySet[models.DirectPayment]:
        """Those that hold today."""
        return models.DirectPayment.objects.filter(during__contains=self.actor.today).select_related("client")

    def narrow(self, rows: QuerySet[Any], **chosen: Any) -> QuerySet[Any]:
        """By name or reference, and basis."""
        if chosen.get("who"):
            who = chosen["who"]
            rows = rows.filter(Q(client__name__icontains=who) | Q(client__reference__iexact=who))
        return rows.filter(basis=chosen["basis"]) if chosen.get("basis") else rows

    def listing(self, rows: Sequence[Any]) -> components.Component:
        """A row a person, and the total of all that the list shows."""
        balances = money_queries.balances_of((row.subject_id for row in rows), actor=self.actor)
        weekly = money_queries.weekly_total(self.chosen().order_by())
        lines = [
            components.Row(
                (
                    components.Cell(
                        row.client.name,
                        href=reverse("clients:statement", args=[row.client_id]),
                        note=row.client.reference,
                    ),
                    row.get_account_display(),
                    row.get_basis_display(),
                    words.figures(row.weekly_amount),
                    words.figures(row.weekly_contribution),
                    words.figures(balances.get(row.subject_id, money.ZERO)),
                )
            )
            for row in rows
        ]
        lines.append(
            components.Row((_("All that match, a week"), "", "", words.figures(weekly), "", ""), "total")
        )
        return components.Table(
            caption=_("Direct payments"),
            columns=(
                components.Column(_("Person")),
                components.Column(_("Account")),
                components.Column(_("Paid")),
                components.Column(_("Weekly £"), numeric=True),
                components.Column(_("Contribution £"), numeric=True),
                components.Column(_("Balance £"), numeric=True),
            ),
            rows=tuple(lines),
        )

    def empty(self) -> components.Empty:
        """None here."""
        return components.Empty(_("No direct payment matches. Take the filter away to see them all."))
