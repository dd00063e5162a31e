"""Refusals carry the sentence for the person who must act."""

import pytest

from dpss.kernel import errors


@pytest.mark.parametrize("kind", [errors.Refusal, errors.Invalid, errors.NotAllowed, errors.Conflict])
def test_a_refusal_keeps_its_sentence(kind: type[errors.Refusal]) -> None:
    refusal = kind("Ask the payroll team.")
    assert refusal.sentence == str(refusal) == "Ask the payroll team."
    assert isinstance(refusal, errors.Refusal)


def test_an_invalid_value_names_its_field() -> None:
    assert errors.Invalid("Enter a day.", field="day").field == "day"
    assert errors.Invalid("Enter a day.").field is None
