"""Which of a post's sheets of a period counts for its pay, where there is more than one."""

import uuid
from collections.abc import Sequence
from typing import Final

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When

from dpss.access import actors, scope
from payroll import models, states

# What the employer approved comes first; then contracted time that an officer pays until the sheet comes
# in. A change to standing pay that waits for the employer keeps the standing pay waiting; one that was
# never sent does not.
_RANKS: Final = (
    Q(state="approved", basis="sheet"),
    Q(state="approved", basis="contracted"),
    Q(state="submitted"),
    Q(state="approved", basis="standing"),
)


def ranked(rows: "QuerySet[models.Timesheet]") -> "QuerySet[models.Timesheet]":
    """Sheets in the order in which they count. One that the PA has put another in place of does not.

    One that is paid goes on counting when the correction for which another was made has been dropped.
    """
    newer = models.Timesheet.objects.filter(
        employment=OuterRef("employment"),
        period=OuterRef("period"),
        basis="sheet",
        version__gt=OuterRef("version"),
    )
    paid = models.Payslip.objects.filter(
        timesheet=OuterRef("pk"), approved_at__isnull=False, replaced_at=None
    ).exclude(correction__state__in=states.OPEN_CORRECTION)
    is_replaced = Exists(newer.exclude(state="rejected")) | Exists(newer) & ~Exists(paid)
    rank = Case(
        *(When(condition, then=Value(place)) for place, condition in enumerate(_RANKS)),
        default=Value(len(_RANKS)),
        output_field=IntegerField(),
    )
    return rows.filter(~Q(basis="sheet") | ~is_replaced).order_by(rank, "-version")


def of_posts(
    employment_ids: Sequence[uuid.UUID], *, period: models.PayPeriod, actor: actors.Actor
) -> dict[uuid.UUID, models.Timesheet]:
    """The sheet of each post that counts in a period, in one query."""
    rows = models.Timesheet.objects.filter(employment_id__in=employment_ids, period=period)
    found: dict[uuid.UUID, models.Timesheet] = {}
    for sheet in ranked(scope.visible_to(rows, actor)):
        found.setdefault(sheet.employment_id, sheet)
    return found
