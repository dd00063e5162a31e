"""Does this employer need PAYE? By what is answered, and by what is paid."""

import datetime as dt
from decimal import Decimal

import pytest

from payroll.calc import paye_need, rates
from payroll.calc.inputs import Interval

NI = rates.for_year("2026-27").national_insurance_on(dt.date(2026, 11, 27))
NOTHING = {"at_lower_limit": False, "other_job": False, "pension": False, "benefits": False}


def test_without_any_reason_no_scheme_is_needed() -> None:
    need = paye_need.of_answers(paye_need.Answers(**NOTHING), rates=NI)
    assert need.needed is False
    assert need.why == ("Nobody is paid £129 a week, and nothing else needs a scheme.",)


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("at_lower_limit", "£129 a week or more"),
        ("other_job", "another job"),
        ("pension", "a pension"),
        ("benefits", "expenses or benefits"),
    ],
)
def test_one_reason_is_enough(reason: str, said: str) -> None:
    need = paye_need.of_answers(paye_need.Answers(**NOTHING | {reason: True}), rates=NI)
    assert need.needed is True
    assert len(need.why) == 1
    assert said in need.why[0]


@pytest.mark.parametrize(
    ("interval", "limit"),
    [
        (Interval.WEEKLY, "129"),
        (Interval.TWO_WEEKLY, "258"),
        (Interval.FOUR_WEEKLY, "516"),
        (Interval.MONTHLY, "559"),
    ],
)
def test_pay_at_the_lower_earnings_limit_of_its_period_needs_a_scheme(interval: Interval, limit: str) -> None:
    def needed(pay: Decimal) -> bool:
        return paye_need.of_payment(pay=pay, in_pension=False, interval=interval, rates=NI).needed

    assert needed(Decimal(limit))
    assert not needed(Decimal(limit) - Decimal("0.01"))


def test_a_member_of_a_pension_needs_a_scheme_whatever_is_paid() -> None:
    need = paye_need.of_payment(
        pay=Decimal("40.00"), in_pension=True, interval=Interval.FOUR_WEEKLY, rates=NI
    )
    assert need.needed is True
    assert need.why == ("They are in a pension scheme of this job.",)


def test_the_sentence_has_the_pay_and_the_limit() -> None:
    need = paye_need.of_payment(
        pay=Decimal("540.00"), in_pension=False, interval=Interval.FOUR_WEEKLY, rates=NI
    )
    assert need.why == ("They are paid £540.00 in this period, and the lower earnings limit is £516.",)
