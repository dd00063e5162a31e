"""How many payments one core works out in a second, beside the second opinion in the same run."""

import gc
import random
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, TypeVar

from payroll import pay_file
from payroll.calc import payslip, rates, tax_periods
from payroll.calc.inputs import RELIEF_AT_SOURCE, Earning, EarningKind, Interval, YearToDate
from payroll.calc.payment import PayInput
from payroll.calc.pension import Membership
from payroll.calc.results import PayResult
from payroll.calc.rounding import nearest_penny
from tests.bench.report import Figure
from tests.payroll.second_opinion import generate, rows

ROWS = 20_000
ROUNDS = 5
SEED = 7
YEAR = "2026-27"
PERIODS = range(4, 53, 4)
CODES = ("1257L", "1257L", "1257L", "S1257L", "C1257L", "BR", "0T", "K475", "1257L M1")
FOUR_WEEKS = timedelta(days=27)

Asked = TypeVar("Asked")
Row = dict[str, str]


def figures(*, count: int = ROWS) -> list[Figure]:
    """Payments per second, explanations included, of rows that look for trouble and of ordinary payments."""
    asked = list(generate.generated(count=count, seed=SEED))
    ordinary = list(ordinary_payments(count=count, seed=SEED))
    return [
        *_compared("Rows that look for trouble", [pay_file.payment_of(row) for row in asked], asked),
        *_compared("Ordinary four-weekly payments", ordinary, [_row(pay) for pay in ordinary]),
    ]


def ordinary_payments(*, count: int, seed: int) -> Iterator[PayInput]:
    """What a PA's year looks like: hours at a rate every four weeks, each payment from the one before.

    The birth date and the days worked for are known, so the letter and the minimum wage are tested. Half are
    in a pension and one in ten repays a student loan.
    """
    chance = random.Random(seed)  # noqa: S311
    for _post in range(count // len(PERIODS)):
        to_date, rate = YearToDate.zero(), Decimal(chance.randint(1271, 1650)) / 100
        who = {
            "tax_code": chance.choice(CODES),
            "birth_date": date(chance.randint(1965, 2000), chance.randint(1, 12), chance.randint(1, 28)),
            "student_loan": chance.choice(("1", "2", "4")) if chance.random() < 0.1 else None,
        }
        in_pension = chance.random() < 0.5
        for period in PERIODS:
            hours = Decimal(chance.randint(20, 160))
            pay = _payment(
                hours=hours, rate=rate, period=period, in_pension=in_pension, to_date=to_date, **who
            )
            to_date = _calculate(pay).to_date
            yield pay


def _payment(*, hours: Decimal, rate: Decimal, period: int, in_pension: bool, **rest: Any) -> PayInput:
    payday = tax_periods.last_payday(tax_year=YEAR, interval=Interval.FOUR_WEEKLY, period=period)
    amount = nearest_penny(hours * rate)
    return PayInput(
        tax_year=YEAR,
        interval=Interval.FOUR_WEEKLY,
        period=period,
        payday=payday,
        earnings=(Earning(EarningKind.HOURS, "Hours worked", hours, "hours", rate, amount),),
        non_cumulative=False,
        ni_letter="A",
        pension=Membership(scheme=RELIEF_AT_SOURCE, member_from=payday) if in_pension else None,
        period_start=payday - FOUR_WEEKS,
        period_end=payday,
        **rest,
    )


def _row(pay: PayInput) -> Row:
    """The same payment as a row for the second opinion."""
    return {
        "id": "",
        "tax_year": pay.tax_year,
        "frequency": pay.interval.value,
        "period": str(pay.period),
        "tax_code": pay.tax_code,
        "non_cumulative": "no",
        "pay": str(pay.earnings[0].amount),
        "pay_to_date": str(pay.to_date.pay),
        "tax_to_date": str(pay.to_date.tax),
        "ni_category": pay.ni_letter,
        "student_loan": pay.student_loan or "",
        "postgraduate_loan": "no",
        "pension": pay.pension.scheme if pay.pension else "",
    }


def _compared(title: str, payments: list[PayInput], asked: list[Row]) -> list[Figure]:
    """Both work out the same payments, by turns; the best of the rounds counts, in processor time.

    What is worked out is let go at once on both sides, as in a pay run that stores it: keeping it would
    measure the garbage collector. The rows are read beforehand for the calculation, because a payslip's
    input does not come from a file.
    """
    _must_agree(payments, asked)
    ours, theirs = [], []
    for _ in range(ROUNDS):
        ours.append(_seconds(_calculate, payments))
        theirs.append(_seconds(rows.answer, asked))
    rate, other = len(payments) / min(ours), len(asked) / min(theirs)
    return [
        Figure(f"{title}, a second on one core", rate, "floor 10,000, goal 30,000"),
        Figure("The second opinion, in the same run", other, "integers, no explanations"),
        Figure("Ratio", rate / other, ""),
    ]


def _calculate(pay: PayInput) -> PayResult:
    return payslip.calculate(pay=pay, rates=rates.for_year(pay.tax_year))


def _seconds(work: Callable[[Asked], object], asked: Iterable[Asked]) -> float:
    gc.collect()
    began = time.process_time()
    for one in asked:
        work(one)
    return time.process_time() - began


def _must_agree(payments: list[PayInput], asked: list[Row]) -> None:
    for pay, row in zip(payments, asked, strict=True):
        result, answer = _calculate(pay), rows.answer(row)
        if (result.tax, result.net) != (Decimal(answer["tax"]), Decimal(answer["net_pay"])):
            raise SystemExit(f"The two disagree on row {row}: the figures mean nothing.")
