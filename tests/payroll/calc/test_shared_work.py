"""Shared shifts and shared purses: split to the penny, tested apart and together, counted once."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payroll.calc import rates, shared_work
from payroll.calc.inputs import Earning, EarningKind, PayInputError
from payroll.calc.results import MinimumWageCheck
from payroll.calc.shared_work import EmployerPay, Part, Share, SharedLine

YEAR = rates.for_year("2026-27")
ADULT = date(1986, 5, 4)
PERIOD = date(2026, 10, 5)
HALVES = (Share("Asha", Decimal(1)), Share("Ravi", Decimal(1)))
THIRDS = (*HALVES, Share("Mina", Decimal(1)))


def _line(kind: EarningKind, quantity: str, rate: str, unit: str = "hours") -> Earning:
    amount = (Decimal(quantity) * Decimal(rate)).quantize(Decimal("0.01"))
    return Earning(kind, kind.value, Decimal(quantity), unit, Decimal(rate), amount)


def _pays(*parts: Earning, own: tuple[Earning, ...] = ()) -> EmployerPay:
    return EmployerPay(parts=parts, every=(*own, *parts))


def _check(
    *paid: EmployerPay, hours: str, birth_date: date | None = ADULT, period_start: date = PERIOD
) -> MinimumWageCheck | None:
    return shared_work.check_together(
        paid=paid, hours=Decimal(hours), birth_date=birth_date, period_start=period_start, rates=YEAR
    )


def _found(*paid: EmployerPay, hours: str, **more: date) -> tuple[Decimal, Decimal, Decimal]:
    check = _check(*paid, hours=hours, **more)
    assert check is not None
    return check.hours, check.pay, check.shortfall


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


def test_unequal_parts_are_of_the_hours_too() -> None:
    shares = (Share("Asha", Decimal(1)), Share("Ravi", Decimal(3)))
    shift = SharedLine(_line(EarningKind.HOURS, "10", "12.71"), shares)
    (_, asha), (_, ravi) = shift.parts
    assert (asha.quantity, asha.amount) == (Decimal("2.5"), Decimal("31.78"))
    assert (ravi.quantity, ravi.amount) == (Decimal("7.5"), Decimal("95.32"))


def test_a_shared_sleep_in_is_half_a_night_of_each() -> None:
    night = SharedLine(_line(EarningKind.SLEEP_IN, "1", "65.01", "nights"), HALVES)
    assert [(part.quantity, part.unit, part.amount) for _, part in night.parts] == [
        (Decimal("0.5"), "nights", Decimal("32.51")),
        (Decimal("0.5"), "nights", Decimal("32.50")),
    ]


def test_what_both_pay_for_a_shared_shift_is_set_against_its_hours_counted_once() -> None:
    """Ten hours: Asha pays half of them at 14.00 and Ravi half at 12.00, which is 13.00 for each hour."""
    asha = _pays(_line(EarningKind.HOURS, "5", "14.00"))
    ravi = _pays(_line(EarningKind.HOURS, "5", "12.00"))
    check = _check(asha, ravi, hours="10")
    assert check is not None
    assert (check.hours, check.pay, check.shortfall, check.hourly) == (10, 130, 0, 13)
    assert check.why == "£130.00 for 10 hours is £13.00 an hour. The legal minimum is £12.71."


def test_a_part_that_one_employer_does_not_pay_is_missing() -> None:
    """Half of ten hours at 20.00 is above the minimum for five hours, and the other five are unpaid."""
    asha = _pays(_line(EarningKind.HOURS, "5", "20.00"))
    assert _found(asha, _pays(), hours="10") == (10, 100, Decimal("27.10"))


def test_hours_that_nobody_pays_are_short_of_all() -> None:
    check = _check(hours="10")
    assert check is not None
    assert (str(check.pay), check.shortfall) == ("0.00", Decimal("127.10"))


def test_one_rate_below_the_minimum_may_be_made_up_by_the_other_and_no_further() -> None:
    asha = _pays(_line(EarningKind.HOURS, "5", "12.00"))
    assert _found(asha, _pays(_line(EarningKind.HOURS, "5", "13.42")), hours="10")[2] == 0
    assert _found(asha, _pays(_line(EarningKind.HOURS, "5", "13.40")), hours="10")[2] == Decimal("0.10")


def test_shared_work_at_a_higher_rate_counts_at_the_employers_lowest() -> None:
    """Ravi pays 12.00 for his own hours, so 16.00 for the shared ones is 4.00 on top of the rate for work."""
    own = (_line(EarningKind.HOURS, "1", "12.00"),)
    asha = _pays(_line(EarningKind.HOURS, "5", "12.00"))
    ravi = _pays(_line(EarningKind.HOURS, "5", "16.00"), own=own)
    assert _found(asha, ravi, hours="10") == (10, 120, Decimal("7.10"))
    assert _found(asha, _pays(*ravi.parts), hours="10") == (10, 140, 0)


def test_a_shared_sleep_in_gives_no_hours_to_test() -> None:
    night = _pays(_line(EarningKind.SLEEP_IN, "0.5", "65.00", "nights"))
    assert _check(night, night, hours="0") is None


def test_time_awake_in_a_shared_night_counts_and_the_night_does_not() -> None:
    each = _pays(
        _line(EarningKind.SLEEP_IN, "0.5", "65.00", "nights"), _line(EarningKind.AWAKE, "1", "12.71")
    )
    assert _found(each, each, hours="2") == (2, Decimal("25.42"), 0)


def test_the_rate_is_that_of_the_age_on_the_periods_first_day() -> None:
    """Eighteen on the second day: the rate for under eighteen holds for the whole period."""
    each = _pays(_line(EarningKind.HOURS, "5", "8.00"))
    young = date(2008, 10, 6)
    assert _found(each, each, hours="10", birth_date=young)[2] == 0
    assert _found(each, each, hours="10", birth_date=young, period_start=date(2026, 10, 6))[2] > 0


@given(
    st.lists(st.integers(1, 1440), min_size=1, max_size=9),
    st.sampled_from([HALVES, THIRDS, (Share("Asha", Decimal(2)), Share("Ravi", Decimal(5)))]),
)
def test_splitting_work_at_the_minimum_never_makes_anyone_fall_short(
    shifts: list[int], shares: tuple[Share, ...]
) -> None:
    rate = Decimal("12.71")
    lines = [
        SharedLine(
            Earning(
                EarningKind.HOURS,
                "Hours worked",
                (Decimal(minutes) / 60).quantize(Decimal("0.0001")),
                "hours",
                rate,
                (minutes * rate / 60).quantize(Decimal("0.01"), "ROUND_HALF_UP"),
            ),
            shares,
        )
        for minutes in shifts
    ]
    paid = [_pays(*(dict(line.parts)[share.name] for line in lines)) for share in shares]
    check = shared_work.check_together(
        paid=paid,
        hours=(Decimal(sum(shifts)) / 60).quantize(Decimal("0.0001")),
        birth_date=ADULT,
        period_start=PERIOD,
        rates=YEAR,
    )
    assert check is not None
    assert check.shortfall == 0
    assert check.pay == sum(line.earning.amount for line in lines)


def test_without_a_birth_date_nothing_is_tested() -> None:
    with pytest.raises(PayInputError, match="The date of birth is missing"):
        _check(_pays(_line(EarningKind.HOURS, "5", "12.71")), hours="5", birth_date=None)


def test_a_funder_of_nothing_pays_an_amount_in_pence() -> None:
    (council,) = shared_work.by_funder(costs=[], funders=[Share("council", Decimal(1))])
    assert str(council.total) == "0.00"
