"""A table of the year that cannot be right is refused by its name, at the figure that is out of bounds."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from payroll.calc import rates
from payroll.calc.inputs import PayInputError

YEAR = rates.for_year("2026-27")
ONE = Decimal(1)


def _orders(table: str, **changes: Any) -> object:
    return replace(getattr(YEAR.orders, table), **changes)


def _with_first_band(table: str, **changes: Any) -> object:
    first, *others = getattr(YEAR.orders, table).bands
    return _orders(table, bands=(replace(first, **changes), *others))


@pytest.mark.parametrize(
    ("build", "said"),
    [
        (
            lambda: _orders("direct_earnings", protected=ONE),
            "direct earnings attachments has the share 1, which is not a share of one: 20% is 0.20.",
        ),
        (
            lambda: _with_first_band("direct_earnings", standard=Decimal("-0.01")),
            "direct earnings attachments has the share -0.01, which is not a share of one: 20% is 0.20.",
        ),
        (
            lambda: _with_first_band("direct_earnings", higher=Decimal(2)),
            "direct earnings attachments has the share 2, which is not a share of one: 20% is 0.20.",
        ),
        (
            lambda: _with_first_band("direct_earnings", weekly=None),
            "direct earnings attachments: every band but the last needs a week's and a month's limit.",
        ),
        (
            lambda: _with_first_band("direct_earnings", weekly=Decimal(160)),
            "direct earnings attachments: the bands are not in rising order.",
        ),
        (
            lambda: _with_first_band("council_tax", monthly=Decimal(550)),
            "council tax attachments: the bands are not in rising order.",
        ),
        (
            lambda: _with_first_band("council_tax", share=ONE),
            "council tax attachments has the share 1, which is not a share of one: 20% is 0.20.",
        ),
        (
            lambda: _orders("child_maintenance", protected=ONE),
            "child maintenance has the share 1, which is not a share of one: 20% is 0.20.",
        ),
        (
            lambda: replace(YEAR.pension_duties, opt_out_months=0),
            "a period of the pension duties is not above zero.",
        ),
    ],
)
def test_a_table_that_cannot_be_right_is_refused_by_its_name(build: Callable[[], object], said: str) -> None:
    with pytest.raises(PayInputError) as refusal:
        build()
    assert str(refusal.value) == said
