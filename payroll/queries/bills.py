"""HMRC's bills: what employers owe for each tax month or quarter, and which of them are paid."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from decimal import Decimal

from django.db.models import F, Q, QuerySet

from dpss.access import actors, scope, transitions
from dpss.kernel import dates, money
from ledger import queries as books
from payroll import bill_rules, models
from payroll.calc import tax_periods


def bills(
    *, actor: actors.Actor, client_id: uuid.UUID | None = None, employer_id: uuid.UUID | None = None
) -> "QuerySet[models.HmrcBill]":
    """Bills that the actor reaches, the soonest first, with whose they are joined in."""
    rows = models.HmrcBill.objects.select_related("employer__client", "confirmed_by")
    if client_id:
        rows = rows.filter(employer__client_id=client_id)
    if employer_id:
        rows = rows.filter(employer_id=employer_id)
    return scope.visible_to(rows, actor).order_by("due_on", "employer__name", "part", "pk")


def to_pay(*, actor: actors.Actor, client_id: uuid.UUID | None = None) -> "QuerySet[models.HmrcBill]":
    """What employers who pay HMRC themselves have to pay and have not said that they did."""
    employer = models.HmrcBill.Payer.EMPLOYER
    return bills(actor=actor, client_id=client_id).filter(state="due", amount__gt=0, payer=employer)


def facts_of(
    found: Sequence[models.HmrcBill], *, actor: actors.Actor
) -> Mapping[uuid.UUID, bill_rules.BillFacts]:
    """What decides whether somebody may say that they are paid."""
    provider = models.HmrcBill.Payer.PROVIDER
    back = {bill.payment_key for bill in found if bill.sent_back}
    given_up = books.given_up(back, actor=actor) if back else set()
    return {
        bill.pk: bill_rules.BillFacts(bill.amount, bill.payer == provider, bill.payment_key in given_up)
        for bill in found
    }


def why_not(bill: models.HmrcBill, move: str, *, actor: actors.Actor) -> str:
    """Why the actor cannot make a move of a bill now, in a sentence; nothing when they can."""
    facts = facts_of([bill], actor=actor).get(bill.pk)
    return transitions.why_not(bill, move, actor=actor, facts=facts) or ""


def of_year(
    employer_ids: Collection[uuid.UUID], *, tax_year: str, actor: actors.Actor
) -> Mapping[uuid.UUID, list[models.HmrcBill]]:
    """The bills of each employer's tax year in the order of their periods, locked until the work is done."""
    rows = models.HmrcBill.objects.select_related("employer").filter(
        employer__in=employer_ids, tax_year=tax_year
    )
    found: dict[uuid.UUID, list[models.HmrcBill]] = defaultdict(list)
    locked = scope.visible_to(rows, actor).select_for_update(of=("self",)).order_by("pk")
    for bill in sorted(locked, key=lambda bill: (bill.last_month, bill.part)):
        found[bill.employer_id].append(bill)
    return found


def billed(employer_ids: Collection[uuid.UUID], *, day: date, actor: actors.Actor) -> set[uuid.UUID]:
    """The employers among these who have a bill already for the tax month of a payday."""
    month = tax_periods.tax_month(day)
    rows = models.HmrcBill.objects.filter(
        employer__in=employer_ids,
        tax_year=tax_periods.tax_year_of(day),
        first_month__lte=month,
        last_month__gte=month,
    )
    return set(scope.visible_to(rows, actor).values_list("employer_id", flat=True))


def to_ask_back() -> Q:
    """Those with which a tax year or a PAYE reference ends, and HMRC has more than was owed in it."""
    return Q(is_last=True, amount__gt=F("owed") + F("brought"))


def asked_back(employer: models.Employer, *, tax_year: str, actor: actors.Actor) -> Decimal:
    """What HMRC owes an employer of what is over in a tax year, in pounds: later bills do not take it."""
    ended = bills(actor=actor, employer_id=employer.pk).filter(to_ask_back(), tax_year=tax_year)
    last = {bill.last_month: bill for bill in ended.order_by("part")}
    return money.total(bill.hmrc_owes for bill in last.values())


def months_in_words(bill: models.HmrcBill) -> str:
    """The days of the tax month or quarter, "6 October to 5 November 2026"."""
    return dates.span_in_words(dates.Span(bill.period_begins, bill.period_ends))
