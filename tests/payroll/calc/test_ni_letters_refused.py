"""National Insurance letters that cannot be the person's are refused, with the rule."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from payroll.calc.inputs import PayInputError
from tests.payroll.calc.ni_letter_cases import (
    DAY,
    FREEPORT,
    GROWN_UP,
    PAYDAY,
    WOMAN_OF_65,
    YEAR,
    ZONE,
    born_on,
    fits,
    letter,
    relief_until,
)


@pytest.mark.parametrize(
    ("given", "born", "why"),
    [
        ("M", born_on(21), "M is for people under 21; 21 was reached on 6 November 2026. Use A."),
        ("Z", born_on(21), "Z is for people under 21; 21 was reached on 6 November 2026. Use J."),
        ("H", born_on(25), "H is for people under 25; 25 was reached on 6 November 2026. Use A."),
        ("A", born_on(21) + DAY, "A is for people of 21 or over; 21 is reached on 7 November 2026. Use M."),
        ("J", born_on(21) + DAY, "J is for people of 21 or over; 21 is reached on 7 November 2026. Use Z."),
        ("X", born_on(16), "X is for people under 16; 16 was reached on 6 November 2026."),
        ("M", born_on(16) + DAY, "M is for people of 16 or over; 16 is reached on 7 November 2026. Use X."),
        ("V", born_on(16) + DAY, "V is for people of 16 or over; 16 is reached on 7 November 2026. Use X."),
        (
            "C",
            date(1960, 7, 7),
            "C is for people over State Pension age, which is reached on 7 November 2026.",
        ),
        (
            "A",
            date(1960, 7, 6),
            "A is for people under State Pension age, which was reached on 6 November 2026.",
        ),
        ("B", date(1960, 7, 6), "B is for people under State Pension age"),
        ("M", date(1955, 1, 1), "M is for people under State Pension age"),
        (
            "B",
            date(1961, 4, 6),
            "B needs a certificate for the reduced rate, which nobody born after 5 April 1961",
        ),
    ],
)
def test_a_letter_that_cannot_fit_the_age_is_refused_with_the_rule(given: str, born: date, why: str) -> None:
    with pytest.raises(PayInputError) as refusal:
        fits(given, born)
    assert str(refusal.value).startswith(f"National Insurance letter: {why}")


@pytest.mark.parametrize(
    ("given", "born"),
    [
        ("X", born_on(16) + DAY),
        ("M", born_on(16)),
        ("M", born_on(21) + DAY),
        ("Z", born_on(21) + DAY),
        ("H", born_on(19)),
        ("H", born_on(25) + DAY),
        ("A", born_on(21)),
        ("J", born_on(21)),
        ("V", GROWN_UP),
        ("C", date(1960, 7, 6)),
        ("A", date(1960, 7, 7)),
        ("B", WOMAN_OF_65),
    ],
)
def test_a_letter_fits_up_to_the_day_and_from_it(given: str, born: date) -> None:
    fits(given, born)


def test_the_reduced_rate_is_refused_for_men() -> None:
    fits("B", WOMAN_OF_65, gender="F")
    for reduced, site in (("B", None), ("I", FREEPORT), ("E", ZONE)):
        with pytest.raises(PayInputError, match=f"{reduced} is for women with a certificate"):
            fits(reduced, WOMAN_OF_65, gender="M", site=site)
        with pytest.raises(PayInputError, match="nobody born after 5 April 1961"):
            fits(reduced, date(1961, 4, 6), gender="F", site=site)


def test_letter_v_is_refused_after_the_relief_has_ended_and_outside_the_year() -> None:
    with pytest.raises(PayInputError, match="V is for paydays up to 5 November 2026"):
        fits("V", rates=relief_until(PAYDAY - DAY))
    fits("V", rates=relief_until(PAYDAY))
    fits("V", civilian_since=date(2025, 11, 7))
    for since in (date(2025, 11, 6), PAYDAY + DAY):
        with pytest.raises(PayInputError, match="V is for a veteran's first 12 months of civilian work"):
            fits("V", civilian_since=since)


@pytest.mark.parametrize("given", list("FLND"))
def test_the_letters_of_special_tax_sites_need_such_a_site(given: str) -> None:
    right, wrong = (FREEPORT, ZONE) if given in "FL" else (ZONE, FREEPORT)
    fits(given, site=right)
    for site in (None, wrong):
        with pytest.raises(PayInputError, match=f"{given} is only for employers with premises in a"):
            fits(given, site=site)
    with pytest.raises(PayInputError, match="is for the first 36 months of a job at the site"):
        fits(given, site=replace(right, since=date(2023, 11, 6)))


@pytest.mark.parametrize("given", ["T", "Y", "a", "AA", ""])
def test_a_letter_that_the_year_does_not_have_is_refused(given: str) -> None:
    with pytest.raises(PayInputError, match="is not a National Insurance letter: use one of"):
        fits(given)


def test_a_payday_of_another_year_and_a_birth_after_the_payday_are_refused() -> None:
    with pytest.raises(PayInputError, match="Payday: 6 April 2027 is not in the tax year 2026-27"):
        fits("A", payday=date(2027, 4, 6))
    with pytest.raises(PayInputError, match="Date of birth: it is not before the payday"):
        letter(PAYDAY)


@pytest.mark.parametrize(
    "changes",
    [{"starts_at": 21}, {"young_below": 25}, {"veteran_months": 0}, {"site_months": 0}, {"starts_at": 0}],
)
def test_limits_that_cannot_be_are_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(PayInputError, match="National Insurance letters"):
        replace(YEAR.ni_letters, **changes)


def test_someone_over_state_pension_age_is_not_under_16_either() -> None:
    with pytest.raises(PayInputError) as refusal:
        fits("X", date(1950, 1, 1))
    assert "X is for people under 16; 16 was reached on 1 January 1966." in str(refusal.value)
    assert str(refusal.value).endswith("1966.")
