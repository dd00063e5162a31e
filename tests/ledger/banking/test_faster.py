"""Faster Payments as CSV: what is written can be read again, and no cell is a formula."""

from decimal import Decimal

import pytest

from dpss.kernel import errors
from ledger.banking import bacs, faster


def credit(**given: object) -> bacs.Credit:
    """A payment to Dee."""
    usual = {
        "sort_code": "070116",
        "account_number": "00003036",
        "name": "DEE LOWE",
        "reference": "WAGES",
        "amount": Decimal("135.00"),
    }
    return bacs.Credit(**usual | given)  # type: ignore[arg-type]


def test_each_payment_is_one_line_under_the_headings() -> None:
    text = faster.build([credit(), credit(name="Zoë O’Hara", amount=Decimal("0.01"))])
    assert text.split("\r\n") == [
        "Payee name,Sort code,Account number,Amount,Reference",
        "DEE LOWE,070116,00003036,135.00,WAGES",
        "ZOE OHARA,070116,00003036,0.01,WAGES",
        "",
    ]


def test_what_is_written_is_read_again() -> None:
    lines = faster.read(faster.build([credit(), credit(amount=Decimal("1200.50"))]))
    assert [(line.name, line.sort_code, line.account_number) for line in lines] == [
        ("DEE LOWE", "070116", "00003036")
    ] * 2
    assert faster.total(lines) == Decimal("1335.50")


@pytest.mark.parametrize("name", ["=SUM(A1)", "+CMD", "-CMD", "--1", "@DEE", "\t=DEE"])
def test_no_cell_starts_a_formula(name: str) -> None:
    (line,) = faster.read(faster.build([credit(name=name, reference=name)]))
    assert line.name[0].isalnum()
    assert line.reference[0].isalnum()


def test_a_file_without_payments_is_not_made() -> None:
    with pytest.raises(errors.Invalid, match="nothing to put in"):
        faster.build([])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Line 1"),
        ("Name,Amount\r\n", "Line 1"),
        (f"{','.join(faster.HEADS)}\r\nDEE,070116\r\n", "Line 2 has 2 values"),
        (f"{','.join(faster.HEADS)}\r\nDEE,07011,00003036,1.00,WAGES\r\n", "Line 2 is not a payment"),
        (f"{','.join(faster.HEADS)}\r\nDEE,070116,00003036,1.0,WAGES\r\n", "Line 2 is not a payment"),
    ],
)
def test_a_file_that_was_changed_is_not_taken_for_a_good_one(text: str, said: str) -> None:
    with pytest.raises(errors.Invalid, match=said):
        faster.read(text)
