"""Income tax, rule by rule; the published rows are in test_published_rows.py."""

from decimal import Decimal

import pytest

from payroll.calc import income_tax
from payroll.calc.inputs import Interval, PayInputError
from tests.payroll.calc.cases import calculated


@pytest.mark.parametrize(
    ("number", "week", "month"),
    [
        (0, "0.00", "0.00"),
        (1, "0.37", "1.59"),
        (257, "49.60", "214.92"),
        (499, "96.14", "416.59"),
        (500, "96.33", "417.42"),
        (501, "96.53", "418.26"),
        (1000, "192.49", "834.09"),
        (1001, "192.69", "834.93"),
        (1257, "241.92", "1048.26"),
    ],
)
def test_free_pay_comes_in_blocks_of_500_and_rises_to_the_penny(number: int, week: str, month: str) -> None:
    assert income_tax.free_pay(number=number, periods_in_year=52) == Decimal(week)
    assert income_tax.free_pay(number=number, periods_in_year=12) == Decimal(month)


# Rows of HMRC's 2026-27 test pack, known apart from the file.
@pytest.mark.parametrize(
    ("interval", "period", "code", "pay", "to_date", "tax_before", "tax"),
    [
        (Interval.MONTHLY, 1, "1257L", "1156.25", "1156.25", "0.00", "21.40"),
        (Interval.MONTHLY, 2, "1257L", "1156.26", "2312.51", "21.40", "21.60"),
        (Interval.MONTHLY, 3, "1257L", "31123.26", "33435.77", "43.00", "10188.00"),
        (Interval.WEEKLY, 1, "1257L", "267.07", "267.07", "0.00", "5.00"),
        (Interval.WEEKLY, 3, "1257L", "853.05", "1386.20", "9.80", "122.20"),
        (Interval.MONTHLY, 1, "S1257L", "1156.25", "1156.25", "0.00", "20.33"),
        (Interval.WEEKLY, 1, "S1257L", "267.07", "267.07", "0.00", "4.75"),
        (Interval.MONTHLY, 1, "C1257L", "1156.25", "1156.25", "0.00", "21.40"),
    ],
)
def test_tax_of_2026_27_is_as_hmrc_has_it(  # noqa: PLR0917 (the columns of the table)
    interval: Interval, period: int, code: str, pay: str, to_date: str, tax_before: str, tax: str
) -> None:
    before = Decimal(to_date) - Decimal(pay)
    result = calculated(
        pay, interval=interval, period=period, tax_code=code, pay_before=before, tax_before=tax_before
    )
    assert result.tax == Decimal(tax)


@pytest.mark.parametrize(
    ("pay", "tax"),
    [("3141.90", "628.20"), ("3142.00", "628.40"), ("3142.01", "628.46"), ("3143.00", "628.86")],
)
def test_the_band_is_chosen_by_its_limit_raised_to_a_pound(pay: str, tax: str) -> None:
    """A month of the basic band is 3,141.6666; pay up to 3,142 is still all taxed at 20%."""
    assert calculated(pay, tax_code="0T").tax == Decimal(tax)


def test_a_refund_is_paid_out_with_the_wages() -> None:
    result = calculated("400.00", period=6, pay_before="9000.00", tax_before="751.40")
    assert (result.tax, result.net) == (Decimal("-129.40"), Decimal("529.40"))


@pytest.mark.parametrize("code", ["1257L M1", "BR M1", "K475 M1", "NT M1", "0T X", "SD1 M1"])
def test_month_1_codes_look_at_neither_earlier_pay_nor_earlier_tax(code: str) -> None:
    alone = calculated("1600.00", period=8, tax_code=code)
    with_history = calculated("1600.00", period=8, tax_code=code, pay_before="9000.00", tax_before="4000.00")
    assert alone.tax == with_history.tax >= 0


def test_the_basis_may_stand_beside_the_code_instead_of_in_it() -> None:
    beside = calculated("1600.00", period=8, non_cumulative=True)
    assert beside.tax == calculated("1600.00", period=8, tax_code="1257L M1").tax == Decimal("110.20")


