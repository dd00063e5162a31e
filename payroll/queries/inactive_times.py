"""Times to come without pay: what was asked for, and what of it HMRC was told."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final

from django.db.models import Q, QuerySet

from dpss.access import actors, scope
from dpss.kernel import dates
from payroll import eps_report, models, submission_states

UNSENT: Final = ("awaiting", "held", "queued")
# What was refused, dropped or closed, HMRC does not go by.
_NOT_TOLD: Final = (*submission_states.NOT_NEEDED, "rejected")


def standing(employer_ids: Collection[uuid.UUID], *, actor: actors.Actor) -> QuerySet[models.InactiveTime]:
    """What was asked for and not taken back, the first first."""
    rows = models.InactiveTime.objects.filter(employer_id__in=employer_ids, taken_back_at=None)
    return scope.visible_to(rows, actor).order_by("during", "pk")


def spans(
    employer_ids: Collection[uuid.UUID], *, actor: actors.Actor
) -> Mapping[uuid.UUID, Sequence[dates.Span]]:
    """The same as days, by employer."""
    found: dict[uuid.UUID, list[dates.Span]] = defaultdict(list)
    for row in standing(employer_ids, actor=actor):
        found[row.employer_id].append(span_of(row))
    return found


def every(employer: models.Employer, *, actor: actors.Actor) -> QuerySet[models.InactiveTime]:
    """All that were ever asked for, taken back or not."""
    return scope.visible_to(employer.inactive_times.all(), actor).select_related("employer")


def span_of(row: models.InactiveTime) -> dates.Span:
    """From its first day to its last."""
    return dates.Span(row.first_day, row.last_day)


def told(
    employer_ids: Collection[uuid.UUID], *, actor: actors.Actor, but_of: tuple[str, int]
) -> Mapping[tuple[uuid.UUID, str], Sequence[dates.Span]]:
    """What HMRC was told, or is on its way there, by employer and PAYE reference; but for what waits about
    one tax month.
    """
    rows = models.Submission.objects.filter(
        employer_id__in=employer_ids, kind="eps", said__has_key="inactive"
    )
    rows = rows.exclude(Q(state__in=UNSENT, tax_year=but_of[0], tax_month=but_of[1]))
    found: dict[tuple[uuid.UUID, str], list[dates.Span]] = defaultdict(list)
    for row, span in _of(rows, actor):
        found[row.employer_id, row.paye_reference].append(span)
    return found


def sent(
    employer_ids: Collection[uuid.UUID], *, actor: actors.Actor
) -> Mapping[uuid.UUID, Sequence[dates.Span]]:
    """What has left for HMRC, by employer."""
    rows = models.Submission.objects.filter(
        employer_id__in=employer_ids, kind="eps", said__has_key="inactive"
    )
    found: dict[uuid.UUID, list[dates.Span]] = defaultdict(list)
    for row, span in _of(rows.exclude(state__in=UNSENT), actor):
        found[row.employer_id].append(span)
    return found


def _of(
    rows: QuerySet[models.Submission], actor: actors.Actor
) -> Iterator[tuple[models.Submission, dates.Span]]:
    rows = rows.exclude(state__in=_NOT_TOLD).exclude(said__inactive=None)
    plain = scope.visible_to(rows, actor).only("employer_id", "paye_reference", "said")
    for row in plain.order_by("pk"):
        span = eps_report.from_json(row.said).inactive
        if span is not None:
            yield row, span


def unsent(row: models.InactiveTime, *, actor: actors.Actor) -> list[models.Submission]:
    """The summaries that would tell of it and are not sent yet."""
    rows = models.Submission.objects.filter(
        employer=row.employer_id,
        kind="eps",
        state__in=UNSENT,
        said__inactive__first=row.first_day.isoformat(),
    )
    return list(scope.visible_to(rows, actor).defer("facts", "body", "message", "reply"))


def was_told(row: models.InactiveTime, *, actor: actors.Actor) -> bool:
    """Whether a summary that tells of it has left: it is with HMRC, or may be."""
    rows = models.Submission.objects.filter(
        employer=row.employer_id, kind="eps", said__inactive__first=row.first_day.isoformat()
    )
    return scope.visible_to(rows.exclude(state__in=(*_NOT_TOLD, *UNSENT)), actor).exists()
