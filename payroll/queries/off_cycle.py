"""Off-cycle runs: what each pays, which time they pay, and what a new one has to fit."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date

from django.db.models import Exists, Max, OuterRef, Q, QuerySet

from dpss.access import actors, scope
from ledger import bank_holidays
from ledger.banking import calendar
from payroll import models
from payroll.calc import inputs, tax_periods
from payroll.queries import calendars, paying_sheets, posts

KINDS = (models.Payrun.Kind.OFF_CYCLE, models.Payrun.Kind.FINAL)
_NOTHING = uuid.UUID(int=0)
OPEN = ("requested", "blocked", "ready")


def of_runs(
    payruns: Sequence[models.Payrun], *, actor: actors.Actor
) -> Mapping[uuid.UUID, models.OffCyclePay]:
    """What the off-cycle runs among these pay, by run; a correction of one has its own."""
    ids = [run.pk for run in payruns if run.own_payday]
    if not ids:
        return {}
    rows = models.OffCyclePay.objects.filter(payrun_id__in=ids).select_related("employment")
    return {row.payrun_id: row for row in scope.visible_to(rows, actor)}


def is_beside(pay: models.OffCyclePay) -> bool:
    """Whether it is paid beside what the period owes, as a bonus is."""
    return not pay.with_time and pay.why != models.OffCyclePay.Why.FINAL


def settles(pay: models.OffCyclePay | None) -> bool:
    """Whether what earlier contracted pay left open is settled with it: not with pay between two paydays."""
    return pay is None or pay.why == models.OffCyclePay.Why.FINAL


def taken(period: models.PayPeriod, *, actor: actors.Actor) -> QuerySet[models.OffCyclePay, uuid.UUID]:
    """The posts whose time of a period an off-cycle run pays that nobody has approved yet."""
    rows = models.OffCyclePay.objects.filter(
        Q(with_time=True) | Q(payrun__kind="final"), payrun__period=period, payrun__state__in=OPEN
    )
    return scope.visible_to(rows, actor).values_list("employment_id", flat=True)


def still_to_pay(
    employer_id: uuid.UUID, period: models.PayPeriod, *, actor: actors.Actor
) -> QuerySet[models.Employment]:
    """The employer's posts of a period that neither an approved run nor an open off-cycle one pays."""
    paid = models.Payslip.objects.filter(
        models.PAYS_THE_PERIOD, payrun__period=period, approved_at__isnull=False
    )
    due = posts.due_in(period, actor=actor).filter(employer=employer_id)
    unpaid = due.exclude(pk__in=scope.visible_to(paid, actor).values("employment"))
    return unpaid.exclude(pk__in=taken(period, actor=actor))


def runs(*, actor: actors.Actor) -> QuerySet[models.Payrun]:
    """The off-cycle runs that the actor reaches, with whom they pay and when, but for those dropped."""
    rows = models.Payrun.objects.filter(kind__in=KINDS).exclude(state="due")
    found = rows.select_related("employer", "period", "off_cycle__employment__assistant", "requested_by")
    return scope.visible_to(found, actor)


def pay_of(run: models.Payrun, *, actor: actors.Actor) -> models.OffCyclePay | None:
    """What one run pays; None for a usual one."""
    rows = models.OffCyclePay.objects.filter(payrun=run).select_related(
        "employment__assistant", "recorded_by"
    )
    return scope.visible_to(rows, actor).first()


def of_post(post: models.Employment, *, actor: actors.Actor) -> QuerySet[models.Payrun]:
    """A post's off-cycle runs, the latest payday first."""
    return runs(actor=actor).filter(off_cycle__employment=post).order_by("-own_payday", "-run")


def on_a_board(period: models.PayPeriod, *, actor: actors.Actor) -> tuple[list[uuid.UUID], list[uuid.UUID]]:
    """Payslips of runs with a day of their own that a period's board must know, in one query.

    First all that are of its payday or of its days, then those of them that pay what it owes. Each list
    begins with a key that no payslip has.
    """
    runs_then = models.Payrun.objects.filter(
        Q(period=period) | Q(own_payday=period.payday), own_payday__isnull=False
    )
    for_time = models.Payslip.objects.filter(
        employment=OuterRef("employment"),
        payrun__period=period,
        timesheet__isnull=False,
        replaced_at=None,
    )
    slips = scope.visible_to(models.Payslip.objects.filter(payrun__in=runs_then), actor)
    every, owing = [_NOTHING], [_NOTHING]
    for slip in slips.select_related("payrun__off_cycle").annotate(has_time=Exists(for_time)).defer("result"):
        every.append(slip.pk)
        is_final = slip.payrun.off_cycle.why == models.OffCyclePay.Why.FINAL and not slip.has_time
        if slip.payrun.period_id == period.pk and (slip.timesheet_id or is_final):
            owing.append(slip.pk)
    return every, owing


