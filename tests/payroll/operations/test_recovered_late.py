"""Family pay got back that HMRC is told late: P32, bill and books take it off in the month that tells it."""

import datetime as dt
from decimal import Decimal

import pytest

from dpss.access import actors
from payroll import models
from payroll.queries import p32s, told_checks
from tests.cast import CAST
from tests.payroll.operations import billing
from tests.payroll.operations.billing import bill_of, raise_on
from tests.payroll.operations.correcting import correct
from tests.payroll.operations.test_eps import ASHA, change, job, sweep
from tests.payroll.operations.test_eps_caught_up import paid_maternity, sweep_after_month_9
from tests.payroll.operations.test_eps_of_references import accept, tell

pytestmark = pytest.mark.django_db
IN_TIME, TOO_LATE, MONTH_9_OVER = dt.date(2026, 12, 19), dt.date(2026, 12, 20), dt.date(2027, 1, 8)
NOTHING, BACK = Decimal(0), Decimal("1090.00")  # £1,000, and 9% on it: a small employer in 2026-27.


@pytest.fixture(autouse=True)
def _taxed(db: None) -> None:
    billing.taxed()


def back_in(day: dt.date) -> list[Decimal]:
    """What the P32, looked at on a day, takes off in the tax months 8 and 9."""
    on = job(day)
    with actors.acting(on):
        months = p32s.of_employers([ASHA], tax_year="2026-27", actor=on)[ASHA].record.months
    return [one.recovered + one.compensation for one in months[7:9]]


def test_it_is_off_its_own_month_while_hmrc_takes_it_and_off_the_next_from_the_twentieth() -> None:
    paid_maternity("1000.00")
    assert back_in(IN_TIME) == [BACK, 0]
    assert back_in(TOO_LATE) == [0, BACK]


def test_the_bills_and_the_books_follow_on_the_twentieth() -> None:
    paid_maternity("1000.00")
    raise_on(dt.date(2026, 12, 6))
    assert (bill_of(8).recovered, bill_of(8).amount) == (BACK, NOTHING)
    raise_on(TOO_LATE)
    assert (bill_of(8).recovered, bill_of(8).amount) == (NOTHING, bill_of(8).owed)
    assert bill_of(8).owed == billing.owed_in_books() > 0
    sweep_after_month_9()
    accept()
    raise_on(MONTH_9_OVER)
    assert (bill_of(9).recovered, bill_of(9).amount) == (BACK, NOTHING)
    assert bill_of(8).owed + bill_of(9).owed == billing.owed_in_books()
    assert back_in(dt.date(2027, 3, 1)) == [0, BACK]


def test_what_was_told_in_time_is_not_moved() -> None:
    paid_maternity("1000.00")
    tell(dt.date(2026, 12, 7))
    raise_on(dt.date(2026, 12, 7))
    assert raise_on(TOO_LATE) == 0
    assert back_in(dt.date(2027, 3, 1)) == [BACK, 0]


def test_a_summary_that_hmrc_refused_and_nobody_put_right_in_time_is_off_no_bill() -> None:
    paid_maternity("1000.00")
    sweep(dt.date(2026, 12, 7))
    change(models.Submission.objects.filter(employer_id=ASHA, kind="eps"), state="rejected")
    assert back_in(IN_TIME) == [BACK, 0]
    assert back_in(TOO_LATE) == [0, BACK]


@pytest.mark.parametrize("state", ["sending", "acknowledged", "unknown", "accepted"])
def test_a_summary_that_may_be_with_hmrc_counts(state: str) -> None:
    paid_maternity("1000.00")
    sweep(dt.date(2026, 12, 7))
    change(models.Submission.objects.filter(employer_id=ASHA, kind="eps"), state=state)
    assert back_in(TOO_LATE) == [BACK, 0]


def test_a_correction_after_the_nineteenth_is_due_with_the_next_month() -> None:
    paid_maternity("1000.00")
    tell(dt.date(2026, 12, 7))
    correct("13.00")  # Worked out again, it has no maternity pay.
    assert back_in(IN_TIME) == [0, 0]
    assert back_in(TOO_LATE) == [BACK, -BACK]


def found() -> tuple[str, ...]:
    """What the check of the books finds of Asha."""
    with actors.acting(job(dt.date(2027, 3, 1))):
        every = told_checks.summaries()
    assert every.examined > 0
    return tuple(line for line in every.broken if str(ASHA) in line)


def test_the_check_finds_nothing_where_bills_take_off_what_hmrc_was_told() -> None:
    paid_maternity("1000.00")
    tell(dt.date(2026, 12, 7))
    raise_on(dt.date(2026, 12, 7))
    assert found() == ()


def test_the_check_finds_a_bill_that_takes_off_what_hmrc_was_never_told() -> None:
    paid_maternity("1000.00")
    tell(dt.date(2026, 12, 7))
    raise_on(dt.date(2026, 12, 7))
    told = models.Submission.objects.filter(employer_id=ASHA, kind="eps")
    with actors.acting(job(IN_TIME)):
        said = told.get().said
    said["recovered"][0]["recovered"] = "400.00"
    change(told, said=said)
    assert found() == (f"{ASHA} in 2026-27 takes off 1090.00 to month 8, and HMRC was told 490.00",)


def test_the_check_waits_for_what_is_on_its_way() -> None:
    paid_maternity("1000.00")
    sweep(dt.date(2026, 12, 7))
    raise_on(dt.date(2026, 12, 7))
    assert found() == ()


def test_the_check_finds_an_allowance_that_no_reference_claims() -> None:
    paid_maternity("1000.00")
    tell(dt.date(2026, 12, 7))
    raise_on(dt.date(2026, 12, 7))
    change(models.HmrcBill.objects.filter(employer_id=ASHA), late_allowance=Decimal("12.00"))
    assert found() == ()
    change(models.AllowanceClaim.objects.filter(employer_id=ASHA), claimed_by=CAST.olu.user_id)
    assert found() == (
        f"{ASHA} in 2026-27 takes off 24.00 of Employment Allowance, and HMRC was told of no claim",
    )
