"""Average weekly earnings for statutory pay."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from payroll.calc.inputs import Interval, PayInputError
from payroll.calc.statutory.average_earnings import AverageEarnings, ContractPay, PaidEarnings, average

ILL_ON = date(2026, 5, 11)


def weekly(*amounts: str, last: date = date(2026, 5, 8), every: int = 7) -> list[PaidEarnings]:
    """Paydays that end with `last`, oldest first."""
    count = len(amounts)
    return [
        PaidEarnings(last - timedelta(days=every * (count - 1 - place)), Decimal(amount))
        for place, amount in enumerate(amounts)
    ]


def on(day: str, amount: str, days: int | None = None) -> PaidEarnings:
    return PaidEarnings(date.fromisoformat(day), Decimal(amount), days)


def of(*paid: PaidEarnings, interval: Interval | None = Interval.WEEKLY, before: date = ILL_ON) -> Decimal:
    return average(before=before, interval=interval, paid=paid).weekly


def test_eight_weeks_of_weekly_pay_are_divided_by_eight() -> None:
    found = average(before=ILL_ON, interval=Interval.WEEKLY, paid=weekly("999.00", *["100.00"] * 7, "180.00"))
    assert found == AverageEarnings(
        weekly=Decimal("110.00"),
        starts=date(2026, 3, 14),
        ends=date(2026, 5, 8),
        working="£880.00 ÷ 8 weeks",
        why="Your average pay was £110.00 a week, from what you were paid from 14 March 2026 to 8 May 2026.",
    )


def test_the_payday_on_the_first_day_of_sickness_does_not_count() -> None:
    paydays = weekly(*["100.00"] * 9)
    assert of(*paydays, on("2026-05-11", "5000.00")) == 100


def test_weeks_without_pay_count_as_nothing() -> None:
    assert of(*weekly("100.00", *["0.00"] * 4, *["100.00"] * 4)) == 50


@pytest.mark.parametrize(
    ("interval", "every", "count"), [(Interval.TWO_WEEKLY, 14, 4), (Interval.FOUR_WEEKLY, 28, 2)]
)
def test_two_and_four_weekly_pay_is_divided_by_its_weeks(interval: Interval, every: int, count: int) -> None:
    paydays = weekly("7.00", *["300.00"] * count, every=every)
    assert of(*paydays, interval=interval) == Decimal(300 * count) / 8


def test_monthly_pay_is_put_on_a_week_through_the_year() -> None:
    paydays = [on("2026-02-27", "1.00"), on("2026-03-31", "1600.00"), on("2026-04-30", "1700.00")]
    found = average(before=ILL_ON, interval=Interval.MONTHLY, paid=paydays)
    assert found.weekly == Decimal(3300) * 12 / 104
    assert found.starts == date(2026, 2, 28)
    assert found.working == "£3,300.00 ÷ 2 months × 12 ÷ 52"


def test_three_months_count_when_the_second_payday_is_less_than_eight_weeks_before() -> None:
    paydays = [on(day, "520.00") for day in ("2026-01-30", "2026-02-27", "2026-03-20", "2026-04-24")]
    assert average(before=ILL_ON, interval=Interval.MONTHLY, paid=paydays).starts == date(2026, 2, 28)


def test_irregular_pay_is_divided_by_days_and_put_on_a_week() -> None:
    paydays = [on("2026-03-01", "5.00"), on("2026-03-20", "200.00"), on("2026-05-01", "410.00")]
    assert of(*paydays, interval=None) == Decimal(610) * 7 / 61


def test_the_average_is_not_rounded() -> None:
    assert of(*weekly("0.00", *["100.00"] * 7, "100.01")) == Decimal("100.00125")


def test_someone_new_has_what_was_paid_over_the_days_it_was_for() -> None:
    found = average(before=ILL_ON, interval=Interval.WEEKLY, paid=[on("2026-05-08", "90.00", 3)])
    assert (found.weekly, found.working) == (210, "£90.00 ÷ 3 days × 7")
    two = average(
        before=ILL_ON, interval=None, paid=[on("2026-05-01", "90.00", 7), on("2026-05-08", "110.00", 7)]
    )
    assert (two.weekly, two.working) == (100, "£200.00 ÷ 2 weeks")


@pytest.mark.parametrize(
    ("interval", "amount", "expected", "shared"),
    [
        (Interval.WEEKLY, "270.00", Decimal(270), " ÷ 1"),
        (Interval.TWO_WEEKLY, "500.00", Decimal(250), " ÷ 2"),
        (Interval.FOUR_WEEKLY, "1080.00", Decimal(270), " ÷ 4"),
        (Interval.MONTHLY, "1300.00", Decimal(300), " × 12 ÷ 52"),
    ],
)
def test_before_the_first_payday_the_contract_decides(
    interval: Interval, amount: str, expected: Decimal, shared: str
) -> None:
    contract = ContractPay(Decimal(amount), interval)
    found = average(before=ILL_ON, interval=interval, paid=[on("2026-05-15", "9.00")], contract=contract)
    assert found.weekly == expected
    assert (found.starts, found.ends) == (None, None)
    assert found.working == f"£{Decimal(amount):,.2f}{shared}"


def test_without_a_payday_and_without_a_contract_there_is_no_average() -> None:
    with pytest.raises(PayInputError, match="No payday before 11 May 2026 is given: give the contract's pay"):
        average(before=ILL_ON, interval=Interval.WEEKLY, paid=[])


def test_fewer_than_eight_weeks_of_paydays_need_the_days_they_were_for() -> None:
    with pytest.raises(PayInputError, match="no payday at least 8 weeks before 8 May 2026"):
        of(*weekly(*["100.00"] * 8))
    assert of(*weekly(*["100.00"] * 9)) == 100


def test_a_payday_that_was_left_out_is_refused() -> None:
    paydays = weekly(*["100.00"] * 10)
    with pytest.raises(PayInputError, match="no weekly payday between 3 April 2026 and 17 April 2026"):
        of(*paydays[:5], *paydays[6:])
    with pytest.raises(PayInputError, match="no weekly payday between 8 May 2026 and 25 May 2026"):
        of(*paydays, before=date(2026, 5, 25))


def test_monthly_paydays_may_move_within_a_month_but_not_be_missing() -> None:
    base = on("2026-02-10", "1.00")
    assert of(base, on("2026-03-20", "520.00"), on("2026-04-30", "520.00"), interval=None) > 0
    with pytest.raises(PayInputError, match="no monthly payday between 10 February 2026 and 21 March 2026"):
        of(base, on("2026-03-21", "520.00"), on("2026-04-20", "520.00"), interval=Interval.MONTHLY)
    least = [base, on("2026-03-20", "520.00"), on("2026-04-09", "520.00")]
    assert of(*least, interval=Interval.MONTHLY) == 120
    with pytest.raises(PayInputError, match="20 March 2026 and 8 April 2026 are not monthly paydays"):
        of(*least[:2], on("2026-04-08", "520.00"), interval=Interval.MONTHLY)


def test_sickness_may_follow_a_monthly_payday_closely() -> None:
    paydays = [on(day, "520.00") for day in ("2026-02-10", "2026-03-10", "2026-04-10", "2026-05-10")]
    assert of(*paydays, interval=Interval.MONTHLY) == 120


def test_a_weekly_payday_may_be_some_days_late_but_not_missing() -> None:
    paydays = weekly(*["100.00"] * 9)
    assert paydays[0].payday == date(2026, 3, 13)
    assert of(paydays[0], on("2026-03-26", "100.00"), *paydays[3:]) == Decimal("87.50")
    with pytest.raises(PayInputError, match="no weekly payday between 13 March 2026 and 27 March 2026"):
        of(paydays[0], *paydays[2:])


def test_a_change_to_monthly_pay_is_refused() -> None:
    paydays = [on(day, "1.00") for day in ("2026-03-06", "2026-04-03", "2026-04-10", "2026-05-08")]
    with pytest.raises(PayInputError, match="must be worked out by hand"):
        of(*paydays, interval=Interval.MONTHLY)


def test_a_payday_given_twice_is_refused() -> None:
    with pytest.raises(PayInputError, match="8 May 2026 is given twice"):
        of(*weekly("1.00", "2.00"), on("2026-05-08", "3.00"))


@pytest.mark.parametrize("amount", ["-0.01", "1.001", "NaN", "Infinity"])
def test_earnings_are_whole_pence(amount: str) -> None:
    with pytest.raises(PayInputError, match="not zero or more in whole pence"):
        on("2026-05-08", amount)


def test_days_and_contract_pay_that_cannot_be_are_refused() -> None:
    with pytest.raises(PayInputError, match="give at least 1"):
        on("2026-05-08", "1.00", 0)
    with pytest.raises(PayInputError, match="The contract's pay -1 is not zero or more"):
        ContractPay(Decimal(-1), Interval.WEEKLY)
    assert ContractPay(Decimal(0), Interval.WEEKLY).amount == 0
    assert on("2026-05-08", "1.00", 1).days == 1
