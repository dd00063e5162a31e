"""What HMRC has been told, and what became of it."""

from django.db.models import Exists, OuterRef, QuerySet

from payroll import models


def newest_versions(rows: QuerySet[models.Submission]) -> QuerySet[models.Submission]:
    """Keep the newest version of each report: an older one was refused and made again."""
    newer = models.Submission.objects.filter(
        payrun=OuterRef("payrun"), kind=OuterRef("kind"), version__gt=OuterRef("version")
    )
    return rows.filter(~Exists(newer))
