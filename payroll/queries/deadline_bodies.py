"""What HMRC, pension providers and The Pensions Regulator must have by a day."""

from typing import Any, Final

from django.db.models import CharField, F, Q, QuerySet
from django.db.models.functions import Cast, Concat

from dpss.access import actors, scope
from payroll import deadline_kinds as kinds
from payroll import models
from payroll.queries import deadline_columns as columns
from payroll.queries.submissions import newest_versions

_NOT_ACCEPTED: Final = ("awaiting", "held", "queued", "sending", "acknowledged", "rejected", "unknown")


def reports_of_wages(actor: actors.Actor) -> QuerySet[Any]:
    """Full Payment Submissions that HMRC has not accepted; one that HMRC has taken in is under way.

    `detail` is HMRC's letter for why it is late, where there is one.
    """
    return _submissions(models.Submission.Kind.FPS, kinds.FPS, actor, detail=F("late_reason"))


def summaries(actor: actors.Actor) -> QuerySet[Any]:
    """Employer Payment Summaries that HMRC has not accepted. `detail` is the tax year and month."""
    month = Cast("tax_month", CharField())
    detail = Concat("tax_year", columns.text(" "), month, output_field=CharField())
    return _submissions(models.Submission.Kind.EPS, kinds.EPS, actor, detail=detail)


def _submissions(kind: str, what: str, actor: actors.Actor, **given: Any) -> QuerySet[Any]:
    open_ones = models.Submission.objects.filter(kind=kind, state__in=_NOT_ACCEPTED)
    return columns.add(
        scope.visible_to(newest_versions(open_ones), actor),
        what,
        by_day=F("due_on"),
        is_under_way=columns.is_so(Q(state="acknowledged")),
        stage=F("state"),
        many=F("employees"),
        **given,
    )


def bills(actor: actors.Actor) -> QuerySet[Any]:
    """What HMRC is owed for a tax month or quarter and has not been paid."""
    rows = models.HmrcBill.objects.filter(state="due", amount__gt=0)
    return columns.add(
        scope.visible_to(rows, actor),
        kinds.HMRC_BILL,
        by_day=F("due_on"),
        stage=F("payer"),
        detail=F("tax_year"),
        from_day=F("period_begins"),
        to_day=F("period_ends"),
        pounds=F("amount"),
    )


def letters(actor: actors.Actor) -> QuerySet[Any]:
    """Letters from HMRC that can be appealed against until a day, and were not."""
    rows = models.HmrcLetter.objects.filter(state__in=["new", "answered"], appeal_by__isnull=False)
    return columns.add(
        scope.visible_to(rows, actor),
        kinds.HMRC_LETTER,
        by_day=F("appeal_by"),
        stage=F("state"),
        detail=F("kind"),
        pounds=F("amount"),
    )


def deductions(actor: actors.Actor) -> QuerySet[Any]:
    """What was taken from wages for somebody else and is not paid on."""
    rows = models.DeductionPayment.objects.filter(state="due")
    return columns.add(
        scope.visible_to(rows, actor),
        kinds.DEDUCTION,
        by_day=F("due_on"),
        stage=F("payer"),
        detail=F("payee"),
        pounds=F("amount"),
    )


def schedules(actor: actors.Actor) -> QuerySet[Any]:
    """Pension contributions that are not with the provider.

    What is submitted is under way where the provider collects it. Where it is paid by transfer somebody must
    still pay, as with HMRC's bills: it is here until the payment is in a bank file, or recorded.
    """
    by_debit = Q(state="submitted", scheme__paid=models.PensionScheme.Paid.DIRECT_DEBIT)
    rows = models.PensionSchedule.objects.filter(
        kind=models.PensionSchedule.Kind.CONTRIBUTIONS, state__in=["to_submit", "submitted"]
    )
    return columns.add(
        scope.visible_to(rows, actor),
        kinds.SCHEDULE,
        by_day=F("due_on"),
        is_under_way=columns.is_so(by_debit),
        stage=F("state"),
        detail=F("scheme__provider"),
        from_day=F("first_day"),
        to_day=F("last_day"),
        many=F("members"),
        pounds=F("member") + F("employer_share"),
    )


def pension_duties(actor: actors.Actor) -> QuerySet[Any]:
    """What a PA must be told or given about the pension; a letter that is queued is under way."""
    rows = models.PensionDue.objects.filter(closed_at=None)
    return columns.add(
        scope.visible_to(rows, actor),
        kinds.PENSION_DUTY,
        employer="employment__employer",
        by_day=F("by"),
        is_under_way=columns.is_so(Q(queued_at__isnull=False)),
        stage=F("duty"),
        detail=F("employment__assistant__name"),
    )


def for_the_regulator(actor: actors.Actor) -> QuerySet[Any]:
    """Declarations of compliance and re-enrolment that are not recorded as done."""
    rows = models.PensionTask.objects.filter(done_on=None)
    return columns.add(scope.visible_to(rows, actor), kinds.REGULATOR, by_day=F("due_by"), stage=F("kind"))
