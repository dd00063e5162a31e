"""Where a direct payment goes is changed, and whose it is hears when it is asked for and when it is so."""

from datetime import datetime
from typing import Any

from django.db import transaction

from clients import models
from clients.operations import telling
from dpss.access import actors, policy
from dpss.kernel import dates
from ledger import operations as ledger


@transaction.atomic
def ask(*, client: models.Client, actor: actors.Actor, at: datetime, **values: Any) -> Any:
    """Ask that it go into another account. Whose money it is hears of it before anything changes."""
    proposal = ledger.AccountProposal(
        council_id=client.council_id, subject_id=client.subject_id, by_themselves=False, **values
    )
    change = ledger.propose_bank_account(proposal, actor=actor, at=at)
    _tell(client, change, "payee_asked", actor, at)
    return change


@transaction.atomic
def approve(*, client: models.Client, change: Any, actor: actors.Actor, at: datetime) -> Any:
    """Let it go there. Where nobody signs in who could read it, it is marked that they must be rung."""
    to_ring = not readers(client, actor=actor)
    moved = ledger.approve_bank_account(change=change, to_ring=to_ring, actor=actor, at=at)
    _tell(client, moved, "payee_changed", actor, at)
    return moved


def readers(client: models.Client, *, actor: actors.Actor) -> list[Any]:
    """Who is told by e-mail: the person, and who sees the money for them."""
    return telling.people_of(client.subject_id, policy.MONEY, today=actor.today)


def _tell(client: models.Client, change: Any, template: str, actor: actors.Actor, at: datetime) -> None:
    telling.tell(
        readers(client, actor=actor),
        template,
        f"{change.pk.hex}",
        subject_id=client.subject_id,
        council_id=client.council_id,
        at=at,
        values={"starts_on": dates.with_weekday(change.starts_on)},
    )
