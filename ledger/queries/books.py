"""Reading the ledger: balances, statements, payments and bank files, as far as an actor reaches."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum, Window
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import Coalesce

from dpss.access import actors, scope
from dpss.kernel import errors, money
from ledger import bank_holidays, chart, models
from ledger.banking import bacs, calendar

PAGE = 25


def balances(
    subject_ids: Iterable[uuid.UUID], *, actor: actors.Actor
) -> dict[tuple[uuid.UUID, str], Decimal]:
    """What is on each account of these subjects, by subject and code, in pounds; debit is positive.

    Always a sum of postings, in one query for any number of subjects. An account without postings,
    or out of the actor's reach, is not in it.
    """
    rows = scope.visible_to(models.Posting.objects.filter(subject_id__in=list(subject_ids)), actor)
    sums = rows.values("account__subject_id", "account__code").annotate(balance=Sum("amount")).order_by()
    return {(row["account__subject_id"], row["account__code"]): row["balance"] for row in sums}


def balance(subject_id: uuid.UUID, code: str, *, actor: actors.Actor) -> Decimal:
    """What is on one account, in pounds; debit is positive."""
    return balances([subject_id], actor=actor).get((subject_id, code), money.ZERO)


def balance_beside(subject: str, code: str, *, actor: actors.Actor) -> Coalesce:
    """What is on one account of the subject that a row of another query names in the field `subject`."""
    rows = models.Posting.objects.filter(subject_id=OuterRef(subject), account__code=code)
    sums = scope.visible_to(rows, actor).order_by().values("subject_id").annotate(balance=Sum("amount"))
    return Coalesce(Subquery(sums.values("balance")), money.ZERO)


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One movement on an account: pounds, debit positive, and the balance after it."""

    entry_id: uuid.UUID
    day: date
    description: str
    amount: Decimal
    balance: Decimal


@dataclass(frozen=True, slots=True)
class Statement:
    """An account over some days: opening + money in - money out = closing, and one page of its lines."""

    opening: Decimal
    money_in: Decimal
    money_out: Decimal
    closing: Decimal
    count: int
    lines: tuple[StatementLine, ...]


def statement(
    subject_id: uuid.UUID,
    code: str,
    *,
    first: date,
    last: date,
    actor: actors.Actor,
    offset: int = 0,
    limit: int = PAGE,
) -> Statement:
    """The movements on one account from `first` to `last`, both included, the latest first.

    The figures are of all those days; `lines` are one page, each with the balance after it. Raises
    `NotAllowed` when the actor does not see every movement: a part of a statement would add up wrongly.
    """
    account = models.Posting.objects.filter(account_id=chart.account_id(subject_id, code))
    rows = scope.visible_to(account, actor)
    figures = _figures(rows, first, last)
    if figures.pop("seen") != rows.count():
        raise errors.NotAllowed("Some movements on this account are kept with someone you do not reach.")
    within = rows.filter(entry__day__range=(first, last))
    lines = _lines(within, opening=figures["opening"], offset=offset, limit=limit)
    if figures["opening"] + figures["money_in"] - figures["money_out"] != figures["closing"]:
        raise ArithmeticError("A statement does not add up, so it is not shown.")
    return Statement(**figures, lines=lines)


def _figures(rows: QuerySet[models.Posting], first: date, last: date) -> dict[str, Any]:
    """The sums of a statement; `seen` counts the postings whose entry the actor sees as well."""
    within = Q(entry__day__range=(first, last))
    return rows.aggregate(
        seen=Count("entry__day"),
        count=Count("pk", filter=within),
        opening=_pounds("amount", Q(entry__day__lt=first)),
        money_in=_pounds("amount", within & Q(amount__gt=0)),
        money_out=_pounds(-F("amount"), within & Q(amount__lt=0)),
        closing=_pounds("amount", Q(entry__day__lte=last)),
    )


