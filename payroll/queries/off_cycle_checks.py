"""Whether an off-cycle run can be paid as it is asked for; each reason against it is a sentence."""

import uuid
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from dpss.access import actors
from dpss.kernel import dates, errors
from payroll import models, off_cycle, reasons
from payroll.calc import rates, tax_periods
from payroll.queries import external, final_sheets, off_cycle_fits
from payroll.queries import off_cycle as queries

Why = models.OffCyclePay.Why
# HMRC takes a leaving date up to 30 days ahead; a day of its own is never far off.
_AHEAD: Final = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Found:
    """Which period the run belongs to, and the sheet that it pays."""

    why: str
    period: models.PayPeriod
    sheet: models.Timesheet | None


def found_for(
    post: models.Employment, *, why: str, period_id: uuid.UUID | None, actor: actors.Actor
) -> Found:
    """What the run is about. Raises `Invalid` for a reason that does not fit, or a sheet not to pay."""
    off_cycle_fits.check_reason(post, why, actor=actor)
    sheets = {sheet.period_id: sheet for sheet in queries.sheets_to_pay(post, actor=actor)}
    sheet = sheets.get(period_id) if period_id else None
    if period_id and sheet is None:
        raise errors.Invalid("That sheet is not approved, or it is paid already.", field="period")
    period = sheet.period if sheet else None
    if period is None and why in off_cycle_fits.FOR_LEAVERS and post.last_day:
        period = queries.period_of_day(post, post.last_day)
    elif period is None:
        period = queries.period_paid_next(post, actor.today)
    if period is None:
        raise errors.Invalid("The pay calendar has no period for it. Ask your manager to add one.")
    return Found(why, period, sheet)


def check(
    found: Found,
    *,
    post: models.Employment,
    payday: date,
    amounts: off_cycle.Amounts,
    leaves_out: bool,
    actor: actors.Actor,
) -> None:
    """Raise with the first sentence against it. `leaves_out` says that no sheet is paid, on purpose."""
    has_time = found.sheet is not None
    if queries.open_of(post, actor=actor) is not None:
        raise errors.Conflict(
            f"An off-cycle run for {post.assistant.name} waits already. Approve it or drop it first."
        )
    if external.of_period(found.period, actor=actor) is not None:
        raise errors.Invalid("Your own payroll software works this pay out. Pay it there.")
    check_amounts(amounts, why=found.why, has_time=has_time)
    if not has_time and not leaves_out:
        _check_none_forgotten(found, post, actor)
    _check_day(payday, post, actor)
    pay = off_cycle_fits.Payment(post, found.why, found.period, payday, with_time=has_time)
    off_cycle_fits.check(pay, actor=actor)


def check_amounts(amounts: off_cycle.Amounts, *, why: str, has_time: bool) -> None:
    """What can be paid for this reason."""
    if why == Why.BONUS and not amounts.bonus:
        raise errors.Invalid("Enter the bonus.", field="bonus")
    if amounts.bonus and not amounts.bonus_for.strip():
        raise errors.Invalid("Say what the bonus is for: it stands on the payslip.", field="bonus_for")
    if not amounts.total and not has_time and why != Why.FINAL:
        raise errors.Invalid("There is nothing to pay. Choose a sheet, or enter a sum.")
    if (amounts.notice_pay or amounts.redundancy) and why not in off_cycle_fits.FOR_LEAVERS:
        raise errors.Invalid("Notice and redundancy pay are for somebody who leaves.", field="notice_pay")
    if amounts.redundancy > off_cycle.TAX_FREE:
        raise errors.Invalid(
            "Redundancy pay above £30,000 is taxed, and is not paid here. Enter £30,000 or less.",
            field="redundancy",
        )


def _check_none_forgotten(found: Found, post: models.Employment, actor: actors.Actor) -> None:
    """The final pay settles the last period, so that it pays no sheet only where somebody has said so."""
    if found.why != Why.FINAL or final_sheets.last_of(post, actor=actor) is None:
        return
    span = dates.span_in_words(dates.Span(found.period.first_day, found.period.last_day))
    raise errors.Invalid(
        f"Choose the timesheet for {span}, or say that its time is not paid with this.", field="period"
    )


def _check_day(payday: date, post: models.Employment, actor: actors.Actor) -> None:
    earliest = queries.earliest(post, actor=actor, payday=payday)
    if earliest is None:
        raise errors.Invalid(reasons.BLOCKS["payer"][1])
    if payday < earliest:
        raise errors.Invalid(off_cycle_fits.too_early(earliest, actor.today), field="payday")
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
