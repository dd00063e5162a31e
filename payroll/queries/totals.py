"""The control totals of a period: what it comes to so far, and what must agree with what."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.db.models import Count, Q, Sum

from dpss.access import actors, scope
from dpss.kernel import money
from payroll import models, postings
from payroll.queries import month, month_figures, worked_time

# Until a correction is approved the payslip that it replaces is the one that counts.
NOT_A_DRAFT_CORRECTION: Final = Q(replaces=None) | Q(approved_at__isnull=False)


@dataclass(frozen=True, slots=True)
class Totals:
    """What the payslips of a period come to, approved or not: pounds, and minutes paid by the hour."""

    payslips: int
    minutes: int
    sheet_minutes: int
    gross: Decimal
    reimbursed: Decimal
    taken_off: Decimal
    net: Decimal

    @property
    def hours_agree(self) -> month_figures.Check:
        """The hours that are paid, and those on the sheets."""
        return month_figures.Check(
            "Minutes on the payruns",
            Decimal(self.minutes),
            "Minutes on their sheets",
            Decimal(self.sheet_minutes),
        )

    @property
    def net_agrees(self) -> month_figures.Check:
        """Net pay, and what it is made of."""
        made_of = self.gross + self.reimbursed - self.taken_off
        return month_figures.Check("Net pay", self.net, "Gross pay + mileage − everything taken off", made_of)


def of_period(period: models.PayPeriod, *, actor: actors.Actor) -> Totals:
    """The totals of a period, each read from the table that it speaks of."""
    counted = models.Payslip.objects.filter(NOT_A_DRAFT_CORRECTION, payrun__period=period, replaced_at=None)
    slips = scope.visible_to(counted, actor)
    sums = {
        name: Sum(name, default=money.ZERO) for name in ("gross", "non_taxable", "net", *postings.DEDUCTIONS)
    }
    pay = slips.aggregate(count=Count("pk"), **sums)
    counted_runs = month.payruns(period, actor=actor).filter(~Q(kind="correction") | Q(state="approved"))
    runs = counted_runs.aggregate(minutes=Sum("minutes", default=0))
    entries = models.TimesheetEntry.objects.filter(
        timesheet__in=slips.values("timesheet"), kind__in=worked_time.PAID_BY_THE_HOUR
    )
    on_sheets = scope.visible_to(entries, actor).aggregate(minutes=Sum("minutes", default=0))
    return Totals(
        payslips=pay["count"],
        minutes=runs["minutes"],
        sheet_minutes=on_sheets["minutes"],
        gross=pay["gross"],
        reimbursed=pay["non_taxable"],
        taken_off=money.total(pay[name] for name in postings.DEDUCTIONS),
        net=pay["net"],
    )
