"""The form of numbers: what is accepted, tidied, or refused with a sentence that says what to do."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as some

from dpss.kernel import errors, identifiers

ALL = [
    identifiers.nino,
    identifiers.sort_code,
    identifiers.account_number,
    identifiers.paye_reference,
    identifiers.accounts_office_reference,
    identifiers.nhs_number,
]


@pytest.mark.parametrize(
    ("read", "typed", "value"),
    [
        (identifiers.nino, "ab 12 34 56 c", "AB123456C"),
        (identifiers.nino, "PW123456A", "PW123456A"),
        (identifiers.sort_code, "10-20-30", "102030"),
        (identifiers.sort_code, " 10 20 30 ", "102030"),
        (identifiers.account_number, "12345678", "12345678"),
        (identifiers.account_number, "1234567", "01234567"),
        (identifiers.account_number, "123456", "00123456"),
        (identifiers.account_number, "1234 5678", "12345678"),
        (identifiers.paye_reference, "123/ab456", ("123", "AB456")),
        (identifiers.paye_reference, "123/A", ("123", "A")),
        (identifiers.paye_reference, "123/A123456789", ("123", "A123456789")),
        (identifiers.accounts_office_reference, "123pa00045678", "123PA00045678"),
        (identifiers.accounts_office_reference, "123PA0004567X", "123PA0004567X"),
        (identifiers.nhs_number, "943 476 5919", "9434765919"),
        (identifiers.nhs_number, "943-476-5919", "9434765919"),
    ],
)
def test_a_number_is_tidied(read: Callable[[str], object], typed: str, value: object) -> None:
    assert read(typed) == value


@pytest.mark.parametrize(
    ("read", "typed"),
    [
        *((identifiers.nino, f"{prefix}123456A") for prefix in ("BG", "GB", "KN", "NK", "NT", "TN", "ZZ")),
        *((identifiers.nino, f"{letter}A123456A") for letter in "DFIQUV"),
        *((identifiers.nino, f"A{letter}123456A") for letter in "DFIOQUV"),
        (identifiers.nino, "AB123456E"),
        (identifiers.nino, "AB123456"),
        (identifiers.nino, "AB1234567C"),
        (identifiers.sort_code, "10203"),
        (identifiers.sort_code, "1020304"),
        (identifiers.sort_code, "10203a"),
        (identifiers.account_number, "12345"),
        (identifiers.account_number, "123456789"),
        (identifiers.account_number, "1234567a"),
        (identifiers.paye_reference, "12/AB456"),
        (identifiers.paye_reference, "123AB456"),
        (identifiers.paye_reference, "123/"),
        (identifiers.paye_reference, "123/A1234567890"),
        (identifiers.accounts_office_reference, "123QA00045678"),
        (identifiers.accounts_office_reference, "123PA0004567A"),
        (identifiers.nhs_number, "9434765918"),
        (identifiers.nhs_number, "943476591"),
        (identifiers.nhs_number, "94347659190"),
        (identifiers.nhs_number, "943476591X"),
        # Figures of other scripts, and figures that are written small.
        (identifiers.nino, "AB١٢٣٤٥٦C"),
        (identifiers.sort_code, "١٠٢٠٣٠"),
        (identifiers.account_number, "١٢٣٤٥٦٧"),
        (identifiers.account_number, "²²²²²²"),
        (identifiers.paye_reference, "١٢٣/AB456"),
        (identifiers.nhs_number, "²²²²²²²²²²"),
    ],
)
def test_a_number_of_the_wrong_form_is_refused(read: Callable[[str], object], typed: str) -> None:
    with pytest.raises(errors.Invalid, match=r"^Enter .*\.$"):
        read(typed)


@pytest.mark.parametrize("read", ALL)
@given(typed=some.one_of(some.text(), some.text(alphabet="0123456789ABP/-XĀ٣²", max_size=14)))
def test_whatever_is_typed_is_a_number_or_a_sentence(read: Callable[[str], object], typed: str) -> None:
    try:
        value = read(typed)
    except errors.Invalid:
        return
    parts = value if isinstance(value, tuple) else (value,)
    assert all(isinstance(part, str) and part.isascii() and part for part in parts)


@pytest.mark.parametrize("figure", range(10))
def test_one_wrong_figure_in_an_nhs_number_is_noticed(figure: int) -> None:
    right = "9434765919"
    wrong = right[:figure] + str((int(right[figure]) + 1) % 10) + right[figure + 1 :]
    with pytest.raises(errors.Invalid):
        identifiers.nhs_number(wrong)
