"""What employers must do about pensions by when: for PAs, and for The Pensions Regulator."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from dpss.access import actors, scope
from payroll import models


@dataclass(frozen=True, slots=True)
class Deadline:
    """One thing to do for an employer by a day; of a PA's post, whose. `what` are words for a page."""

    employer_id: uuid.UUID
    what: str
    by: date
    post_id: uuid.UUID | None = None
    name: str = ""

    def is_late(self, today: date) -> bool:
        """Whether its last day is over."""
        return self.by < today


def of_employers(
    employer_ids: Collection[uuid.UUID], *, actor: actors.Actor
) -> Mapping[uuid.UUID, tuple[Deadline, ...]]:
    """All that is open of these employers, the most urgent first, in two queries."""
    found: dict[uuid.UUID, list[Deadline]] = defaultdict(list)
    dues = models.PensionDue.objects.filter(
        closed_at=None, employment__employer__in=employer_ids
    ).select_related("employment__assistant")
    for due in scope.visible_to(dues, actor):
        post = due.employment
        found[post.employer_id].append(
            Deadline(post.employer_id, due.get_duty_display(), due.by, post.pk, post.assistant.name)
        )
    tasks = models.PensionTask.objects.filter(done_on=None, employer__in=employer_ids)
    for task in scope.visible_to(tasks, actor):
        found[task.employer_id].append(Deadline(task.employer_id, task.get_kind_display(), task.due_by))
    return {key: tuple(sorted(every, key=_urgent)) for key, every in found.items()}


def _urgent(one: Deadline) -> tuple[date, str, str]:
    return one.by, one.what, one.name
