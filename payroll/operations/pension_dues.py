"""What an employer owes a PA about the pension by a day, kept in step with what has happened."""

import uuid
from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime
from typing import Final

from django.db import transaction

from dpss.access import actors, policy, rows, scope
from dpss.kernel import errors
from payroll import models
from payroll.calc.pension_duties.position import Due
from payroll.queries import payrun_batches, pension_records

BATCH: Final = 200
# The fact that says that a duty was done.
_DONE_BY: Final = {
    "postponement_notice": "postponement_told",
    "arrange_membership": "made",
    "enrolment_information": "informed",
    "opt_in_information": "rights_told",
    "joining_information": "rights_told",
    "refund": "refunded",
}
Key = tuple[uuid.UUID, str, date]


def keep_up(posts: Sequence[models.Employment], *, actor: actors.Actor, at: datetime) -> None:
    """Raise what is newly due for these posts, close what was done, and what is not due any more.

    Run twice it changes nothing. A record that the rules refuse is left as it is: its page says why.
    """
    found = pension_records.positions(posts, actor=actor)
    wanted: dict[Key, Due] = {}
    known = [post for post in posts if not isinstance(found[post.pk], str)]
    for post in known:
        stands = found[post.pk]
        if not isinstance(stands, str):
            wanted |= {(post.pk, due.duty.value, due.since): due for due in stands.dues}
    kept = {
        (row.employment_id, row.duty, row.since): row for row in _rows([post.pk for post in known], actor)
    }
    _raise(known, {key: due for key, due in wanted.items() if key not in kept})
    changed = [*_reopened(wanted, kept), *_closed(wanted, kept, actor, at)]
    rows.update_all(changed, ["by", "why", "done_on", "closed_at", "lapsed"])


@transaction.atomic
def see_to_approved(*, actor: actors.Actor, at: datetime, limit: int = BATCH) -> int:
    """See to what is due after the next payruns that were approved, leaving those another worker holds.

    Returns how many. Each is held together with its employer: nobody approves other wages of that employer or
    records something of a pension meanwhile, and one of whom somebody does so now is left for the next time.
    """
    waiting = pension_records.to_see_to().select_related("employer").order_by("approved_at", "pk")
    held = waiting.select_for_update(skip_locked=True, no_key=True, of=("self", "employer"))
    claimed = [run.pk for run in scope.visible_to(held, actor)[:limit]]
    if claimed:
        about = payrun_batches.about(claimed, actor=actor)
        with actors.acting(about):
            _see_to(claimed, actor=about, at=at)
    return len(claimed)


def _see_to(payrun_ids: Sequence[uuid.UUID], *, actor: actors.Actor, at: datetime) -> None:
    slips = models.Payslip.objects.filter(payrun__in=payrun_ids)
    paid = set(scope.visible_to(slips, actor).values_list("employment_id", flat=True))
    posts = scope.visible_to(models.Employment.objects.filter(pk__in=paid), actor)
    keep_up(list(posts.order_by("pk")), actor=actor, at=at)
    runs = scope.visible_to(models.Payrun.objects.filter(pk__in=payrun_ids), actor)
    runs.update(dues_seen_to_at=at)


def look_again(*, actor: actors.Actor, at: datetime) -> int:
    """What is open is looked at again, because a day has passed or a job has ended. Returns of how many."""
    if not actor.may(policy.CALCULATE_PAYRUNS):
        raise errors.NotAllowed("Your role may not look at every pension.")
    rows = models.PensionDue.objects.filter(closed_at=None).order_by().values("employment")
    waiting = models.Employment.objects.filter(pk__in=scope.visible_to(rows, actor))
    posts = list(scope.visible_to(waiting, actor).order_by("pk"))
    keep_up(posts, actor=actor, at=at)
    return len(posts)


def _rows(ids: Collection[uuid.UUID], actor: actors.Actor) -> Iterator[models.PensionDue]:
    rows = models.PensionDue.objects.filter(employment__in=ids).order_by("pk")
    yield from scope.visible_to(rows, actor).select_for_update(of=("self",))


def _raise(posts: Sequence[models.Employment], wanted: dict[Key, Due]) -> None:
    post_of = {post.pk: post for post in posts}
    rows.insert_all(
        (
            models.PensionDue(
                council_id=post_of[key].council_id,
                subject_id=post_of[key].subject_id,
                employment_id=key,
                duty=duty,
                since=since,
                by=due.by,
                why=due.why,
            )
            for (key, duty, since), due in wanted.items()
        ),
        once=True,
    )


def _reopened(wanted: dict[Key, Due], kept: dict[Key, models.PensionDue]) -> Iterator[models.PensionDue]:
    """What has become due again, or by another day."""
    for key, due in wanted.items():
        row = kept.get(key)
        if row is None or (row.closed_at is None and (row.by, row.why) == (due.by, due.why)):
            continue
        row.by, row.why = due.by, due.why
        row.closed_at, row.done_on, row.lapsed = None, None, False
        yield row


def _closed(
    wanted: dict[Key, Due], kept: dict[Key, models.PensionDue], actor: actors.Actor, at: datetime
) -> Iterator[models.PensionDue]:
    gone = [row for key, row in kept.items() if key not in wanted and row.closed_at is None]
    if not gone:
        return
    done = _done(gone, actor)
    for row in gone:
        row.closed_at = at
        row.done_on = done.get((row.employment_id, _DONE_BY.get(row.duty, "")))
        row.lapsed = row.done_on is None
        yield row


def _done(rows: Sequence[models.PensionDue], actor: actors.Actor) -> dict[tuple[uuid.UUID, str], date]:
    """The last day on which each was done."""
    facts = pension_records.facts({row.employment_id for row in rows}, actor=actor)
    back = {fact.of_id for fact in facts if fact.kind == models.PensionFact.Kind.TAKEN_BACK}
    return {(fact.employment_id, fact.kind): fact.on for fact in facts if fact.pk not in back}
