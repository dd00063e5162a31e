"""What of a direct payment is left over today, from the figures that are known, and what was asked back."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final, TypeAlias

from django.db.models import Exists, OuterRef, QuerySet, Sum

from clients import models, surplus
from clients.queries import four_weekly, payment_accounts
from clients.queries import money as positions
from clients.surplus import Kind
from clients.surplus_rules import NoticeFacts
from dpss.access import actors, scope
from dpss.kernel import money
from ledger import chart
from ledger import queries as ledger
from ledger.queries import reconciliations

Notice: TypeAlias = models.SurplusNotice
Limit: TypeAlias = models.SurplusLimit
Figure: TypeAlias = models.KeptFigure

# What the payroll speaks for by itself, where it is run in the portal.
SPOKEN_FOR: Final = (Kind.WAGES, Kind.HMRC, Kind.PENSION, Kind.ORDERS)
_LOOKED_BACK: Final = 12
_AHEAD: Final = 6


@dataclass(frozen=True, slots=True)
class Today:
    """One client's money today. `working` is None without a direct payment or a limit.

    `figures` are the newest that somebody wrote down of each kind, those that are too old too.
    """

    payment: models.DirectPayment | None
    working: surplus.Working | None
    limit: models.SurplusLimit | None
    figures: Mapping[Kind, models.KeptFigure]
    by_payroll: bool
    reconciled: date | None

    def written(self, kind: Kind) -> models.KeptFigure | None:
        """The figure that somebody wrote down for a line, where it is not known from the books."""
        if kind is Kind.CONTINGENCY or (self.by_payroll and kind in SPOKEN_FOR):
            return None
        return self.figures.get(kind)

    @property
    def to_write(self) -> list[Kind]:
        """The kinds that a person has to write down."""
        spoken = SPOKEN_FOR if self.by_payroll else ()
        return [kind for kind in Kind if kind not in (Kind.CONTINGENCY, *spoken)]


def limit_on(council_id: uuid.UUID, day: date) -> models.SurplusLimit | None:
    """The limit that a council decided for a day; None while it has decided none."""
    return models.SurplusLimit.objects.filter(council_id=council_id, during__contains=day).first()


def limits(*, actor: actors.Actor) -> QuerySet[models.SurplusLimit]:
    """Every limit that the actor's council decided, the last first."""
    rows = models.SurplusLimit.objects.filter(council_id=actor.council_id).select_related("recorded_by")
    return rows.order_by("-during")


def notices(*, actor: actors.Actor) -> QuerySet[models.SurplusNotice]:
    """Every notice that the actor reaches, the newest first."""
    rows = models.SurplusNotice.objects.select_related("client", "put_forward_by", "sent_by")
    return scope.visible_to(rows, actor).order_by("-put_forward_at", "pk")


def told(*, actor: actors.Actor) -> QuerySet[models.SurplusNotice]:
    """Those that were sent: what is only prepared is nobody's but the council's."""
    return notices(actor=actor).exclude(sent_at=None)


def today(client: models.Client, *, actor: actors.Actor) -> Today:
    """The figures of one client, gathered and worked out; in a fixed number of queries."""
    position = positions.position(client.pk, actor=actor)
    limit = limit_on(client.council_id, actor.today)
    newest = _newest(client.pk, actor)
    by_payroll = payment_accounts.payroll_provider(client, on=actor.today, actor=actor) is not None
    working = None
    if position is not None and limit is not None:
        working = surplus.work_out(
            balance=position.balance,
            needed=_needed(client.pk, newest, by_payroll=by_payroll, actor=actor),
            limit=surplus.Limit(weekly=_weekly(position.payment, limit), weeks=limit.weeks),
        )
    account = ledger.payment_account_on(client.subject_id, actor.today, actor=actor)
    return Today(
        payment=position.payment if position else None,
        working=working,
        limit=limit,
        figures=newest,
        by_payroll=by_payroll,
        reconciled=reconciliations.signed_up_to(account.pk, actor=actor) if account else None,
    )


