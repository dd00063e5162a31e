"""The check that every other test of the calculation runs under finds what it is for."""

from decimal import Decimal
from typing import Any

import pytest

from payroll.calc.inputs import PayInputError
from payroll.calc.lines import EARNED, Line
from tests.payroll.calc import plain_words

GOOD: dict[str, Any] = {
    "code": "sick",
    "group": EARNED,
    "label": "Statutory Sick Pay",
    "amount": Decimal("123.25"),
    "working": "5 days × £24.65",
    "why": "Sick pay is £123.25 a week.",
    "rule": "sick_pay.flat",
    "figures": (("daily rate", "24.6500"),),
}


@pytest.mark.parametrize(
    "sentence",
    [
        "Sick pay is £123.25 a week. HMRC is not told of it.",
        "'XX  none. b NONSENSE' is not a tax code: write it like 1257L or K475.",
        "The contract's hours and the employer's are not the same.",
        "-1 weeks used by the parents is not zero or more.",
    ],
)
def test_a_plain_sentence_is_let_through_with_whatever_it_quotes(sentence: str) -> None:
    assert plain_words.faults_of_sentence(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "fault"),
    [
        ("sick pay is £123.25 a week.", "no capital at the start"),
        ("Sick pay is £123.25 a week", "no full stop at the end"),
        ("Sick pay is  £123.25 a week.", "two blanks"),
        ("Sick pay is £123.25 a week. it is taxed.", "a small letter after a full stop"),
        ("SICK PAY IS £123.25 A WEEK.", "words in capitals"),
        ("Sick pay is None a week.", "None where a word should be"),
        ("Sick payXX is £123.25 a week.", "marks of a draft"),
    ],
)
def test_a_sentence_that_slipped_is_found(sentence: str, fault: str) -> None:
    assert plain_words.faults_of_sentence(sentence) == [fault]


@pytest.mark.parametrize(
    ("field", "wrong", "fault"),
    [
        ("code", "Sick", "code"),
        ("group", "other", "group"),
        ("label", "statutory sick pay", "label"),
        ("amount", Decimal("NaN"), "amount"),
        ("working", "5 days  × £24.65", "working"),
        ("why", "Sick pay", "no full stop at the end"),
        ("rule", "SICK_PAY.FLAT", "rule"),
        ("figures", (("Daily rate", "24.65"),), "figures"),
        ("figures", (("rate", "1"), ("rate", "2")), "figures"),
        ("figures", (("rate", "None"),), "values"),
    ],
)
def test_no_line_of_a_wrong_form_can_be_made_in_these_tests(field: str, wrong: object, fault: str) -> None:
    assert Line(**GOOD).label == "Statutory Sick Pay"
    with pytest.raises(AssertionError, match=rf"\['{fault}'\]"):
        Line(**GOOD | {field: wrong})


def test_no_refusal_is_less_than_a_sentence_in_these_tests() -> None:
    with pytest.raises(AssertionError, match="no full stop at the end"):
        raise PayInputError("This is not a sentence")
