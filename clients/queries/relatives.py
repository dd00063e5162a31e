"""How PAs and the people they work for are related, what the council decided, and whose pay that holds."""

import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, TypeAlias

from django.db.models import Q, QuerySet
from psycopg2.extras import DateRange

from clients import models
from clients import relative_rules as rules
from dpss.access import actors, policy, scope
from dpss.access import models as access

Relation: TypeAlias = models.Relation
Decision: TypeAlias = models.RelativeDecision
Grounds: TypeAlias = models.RelativeGrounds
Pair = tuple[uuid.UUID, uuid.UUID]
Facts = Callable[[Sequence[models.RelativeDecision]], Mapping[uuid.UUID, rules.DecisionFacts]]
# The law for adults. Of everybody else a council says what holds, with its source.
_OF_LAW: Final = {models.Client.Group.ADULT.value: rules.ANYWHERE}
_DAY: Final = timedelta(days=1)
_MAY_BE_CAUGHT: Final = Q(relation__in=rules.PARTNERS) | (
    Q(relation__in=rules.RELATIVES) & ~Q(same_household=False)
)


def every() -> "QuerySet[models.RelativeDecision]":
    """Every decision, for a list that narrows it to what is reached."""
    return models.RelativeDecision.objects.select_related("client", "relation")


def decisions(*, actor: actors.Actor) -> "QuerySet[models.RelativeDecision]":
    """Every decision that the actor reaches, with whose it is and how they are related."""
    return scope.visible_to(every().select_related("asked_by", "decided_by"), actor)


def grounds_of(decision: models.RelativeDecision, *, actor: actors.Actor) -> models.RelativeGrounds | None:
    """Why it was decided so; None for who may not know, and before it is decided."""
    return scope.visible_to(models.RelativeGrounds.objects.filter(decision=decision), actor).first()


def relations(*, actor: actors.Actor) -> "QuerySet[models.Relation]":
    """What is recorded of how PAs are related, the newest first."""
    rows = models.Relation.objects.exclude(during__isempty=True).select_related("client", "recorded_by")
    return scope.visible_to(rows, actor).order_by("-during", "-pk")


def of_pair(pair: Pair, *, actor: actors.Actor) -> "QuerySet[models.Relation]":
    """What is recorded of one PA and one client, the newest first."""
    return relations(actor=actor).filter(client_id=pair[0], assistant_id=pair[1])


def known(clients: Iterable[uuid.UUID], *, day: date, actor: actors.Actor) -> dict[Pair, models.Relation]:
    """How the PAs of these clients are related on a day, by client and PA."""
    rows = relations(actor=actor).filter(client_id__in=list(clients), during__contains=day)
    return {(one.client_id, one.assistant_id): one for one in rows}


def rules_of(*, council_id: uuid.UUID) -> "QuerySet[models.RelativeRule]":
    """What a council decided about relatives, the newest first."""
    rows = models.RelativeRule.objects.filter(council_id=council_id).select_related("recorded_by")
    return rows.order_by("-during", "group")


def answer_times(*, council_id: uuid.UUID) -> "QuerySet[models.RelativeAnswerTime]":
    """What a council decided about questions that nobody answers, the newest first."""
    rows = models.RelativeAnswerTime.objects.filter(council_id=council_id).select_related("recorded_by")
    return rows.order_by("-during")


def answer_time(*, council_id: uuid.UUID, day: date) -> models.RelativeAnswerTime | None:
    """What holds on a day; None where the council decided nothing, so that nothing is held."""
    return answer_times(council_id=council_id).filter(during__contains=day).first()


class Rules:
    """Which rule holds for which people on which day, read once."""

    def __init__(self, council_id: uuid.UUID) -> None:
        self._rows = list(rules_of(council_id=council_id))

    def on(self, day: date, group: str) -> str:
        """The council's own, or that of the law for adults; empty where nobody has said."""
        found = (one.rule for one in self._rows if one.group == group and day in one.during)
        return next(found, _OF_LAW.get(group, ""))


def tested(relation: models.Relation, *, day: date, found: Rules) -> str:
    """Whether the council has to decide about them first, by the rule of a day."""
    return rules.tested(
        relation.relation,
        same_household=relation.same_household,
        rule=found.on(day, relation.client.group),
    )


