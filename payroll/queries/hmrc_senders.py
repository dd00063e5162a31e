"""With which user ID and password each report to HMRC goes out, and which of them HMRC has refused."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.conf import settings
from django.db.models import OuterRef, QuerySet, Subquery, UUIDField, Value
from django.db.models.functions import Coalesce

from dpss.access import actors, scope, sealing
from payroll import models

PORTAL: Final = uuid.UUID(int=0)
_PROVIDER: Final = Coalesce("payrun__period__group__organisation", "employer__pay_group__organisation")


@dataclass(frozen=True, slots=True)
class Sender:
    """Who signs in to HMRC's gateway: `key` is of an employer's own sender or an agent code, or `PORTAL`."""

    key: uuid.UUID
    sender_id: str
    password: str = field(repr=False)

    @property
    def digest(self) -> str:
        """Tells whether the user ID and password are still the same, and gives neither away."""
        return sealing.index_of(f"{self.sender_id}\0{self.password}", purpose="hmrc sender")


def with_senders(rows: QuerySet[models.Submission], *, actor: actors.Actor) -> QuerySet[Any]:
    """Each report with `sender_key`: the one that it was sent under, if it was sent.

    Else the employer's own, else the agent code of its payday, or `PORTAL`. The code must be that of the
    provider that paid: after a handover nobody reports as the one before.
    """
    own = models.EmployersSender.objects.filter(employer=OuterRef("employer"), ended_at=None)
    codes = models.EmployersAgent.objects.filter(
        employer=OuterRef("employer"),
        during__contains=OuterRef("due_on"),
        agent__organisation=OuterRef("paid_by"),
    )
    return rows.annotate(paid_by=_PROVIDER).annotate(
        sender_key=Coalesce(
            "sent_under",
            Subquery(scope.visible_to(own, actor).values("pk")[:1]),
            Subquery(scope.visible_to(codes, actor).values("agent")[:1]),
            Value(PORTAL),
            output_field=UUIDField(),
        )
    )


def senders_of(submissions: Sequence[models.Submission], *, actor: actors.Actor) -> dict[uuid.UUID, Sender]:
    """Who sends each report. Three queries."""
    reports = models.Submission.objects.filter(pk__in=[one.pk for one in submissions])
    keys = dict(with_senders(scope.visible_to(reports, actor), actor=actor).values_list("pk", "sender_key"))
    known = known_by(set(keys.values()), actor=actor)
    return {one.pk: known[keys[one.pk]] for one in submissions}


def known_by(keys: Collection[uuid.UUID], *, actor: actors.Actor) -> dict[uuid.UUID, Sender]:
    """The senders of these keys, as they are now. Two queries."""
    found = {PORTAL: Sender(PORTAL, settings.DPSS_HMRC_SENDER, settings.DPSS_HMRC_PASSWORD)}
    own = models.EmployersSender.objects.filter(pk__in=keys, ended_at=None)
    codes = models.AgentCode.objects.filter(pk__in=keys)
    for one in scope.visible_to(own, actor):
        found[one.pk] = Sender(one.pk, one.sender, one.password or "")
    for code in scope.visible_to(codes, actor):
        found[code.pk] = Sender(code.pk, code.sender, code.password or "")
    return found


def refused(*, actor: actors.Actor) -> list[models.RefusedSender]:
    """What HMRC refused and nobody has changed since, the newest first. Three queries."""
    found = list(stops(actor=actor).filter(lifted_at=None).order_by("-refused_at", "pk"))
    if not found:
        return []
    now = known_by({key_of(stop) for stop in found}, actor=actor)
    return [stop for stop in found if _holds(stop, now.get(key_of(stop)))]


def key_of(stop: models.RefusedSender) -> uuid.UUID:
    """Which sender was refused."""
    return stop.own_id or stop.agent_id or PORTAL


def _holds(stop: models.RefusedSender, now: Sender | None) -> bool:
    return now is not None and now.digest == stop.digest


def stops(*, actor: actors.Actor) -> QuerySet[models.RefusedSender]:
    """Every sender of the provider's that was refused, lifted or not."""
    rows = models.RefusedSender.objects.select_related("agent", "own__employer")
    return scope.visible_to(rows, actor)


def own(employer: models.Employer, *, actor: actors.Actor) -> models.EmployersSender | None:
    """An employer's own sender, if its reports go out under one."""
    return scope.visible_to(employer.senders.filter(ended_at=None), actor).first()
