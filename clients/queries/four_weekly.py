"""Arrangements and their four-weekly payments, as far as an actor reaches."""

import itertools
import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Sum

from clients import arrangement_rules as rules
from clients import models
from dpss.access import actors, scope
from dpss.kernel import money
from ledger import queries as ledger

KEY_STARTS: Final = "direct-payment:"
ON_THE_WAY: Final = ("due", "put_forward", "approved", "returned")


def source_key(payment: models.FourWeeklyPayment) -> str:
    """By which the ledger knows what is owed."""
    return f"{KEY_STARTS}{payment.pk}"


def arrangements(*, actor: actors.Actor) -> QuerySet[models.Arrangement]:
    """Arrangements with their clients."""
    return scope.visible_to(models.Arrangement.objects.select_related("client"), actor)


def open_arrangement(client_id: uuid.UUID, *, actor: actors.Actor) -> models.Arrangement | None:
    """The one of a client that is not over; None without one."""
    return arrangements(actor=actor).filter(client_id=client_id).exclude(state="ended").first()


def signed_without_arrangement(*, actor: actors.Actor) -> QuerySet[models.Onboarding]:
    """Journeys whose agreement is signed, of people whom nobody has written down as paid yet."""
    open_ones = arrangements(actor=actor).filter(client=OuterRef("client")).exclude(state="ended")
    rows = models.Onboarding.objects.filter(state="agreed").select_related("client")
    return scope.visible_to(rows, actor).exclude(Exists(open_ones))


def payments(*, actor: actors.Actor) -> QuerySet[models.FourWeeklyPayment]:
    """Four-weekly payments that were not stopped, with their clients, by day."""
    rows = models.FourWeeklyPayment.objects.exclude(state="stopped").select_related("client", "arrangement")
    return scope.visible_to(rows, actor).order_by("due_on", "pk")


def with_lines(
    rows: QuerySet[models.FourWeeklyPayment], *, actor: actors.Actor
) -> QuerySet[models.FourWeeklyPayment]:
    """The same payments, each with the lines that say how it was worked out."""
    lines = scope.visible_to(models.FourWeeklyLine.objects.order_by("place"), actor)
    return rows.prefetch_related(Prefetch("lines", queryset=lines))


def totals(rows: QuerySet[models.FourWeeklyPayment]) -> list[dict[str, Any]]:
    """Control totals by kind of account and state, added up by the database."""
    grouped = rows.order_by().values("account", "state")
    sums = grouped.annotate(
        people=Count("pk"), pounds=Sum("amount"), first=Count("pk", filter=Q(is_first=True))
    )
    return [dict(row) for row in sums.order_by("account", "state")]


def total(rows: QuerySet[models.FourWeeklyPayment]) -> tuple[int, Decimal]:
    """How many, and the pounds of all."""
    found = rows.order_by().aggregate(people=Count("pk"), pounds=Sum("amount", default=money.ZERO))
    return found["people"], found["pounds"]


def facts_of(
    found: Sequence[models.FourWeeklyPayment], *, actor: actors.Actor
) -> Mapping[uuid.UUID, rules.PaymentFacts]:
    """What decides whether each can be put forward, and approved."""
    keys = {one.arrangement_id for one in found}
    running = arrangements(actor=actor).filter(pk__in=keys, state__in=["running", "ending"])
    paid = set(running.values_list("pk", flat=True))
    accounts = bank_accounts(found, actor=actor)
    return {
        one.pk: rules.PaymentFacts(
            is_running=one.arrangement_id in paid,
            has_account=not one.amount or one.subject_id in accounts,
        )
        for one in found
    }


def bank_accounts(found: Sequence[models.FourWeeklyPayment], *, actor: actors.Actor) -> dict[uuid.UUID, Any]:
    """Where each of these is paid, by the client's subject: the account that holds today."""
    return dict(ledger.bank_accounts_on({one.subject_id for one in found}, day=actor.today, actor=actor))


def references(found: Sequence[models.FourWeeklyPayment], *, actor: actors.Actor) -> dict[uuid.UUID, str]:
    """By what each client finds the payment on their bank statement."""
    rows = models.Client.objects.filter(pk__in={one.client_id for one in found})
    return dict(scope.visible_to(rows, actor).values_list("pk", "reference"))


def to_settle(*, limit: int, actor: actors.Actor) -> dict[str, dict[uuid.UUID, date | None]]:
    """The moves that the bank's files ask for, and the payments that they are to be made for."""
    rows = payments(actor=actor)
    waiting = {source_key(one): one for one in rows.filter(state__in=["approved", "returned"])}
    newest = ledger.newest_of(waiting, actor=actor)
    done: dict[uuid.UUID, date | None] = {}
    for key, one in waiting.items():
        state, day = newest.get(key, ("", None))
        if state == "in_file" or not one.amount:
            done[one.pk] = day or one.due_on
    keys = [key.removeprefix(KEY_STARTS) for key in ledger.sent_back(actor=actor)]
    paid = {source_key(one): one for one in rows.filter(state="paid", pk__in=keys)}
    again = ledger.newest_of(paid, actor=actor)
    back: dict[uuid.UUID, date | None] = {
        one.pk: None for key, one in paid.items() if again.get(key, ("", None))[0] != "in_file"
    }
    return {
        "settle_payment": dict(itertools.islice(done.items(), limit)),
        "unsettle_payment": dict(itertools.islice(back.items(), limit)),
    }
