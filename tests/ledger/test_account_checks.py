"""The banks' tables in the database: loading them, and checking accounts by them."""

import datetime as dt
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from dpss.kernel import errors
from ledger import models, operations, queries
from ledger.banking.modulus import Result
from tests.cast import AT, TODAY

WEIGHTS = "100000 199999 MOD10    0 0 0 0 0 0 0 0 0 0 0 0 3 1\r\n"
OTHER_WEIGHTS = WEIGHTS.replace("3 1", "4 1")
SUBSTITUTIONS = "100000 200000\r\n"

pytestmark = pytest.mark.django_db


def load(weights: str = WEIGHTS, **given: Any) -> bool:
    """Load tables of one row, published today."""
    usual = {
        "substitutions": SUBSTITUTIONS,
        "published": TODAY,
        "loaded_by": "Priya",
        "today": TODAY,
        "at": AT,
    }
    return operations.load_account_check_table(weights=weights, **usual | given)


def result(account: str, *, sort_code: str = "10-00-00", on: dt.date = TODAY) -> Result:
    """What the check says of an account on a day."""
    return queries.account_check(sort_code, account, on=on).result


def test_what_is_loaded_is_kept_exactly_with_who_when_and_its_digests() -> None:
    assert load()
    table = models.AccountCheckTable.objects.get()
    assert (table.weights, table.substitutions) == (WEIGHTS, SUBSTITUTIONS)
    assert (table.published, table.loaded_by, table.loaded_at) == (TODAY, "Priya", AT)
    assert table.weights_sha256 == "b872624c6263ce628a6d02ce9244e3221585bfe2b8095958c8e3860f75c78d08"
    assert table.substitutions_sha256 == "db6ac9b02698bcdc9777a5383d5290c502a64b4a39e1ece5b4a41179317f60aa"


def test_an_account_is_valid_or_invalid_by_the_loaded_tables_and_the_sentence_says_what_it_means() -> None:
    load()
    check = queries.account_check("10-00-00", "00000031", on=TODAY)
    assert (check.result, check.notice) == (Result.VALID, "")
    assert "can belong together" in check.sentence
    check = queries.account_check("10-00-00", "00000032", on=TODAY)
    assert (check.result, check.notice) == (Result.INVALID, "")
    assert "cannot belong together" in check.sentence


def test_a_sort_code_that_the_tables_do_not_have_is_not_checkable() -> None:
    load()
    check = queries.account_check("20-00-00", "00000031", on=TODAY)
    assert (check.result, check.notice) == (Result.NOT_CHECKABLE, "")
    assert "no rule for this sort code" in check.sentence


def test_the_check_gives_the_account_as_the_bank_is_told_it() -> None:
    assert queries.account_check("72-00-00", "7 1234 5678", on=TODAY).account == ("720007", "12345678")


def test_without_tables_nothing_is_checked_and_nobody_refused() -> None:
    check = queries.account_check("10-00-00", "00000032", on=TODAY)
    assert check.result is Result.NOT_CHECKABLE
    assert "the banks' tables are not loaded" in check.sentence
    assert (check.notice, check.published, check.days_old) == (check.sentence, None, None)


def test_by_old_tables_nothing_is_checked_and_nobody_refused() -> None:
    load(published=dt.date(2026, 5, 21))
    check = queries.account_check("10-00-00", "00000032", on=TODAY)
    assert (check.result, check.days_old) == (Result.INVALID, 184)
    check = queries.account_check("10-00-00", "00000032", on=TODAY + dt.timedelta(days=1))
    assert (check.result, check.days_old) == (Result.NOT_CHECKABLE, 185)
    assert "published on 21 May 2026, more than 6 months ago" in check.sentence
    assert check.notice == check.sentence


def test_what_is_no_account_is_refused_even_without_tables() -> None:
    with pytest.raises(errors.Invalid, match="sort code of 6 figures"):
        queries.account_check("1000", "00000031", on=TODAY)


def test_the_tables_loaded_last_count_and_those_before_are_kept() -> None:
    load()
    assert result("00000031") is Result.VALID
    assert load(OTHER_WEIGHTS, published=TODAY - dt.timedelta(days=30))
    assert result("00000031") is Result.INVALID
    assert result("00000016") is Result.VALID
    assert models.AccountCheckTable.objects.count() == 2


def test_the_tables_of_before_can_be_loaded_again() -> None:
    load()
    load(OTHER_WEIGHTS)
    assert load()
    assert result("00000031") is Result.VALID


def test_loading_the_tables_that_count_already_changes_nothing() -> None:
    load()
    assert not load(loaded_by="Sam")
    assert models.AccountCheckTable.objects.get().loaded_by == "Priya"


def test_a_wrong_day_is_put_right_by_loading_again() -> None:
    load(published=dt.date(2026, 1, 1))
    assert load()
    assert queries.account_check("10-00-00", "00000031", on=TODAY).days_old == 0


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"weights": f"{OTHER_WEIGHTS}nonsense"}, "Line 2 of the weight table"),
        ({"substitutions": "nonsense"}, "Line 1 of the substitutions"),
        ({"weights": ""}, "weight table is empty"),
        ({"published": TODAY + dt.timedelta(days=1)}, "22 November 2026, which is still to come"),
        ({"loaded_by": ""}, "Say who loads the tables"),
        ({"loaded_by": "x" * 151}, "150 characters at most"),
    ],
)
def test_tables_that_are_not_right_are_refused_and_those_before_still_count(
    given: dict[str, Any], sentence: str
) -> None:
    load()
    with pytest.raises(errors.Invalid, match=sentence):
        load(**{"weights": OTHER_WEIGHTS} | given)
    assert result("00000031") is Result.VALID
    assert models.AccountCheckTable.objects.count() == 1


@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_database_lets_nobody_change_what_was_loaded(change: str) -> None:
    load()
    tables = models.AccountCheckTable.objects.all()
    with pytest.raises(DatabaseError), transaction.atomic():
        tables.update(loaded_by="Sam") if change == "update" else tables.delete()
    assert models.AccountCheckTable.objects.get().loaded_by == "Priya"


def test_the_tables_are_read_once_for_many_checks(django_assert_num_queries: Any) -> None:
    load()
    result("00000031")
    with django_assert_num_queries(1):
        result("00000032")
