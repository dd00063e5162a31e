"""What is known of one arrangement: its gaps, what is paid already, what is due from it."""

import uuid
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from django.db.models import Max, QuerySet

from clients import arrangement_rules as rules
from clients import models
from clients.queries import four_weekly, onboarding
from dpss.access import actors, scope
from dpss.kernel import errors, money
from ledger import queries as ledger

# Whatever is due is known: the person answered for it before.
ANY: Final = Decimal(-1)


def locked(arrangement: models.Arrangement, *, actor: actors.Actor) -> models.Arrangement:
    """The arrangement, locked until the end of the transaction."""
    rows = models.Arrangement.objects.filter(pk=arrangement.pk)
    found = scope.visible_to(rows, actor).select_for_update(of=("self",)).first()
    if found is None:
        raise errors.NotAllowed("It is not there any more, or it is not yours to change.")
    return found


def waits_for_agreement(client_id: uuid.UUID, *, actor: actors.Actor) -> bool:
    """Whether somebody who was never paid is on the way, and has signed nothing yet."""
    journey = onboarding.latest(client_id, actor=actor)
    return journey is not None and not journey.is_renewal and journey.state not in ("agreed", "paid")


def suspensions(arrangement: models.Arrangement, *, actor: actors.Actor) -> QuerySet[models.Suspension]:
    """Its suspensions, the newest first."""
    rows = models.Suspension.objects.filter(arrangement=arrangement).select_related("began_by", "ended_by")
    return scope.visible_to(rows, actor).order_by("-began_at")


def open_suspension(arrangement: models.Arrangement, *, actor: actors.Actor) -> models.Suspension | None:
    """The one that nobody has resumed."""
    return suspensions(arrangement, actor=actor).filter(ended_at=None).first()


def paid_until(arrangement: models.Arrangement, *, actor: actors.Actor) -> date:
    """The first day that no bank file has paid for yet."""
    rows = four_weekly.payments(actor=actor).filter(arrangement=arrangement)
    sure = rows.filter(state__in=["paid", "returned"])
    keys = {four_weekly.source_key(one): one for one in rows.filter(state="approved")}
    filed = ledger.newest_of(keys, actor=actor)
    days = [one.last_day for key, one in keys.items() if filed.get(key, ("", None))[0] not in ("", "due")]
    last = max([*days, sure.order_by().aggregate(last=Max("last_day"))["last"] or date.min])
    return arrangement.pays_from if last == date.min else last + timedelta(days=1)


def wages_due(client_id: uuid.UUID, *, actor: actors.Actor) -> list[models.Commitment]:
    """What is spoken for on the client's account: wages, tax, pension, the first due first."""
    rows = models.Commitment.objects.filter(client_id=client_id, settled_on=None).order_by("due_on", "kind")
    return list(scope.visible_to(rows, actor))


def facts_of(
    arrangement: models.Arrangement, *, known: Decimal | None, actor: actors.Actor
) -> rules.ArrangementFacts:
    """What decides about its next move."""
    budgets = models.DirectPayment.objects.filter(
        client_id=arrangement.client_id, during__contains=arrangement.pays_from
    )
    due = money.total(one.amount for one in wages_due(arrangement.client_id, actor=actor))
    waiting = four_weekly.payments(actor=actor).filter(
        arrangement=arrangement, state__in=four_weekly.ON_THE_WAY
    )
    return rules.ArrangementFacts(
        today=actor.today,
        has_budget=scope.visible_to(budgets, actor).exists(),
        ends_on=arrangement.ends_on,
        wages_due=due,
        wages_known=due if known == ANY else known,
        waiting=waiting.count(),
    )
