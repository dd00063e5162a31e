"""Which P45s and P60s are due and not given yet."""

from datetime import date
from typing import Final

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from dpss.access import actors, scope
from payroll import models, publishing
from payroll.calc import leavers, tax_periods
from payroll.queries import post_leaving

# Until this day of April the year's last report may still come (HMRC: 19 April).
_LAST_REPORT: Final = 19
_APRIL: Final = 4


def p45s(*, actor: actors.Actor) -> QuerySet[models.Payslip]:
    """The final payslips of posts that have ended, where the PA sees them and no P45 was given.

    There is none where the next employer took the pay records over (PAYE Regulations 2003 regulation 102).
    """
    given = models.IssuedForm.objects.filter(employment=OuterRef("employment"), kind="p45")
    passed_over = post_leaving.decisions_without_p45().filter(employment=OuterRef("employment"))
    rows = models.Payslip.objects.filter(
        Q(inputs__part=leavers.Part.FINAL.value)
        | Q(
            models.PAYS_THE_PERIOD,
            payrun__period__first_day__lte=F("employment__last_day"),
            payrun__period__last_day__gte=F("employment__last_day"),
        ),
        ~Exists(given),
        ~Exists(passed_over),
        ~Q(inputs__part=leavers.Part.AFTER_LEAVING.value),
        approved_at__isnull=False,
        replaced_at=None,
        employment__last_day__isnull=False,
        payday__lte=publishing.last_payday_seen(actor.today),
    )
    order = ("employment_id", "-payday", "-payrun__run")
    return scope.visible_to(rows, actor).order_by(*order).distinct("employment_id")


def p60s(*, actor: actors.Actor) -> QuerySet[models.Payslip]:
    """The last payslips of the year that has ended, of who was in work on its last day, without a P60.

    They wait until the year's last payday is approved for the employer, at most until its last report is due.
    """
    tax_year = closed_year(actor.today)
    ends = tax_periods.last_day(tax_year)
    of_post = models.Payslip.objects.filter(
        employment=OuterRef("employment"), tax_year=tax_year, approved_at__isnull=False, replaced_at=None
    )
    newest = of_post.order_by("-payday", "-approved_at", "-payrun__run", "-pk").values("pk")[:1]
    given = models.IssuedForm.objects.filter(payslip=OuterRef("pk"), kind="p60")
    rows = models.Payslip.objects.filter(
        Q(employment__last_day=None) | Q(employment__last_day__gte=ends),
        ~Exists(given),
        tax_year=tax_year,
        approved_at__isnull=False,
        pk=Subquery(newest),
    )
    if actor.today <= date(ends.year, _APRIL, _LAST_REPORT):
        rows = _closed(rows, tax_year)
    return scope.visible_to(rows, actor).order_by("employment_id")


def closed_year(today: date) -> str:
    """The tax year that ended last."""
    first = tax_periods.first_day(tax_periods.tax_year_of(today))
    return tax_periods.tax_year_of(first - date.resolution)


def _closed(rows: QuerySet[models.Payslip], tax_year: str) -> QuerySet[models.Payslip]:
    """Keep those whose employer has the year's last payday approved, and no payrun of the year open."""
    last = models.PayPeriod.objects.filter(
        group__members__employer=OuterRef("employment__employer"),
        group__members__during__contains=F("first_day"),
        tax_year=tax_year,
    ).order_by("-payday")
    runs = models.Payrun.objects.filter(
        models.paid_in_year(tax_year), employer=OuterRef("employment__employer")
    )
    return rows.annotate(last_period=Subquery(last.values("pk")[:1])).filter(
        ~Exists(runs.exclude(state="approved").filter(Q(kind="regular") | ~Q(state="due"))),
        Exists(runs.filter(state="approved", period=OuterRef("last_period"))),
    )
