"""What PAs are owed by a day: wages to approve, to put in a bank file, to pay, and to answer for."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final

from django.db.models import (
    Case,
    Count,
    DateField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from dpss.access import actors, scope
from ledger import bank_holidays
from ledger.queries import unpaid
from payroll import deadline_kinds as kinds
from payroll import models
from payroll.queries import deadline_columns as columns

# Wages that were never approved are looked for this long, and paydays to come this far ahead.
_BACK: Final = timedelta(days=92)
_AHEAD: Final = timedelta(days=35)


def to_approve(actor: actors.Actor) -> list[QuerySet[Any]]:
    """The pay periods of employers that are not approved, a row for each employer, in several queries.

    Until the payday that is every period with a post to pay. Afterwards only hours that were sent count: a
    sheet that never came is not late wages.
    """
    by_provider = models.WhoPays.objects.filter(
        employer=OuterRef("employer_of"), payer="provider", during__contains=OuterRef("to_day")
    )
    periods = _periods(actor)
    paydays = periods.order_by().values_list("payday", flat=True).distinct()
    days = kinds.file_days(list(paydays), holidays=bank_holidays.known())
    parts = (_coming(periods, actor), _sent_and_unpaid(periods, actor))
    return [
        part.filter(paid).annotate(by_day=by_day)
        for part in parts
        for paid, by_day in (
            (Exists(by_provider), _by_bacs("to_day", days)),
            (~Exists(by_provider), F("to_day")),
        )
    ]


def _coming(periods: QuerySet[models.PayPeriod], actor: actors.Actor) -> QuerySet[Any]:
    """Periods whose payday is to come, that have a post to pay and no approved payrun."""
    members = scope.visible_to(models.EmployersPayGroup.objects.all(), actor)
    rows = periods.filter(
        payday__gte=actor.today,
        group__members__in=members,
        group__members__during__contains=F("first_day"),
    ).annotate(employer_of=F("group__members__employer_id"))
    runs = models.Payrun.objects.filter(
        employer=OuterRef("employer_of"), period=OuterRef("pk"), kind=models.Payrun.Kind.REGULAR
    )
    not_worked = models.Timesheet.objects.filter(
        employment=OuterRef("pk"), period=OuterRef(OuterRef("pk")), state="not_worked"
    )
    posts = models.Employment.objects.filter(
        ~Exists(not_worked),
        Q(last_day=None) | Q(last_day__gte=OuterRef("first_day")),
        employer=OuterRef("employer_of"),
        first_day__lte=OuterRef("last_day"),
    )
    newest = runs.order_by("-run").values("state")[:1]
    return columns.add(
        rows.filter(~Exists(runs.filter(state="approved")), Exists(posts)),
        kinds.APPROVE,
        whose=F("employer_of"),
        called=F("group__members__employer__name"),
        stage=Coalesce(Subquery(newest), columns.text("")),
        from_day=F("first_day"),
        to_day=F("payday"),
    )


def _sent_and_unpaid(periods: QuerySet[models.PayPeriod], actor: actors.Actor) -> QuerySet[Any]:
    """Periods whose payday is over, with sheets with work on them that no approved payslip pays."""
    paid = models.Payslip.objects.filter(
        models.PAYS_THE_PERIOD,
        employment=OuterRef("employment"),
        payrun__period=OuterRef("period"),
        approved_at__isnull=False,
    )
    sheets = models.Timesheet.objects.filter(
        Exists(models.TimesheetEntry.objects.filter(timesheet=OuterRef("pk"))),
        ~Exists(paid),
        period__in=periods.filter(payday__lt=actor.today),
        state__in=["submitted", "approved"],
    ).annotate(employer_of=F("employment__employer_id"))
    return columns.add(
        scope.visible_to(sheets, actor),
        kinds.APPROVE,
        employer="employment__employer",
        stage=columns.text("approved"),
        thing=F("period_id"),
        from_day=F("period__first_day"),
        to_day=F("period__payday"),
    ).distinct()


def without_a_file(actor: actors.Actor) -> QuerySet[Any]:
    """Wages that the provider pays and that are in no bank file yet, a row for an employer and payday."""
    rows = unpaid.wages_without_a_file(actor=actor).order_by()
    employers = models.Employer.objects.filter(subject=OuterRef("debit_account__subject_id"))
    paydays = rows.values_list("due_on", flat=True).distinct()
    days = kinds.file_days(list(paydays), holidays=bank_holidays.known())
    # Whoever went to another provider is not reached any more: that provider has the deadline.
    reached = scope.visible_to(models.Employer.objects.all(), actor)
    mine = rows.filter(debit_account__subject__in=reached.values("subject"))
    grouped = mine.values("debit_account__subject_id", "due_on").annotate(
        many=Count("pk"), pounds=Sum("amount")
    )
    return grouped.annotate(
        what=columns.text(kinds.BANK_FILE),
        whose=Subquery(employers.values("pk")[:1]),
        called=Subquery(employers.values("name")[:1]),
        by_day=_by_bacs("due_on", days),
        is_under_way=columns.never(),
        stage=columns.text("due"),
        thing=Subquery(employers.values("pk")[:1]),
        detail=columns.text(""),
        from_day=columns.no_day(),
        to_day=F("due_on"),
    )


def sent_back(actor: actors.Actor) -> QuerySet[Any]:
    """Wages that the bank sent back, and that nobody has paid again or closed."""
    rows = unpaid.wages_to_answer(actor=actor).order_by()
    employers = scope.visible_to(models.Employer.objects.filter(subject=OuterRef("subject")), actor)
    days = rows.values_list("came_back_on", flat=True).distinct()
    by_day = kinds.answer_days(list(days), holidays=bank_holidays.known())
    return columns.add(
        # Whoever went to another provider is not reached any more, and has no deadline here.
        rows.filter(Exists(employers)),
        kinds.SENT_BACK,
        whose=Subquery(employers.values("pk")[:1]),
        called=Subquery(employers.values("name")[:1]),
        by_day=_on(by_day, "came_back_on"),
        stage=F("state"),
        detail=Coalesce(F("payment__payee__holder"), columns.text("")),
        many=Value(1),
        pounds=F("owed"),
    )


def employers_pay(actor: actors.Actor) -> QuerySet[Any]:
    """Wages that the employer has to pay and has not said that they did, a row for each payrun."""
    rows = models.PaymentInstruction.objects.filter(state="due")
    grouped = (
        scope.visible_to(rows, actor)
        .order_by()
        .values("employer_id", "employer__name", "due_on", "payslip__payrun_id")
        .annotate(many=Count("pk"), pounds=Sum("amount"))
    )
    return grouped.annotate(
        what=columns.text(kinds.OWN_WAGES),
        whose=F("employer_id"),
        called=F("employer__name"),
        by_day=F("due_on"),
        is_under_way=columns.never(),
        stage=columns.text("due"),
        thing=F("payslip__payrun_id"),
        detail=columns.text(""),
        from_day=columns.no_day(),
        to_day=columns.no_day(),
    )


def not_come(actor: actors.Actor) -> QuerySet[Any]:
    """Wages that a PA says have not come, which nobody has answered for."""
    rows = scope.visible_to(models.PayQuery.objects.filter(state="open"), actor)
    return columns.add(
        rows,
        kinds.NOT_COME,
        employer="employment__employer",
        by_day=F("due_on"),
        stage=F("paid_by"),
        detail=F("employment__assistant__name"),
        to_day=F("payday"),
    )


def _periods(actor: actors.Actor) -> QuerySet[models.PayPeriod]:
    near = (actor.today - _BACK, actor.today + _AHEAD)
    rows = models.PayPeriod.objects.filter(council_id=actor.council_id, payday__range=near)
    if actor.organisation_id is None:
        return rows
    return rows.filter(group__organisation_id=actor.organisation_id)


def _by_bacs(field: str, days: Mapping[date, date]) -> Case:
    """The day on which Bacs takes the file of each payday."""
    return _on(days, field)


def _on(days: Mapping[date, date], field: str) -> Case:
    """For each day of a field another one; the same where there is none."""
    whens = [When(**{field: day}, then=Value(other)) for day, other in days.items()]
    return Case(*whens, default=F(field), output_field=DateField())
