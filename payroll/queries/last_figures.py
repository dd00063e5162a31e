"""What an employer's PAs were paid and taxed this year, for the payroll that goes on with them."""

import uuid
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Max

from dpss.access import actors, scope
from dpss.kernel import money
from payroll import models
from payroll.calc import tax_periods
from payroll.calc.inputs import YearToDate
from payroll.queries import holiday_left, post_tax, so_far
from payroll.queries.holiday_left import Left


@dataclass(frozen=True, slots=True)
class LastFigures:
    """A post at its last payday here: the year's figures in pounds, how it was taxed, its holiday in hours.

    `previous_pay` and `previous_tax` are of earlier jobs that the code counts in; `codes` how many codes the
    year's payslips had. `holiday` is None where another payroll kept it.
    """

    post: models.Employment
    paid_on: date
    figures: YearToDate
    details: models.TaxDetails | None
    previous_pay: Decimal
    previous_tax: Decimal
    codes: int
    holiday: Left | None


def of_client(client_id: uuid.UUID, *, last_day: date, actor: actors.Actor) -> list[LastFigures]:
    """Each post of a client's employer that goes on after a day and was paid here this tax year."""
    rows = models.Employment.objects.filter(employer__client_id=client_id).exclude(last_day__lte=last_day)
    posts = scope.visible_to(rows, actor).select_related("employer", "assistant")
    held = {post.pk: post for post in posts.order_by("assistant__name", "pk")}
    tax_year = tax_periods.tax_year_of(actor.today)
    slips = models.Payslip.objects.filter(
        employment__in=held, tax_year=tax_year, approved_at__isnull=False, replaced_at=None
    )
    seen = scope.visible_to(slips, actor).order_by()
    paid_on = dict(seen.values_list("employment_id").annotate(Max("payday")))
    codes: dict[uuid.UUID, set[str]] = {}
    for key, code in seen.values_list("employment_id", "inputs__tax_code").distinct():
        codes.setdefault(key, set()).add(str(code))
    to_date = so_far.year_to_date(list(paid_on), tax_year=tax_year, actor=actor)
    holiday = holiday_left.of_posts([held[key] for key in paid_on], day=last_day, actor=actor)
    before = _before(list(paid_on), tax_year, actor)
    return [
        LastFigures(
            post=post,
            paid_on=paid_on[key],
            figures=to_date[key] or YearToDate.zero(),
            details=post_tax.on(post, day=paid_on[key], actor=actor),
            previous_pay=before.get(key, (money.ZERO, money.ZERO))[0],
            previous_tax=before.get(key, (money.ZERO, money.ZERO))[1],
            codes=len(codes.get(key, ())),
            holiday=holiday.get(key),
        )
        for key, post in held.items()
        if key in paid_on
    ]


def _before(
    keys: list[uuid.UUID], tax_year: str, actor: actors.Actor
) -> dict[uuid.UUID, tuple[Decimal, Decimal]]:
    """Pay and tax of earlier jobs of the year: of a P45, else as the payroll before handed them over."""
    of_posts = {"employment__in": keys, "tax_year": tax_year}
    brought = models.BroughtForward.objects.filter(**of_posts)
    jobs = models.EarlierJob.objects.filter(**of_posts, withdrawn=False, pay__isnull=False)
    found = {}
    for row in scope.visible_to(brought, actor):
        found[row.employment_id] = (row.previous_pay, row.previous_tax)
    for job in scope.visible_to(jobs, actor):
        found[job.employment_id] = (job.pay or money.ZERO, job.tax or money.ZERO)
    return found
