"""Counting HMRC's bills anew: what is owed comes from the P32, what is asked for from what is paid."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from clients import operations as clients
from dpss.access import actors, audit, rows, scope
from dpss.kernel import money
from ledger import journal
from ledger import operations as ledger
from payroll import bill_chain, models, postings
from payroll.calc import tax_periods
from payroll.operations import new_bills
from payroll.queries import bills as queries
from payroll.queries import p32s

_PROVIDER: Final = models.HmrcBill.Payer.PROVIDER
_EMPLOYER: Final = models.HmrcBill.Payer.EMPLOYER
_COUNTED: Final = (
    "owed", "brought", "amount", "recovered", "late_allowance", "counted", "accounts_office", "payer",
    "paye_reference", "is_last",
)  # fmt: skip


@dataclass(slots=True)
class _Work:
    """What counting many employers' bills comes to, before any of it is written."""

    new: list[models.HmrcBill] = field(default_factory=list)
    changed: list[models.HmrcBill] = field(default_factory=list)
    events: list[audit.Event] = field(default_factory=list)
    movements: list[journal.Movement] = field(default_factory=list)
    aside: list[clients.CommitmentValue] = field(default_factory=list)
    settled: list[str] = field(default_factory=list)


def count(employer_ids: Collection[uuid.UUID], *, tax_year: str, actor: actors.Actor, at: datetime) -> int:
    """Raise what is missing and correct what is unpaid, for employers that the caller has locked.

    Returns how many bills are new or changed. One whose payment is in a bank file counts as paid.
    """
    if not employer_ids:
        return 0
    standings = p32s.of_employers(employer_ids, tax_year=tax_year, actor=actor)
    existing = queries.of_year(employer_ids, tax_year=tax_year, actor=actor)
    payers = _payers(employer_ids, actor)
    in_bulk = models.Employer.objects.select_related("client").in_bulk(list(employer_ids))
    years, work = [], _Work()
    for key in employer_ids:
        year = existing.get(key, [])
        before = {bill.pk: _figures(bill) for bill in year}
        year = [*year, *new_bills.missing(year, in_bulk[key], standings[key], today=actor.today, at=at)]
        year.sort(key=lambda bill: (bill.last_month, bill.part))
        for bill in year:
            _owe(bill, standings[key], payers[key], work)
        years.append((year, before))
    _ask(years, actor=actor, at=at, work=work)
    _write(work, actor=actor, at=at)
    return len(work.new) + len(work.changed)


def ask_again(year: list[models.HmrcBill], *, actor: actors.Actor, at: datetime) -> None:
    """Share out what one employer's locked bills of a tax year ask for, after one was opened or paid."""
    work = _Work()
    _ask([(year, {bill.pk: _figures(bill) for bill in year})], actor=actor, at=at, work=work)
    _write(work, actor=actor, at=at)


def _ask(
    years: Sequence[tuple[list[models.HmrcBill], Mapping[uuid.UUID, tuple[Any, ...]]]],
    *,
    actor: actors.Actor,
    at: datetime,
    work: _Work,
) -> None:
    every = [bill for year, _ in years for bill in year]
    unpaid = [bill.payment_key for bill in every if bill.state == "due" and bill.sent_back]
    sent_back = ledger.hold_returned(unpaid, actor=actor) if unpaid else {}
    payments = ledger.hold_payments([bill.payment_key for bill in every if bill.state == "due"], actor=actor)
    runs = _runs(every, actor)
    for year, before in years:
        if not year:
            continue
        fixed = {
            bill.pk
            for bill in year
            if bill.state != "due"
            or (bill.payment_key in payments and payments[bill.payment_key].state != "due")
        }
        rests = [(bills, _share_out(bills, fixed, actor.today, at)) for bills in _by_reference(year)]
        year[:] = [bill for bills, _ in rests for bill in bills]
        for bill in year:
            _note(bill, before.get(bill.pk), work)
            payment = payments.get(bill.payment_key)
            wanted = bill.amount if bill.payer == _PROVIDER else money.ZERO
            if payment is not None and payment.state == "due" and payment.amount != wanted:
                ledger.change_due(payment, amount=wanted, actor=actor, at=at)
            if payment is None and bill.payment_key in sent_back:
                ledger.change_owed(sent_back[bill.payment_key], amount=wanted, actor=actor, at=at)
        _set_aside(year, fixed, work)
        for bills, rest in rests:
            if rest <= 0:
                work.settled += _payrun_keys(bills, runs)


def _by_reference(year: Sequence[models.HmrcBill]) -> Sequence[list[models.HmrcBill]]:
    """The bills of each PAYE reference: HMRC sets nothing off between one and another."""
    found: dict[str, list[models.HmrcBill]] = defaultdict(list)
    for bill in year:
        found[bill.paye_reference].append(bill)
    return list(found.values())


def _share_out(year: list[models.HmrcBill], fixed: set[uuid.UUID], today: date, at: datetime) -> Decimal:
    """Set what each bill of a reference asks for, and return what none does. At its end one asks for it."""
    links = [bill_chain.Link(bill.owed, bill.amount, bill.pk in fixed) for bill in year]
    chain = bill_chain.chain(links)
    for bill, asked in zip(year, chain.bills, strict=True):
        bill.brought, bill.amount = asked.brought, asked.amount
    if chain.rest <= 0 or not year[-1].is_last:
        return chain.rest
    year.append(new_bills.rest_of(year[-1], chain.rest, today=today, at=at))
    return money.ZERO