@pytest.mark.parametrize(
    ("interval", "free_pay"),
    [(Interval.WEEKLY, "241.92"), (Interval.TWO_WEEKLY, "483.84"), (Interval.FOUR_WEEKLY, "967.68")],
)
def test_week_1_codes_use_as_many_weeks_as_the_pay_is_for(interval: Interval, free_pay: str) -> None:
    """The first pound above the free pay of the interval is the first that is taxed."""
    at_limit = Decimal(free_pay)
    later = {"interval": interval, "period": 20, "tax_code": "1257L W1"}
    assert calculated(at_limit, **later).tax == 0
    assert calculated(at_limit + 1, **later).tax == Decimal("0.20")


@pytest.mark.parametrize(
    ("interval", "period"), [(Interval.WEEKLY, 53), (Interval.TWO_WEEKLY, 54), (Interval.FOUR_WEEKLY, 56)]
)
def test_an_extra_payday_is_taxed_alone_whatever_the_code_says(interval: Interval, period: int) -> None:
    extra = calculated("2000.00", interval=interval, period=period, pay_before="50000.00", tax_before="1.00")
    assert extra.tax == calculated("2000.00", interval=interval, tax_code="1257L W1").tax


def test_tax_never_takes_more_than_half_of_the_pay() -> None:
    result = calculated("600.00", period=2, tax_code="K2500", pay_before="800.00", tax_before="400.00")
    assert result.tax == Decimal("300.00")


def test_the_limit_of_half_holds_for_every_code_and_drops_part_pence() -> None:
    result = calculated("100.01", period=12, pay_before="60000.00", tax_before="0.00")
    assert result.tax == Decimal("50.00")


def test_tax_of_exactly_half_of_the_pay_is_not_limited() -> None:
    result = calculated("100.00", period=2, tax_code="D0", pay_before="25.00", tax_before="0.00")
    assert (result.tax, result.lines[1].rule) == (Decimal("50.00"), "paye.cumulative")


def test_what_the_limit_left_is_picked_up_by_the_next_cumulative_payment() -> None:
    limited = calculated("100.00", period=11, pay_before="20000.00", tax_before="0.00")
    assert limited.tax == Decimal("50.00")
    after = calculated("10000.00", period=12, to_date=limited.to_date)
    assert after.to_date.tax == calculated("30100.00", period=12).tax == Decimal("3504.00")


def test_no_pay_means_no_tax_even_on_a_k_code() -> None:
    assert calculated("0.00", tax_code="K475").tax == 0


def test_a_cumulative_nt_code_gives_the_years_tax_back_and_month_1_does_not() -> None:
    history = {"period": 3, "pay_before": "2000.00", "tax_before": "150.00"}
    assert calculated("1000.00", tax_code="NT", **history).tax == Decimal("-150.00")
    assert calculated("1000.00", tax_code="NT M1", **history).tax == 0


def test_pay_and_tax_of_earlier_jobs_count_but_are_not_of_this_employment() -> None:
    with_p45 = calculated(
        "1500.00", period=8, previous_pay=Decimal("10500.00"), previous_tax=Decimal("634.60")
    )
    assert with_p45.tax == calculated("1500.00", period=8, pay_before="10500.00", tax_before="634.60").tax
    assert (with_p45.to_date.pay, with_p45.to_date.tax) == (Decimal("1500.00"), Decimal("88.00"))


@pytest.mark.parametrize(
    ("code", "share"), [("SBR", "0.20"), ("SD0", "0.21"), ("SD1", "0.42"), ("SD2", "0.45")]
)
def test_scottish_one_rate_codes_count_up_from_the_basic_rate(code: str, share: str) -> None:
    assert calculated("700.00", tax_code=code).tax == 700 * Decimal(share)


@pytest.mark.parametrize(("code", "highest"), [("D2", "D1"), ("CD2", "CD1"), ("SD4", "SD3"), ("D8", "D1")])
def test_a_code_above_the_nations_highest_rate_is_refused(code: str, highest: str) -> None:
    with pytest.raises(PayInputError, match=f"no tax rate for the code {code}: .* is {highest}"):
        calculated("700.00", tax_code=code)


def test_the_line_keeps_the_month_and_the_whole_pounds_that_one_rate_was_taken_of() -> None:
    figures = dict(calculated("1600.99", period=3, tax_code="BR").lines[1].figures)
    assert (figures["tables"], figures["allowance"], figures["taxable pay"]) == ("month 3", "0.00", "1600")
