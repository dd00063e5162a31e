"""Comparing what HMRC was told in summaries with the bills: what they take off, HMRC knows of."""

import uuid
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from dpss.access import actors, policy
from dpss.access.findings import Result
from dpss.kernel import money
from payroll import eps_report, got_back, models, submission_states
from payroll.calc import records
from payroll.queries import bill_checks, p32s, recoveries, summaries_kept, year_schemes

AT_A_TIME: Final = 200
_ANSWERED: Final = ("accepted", *submission_states.NOT_NEEDED)
_LAST_MONTH: Final = 12


@dataclass(frozen=True, slots=True)
class _Reference:
    """One employer's tax year under one PAYE reference: its bills in their order, and its summaries."""

    employer: uuid.UUID
    tax_year: str
    recovery: recoveries.Recovery
    bills: Sequence[models.HmrcBill]
    summaries: Sequence[tuple[models.Submission, eps_report.Said]]
    counted: Mapping[int, Decimal]
    was_brought: bool

    def wrong(self, today: date) -> Iterator[str]:
        """What HMRC was told otherwise than the bills say."""
        name = f"{self.employer} in {self.tax_year}"
        if self.bills and not self._is_on_its_way("recovered"):
            for bill in self.bills:
                told, taken = self._told(bill), self._taken(bill)
                if told != taken and not self._is_still_told(bill, today):
                    yield f"{name} takes off {taken} to month {bill.last_month}, and HMRC was told {told}"
        used = self._allowance()
        if used and not self._is_on_its_way("allowance") and not self._was_told_of_a_claim():
            yield f"{name} takes off {used} of Employment Allowance, and HMRC was told of no claim"

    def _told(self, bill: models.HmrcBill) -> Decimal:
        """Of statutory pay and compensation, here: the last accepted year to date, less what came before.

        Of months whose wages a provider's own software worked out, it told HMRC as they were paid.
        """
        held, before = self.recovery.held, money.total(self.recovery.before)
        ends = held.ended_on is not None and bill is self.bills[-1]
        month = _LAST_MONTH if ends else bill.last_month
        elsewhere = max((one for one in self.recovery.told.elsewhere if one <= month), default=0)
        said = [
            got_back.sums(each.recovered)
            for one, each in self.summaries
            if one.state == "accepted" and each.recovered and elsewhere < (one.tax_month or 0) <= month
        ]
        by_software = self.recovery.to_date.get(elsewhere, self.recovery.before)
        return money.total(said[-1] if said else by_software) - before

    def _taken(self, bill: models.HmrcBill) -> Decimal:
        return money.total(one.recovered for one in self.bills if one.last_month <= bill.last_month)

    def _is_still_told(self, bill: models.HmrcBill, today: date) -> bool:
        """Whether the summary of the bill's last month is still to be made."""
        month = bill.last_month
        was_told = any(said.recovered and one.tax_month == month for one, said in self.summaries)
        is_over = eps_report.is_over(tax_year=self.tax_year, month=month, today=today)
        return not was_told and not is_over

    def _is_on_its_way(self, what: str) -> bool:
        """Whether something of it waits, is with HMRC unanswered, or was refused: somebody sees to that."""
        return any(
            one.state not in _ANSWERED and getattr(said, what) not in (None, ())
            for one, said in self.summaries
        )

    def _allowance(self) -> Decimal:
        """What payruns and bills took off for the allowance, of the months that are billed."""
        months = {month for bill in self.bills for month in range(bill.first_month, bill.last_month + 1)}
        by_payruns = money.total(self.counted.get(month, money.ZERO) for month in months)
        return by_payruns + money.total(bill.late_allowance for bill in self.bills)

    def _was_told_of_a_claim(self) -> bool:
        """Whether HMRC has a claim: accepted here, told in another way by who closed it, or brought in."""
        said = [
            each.allowance
            for one, each in self.summaries
            if one.state in ("accepted", "closed") and each.allowance is not None
        ]
        return said[-1] if said else self.was_brought


def summaries() -> Result:
    """Compare every PAYE reference's accepted summaries with its bills. The connection must see every row."""
    examined = 0
    broken: list[str] = []
    today = bill_checks.as_of()
    for one in _references(today):
        examined += 1
        broken += one.wrong(today)
    return Result(
        name="summaries as billed",
        sentence="What bills take off for statutory pay and the allowance, HMRC was told by summaries.",
        examined=examined,
        broken=tuple(broken),
    )


def _references(today: date) -> Iterator[_Reference]:
    slips = models.Payslip.objects.filter(approved_at__isnull=False).order_by()
    years: dict[tuple[uuid.UUID, str], list[uuid.UUID]] = defaultdict(list)
    found = slips.values_list("council_id", "tax_year", "employment__employer_id").distinct()
    for council, tax_year, employer in found.order_by("employment__employer_id"):
        years[council, tax_year].append(employer)
    for (council, tax_year), keys in years.items():
        job = actors.for_job(job=policy.JOB_PAYMENTS, council_id=council, today=today)
        for start in range(0, len(keys), AT_A_TIME):
            yield from _of(keys[start : start + AT_A_TIME], tax_year, job)


def _of(keys: Sequence[uuid.UUID], tax_year: str, job: actors.Actor) -> Iterator[_Reference]:
    try:
        standings = p32s.of_employers(keys, tax_year=tax_year, actor=job)
    except records.RecordError:
        # A payslip that cannot be read is another check's finding, and hides no other employer's.
        if len(keys) > 1:
            for key in keys:
                yield from _of([key], tax_year, job)
        return
    said = _said({key: one.schemes for key, one in standings.items()}, job)
    bills: dict[uuid.UUID, list[models.HmrcBill]] = defaultdict(list)
    rows = models.HmrcBill.objects.filter(employer__in=keys, tax_year=tax_year, part=1)
    for bill in rows.order_by("last_month"):
        bills[bill.employer_id].append(bill)
    claims = models.AllowanceClaim.objects.filter(employer__in=keys, tax_year=tax_year, claimed_by=None)
    brought = set(claims.values_list("employer_id", flat=True))
    for key, standing in standings.items():
        for recovery in standing.recoveries:
            yield _Reference(
                employer=key,
                tax_year=tax_year,
                recovery=recovery,
                bills=[bill for bill in bills[key] if bill.last_month in recovery.held.months],
                summaries=said[key, recovery.held.reference],
                counted=standing.counted,
                was_brought=key in brought and 1 in recovery.held.months,
            )


def _said(
    years: Mapping[uuid.UUID, year_schemes.Year], job: actors.Actor
) -> Mapping[summaries_kept.Key, list[tuple[models.Submission, eps_report.Said]]]:
    found: dict[summaries_kept.Key, list[tuple[models.Submission, eps_report.Said]]] = defaultdict(list)
    for one in summaries_kept.every(years, actor=job):
        key = (one.employer_id, summaries_kept.reference_of(one, years[one.employer_id]))
        found[key].append((one, eps_report.from_json(one.said)))
    return found
