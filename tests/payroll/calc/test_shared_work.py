"""Shared shifts and shared purses: split to the penny, tested apart and together, counted once."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payroll.calc import rates, shared_work
from payroll.calc.inputs import Earning, EarningKind, PayInputError
from payroll.calc.shared_work import EmployerWork, Part, Share, SharedCheck, SharedLine
from payroll.calc.working_time import Activity, Stretch

YEAR = rates.for_year("2026-27")
ADULT = date(1986, 5, 4)
PERIOD = date(2026, 10, 5)
HALVES = (Share("Asha", Decimal(1)), Share("Ravi", Decimal(1)))
THIRDS = (*HALVES, Share("Mina", Decimal(1)))


def _line(kind: EarningKind, quantity: str, rate: str, unit: str = "hours") -> Earning:
    amount = (Decimal(quantity) * Decimal(rate)).quantize(Decimal("0.01"))
    return Earning(kind, kind.value, Decimal(quantity), unit, Decimal(rate), amount)


def _check(
    *employers: EmployerWork, shared: tuple[SharedLine, ...] = (), birth_date: date | None = ADULT
) -> SharedCheck:
    return shared_work.check_minimum_wage(
        employers=employers, shared=shared, birth_date=birth_date, period_start=PERIOD, rates=YEAR
    )


def _parts(amount: str, *weights: str) -> list[str]:
    shares = [Share(str(place), Decimal(weight)) for place, weight in enumerate(weights)]
    return [str(part.amount) for part in shared_work.split(amount=Decimal(amount), shares=shares)]


@pytest.mark.parametrize(
    ("amount", "weights", "parts"),
    [
        ("135.00", ("1", "1"), ["67.50", "67.50"]),
        ("100.01", ("1", "1"), ["50.01", "50.00"]),
        ("100.00", ("1", "1", "1"), ["33.34", "33.33", "33.33"]),
        ("100.01", ("1", "1", "1"), ["33.34", "33.34", "33.33"]),
        ("10.00", ("1", "2", "4"), ["1.43", "2.86", "5.71"]),
        ("0.01", ("1", "3"), ["0.00", "0.01"]),
        ("0.05", ("0.7", "0.2", "0.1"), ["0.04", "0.01", "0.00"]),
        ("61.00", ("0", "1"), ["0.00", "61.00"]),
        ("0.00", ("1", "1"), ["0.00", "0.00"]),
    ],
)
def test_the_largest_remainders_get_the_pence_left_over_and_the_first_named_among_equals(
    amount: str, weights: tuple[str, ...], parts: list[str]
) -> None:
    assert _parts(amount, *weights) == parts


def test_parts_keep_the_names_and_the_order_they_were_given_in() -> None:
    assert shared_work.split(amount=Decimal("0.03"), shares=HALVES) == (
        Part("Asha", Decimal("0.02")),
        Part("Ravi", Decimal("0.01")),
    )


WEIGHTS = st.lists(st.integers(0, 1000).map(lambda tenths: Decimal(tenths) / 10), min_size=1, max_size=6)


@given(st.integers(0, 10**7), WEIGHTS.filter(any))
def test_parts_always_add_up_and_none_is_a_penny_off_its_share(pence: int, weights: list[Decimal]) -> None:
    amount = Decimal(pence) / 100
    shares = [Share(str(place), weight) for place, weight in enumerate(weights)]
    parts = shared_work.split(amount=amount, shares=shares)
    assert sum(part.amount for part in parts) == amount
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part.amount - amount * weight / sum(weights)) < Decimal("0.01")
        assert part.amount == part.amount.quantize(Decimal("0.01"))
        assert weight or not part.amount


@pytest.mark.parametrize("amount", ["-0.01", "0.005", "NaN", "Infinity"])
def test_an_amount_that_is_not_whole_pence_cannot_be_split(amount: str) -> None:
    with pytest.raises(
        PayInputError, match=f"Amount to split: {amount} is not zero or more in pounds and pence"
    ):
        shared_work.split(amount=Decimal(amount), shares=HALVES)


def test_shares_that_cannot_be_are_refused() -> None:
    for weight in ("-1", "NaN"):
        with pytest.raises(PayInputError, match=f"Share of Asha: {weight} is not zero or more"):
            Share("Asha", Decimal(weight))
    with pytest.raises(PayInputError, match="Shares: Asha is named twice"):
        shared_work.split(amount=Decimal(1), shares=(HALVES[0], HALVES[1], HALVES[0]))
    for shares in ((), (Share("Asha", Decimal(0)),)):
        with pytest.raises(PayInputError, match="nobody has a share above zero"):
            shared_work.split(amount=Decimal(1), shares=shares)


def test_one_employers_pay_is_split_by_funder_line_by_line() -> None:
    """Council 14 hours and NHS 6 of a 20-hour week: wages, employer NI and pension each add up."""
    council, nhs = shared_work.by_funder(
        costs=[Decimal("1220.25"), Decimal("25.99"), Decimal("0.01")],
        funders=[Share("council", Decimal(14)), Share("NHS", Decimal(6))],
    )
    assert (council.name, council.amounts) == (
        "council",
        (Decimal("854.18"), Decimal("18.19"), Decimal("0.01")),
    )
    assert (nhs.name, nhs.amounts) == ("NHS", (Decimal("366.07"), Decimal("7.80"), Decimal("0.00")))
    assert (council.total, nhs.total) == (Decimal("872.38"), Decimal("373.87"))


def test_a_couples_shift_is_half_the_hours_and_half_the_pay_of_each() -> None:
    shift = SharedLine(_line(EarningKind.HOURS, "10.0167", "13.50"), HALVES)
    (first, asha), (second, ravi) = shift.parts
    assert (first, second) == ("Asha", "Ravi")
    assert (asha.quantity, asha.amount) == (Decimal("5.0084"), Decimal("67.62"))
    assert (ravi.quantity, ravi.amount) == (Decimal("5.0084"), Decimal("67.61"))
    assert asha.rate == Decimal("13.50")


def test_a_shared_sleep_in_is_half_a_night_of_each() -> None:
    night = SharedLine(_line(EarningKind.SLEEP_IN, "1", "65.01", "nights"), HALVES)
    assert [(part.quantity, part.unit, part.amount) for _, part in night.parts] == [
        (Decimal("0.5"), "nights", Decimal("32.51")),
        (Decimal("0.5"), "nights", Decimal("32.50")),
    ]


def test_the_minimum_wage_is_tested_for_each_employer_and_for_all_the_work_once() -> None:
    """Ravi pays 12.00 for 10 hours of his own; the shared 10 hours are paid at 14.00."""
    own = EmployerWork("Ravi", (_line(EarningKind.HOURS, "10", "12.00"),))
    shift = SharedLine(_line(EarningKind.HOURS, "10", "14.00"), HALVES)
    found = _check(EmployerWork("Asha"), own, shared=(shift,))
    (_, asha), (_, ravi) = found.each
    assert asha is not None
    assert ravi is not None
    assert found.combined is not None
    assert (asha.hours, asha.pay, asha.shortfall) == (5, 70, 0)
    assert (ravi.hours, ravi.pay, ravi.shortfall) == (15, 180, Decimal("10.65"))
    assert (found.combined.hours, found.combined.pay, found.combined.shortfall) == (20, 250, Decimal("4.20"))


def test_one_employer_may_fall_short_where_both_together_do_not() -> None:
    shift = SharedLine(_line(EarningKind.HOURS, "10", "12.00"), HALVES)
    found = _check(
        EmployerWork("Asha", (_line(EarningKind.HOURS, "10", "20.00"),)),
        EmployerWork("Ravi"),
        shared=(shift,),
    )
    (_, asha), (_, ravi) = found.each
    assert asha is not None
    assert ravi is not None
    assert (asha.pay, asha.shortfall) == (180, Decimal("10.65"))
    assert ravi.shortfall == Decimal("3.55")
    assert found.combined is not None
    assert found.combined.shortfall == Decimal("14.20")


def test_an_employer_without_a_share_is_not_touched_by_the_shared_rate() -> None:
    shift = SharedLine(
        _line(EarningKind.HOURS, "10", "12.00"), (Share("Asha", Decimal(1)), Share("Ravi", Decimal(0)))
    )
    found = _check(
        EmployerWork("Asha"),
        EmployerWork("Ravi", (_line(EarningKind.HOURS, "10", "20.00"),)),
        shared=(shift,),
    )
    ravi = found.each[1][1]
    assert ravi is not None
    assert (ravi.pay, ravi.hours) == (200, 10)


def test_each_employer_has_its_own_part_of_unequal_shares_and_of_hours_that_nobody_pays() -> None:
    shares = (Share("Asha", Decimal(1)), Share("Ravi", Decimal(3)))
    shift = SharedLine(_line(EarningKind.HOURS, "10", "12.71"), shares)
    unpaid = EmployerWork("Ravi", (_line(EarningKind.AWAKE, "1", "0"),))
    (_, asha), (_, ravi) = _check(EmployerWork("Asha"), unpaid, shared=(shift,)).each
    assert asha is not None
    assert ravi is not None
    assert (asha.hours, asha.pay, asha.shortfall) == (Decimal("2.5"), Decimal("31.78"), 0)
    assert (ravi.hours, ravi.pay, ravi.shortfall) == (Decimal("8.5"), Decimal("95.32"), Decimal("12.71"))


def test_a_shared_sleep_in_gives_no_hours_to_test() -> None:
    night = SharedLine(_line(EarningKind.SLEEP_IN, "1", "65.00", "nights"), HALVES)
    found = _check(EmployerWork("Asha"), EmployerWork("Ravi"), shared=(night,))
    assert found == SharedCheck((("Asha", None), ("Ravi", None)), None)


def test_time_awake_in_a_shared_night_counts_and_the_night_does_not() -> None:
    shared = (
        SharedLine(_line(EarningKind.SLEEP_IN, "1", "65.00", "nights"), HALVES),
        SharedLine(_line(EarningKind.AWAKE, "2", "12.71"), HALVES),
    )
    found = _check(EmployerWork("Asha"), EmployerWork("Ravi"), shared=shared)
    assert found.combined is not None
    assert (found.combined.hours, found.combined.pay) == (2, Decimal("25.42"))
    assert [check.shortfall for _, check in found.each if check] == [0, 0]


@given(
    st.integers(1, 1440),
    st.sampled_from([HALVES, THIRDS, (Share("Asha", Decimal(2)), Share("Ravi", Decimal(5)))]),
)
def test_splitting_work_at_the_minimum_never_makes_anyone_fall_short(
    minutes: int, shares: tuple[Share, ...]
) -> None:
    rate = Decimal("12.71")
    hours = (Decimal(minutes) / 60).quantize(Decimal("0.0001"))
    pay = (minutes * rate / 60).quantize(Decimal("0.01"), "ROUND_HALF_UP")
    shift = SharedLine(Earning(EarningKind.HOURS, "Hours worked", hours, "hours", rate, pay), shares)
    found = _check(*(EmployerWork(share.name) for share in shares), shared=(shift,))
    checks = [check for _, check in found.each if check]
    assert all(check.shortfall == 0 for check in (*checks, found.combined) if check)
    assert found.combined is not None
    assert (found.combined.hours, found.combined.pay) == (hours, pay)


def test_a_share_of_someone_who_is_not_an_employer_is_refused() -> None:
    shift = SharedLine(_line(EarningKind.HOURS, "10", "14.00"), HALVES)
    with pytest.raises(PayInputError, match="Ravi has a share and is not one of the employers"):
        _check(EmployerWork("Asha"), shared=(shift,))


def test_pay_as_one_sum_cannot_be_tested() -> None:
    one_sum = Earning(EarningKind.HOURS, "Pay", Decimal(1), "payment", Decimal(90), Decimal("90.00"))
    with pytest.raises(PayInputError, match="Work for Asha is paid as one sum: give it by the hour"):
        _check(EmployerWork("Asha", (one_sum,)))


def test_without_a_birth_date_nothing_is_tested() -> None:
    with pytest.raises(PayInputError, match="The date of birth is missing"):
        _check(EmployerWork("Asha"), birth_date=None)


def test_working_time_of_a_shared_night_is_counted_once() -> None:
    night = Stretch(
        activity=Activity.SLEEP_IN, day=PERIOD, starts=1320, finishes=1320 + 600, paid_by_the_hour=False
    )
    day = Stretch(activity=Activity.WORK, day=PERIOD, starts=600, finishes=840, paid_by_the_hour=True)
    sheets = [(night,), (night, day)]
    assert shared_work.working_time_once(sheets=sheets, rates=YEAR) == 14


def test_a_funder_of_nothing_pays_an_amount_in_pence() -> None:
    (council,) = shared_work.by_funder(costs=[], funders=[Share("council", Decimal(1))])
    assert str(council.total) == "0.00"
