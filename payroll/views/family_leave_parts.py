"""How family leave and its pay is shown to a payroll officer."""

from collections.abc import Iterator, Sequence
from typing import Final

from django.urls import reverse

from dpss.access import actors
from dpss.kernel import dates, money
from dpss.web import components, words
from payroll import family_leave, models
from payroll.calc import wording
from payroll.calc.lines import Line
from payroll.queries import family_leave as queries
from payroll.queries import sickness

_PENSION: Final = (
    "While family pay is paid, the employer’s pension share is due on the usual pay, and the PA’s on what"
    " they are paid. Payslips here work both out on what is paid: tell the pension scheme of the difference."
)


def section(post: models.Employment, actor: actors.Actor) -> Iterator[components.Component]:
    """Family leave on the post's file."""
    rows = [_row(post, one) for one in queries.of_post(post, actor=actor)]
    add = components.Link("Add leave", reverse("payroll:family_leave_kind", args=[post.pk]))
    nothing = components.SummaryRow("Leave for a birth, adoption or a child’s death", "None recorded")
    yield components.SummaryList(tuple(rows or [nothing]), title="Family leave", link=add)


def summary(decision: models.FamilyPay) -> components.SummaryList:
    """What was asked for and decided."""
    claim = queries.claim_of(decision)
    average = money.in_words(sickness.exact(decision.average).quantize(money.PENNY))
    rows = [
        ("Decided", outcome(decision)),
        ("Weeks of pay", _weeks(claim)),
        ("Away", " · ".join(map(dates.span_in_words, claim.away))),
        ("First day back", dates.in_words(decision.back_on) if decision.back_on else "Not known yet"),
        *_days(decision),
        ("Average weekly earnings", f"{average}. {decision.average_source}"),
        ("Seen", f"{decision.evidence}, {dates.in_words(decision.evidence_on)}"),
    ]
    if decision.note:
        rows.append(("Note", decision.note))
    rows.append(("By", f"{decision.decided_by.name}, {words.moment_in_words(decision.decided_at)}"))
    return components.SummaryList(tuple(components.SummaryRow(*row) for row in rows))


def comes_to(decision: models.FamilyPay) -> Iterator[components.Component]:
    """The lines of all weeks whose rates are known; or why nothing is due, and what the PA must be told."""
    claim = queries.claim_of(decision)
    if not decision.is_paid:
        yield components.Banner(_not_due(decision), "important")
        return
    known = family_leave.known_up_to(claim)
    found = family_leave.pay_of(claim, average=sickness.exact(decision.average))
    yield _lines(decision, found)
    if len(known) < len(claim.paid_weeks):
        left = words.counted(len(claim.paid_weeks) - len(known), "week", "weeks")
        yield components.Note(f"{left} follow when HMRC’s rates for them are known here.")
    yield components.Note(_PENSION)


def outcome(decision: models.FamilyPay) -> str:
    """What was decided, in a line."""
    kind = decision.get_kind_display()
    return f"{kind} is paid" if decision.is_paid else f"{kind} is not due"


def _row(post: models.Employment, one: models.FamilyPay) -> components.SummaryRow:
    link = components.Link(
        "See",
        reverse("payroll:family_leave", args=[post.pk, one.pk]),
        about=f"the leave from {dates.in_words(one.first_day)}",
    )
    return components.SummaryRow(f"From {dates.in_words(one.first_day)}", outcome(one), action=link)


def _weeks(claim: family_leave.Claim) -> str:
    counted = words.counted(len(claim.paid_weeks), "week", "weeks")
    before = f", after {claim.weeks_before} paid by another payroll" if claim.weeks_before else ""
    return f"{counted}{before}"


def _days(decision: models.FamilyPay) -> Iterator[tuple[str, str]]:
    adopted = decision.adoption
    for label, day in (
        ("Matched" if adopted else "Baby due", decision.due_on),
        ("Placed" if adopted else "Born", decision.arrived_on),
        ("Died", decision.died_on),
    ):
        if day:
            yield label, dates.in_words(day)
    if care := queries.claim_of(decision).care:
        yield "Neonatal care", " · ".join(map(dates.span_in_words, care))


def _not_due(decision: models.FamilyPay) -> str:
    why = " ".join(map(wording.of_another, decision.why_not))
    tell = {
        models.FamilyPay.Kind.MATERNITY: " Give the PA form SMP1 within 7 days: with it they can ask for"
        " Maternity Allowance. They can take the leave all the same.",
        models.FamilyPay.Kind.ADOPTION: " Give the PA form SAP1 within 7 days.",
    }.get(decision.kind, " Tell the PA why, in writing.")  # type: ignore[call-overload]
    return f"{decision.get_kind_display()} is not due. {why}{tell}"


def _lines(decision: models.FamilyPay, shown: Sequence[Line]) -> components.PayLines:
    return components.PayLines(
        "What it comes to",
        tuple(
            components.PayLine(
                line.label, money.in_words(line.amount), line.working, wording.of_another(line.why)
            )
            for line in shown
        ),
        (str(decision.get_kind_display()), money.in_words(money.total(line.amount for line in shown))),
    )
