"""What a budget comes to: the worked figures, part-periods to the penny, and what is refused."""

import itertools
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clients import budget
from dpss.kernel import errors
from dpss.kernel.dates import Span

MONDAY = date(2026, 4, 6)
FOUR_WEEKS = Span(MONDAY, date(2026, 5, 3))
CARE = budget.Line("Personal care", budget.COUNCIL, Decimal("300.00"))
HEALTH = budget.Line("Health care", budget.NHS, Decimal("100.00"))


def pounds(*amounts: int) -> tuple[Decimal, ...]:
    return tuple(Decimal(amount) for amount in amounts)


def figures(found: budget.Outcome) -> tuple[Decimal, ...]:
    return (found.gross, found.contribution, found.paid)


def terms(*lines: budget.Line, **changed: Any) -> budget.Terms:
    usual = {"first": MONDAY, "end": None, "lines": lines or (CARE,), "contribution": Decimal(48)}
    return budget.Terms(**usual | changed)


def test_300_a_week_with_48_of_the_clients_is_252_a_week_and_1008_in_four() -> None:
    week = budget.comes_to([terms()], Span(MONDAY, date(2026, 4, 12)))
    assert figures(week) == pounds(300, 48, 252)
    four = budget.comes_to([terms()], FOUR_WEEKS)
    assert figures(four) == pounds(1200, 192, 1008)
    assert [part.working for part in four.parts] == ["4 × £252.00 = £1,008.00"]
    assert [part.working_of_client for part in four.parts] == ["4 × £48.00 = £192.00"]


def test_paid_gross_the_council_pays_1200_and_asks_the_client_for_192() -> None:
    four = budget.comes_to([terms(is_net=False)], FOUR_WEEKS)
    assert figures(four) == pounds(1200, 192, 1200)


def test_a_contribution_counts_towards_the_councils_part_before_the_nhss() -> None:
    week = budget.comes_to([terms(HEALTH, CARE)], Span(MONDAY, date(2026, 4, 12)))
    assert {part.funder: (part.own, part.of_client) for part in week.parts} == {
        "council": pounds(252, 48),
        "nhs": pounds(100, 0),
    }


def test_a_start_in_the_middle_of_a_period_is_paid_by_days_with_the_working() -> None:
    (part,) = budget.comes_to([terms(first=date(2026, 4, 24))], FOUR_WEEKS).parts
    assert (part.days, part.own) == (Span(date(2026, 4, 24), date(2026, 5, 3)), Decimal("360.00"))
    assert part.working == "£252.00 × 10 ÷ 7 = £360.00"


def test_a_part_in_the_middle_says_what_was_counted_before_it() -> None:
    (part,) = budget.comes_to(
        [terms(contribution=Decimal(0))], Span(date(2026, 4, 8), date(2026, 4, 8))
    ).parts
    assert part.working == "£300.00 × 3 ÷ 7, less £85.71 for the 2 days before = £42.86"


def test_the_last_day_of_a_budget_is_the_day_before_its_end() -> None:
    (part,) = budget.comes_to([terms(end=date(2026, 4, 20))], FOUR_WEEKS).parts
    assert (part.days.last, part.own) == (date(2026, 4, 19), Decimal("504.00"))


def test_an_amount_that_changes_within_a_period_is_paid_as_it_was_and_as_it_is() -> None:
    more = budget.Line("Personal care", budget.COUNCIL, Decimal("350.00"))
    both = [terms(more, first=date(2026, 4, 20)), terms(end=date(2026, 4, 20))]
    found = budget.comes_to(both, FOUR_WEEKS)
    assert [part.own for part in found.parts] == [Decimal("504.00"), Decimal("604.00")]
    assert found.paid == Decimal("1108.00")


def test_days_before_and_after_a_budget_come_to_nothing() -> None:
    ended = terms(end=date(2026, 4, 13))
    for days in (Span(date(2026, 3, 30), date(2026, 4, 5)), Span(date(2026, 4, 13), date(2026, 4, 19))):
        assert budget.comes_to([ended], days) == budget.Outcome(())


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"contribution": Decimal(320)}, "contribution of £320.00 a week is more than the budget of £300.00"),
        ({"contribution": Decimal("48.005")}, "no more than two figures after the point"),
        ({"contribution": Decimal(-1)}, "cannot be less than nothing"),
        ({"end": MONDAY}, "ends before it starts"),
        ({"end": MONDAY - timedelta(days=1)}, "ends before it starts"),
        ({"lines": ()}, "at least one line"),
        ({"lines": (CARE, CARE)}, "Make them one"),
    ],
)
def test_terms_that_cannot_be_are_refused_in_a_sentence(changed: dict[str, Any], sentence: str) -> None:
    with pytest.raises(errors.Invalid, match=sentence):
        terms(**changed)


@pytest.mark.parametrize(
    ("funder", "weekly", "sentence"),
    [
        ("lottery", "1.00", "Choose who funds"),
        ("nhs", "0.00", "no money"),
        ("nhs", "1.005", "two figures after the point"),
    ],
)
def test_a_line_that_cannot_be_is_refused_in_a_sentence(funder: str, weekly: str, sentence: str) -> None:
    with pytest.raises(errors.Invalid, match=sentence):
        budget.Line("Personal care", funder, Decimal(weekly))


def test_a_contribution_as_large_as_the_budget_leaves_nothing_to_pay() -> None:
    four = budget.comes_to([terms(contribution=Decimal(300))], FOUR_WEEKS)
    assert figures(four) == pounds(1200, 1200, 0)


def test_two_budgets_on_one_day_are_refused() -> None:
    with pytest.raises(errors.Invalid, match="Two budgets hold on 20 April 2026"):
        budget.comes_to([terms(end=date(2026, 4, 21)), terms(first=date(2026, 4, 20))], FOUR_WEEKS)
    with pytest.raises(errors.Invalid, match="Two budgets hold on 6 April 2026"):
        budget.in_order([terms(), terms()])


pence = st.integers(1, 200_000).map(lambda whole: Decimal(whole) / 100)


@given(
    council=pence,
    nhs=pence,
    share=st.integers(0, 100),
    starts=st.integers(-40, 10),
    cuts=st.lists(st.integers(1, 27), unique=True),
    is_net=st.booleans(),
)
def test_the_parts_of_a_period_add_up_to_the_whole_and_none_is_below_nothing(
    council: Decimal, nhs: Decimal, share: int, starts: int, cuts: list[int], *, is_net: bool
) -> None:
    lines = (budget.Line("Care", budget.COUNCIL, council), budget.Line("Health", budget.NHS, nhs))
    contribution = ((council + nhs) * share / 100).quantize(Decimal("0.01"), rounding="ROUND_DOWN")
    held = [terms(*lines, first=MONDAY + timedelta(days=starts), contribution=contribution, is_net=is_net)]
    edges = [0, *sorted(cuts), 28]
    pieces = [
        budget.comes_to(held, Span(MONDAY + timedelta(days=a), MONDAY + timedelta(days=b - 1)))
        for a, b in itertools.pairwise(edges)
    ]
    whole = budget.comes_to(held, FOUR_WEEKS)
    for figure in ("gross", "contribution", "paid"):
        assert sum(getattr(piece, figure) for piece in pieces) == getattr(whole, figure)
    assert all(part.own >= 0 and part.of_client >= 0 for piece in pieces for part in piece.parts)
    if starts <= 0:
        assert whole.gross == 4 * (council + nhs)
        assert whole.contribution == 4 * contribution
