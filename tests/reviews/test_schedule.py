"""Care and Support (Direct Payments) Regulations 2014, regulation 7."""

from datetime import date

import pytest

from reviews import schedule


@pytest.mark.parametrize(
    ("first_payment", "due"),
    [
        (date(2026, 4, 14), date(2026, 10, 14)),
        (date(2026, 8, 31), date(2027, 2, 28)),
        (date(2027, 8, 31), date(2028, 2, 29)),
        (date(2026, 12, 31), date(2027, 6, 30)),
        (date(2028, 2, 29), date(2028, 8, 29)),
    ],
)
def test_the_first_review_is_due_six_months_after_the_first_payment(first_payment: date, due: date) -> None:
    assert schedule.first_due(first_payment) == due


@pytest.mark.parametrize(
    ("done", "due"),
    [
        (date(2026, 10, 9), date(2027, 10, 9)),
        (date(2028, 2, 29), date(2029, 2, 28)),
        (date(2027, 2, 28), date(2028, 2, 28)),
    ],
)
def test_the_next_review_is_due_twelve_months_after_the_last_was_done(done: date, due: date) -> None:
    assert schedule.next_due(done) == due