def _pounds(amount: str | CombinedExpression, condition: Q) -> Coalesce:
    return Coalesce(Sum(amount, filter=condition), money.ZERO)


def _lines(
    rows: QuerySet[models.Posting], *, opening: Decimal, offset: int, limit: int
) -> tuple[StatementLine, ...]:
    running = Window(Sum("amount"), order_by=[F("entry__day").asc(), F("pk").asc()])
    page = rows.annotate(running=running).select_related("entry").order_by("-entry__day", "-pk")
    return tuple(
        StatementLine(row.entry_id, row.entry.day, row.entry.description, row.amount, opening + row.running)
        for row in page[offset : offset + limit]
    )


def bank_accounts_on(
    subject_ids: Iterable[uuid.UUID], *, day: date, actor: actors.Actor
) -> dict[uuid.UUID, models.BankAccount]:
    """Where each person is paid on a day, by subject; who has given no bank account is not in it."""
    rows = models.BankAccount.objects.filter(subject_id__in=list(subject_ids), during__contains=day)
    return {row.subject_id: row for row in scope.visible_to(rows, actor).order_by("during", "pk")}


def payments(*, actor: actors.Actor, state: str | None = None) -> QuerySet[models.Payment]:
    """What the actor's own organisation pays, the latest payday first."""
    if actor.organisation_id is None:
        return models.Payment.objects.none()
    rows = models.Payment.objects.filter(organisation_id=actor.organisation_id)
    if state is not None:
        rows = rows.filter(state=state)
    joined = rows.select_related("payee", "creditor", "batch").annotate(
        name=Coalesce("payee__holder", "creditor__name")
    )
    return scope.visible_to(joined, actor).order_by("-due_on", "pk")


def payments_by_key(
    source_keys: Iterable[str], *, actor: actors.Actor, state: str | None = None
) -> dict[str, models.Payment]:
    """The payments that the actor reaches with these source keys, in one state or any, with their files."""
    rows = models.Payment.objects.filter(source_key__in=list(source_keys)).select_related("batch")
    if state is not None:
        rows = rows.filter(state=state)
    return {payment.source_key: payment for payment in scope.visible_to(rows, actor)}


@dataclass(frozen=True, slots=True)
class PaymentTotal:
    """How many payments of one kind and payday are in a state, and what they add up to in pounds."""

    due_on: date
    kind: str
    state: str
    count: int
    total: Decimal


def payment_totals(*, actor: actors.Actor) -> list[PaymentTotal]:
    """The payments of the actor's organisation added up by payday, kind and state, latest first."""
    rows = payments(actor=actor).order_by().values("due_on", "kind", "state")
    sums = rows.annotate(count=Count("pk"), total=Sum("amount")).order_by("-due_on", "kind", "state")
    return [PaymentTotal(**row) for row in sums]


@dataclass(frozen=True, slots=True)
class KindTotal:
    """How many payments of one kind a bank file holds, and what they add up to in pounds."""

    kind: str
    count: int
    total: Decimal


def file_totals(batch: models.PaymentBatch, *, actor: actors.Actor) -> list[KindTotal]:
    """The control totals of a bank file by kind: wages, HMRC, pension."""
    rows = payments(actor=actor).filter(batch=batch).order_by().values("kind")
    sums = rows.annotate(count=Count("pk"), total=Sum("amount")).order_by("kind")
    return [KindTotal(**row) for row in sums]


def changed_since(batch: models.PaymentBatch, *, actor: actors.Actor) -> int:
    """How many payments in a bank file went to an account that has been replaced since it was made."""
    rows = payments(actor=actor).filter(batch=batch)
    ended = Q(payee__during__endswith__isnull=False) | Q(creditor__during__endswith__isnull=False)
    return rows.filter(ended).count()


def due_of(subject_id: uuid.UUID, *, actor: actors.Actor) -> tuple[int, Decimal]:
    """How many payments are due for a subject and in no file yet, whoever pays them, and their sum."""
    rows = models.Payment.objects.filter(subject=subject_id, state="due")
    found = scope.visible_to(rows, actor).aggregate(count=Count("pk"), total=Sum("amount"))
    return found["count"], found["total"] or money.ZERO


