"""The modulus check, exception by exception, on weight rows made for each test.

A row that weighs `u=1` alone never passes for the sort codes used here, which begin with 1.
"""

import pytest

from dpss.kernel import errors
from ledger.banking import modulus, modulus_tables

SORT_CODE = "100000"
FIGURES = "uvwxyzabcdefgh"


def row(method: str, exception: int | None = None, **weights: int) -> str:
    """One line of a weight table for sort codes 100000 to 199999: weights by the figures' letters."""
    figures = " ".join(f"{weights.get(figure, 0):4}" for figure in FIGURES)
    return f"100000 199999 {method} {figures} {exception or ''}"


NEVER_10, NEVER_11 = row("MOD10", u=1), row("MOD11", u=1)
ALWAYS = row("MOD11")


def result(account: str, *rows: str, sort_code: str = SORT_CODE, substitutions: str = "") -> str:
    """What the check says of an account under these rows."""
    tables = modulus_tables.read(weights="\n".join(rows), substitutions=substitutions)
    return modulus.check(sort_code, account, tables=tables).value


def is_valid(account: str, *rows: str) -> bool:
    """Whether the check lets it pass."""
    return {"valid": True, "invalid": False}[result(account, *rows)]


def test_modulus_10_adds_up_the_products() -> None:
    rule = row("MOD10", g=3, h=1)
    assert is_valid("00000031", rule)
    assert not is_valid("00000032", rule)


def test_modulus_11_adds_up_the_products() -> None:
    rule = row("MOD11", g=2, h=1)
    assert is_valid("00000051", rule)
    assert not is_valid("00000050", rule)


def test_double_alternate_adds_up_the_figures_of_the_products() -> None:
    rule = row("DBLAL", g=2, h=1)
    assert is_valid("00000075", rule)  # 14 and 5: 1 + 4 + 5
    assert not is_valid("00000076", rule)  # 14 + 6 would be 20


def test_a_weight_may_be_negative() -> None:
    assert is_valid("00000033", row("MOD11", g=1, h=-1))
    assert not is_valid("00000034", row("MOD11", g=1, h=-1))


def test_the_sort_code_is_weighed_too() -> None:
    rule = row("MOD11", u=1, z=5, h=1)
    assert result("00000000", rule, sort_code="100002") == "valid"
    assert result("00000000", rule, sort_code="100003") == "invalid"


def test_a_sort_code_that_no_row_covers_is_not_checkable() -> None:
    assert result("00000031", ALWAYS, sort_code="200000") == "not checkable"


@pytest.mark.parametrize(("sort_code", "covered"), [("100000", True), ("199999", True), ("099999", False)])
def test_a_row_is_for_its_first_sort_code_to_its_last(sort_code: str, *, covered: bool) -> None:
    assert (result("00000031", ALWAYS, sort_code=sort_code) == "valid") is covered


def test_of_two_plain_rows_both_must_pass() -> None:
    assert is_valid("00000031", ALWAYS, row("MOD10", g=3, h=1))
    assert not is_valid("00000031", ALWAYS, NEVER_11)
    assert not is_valid("00000031", NEVER_11, ALWAYS)


def test_short_account_numbers_and_hyphens_are_taken_as_people_write_them() -> None:
    assert result("000031", row("MOD10", g=3, h=1), sort_code="10-00-00") == "valid"


@pytest.mark.parametrize(("sort_code", "account"), [("1000", "00000031"), (SORT_CODE, "31"), ("", "")])
def test_what_is_no_account_at_all_is_refused(sort_code: str, account: str) -> None:
    with pytest.raises(errors.Invalid):
        result(account, ALWAYS, sort_code=sort_code)


def test_exception_1_adds_27_to_the_sum() -> None:
    rule = row("DBLAL", 1, h=1)
    assert is_valid("00000003", rule)
    assert not is_valid("00000000", rule)


def test_exception_2_keeps_its_own_weights_when_a_is_0() -> None:
    rule, never = row("MOD11", 2, h=1), row("MOD11", 9, u=1)
    assert is_valid("00000000", rule, never)
    assert not is_valid("00000001", rule, never)


def test_exception_2_has_other_weights_when_a_is_not_0() -> None:
    rule, never = row("MOD11", 2, h=1), row("MOD11", 9, u=1)
    assert is_valid("10000005", rule, never)  # 6 + 5
    assert not is_valid("10000000", rule, never)


def test_exception_2_has_yet_others_when_g_is_9_as_well() -> None:
    rule, never = row("MOD11", 2, h=1), row("MOD11", 9, u=1)
    assert is_valid("10000096", rule, never)  # 27 + 6; a does not count
    assert not is_valid("10000095", rule, never)


def test_exception_9_gives_an_account_that_fails_exception_2_another_sort_code() -> None:
    fails, rule = row("MOD11", 2, u=1), row("MOD11", 9, w=1, h=1)
    assert is_valid("00000002", fails, rule)  # 309634 has 9 where w is: 9 + 2
    assert not is_valid("00000003", fails, rule)