def open_of(post: models.Employment, *, actor: actors.Actor) -> models.Payrun | None:
    """The post's off-cycle run that nobody has approved yet; one at a time."""
    return of_post(post, actor=actor).exclude(state="approved").first()


def sheets_to_pay(post: models.Employment, *, actor: actors.Actor) -> list[models.Timesheet]:
    """The approved sheets of the post whose period is not paid, the oldest first."""
    paid = models.Payslip.objects.filter(
        models.PAYS_THE_PERIOD,
        employment=post,
        payrun__period=OuterRef("period"),
        approved_at__isnull=False,
        timesheet__isnull=False,
    )
    rows = models.Timesheet.objects.filter(employment=post)
    found: dict[uuid.UUID, models.Timesheet] = {}
    ranked = paying_sheets.ranked(scope.visible_to(rows, actor).filter(~Exists(paid)))
    for sheet in ranked.select_related("period"):
        found.setdefault(sheet.period_id, sheet)
    approved = (sheet for sheet in found.values() if sheet.state == "approved")
    return sorted(approved, key=lambda sheet: sheet.period.first_day)


def period_of_day(post: models.Employment, day: date) -> models.PayPeriod | None:
    """The period of the post's calendar with this day in it."""
    rows = calendars.periods_of(post.employer_id)
    return rows.filter(first_day__lte=day, last_day__gte=day).select_related("group").first()


def period_paid_next(post: models.Employment, day: date) -> models.PayPeriod | None:
    """The period whose payday comes next after a day, of those in which the post is held; else the last.

    Of an employer who has come from another provider it is one of the new provider's, if there is any.
    """
    rows = calendars.periods_of(post.employer_id).filter(last_day__gte=post.first_day)
    rows = rows.select_related("group")
    if post.last_day:
        rows = rows.filter(first_day__lte=post.last_day)
    ours = rows.filter(group__organisation=post.employer.pay_group.organisation_id)
    rows = ours if ours.exists() else rows
    coming = rows.filter(payday__gte=day).order_by("payday").first()
    return coming or rows.order_by("-payday").first()


def earliest(post: models.Employment, *, actor: actors.Actor, payday: date | None = None) -> date | None:
    """The first day on which the wages can arrive: by Bacs from the provider, today from the employer.

    It counts who pays on the payday, where that is known. None where nobody is named to pay.
    """
    rows = models.WhoPays.objects.filter(employer=post.employer_id, during__contains=payday or actor.today)
    payer = scope.visible_to(rows, actor).values_list("payer", flat=True).first()
    if payer is None:
        return None
    if payer == models.WhoPays.Payer.EMPLOYER:
        return actor.today
    return calendar.first_payday(actor.today, holidays=bank_holidays.known())


def paid_up_to(post: models.Employment, *, tax_year: str, actor: actors.Actor) -> date | None:
    """The latest payday of the tax year that is approved: what comes after goes on from it."""
    slips = models.Payslip.objects.filter(
        employment=post, tax_year=tax_year, approved_at__isnull=False, replaced_at=None
    )
    return scope.visible_to(slips, actor).aggregate(last=Max("payday"))["last"]


def shares_period_with(post: models.Employment, *, day: date, actor: actors.Actor) -> date | None:
    """Another payday of the post in the tax week or month of a day, paid or still to be."""
    interval = inputs.Interval(post.employer.pay_group.interval)
    period = tax_periods.period_of(payday=day, interval=interval)
    tax_year = tax_periods.tax_year_of(day)
    slips = models.Payslip.objects.filter(
        employment=post, tax_year=tax_year, approved_at__isnull=False, replaced_at=None
    )
    ends = post.last_day or date.max
    coming = calendars.periods_of(post.employer_id).filter(
        tax_year=tax_year,
        tax_period=period,
        first_day__lte=ends,
        last_day__gte=post.first_day,
    )
    days = {*scope.visible_to(slips, actor).values_list("payday", flat=True)}
    same = {one for one in days if tax_periods.period_of(payday=one, interval=interval) == period}
    return min(same | {*coming.values_list("payday", flat=True)}, default=None)


def slips_of(run: models.Payrun, *, actor: actors.Actor) -> list[models.Payslip]:
    """A run's approved payslips that nothing has replaced, with whose they are."""
    rows = run.payslips.filter(approved_at__isnull=False, replaced_at=None)
    return list(scope.visible_to(rows.select_related("employment__assistant", "employment__employer"), actor))