def in_bank_files(*, actor: actors.Actor) -> QuerySet[models.Payment, str]:
    """The payments that are in a bank file, by their source keys: to be asked of, not to be listed."""
    rows = models.Payment.objects.filter(state="in_file")
    return scope.visible_to(rows, actor).values_list("source_key", flat=True)


def bank_files(*, actor: actors.Actor) -> QuerySet[models.PaymentBatch]:
    """The files of the actor's own organisation, asked for and made, the latest first."""
    if actor.organisation_id is None:
        return models.PaymentBatch.objects.none()
    rows = models.PaymentBatch.objects.filter(organisation_id=actor.organisation_id)
    return scope.visible_to(rows, actor).defer("content").order_by("-number")


def originator(*, council_id: uuid.UUID, organisation_id: uuid.UUID, day: date) -> bacs.Originator:
    """Who pays, from which account. Raises `Invalid` when the provider has named none for that day."""
    account = models.PayingAccount.objects.filter(
        council_id=council_id, organisation_id=organisation_id, during__contains=day
    ).first()
    if account is None:
        raise errors.Invalid("The provider has no account to pay from. Set it up before you ask for a file.")
    return bacs.Originator(
        service_user_number=account.service_user_number,
        name=account.name,
        sort_code=account.sort_code or "",
        account_number=account.account_number or "",
    )


@dataclass(frozen=True, slots=True)
class DueBy:
    """How many payments are due by a payday and in no file yet, and what they add up to in pounds."""

    day: date
    count: int
    total: Decimal
    is_for_bacs: bool = True


def due_by_payday(*, actor: actors.Actor) -> list[DueBy]:
    """For each day on which what is due can still be paid: all that a file made for it would hold.

    What could no longer arrive on its own payday is due today by Faster Payments, and by Bacs on the first
    day on which its money can arrive.
    """
    first = calendar.first_payday(actor.today, holidays=bank_holidays.known())
    due = sorted(
        (one for one in payment_totals(actor=actor) if one.state == "due"), key=lambda one: one.due_on
    )
    days = {max(one.due_on, day) for one in due for day in (actor.today, first)}
    found = []
    for day in sorted(days):
        held = [one for one in due if one.due_on <= day]
        count, total = sum(one.count for one in held), money.total(one.total for one in held)
        found.append(DueBy(day, count, total, is_for_bacs=day >= first))
    return found


def least_on(
    subjects: "QuerySet[Any, uuid.UUID]", code: str, *, limit: int, actor: actors.Actor
) -> dict[uuid.UUID, Decimal]:
    """The accounts of one kind with the least on them, the lowest first: subject and pounds.

    `subjects` is a query of their keys, which the database answers; an account without postings is not in it.
    """
    sums = _of_kind(subjects, code, actor).values("subject_id").annotate(balance=Sum("amount"))
    return dict(sums.order_by("balance", "subject_id").values_list("subject_id", "balance")[:limit])


def total_on(subjects: "QuerySet[Any, uuid.UUID]", code: str, *, actor: actors.Actor) -> tuple[int, Decimal]:
    """How many accounts of one kind these subjects have, and the pounds on all of them together."""
    found = _of_kind(subjects, code, actor).aggregate(
        accounts=Count("account_id", distinct=True), pounds=Sum("amount", default=money.ZERO)
    )
    return found["accounts"], found["pounds"]


def _of_kind(
    subjects: "QuerySet[Any, uuid.UUID]", code: str, actor: actors.Actor
) -> QuerySet[models.Posting]:
    # The keys are gathered once: joined row by row, the same question took seconds.
    keys = ArraySubquery(subjects)
    rows = models.Posting.objects.filter(subject_id__any=keys, account__code=code)
    return scope.visible_to(rows, actor).order_by()