def ahead(client: models.Client, working: surplus.Working, *, actor: actors.Actor) -> Sequence[surplus.Ahead]:
    """What will be free every four weeks, if money goes in and out as in the last twelve weeks."""
    first = actor.today - timedelta(weeks=_LOOKED_BACK)
    found = ledger.statement(
        client.subject_id, chart.DIRECT_PAYMENT, first=first, last=actor.today, actor=actor, limit=1
    )
    return tuple(
        surplus.forecast(
            working,
            weekly_in=max(found.money_in, money.ZERO) / _LOOKED_BACK,
            weekly_out=max(found.money_out, money.ZERO) / _LOOKED_BACK,
            first=actor.today,
            periods=_AHEAD,
        )
    )


def facts_of(
    *, actor: actors.Actor
) -> Callable[[Sequence[models.SurplusNotice]], Mapping[uuid.UUID, NoticeFacts]]:
    """What counts when notices move on: the working of today, not that of the notice."""

    def facts(found: Sequence[models.SurplusNotice]) -> Mapping[uuid.UUID, NoticeFacts]:
        return {one.pk: _facts(one, actor) for one in found}

    return facts


def without_figures(*, since: date, actor: actors.Actor) -> list[models.Client]:
    """Who is paid today, has a payroll in the portal, and no figure of it after a day; by their keys."""
    paid = models.DirectPayment.objects.filter(client=OuterRef("pk"), during__contains=actor.today)
    placed = models.Placement.objects.filter(
        client=OuterRef("pk"), lot="payroll", organisation__isnull=False, during__contains=actor.today
    )
    known = models.KeptFigure.objects.filter(client=OuterRef("pk"), recorded_by=None, day__gt=since)
    rows = models.Client.objects.filter(Exists(paid), Exists(placed), ~Exists(known))
    return list(scope.visible_to(rows, actor).order_by("pk"))


def _facts(notice: models.SurplusNotice, actor: actors.Actor) -> NoticeFacts:
    working = today(notice.client, actor=actor).working
    return NoticeFacts(
        today=actor.today,
        reply_by=notice.reply_by,
        amount=notice.amount,
        may_ask=working.to_ask if working else money.ZERO,
    )


def _newest(client_id: uuid.UUID, actor: actors.Actor) -> dict[Kind, models.KeptFigure]:
    rows = models.KeptFigure.objects.filter(client_id=client_id).select_related("recorded_by")
    newest = rows.order_by("kind", "-day", "-recorded_at", "-pk").distinct("kind")
    return {Kind(row.kind): row for row in scope.visible_to(newest, actor)}


def _needed(
    client_id: uuid.UUID,
    newest: Mapping[Kind, models.KeptFigure],
    *,
    by_payroll: bool,
    actor: actors.Actor,
) -> dict[Kind, Decimal | None]:
    """Each need, None where it is not known: a figure that is too old is not known."""
    oldest = actor.today - surplus.FIGURE_HOLDS
    needed: dict[Kind, Decimal | None] = {
        kind: figure.amount for kind, figure in newest.items() if oldest <= figure.day <= actor.today
    }
    if by_payroll:
        spoken = positions.set_aside(client_id, actor=actor).order_by().values_list("kind")
        sums = dict(spoken.annotate(Sum("amount")))
        needed |= {kind: sums.get(kind.value, money.ZERO) for kind in SPOKEN_FOR}
    running = four_weekly.open_arrangement(client_id, actor=actor)
    return needed | {Kind.CONTINGENCY: running.contingency if running else None}


def _weekly(payment: models.DirectPayment, limit: models.SurplusLimit) -> Decimal:
    """The budget of a week on the base that the council decided."""
    if limit.basis == surplus.NET:
        return payment.weekly_amount - payment.weekly_contribution
    return payment.weekly_amount
