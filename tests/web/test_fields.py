"""Fields take what people write, and say plainly what is wrong."""

from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.template import engines

from dpss.kernel import errors
from dpss.web import components, fields, forms
from tests.web.gallery import forms as gallery_forms


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("9", time(9)),
        ("9.30", time(9, 30)),
        ("9:30am", time(9, 30)),
        ("9.30 PM", time(21, 30)),
        ("0930", time(9, 30)),
        ("930", time(9, 30)),
        ("21:00", time(21)),
        ("12am", time(0)),
        ("12pm", time(12)),
        ("5 p.m.", time(17)),
        ("noon", time(12)),
        ("12 Noon", time(12)),
        ("midnight", time(0)),
        ("24:00", time(0)),
        (" 7 : 15 ".replace(" : ", ":"), time(7, 15)),
    ],
)
def test_times_are_read_as_people_write_them(text: str, meant: time) -> None:
    assert fields.parse_time(text) == meant


@pytest.mark.parametrize(
    "text", ["25", "9:60", "13pm", "0pm", "24:01", "half past", "", "9:3", "12345", "-9"]
)
def test_what_is_not_a_time_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(errors.Invalid, match="like 8:30 or 14:15"):
        fields.parse_time(text)


def refusal(field: Any, value: object) -> str:
    with pytest.raises(ValidationError) as caught:
        field.clean(value)
    return str(caught.value.messages[0])


def test_money_is_read_with_pound_sign_and_commas_as_decimal() -> None:
    amount = fields.MoneyField().clean("£1,234.50")
    assert amount == Decimal("1234.50")
    assert isinstance(amount, Decimal)


def test_money_says_what_is_wrong() -> None:
    assert (
        refusal(fields.MoneyField(), "12.345")
        == "Enter pounds and pence, with no more than two figures after the point."
    )
    assert refusal(fields.MoneyField(), "-1") == "Enter £0.00 or more."
    assert refusal(fields.MoneyField(missing="Enter what you paid."), "") == "Enter what you paid."


@pytest.mark.parametrize(
    "parts",
    [["21", "11", "2026"], [" 21", "Nov", "2026"], ["21", "november", "2026 "]],
    ids=["figures", "short", "long"],
)
def test_a_month_may_be_a_number_or_a_word(parts: list[str]) -> None:
    assert fields.DateField().clean(parts) == date(2026, 11, 21)


@pytest.mark.parametrize(
    ("parts", "sentence", "wrong"),
    [
        (["", "", ""], "Enter a date, like 21 11 2026.", []),
        (["", "11", "2026"], "The date must include a day.", [0]),
        (["21", "", ""], "The date must include a month and a year.", [1, 2]),
        (["21", "13", "2026"], "Enter a month as a number from 1 to 12, or its name.", [1]),
        (["21", "11", "26"], "Enter the year with 4 figures, like 2026.", [2]),
        (["31", "2", "2028"], "Enter a day from 1 to 29 for that month.", [0]),
        (["x", "2", "2026"], "Enter a day from 1 to 28 for that month.", [0]),
        (["9" * 20, "2", "2026"], "Enter a day from 1 to 28 for that month.", [0]),
        (["32", "12", "9999"], "Enter a day from 1 to 31 for that month.", [0]),
        (["1", "9" * 5000, "2026"], "Enter a month as a number from 1 to 12, or its name.", [1]),
        (["1", "²", "2026"], "Enter a month as a number from 1 to 12, or its name.", [1]),
        (["1", "2", "²²²²"], "Enter the year with 4 figures, like 2026.", [2]),
    ],
)
def test_a_wrong_date_says_which_part_is_wrong(parts: list[str], sentence: str, wrong: list[int]) -> None:
    field = fields.DateField()
    assert refusal(field, parts) == sentence
    assert [index for index, part in enumerate(field.fields) if part.widget.errors] == wrong


def test_a_date_outside_its_limits_is_refused_with_the_given_sentence() -> None:
    field = fields.DateField(latest=(date(2026, 11, 21), "Enter today or an earlier day."))
    assert refusal(field, ["22", "11", "2026"]) == "Enter today or an earlier day."


def test_what_may_be_left_out_is_none() -> None:
    assert fields.DateField(required=False).clean(["", "", ""]) is None
    assert fields.MoneyField(required=False).clean("") is None
    assert fields.TimeField(required=False).clean("") is None


def test_a_time_is_shown_as_it_would_be_typed() -> None:
    assert fields.TimeField().prepare_value(time(8, 5)) == "8:05"


def drawn(form: forms.Form) -> str:
    return str(
        engines["django"]
        .from_string("{% problems form as summary %}{% component summary %}{% fields form %}")
        .render({"form": form})
    )


def test_every_problem_links_to_an_input_that_is_there() -> None:
    form = gallery_forms.EveryField({"day_0": "31", "day_1": "x", "day_2": "2026"})
    assert not form.is_valid()
    found = forms.problems_of(form)
    shown = drawn(form)
    assert {problem.field_id for problem in found} >= {"id_day_1", "id_who_1", "id_days_1", "id_amount"}
    for problem in found:
        assert f'href="#{problem.field_id}"' in shown
        assert f'id="{problem.field_id}"' in shown


def test_an_empty_field_is_named_in_its_message() -> None:
    form = gallery_forms.EveryField({})
    sentences = [str(problem.text) for problem in forms.problems_of(form)]
    assert "Fill in “Full name”." in sentences
    assert "Choose an answer to “Who chooses?”." in sentences
    assert "Tick “I have read this”." in sentences
    assert "This field is required." not in sentences


def test_a_refusal_stands_beside_the_field_it_names_and_else_above() -> None:
    form = forms.ReasonForm({"reason": "because"})
    assert form.is_valid()
    forms.refuse(form, errors.Invalid("Say more.", field="reason"))
    forms.refuse(form, errors.Conflict("Somebody was quicker."))
    assert forms.problems_of(form) == [
        components.Problem("Somebody was quicker."),
        components.Problem("Say more.", "id_reason"),
    ]


def test_the_persons_input_is_kept() -> None:
    shown = drawn(gallery_forms.EveryField({"amount": "12.345", "at": "25:00", "day_0": "31"}))
    assert 'value="12.345"' in shown
    assert 'value="25:00"' in shown
    assert 'value="31"' in shown
