"""What of a client's payroll is not settled when their direct payment ends, as payroll sees it."""

import uuid
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from clients.queries import endings
from dpss.access import actors, scope
from dpss.kernel import dates
from ledger.models import Payment
from payroll import models
from payroll.calc import tax_periods
from payroll.queries import forms_due


def not_settled(ending: endings.Ending, *, actor: actors.Actor) -> Sequence[str]:
    """A sentence for each thing that is left, the first to do first; none when payroll is done.

    In at most ten queries for any number of PAs. Asked for by payroll: who reaches less would see less.
    """
    client_id, last_day = ending.client_id, ending.last_day
    posts = _posts(client_id, actor)
    staying = [post for post in posts if post.last_day is None or post.last_day > last_day]
    is_move = endings.move_of(ending, actor=actor) is not None
    if is_move:
        found = _paid_until(staying, last_day, actor)
    else:
        found = [
            f"{post.assistant.name} has no last day, or a later one. Record it on their page."
            for post in staying
        ]
    gone = {post.pk: post for post in posts if post not in staying}
    # Who works out their notice after a death is paid here for that, too.
    until = last_day if is_move else date.max
    found += _unpaid_sheets(client_id, until, actor)
    found += _open_payruns(client_id, until, actor)
    found += _last_pay(gone, actor)
    found += _money(client_id, actor)
    return found


def _paid_until(staying: Sequence[models.Employment], last_day: date, actor: actors.Actor) -> list[str]:
    """Whose job goes on with another payroll, and was not paid here up to the last day yet."""
    if actor.today <= last_day:
        return [f"Wages go on here until {dates.with_weekday(last_day)}. Say it after they are paid."]
    slips = models.Payslip.objects.filter(
        employment__in=staying,
        approved_at__isnull=False,
        replaced_at=None,
        payrun__period__last_day__gte=last_day,
    )
    idle = models.Timesheet.objects.filter(
        employment__in=staying, period__last_day__gte=last_day, state="not_worked"
    )
    done = set(scope.visible_to(slips, actor).values_list("employment_id", flat=True))
    done |= set(scope.visible_to(idle, actor).values_list("employment_id", flat=True))
    return [
        f"{post.assistant.name} has no payslip for {dates.with_weekday(last_day)} yet."
        for post in staying
        if post.pk not in done and post.first_day <= last_day
    ]


def _posts(client_id: uuid.UUID, actor: actors.Actor) -> list[models.Employment]:
    rows = models.Employment.objects.filter(employer__client_id=client_id).select_related("assistant")
    return list(scope.visible_to(rows, actor).order_by("assistant__name", "pk"))


def _unpaid_sheets(client_id: uuid.UUID, last_day: date, actor: actors.Actor) -> list[str]:
    paid = models.Payslip.objects.filter(
        timesheet=OuterRef("pk"), approved_at__isnull=False, replaced_at=None
    )
    rows = models.Timesheet.objects.filter(
        ~Exists(paid),
        employment__employer__client_id=client_id,
        period__first_day__lte=last_day,
        state__in=["draft", "submitted", "approved"],
    )
    rows = scope.visible_to(rows.select_related("employment__assistant", "period"), actor)
    return [
        f"The timesheet of {sheet.employment.assistant.name} for"
        f" {dates.span_in_words(dates.Span(sheet.period.first_day, sheet.period.last_day))} is not paid."
        for sheet in rows.order_by("period__first_day", "pk")
    ]


def _open_payruns(client_id: uuid.UUID, last_day: date, actor: actors.Actor) -> list[str]:
    rows = models.Payrun.objects.filter(
        employer__client_id=client_id,
        period__first_day__lte=last_day,
        state__in=["due", "requested", "blocked", "ready"],
    )
    days = scope.visible_to(rows, actor).order_by("period__payday").values_list("period__payday", flat=True)
    return [f"The payrun of {dates.with_weekday(day)} is not approved." for day in days]


def _last_pay(gone: dict[uuid.UUID, models.Employment], actor: actors.Actor) -> list[str]:
    """Who was paid here and has no payslip of their last day yet, or has one and no P45."""
    slips = models.Payslip.objects.filter(
        employment__in=gone, approved_at__isnull=False, replaced_at=None
    ).annotate(is_last=Q(payrun__period__last_day__gte=F("employment__last_day")))
    paid: dict[uuid.UUID, bool] = {}
    for key, is_last in scope.visible_to(slips, actor).values_list("employment_id", "is_last"):
        paid[key] = paid.get(key, False) or is_last
    found = [
        f"{gone[key].assistant.name} has no payslip of their last day yet."
        for key in gone
        if not paid.get(key, True)
    ]
    for slip in forms_due.p45s(actor=actor).filter(employment__in=gone):
        post = gone[slip.employment_id]
        # Where the only payslip is of a later tax year there is no P45.
        if post.last_day and tax_periods.tax_year_of(post.last_day) == slip.tax_year:
            found.append(f"{post.assistant.name} has no P45 yet. It is given after the last payday.")
    return found


def _money(client_id: uuid.UUID, actor: actors.Actor) -> list[str]:
    of_client = {"employer__client_id": client_id}
    found = []
    bills = models.HmrcBill.objects.filter(**of_client, state="due", amount__gt=0)
    if count := _counted(bills, actor):
        found.append(f"HMRC bills that are not paid: {count}.")
    schedules = models.PensionSchedule.objects.filter(**of_client, settled_on=None)
    if count := _counted(schedules, actor):
        found.append(f"Pension schedules that are not settled: {count}.")
    waiting = models.PaymentInstruction.objects.filter(**of_client, state="due")
    if count := _counted(waiting, actor):
        found.append(f"Wages that the employer has not paid yet: {count}.")
    subjects = models.Employer.objects.filter(client_id=client_id).values("subject_id")
    payments = Payment.objects.filter(subject_id__in=subjects, state="due")
    if count := _counted(payments, actor):
        found.append(f"Payments that are not made yet: {count}.")
    return found


def _counted(rows: "QuerySet[Any]", actor: actors.Actor) -> int:
    return scope.visible_to(rows, actor).count()
