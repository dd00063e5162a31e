"""HMRC's bills: raised once when a tax month is over, kept to what the P32 says, and paid once."""

import uuid
from collections.abc import Collection, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from django.db import transaction
from django.db.models import Exists, OuterRef

from dpss.access import actors, policy, scope, transitions
from dpss.kernel import errors, money
from payroll import models
from payroll.calc import tax_periods
from payroll.operations import bill_books, bill_counting
from payroll.queries import bills as queries

BATCH: Final = 200


def raise_due(*, actor: actors.Actor, at: datetime) -> int:
    """Raise the bill of every tax month or quarter that is over, and keep unpaid ones to the P32.

    Returns how many bills are new or changed: run again, it returns 0. Employers are taken in batches, each
    in a transaction of its own; one that somebody else counts just now is left to them.
    """
    if not actor.may(policy.MAKE_PAYMENT_FILES):
        raise errors.NotAllowed("HMRC's bills are raised by the payments job.")
    done = 0
    for tax_year in _years(actor.today):
        with actors.acting(actor):
            ids = _paid_in(tax_year, actor)
        for start in range(0, len(ids), BATCH):
            with actors.acting(actor), transaction.atomic():
                locked = _lock(ids[start : start + BATCH], actor, skip_locked=True)
                done += bill_counting.count(locked, tax_year=tax_year, actor=actor, at=at)
    return done


def hold_billed(
    employer_ids: Collection[uuid.UUID], *, day: date, actor: actors.Actor
) -> tuple[uuid.UUID, ...]:
    """Of these employers, those who have a bill for the tax month of a payday; nobody else counts them now.

    Call it before a correction touches their money, and `recount` after it, in the same transaction.
    """
    return _lock(queries.billed(employer_ids, day=day, actor=actor), actor, skip_locked=False)


def recount(employer_ids: Collection[uuid.UUID], *, day: date, actor: actors.Actor, at: datetime) -> None:
    """Bring the bills of a payday's tax year into line with the P32, for employers that are held."""
    tax_year = tax_periods.tax_year_of(day)
    bill_counting.count(employer_ids, tax_year=tax_year, actor=actor, at=at)


@transaction.atomic
def confirm(
    *,
    bill: models.HmrcBill,
    seen: Decimal,
    actor: actors.Actor,
    at: datetime,
    reason: str = "",
    on_behalf_of: str = "",
) -> models.HmrcBill:
    """The employer has paid HMRC: take it off their direct payment account, once.

    `seen` is the amount that they were shown, in pounds. Staff write it down in the employer's name, and
    `reason` says how they know. Raises `Conflict` when it is another amount now, and `Refused` when it is
    paid already, or paid by the provider.
    """
    own = not actor.is_staff
    moved = transitions.move(
        bill,
        "confirm" if own else "confirm_for",
        actor=actor,
        at=at,
        facts=lambda found: queries.facts_of(found, actor=actor),
        reason=reason.strip(),
        on_behalf_of=on_behalf_of if own else bill.employer.name,
        also={"confirmed_by_id": actor.user_id, "paid_on": actor.today, "in_books": own},
    )
    moved.refresh_from_db(fields=["amount", "taken_back"])
    if moved.amount != seen:
        raise errors.Conflict(
            "A payslip was put right since you opened this page."
            f" It is {money.in_words(moved.amount)} now. If you have paid {money.in_words(seen)} already,"
            " ring us. If not, go back and look at it again."
        )
    if own:
        bill_books.follow(moved, actor, at)
    return moved


@transaction.atomic
def undo_confirm(
    *, bill: models.HmrcBill, reason: str, actor: actors.Actor, at: datetime, on_behalf_of: str = ""
) -> models.HmrcBill:
    """It was not paid after all: the money is on the account again, set aside, and the bill is to pay.

    By the employer, or by staff in their name. Later bills ask no more for what this one asks for now.
    Raises `Refused` when it is not paid.
    """
    year = queries.of_year([bill.employer_id], tax_year=bill.tax_year, actor=actor)[bill.employer_id]
    before = next((one for one in year if one.pk == bill.pk), bill)
    own = not actor.is_staff
    moved = transitions.move(
        bill,
        "unconfirm" if own else "unconfirm_for",
        actor=actor,
        at=at,
        reason=reason.strip(),
        on_behalf_of=on_behalf_of if own else bill.employer.name,
        also={
            "confirmed_by_id": None,
            "paid_on": None,
            "taken_back": before.taken_back + 1,
            "in_books": own,
        },
    )
    if own:
        bill_books.follow(moved, actor, at)
    for one in year:
        if one.pk == moved.pk:
            one.refresh_from_db()
    bill_counting.ask_again(year, actor=actor, at=at)
    moved.refresh_from_db()
    return moved


def _years(today: date) -> tuple[str, ...]:
    """The running tax year and the one before, for as long as HMRC is told what is put right of it."""
    now = tax_periods.tax_year_of(today)
    return tax_periods.tax_year_of(tax_periods.first_day(now) - date.resolution), now


def _paid_in(tax_year: str, actor: actors.Actor) -> Sequence[uuid.UUID]:
    """The employers with a payslip in a tax year, and those with a bill of it."""
    slips = models.Payslip.objects.filter(
        employment__employer=OuterRef("pk"), tax_year=tax_year, approved_at__isnull=False
    )
    bills = models.HmrcBill.objects.filter(employer=OuterRef("pk"), tax_year=tax_year)
    rows = models.Employer.objects.filter(Exists(slips) | Exists(bills))
    return list(scope.visible_to(rows, actor).order_by("pk").values_list("pk", flat=True))


def _lock(
    employer_ids: Collection[uuid.UUID], actor: actors.Actor, *, skip_locked: bool
) -> tuple[uuid.UUID, ...]:
    if not employer_ids:
        return ()
    rows = models.Employer.objects.filter(pk__in=employer_ids).order_by("pk")
    locked = scope.visible_to(rows, actor).select_for_update(
        of=("self",), no_key=True, skip_locked=skip_locked
    )
    return tuple(row.pk for row in locked)
