"""Account numbers of six to ten figures, in the form in which the bank is told them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpss.kernel import errors
from ledger.banking.account_numbers import Account, standard


@pytest.mark.parametrize(
    "sort_code", ["102030", "10-20-30", "10 20 30", " 10\u201320\u201330 ", "10\u00a020\u00a030"]
)
def test_blanks_and_dashes_in_a_sort_code_count_for_nothing(sort_code: str) -> None:
    assert standard(sort_code, "12345678") == Account("102030", "12345678")


@pytest.mark.parametrize(
    ("written", "meant"),
    [("12345678", "12345678"), ("1234567", "01234567"), ("123456", "00123456"), ("1234 56-78", "12345678")],
)
def test_six_and_seven_figures_get_zeros_in_front(written: str, meant: str) -> None:
    assert standard("102030", written) == Account("102030", meant)


@pytest.mark.parametrize(
    "sort_code", ["090000", "091999", "133000", "133999", "720000", "729999", "890000", "892999"]
)
def test_the_first_of_santanders_nine_figures_becomes_the_last_of_the_sort_code(sort_code: str) -> None:
    assert standard(sort_code, "712345678") == Account(sort_code[:5] + "7", "12345678")


@pytest.mark.parametrize("sort_code", ["010000", "019999", "500000", "669999"])
@pytest.mark.parametrize("written", ["1234567890", "12-34567890"])
def test_of_natwests_ten_figures_the_last_eight_count(sort_code: str, written: str) -> None:
    assert standard(sort_code, written) == Account(sort_code, "34567890")


@pytest.mark.parametrize("sort_code", ["080000", "089999"])
def test_of_the_co_operative_banks_ten_figures_the_first_eight_count(sort_code: str) -> None:
    assert standard(sort_code, "1234567890") == Account(sort_code, "12345678")


@pytest.mark.parametrize(
    ("sort_code", "account"),
    [
        ("089999", "123456789"),
        ("092000", "123456789"),
        ("406301", "123456789"),
        ("079999", "1234567890"),
        ("092000", "1234567890"),
        ("720000", "1234567890"),
        ("499999", "1234567890"),
        ("670000", "1234567890"),
    ],
)
def test_nine_or_ten_figures_of_another_bank_are_refused_not_guessed(sort_code: str, account: str) -> None:
    with pytest.raises(
        errors.Invalid, match=f"number of {len(account)} figures does not go with this sort code"
    ):
        standard(sort_code, account)


@pytest.mark.parametrize(
    ("sort_code", "account"),
    [
        ("10203", "12345678"),
        ("1020304", "12345678"),
        ("10203O", "12345678"),
        ("102030", "12345"),
        ("102030", "12345678901"),
        ("102030", "1234567A"),
        ("720000", "12345678A"),
        ("720000", "\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668\u0669"),
        ("102030", "-" * 8),
        ("", ""),
    ],
)
def test_what_is_no_sort_code_or_account_number_is_refused(sort_code: str, account: str) -> None:
    with pytest.raises(errors.Invalid):
        standard(sort_code, account)


@given(st.from_regex(r"[0-9]{6}", fullmatch=True), st.text(alphabet="0123456789 -x", max_size=12))
def test_whatever_is_taken_has_six_and_eight_figures(sort_code: str, account: str) -> None:
    try:
        taken = standard(sort_code, account)
    except errors.Invalid:
        return
    assert len(taken.sort_code) == 6
    assert len(taken.account_number) == 8
    assert (taken.sort_code + taken.account_number).isdecimal()
