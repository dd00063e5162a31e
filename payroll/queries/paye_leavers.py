"""Who left a PAYE reference because HMRC gave the employer another, and is not reported as leaving yet."""

import uuid
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from dpss.access import actors, scope
from payroll import models
from payroll.calc import tax_periods
from payroll.queries import paye_moves

# What HMRC has of leavers, or was decided not to be told: nothing of it is still to come.
_SETTLED = ("accepted", "dropped", "closed")


def employers(*, actor: actors.Actor) -> QuerySet[models.Employer]:
    """The employers that have another PAYE reference than before, since this tax year or the one before."""
    this_year = tax_periods.first_day(tax_periods.tax_year_of(actor.today))
    since = tax_periods.first_day(tax_periods.tax_year_of(this_year - date.resolution))
    followed = models.PayeScheme.objects.filter(
        Exists(
            models.PayeScheme.objects.filter(
                employer=OuterRef("employer"),
                during__fully_gt=OuterRef("during"),
                during__startswith__range=(since, actor.today),
            ).exclude(
                Q(reference="") | Q(office_number=OuterRef("office_number"), reference=OuterRef("reference"))
            )
        ),
        employer=OuterRef("pk"),
    ).exclude(reference="")
    return scope.visible_to(models.Employer.objects.filter(Exists(followed)), actor)


def ended(employer_id: uuid.UUID, *, by: date, actor: actors.Actor) -> list[paye_moves.Under]:
    """The references that another one has followed by a day, the oldest first."""
    rows = paye_moves.schemes_of([employer_id], actor=actor)[employer_id]
    found = [paye_moves.under(rows, row.during.lower or date.min) for row in rows if row.reference]
    last = {held.first_day: held for held in found if held and held.ended_on and held.ended_on < by}
    return list(last.values())


def still_to_tell(
    employer_id: uuid.UUID, held: paye_moves.Under, *, actor: actors.Actor
) -> list[models.Payslip]:
    """The last payslip under a reference that ended of each post that went on, where no report says so.

    Of pay that a provider's own software worked out, that software tells HMRC.
    """
    told = models.Submission.objects.filter(payrun=OuterRef("payrun"))
    rows = last_under(employer_id, held, actor=actor).filter(Exists(told.filter(kind="fps")), external=None)
    said = told.filter(left_on=held.ended_on).exclude(state="dropped")
    return list(rows.filter(~Exists(said)))


def last_under(
    employer_id: uuid.UUID, held: paye_moves.Under, *, actor: actors.Actor
) -> QuerySet[models.Payslip]:
    """Each post's last payslip under a reference, of those who were still there when it ended."""
    slips = models.Payslip.objects.filter(
        employment__employer=employer_id,
        payday__gte=held.first_day,
        payday__lte=held.ended_on,
        approved_at__isnull=False,
        replaced_at=None,
    ).exclude(employment__last_day__lte=held.ended_on)
    newest = slips.order_by("employment_id", "-payday", "-approved_at", "-payrun__run")
    last = scope.visible_to(newest.distinct("employment_id"), actor).values("pk")
    rows = models.Payslip.objects.filter(pk__in=last)
    return (
        scope.visible_to(rows, actor).select_related("employment", "payrun__period").order_by("payrun", "pk")
    )


def waits_for_leavers() -> Exists:
    """Whether a report of wages must wait: HMRC is to have those who left the reference before it first.

    ALM17800: the last report under the old reference comes before the first under the new one.
    """
    waiting = models.Submission.objects.filter(
        kind=models.Submission.Kind.LEAVERS, employer=OuterRef("employer"), left_on__lt=OuterRef("due_on")
    )
    replaced = models.Submission.objects.filter(corrects=OuterRef("pk"))
    return Exists(waiting.exclude(state__in=_SETTLED).filter(~Exists(replaced)))
