"""Average weekly earnings: what was paid over about eight weeks before, put on a week and never rounded.

Statutory Sick Pay (General) Regulations 1982, regulation 19; Statutory Maternity Pay (General) Regulations
1986, regulation 21; HMRC manuals SPM170200 to SPM170700. All statutory payments use the same sum. They differ
in the day before which it looks: the first day of sickness, or the Sunday after the relevant week.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from dpss.kernel import dates
from payroll.calc import wording
from payroll.calc.inputs import Interval, PayInputError
from payroll.calc.rounding import PENNY, ZERO

_LOOK_BACK = timedelta(weeks=8)
_WEEK = 7
_WEEKS = {Interval.WEEKLY: 1, Interval.TWO_WEEKLY: 2, Interval.FOUR_WEEKLY: 4}
_LEAST_DAYS_TO_A_MONTHLY_PAYDAY, _MOST_DAYS_TO_A_MONTHLY_PAYDAY = 20, 38


@dataclass(frozen=True, slots=True)
class PaidEarnings:
    """What a normal payday paid: all earnings liable for Class 1 National Insurance, for whatever time.

    A normal payday on which nothing was due is given with 0.00. `days` is how many calendar days of the
    contract the payment is for; only someone with less than eight weeks of paydays needs it.
    """

    payday: date
    amount: Decimal
    days: int | None = None

    def __post_init__(self) -> None:
        day = dates.in_words(self.payday)
        if not self.amount.is_finite() or self.amount < 0 or self.amount != self.amount.quantize(PENNY):
            raise PayInputError(f"Earnings paid on {day}: {self.amount} is not zero or more in whole pence.")
        if self.days is not None and self.days < 1:
            raise PayInputError(f"Earnings paid on {day} are for {self.days} days: give at least 1.")


@dataclass(frozen=True, slots=True)
class ContractPay:
    """What the contract pays for each interval: all there is when no payday has come yet."""

    amount: Decimal
    interval: Interval

    def __post_init__(self) -> None:
        if not self.amount.is_finite() or self.amount < 0:
            raise PayInputError(f"The contract's pay {self.amount} is not zero or more.")


@dataclass(frozen=True, slots=True)
class AverageEarnings:
    """Earnings of an average week, unrounded, from the payments made from `starts` to `ends`.

    There are no such days when the contract alone decided.
    """

    weekly: Decimal
    starts: date | None
    ends: date | None
    working: str
    why: str


def average(
    *,
    before: date,
    interval: Interval | None,
    paid: Iterable[PaidEarnings],
    contract: ContractPay | None = None,
) -> AverageEarnings:
    """Earnings of the relevant period, divided by its weeks.

    The period ends with the last normal payday before the day given, and starts the day after the last normal
    payday that is at least eight weeks earlier. `interval` is None for someone paid at irregular intervals.
    """
    paydays = _earlier(paid, before)
    if not paydays:
        return _from_contract(contract, before)
    edge = paydays[-1].payday - _LOOK_BACK
    older = [place for place, payment in enumerate(paydays) if payment.payday <= edge]
    if not older:
        return _from_days_paid(paydays)
    counted = paydays[older[-1] :]
    _check_paydays([payment.payday for payment in counted] + [before], interval)
    return _monthly(counted) if interval is Interval.MONTHLY else _by_days(counted)


def _earlier(paid: Iterable[PaidEarnings], before: date) -> list[PaidEarnings]:
    paydays = sorted((payment for payment in paid if payment.payday < before), key=lambda one: one.payday)
    for payment, following in pairwise(paydays):
        if payment.payday == following.payday:
            day = dates.in_words(payment.payday)
            raise PayInputError(f"The payday {day} is given twice: add what was paid on it together.")
    return paydays


def _check_paydays(days: Sequence[date], interval: Interval | None) -> None:
    """A payday that was left out would move the whole period; only irregular pay has no rhythm to check."""
    if interval is None:
        return
    weeks = _WEEKS.get(interval)
    least = _LEAST_DAYS_TO_A_MONTHLY_PAYDAY if weeks is None else 1
    most = _MOST_DAYS_TO_A_MONTHLY_PAYDAY if weeks is None else _WEEK * (weeks + 1) - 1
    for day, following in pairwise(days):
        if (following - day).days > most:
            raise PayInputError(
                f"There is no {interval} payday between {dates.in_words(day)} and "
                f"{dates.in_words(following)}: give every normal payday, with 0.00 where nothing was due."
            )
    for day, following in pairwise(days[:-1]):
        if (following - day).days < least:
            raise PayInputError(
                f"{dates.in_words(day)} and {dates.in_words(following)} are not monthly paydays: average "
                "earnings over a change of how often someone is paid must be worked out by hand."
            )


def _monthly(counted: Sequence[PaidEarnings]) -> AverageEarnings:
    """Each monthly payday after the first given stands for one calendar month of the period."""
    total, months = _total(counted[1:]), len(counted) - 1
    working = f"{wording.pounds(total)} ÷ {wording.counted(Decimal(months), 'months')} × 12 ÷ 52"
    return _result(total * 12 / (months * 52), counted, working)


def _by_days(counted: Sequence[PaidEarnings]) -> AverageEarnings:
    """Weekly, two- and four-weekly pay has whole weeks; an odd number of days is put on a week."""
    total = _total(counted[1:])
    days = (counted[-1].payday - counted[0].payday).days
    return _result(total * _WEEK / days, counted, _divided(total, days))


def _from_days_paid(paydays: Sequence[PaidEarnings]) -> AverageEarnings:
    """Someone new: everything paid so far, over the days of the contract that it was for (SPM170600)."""
    total = _total(paydays)
    days = 0
    for payment in paydays:
        if payment.days is None:
            raise PayInputError(
                f"There is no payday at least 8 weeks before {dates.in_words(paydays[-1].payday)}. Give the "
                "earlier paydays or, for someone new, the number of days that each payment is for."
            )
        days += payment.days
    weekly = total * _WEEK / days
    return AverageEarnings(
        weekly=weekly,
        starts=paydays[0].payday,
        ends=paydays[-1].payday,
        working=_divided(total, days),
        why=f"Your average pay is {wording.pounds(weekly)} a week, from all you were paid in this new job.",
    )


def _from_contract(contract: ContractPay | None, before: date) -> AverageEarnings:
    """Nobody was paid yet: the contract's pay for a week, or a twelfth of 52 weeks (SPM170500)."""
    if contract is None:
        raise PayInputError(f"No payday before {dates.in_words(before)} is given: give the contract's pay.")
    weeks = _WEEKS.get(contract.interval)
    weekly = contract.amount * 12 / 52 if weeks is None else contract.amount / weeks
    shared = " × 12 ÷ 52" if weeks is None else f" ÷ {weeks}"
    return AverageEarnings(
        weekly=weekly,
        starts=None,
        ends=None,
        working=f"{wording.pounds(contract.amount)}{shared}",
        why=f"Your average pay is {wording.pounds(weekly)} a week by your contract: no payday had come yet.",
    )


def _total(payments: Iterable[PaidEarnings]) -> Decimal:
    return sum((payment.amount for payment in payments), ZERO)


def _divided(total: Decimal, days: int) -> str:
    weeks, odd = divmod(days, _WEEK)
    if odd:
        return f"{wording.pounds(total)} ÷ {days} days × 7"
    return f"{wording.pounds(total)} ÷ {wording.counted(Decimal(weeks), 'weeks')}"


def _result(weekly: Decimal, counted: Sequence[PaidEarnings], working: str) -> AverageEarnings:
    starts, ends = counted[0].payday + timedelta(days=1), counted[-1].payday
    return AverageEarnings(
        weekly=weekly,
        starts=starts,
        ends=ends,
        working=working,
        why=f"Your average pay was {wording.pounds(weekly)} a week, "
        f"from what you were paid from {dates.in_words(starts)} to {dates.in_words(ends)}.",
    )
