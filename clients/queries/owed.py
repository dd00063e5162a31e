"""What arrangements are owed for the next four weeks that no payment is worked out for yet."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Prefetch, Sum

from clients import budget, four_weeks, models
from clients.queries.budgets import terms_of
from dpss.access import actors, scope
from dpss.kernel import dates, errors, money

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Due:
    """The four weeks that come next for one arrangement, and what they are paid."""

    arrangement: models.Arrangement
    period: dates.Span
    due_on: date
    is_first: bool
    account: str
    owed: four_weeks.Owed


@dataclass(slots=True)
class _Known:
    """What is stored of some arrangements, gathered in a fixed number of queries."""

    terms: Mapping[uuid.UUID, list[budget.Terms]]
    accounts: Mapping[uuid.UUID, list[models.DirectPayment]]
    gaps: Mapping[uuid.UUID, list[dates.Span]]
    made: Mapping[uuid.UUID, list[models.FourWeeklyPayment]]
    paid: Mapping[tuple[uuid.UUID, date], dict[str, Decimal]]


def cycle_of(council_id: uuid.UUID) -> models.PaymentCycle | None:
    """From which day the council counts its four weeks; None where nobody has decided."""
    return models.PaymentCycle.objects.filter(council_id=council_id).first()


def next_due(
    arrangements: Sequence[models.Arrangement], *, cycle: models.PaymentCycle, actor: actors.Actor
) -> list[Due]:
    """For each arrangement the first four weeks without a payment, as far ahead as the council works out.

    Whose budget cannot be worked out is left out: the list of late payments says so.
    """
    horizon = actor.today + timedelta(days=cycle.worked_out_days)
    begun = [one for one in arrangements if one.pays_from <= horizon]
    if not begun:
        return []
    known = _known(begun, horizon, actor)
    found = []
    for one in begun:
        try:
            due = _next_of(one, known, anchor=cycle.first_day, horizon=horizon)
        except errors.Invalid:
            continue
        if due is not None:
            found.append(due)
    return found


def holding_of(arrangement: models.Arrangement, gaps: Iterable[dates.Span] = ()) -> four_weeks.Holding:
    """Over which days an arrangement is paid."""
    return four_weeks.Holding(arrangement.pays_from, arrangement.ends_on, tuple(gaps))


def gap_of(suspension: models.Suspension) -> dates.Span | None:
    """The days of a suspension; to the end of all days while it is open. None where no day is left of it."""
    if suspension.during.isempty:
        return None
    until = suspension.during.upper
    return dates.Span(suspension.during.lower or date.min, date.max if until is None else until - _DAY)


def _next_of(one: models.Arrangement, known: _Known, *, anchor: date, horizon: date) -> Due | None:
    holding = holding_of(one, known.gaps[one.pk])
    made = known.made[one.pk]
    taken = {payment.first_day for payment in made}
    for period in four_weeks.periods_between(one.pays_from, horizon, anchor=anchor):
        if period.first in taken or (one.ends_on is not None and one.ends_on <= period.first):
            continue
        before = [payment for payment in made if payment.first_day < period.first]
        owed = four_weeks.work_out(
            known.terms[one.pk],
            holding,
            period,
            earlier=[_earlier(payment, known.paid) for payment in before],
            carried=before[-1].carried if before else money.ZERO,
        )
        if owed is not None:
            return Due(
                arrangement=one,
                period=period,
                due_on=four_weeks.due_on(period, holding),
                is_first=not before and _begins_here(one, known.accounts[one.pk]),
                account=_account(known.accounts[one.pk], period),
                owed=owed,
            )
    return None


def _begins_here(one: models.Arrangement, rows: Sequence[models.DirectPayment]) -> bool:
    """Whether nobody paid before the portal did: no budget is older than what it pays from."""
    return all(row.during.lower is not None and row.during.lower >= one.pays_from for row in rows)


def _earlier(
    payment: models.FourWeeklyPayment, paid: Mapping[tuple[uuid.UUID, date], dict[str, Decimal]]
) -> four_weeks.Earlier:
    key = (payment.arrangement_id, payment.first_day)
    return four_weeks.Earlier(dates.Span(payment.first_day, payment.last_day), paid.get(key, {}))


def _account(rows: Sequence[models.DirectPayment], period: dates.Span) -> str:
    """The kind of account of the budget that holds last in these days; of the last that there was."""
    begun = [row for row in rows if row.during.lower is None or row.during.lower <= period.last]
    return str((begun or list(rows))[-1].account) if rows else str(models.DirectPayment.Account.OWN)


def _known(arrangements: Sequence[models.Arrangement], horizon: date, actor: actors.Actor) -> _Known:
    keys = [one.pk for one in arrangements]
    of_client = {one.client_id: one.pk for one in arrangements}
    days = dates.Span(min(one.pays_from for one in arrangements), max(horizon, actor.today))
    lines = scope.visible_to(models.BudgetLine.objects.order_by("purpose", "funder"), actor)
    budgets = models.DirectPayment.objects.filter(client_id__in=list(of_client)).order_by("during")
    terms: dict[uuid.UUID, list[budget.Terms]] = defaultdict(list)
    accounts: dict[uuid.UUID, list[models.DirectPayment]] = defaultdict(list)
    for row in scope.visible_to(budgets, actor).prefetch_related(Prefetch("lines", queryset=lines)):
        accounts[of_client[row.client_id]].append(row)
        if row.weekly_amount and not row.during.isempty:
            terms[of_client[row.client_id]].append(terms_of(row, days))
    gaps: dict[uuid.UUID, list[dates.Span]] = defaultdict(list)
    suspended = models.Suspension.objects.filter(arrangement_id__in=keys)
    for suspension in scope.visible_to(suspended, actor):
        gap = gap_of(suspension)
        if gap is not None:
            gaps[suspension.arrangement_id].append(gap)
    return _Known(terms, accounts, gaps, *_paid(keys, actor))


def _paid(
    keys: Sequence[uuid.UUID], actor: actors.Actor
) -> tuple[
    Mapping[uuid.UUID, list[models.FourWeeklyPayment]], Mapping[tuple[uuid.UUID, date], dict[str, Decimal]]
]:
    made: dict[uuid.UUID, list[models.FourWeeklyPayment]] = defaultdict(list)
    payments = models.FourWeeklyPayment.objects.filter(arrangement_id__in=keys).exclude(state="stopped")
    for payment in scope.visible_to(payments.order_by("first_day"), actor):
        made[payment.arrangement_id].append(payment)
    paid: dict[tuple[uuid.UUID, date], dict[str, Decimal]] = defaultdict(dict)
    lines = models.FourWeeklyLine.objects.filter(payment__arrangement_id__in=keys).exclude(funder="")
    sums = (
        scope.visible_to(lines.exclude(payment__state="stopped"), actor)
        .order_by()
        .values("payment__arrangement_id", "of", "funder")
        .annotate(pounds=Sum("amount"))
    )
    for row in sums:
        paid[row["payment__arrangement_id"], row["of"]][row["funder"]] = row["pounds"]
    return made, paid
