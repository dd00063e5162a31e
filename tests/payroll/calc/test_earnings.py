"""Time on a timesheet becomes lines of pay."""

from decimal import Decimal

import pytest

from payroll.calc import earnings, holiday, rates
from payroll.calc.earnings import ContractRates, WorkedTime
from payroll.calc.inputs import Earning, EarningKind, PayInputError

YEAR = rates.for_year("2026-27")
CONTRACT = ContractRates(hourly=Decimal("13.50"), sleep_in=Decimal("60.00"), mileage=Decimal("0.40"))


def _time(kind: EarningKind, quantity: str, unit: str = "minutes") -> WorkedTime:
    return WorkedTime(kind, Decimal(quantity), unit)


def _priced(*worked: WorkedTime, contract: ContractRates = CONTRACT) -> tuple[Earning, ...]:
    return earnings.from_time(worked=worked, contract=contract, rates=YEAR.mileage)


SHEET = (
    _time(EarningKind.HOURS, "4560"),
    _time(EarningKind.HOLIDAY, "240"),
    _time(EarningKind.SLEEP_IN, "2", "nights"),
    _time(EarningKind.AWAKE, "90"),
    _time(EarningKind.MILEAGE, "0", "miles"),
)


def test_a_four_week_sheet_with_sleep_ins_and_holiday() -> None:
    priced = _priced(*SHEET)
    assert [(line.label, line.quantity, line.unit, line.amount) for line in priced] == [
        ("Hours worked", 76, "hours", Decimal("1026.00")),
        ("Holiday", 4, "hours", Decimal("54.00")),
        ("Sleep-ins", 2, "nights", Decimal("120.00")),
        ("Awake in the night", Decimal("1.5"), "hours", Decimal("20.25")),
    ]
    assert earnings.gross(priced) == Decimal("1220.25")


def test_a_line_says_its_sum_in_words() -> None:
    lines = [earnings.line(line) for line in _priced(*SHEET)]
    assert [line.working for line in lines] == [
        "76 hours × £13.50",
        "4 hours × £13.50",
        "2 nights × £60.00",
        "1.5 hours × £13.50",
    ]


@pytest.mark.parametrize(
    ("minutes", "words", "amount"),
    [
        ("60", "1 hour × £13.50", "13.50"),
        ("100", "1 hour 40 minutes × £13.50", "22.50"),
        ("121", "2 hours 1 minute × £13.50", "27.23"),
        ("1", "1 minute × £13.50", "0.23"),
        ("10", "10 minutes × £13.50", "2.25"),
        ("45", "0.75 hours × £13.50", "10.13"),
        ("72600", "1,210 hours × £13.50", "16335.00"),
    ],
)
def test_minutes_are_priced_as_they_are_and_rounded_half_up(minutes: str, words: str, amount: str) -> None:
    (priced,) = _priced(_time(EarningKind.HOURS, minutes))
    assert (earnings.line(priced).working, priced.amount) == (words, Decimal(amount))


def test_mileage_is_money_back_and_not_pay() -> None:
    priced = _priced(_time(EarningKind.HOURS, "60"), _time(EarningKind.MILEAGE, "12.5", "miles"))
    assert (earnings.gross(priced), earnings.reimbursed(priced, rates=YEAR.mileage)) == (
        Decimal("13.50"),
        Decimal("5.00"),
    )
    assert earnings.line(priced[1]).working == "12.5 miles × £0.40"
    assert earnings.line(priced[1]).group == "reimbursed"


def test_without_a_mileage_rate_the_approved_rate_is_paid() -> None:
    (priced,) = _priced(_time(EarningKind.MILEAGE, "100", "miles"), contract=ContractRates(Decimal("13.50")))
    assert (priced.rate, priced.amount) == (Decimal("0.45"), Decimal("45.00"))


def test_the_approved_mileage_rate_itself_may_be_in_the_contract() -> None:
    approved = ContractRates(Decimal("13.50"), mileage=Decimal("0.45"))
    (priced,) = _priced(_time(EarningKind.MILEAGE, "10", "miles"), contract=approved)
    assert priced.amount == Decimal("4.50")


def test_more_than_the_approved_mileage_rate_is_refused() -> None:
    generous = ContractRates(Decimal("13.50"), mileage=Decimal("0.46"))
    with pytest.raises(PayInputError, match=r"More than £0\.45 a mile would be taxed as pay"):
        _priced(_time(EarningKind.MILEAGE, "1", "miles"), contract=generous)


def test_sleep_ins_without_a_rate_are_refused() -> None:
    with pytest.raises(PayInputError, match="sleep-ins and the contract has no rate for them"):
        _priced(_time(EarningKind.SLEEP_IN, "1", "nights"), contract=ContractRates(Decimal("13.50")))


@pytest.mark.parametrize(
    ("kind", "quantity", "unit", "why"),
    [
        (EarningKind.HOURS, "8", "hours", "Hours worked is counted in minutes, not in hours"),
        (EarningKind.SLEEP_IN, "60", "minutes", "Sleep-ins is counted in nights, not in minutes"),
        (EarningKind.HOURS, "-60", "minutes", "-60 is not zero or more minutes"),
        (EarningKind.HOURS, "NaN", "minutes", "NaN is not zero or more minutes"),
        (EarningKind.HOURS, "60.5", "minutes", "60.5 is not a whole number of minutes"),
        (EarningKind.SLEEP_IN, "1.5", "nights", "1.5 is not a whole number of nights"),
    ],
)
def test_time_that_cannot_be_is_refused(kind: EarningKind, quantity: str, unit: str, why: str) -> None:
    with pytest.raises(PayInputError, match=why):
        _time(kind, quantity, unit)


@pytest.mark.parametrize(
    ("quantity", "rate", "amount", "unit", "why"),
    [
        ("1", "1", "-1.00", "hours", "amount -1.00 is not zero or more"),
        ("-1", "1", "1.00", "hours", "quantity -1 is not zero or more"),
        ("1", "NaN", "1.00", "hours", "rate NaN is not zero or more"),
        ("1", "1", "Infinity", "hours", "amount Infinity is not zero or more"),
        ("1", "1", "1.005", "hours", "amount 1.005 is not whole pence"),
        ("1", "1", "1.00", "weeks", "'weeks' is not a unit of pay"),
    ],
)
def test_a_line_of_pay_that_cannot_be_is_refused(
    quantity: str, rate: str, amount: str, unit: str, why: str
) -> None:
    with pytest.raises(PayInputError, match=why):
        Earning(EarningKind.HOURS, "Pay", Decimal(quantity), unit, Decimal(rate), Decimal(amount))


def test_holiday_builds_up_on_hours_worked_and_not_on_holiday_or_sleep() -> None:
    assert holiday.accrued_hours(earnings=_priced(*SHEET), rates=YEAR) == Decimal("9.35")
    irregular = _priced(_time(EarningKind.HOURS, "5250"))
    assert holiday.accrued_hours(earnings=irregular, rates=YEAR) == Decimal("10.56")


def test_how_much_of_a_sleep_in_builds_up_holiday_is_a_setting_of_the_year() -> None:
    from dataclasses import replace

    nine_hours = replace(YEAR, sleep_ins=replace(YEAR.sleep_ins, hours_that_earn_holiday=Decimal(9)))
    assert holiday.accrued_hours(earnings=_priced(*SHEET), rates=nine_hours) == Decimal("11.53")


def test_no_earnings_are_an_amount_in_pence() -> None:
    assert str(earnings.gross([])) == "0.00"
