"""Changes of budgets, what they end, who reads of them, and what an uplift would come to."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Prefetch, QuerySet

from clients import budget, models
from clients.queries.budgets import OUT_OF_LINES
from dpss.access import actors, policy, scope
from dpss.access import models as access
from dpss.kernel import money


@dataclass(frozen=True, slots=True)
class Risen:
    """One budget before and after an uplift."""

    payment: models.DirectPayment
    lines: tuple[tuple[str, str, Decimal], ...]

    @property
    def weekly(self) -> Decimal:
        """The whole budget of a week after it."""
        return money.total(pounds for _purpose, _funder, pounds in self.lines)


@dataclass(frozen=True, slots=True)
class Preview:
    """What an uplift would do: each budget, and how many are left out because of another change."""

    risen: tuple[Risen, ...]
    left_out: int

    @property
    def before(self) -> Decimal:
        """Pounds a week of all of them today."""
        return money.total(one.payment.weekly_amount for one in self.risen)

    @property
    def after(self) -> Decimal:
        """Pounds a week of all of them after it."""
        return money.total(one.weekly for one in self.risen)


def changes(*, actor: actors.Actor) -> QuerySet[models.BudgetChange]:
    """Changes with whose they are, the newest first."""
    rows = models.BudgetChange.objects.select_related("client", "proposed_by", "decided_by", "uplift")
    return scope.visible_to(rows, actor).order_by("-proposed_at", "pk")


def letters(client_id: uuid.UUID, *, actor: actors.Actor) -> QuerySet[models.BudgetChange]:
    """Those that came into force: each is a letter."""
    return changes(actor=actor).filter(client_id=client_id, state="applied").order_by("-decided_at", "pk")


def uplifts(*, actor: actors.Actor) -> QuerySet[models.Uplift]:
    """The uplifts of the council, the newest first."""
    rows = models.Uplift.objects.select_related("proposed_by", "decided_by")
    return scope.visible_to(rows, actor).order_by("-proposed_at")


def risen(uplift: models.Uplift, *, actor: actors.Actor) -> int:
    """How many of its budgets have risen."""
    rows = models.BudgetChange.objects.filter(uplift=uplift, state="applied")
    return scope.visible_to(rows, actor).count()


def budgets(client_id: uuid.UUID, *, actor: actors.Actor) -> QuerySet[models.DirectPayment]:
    """A client's budgets, by their days."""
    rows = models.DirectPayment.objects.filter(client_id=client_id).order_by("during")
    return scope.visible_to(rows, actor)


def holding(found: Sequence[models.BudgetChange], *, actor: actors.Actor) -> list[models.DirectPayment]:
    """The budgets that hold on the first day of each change, locked."""
    days = {one.client_id: one.starts_on for one in found}
    rows = models.DirectPayment.objects.filter(
        client_id__in=list(days), during__overlap=(min(days.values()), None)
    )
    held = scope.visible_to(rows, actor).select_for_update(of=("self",)).order_by("pk")
    return [row for row in held if days[row.client_id] in row.during]


def readers(found: Sequence[models.BudgetChange], *, today: date) -> dict[uuid.UUID, list[uuid.UUID]]:
    """Who signs in and may see the money of each: themselves, and who acts for them."""
    return readers_of({one.subject_id for one in found}, today=today)


def readers_of(subject_ids: Collection[uuid.UUID], *, today: date) -> dict[uuid.UUID, list[uuid.UUID]]:
    """Who signs in and may see the money of these clients: themselves, and who acts for them."""
    rows = access.Reach.objects.filter(
        subject_id__in=subject_ids,
        role__in=[policy.CLIENT, policy.REPRESENTATIVE],
        capabilities__contains=[policy.MONEY],
        during__contains=today,
        user__isnull=False,
    )
    users: dict[uuid.UUID, list[uuid.UUID]] = defaultdict(list)
    for subject, user in rows.order_by("user_id").values_list("subject_id", "user_id").distinct():
        if user is not None:
            users[subject].append(user)
    return users


def preview(per_cent: Decimal, first_day: date, *, actor: actors.Actor) -> Preview:
    """What every budget that holds on a day would rise to; in a fixed number of queries.

    One that begins on that day, or waits for another change, is left out: somebody decided about it already.
    """
    lines = scope.visible_to(models.BudgetLine.objects.order_by("purpose", "funder"), actor)
    rows = models.DirectPayment.objects.filter(during__contains=first_day, weekly_amount__gt=0)
    waiting = set(
        changes(actor=actor).filter(state="proposed").order_by().values_list("client_id", flat=True)
    )
    held = list(
        scope.visible_to(rows, actor)
        .select_related("client")
        .prefetch_related(Prefetch("lines", queryset=lines))
    )
    later = _with_a_later_one([row.client_id for row in held], first_day, actor)
    risen, left_out = [], 0
    for row in held:
        if row.during.lower == first_day or row.client_id in waiting or row.client_id in later:
            left_out += 1
            continue
        risen.append(Risen(row, _raised(row, per_cent)))
    return Preview(tuple(risen), left_out)


def _with_a_later_one(
    client_ids: Collection[uuid.UUID], first_day: date, actor: actors.Actor
) -> set[uuid.UUID]:
    rows = models.DirectPayment.objects.filter(client_id__in=client_ids, during__startswith__gt=first_day)
    return set(scope.visible_to(rows, actor).values_list("client_id", flat=True))


def lines_of(row: models.DirectPayment) -> list[tuple[str, str, Decimal]]:
    """Purpose, funder and pounds a week; what no line names is a line of the council's."""
    now = [(line.purpose, line.funder, line.weekly_amount) for line in row.lines.all()]
    rest = row.weekly_amount - money.total(pounds for _purpose, _funder, pounds in now)
    if rest > 0:
        now.append((OUT_OF_LINES, budget.COUNCIL, rest))
    return now


def _raised(row: models.DirectPayment, per_cent: Decimal) -> tuple[tuple[str, str, Decimal], ...]:
    """Each line by itself, to the penny."""
    now = lines_of(row)
    return tuple(
        (purpose, funder, money.to_penny(pounds * (100 + per_cent) / 100)) for purpose, funder, pounds in now
    )
