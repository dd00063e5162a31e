"""What bank, ledger and payroll say of an account on the last day of a statement, and what was signed."""

import uuid
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias, cast

from django.db import connection
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum

from dpss.access import actors, scope
from dpss.kernel import money
from ledger import chart, models
from ledger.queries import statements
from ledger.statements import reconcile

Reconciliation: TypeAlias = models.Reconciliation


def reconciliations(*, actor: actors.Actor) -> QuerySet[models.Reconciliation]:
    """Every closing balance that was put forward, the newest first."""
    rows = models.Reconciliation.objects.select_related("put_forward_by", "decided_by", "statement__account")
    return scope.visible_to(rows, actor).order_by("-day", "-put_forward_at", "pk")


def signed_up_to(account_id: uuid.UUID, *, actor: actors.Actor) -> date | None:
    """The last day of an account whose closing balance two people have signed."""
    rows = reconciliations(actor=actor).filter(statement__account_id=account_id, state="signed")
    return rows.values_list("day", flat=True).first()


def three_ways(statement: models.BankStatement, *, actor: actors.Actor) -> reconcile.ThreeWays:
    """The figures of a statement that is taken in, each one sum over what the actor reaches."""
    day = cast("date", statement.last_day)
    of_account = statements.bank_statements(actor=actor).filter(
        account=statement.account_id, state="taken_in"
    )
    first = of_account.order_by("first_day", "last_day").values("first_day", "opening")[0]
    sums = _postings(statement, actor).aggregate(
        ledger=_sum(Q(entry__day__lte=day)),
        brought=_sum(Q(entry__day__lt=first["first_day"], booked=None)),
        on_its_way=_sum(
            Q(entry__day__lte=day, booked__gt=day)
            | Q(entry__day__gte=first["first_day"], entry__day__lte=day, booked=None)
        ),
        ahead=_sum(Q(entry__day__gt=day, booked__lte=day)),
        posted=_sum(
            Q(
                entry__day__gte=statement.first_day,
                entry__day__lte=day,
                entry__source_key__startswith="payment:",
                entry__reverses=None,
                entry__reversal=None,
                amount__lt=0,
            )
        ),
    )
    waiting = statements.unmatched_lines(actor=actor).filter(
        statement__account=statement.account_id, day__lte=day
    )
    unmatched = waiting.order_by().aggregate(count=Count("pk"), pounds=Sum("amount", default=money.ZERO))
    return reconcile.ThreeWays(
        bank=cast("Decimal", statement.closing),
        opening=cast("Decimal", first["opening"]),
        unmatched=unmatched["pounds"],
        unmatched_lines=unmatched["count"],
        sent=_sent(statement),
        **sums | {"posted": -sums["posted"]},
    )


def _postings(statement: models.BankStatement, actor: actors.Actor) -> QuerySet[Any]:
    """What the ledger has on the client's account, with the day on which the bank booked each."""
    match = models.LineMatch.objects.filter(posting=OuterRef("pk"), undone_at=None)
    rows = models.Posting.objects.filter(
        account_id=chart.account_id(statement.subject_id, chart.DIRECT_PAYMENT)
    )
    booked = Subquery(scope.visible_to(match, actor).values("line__day")[:1])
    return scope.visible_to(rows, actor).annotate(booked=booked)


def _sent(statement: models.BankStatement) -> Decimal:
    """What the payroll sent from the account in the days of the statement, and did not come back.

    The database adds it up: council finance signs as well, and does not see whom wages go to.
    """
    account = chart.account_id(statement.subject_id, chart.DIRECT_PAYMENT)
    with connection.cursor() as cursor:
        cursor.execute(
            "select ledger_sent_from(%s, %s, %s)", [account, statement.first_day, statement.last_day]
        )
        (pounds,) = cursor.fetchone() or (money.ZERO,)
    return cast("Decimal", pounds)


def _sum(which: Q) -> Sum:
    return Sum("amount", filter=which, default=money.ZERO)
