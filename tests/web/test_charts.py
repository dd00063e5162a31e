"""Charts: where lines, labels and bars go."""

import itertools
import re
from decimal import Decimal

import pytest
from django.template import engines
from hypothesis import given
from hypothesis import strategies as st

from dpss.web import charts
from tests.web.gallery import oversight


@pytest.mark.parametrize(
    ("most", "step", "count"),
    [(4801000, 1000000, 6), (100, 20, 6), (7, 2, 5), (1, "0.2", 6), (12, 5, 4), (51, 20, 4)],
)
def test_the_scale_has_round_steps_and_covers_the_largest_value(most: int, step: object, count: int) -> None:
    values = charts.scale(Decimal(most))
    assert values[1] == Decimal(str(step))
    assert len(values) == count


@given(st.decimals(min_value="0.01", max_value="9999999999", places=2))
def test_every_scale_starts_at_nought_and_reaches_its_largest_value_in_at_most_five_steps(
    most: Decimal,
) -> None:
    values = charts.scale(most)
    assert values[0] == 0
    assert values[-1] >= most > values[-2]
    assert 2 <= len(values) <= 6


@given(
    st.lists(st.integers(0, 300).map(Decimal), min_size=1, max_size=6),
)
def test_labels_never_overlap_and_stay_in_the_drawing(wanted: list[Decimal]) -> None:
    placed = charts.spread(wanted, gap=Decimal(22), least=Decimal(14), most=Decimal(290))
    in_order = sorted(placed)
    assert all(lower - upper >= 22 for upper, lower in itertools.pairwise(in_order))
    assert min(placed) >= 14
    assert max(placed) <= 290


def test_labels_keep_the_order_of_their_lines() -> None:
    assert charts.spread(
        [Decimal(50), Decimal(49), Decimal(51)], gap=Decimal(22), least=Decimal(0), most=Decimal(99)
    ) == [
        71,
        49,
        93,
    ]


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        ("1500000", "pounds", "£1.5m"),
        ("200000", "pounds", "£200k"),
        ("0", "pounds", "£0"),
        ("40", "count", "40"),
        ("75", "percent", "75%"),
    ],
)
def test_values_at_the_side_are_short(value: str, unit: charts.Unit, said: str) -> None:
    assert charts.value_label(Decimal(value), unit) == said


def test_a_chart_is_drawn_twice_with_title_description_and_table_and_no_inline_style() -> None:
    chart = oversight.dashboard()["chart"]
    shown = str(engines["django"].from_string("{% component it %}").render({"it": chart}))
    assert shown.count('role="img"') == 2
    assert shown.count("<title") == shown.count("<desc") == 2
    assert "<table" in shown
    assert "style=" not in shown
    assert len(set(re.findall(r' id="([^"]+)"', shown))) == len(re.findall(r' id="([^"]+)"', shown))


def test_a_limit_longer_than_every_bar_sets_the_length_of_the_bars() -> None:
    chart = oversight.dashboard()["bars"]
    assert isinstance(chart, charts.BarChart)
    assert [share for _, share in chart.drawn()] == [90, 70]
    assert chart.limit_at == 100