def said_of(found: Sequence[models.Relation], *, actor: actors.Actor) -> dict[uuid.UUID, list[rules.Said]]:
    """What the council said of each of these, also before, while they were related and lived as now."""
    clients = {one.client_id for one in found}
    rows = scope.visible_to(every(), actor).filter(client_id__in=clients).exclude(state="not_needed")
    by_kind: dict[tuple[object, ...], list[rules.Said]] = defaultdict(list)
    for row in rows:
        # A no holds from the day on which it was said: what was worked before is what was allowed then.
        begins = row.state_since if row.state == "refused" else row.from_day
        said = rules.Said(row.work, row.state, begins, row.until, row.decided_at)
        by_kind[_kind(row.relation)].append(said)
    return {one.pk: by_kind[_kind(one)] for one in found}


def _kind(one: models.Relation) -> tuple[object, ...]:
    return one.client_id, one.assistant_id, one.relation, one.same_household


@dataclass(frozen=True, slots=True)
class HeldPay:
    """Why the pay of a PA is held, and for which spans of the days that were asked about."""

    name: str
    why: str
    spans: tuple[tuple[date, date], ...]


def held(
    clients: Iterable[uuid.UUID] | None, *, first_day: date, last_day: date, actor: actors.Actor
) -> dict[Pair, str]:
    """Whose pay of these days the council has to decide about first, by client and PA, each with why."""
    found = held_days(clients, first_day=first_day, last_day=last_day, actor=actor)
    return {pair: one.why for pair, one in found.items()}


def held_days(
    clients: Iterable[uuid.UUID] | None, *, first_day: date, last_day: date, actor: actors.Actor
) -> dict[Pair, HeldPay]:
    """Whose pay of which of these days the council has to decide about first, by client and PA.

    One question of the database where no close relative is paid. `clients` None is everybody reached.
    """
    rows = relations(actor=actor).filter(
        _MAY_BE_CAUGHT, during__overlap=DateRange(first_day, last_day, bounds="[]")
    )
    found = list(rows if clients is None else rows.filter(client_id__in=list(clients)))
    if not found:
        return {}
    rule = Rules(actor.council_id)
    said = said_of(found, actor=actor)
    kept: dict[Pair, HeldPay] = {}
    for one in sorted(found, key=lambda relation: relation.first_day):
        ends = one.during.upper
        begin = max(first_day, one.first_day)
        end = min(last_day, ends - _DAY) if ends else last_day
        if tested(one, day=begin, found=rule) != rules.CAUGHT:
            continue
        missing = rules.not_allowed(one.work, said[one.pk], begin, end)
        if missing:
            pair = (one.client_id, one.assistant_id)
            before = kept[pair].spans if pair in kept else ()
            spans = (*before, *rules.days_not_allowed(one.work, said[one.pk], begin, end))
            kept[pair] = HeldPay(one.name, rules.held_because(one.name, missing), spans)
    return kept


def facts_of(actor: actors.Actor) -> Facts:
    """What counts when it is decided: whether it is about how they are related now."""

    def facts(found: Sequence[models.RelativeDecision]) -> Mapping[uuid.UUID, rules.DecisionFacts]:
        rows = models.Relation.objects.filter(pk__in=[one.relation_id for one in found])
        open_now = set(
            scope.visible_to(rows, actor)
            .filter(during__upper_inf=True, during__isempty=False)
            .values_list("pk", flat=True)
        )
        return {one.pk: rules.DecisionFacts(is_current=one.relation_id in open_now) for one in found}

    return facts


def readers(decision: models.RelativeDecision, *, today: date) -> list[uuid.UUID]:
    """Who signs in and may read the letter: the person, and who acts for them."""
    rows = access.Reach.objects.filter(
        subject_id=decision.subject_id,
        role__in=[policy.CLIENT, policy.REPRESENTATIVE],
        capabilities__contains=[policy.CARE],
        during__contains=today,
        user__isnull=False,
    )
    return list(rows.order_by("user_id").values_list("user_id", flat=True).distinct())


def letters(client_id: uuid.UUID, *, actor: actors.Actor) -> "QuerySet[models.RelativeDecision]":
    """The letters of a client, the newest first."""
    rows = decisions(actor=actor).filter(client_id=client_id, state__in=["allowed", "refused"])
    return rows.order_by("-decided_at", "-pk")
