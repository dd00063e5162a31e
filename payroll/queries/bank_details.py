"""Bank details for the pages of payroll: who is paid where, what waits for a second person, what to mind."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery

from dpss.access import actors
from dpss.kernel import dates
from ledger import models as ledger
from ledger import queries as books
from ledger import rules
from payroll import models
from payroll.queries import post_file

MOST_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Held:
    """Every account of a PA, the latest first, and the last changes that somebody asked for."""

    accounts: tuple[ledger.BankAccount, ...]
    changes: tuple[ledger.BankAccountChange, ...]

    @property
    def waiting(self) -> ledger.BankAccountChange | None:
        """The one that waits for a second person."""
        return next((change for change in self.changes if change.state == "proposed"), None)

    def to_begin(self, today: date) -> ledger.BankAccountChange | None:
        """The approved one whose account has not begun yet: it can still be cancelled."""
        approved = [change for change in self.changes if change.state == "approved"]
        return next((one for one in approved if one.account and one.account.first_day > today), None)

    def on(self, day: date) -> ledger.BankAccount | None:
        """Where they are paid on a day."""
        return books.account_on(self.accounts, day)

    def after(self, day: date) -> ledger.BankAccount | None:
        """Where they will be paid later, when that is settled."""
        later = [account for account in self.accounts if account.first_day > day]
        return later[-1] if later else None

    def first_day_free(self, today: date) -> date | None:
        """The first day from which they may be paid elsewhere; None when any day will do."""
        return books.first_day_free(self.accounts, today=today)


def held(subject_id: uuid.UUID, *, actor: actors.Actor) -> Held:
    """What is recorded of a PA."""
    changes = books.account_changes(actor=actor).filter(subject_id=subject_id)
    return Held(tuple(books.accounts_of(subject_id, actor=actor)), tuple(changes[:MOST_SHOWN]))


def own_assistant(*, actor: actors.Actor) -> Any:
    """The PA that the actor is, by a post of theirs; None for somebody without one."""
    if actor.user_id is None:
        return None
    mine = post_file.posts(actor=actor).filter(assistant__user_id=actor.user_id)
    post = mine.order_by("-first_day", "pk").first()
    return post.assistant if post else None


def changes(*, actor: actors.Actor) -> "QuerySet[ledger.BankAccountChange]":
    """Changes of PAs with a post that the actor reaches: `pa` is their name, `post` one of the posts."""
    posts = post_file.posts(actor=actor).filter(assistant__subject_id=OuterRef("subject_id"))
    newest = posts.order_by(F("last_day").desc(nulls_first=True), "pk")
    named = books.account_changes(actor=actor).annotate(
        post=Subquery(newest.values("pk")[:1]), pa=Subquery(newest.values("assistant__name")[:1])
    )
    return named.filter(post__isnull=False)


def cautions(change: ledger.BankAccountChange, *, actor: actors.Actor) -> list[str]:
    """What an approver should mind, a sentence each."""
    return [*_of_others(change, actor), *_of_payday(change, actor)]


def _of_others(change: ledger.BankAccountChange, actor: actors.Actor) -> Iterator[str]:
    """Two people with one account may be a couple; it may also be one person who takes two wages."""
    subjects = list(books.others_with_the_account(change, actor=actor))
    if not subjects:
        return
    posts = post_file.posts(actor=actor).filter(assistant__subject_id__in=subjects)
    found = posts.order_by("assistant__name").values_list("assistant__name", flat=True).distinct()
    names = " and ".join(found) or "another PA"
    yield f"This is also the account of {names}. Ask both of them before you approve."


def _of_payday(change: ledger.BankAccountChange, actor: actors.Actor) -> Iterator[str]:
    posts = post_file.posts(actor=actor).filter(assistant__subject_id=change.subject_id)
    periods = models.PayPeriod.objects.filter(
        group__members__employer__in=posts.order_by().values("employer_id"),
        group__members__during__contains=F("first_day"),
        payday__gte=actor.today,
    )
    payday = periods.order_by("payday").values_list("payday", flat=True).first()
    if payday and rules.is_close_to_payday(payday, on=actor.today):
        yield (
            f"The next payday is close: {dates.with_weekday(payday)}. Wages are stolen by changes just before"
            " it. Ring the PA on the number that you already have."
        )
