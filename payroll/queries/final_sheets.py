"""The timesheet of a leaver's last period: whether the final pay can pay it, and what to do first."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from dpss.access import actors, scope
from dpss.kernel import dates
from payroll import models, reasons
from payroll.queries import contracted, paying_sheets
from payroll.queries import off_cycle as queries

_WAITS: Final[Mapping[str, str]] = {
    "draft": "The timesheet for {span} has been begun and not sent. Ask for it to be sent and approved, then"
    " choose it here.",
    "submitted": "The timesheet for {span} waits for the employer. Have it approved first, then choose it"
    " here.",
    "rejected": "The employer sent the timesheet for {span} back. Have it put right and approved, then choose"
    " it here.",
}
_STANDING: Final = (
    "Standing pay is agreed for {span}, and its sheet is made when the usual payrun is calculated. Calculate"
    " that first, then choose the sheet here."
)
_NONE: Final = (
    "No timesheet has come in for {span}. If they worked then, have one sent and approved, then choose it"
    " here."
)


@dataclass(frozen=True, slots=True)
class Last:
    """The period with the last day in it, which is not paid, and its sheet where that can be paid now.

    `why_not` says what to do first where it cannot; `others` are the sheets of earlier periods that wait.
    """

    period: models.PayPeriod
    sheet: models.Timesheet | None
    why_not: str
    others: tuple[models.Timesheet, ...]

    @property
    def span(self) -> str:
        """The period in words."""
        return _span(self.period)


def last_of(post: models.Employment, *, actor: actors.Actor) -> Last | None:
    """What is known of it; None without a last day, and where the time of its period is paid or was none."""
    period = queries.period_of_day(post, post.last_day) if post.last_day else None
    if period is None:
        return None
    paid = models.Payslip.objects.filter(
        employment=post, payrun__period=period, timesheet__isnull=False, approved_at__isnull=False
    )
    if scope.visible_to(paid, actor).exists():
        return None
    sheet = paying_sheets.of_posts([post.pk], period=period, actor=actor).get(post.pk)
    if sheet is not None and sheet.state == reasons.NOT_WORKED:
        return None
    others = (one for one in queries.sheets_to_pay(post, actor=actor) if one.period_id != period.pk)
    if sheet is not None and sheet.state == "approved":
        return Last(period, sheet, "", tuple(others))
    words = _WAITS[sheet.state] if sheet else _NONE
    if sheet is None and contracted.has_standing_pay(post, period=period, actor=actor):
        words = _STANDING
    return Last(period, None, words.format(span=_span(period)), tuple(others))


def _span(period: models.PayPeriod) -> str:
    return dates.span_in_words(dates.Span(period.first_day, period.last_day))
