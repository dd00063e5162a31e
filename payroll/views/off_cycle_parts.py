"""An off-cycle run in words: on its payrun, on the file of the post, and before it is started."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from dpss.access import actors, policy
from dpss.kernel import dates, money
from dpss.web import components
from payroll import models
from payroll.queries import final_sheets, off_cycle
from payroll.views import provider


def name_of(run: models.Payrun) -> str:
    """`Final pay`, or `Off-cycle pay`."""
    return "Final pay" if run.kind == models.Payrun.Kind.FINAL else "Off-cycle pay"


def on_a_payrun(run: models.Payrun, *, actor: actors.Actor) -> Iterator[components.Component]:
    """Why it is paid on a day of its own, and what is paid; and the way to other sums while it is open."""
    if run.own_payday is None:
        return
    pay = off_cycle.pay_of(run, actor=actor)
    if pay is None:
        return
    yield components.SummaryList(
        (
            components.SummaryRow("Why", models.OffCyclePay.Why(pay.why).label),
            components.SummaryRow("What should be known", run.reason),
            *rows_of(pay),
            components.SummaryRow(
                "Entered by", f"{pay.recorded_by.name}, {dates.in_words(pay.recorded_at.date())}"
            ),
        ),
        title="What is paid",
    )
    if run.state in off_cycle.OPEN and actor.may(policy.CALCULATE_PAYRUNS) and pay.why not in _TIME_ONLY:
        yield components.ButtonLink("Change the sums", reverse("payroll:off_cycle_sums", args=[run.pk]))
    if pay.why == models.OffCyclePay.Why.AFTER and run.state == "approved":
        yield components.ButtonLink(
            "Letter about pay after leaving", reverse("payroll:after_leaving_letter", args=[run.pk])
        )


_TIME_ONLY = (models.OffCyclePay.Why.MISSED, models.OffCyclePay.Why.URGENT)


def rows_of(pay: models.OffCyclePay) -> Iterator[components.SummaryRow]:
    """Each thing that is paid, in pounds before deductions."""
    if pay.with_time:
        yield components.SummaryRow("Time", "The approved timesheet of the period")
    elif pay.left_out_id:
        yield components.SummaryRow("Time", "The approved timesheet of the period is left out on purpose")
    if pay.holiday_pay:
        hours = f" for {pay.holiday_hours} hours" if pay.holiday_hours else ""
        yield components.SummaryRow("Holiday not taken", f"{money.in_words(pay.holiday_pay)}{hours}")
    if pay.notice_pay:
        yield components.SummaryRow("Pay in lieu of notice", money.in_words(pay.notice_pay))
    if pay.redundancy:
        yield components.SummaryRow("Redundancy pay", money.in_words(pay.redundancy))
    if pay.bonus:
        yield components.SummaryRow(pay.bonus_for, money.in_words(pay.bonus))
    if not pay.with_time and not pay.beside_time:
        yield components.SummaryRow("Pay", "Nothing is owed. HMRC is told of the last day.")


def section(post: models.Employment, actor: actors.Actor) -> Iterator[components.Component]:
    """What was paid on days of its own, on the file of the post, and the way to pay so."""
    found = list(off_cycle.of_post(post, actor=actor))
    if found:
        yield components.Table(
            caption="Pay outside the usual payday",
            columns=tuple(components.Column(head) for head in ("Payday", "State", "Why")),
            rows=tuple(components.Row(_cells(run)) for run in found),
        )
    if actor.may(policy.CALCULATE_PAYRUNS):
        yield components.ButtonLink(
            "Pay outside the usual payday", reverse("payroll:off_cycle", args=[post.pk])
        )


def _cells(run: models.Payrun) -> tuple[components.Cell | str, ...]:
    href = reverse("payroll:payrun", args=[run.pk])
    why = models.OffCyclePay.Why(run.off_cycle.why).label
    return (
        components.Cell(dates.with_weekday(run.payday), href=href),
        components.Cell("", tag=provider.run_tag(run.state)),
        components.Cell(why, note=run.reason),
    )


@dataclass(frozen=True, slots=True)
class Sheets:
    """Which timesheets can be chosen, by period; what should be known of them; and what none means."""

    sheets: tuple[tuple[uuid.UUID, str], ...] = ()
    about: str = ""
    without: str = ""


def sheets_for(post: models.Employment, why: str, actor: actors.Actor) -> Sheets:
    """The timesheets of a post that a run for this reason can pay."""
    if why == models.OffCyclePay.Why.BONUS:
        return Sheets()
    if why == models.OffCyclePay.Why.FINAL:
        return _last_sheet(final_sheets.last_of(post, actor=actor))
    waiting = tuple(map(_named, off_cycle.sheets_to_pay(post, actor=actor)))
    if why == models.OffCyclePay.Why.AFTER:
        return Sheets(waiting, without="None" if waiting else "")
    return Sheets(waiting, "" if waiting else "No approved timesheet waits to be paid.")


def _last_sheet(last: final_sheets.Last | None) -> Sheets:
    """The final pay is for the last period: its sheet, or the word that its time is left out."""
    if last is None:
        return Sheets()
    about = [last.why_not] if last.why_not else []
    if last.others:
        spans = ", ".join(provider.span_of(sheet.period) for sheet in last.others)
        about.append(f"Not paid either: {spans}. Pay it as a missed timesheet first.")
    about.append("What is left out can be paid later only as pay after leaving, with tax code 0T.")
    mine = ((last.period.pk, last.span),) if last.sheet else ()
    return Sheets(mine, " ".join(about), f"None: time worked in {last.span} is not paid with this")


def _named(sheet: models.Timesheet) -> tuple[uuid.UUID, str]:
    return sheet.period_id, provider.span_of(sheet.period)


def would_pay(run: models.Payrun, slips: list[models.Payslip]) -> Iterator[components.Component]:
    """What a payment comes to before anybody has asked for it: the payslip, or what stands in its way."""
    for found in run.exceptions:
        yield components.Banner(found["why"], "important")
    for slip in slips:
        taken = slip.gross + slip.non_taxable - slip.net
        yield components.SummaryList(
            (
                components.SummaryRow("Payday", dates.with_weekday(slip.payday)),
                components.SummaryRow("Tax code", slip.inputs["tax_code"]),
                components.SummaryRow("Gross pay", money.in_words(slip.gross)),
                components.SummaryRow("Paid without tax", money.in_words(slip.non_taxable)),
                components.SummaryRow("Taken off", money.in_words(taken)),
                components.SummaryRow("Paid to the PA", "", strong=money.in_words(slip.net)),
                components.SummaryRow("Cost to the employer", money.in_words(run.employer_cost)),
            ),
            title="What it comes to",
        )
