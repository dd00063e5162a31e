"""What is stored comes back exactly, and what was not stored by us is refused."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from payroll.calc import payment as stored_payment
from payroll.calc import results
from payroll.calc.inputs import EarningKind
from payroll.calc.records import RecordError
from tests.payroll.calc.cases import calculated, payment


def test_a_payment_comes_back_exactly() -> None:
    pay = replace(
        payment("1834.50"), birth_date=date(1986, 5, 4), period_start=date(2026, 4, 6), student_loan="5"
    )
    stored = json.loads(json.dumps(stored_payment.to_json(pay)))
    assert stored_payment.from_json(stored) == pay
    assert str(stored_payment.from_json(stored).earnings[0].amount) == "1834.50"
    assert stored_payment.from_json(stored).earnings[0].kind is EarningKind.HOURS


def test_a_result_comes_back_exactly_with_its_lines() -> None:
    result = calculated("1834.52", pension="relief_at_source", student_loan="2", postgraduate_loan=True)
    stored = json.loads(json.dumps(results.to_json(result)))
    assert results.from_json(stored) == result
    assert results.to_json(results.from_json(stored)) == stored


def _spoilt(path: list[Any], value: object) -> dict[str, Any]:
    stored = json.loads(json.dumps(stored_payment.to_json(payment("100.00"))))
    place = stored
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return stored  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    ("path", "value", "why"),
    [
        (["tax_year"], 2026, "payment.tax_year is 2026, which is not a str"),
        (["period"], "1", "payment.period is '1', which is not a int"),
        (["period"], True, "payment.period is True, which is not a int"),
        (["payday"], "5 May", "payment.payday is '5 May', which is not a date"),
        (["payday"], None, "payment.payday is None, which is not a date"),
        (["interval"], "daily", "payment.interval is 'daily', which is not a Interval"),
        (["earnings"], {}, "payment.earnings is {}, which is not a list"),
        (["earnings", 0, "amount"], 100.0, "payment.earnings 1.amount is 100.0, which is not a Decimal"),
        (["earnings", 0, "amount"], "NaN", "payment.earnings 1.amount is 'NaN', which is not a Decimal"),
        (["earnings", 0, "amount"], "ten", "payment.earnings 1.amount is 'ten', which is not a Decimal"),
        (["earnings", 0], [], "payment.earnings 1 is \\[\\], which is not a table"),
        (["to_date", "surplus"], "1", "payment.to_date has an unknown key: surplus"),
    ],
)
def test_a_stored_payment_that_was_changed_is_refused(path: list[Any], value: object, why: str) -> None:
    with pytest.raises(RecordError, match=why):
        stored_payment.from_json(_spoilt(path, value))


def test_a_stored_payment_without_a_key_is_refused() -> None:
    stored = json.loads(json.dumps(stored_payment.to_json(payment("100.00"))))
    del stored["tax_code"]
    with pytest.raises(RecordError, match="payment lacks a key: tax_code"):
        stored_payment.from_json(stored)


def test_a_pair_of_figures_has_two_parts() -> None:
    stored = json.loads(json.dumps(results.to_json(calculated("100.00"))))
    stored["lines"][0]["figures"][0].append("more")
    with pytest.raises(RecordError, match="has 3 items and needs 2"):
        results.from_json(stored)


def test_what_is_no_stored_payment_or_result_is_refused_by_its_name() -> None:
    for module, name in ((stored_payment, "payment"), (results, "result")):
        with pytest.raises(RecordError, match=f"^{name} lacks a key: "):
            module.from_json({})


def test_several_keys_that_are_wrong_are_named_with_a_comma_between_them() -> None:
    stored = stored_payment.to_json(payment("1834.50"))
    with pytest.raises(RecordError, match="payment has an unknown key: one, two"):
        stored_payment.from_json(stored | {"one": 1, "two": 2})
    for name in ("tax_code", "ni_letter"):
        stored.pop(name)
    with pytest.raises(RecordError, match="payment lacks a key: ni_letter, tax_code"):
        stored_payment.from_json(stored)
