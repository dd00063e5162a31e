"""Where people are paid and were, and the changes of it that somebody asked for."""

import uuid
from collections.abc import Sequence
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from dpss.access import actors, scope
from ledger import models, rules


def accounts_of(subject_id: uuid.UUID, *, actor: actors.Actor) -> list[models.BankAccount]:
    """Every account into which a person was, is or will be paid, the latest first."""
    rows = models.BankAccount.objects.filter(subject_id=subject_id, during__isempty=False)
    return list(scope.visible_to(rows, actor).order_by("-during", "-pk"))


def account_on(accounts: Sequence[models.BankAccount], day: date) -> models.BankAccount | None:
    """The one of a person's accounts into which they are paid on a day."""
    return next((account for account in accounts if day in account.during), None)


def first_day_free(accounts: Sequence[models.BankAccount], *, today: date) -> date | None:
    """From when on a person may be paid elsewhere: not before today, nor on a day that begins an account.

    None while they have no account at all: then any day will do, for nothing was paid into another.
    """
    if not accounts:
        return None
    return max(today, *(account.first_day + timedelta(days=1) for account in accounts))


def account_changes(*, actor: actors.Actor) -> QuerySet[models.BankAccountChange]:
    """The changes that the actor reaches, the latest first, with the people who asked and decided."""
    rows = models.BankAccountChange.objects.select_related("proposed_by", "decided_by", "rung_by", "account")
    return scope.visible_to(rows, actor).order_by("-proposed_at", "-pk")


def facts_for_account_changes(
    changes: Sequence[models.BankAccountChange], *, actor: actors.Actor
) -> dict[uuid.UUID, rules.AccountChangeFacts]:
    """What decides whether each may be approved, or cancelled, today."""
    made = {change.pk: change.account for change in changes if change.account}
    subjects = {account.subject_id for account in made.values()}
    others = models.BankAccount.objects.filter(subject_id__in=subjects, during__isempty=False)
    ends = set(scope.visible_to(others, actor).values_list("subject_id", "during__endswith"))
    return {
        change.pk: rules.AccountChangeFacts(
            opens_on=change.opens_on,
            today=actor.today,
            begins_on=made[change.pk].first_day if change.pk in made else None,
            has_another=change.pk in made and (change.subject_id, made[change.pk].during.lower) in ends,
        )
        for change in changes
    }


def others_with_the_account(
    change: models.BankAccountChange, *, actor: actors.Actor
) -> QuerySet[models.BankAccount, uuid.UUID]:
    """The subjects of other people, within the actor's reach, who are or were paid into the same account."""
    same = Q(account_index=change.account_index) & ~Q(subject_id=change.subject_id)
    rows = scope.visible_to(models.BankAccount.objects.filter(same), actor)
    return rows.order_by().values_list("subject_id", flat=True).distinct()