def _owe(
    bill: models.HmrcBill, standing: p32s.Standing, payers: Sequence[models.WhoPays], work: _Work
) -> None:
    """What the P32 says of its months, and the parts of it that no payrun has posted."""
    bill.paye_reference = standing.paye_reference(bill.last_month)
    bill.is_last = standing.schemes.ends_with(bill.last_month)
    if bill.state == "due":
        bill.accounts_office = standing.accounts_office(bill.last_month)
        payer = next((one.payer for one in payers if bill.due_on in one.during), bill.payer)
        bill.payer = payer or _EMPLOYER
    if bill.part > 1:
        return
    months = [month for month in standing.record.months if bill.first_month <= month.month <= bill.last_month]
    recovered = money.total(month.recovered + month.compensation for month in months)
    late = money.total(month.allowance - standing.counted.get(month.month, money.ZERO) for month in months)
    bill.owed = money.total(month.due for month in months)
    more, later = recovered - bill.recovered, late - bill.late_allowance
    if more or later:
        bill.recovered, bill.late_allowance, bill.counted = recovered, late, bill.counted + 1
        work.movements.append(
            postings.of_bill_counted(
                recovered=more,
                allowance=later,
                source_key=f"{postings.bill_key(bill.pk)}:counted:{bill.counted}",
                employer_subject=bill.subject_id,
                day=bill.period_ends,
            )
        )


def _note(bill: models.HmrcBill, before: tuple[Any, ...] | None, work: _Work) -> None:
    """A bill that is new, or another one than before, is written with its history."""
    after = _figures(bill)
    if before == after:
        return
    names = dict(zip(_COUNTED, after, strict=True))
    if before is None:
        work.new.append(bill)
        work.events.append(audit.of(bill, "raise", after={"owed": bill.owed, "amount": bill.amount}))
        return
    was = dict(zip(_COUNTED, before, strict=True))
    different = [name for name in _COUNTED if was[name] != names[name]]
    work.changed.append(bill)
    work.events.append(
        audit.of(
            bill,
            "change",
            before={name: was[name] for name in different},
            after={name: names[name] for name in different},
        )
    )


def _set_aside(year: Sequence[models.HmrcBill], fixed: Collection[uuid.UUID], work: _Work) -> None:
    """What the bills ask for is set aside in place of what each payrun set aside for HMRC."""
    for bill in year:
        if bill.pk in fixed or not bill.amount:
            work.settled.append(postings.bill_key(bill.pk))
        else:
            work.aside.append(
                clients.CommitmentValue(
                    client_id=bill.employer.client_id,
                    council_id=bill.council_id,
                    subject_id=bill.subject_id,
                    kind="hmrc",
                    amount=bill.amount,
                    due_on=bill.due_on,
                    source_key=postings.bill_key(bill.pk),
                )
            )


def _runs(
    every: Sequence[models.HmrcBill], actor: actors.Actor
) -> Mapping[uuid.UUID, list[tuple[uuid.UUID, date]]]:
    """The approved payruns of these employers' tax year with their paydays, by employer."""
    found: dict[uuid.UUID, list[tuple[uuid.UUID, date]]] = defaultdict(list)
    if every:
        runs = models.Payrun.objects.filter(
            models.paid_in_year(every[0].tax_year),
            employer__in={bill.employer_id for bill in every},
            state="approved",
        ).annotate(paid_on=models.paid_on())
        for employer, key, day in scope.visible_to(runs, actor).values_list("employer_id", "pk", "paid_on"):
            found[employer].append((key, day))
    return found


def _payrun_keys(
    year: Sequence[models.HmrcBill], runs: Mapping[uuid.UUID, list[tuple[uuid.UUID, date]]]
) -> Iterator[str]:
    """What the payruns of the billed months set aside. What later months owe is not asked for yet."""
    months = {month for bill in year for month in range(bill.first_month, bill.last_month + 1)}
    for key, day in runs.get(year[0].employer_id, ()):
        if tax_periods.tax_month(day) in months:
            yield f"payrun:{key}:hmrc"


def _write(work: _Work, *, actor: actors.Actor, at: datetime) -> None:
    models.HmrcBill.objects.bulk_create(work.new, batch_size=500)
    rows.update_all(work.changed, set(_COUNTED))
    if work.movements:
        council = actor.council_id
        ledger.post_all(work.movements, council_id=council, at=at)
    audit.record_all(work.events, actor=actor, at=at)
    clients.settle_all(work.settled, on=actor.today)
    clients.hold_all(work.aside)


def _payers(
    employer_ids: Collection[uuid.UUID], actor: actors.Actor
) -> Mapping[uuid.UUID, list[models.WhoPays]]:
    found: dict[uuid.UUID, list[models.WhoPays]] = defaultdict(list)
    for row in scope.visible_to(models.WhoPays.objects.filter(employer__in=employer_ids), actor):
        found[row.employer_id].append(row)
    return found


def _figures(bill: models.HmrcBill) -> tuple[Any, ...]:
    return tuple(getattr(bill, name) for name in _COUNTED)
