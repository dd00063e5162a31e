"""How sickness and what it comes to is shown to a payroll officer."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from django.urls import reverse

from dpss.access import actors
from dpss.kernel import dates, money
from dpss.kernel.dates import Span
from dpss.web import components, words
from payroll import models, sick_leave
from payroll.calc import wording
from payroll.calc.lines import Line
from payroll.calc.statutory.sick_days import Outcome, SickDay
from payroll.calc.statutory.sickness import unbroken
from payroll.forms.sickness import WEEKDAYS
from payroll.operations import sickness as operations
from payroll.queries import averages, sickness
from payroll.views import provider

_WORKING_WEEK: Final = [0, 1, 2, 3, 4]
_SAID: Final = {
    Outcome.DAY_OFF: "Not a usual working day",
    Outcome.WAITING: "A waiting day under the rules of that time",
    Outcome.TOO_SHORT: "Too short an illness under the rules of that time",
    Outcome.BELOW_LIMIT: "Earnings too low under the rules of that time",
    Outcome.NOT_WORKED_YET: "No work had been done yet",
    Outcome.LEFT: "After the job ended",
    Outcome.MATERNITY: "In the 39 weeks of maternity pay",
    Outcome.CUSTODY: "In custody",
    Outcome.WEEKS_USED: "28 weeks of sick pay are used up",
    Outcome.YEARS_PASSED: "Three years of linked sickness have passed",
}


def strip(found: sickness.Sickness) -> components.SummaryStrip:
    """Whose sickness, in which period, and how far it is."""
    return components.SummaryStrip(
        f"Sickness of {found.post.assistant.name}",
        (tag(found),),
        (
            ("Works for", found.post.employer.name),
            ("Period", provider.span_of(found.period)),
            ("Payday", dates.with_weekday(found.period.payday)),
            ("Sick days on the sheet", words.number(len(found.days))),
        ),
    )


def tag(found: sickness.Sickness) -> components.Tag:
    """The state in a word or two."""
    if found.is_paid:
        return components.Tag("Payslip approved", "green")
    if not found.days:
        return components.Tag("Nothing to decide", "grey")
    return components.Tag("Decided", "green") if found.is_decided else components.Tag("To decide", "red")


def facts(found: sickness.Sickness, average: averages.Average | None) -> components.SummaryList:
    """Everything that decides, a line each, with the way to add what is missing."""
    return components.SummaryList(
        (
            components.SummaryRow("Sick days", " · ".join(map(said, unbroken(found.days))) or "None"),
            components.SummaryRow(
                "Linked earlier sickness", _linked(found), action=_link(found, "earlier_sickness", "Add")
            ),
            components.SummaryRow("Usual working days", _usual(found), action=usual_link(found)),
            components.SummaryRow("Average weekly earnings", _average(found, average)),
            components.SummaryRow("Fit note", _fit_note(found)),
        ),
        title="What it is worked out from",
    )


def day_table(days: Sequence[SickDay], total: Decimal) -> components.Table | None:
    """Each day of sickness in the period and what it comes to."""
    if not days:
        return None
    rows = [components.Row((dates.with_weekday(day.day), _outcome(day), _amount(day))) for day in days]
    rows.append(components.Row(("Together, each week raised to a penny", "", words.figures(total)), "total"))
    return components.Table(
        caption="Day by day",
        columns=(
            components.Column("Day"),
            components.Column("What it is"),
            components.Column("A day's pay, £", numeric=True),
        ),
        rows=tuple(rows),
    )


def lines(title: str, shown: Sequence[Line]) -> components.PayLines:
    """The lines as the payslip will have them, in words for the officer."""
    return components.PayLines(
        title,
        tuple(
            components.PayLine(
                line.label, money.in_words(line.amount), line.working, wording.of_another(line.why)
            )
            for line in shown
        ),
        ("Sick pay", money.in_words(sum((line.amount for line in shown), money.ZERO))),
    )


def answers(decision: models.SickPayDecision) -> components.SummaryList:
    """What was decided, by whom and when."""
    rows = [("Decided", decision.get_outcome_display())]
    if decision.reason:
        rows.append(("Because", decision.get_reason_display()))
    if decision.average is not None:
        average = money.in_words(decision.average.quantize(money.PENNY))
        rows.append(("Average weekly earnings", f"{average}. {decision.average_source}"))
    rows += fit_note_rows(decision.fit_note, decision.fit_note_on)
    if decision.note:
        rows.append(("Note", decision.note))
    rows.append(("By", f"{decision.decided_by.name}, {words.moment_in_words(decision.decided_at)}"))
    return components.SummaryList(tuple(components.SummaryRow(*row) for row in rows))


def proposed(proposal: operations.Proposal) -> components.SummaryList:
    """The answers, for whoever gave them to check."""
    given = proposal.answers
    rows = [("Decided", str(models.SickPayDecision.Outcome(given.outcome).label))]
    if given.reason:
        rows.append(("Because", str(models.SickPayDecision.Reason(given.reason).label)))
    if proposal.average is not None:
        average = money.in_words(proposal.average.weekly.quantize(money.PENNY))
        rows.append(("Average weekly earnings", f"{average}. {proposal.average.source}"))
    rows += fit_note_rows(given.fit_note, given.fit_note_on)
    if given.note:
        rows.append(("Note", given.note))
    return components.SummaryList(tuple(components.SummaryRow(*row) for row in rows))


def sum_in_words(decision: models.SickPayDecision) -> str:
    """`Statutory Sick Pay of £73.95 is on the payslip`."""
    if decision.outcome == models.SickPayDecision.Outcome.NOT_DUE:
        return "the payslip says that Statutory Sick Pay is not due"
    total = sum((line.amount for line in sick_leave.from_json(decision.lines)), money.ZERO)
    return f"Statutory Sick Pay of {money.in_words(total)} is on the payslip"


def fit_note_rows(fit_note: str, on: date | None) -> Iterator[tuple[str, str]]:
    """What was said of the fit note, where one was asked for."""
    if fit_note != models.SickPayDecision.FitNote.NOT_NEEDED:
        label = str(models.SickPayDecision.FitNote(fit_note).label)
        yield "Fit note", f"{label}, dated {dates.in_words(on)}" if on else label


def said(span: Span) -> str:
    """`Monday 2 to Wednesday 4 November 2026 (3 days)`."""
    if span.days == 1:
        return f"{dates.with_weekday(span.first)} (1 day)"
    return (
        f"{span.first:%A} {dates.in_words(span.first)} to {dates.with_weekday(span.last)} ({span.days} days)"
    )


def weekdays_in_words(weekdays: Iterable[int]) -> str:
    """`Monday to Friday`, `Monday, Wednesday and Saturday`."""
    days = sorted(weekdays)
    if days == _WORKING_WEEK:
        return "Monday to Friday"
    named = [WEEKDAYS[day] for day in days]
    return wording.both(named)


def section(post: models.Employment, actor: actors.Actor) -> Iterator[components.Component]:
    """Sickness in the file of a post: the usual days, what was before, and what was decided last."""
    usual = list(sickness.qualifying_days(post, actor=actor))
    rows = [
        components.SummaryRow(
            "Usual working days",
            weekdays_in_words(usual[-1].weekdays) if usual else "Not recorded",
            action=components.Link(
                "Change" if usual else "Record", reverse("payroll:usual_days", args=[post.pk])
            ),
        ),
        *(_earlier_row(post, row) for row in sickness.earlier_sickness(post, actor=actor)),
        *(_decision_row(post, row) for row in sickness.decisions_of(post, actor=actor)[:3]),
    ]
    add = components.Link("Add earlier sickness", reverse("payroll:earlier_sickness", args=[post.pk]))
    yield components.SummaryList(tuple(rows), title="Sickness", link=add)


def usual_link(found: sickness.Sickness) -> components.Link:
    """The way to record or change the usual working days, and back."""
    return _link(found, "usual_days", "Change" if found.agreed else "Record")


def _link(found: sickness.Sickness, route: str, text: str) -> components.Link:
    address = reverse(f"payroll:{route}", args=[found.post.pk])
    return components.Link(text, f"{address}?period={found.period.pk}")


def _earlier_row(post: models.Employment, row: models.EarlierSickness) -> components.SummaryRow:
    address = reverse("payroll:earlier_sickness_remove", args=[post.pk, row.pk])
    span = sickness.span_of(row)
    link = components.Link("Remove", address, about=f"the sickness of {said(span)}")
    return components.SummaryRow("Before this payroll", f"{said(span)}. {row.source}", action=link)


def _decision_row(post: models.Employment, row: models.SickPayDecision) -> components.SummaryRow:
    address = reverse("payroll:sickness", args=[post.pk, row.period_id])
    total = sum((line.amount for line in sick_leave.from_json(row.lines)), money.ZERO)
    link = components.Link("See", address, about=f"the sickness of {provider.span_of(row.period)}")
    return components.SummaryRow(
        provider.span_of(row.period), f"{row.get_outcome_display()}: {money.in_words(total)}", action=link
    )


def _linked(found: sickness.Sickness) -> str:
    spans = sick_leave.linked_before(found.leave)
    return " · ".join(map(said, spans)) or "None in the 56 days before"


def _usual(found: sickness.Sickness) -> str:
    if not found.agreed:
        return "Not recorded yet. Sick pay is for these days, so they are needed first."
    on_first = [row for row in found.agreed if found.period.last_day in row.during]
    return weekdays_in_words((on_first or list(found.agreed))[-1].weekdays)


def _average(found: sickness.Sickness, average: averages.Average | None) -> str:
    if average is not None:
        return f"{money.in_words(average.weekly.quantize(money.PENNY))}. {average.source}"
    if found.first_linked_day is None:
        return "Not needed"
    return (
        "The payslips here do not cover the 8 weeks before "
        f"{dates.with_weekday(found.first_linked_day)}. Enter it below, with where it is from."
    )


def _fit_note(found: sickness.Sickness) -> str:
    over = sick_leave.over_seven_days(found.leave)
    if not over:
        return "Not needed: no sickness is longer than 7 days"
    return f"May be asked for: {dates.with_weekday(over[0])} is past the 7th day"


def _outcome(day: SickDay) -> str:
    if day.outcome is not Outcome.PAID:
        return _SAID[day.outcome]
    shared = words.counted(day.qualifying_days, "usual day", "usual days")
    return f"{wording.pounds(day.weekly)} a week ÷ {shared}"


def _amount(day: SickDay) -> str:
    return f"{day.daily:.4f}" if day.outcome is Outcome.PAID else words.figures(money.ZERO)
