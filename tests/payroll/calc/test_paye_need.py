"""Does this employer need PAYE? By what is answered, and by what is paid."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from payroll.calc import paye_need, rates
from payroll.calc.inputs import Interval
from payroll.calc.paye_need import Signs

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


def paid(pay: str, interval: Interval = Interval.FOUR_WEEKLY, **known: Any) -> paye_need.Need:
    """What a payment to somebody says of whom nothing else is known, unless it is given."""
    given = {"in_pension": False, "signs": Signs("1257L"), "expenses": Decimal(0), **known}
    return paye_need.of_payment(pay=Decimal(pay), interval=interval, rates=NI, **given)


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
    assert paid(limit, interval).needed
    assert not paid(str(Decimal(limit) - Decimal("0.01")), interval).needed


def test_a_member_of_a_pension_needs_a_scheme_whatever_is_paid() -> None:
    need = paid("40.00", in_pension=True)
    assert need.needed is True
    assert need.why == ("They are in a pension scheme of this job.",)


def test_the_sentence_has_the_pay_and_the_limit() -> None:
    need = paid("540.00")
    assert need.why == ("They are paid £540.00 in this period, and the lower earnings limit is £516.",)


@pytest.mark.parametrize(
    ("signs", "said"),
    [
        (Signs("BR"), "Their tax code, BR, is one for a second job or a pension."),
        (Signs("SD0"), "Their tax code, SD0, is one for a second job or a pension."),
        (Signs("BR", "C"), "Their tax code, BR, is one for a second job or a pension."),
        (Signs("K475"), "Their tax code, K475, is one for somebody with untaxed benefits or a pension."),
        (Signs("1257L", "C"), "On the starter checklist they ticked statement C: another job or a pension."),
        (Signs("1257L", other_post=True), "They have another job, which is paid here too."),
    ],
)
def test_another_job_or_a_pension_needs_a_scheme_whatever_is_paid(signs: Signs, said: str) -> None:
    assert paid("40.00", signs=signs) == paye_need.Need(needed=True, why=(said,))


@pytest.mark.parametrize(
    "signs", [Signs("1257L"), Signs("1257L", "A"), Signs("1257L", "B"), Signs("NT"), Signs("0T", "C")]
)
def test_the_only_job_needs_none_and_a_checklist_that_did_not_come_says_nothing(signs: Signs) -> None:
    assert not paid("40.00", signs=signs).needed


def test_expenses_need_a_scheme_whatever_is_paid() -> None:
    need = paid("40.00", expenses=Decimal("12.40"))
    assert need == paye_need.Need(needed=True, why=("They are paid £12.40 of expenses.",))


def test_every_reason_is_said() -> None:
    need = paid("540.00", in_pension=True, signs=Signs("BR", other_post=True), expenses=Decimal("3.00"))
    assert len(need.why) == 5
