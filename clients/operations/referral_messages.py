"""What follows from a decision on a referral: somebody rings, and whoever wrote it down hears of it."""

from datetime import date, datetime

from clients import models
from clients.operations import telling
from clients.operations.work import raise_work_items
from dpss.access import actors, policy


def ask_to_ring(referral: models.Referral, client: models.Client, *, today: date) -> None:
    """The support worker rings the person, and tells who referred them."""
    why = "They were referred, and the council accepted it."
    if referral.referred_by:
        why = f"{why} Tell who referred them too: {referral.referred_by}."
    raise_work_items(
        [
            models.WorkItem(
                council_id=client.council_id,
                subject_id=client.subject_id,
                client=client,
                key=f"referral:{referral.pk}",
                role=policy.SUPPORT_WORKER,
                title="Ring them about a direct payment",
                why=why[:300],
                due_on=today,
            )
        ]
    )


def tell(referral: models.Referral, template: str, actor: actors.Actor, at: datetime) -> None:
    """Whoever wrote it down, where that is somebody else: the message does not say whom it is about."""
    if referral.recorded_by_id is None or referral.recorded_by_id == actor.user_id:
        return
    telling.tell(
        [referral.recorded_by_id],
        template,
        f"{referral.pk.hex}:{at.timestamp():.0f}",
        subject_id=referral.subject_id,
        council_id=referral.council_id,
        at=at,
    )
