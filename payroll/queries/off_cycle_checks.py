"""Whether an off-cycle run can be paid as it is asked for; each reason against it is a sentence."""

import uuid
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from dpss.access import actors
from dpss.kernel import dates, errors
from payroll import models, off_cycle, reasons
from payroll.calc import rates, tax_periods
from payroll.queries import deductions, external, post_leaving
from payroll.queries import off_cycle as queries

Why = models.OffCyclePay.Why
# HMRC takes a leaving date up to 30 days ahead; a day of its own is never far off.
_AHEAD: Final = timedelta(days=30)
_FOR_LEAVERS: Final = (Why.FINAL, Why.AFTER)


@dataclass(frozen=True, slots=True)
class Found:
    """Which period the run belongs to, the sheet that it pays, and the final payment that was made."""

    why: str
    period: models.PayPeriod
    sheet: models.Timesheet | None
    final: models.Payslip | None


def reasons_for(post: models.Employment, *, actor: actors.Actor) -> list[str]:
    """The reasons that fit the post now, in the order in which they are offered."""
    if post_leaving.final(post, actor=actor) is not None:
        return [Why.AFTER]
    usual = [Why.MISSED, Why.URGENT, Why.BONUS]
    if post.last_day is None:
        return [*usual]
    return [Why.FINAL, *usual]


def found_for(
    post: models.Employment, *, why: str, period_id: uuid.UUID | None, actor: actors.Actor
) -> Found:
    """What the run is about. Raises `Invalid` for a reason that does not fit, or a sheet not to pay."""
    if why not in reasons_for(post, actor=actor):
        raise errors.Invalid(_why_not(post, why), field="why")
    sheets = {sheet.period_id: sheet for sheet in queries.sheets_to_pay(post, actor=actor)}
    sheet = sheets.get(period_id) if period_id else None
    if period_id and sheet is None:
        raise errors.Invalid("That sheet is not approved, or it is paid already.", field="period")
    period = sheet.period if sheet else None
    if period is None and why in _FOR_LEAVERS and post.last_day:
        period = queries.period_of_day(post, post.last_day)
    elif period is None:
        period = queries.period_paid_next(post, actor.today)
    if period is None:
        raise errors.Invalid("The pay calendar has no period for it. Ask your manager to add one.")
    return Found(why, period, sheet, post_leaving.final(post, actor=actor))


def check(
    found: Found,
    *,
    post: models.Employment,
    payday: date,
    amounts: off_cycle.Amounts,
    has_time: bool,
    actor: actors.Actor,
) -> None:
    """Raise with the first sentence against it."""
    if queries.open_of(post, actor=actor) is not None:
        raise errors.Conflict(
            f"An off-cycle run for {post.assistant.name} waits already. Approve it or drop it first."
        )
    if external.of_period(found.period, actor=actor) is not None:
        raise errors.Invalid("Your own payroll software works this pay out. Pay it there.")
    check_amounts(amounts, why=found.why, has_time=has_time)
    _check_end(found, post)
    _check_day(payday, post, actor)


def check_amounts(amounts: off_cycle.Amounts, *, why: str, has_time: bool) -> None:
    """What can be paid for this reason."""
    if why == Why.BONUS and not amounts.bonus:
        raise errors.Invalid("Enter the bonus.", field="bonus")
    if amounts.bonus and not amounts.bonus_for.strip():
        raise errors.Invalid("Say what the bonus is for: it stands on the payslip.", field="bonus_for")
    if not amounts.total and not has_time and why != Why.FINAL:
        raise errors.Invalid("There is nothing to pay. Choose a sheet, or enter a sum.")
    if (amounts.notice_pay or amounts.redundancy) and why not in _FOR_LEAVERS:
        raise errors.Invalid("Notice and redundancy pay are for somebody who leaves.", field="notice_pay")
    if amounts.redundancy > off_cycle.TAX_FREE:
        raise errors.Invalid(
            "Redundancy pay above £30,000 is taxed, and is not paid here. Enter £30,000 or less.",
            field="redundancy",
        )


def _check_end(found: Found, post: models.Employment) -> None:
    """The period with the last day in it is paid by the final run, and no other by it."""
    if found.why == Why.FINAL and post.last_day and post.last_day not in _days(found.period):
        raise errors.Invalid(
            f"The final pay is for the period with {dates.with_weekday(post.last_day)} in it."
            " Pay this sheet as a missed one first.",
            field="period",
        )
    if found.why in _FOR_LEAVERS or post.last_day is None or found.sheet is None:
        return
    if post.last_day <= found.period.last_day:
        raise errors.Invalid(
            "The last day of work is in this period, so its wages are the final pay. Choose final pay.",
            field="period",
        )


def _days(period: models.PayPeriod) -> dates.Span:
    return dates.Span(period.first_day, period.last_day)


def _check_day(payday: date, post: models.Employment, actor: actors.Actor) -> None:
    earliest = queries.earliest(post, actor=actor)
    if earliest is None:
        raise errors.Invalid(reasons.BLOCKS["payer"][1])
    if payday < earliest:
        raise errors.Invalid(_too_early(earliest, actor.today), field="payday")
    if payday > actor.today + _AHEAD:
        last = dates.with_weekday(actor.today + _AHEAD)
        raise errors.Invalid(
            f"Choose a day up to {last}. What is due later is paid as usual.", field="payday"
        )
    tax_year = tax_periods.tax_year_of(payday)
    try:
        rates.for_year(tax_year)
    except rates.RatesError as error:
        raise errors.Invalid(str(error), field="payday") from error
    paid = queries.paid_up_to(post, tax_year=tax_year, actor=actor)
    if paid is not None and payday < paid:
        raise errors.Invalid(
            f"The payslip of {dates.with_weekday(paid)} is approved already, and this pay goes on from it."
            " Choose that day or a later one.",
            field="payday",
        )
    _check_orders(payday, post, actor)


def _too_early(earliest: date, today: date) -> str:
    if earliest == today:
        return "The day has passed. Choose today or a later day."
    return (
        "Bacs takes three working days, so the first day on which the money can arrive is"
        f" {dates.with_weekday(earliest)}. Choose that day or a later one."
    )


def _check_orders(payday: date, post: models.Employment, actor: actors.Actor) -> None:
    """What an order leaves is that of a whole week or month, so it is worked out once for each."""
    if post.pk not in deductions.in_force([post.pk], day=payday, actor=actor):
        return
    other = queries.shares_period_with(post, day=payday, actor=actor)
    if other is not None:
        raise errors.Invalid(
            "An order or agreed deduction is in force, and its protected earnings are those of the whole tax"
            f" week or month, in which {dates.with_weekday(other)} is a payday too. Pay it with that payday.",
            field="payday",
        )


def _why_not(post: models.Employment, why: str) -> str:
    if why == Why.FINAL:
        if post.last_day is None:
            return "No last day is recorded. Record it on the post's file first."
        return "The final pay has been paid. Choose more pay after it."
    if why == Why.AFTER:
        return "There has been no final pay yet. Choose final pay."
    return "The final pay has been paid. Choose more pay after it."
