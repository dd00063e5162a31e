"""What an employer who pays wages themselves pays in all: wages, HMRC, orders, and the pension scheme."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from dpss.access import actors, scope
from dpss.kernel import dates, money
from ledger import kinds
from ledger.models import CreditorAccount
from payroll import models
from payroll.queries import bills, deduction_payments, instructions, pension_schedules


@dataclass(frozen=True, slots=True)
class Share:
    """So many pounds of a month, and how many of them are paid."""

    pounds: Decimal
    paid: Decimal

    @property
    def left(self) -> Decimal:
        """What of it is not paid yet, in pounds."""
        return self.pounds - self.paid


@dataclass(frozen=True, slots=True)
class PayTo:
    """The account of a body, as a banking app asks for it."""

    name: str
    sort_code: str
    account_number: str


@dataclass(frozen=True, slots=True)
class Month:
    """What falls due in one calendar month, and what is late before it, by whom it is for."""

    first_day: date
    wages: Share
    hmrc: Share
    orders: Share
    pension: Share

    @property
    def total(self) -> Decimal:
        """All of it, in pounds."""
        return self.wages.pounds + self.hmrc.pounds + self.orders.pounds + self.pension.pounds

    @property
    def left(self) -> Decimal:
        """What is not paid yet, in pounds."""
        return self.wages.left + self.hmrc.left + self.orders.left + self.pension.left


def month(day: date, *, actor: actors.Actor, client_id: uuid.UUID | None = None) -> Month:
    """The calendar month of a day, in four queries."""
    first = day.replace(day=1)
    days = (first, dates.add_months(first, 1) - date.resolution)
    late = Q(due_on__lt=first, state="due")
    wages = instructions.instructions(actor=actor, client_id=client_id)
    wages = wages.filter(Q(due_on__range=days) | late)
    theirs = models.HmrcBill.Payer.EMPLOYER
    hmrc = bills.bills(actor=actor, client_id=client_id)
    hmrc = hmrc.filter(Q(due_on__range=days) | late, payer=theirs)
    orders = deduction_payments.payments(actor=actor, client_id=client_id)
    orders = orders.filter(Q(due_on__range=days) | late, payer=theirs)
    pension = _schedules(actor, client_id)
    pension = pension.filter(Q(day__range=days) | Q(day__lt=first, settled_on=None))
    return Month(
        first,
        _share(wages, F("amount"), Q(state="paid")),
        _share(hmrc, F("amount"), Q(state="paid")),
        _share(orders, F("amount"), Q(state="paid")),
        _share(pension, pension_schedules.TOTAL, Q(settled_on__isnull=False)),
    )


def hmrc(
    *, actor: actors.Actor, client_id: uuid.UUID | None = None, is_paid: bool = False
) -> QuerySet[models.HmrcBill]:
    """What the employer pays HMRC and has not, or what they have, the newest first."""
    if not is_paid:
        return bills.to_pay(actor=actor, client_id=client_id)
    theirs = models.HmrcBill.Payer.EMPLOYER
    return (
        bills.bills(actor=actor, client_id=client_id).filter(state="paid", payer=theirs).order_by("-due_on")
    )


def pension(*, actor: actors.Actor, client_id: uuid.UUID | None = None) -> Sequence[models.PensionSchedule]:
    """What the pension scheme takes, or is paid, and has not got yet, the soonest first."""
    rows = _schedules(actor, client_id).filter(settled_on=None)
    return list(rows.order_by("day", "pk"))


def pension_schedule(
    pk: uuid.UUID, *, actor: actors.Actor, client_id: uuid.UUID | None = None
) -> QuerySet[models.PensionSchedule]:
    """One schedule of contributions of an employer who pays themselves."""
    return _theirs(actor, client_id).filter(pk=pk)


def is_to_transfer(one: models.PensionSchedule) -> bool:
    """Whether the scheme has the schedule and waits for a bank transfer."""
    by_transfer = one.scheme.paid == models.PensionScheme.Paid.TRANSFER
    return by_transfer and one.state == "submitted" and one.member + one.employer_share > 0


def account_of(creditor: str, *, employer_id: uuid.UUID, day: date) -> PayTo | None:
    """The account of HMRC ("hmrc"), or of the employer's pension scheme by its name, on a day.

    It is the one that the employer's provider has approved; None when none is recorded.
    """
    asked = [employer_id, kinds.as_creditor(creditor), day]
    for row in CreditorAccount.objects.raw("select * from payroll_creditor_account(%s, %s, %s)", asked):
        return PayTo(row.name, row.sort_code or "", row.account_number or "")
    return None


def _schedules(actor: actors.Actor, client_id: uuid.UUID | None) -> QuerySet[Any]:
    """Those with something to pay, with the `day` of payment."""
    rows = _theirs(actor, client_id).filter(total__gt=0)
    return rows.annotate(day=Coalesce("settled_on", "collect_on", "due_on"))


def _theirs(actor: actors.Actor, client_id: uuid.UUID | None) -> QuerySet[Any]:
    """Contributions of employers who pay themselves today, each with the `total`."""
    pays = models.WhoPays.objects.filter(during__contains=actor.today, payer=models.WhoPays.Payer.EMPLOYER)
    rows = pension_schedules.schedules(actor=actor).filter(
        kind=models.PensionSchedule.Kind.CONTRIBUTIONS,
        employer__in=scope.visible_to(pays, actor).values("employer"),
    )
    return rows.filter(employer__client_id=client_id) if client_id else rows


def _share(rows: QuerySet[Any], amount: Any, paid: Q) -> Share:
    found = rows.order_by().aggregate(
        pounds=Sum(amount, default=money.ZERO), paid=Sum(amount, filter=paid, default=money.ZERO)
    )
    return Share(found["pounds"], found["paid"])
