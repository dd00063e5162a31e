"""Whether pay on a day of its own fits what else the post is paid: at its start, and until it is approved."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q

from dpss.access import actors, scope
from dpss.kernel import dates, errors
from payroll import models
from payroll.calc import tax_periods
from payroll.queries import calendars, deductions, post_leaving
from payroll.queries import off_cycle as queries

Why = models.OffCyclePay.Why
FOR_LEAVERS = (Why.FINAL, Why.AFTER)


@dataclass(frozen=True, slots=True)
class Payment:
    """A payment on a day of its own: whose, why, of which period, and whether it pays the period's time."""

    post: models.Employment
    why: str
    period: models.PayPeriod
    payday: date
    with_time: bool


def reasons_for(post: models.Employment, *, actor: actors.Actor) -> list[str]:
    """The reasons that fit the post now, in the order in which they are offered."""
    if post_leaving.final(post, actor=actor) is not None:
        return [Why.AFTER]
    usual = [Why.MISSED, Why.URGENT, Why.BONUS]
    return [*usual] if post.last_day is None else [Why.FINAL, *usual]


def check_reason(post: models.Employment, why: str, *, actor: actors.Actor) -> None:
    """Raise `Invalid` for a reason that does not fit the post now."""
    if why in reasons_for(post, actor=actor):
        return
    if why == Why.FINAL and post.last_day is None:
        sentence = "No last day is recorded. Record it on the post's file first."
    elif why == Why.AFTER:
        sentence = "There has been no final pay yet. Choose final pay."
    else:
        sentence = "The final pay has been paid. Choose more pay after it."
    raise errors.Invalid(sentence, field="why")


def check(pay: Payment, *, actor: actors.Actor) -> None:
    """Raise `Invalid` with the first sentence against it."""
    _check_end(pay)
    _check_usual_first(pay, actor)
    _check_orders(pay, actor)


def why_not_now(
    payruns: Sequence[models.Payrun], own: Mapping[uuid.UUID, models.OffCyclePay], *, actor: actors.Actor
) -> dict[uuid.UUID, str]:
    """For each run that cannot be paid as it was started, because things moved meanwhile, the sentence.

    `own` is what each pays. A correction is not asked: it pays what was paid on that day already.
    """
    wanted = {run.pk: own[run.pk] for run in payruns if run.kind in queries.KINDS and run.pk in own}
    rows = models.Employment.objects.select_related("employer__pay_group", "assistant")
    posts = scope.visible_to(rows, actor).in_bulk([pay.employment_id for pay in wanted.values()])
    return {
        run.pk: sentence
        for run in payruns
        if run.pk in wanted
        and (post := posts.get(wanted[run.pk].employment_id)) is not None
        and (sentence := _why_not(run, wanted[run.pk], post, actor))
    }


def _why_not(
    run: models.Payrun, pay: models.OffCyclePay, post: models.Employment, actor: actors.Actor
) -> str:
    try:
        check_reason(post, pay.why, actor=actor)
        check(Payment(post, pay.why, run.period, run.payday, pay.with_time), actor=actor)
    except errors.Invalid as refusal:
        return refusal.sentence
    earliest = queries.earliest(post, actor=actor, payday=run.payday)
    if earliest is not None and run.payday < earliest:
        return f"{too_early(earliest, actor.today)} Drop this run, and start it again for that day."
    if pay.why == Why.FINAL and not pay.with_time:
        return _sheet_came_in(run, pay, post, actor)
    return ""


def too_early(earliest: date, today: date) -> str:
    """That a day is before the first one on which the money can arrive."""
    if earliest == today:
        return "The day has passed. Choose today or a later day."
    return (
        "Bacs takes three working days, so the first day on which the money can arrive is"
        f" {dates.with_weekday(earliest)}. Choose that day or a later one."
    )


def _check_end(pay: Payment) -> None:
    """The period with the last day in it is paid by the final run, and no other by it."""
    last_day, period = pay.post.last_day, pay.period
    if pay.why == Why.FINAL and last_day and not period.first_day <= last_day <= period.last_day:
        raise errors.Invalid(
            f"The final pay is for the period with {dates.with_weekday(last_day)} in it."
            " Pay this sheet as a missed one first.",
            field="period",
        )
    if pay.why in FOR_LEAVERS or last_day is None or not pay.with_time:
        return
    if last_day <= period.last_day:
        raise errors.Invalid(
            "The last day of work is in this period, so its wages are the final pay. Choose final pay.",
            field="period",
        )


def _check_usual_first(pay: Payment, actor: actors.Actor) -> None:
    """What is paid on a later day goes on from what is paid before: usual wages could not go out after it."""
    waiting = usual_waiting(pay, actor=actor)
    if waiting is not None:
        raise errors.Invalid(
            f"The usual wages for {dates.span_in_words(dates.Span(waiting.first_day, waiting.last_day))} are"
            f" paid on {dates.with_weekday(waiting.payday)}, before this, and are not approved yet. Once this"
            " is paid they could not be. Choose that day or an earlier one, or have them approved first.",
            field="payday",
        )


def usual_waiting(pay: Payment, *, actor: actors.Actor) -> models.PayPeriod | None:
    """The first period whose usual wages are due before this payment, in the same tax year, and not approved.

    Not those of the period whose time it pays itself. A payday that has passed counts while a payslip waits
    for approval: what is missing then is paid on a day of its own.
    """
    pays_itself = pay.with_time or pay.why == Why.FINAL
    slips = models.Payslip.objects.filter(employment=pay.post, payrun__period=OuterRef("pk"))
    draft = slips.filter(payrun__kind=models.Payrun.Kind.REGULAR, approved_at=None)
    rows = calendars.periods_of(pay.post.employer_id).filter(
        Q(payday__gte=actor.today) | Exists(scope.visible_to(draft, actor)),
        ~Exists(scope.visible_to(slips.filter(models.PAYS_THE_PERIOD, approved_at__isnull=False), actor)),
        tax_year=tax_periods.tax_year_of(pay.payday),
        payday__lt=pay.payday,
        first_day__lte=pay.post.last_day or date.max,
        last_day__gte=pay.post.first_day,
    )
    if pays_itself:
        rows = rows.exclude(pk=pay.period.pk)
    return rows.order_by("payday").first()


def _check_orders(pay: Payment, actor: actors.Actor) -> None:
    """What an order leaves is that of a whole week or month, so it is worked out once for each."""
    if pay.post.pk not in deductions.in_force([pay.post.pk], day=pay.payday, actor=actor):
        return
    other = queries.shares_period_with(pay.post, day=pay.payday, actor=actor)
    if other is not None:
        raise errors.Invalid(
            "An order or agreed deduction is in force, and its protected earnings are those of the whole tax"
            f" week or month, in which {dates.with_weekday(other)} is a payday too. Pay it with that payday.",
            field="payday",
        )


def _sheet_came_in(
    run: models.Payrun, pay: models.OffCyclePay, post: models.Employment, actor: actors.Actor
) -> str:
    """A timesheet of the last period that was approved after somebody said that none is paid."""
    sheets = queries.sheets_to_pay(post, actor=actor)
    if all(sheet.period_id != run.period_id or sheet.pk == pay.left_out_id for sheet in sheets):
        return ""
    return (
        "A timesheet of this period has been approved since the final pay was started without it. Drop this"
        " run and start it again: choose the sheet, or leave it out on purpose."
    )
