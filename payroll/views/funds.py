"""Short of money: payruns for which the managed account has too little, whom to ring, and who pays in."""

import functools
import uuid
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import shortcuts
from django.db.models import QuerySet
from django.urls import reverse

from dpss.access import policy
from dpss.kernel import dates, money
from dpss.web import components, forms, views, words
from payroll import models
from payroll.forms.funds import DecisionForm, FundsFilters
from payroll.operations import funds as operations
from payroll.queries import funds


class ShortOfMoney(views.SearchPage):
    """The payruns that cost more than is free, the first payday first."""

    permission: ClassVar[str] = policy.SEE_PAYRUNS
    template_name = "payroll/provider/short_of_money.html"
    title = "Short of money"
    sorts = {
        "payday": views.Option("Earliest payday first", ("paid_on", "employer__name")),
        "employer": views.Option("Employer", ("employer__name", "paid_on")),
    }
    filter_form = FundsFilters

    @functools.cached_property
    def short(self) -> Mapping[uuid.UUID, funds.Short]:
        """All that are short."""
        return funds.short_of_money(actor=self.actor)

    def back(self) -> components.BackLink:
        """To the payrun."""
        return components.BackLink("Payrun", reverse("payroll:board"))

    def rows(self) -> QuerySet[models.Payrun]:
        """Those among the calculated ones."""
        return funds.waiting(actor=self.actor).filter(pk__in=list(self.short))

    def narrow(self, rows: QuerySet[Any], **chosen: Any) -> QuerySet[Any]:
        """By the name of the employer."""
        return rows.filter(employer__name__icontains=chosen["name"]) if chosen["name"] else rows

    def listing(self, rows: Sequence[Any]) -> components.Table:
        """A row for each."""
        return components.Table(
            caption=self.title,
            caption_hidden=True,
            columns=(
                components.Column("Whom to ring"),
                components.Column("Payday"),
                components.Column("Costs, £", numeric=True),
                components.Column("Free, £", numeric=True),
                components.Column("Short by, £", numeric=True),
                components.Column("State"),
            ),
            rows=tuple(components.Row(self._cells(row)) for row in rows),
        )

    def _cells(self, row: models.Payrun) -> tuple[components.Cell | str, ...]:
        short = self.short[row.pk]
        state = components.Tag("Not decided", "red") if short.is_open else components.Tag("Paid in", "green")
        href = reverse("payroll:funds_decide", args=[row.pk])
        return (
            components.Cell(row.employer.name, href=href, note=_phone(row)),
            dates.with_weekday(row.payday),
            words.figures(short.cost),
            words.figures(max(short.free, money.ZERO)),
            words.figures(short.by),
            components.Cell("", tag=state),
        )

    def empty(self) -> components.Empty:
        """There is enough for all."""
        return components.Empty(
            "Every calculated payrun has its money. One that costs more than its managed account has is here."
        )


class DecideFunds(views.ExplainedPage):
    """Write down who has agreed to pay in what is missing."""

    permission: ClassVar[str] = policy.CALCULATE_PAYRUNS
    title = "Who pays in what is missing?"

    def load(self) -> None:
        """The payrun, if it is calculated and the provider pays it."""
        found = funds.waiting(actor=self.actor)
        self.payrun = shortcuts.get_object_or_404(found, pk=self.kwargs["payrun"])
        self.short = funds.shortfalls([self.payrun], actor=self.actor).get(self.payrun.pk)

    def back(self) -> components.BackLink:
        """To the list."""
        return components.BackLink("Short of money", reverse("payroll:short_of_money"))

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """The shortfall as it is now."""
        return DecisionForm(data, initial={"short_by": self.short.by if self.short else ""})

    def thing(self) -> components.Component:
        """What is missing, whom to ring, and what was said so far."""
        run, short = self.payrun, self.short
        rows = [
            components.SummaryRow("Employer", run.employer.name),
            components.SummaryRow("Phone", _phone(run)),
            components.SummaryRow("Payday", dates.with_weekday(run.payday)),
        ]
        if short:
            rows += [
                components.SummaryRow("The payrun costs", money.in_words(short.cost)),
                components.SummaryRow("Free on the account", money.in_words(max(short.free, money.ZERO))),
                components.SummaryRow("Short by", "", strong=money.in_words(short.by)),
            ]
        rows += [
            components.SummaryRow(
                f"{money.in_words(one.short_by)} paid in by",
                f"{one.agreed_by}: {one.reason} {one.recorded_by.name},"
                f" {dates.in_words(one.recorded_at.date())}",
            )
            for one in funds.decisions_of(run, actor=self.actor)
        ]
        return components.SummaryList(tuple(rows))

    def consequences(self) -> Sequence[components.Words]:
        """What it opens."""
        return [
            "The payrun can be approved although the account is short. Your name and the reason are kept.",
            "If it is worked out again and then needs more, it is stopped again.",
        ]

    def nothing(self) -> str:
        """There is enough, or it is decided."""
        if self.short is None:
            return "There is enough money for this payrun now."
        return "" if self.short.is_open else "It is recorded that so much is paid in."

    def ways(self) -> Sequence[components.Component]:
        """To the call, and to the payrun."""
        caller = reverse("payroll:caller", args=[self.payrun.employer.subject_id])
        return [
            components.ButtonLink("Ring the employer", caller),
            components.ButtonLink("The payrun", reverse("payroll:payrun", args=[self.payrun.pk])),
        ]

    def act(self, **values: Any) -> models.FundsDecision:
        """Record it."""
        return operations.decide(
            payrun=self.payrun,
            seen=values["short_by"],
            agreed_by=values["agreed_by"],
            reason=values["reason"],
            actor=self.actor,
            at=self.now,
        )

    def done(self, result: models.FundsDecision) -> str:
        """What can follow."""
        return f"{money.in_words(result.short_by)} is paid in by {result.agreed_by}. It can be approved now."

    def next_url(self, result: Any) -> str:
        """The list."""
        return reverse("payroll:short_of_money")


def _phone(run: models.Payrun) -> str:
    return run.employer.client.phone or "No number is recorded"
