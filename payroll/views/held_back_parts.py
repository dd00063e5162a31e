"""Sick days held back for a fit note: whose are open, and what was decided about them."""

from collections.abc import Iterator

from django.urls import reverse

from dpss.access import actors
from dpss.kernel import dates, money
from dpss.web import components, words
from payroll import models
from payroll.queries import sick_arrears, sickness
from payroll.views import provider


def buttons(found: sickness.Sickness, actor: actors.Actor) -> Iterator[components.Component]:
    """What became of days that an approved payslip holds back, or the way to decide it."""
    decision = found.decision
    if decision is None or not found.is_paid or decision.fit_note != sick_arrears.WITHHELD:
        return
    row = sick_arrears.of(decision, actor=actor)
    keys = [found.post.pk, found.period.pk]
    if row is None:
        yield components.ButtonLink(
            "Decide the days held back", reverse("payroll:sick_arrears", args=keys), "main"
        )
        return
    yield _said(row)
    if row.pay_in is None or not sick_arrears.is_paid(row, actor=actor):
        yield components.ButtonLink("Undo that", reverse("payroll:sick_arrears_undo", args=keys))


def waiting(actor: actors.Actor) -> components.Panel | None:
    """Whose days are held back until a fit note comes, on payslips that are approved."""
    rows = [
        components.PanelRow(
            one.employment.assistant.name,
            note=f"{one.employment.employer.name}, {provider.span_of(one.period)}",
            href=reverse("payroll:sickness", args=[one.employment_id, one.period_id]),
        )
        for one in sick_arrears.waiting(actor=actor)
    ]
    return components.Panel("Held back until a fit note comes", tuple(rows)) if rows else None


def _said(row: models.SickPayArrears) -> components.Note:
    who = f"{row.decided_by.name}, {words.moment_in_words(row.decided_at)}"
    if row.pay_in is None:
        return components.Note(f"{row.reason} {who}.", "The days held back are not paid:")
    paid = f"{money.in_words(row.amount)} with the payslip of {dates.with_weekday(row.pay_in.payday)}"
    return components.Note(f"{paid}. {who}.", "The days held back:")
