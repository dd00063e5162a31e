"""Reminding of re-enrolment and declarations: payroll at each step, and the employer who must declare."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Case, F, Q, QuerySet, Value, When

from dpss.access import actors, policy, scope
from dpss.access import operations as access
from dpss.access.models import OutboxMessage
from dpss.kernel import dates, errors
from payroll import models
from payroll.queries import contacts, managers

BATCH: Final = 200
NEAR: Final = timedelta(weeks=4)
LAST: Final = timedelta(weeks=1)
_Task = models.PensionTask
_Step = _Task.Step
# Steps of which the employer is told as well: the declaration is theirs by law.
_TOLD_TO_EMPLOYERS: Final = (_Step.NEAR, _Step.LATE)
_WHAT: Final = {
    _Task.Kind.DECLARATION: "declaration of compliance",
    _Task.Kind.RE_ENROLMENT: "re-enrolment of PAs",
    _Task.Kind.RE_DECLARATION: "re-declaration of compliance",
}


@transaction.atomic
def remind_next(*, actor: actors.Actor, at: datetime) -> int:
    """Tell who must act of tasks that have come to their next step, each step once. Returns of how many.

    The payroll managers hear of each; the employer hears of a declaration four weeks before its last day and
    when it is late. A step that passed unseen is left out.
    """
    if not actor.may(policy.REMIND):
        raise errors.NotAllowed("Only the portal's own job sends reminders.")
    due = scope.visible_to(_waiting(actor).order_by("due_by", "pk"), actor)
    tasks = list(due.select_for_update(skip_locked=True, of=("self",))[:BATCH])
    told = managers.of_employers([one.employer for one in tasks], actor=actor) if tasks else {}
    employers = _employers(tasks, actor)
    access.queue_messages([one for task in tasks for one in _messages(task, told, employers, at)])
    for task in tasks:
        task.reminded = task.step  # type: ignore[attr-defined]
    _Task.objects.bulk_update(tasks, ["reminded"], batch_size=500)
    return len(tasks)


def _waiting(actor: actors.Actor) -> QuerySet[_Task]:
    """Open tasks whose `step` of today nobody was told of, of employers who go on."""
    today = actor.today
    step = Case(
        When(due_by__lt=today, then=Value(_Step.LATE)),
        When(due_by__lte=today + LAST, then=Value(_Step.LAST)),
        When(due_by__lte=today + NEAR, then=Value(_Step.NEAR)),
        When(window_first__lte=today, then=Value(_Step.OPEN)),
        default=Value(""),
    )
    rows = _Task.objects.select_related("employer__pay_group").annotate(step=step)
    goes_on = Q(employer__during__contains=today)
    return rows.filter(goes_on, done_on=None).exclude(step="").exclude(step=F("reminded"))


def _employers(tasks: Sequence[_Task], actor: actors.Actor) -> Mapping[uuid.UUID, Sequence[uuid.UUID]]:
    """Who reads messages for the employers who must declare."""
    told = {one.employer_id for one in tasks if _is_for_the_employer(one)}
    rows = models.Employment.objects.filter(employer__in=told).select_related("assistant", "employer__client")
    posts = {post.employer_id: post for post in scope.visible_to(rows, actor).order_by("first_day", "pk")}
    users = contacts.of_employers(list(posts.values()), actor=actor) if posts else {}
    return {employer: users[post.pk] for employer, post in posts.items()}


def _is_for_the_employer(task: _Task) -> bool:
    return task.kind != _Task.Kind.RE_ENROLMENT and task.step in _TOLD_TO_EMPLOYERS  # type: ignore[attr-defined]


def _messages(
    task: _Task,
    told: Mapping[uuid.UUID, Sequence[uuid.UUID]],
    employers: Mapping[uuid.UUID, Sequence[uuid.UUID]],
    at: datetime,
) -> Iterator[OutboxMessage]:
    is_late = task.step == _Step.LATE  # type: ignore[attr-defined]
    for user in told.get(task.employer_id, ()):
        yield _message(task, "pension_task_late" if is_late else "pension_task_due", user, at)
    if _is_for_the_employer(task):
        for user in employers.get(task.employer_id, ()):
            template = "pension_declaration_late" if is_late else "pension_declaration_due"
            yield _message(task, template, user, at)


def _message(task: _Task, template: str, user: uuid.UUID, at: datetime) -> OutboxMessage:
    step = task.step  # type: ignore[attr-defined]
    return access.message(
        key=f"pension task:{step}:{task.pk.hex}:{user.hex}",
        template=template,
        subject_id=task.subject_id,
        council_id=task.council_id,
        to_id=user,
        values={"what": _WHAT[task.kind], "by": dates.with_weekday(task.due_by)},  # type: ignore[index]
        due_at=at,
    )
