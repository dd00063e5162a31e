"""Posts that come from another payroll: what is known of many, and whether figures fit each of them."""

import uuid
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, QuerySet

from dpss.access import actors, scope
from dpss.kernel import dates, errors, money
from payroll import models
from payroll.calc import take_on, tax_periods
from payroll.calc.take_on import Fault, TakenOn
from payroll.queries import post_file, post_tax


@dataclass(frozen=True, slots=True)
class Known:
    """A post, its last approved payday here, this year's figures if there are any, and a P45 that counts.

    `holiday` is what came with them of the leave year.
    """

    post: models.Employment
    paid_on: date | None
    brought: models.BroughtForward | None
    has_p45: bool
    holiday: models.HolidayBroughtIn | None


def known(
    post_ids: Collection[uuid.UUID], *, tax_year: str, actor: actors.Actor
) -> Mapping[uuid.UUID, Known]:
    """What is known of these posts, in five queries for any number of them."""
    of_posts = {"employment_id__in": list(post_ids), "tax_year": tax_year}
    brought = scope.visible_to(models.BroughtForward.objects.filter(**of_posts), actor)
    jobs = models.EarlierJob.objects.filter(**of_posts, withdrawn=False, pay__isnull=False)
    slips = models.Payslip.objects.filter(**of_posts, approved_at__isnull=False)
    paid = scope.visible_to(slips, actor).order_by().values_list("employment_id").annotate(Max("payday"))
    rows, paid_on = {row.employment_id: row for row in brought}, dict(paid)
    p45s = set(scope.visible_to(jobs, actor).values_list("employment_id", flat=True))
    kept = models.HolidayBroughtIn.objects.filter(employment_id__in=list(post_ids)).order_by("year_from")
    holiday = {row.employment_id: row for row in scope.visible_to(kept, actor)}
    return {
        post.pk: Known(post, paid_on.get(post.pk), rows.get(post.pk), post.pk in p45s, holiday.get(post.pk))
        for post in post_file.posts(actor=actor).filter(pk__in=list(post_ids))
    }


def of_post(post: models.Employment, *, tax_year: str, actor: actors.Actor) -> Known:
    """What is known of one post."""
    return known([post.pk], tax_year=tax_year, actor=actor)[post.pk]


def open_posts(*, actor: actors.Actor) -> QuerySet[models.Employment]:
    """The posts of the provider that go on and that nothing was paid to here yet, by employer and PA."""
    paid = scope.visible_to(models.Payslip.objects.filter(approved_at__isnull=False), actor)
    own = {
        "employer__pay_group__council": actor.council_id,
        "employer__pay_group__organisation": actor.organisation_id,
    }
    rows = post_file.posts(actor=actor).filter(last_day=None, **own)
    unpaid = rows.exclude(pk__in=paid.values("employment_id"))
    return unpaid.order_by("employer__name", "assistant__name", "pk")


def faults(found: Known, given: TakenOn, *, today: date) -> tuple[Fault, ...]:
    """Everything that is wrong about these figures for this post; none when they can be taken."""
    wrong = tuple(_of_days(found, given.up_to, today))
    if wrong:
        return wrong
    return (*_of_p45(found, given), *take_on.faults(given, rates=post_tax.year_of(given.up_to)))


def is_same(row: models.BroughtForward, values: Mapping[str, object]) -> bool:
    """Whether the figures are recorded already, to the penny."""
    return all(getattr(row, name) == value for name, value in values.items())


def _of_days(found: Known, up_to: date, today: date) -> Iterator[Fault]:
    this_year = tax_periods.tax_year_of(today)
    said = dates.with_weekday(up_to)
    if up_to > today:
        yield Fault("up_to", f"{said} is still to come. Enter figures up to a payday that has been.")
    elif tax_periods.tax_year_of(up_to) != this_year:
        yield Fault(
            "up_to",
            f"{said} is in the tax year {tax_periods.tax_year_of(up_to)}, and this is {this_year}. Figures"
            " begin again with each tax year.",
        )
    elif up_to < found.post.first_day:
        yield Fault(
            "up_to", f"The job begins on {dates.with_weekday(found.post.first_day)}. Check the payday."
        )
    if found.paid_on is not None:
        yield Fault(
            "up_to",
            f"The payslip of {dates.with_weekday(found.paid_on)} is approved here. Figures of the payroll"
            " before can be entered and corrected until the first one is.",
        )
    try:
        post_tax.year_of(up_to)
    except errors.Invalid as error:
        yield Fault("up_to", error.sentence)


def _of_p45(found: Known, given: TakenOn) -> Iterator[Fault]:
    if found.has_p45 and given.previous_pay > money.ZERO:
        yield Fault(
            "previous_pay",
            "A P45 with pay of earlier jobs is recorded for this post already. It counts once: enter 0 here.",
        )
