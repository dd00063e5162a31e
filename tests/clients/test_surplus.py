"""What is left over of a direct payment: needs first, the limit after, and nothing asked back on a guess."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clients import models
from clients.surplus import LABELS, Kind, Limit, Outcome, Working, first_above, forecast, in_words, work_out
from dpss.kernel import errors

NIL = Decimal("0.00")
FIRST = dt.date(2026, 4, 6)
EIGHT_WEEKS = Limit(weekly=Decimal("300.00"), weeks=8)
NOTHING = dict.fromkeys(Kind, Decimal("0.00"))
NEEDED = NOTHING | {
    Kind.HMRC: Decimal("240.00"),
    Kind.PENSION: Decimal("60.00"),
    Kind.SHEETS: Decimal("510.00"),
    Kind.LEAVING: Decimal("400.00"),
}
POUNDS = st.decimals(min_value=0, max_value=99_999, places=2)
BALANCES = st.decimals(min_value=-9_999, max_value=99_999, places=2)
NEEDS = st.fixed_dictionaries({kind: st.none() | POUNDS for kind in Kind})
LIMITS = st.builds(Limit, weekly=POUNDS, weeks=st.integers(1, 104))


def _worked(balance: str, needed: Mapping[Kind, Decimal | None] = NEEDED) -> Working:
    return work_out(balance=Decimal(balance), needed=needed, limit=EIGHT_WEEKS)


def test_what_is_needed_is_kept_first_so_that_nothing_is_asked_back() -> None:
    found = _worked("3150.00")
    assert [found.kept, found.free, found.limit.amount] == [Decimal(1210), Decimal(1940), Decimal(2400)]
    assert (found.outcome, found.to_ask) == (Outcome.WITHIN, NIL)
    assert in_words(found) == (
        "£1,940.00 is free. That is not above the limit of £2,400.00. Nothing is asked back."
    )
    assert "750" not in in_words(found)


@pytest.mark.parametrize(
    ("balance", "outcome", "asked"),
    [
        ("3610.00", Outcome.WITHIN, "0.00"),
        ("3610.01", Outcome.ABOVE, "0.01"),
        ("4000.00", Outcome.ABOVE, "390.00"),
    ],
)
def test_only_what_is_free_above_the_limit_is_asked_about_to_the_penny(
    balance: str, outcome: Outcome, asked: str
) -> None:
    found = _worked(balance)
    assert (found.outcome, found.to_ask) == (outcome, Decimal(asked))


def test_what_goes_above_the_limit_says_so_and_that_it_is_asked_about_first() -> None:
    assert in_words(_worked("4000.00")) == (
        "£2,790.00 is free. That is £390.00 above the limit of £2,400.00. We will ask you about it first."
    )


@pytest.mark.parametrize(
    ("balance", "words"),
    [
        ("1000.00", "The money is all needed, and £210.00 more. Nothing is asked back."),
        ("-35.20", "The account is £35.20 below nothing. Nothing is asked back."),
    ],
)
def test_an_account_that_is_short_is_said_in_words(balance: str, words: str) -> None:
    found = _worked(balance)
    assert (found.outcome, found.to_ask) == (Outcome.SHORT, NIL)
    assert in_words(found) == words


@pytest.mark.parametrize("kind", Kind)
def test_nothing_is_asked_back_while_any_need_is_not_known(kind: Kind) -> None:
    for needed in (NEEDED | {kind: None}, {one: NEEDED[one] for one in Kind if one is not kind}):
        found = _worked("9000.00", needed)
        assert (found.outcome, found.to_ask, found.not_known) == (Outcome.NOT_KNOWN, NIL, (kind,))
        assert LABELS[kind].lower() in in_words(found)


def test_what_cannot_be_is_refused_with_the_field_that_is_wrong() -> None:
    with pytest.raises(errors.Invalid, match="Pension due cannot be less than nothing"):
        _worked("3150.00", NEEDED | {Kind.PENSION: Decimal("-0.01")})
    for weeks in (0, 105):
        with pytest.raises(errors.Invalid, match="from 1 to 104 weeks"):
            Limit(weekly=Decimal("300.00"), weeks=weeks)
    with pytest.raises(errors.Invalid, match="less than nothing"):
        Limit(weekly=Decimal("-1.00"), weeks=8)


def test_every_kind_that_money_is_set_aside_for_is_kept_and_has_words() -> None:
    assert set(models.Commitment.Kind.values) <= set(Kind)
    assert set(LABELS) == set(Kind)
    for kind in models.Commitment.Kind:
        assert LABELS[Kind(kind.value)] == kind.label


def test_months_ahead_the_day_is_known_on_which_more_is_free_than_the_limit() -> None:
    rates = {"weekly_in": Decimal("300.00"), "weekly_out": Decimal("250.00")}
    ahead = list(forecast(_worked("3150.00"), **rates, first=FIRST, periods=4))
    assert [(one.day, one.free) for one in ahead] == [
        (dt.date(2026, 5, 4), Decimal(2140)),
        (dt.date(2026, 6, 1), Decimal(2340)),
        (dt.date(2026, 6, 29), Decimal(2540)),
        (dt.date(2026, 7, 27), Decimal(2740)),
    ]
    above = first_above(iter(ahead))
    assert above is not None
    assert above.day == dt.date(2026, 6, 29)
    for periods in (0, 27):
        with pytest.raises(errors.Invalid, match="times four weeks ahead"):
            forecast(_worked("3150.00"), **rates, first=FIRST, periods=periods)


def test_where_all_that_comes_in_is_spent_no_day_comes() -> None:
    same = {"weekly_in": Decimal("300.00"), "weekly_out": Decimal("300.00")}
    assert first_above(forecast(_worked("3150.00"), **same, first=FIRST, periods=26)) is None


@given(balance=BALANCES, needed=NEEDS, limit=LIMITS)
def test_balance_is_what_is_kept_and_what_is_free_and_the_limit_always_stays(
    balance: Decimal, needed: dict[Kind, Decimal | None], limit: Limit
) -> None:
    found = work_out(balance=balance, needed=needed, limit=limit)
    assert found.kept + found.free == balance
    assert found.to_ask >= 0
    if found.to_ask:
        assert None not in needed.values()
        assert balance - found.to_ask == found.kept + limit.amount


@given(balance=BALANCES, needed=NEEDS, limit=LIMITS, kind=st.sampled_from(Kind), more=POUNDS)
def test_more_that_is_needed_never_means_that_more_is_asked_back(
    balance: Decimal, needed: dict[Kind, Decimal | None], limit: Limit, kind: Kind, more: Decimal
) -> None:
    before = work_out(balance=balance, needed=needed, limit=limit)
    after = work_out(
        balance=balance, needed=needed | {kind: (needed[kind] or Decimal(0)) + more}, limit=limit
    )
    if needed[kind] is not None:
        assert after.to_ask <= before.to_ask
