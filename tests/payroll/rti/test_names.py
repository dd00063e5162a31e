"""A person's name and address as HMRC takes them, or a sentence that says what to ask."""

import pytest

from dpss.kernel import errors
from payroll.rti import names


@pytest.mark.parametrize(
    ("hmrc_name", "forenames", "surname"),
    [
        ("Wanda Example", ("Wanda",), "Example"),
        ("  Wanda   Example-Jones ", ("Wanda",), "Example-Jones"),
        ("Example, Wanda Mary", ("Wanda", "Mary"), "Example"),
        ("de la Cruz, Maria José Ana", ("Maria", "Jose"), "de la Cruz"),
        ("Zoë O’Nobody", ("Zoe",), "O'Nobody"),
        ("Łukasz Żółć", ("Lukasz",), "Zolc"),
        ("Søren Weiß", ("Soren",), "Weiss"),
        ("W Example", ("W",), "Example"),
    ],
)
def test_a_name_becomes_its_parts_in_plain_letters(
    hmrc_name: str, forenames: tuple[str, ...], surname: str
) -> None:
    assert names.parts(hmrc_name) == names.Name(forenames=forenames, surname=surname)


def test_a_title_goes_with_the_name() -> None:
    assert names.parts("Wanda Example", title=" Mx. ").title == "Mx."
    with pytest.raises(errors.Invalid, match="in a title"):
        names.parts("Wanda Example", title="1st")


@pytest.mark.parametrize(
    ("hmrc_name", "sentence"),
    [
        ("", "needs a surname and a forename or initial"),
        ("Wanda", "needs a surname and a forename or initial"),
        ("Wanda Mary Example", "Write the surname first and then a comma"),
        (", Wanda", "needs a surname"),
        ("Example,", "one or two forenames"),
        ("Ванда Пример", "Ask how the person writes their name in those letters"),
        ("Wanda Example2", "not 2."),
        ("Wanda -Example", "must begin with a letter"),
        (f"Wanda {'x' * 36}", "35 characters"),
    ],
)
def test_a_name_that_cannot_be_sure_is_refused_with_what_to_ask(hmrc_name: str, sentence: str) -> None:
    with pytest.raises(errors.Invalid) as caught:
        names.parts(hmrc_name)
    assert sentence in caught.value.sentence


def test_a_refusal_never_spells_the_name() -> None:
    with pytest.raises(errors.Invalid) as caught:
        names.parts("Александра Пример")
    assert "Александра" not in caught.value.sentence
    assert sum(character in "Александра" for character in caught.value.sentence) <= 3


def test_an_address_loses_its_empty_lines_and_typographers_marks() -> None:
    address = names.address(["  12 – 14 Café Row ", "", "Nowhere"], postcode=" zz1  1zz")
    assert address == names.Address(lines=("12 - 14 Cafe Row", "Nowhere"), postcode="ZZ1 1ZZ")


@pytest.mark.parametrize(
    ("lines", "postcode", "sentence"),
    [
        (["1", "2", "3", "4", "5"], "", "four address lines at most"),
        (["1 Row", "x" * 36], "", "Address line 2 is longer than the 35 characters"),
        (["1 Row", "Flat #2"], "", "does not take # in an address: see line 2"),
        (["(rear) 1 Row"], "", "Address line 1 must begin with a letter or a figure"),
        (["1 Row"], "ZZ1_1ZZ", "postcode has characters"),
        (["1 Row"], "ZZ1 1ZZ ZZ1", "is too long"),
    ],
)
def test_an_address_that_hmrc_would_refuse_is_refused(lines: list[str], postcode: str, sentence: str) -> None:
    with pytest.raises(errors.Invalid) as caught:
        names.address(lines, postcode=postcode)
    assert sentence in caught.value.sentence
