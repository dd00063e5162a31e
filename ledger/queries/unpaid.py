"""Wages that wait: for a bank file, or for an answer because the bank sent them back."""

from django.db.models import QuerySet

from dpss.access import actors, scope
from ledger import models
from ledger.queries.returns import TO_ANSWER


def wages_without_a_file(*, actor: actors.Actor) -> QuerySet[models.Payment]:
    """The wages of the actor's organisation that are in no bank file yet; for a job those of its council."""
    rows = models.Payment.objects.filter(state="due", kind=models.Payment.Kind.WAGES)
    if actor.organisation_id is not None:
        rows = rows.filter(organisation_id=actor.organisation_id)
    return scope.visible_to(rows, actor)


def wages_to_answer(*, actor: actors.Actor) -> QuerySet[models.PaymentReturn]:
    """Wages that came back to the actor's organisation, unanswered; for a job those of its council."""
    rows = models.PaymentReturn.objects.filter(TO_ANSWER, payment__kind=models.Payment.Kind.WAGES)
    if actor.organisation_id is not None:
        rows = rows.filter(organisation_id=actor.organisation_id)
    return scope.visible_to(rows, actor)
