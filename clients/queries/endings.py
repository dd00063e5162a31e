"""Direct payments that end, why, and what is settled of them, as each actor reaches it."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from typing import Final, TypeAlias

from django.db.models import QuerySet

from clients import ending_rules, models
from clients.ending_rules import BALANCE, EndingFacts
from clients.queries import four_weekly
from clients.states.ending import OPEN
from dpss.access import actors, policy, scope
from dpss.kernel import money
from ledger import chart
from ledger import queries as ledger

Ending: TypeAlias = models.Ending
CouncilMove: TypeAlias = models.CouncilMove
EndingStep: TypeAlias = models.EndingStep
Facts = Callable[[Sequence[models.Ending]], Mapping[uuid.UUID, EndingFacts]]
# Which permission goes with whose step.
MAY_SETTLE: Final = {
    "support": policy.PREPARE_ENDINGS,
    "payroll": policy.KEEP_POSTS,
    "finance": policy.SEE_COUNCIL_MONEY,
}


def endings(*, actor: actors.Actor) -> "QuerySet[models.Ending]":
    """Every ending that the actor reaches, with whose it is."""
    rows = models.Ending.objects.select_related("client", "proposed_by", "decided_by")
    return scope.visible_to(rows, actor)


def open_of(client_id: uuid.UUID, *, actor: actors.Actor) -> models.Ending | None:
    """The ending of a client that is proposed or decided; None while their direct payment goes on."""
    return endings(actor=actor).filter(client_id=client_id, state__in=OPEN).first()


def last_of(client_id: uuid.UUID, *, actor: actors.Actor) -> models.Ending | None:
    """The ending of a client that is decided, and not taken back."""
    rows = endings(actor=actor).filter(client_id=client_id, state__in=["decided", "closed"])
    return rows.order_by("-last_day", "-pk").first()


def grounds_of(ending: models.Ending, *, actor: actors.Actor) -> models.EndingGrounds | None:
    """Why it ends; None for who may not know."""
    return scope.visible_to(models.EndingGrounds.objects.filter(ending=ending), actor).first()


def move_of(ending: models.Ending, *, actor: actors.Actor) -> models.CouncilMove | None:
    """To which council they move; None for an ending that is no move."""
    return scope.visible_to(models.CouncilMove.objects.filter(ending=ending), actor).first()


def kind_of(ending: models.Ending, *, actor: actors.Actor) -> str:
    """Which ending it is, also for who may not know why: such steps are of life or of a move."""
    if move_of(ending, actor=actor) is not None:
        return ending_rules.MOVE
    grounds = grounds_of(ending, actor=actor)
    return ending_rules.kind_of(grounds.reason) if grounds else ending_rules.LIFE


def steps_of(
    found: Sequence[models.Ending], *, actor: actors.Actor
) -> dict[uuid.UUID, dict[str, models.EndingStep]]:
    """What was said last of each step of these endings."""
    rows = models.EndingStep.objects.filter(ending__in=found).select_related("recorded_by")
    last: dict[uuid.UUID, dict[str, models.EndingStep]] = {one.pk: {} for one in found}
    for row in scope.visible_to(rows, actor).order_by("recorded_at", "pk"):
        last[row.ending_id][row.code] = row
    return last


def facts_of(actor: actors.Actor) -> Facts:
    """What counts when an ending goes on: read anew, after it is locked."""

    def facts(found: Sequence[models.Ending]) -> Mapping[uuid.UUID, EndingFacts]:
        rows = models.EndingGrounds.objects.filter(ending__in=found)
        grounds = {row.ending_id: row for row in scope.visible_to(rows, actor)}
        steps = steps_of(found, actor=actor)
        return {
            one.pk: EndingFacts(
                reason=grounds[one.pk].reason,
                tried=grounds[one.pk].tried,
                last_day=one.last_day,
                today=actor.today,
                settled={
                    code
                    for code, row in steps[one.pk].items()
                    if row.outcome != models.EndingStep.Outcome.OPEN
                },
            )
            for one in found
            if one.pk in grounds
        }

    return facts


def why_not_settled(ending: models.Ending, code: str, *, actor: actors.Actor) -> str:
    """What the records say against a step, in a sentence; nothing for one that somebody's word settles."""
    if code in {ending_rules.NEW_COUNCIL, ending_rules.PACK}:
        return _of_move(move_of(ending, actor=actor), code)
    if code != BALANCE:
        return ""
    if four_weekly.open_arrangement(ending.client_id, actor=actor) is not None:
        return "The four-weekly payments have not ended yet. End them first, with the same last day."
    left = ledger.balance(ending.subject_id, chart.DIRECT_PAYMENT, actor=actor)
    owed = models.Commitment.objects.filter(client_id=ending.client_id, settled_on=None)
    if scope.visible_to(owed, actor).exists():
        return "Money is still set aside for wages, tax or pension. Wait until it is paid, or settle it."
    if left > 0:
        return f"{money.in_words(left)} is still on the account. Record first how it is paid back or used."
    if left < 0:
        return f"The account is short of {money.in_words(-left)}. Record first how that is settled."
    return ""


def _of_move(move: models.CouncilMove | None, code: str) -> str:
    if code == ending_rules.NEW_COUNCIL and (move is None or move.agreed_on is None):
        return "Record first who at the new council agreed the last day, and when."
    if code == ending_rules.PACK and (move is None or move.pack_may_go is None):
        return "Ask them first whether the new council may have the pack, and record what they say."
    return ""
