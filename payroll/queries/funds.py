"""Whether the managed account has the money for a payrun: what it costs, and what is there and free."""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import connection
from django.db.models import F, Max, QuerySet

from dpss.access import actors, scope
from dpss.kernel import money
from payroll import models


@dataclass(frozen=True, slots=True)
class Funds:
    """A managed account, in pounds: what is on it, and what wages approved before have spoken for."""

    client_id: uuid.UUID
    balance: Decimal
    spoken_for: Decimal

    @property
    def free(self) -> Decimal:
        """What a payrun can spend."""
        return self.balance - self.spoken_for


@dataclass(frozen=True, slots=True)
class Short:
    """A payrun that costs more than is free, in pounds. `decided` is the most somebody agreed to pay in."""

    cost: Decimal
    free: Decimal
    decided: Decimal

    @property
    def by(self) -> Decimal:
        """What is missing."""
        return self.cost - max(self.free, money.ZERO)

    @property
    def is_open(self) -> bool:
        """Whether nobody has said that so much comes."""
        return self.decided < self.by


def managed(payrun_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, Funds]:
    """The accounts from which the provider pays these payruns on their paydays, by payrun, in one query.

    A client's account goes on paying after the direct payment has ended. The database shows accounts to those
    who see what the employer pays, and to nobody else.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "select payrun_id, client_id, balance, spoken_for from payroll_managed_funds(%s)",
            [list(payrun_ids)],
        )
        return {payrun: Funds(*rest) for payrun, *rest in cursor.fetchall()}


def shortfalls(payruns: Sequence[models.Payrun], *, actor: actors.Actor) -> dict[uuid.UUID, Short]:
    """The payruns among these for which there is not enough money; in two queries, whatever their number.

    Of several payruns of one client each counts what those before it would spend.
    """
    accounts = managed([run.pk for run in payruns])
    if not accounts:
        return {}
    decided = _decided(list(accounts), actor)
    spent: dict[uuid.UUID, Decimal] = defaultdict(lambda: money.ZERO)
    found = {}
    for run in sorted(payruns, key=lambda one: one.pk):
        account = accounts.get(run.pk)
        if account is None:
            continue
        cost = cost_of(run)
        free = account.free - spent[account.client_id]
        if cost > max(free, money.ZERO):
            found[run.pk] = Short(cost, free, decided.get(run.pk, money.ZERO))
        spent[account.client_id] += cost
    return found


def cost_of(run: models.Payrun) -> Decimal:
    """What leaves the account because of it: wages, orders, HMRC and pension together."""
    return run.employer_cost


def _decided(run_ids: Sequence[uuid.UUID], actor: actors.Actor) -> dict[uuid.UUID, Decimal]:
    rows = scope.visible_to(models.FundsDecision.objects.filter(payrun_id__in=run_ids), actor)
    return dict(rows.order_by().values_list("payrun_id").annotate(Max("short_by")))


def sentences(payruns: Sequence[models.Payrun], *, actor: actors.Actor) -> dict[uuid.UUID, str]:
    """For each payrun that may not be approved because of it, the sentence that says so."""
    return {
        key: (
            f"It costs {money.in_words(short.cost)}, and the managed account has"
            f" {money.in_words(max(short.free, money.ZERO))} free: {money.in_words(short.by)} short. Have the"
            " money paid in, or record who has agreed to pay it in."
        )
        for key, short in shortfalls(payruns, actor=actor).items()
        if short.is_open
    }


def waiting(*, actor: actors.Actor) -> QuerySet[models.Payrun]:
    """The calculated payruns that the provider pays on their payday, with whom to ring."""
    ready = models.Payrun.objects.filter(state="ready").annotate(paid_on=models.paid_on())
    rows = ready.filter(
        employer__who_pays__payer=models.WhoPays.Payer.PROVIDER,
        employer__who_pays__during__contains=F("paid_on"),
    )
    return scope.visible_to(rows.select_related("employer__client", "period"), actor)


def short_of_money(*, actor: actors.Actor) -> dict[uuid.UUID, Short]:
    """All of these that are short, decided or not."""
    return shortfalls(list(waiting(actor=actor)), actor=actor)


def decisions_of(payrun: models.Payrun, *, actor: actors.Actor) -> QuerySet[models.FundsDecision]:
    """Who said of a payrun that the money comes, the newest first."""
    rows = models.FundsDecision.objects.filter(payrun=payrun).select_related("recorded_by")
    return scope.visible_to(rows, actor).order_by("-recorded_at", "-pk")
