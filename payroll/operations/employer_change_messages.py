"""What PAs are told when their employer changes, and when the change is taken back."""

from collections.abc import Iterable
from datetime import date, datetime

from dpss.access import operations as access
from dpss.kernel import dates
from payroll import models
from payroll.queries import employer_changes as queries


def tell_confirmed(
    change: models.EmployerChange, found: Iterable[queries.Decided], *, with_p45: bool, at: datetime
) -> None:
    """A message to each PA who signs in: from which day, what goes on, and what they get.

    The new employer's name is on their own page: messages name nobody.
    """
    _queue(
        change,
        found,
        "employer_changed",
        at,
        last_day=dates.with_weekday(change.first_day - date.resolution),
        p45="yes" if with_p45 else "",
    )


def tell_undone(change: models.EmployerChange, found: Iterable[queries.Decided], *, at: datetime) -> None:
    """A message to each PA who was told of the change: it stays as it was."""
    _queue(change, found, "employer_change_undone", at)


def _queue(
    change: models.EmployerChange,
    found: Iterable[queries.Decided],
    template: str,
    at: datetime,
    **values: str,
) -> None:
    day = dates.with_weekday(change.first_day)
    access.queue_messages(
        [
            access.message(
                key=f"{template}:{one.decision.pk}",
                template=template,
                subject_id=one.post.subject_id,
                council_id=one.post.council_id,
                to_id=one.post.assistant.user_id,
                values={"day": day, "outcome": one.decision.outcome, **values},
                due_at=at,
            )
            for one in found
            if one.decision is not None and one.decision.ended_it and one.post.assistant.user_id
        ]
    )
