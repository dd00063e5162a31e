"""Bank, ledger and payroll agree to the penny, or every difference is named."""

from dataclasses import replace
from decimal import Decimal

import pytest

from ledger.statements import reconcile

ZERO = Decimal("0.00")
AGREED = reconcile.ThreeWays(
    bank=Decimal("900.00"),
    ledger=Decimal("780.00"),
    opening=Decimal("100.00"),
    brought=Decimal("100.00"),
    on_its_way=Decimal("-120.00"),
    ahead=ZERO,
    unmatched=ZERO,
    unmatched_lines=0,
    sent=Decimal("120.00"),
    posted=Decimal("120.00"),
)


def test_what_is_on_its_way_explains_the_bank() -> None:
    assert AGREED.explained == Decimal("900.00")
    assert reconcile.differences(AGREED) == []


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"bank": Decimal("900.01")}, "The difference is £0.01."),
        ({"unmatched": Decimal("-5.00"), "unmatched_lines": 1, "bank": Decimal("895.00")}, "1 line is not"),
        ({"brought": Decimal("99.00")}, "The first statement begins with £100.00, and the ledger had £99.00"),
        ({"posted": ZERO}, "Payments of £120.00 were sent in these days, and the ledger has £0.00"),
    ],
)
def test_each_difference_is_named(changed: dict[str, Decimal], sentence: str) -> None:
    said = reconcile.differences(replace(AGREED, **changed))  # type: ignore[arg-type]
    assert len(said) == 1
    assert sentence in said[0]
