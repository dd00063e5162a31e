"""Every direct payment of the council, for its finance officers."""

from collections.abc import Sequence
from typing import Any

from django import forms as django_forms
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients import models
from clients.forms.who import WhoForm, of_whom
from clients.queries import money as money_queries
from dpss.access import policy
from dpss.kernel import money
from dpss.web import components, views, words


class PaymentsFilter(WhoForm):
    """By name and basis."""

    basis = django_forms.ChoiceField(
        label=gettext_lazy("Paid"),
        choices=[
            ("", gettext_lazy("Either way")),
            ("net", gettext_lazy("Less the contribution")),
            ("gross", gettext_lazy("In full")),
        ],
    )


class DirectPayments(views.SearchPage):
    """Every direct payment of the council, with what it is worth and what is on the account."""

    permission = policy.SEE_COUNCIL_MONEY
    template_name = "clients/direct_payments.html"
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
        rows = of_whom(rows, chosen.get("who", ""))
        return rows.filter(basis=chosen["basis"]) if chosen.get("basis") else rows

    def matching(self) -> QuerySet[Any]:
        """All rows that match, of every page."""
        return self.narrowed.filter(self.view.rows) if self.view else self.narrowed

    def listing(self, rows: Sequence[Any]) -> components.Component:
        """A row a person, and the total of all that the list shows."""
        balances = money_queries.balances_of((row.subject_id for row in rows), actor=self.actor)
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
        totals = money_queries.totals(self.matching(), actor=self.actor)
        shown = (totals.weekly, totals.contribution, totals.balance)
        lines.append(
            components.Row(
                (_("All that match"), "", "", *(words.figures(pounds) for pounds in shown)), "total"
            )
        )
        return components.Table(
            caption=_("Direct payments"),
            columns=(
                components.Column(_("Person")),
                components.Column(_("Account")),
                components.Column(_("How it is paid")),
                components.Column(_("Weekly £"), numeric=True),
                components.Column(_("Contribution £"), numeric=True),
                components.Column(_("Balance £"), numeric=True),
            ),
            rows=tuple(lines),
        )

    def empty(self) -> components.Empty:
        """None here."""
        return components.Empty(_("No direct payment matches. Take the filter away to see them all."))
