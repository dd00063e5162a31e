"""Where a client's direct payment stands: what there is, what is spoken for, what is free."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

from django.db.models import Count, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from clients import models
from dpss.access import actors, scope
from dpss.kernel import money
from ledger import chart
from ledger import queries as ledger

WEEKS_IN_YEAR = 52
APRIL_SIXTH = (4, 6)
DirectPayment: TypeAlias = models.DirectPayment


@dataclass(frozen=True, slots=True)
class Position:
    """A direct payment today, in pounds: balance = due + kept + free, to the penny.

    `due` is what is spoken for. `contingency` stays for emergencies; where less is left, that is kept.
    """

    payment: models.DirectPayment
    balance: Decimal
    due: Decimal
    contingency: Decimal = money.ZERO

    @property
    def kept(self) -> Decimal:
        """What of the contingency sum is there, once everything due is paid."""
        return min(self.contingency, max(self.balance - self.due, money.ZERO))

    @property
    def set_aside(self) -> Decimal:
        """What is not to be used: what is due, and what is kept for emergencies."""
        return self.due + self.kept

    @property
    def free(self) -> Decimal:
        """What can be used; less than nothing where more is due than there is."""
        return self.balance - self.set_aside

    @property
    def is_short(self) -> bool:
        """Whether more is spoken for than there is."""
        return self.free < 0


@dataclass(frozen=True, slots=True)
class OfAccounts:
    """The direct payments of one kind of account: how many people, and pounds a week."""

    account: str
    label: str
    people: int
    weekly: Decimal


def tax_year_start(day: date) -> date:
    """6 April of the year in which a day lies: statements begin there."""
    return date(day.year if (day.month, day.day) >= APRIL_SIXTH else day.year - 1, *APRIL_SIXTH)


def direct_payments(*, actor: actors.Actor, day: date) -> "QuerySet[models.DirectPayment]":
    """The direct payments that hold on a day, as far as the actor reaches."""
    rows = models.DirectPayment.objects.filter(during__contains=day).select_related("client")
    return scope.visible_to(rows, actor)


def position(client_id: uuid.UUID, *, actor: actors.Actor) -> Position | None:
    """Where one client's money stands today, in one query; None without one, or the right to see it."""
    spoken_for = models.Commitment.objects.filter(client_id=OuterRef("client_id"), settled_on=None)
    sums = scope.visible_to(spoken_for, actor).order_by().values("client_id").annotate(pounds=Sum("amount"))
    rows: QuerySet[Any] = direct_payments(actor=actor, day=actor.today).filter(client_id=client_id)
    running = models.Arrangement.objects.filter(client_id=OuterRef("client_id")).exclude(state="ended")
    contingency = scope.visible_to(running, actor).order_by().values("contingency")
    payment = rows.annotate(
        due=Coalesce(Subquery(sums.values("pounds")), money.ZERO),
        contingency=Coalesce(Subquery(contingency[:1]), money.ZERO),
        balance=ledger.balance_beside("subject_id", chart.DIRECT_PAYMENT, actor=actor),
    ).first()
    return Position(payment, payment.balance, payment.due, payment.contingency) if payment else None


def set_aside(client_id: uuid.UUID, *, actor: actors.Actor) -> "QuerySet[models.Commitment]":
    """What of a client's money is spoken for, the soonest first."""
    rows = models.Commitment.objects.filter(client_id=client_id, settled_on=None)
    return scope.visible_to(rows, actor).order_by("due_on", "kind")


def lines_of(payment: models.DirectPayment, *, actor: actors.Actor) -> "QuerySet[models.BudgetLine]":
    """What the budget is for, and who funds it."""
    return scope.visible_to(payment.lines.order_by("purpose", "funder"), actor)


def balances_of(subject_ids: Iterable[uuid.UUID], *, actor: actors.Actor) -> dict[uuid.UUID, Decimal]:
    """What is on the direct payment accounts of many clients, in one query."""
    found = ledger.balances(subject_ids, actor=actor)
    return {subject: amount for (subject, code), amount in found.items() if code == chart.DIRECT_PAYMENT}


@dataclass(frozen=True, slots=True)
class Totals:
    """What some direct payments come to: pounds a week, of it contributions, and pounds on the accounts."""

    weekly: Decimal
    contribution: Decimal
    balance: Decimal


def totals(rows: "QuerySet[models.DirectPayment]", *, actor: actors.Actor) -> Totals:
    """What these direct payments come to, added up by the database."""
    sums = rows.order_by().aggregate(
        weekly=Sum("weekly_amount", default=money.ZERO),
        contribution=Sum("weekly_contribution", default=money.ZERO),
    )
    subjects = rows.order_by().values_list("subject_id", flat=True)
    _accounts, balance = ledger.total_on(subjects, chart.DIRECT_PAYMENT, actor=actor)
    return Totals(**sums, balance=balance)


def by_account(*, actor: actors.Actor, day: date) -> list[OfAccounts]:
    """The direct payments that hold on a day by kind of account, every kind named; in one query."""
    rows = direct_payments(actor=actor, day=day).order_by().values("account")
    found = {row["account"]: row for row in rows.annotate(people=Count("pk"), weekly=Sum("weekly_amount"))}
    return [
        OfAccounts(
            account=value,
            label=str(label),
            people=found[value]["people"] if value in found else 0,
            weekly=found[value]["weekly"] if value in found else money.ZERO,
        )
        for value, label in models.DirectPayment.Account.choices
    ]


def on_accounts(*, actor: actors.Actor, day: date) -> tuple[int, Decimal]:
    """How many accounts have anything on them, and the pounds on all, added up by the database."""
    return ledger.total_on(_subjects(actor, day), chart.DIRECT_PAYMENT, actor=actor)


def with_least(*, limit: int, actor: actors.Actor, day: date) -> list[tuple[models.DirectPayment, Decimal]]:
    """The direct payments whose accounts have the least on them, the lowest first, with the pounds."""
    least = ledger.least_on(_subjects(actor, day), chart.DIRECT_PAYMENT, limit=limit, actor=actor)
    rows = direct_payments(actor=actor, day=day).filter(subject_id__in=list(least))
    of_subject = {row.subject_id: row for row in rows}
    return [(of_subject[subject], pounds) for subject, pounds in least.items()]


def _subjects(actor: actors.Actor, day: date) -> "QuerySet[models.DirectPayment, uuid.UUID]":
    return direct_payments(actor=actor, day=day).order_by().values_list("subject_id", flat=True)