@pytest.mark.parametrize(("account", "valid"), [("00600000", True), ("00900000", True), ("00500000", False)])
def test_exception_3_spares_an_account_whose_c_is_6_or_9(account: str, *, valid: bool) -> None:
    assert is_valid(account, ALWAYS, row("DBLAL", 3, u=1)) is valid


def test_exception_3_spares_the_second_row_only() -> None:
    assert not is_valid("00600000", NEVER_11, row("DBLAL", 3, u=1))


@pytest.mark.parametrize(
    ("account", "valid"),
    [("70000007", True), ("70000008", False), ("70000017", False), ("91000010", True), ("91000000", False)],
)
def test_exception_4_wants_the_remainder_in_the_last_two_figures(account: str, *, valid: bool) -> None:
    assert is_valid(account, row("MOD11", 4, a=1, b=1)) is valid


EXCEPTION_5 = (row("MOD11", 5, u=1, a=1, c=1), row("DBLAL", 5, b=1))


@pytest.mark.parametrize(
    ("sort_code", "account", "said"),
    [
        pytest.param("100000", "14000086", "valid", id="substituted: 2 + 1, and 11 less 3 is 8"),
        pytest.param("100001", "14000096", "valid", id="not substituted: 1 + 1, and 11 less 2 is 9"),
        pytest.param("100000", "14000096", "invalid", id="the check figure of another sort code"),
        pytest.param("100000", "14000085", "invalid", id="the second check figure is wrong"),
        pytest.param("100000", "94000006", "valid", id="no remainder: the check figure is 0"),
        pytest.param("100000", "10000080", "valid", id="no remainder in the second: its figure is 0"),
        *(
            pytest.param("100000", f"941000{figure}6", "invalid", id=f"remainder 1: not even {figure}")
            for figure in range(10)
        ),
    ],
)
def test_exception_5_substitutes_the_sort_code_and_wants_two_check_figures(
    sort_code: str, account: str, said: str
) -> None:
    assert result(account, *EXCEPTION_5, sort_code=sort_code, substitutions="100000 200000") == said


@pytest.mark.parametrize(
    ("account", "valid"),
    [
        ("40000011", True),
        ("80000099", True),
        ("40000012", False),
        ("30000011", False),
        ("90000011", False),
    ],
)
def test_exception_6_takes_foreign_currency_accounts_unchecked(account: str, *, valid: bool) -> None:
    assert is_valid(account, row("MOD11", 6, u=1), row("DBLAL", 6, u=1)) is valid


@pytest.mark.parametrize(("account", "valid"), [("00000090", True), ("00000080", False), ("00100090", False)])
def test_exception_7_leaves_out_the_sort_code_and_a_b_when_g_is_9(account: str, *, valid: bool) -> None:
    assert is_valid(account, row("MOD11", 7, u=1, b=1, c=1)) is valid
    assert is_valid(account.replace("00", "01", 1), row("MOD11", 7, u=1, b=1, c=1)) is valid


def test_exception_8_reckons_with_sort_code_090126() -> None:
    rule = row("MOD11", 8, v=1, h=1)
    assert is_valid("00000002", rule)  # 9 + 2
    assert not is_valid("00000000", rule)


@pytest.mark.parametrize(
    ("account", "valid"),
    [
        pytest.param("09000091", True, id="ab is 09 and g is 9"),
        pytest.param("99000091", True, id="ab is 99 and g is 9"),
        pytest.param("19000091", False, id="ab is 19"),
        pytest.param("09000081", False, id="g is 8"),
        pytest.param("09100091", False, id="c counts"),
    ],
)
def test_exception_10_leaves_out_the_sort_code_and_a_b(account: str, *, valid: bool) -> None:
    assert is_valid(account, row("MOD11", 10, u=1, c=1), row("MOD11", 11, h=2)) is valid


def test_exceptions_10_and_11_need_only_one_to_pass() -> None:
    rules = row("MOD11", 10, u=1), row("MOD11", 11, h=1)
    assert is_valid("00000000", *rules)
    assert not is_valid("00000001", *rules)


def test_exceptions_12_and_13_need_only_one_to_pass() -> None:
    rules = row("MOD11", 12, g=1), row("MOD10", 13, h=1)
    assert is_valid("00000001", *rules)
    assert is_valid("00000010", *rules)
    assert not is_valid("00000011", *rules)


@pytest.mark.parametrize(
    ("account", "valid"),
    [
        pytest.param("00000351", True, id="it passes as it is"),
        pytest.param("00000350", True, id="it passes without its 0"),
        pytest.param("00000359", True, id="it passes without its 9"),
        pytest.param("00000352", False, id="it may not lose a 2"),
        pytest.param("00000450", False, id="it does not pass without its 0"),
    ],
)
def test_exception_14_tries_again_without_a_last_figure_of_0_1_or_9(account: str, *, valid: bool) -> None:
    assert is_valid(account, row("MOD11", 14, g=2, h=1)) is valid
