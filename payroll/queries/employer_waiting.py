"""What waits for a client, or for who acts for them, as an employer: all of it counted in one query."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from django.db.models import Count, DateTimeField, DecimalField, F, Min, QuerySet, Sum, Value
from django.db.models.functions import Cast

from clients.queries import relatives as council
from clients.queries import representations
from dpss.access import actors, policy, scope
from dpss.kernel import money
from payroll import models
from payroll.queries import bills, holds, payrun_agreements, relatives

_MOMENT: Final = DateTimeField()
_POUNDS: Final = DecimalField(max_digits=12, decimal_places=2)
_NOTHING: Final = Cast(Value(None), output_field=_POUNDS)


@dataclass(frozen=True, slots=True)
class Waits:
    """How many things of one kind wait, when the first is due, and pounds where the kind has any."""

    count: int = 0
    first: datetime | None = None
    pounds: Decimal = money.ZERO


def of_client(client_id: uuid.UUID, *, actor: actors.Actor) -> Mapping[str, Waits]:
    """By kind: sheets, wages, bills, not_come, holiday, payruns, acts, held, relatives and not_asked.

    A kind of which nothing waits, or that the actor does not answer, is not in it.
    """
    first, *others = _parts(client_id, actor)
    return {
        kind: Waits(count, moment, pounds or money.ZERO)
        for kind, count, moment, pounds in first.union(*others, all=True)
        if count
    }


def _parts(client_id: uuid.UUID, actor: actors.Actor) -> list["QuerySet[Any, tuple[Any, ...]]"]:
    theirs = {"employment__employer__client_id": client_id}
    sheets = models.Timesheet.objects.filter(state="submitted", **theirs)
    wages = models.PaymentInstruction.objects.filter(state="due", employer__client_id=client_id)
    parts = [
        _part("held", holds.waiting(actor=actor, client_id=client_id), "period__payday"),
        _part("sheets", scope.visible_to(sheets, actor), "period__sheets_in_by"),
        _part("wages", scope.visible_to(wages, actor), "due_on", pounds="amount"),
    ]
    if actor.may(policy.RECORD_RELATIVES):
        family = council.decisions(actor=actor).filter(client_id=client_id, state__in=["waiting", "refused"])
        parts.append(_part("relatives", family, "asked_at"))
        nobody = relatives.not_asked(actor=actor, client_id=client_id)
        parts.append(_part("not_asked", nobody, "first_day"))
    if actor.may(policy.PAY_OWN_PAS):
        parts.append(_part("bills", bills.to_pay(actor=actor, client_id=client_id), "due_on"))
    if actor.may(policy.ANSWER_ABOUT_PAY):
        asked = models.PayQuery.objects.filter(
            state="open", paid_by=models.PayQuery.PaidBy.EMPLOYER, **theirs
        )
        parts.append(_part("not_come", scope.visible_to(asked, actor), "due_on"))
    if actor.may(policy.APPROVE_TIMESHEETS):
        holiday = models.HolidayRequest.objects.filter(state="asked", **theirs)
        parts.append(_part("holiday", scope.visible_to(holiday, actor), "during__startswith"))
    if actor.may(policy.AGREE_PAYRUNS):
        payruns = payrun_agreements.to_agree(actor=actor).filter(employer__client_id=client_id)
        parts.append(_part("payruns", payruns, "period__payday"))
    if actor.may(policy.CHOOSE_WHO_ACTS):
        parts.append(_part("acts", representations.waiting_for(client_id, actor=actor), "wanted_from"))
    return parts


def _part(
    kind: str, rows: "QuerySet[Any]", first: str, *, pounds: str = ""
) -> "QuerySet[Any, tuple[Any, ...]]":
    """One row for one kind: how many, when the first is due, and what they come to."""
    counted = rows.select_related(None).order_by().values(what=Value(kind))
    due = Cast(Min(F(first)), output_field=_MOMENT)
    come_to = Sum(pounds, output_field=_POUNDS) if pounds else _NOTHING
    found = counted.annotate(waiting=Count("pk"), first_due=due, come_to=come_to)
    return found.values_list("what", "waiting", "first_due", "come_to")
