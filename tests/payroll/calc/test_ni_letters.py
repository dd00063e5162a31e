"""Which National Insurance letter a person has on a payday, by age and by status."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpss.kernel.dates import Span
from payroll.calc import ages, ni_letters, pension, rates
from payroll.calc.inputs import PayInputError
from payroll.calc.ni_letters import Site, Status
from tests.payroll.calc.ni_letter_cases import (
    ALWAYS,
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

# The letter by age


@pytest.mark.parametrize(
    ("years", "before", "on"),
    [(16, "X", "M"), (21, "M", "A")],
)
def test_the_letter_changes_with_the_first_payday_on_or_after_the_birthday(
    years: int, before: str, on: str
) -> None:
    born = born_on(years)
    assert (letter(born, PAYDAY - DAY), letter(born, PAYDAY), letter(born, PAYDAY + DAY)) == (before, on, on)


@pytest.mark.parametrize(
    ("born", "reached"),
    [
        (date(1960, 4, 5), date(2026, 4, 5)),
        (date(1960, 4, 6), date(2026, 5, 6)),
        (date(1960, 7, 31), date(2026, 11, 30)),
        (date(1960, 9, 6), date(2027, 3, 6)),
    ],
)
def test_letter_c_begins_with_state_pension_age_as_it_rises(born: date, reached: date) -> None:
    year = rates.for_year("2025-26") if reached == date(2026, 4, 5) else YEAR
    assert letter(born, reached, year) == "C"
    assert letter(born, max(reached - DAY, date(int(year.tax_year[:4]), 4, 6)), year) == "A"


def test_an_ordinary_worker_has_letter_a() -> None:
    found = ni_letters.letter_on(status=Status(birth_date=GROWN_UP, gender="M"), payday=PAYDAY, rates=YEAR)
    assert (found.letter, found.why) == ("A", "No other letter applies.")


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"born": born_on(15)}, "Under 16 until 6 November 2027."),
        ({"born": born_on(20)}, "Under 21 until 6 November 2027."),
        ({"born": date(1955, 1, 1)}, "State Pension age was reached on 1 January 2021."),
        ({"born": born_on(22), "apprenticeship": ALWAYS}, "An apprentice, and under 25."),
        ({"deferment": ALWAYS}, "HMRC defers contributions here, because they are paid in another job."),
        (
            {"born": WOMAN_OF_65, "reduced_rate": ALWAYS},
            "Holds a certificate for the married woman's or widow's reduced rate.",
        ),
        (
            {"civilian_since": date(2026, 6, 1)},
            "A veteran in the first year of civilian work, since 1 June 2026.",
        ),
        (
            {"site": FREEPORT},
            "No other letter applies. The employer has the relief of a freeport tax site.",
        ),
    ],
)
def test_each_letter_has_its_reason(changes: dict[str, Any], why: str) -> None:
    given = {"gender": "F", "birth_date": changes.pop("born", GROWN_UP)} | changes
    assert ni_letters.letter_on(status=Status(**given), payday=PAYDAY, rates=YEAR).why == why


# The letter by status


def test_an_apprentice_under_25_has_letter_h_also_under_21_and_while_it_lasts() -> None:
    ends = Span(date(2026, 1, 1), PAYDAY)
    assert letter(born_on(19), apprenticeship=ALWAYS) == "H"
    assert letter(born_on(25) + DAY, apprenticeship=ALWAYS) == "H"
    assert letter(born_on(25), apprenticeship=ALWAYS) == "A"
    assert letter(born_on(22), apprenticeship=ends) == "H"
    assert letter(born_on(22), PAYDAY + DAY, apprenticeship=ends) == "A"
    assert letter(born_on(15), apprenticeship=ALWAYS) == "X"


def test_deferment_is_letter_z_under_21_and_j_from_then_while_the_certificate_lasts() -> None:
    year = Span(date(2026, 4, 6), date(2027, 4, 5))
    assert letter(born_on(21) + DAY, deferment=year) == "Z"
    assert letter(born_on(21), deferment=year) == "J"
    assert letter(born_on(22), deferment=year, apprenticeship=ALWAYS) == "J"
    assert letter(deferment=Span(date(2025, 4, 6), date(2026, 4, 5))) == "A"
    assert letter(date(1955, 1, 1), deferment=year) == "C"


def test_the_reduced_rate_is_for_women_with_a_certificate_until_state_pension_age() -> None:
    assert letter(WOMAN_OF_65, reduced_rate=ALWAYS) == "B"
    assert letter(WOMAN_OF_65) == "A"
    assert letter(WOMAN_OF_65, reduced_rate=Span(date(1977, 4, 6), PAYDAY - DAY)) == "A"
    assert letter(date(1955, 1, 1), reduced_rate=ALWAYS) == "C"


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"gender": "M"}, "only a woman can hold one"),
        ({"born": date(1961, 4, 6)}, "nobody born after 5 April 1961 holds one"),
        ({"deferment": ALWAYS}, "Ask HMRC which"),
    ],
)
def test_a_reduced_rate_certificate_that_cannot_be_is_refused(changes: dict[str, Any], why: str) -> None:
    given: dict[str, Any] = {"born": WOMAN_OF_65, "reduced_rate": ALWAYS} | changes
    with pytest.raises(PayInputError, match=f"[Rr]educed rate.*{why}"):
        letter(**given)


def test_a_reduced_rate_and_a_deferment_at_different_times_do_not_clash() -> None:
    earlier = Span(date(2025, 4, 6), date(2026, 4, 5))
    assert letter(WOMAN_OF_65, reduced_rate=ALWAYS, deferment=earlier) == "B"
    assert letter(WOMAN_OF_65, reduced_rate=earlier, deferment=ALWAYS) == "J"


def test_a_veteran_has_letter_v_in_the_year_that_begins_with_the_first_civilian_day() -> None:
    assert letter(civilian_since=PAYDAY) == "V"
    assert letter(civilian_since=PAYDAY + DAY) == "A"
    assert letter(civilian_since=date(2025, 11, 7)) == "V"
    assert letter(civilian_since=date(2025, 11, 6)) == "A"


def test_a_young_veteran_and_one_with_deferment_keep_their_own_letters() -> None:
    since = date(2026, 6, 1)
    assert letter(born_on(19), civilian_since=since) == "M"
    assert letter(deferment=ALWAYS, civilian_since=since) == "J"
    assert letter(date(1955, 1, 1), civilian_since=since) == "C"


def test_the_veterans_relief_ends_on_its_last_day() -> None:
    assert letter(civilian_since=PAYDAY, rates=relief_until(PAYDAY)) == "V"
    assert letter(civilian_since=PAYDAY, rates=relief_until(PAYDAY - DAY)) == "A"
    assert YEAR.ni_letters.veteran_until == date(2028, 4, 5)


@pytest.mark.parametrize(("site", "letters"), [(FREEPORT, "FISL"), (ZONE, "NEKD")])
def test_a_special_tax_site_has_letters_for_a_b_c_and_j_only(site: Site, letters: str) -> None:
    found = [
        letter(site=site),
        letter(WOMAN_OF_65, reduced_rate=ALWAYS, site=site),
        letter(date(1955, 1, 1), site=site),
        letter(deferment=ALWAYS, site=site),
    ]
    assert "".join(found) == letters
    assert letter(born_on(19), site=site) == "M"
    assert letter(born_on(22), site=site, apprenticeship=ALWAYS) == "H"
    assert letter(site=site, civilian_since=PAYDAY) == "V"


def test_a_special_tax_site_counts_for_the_first_36_months_of_the_job() -> None:
    assert letter(site=replace(FREEPORT, since=date(2023, 11, 7))) == "F"
    assert letter(site=replace(FREEPORT, since=date(2023, 11, 6))) == "A"
    assert letter(site=replace(FREEPORT, since=PAYDAY)) == "F"
    assert letter(site=replace(FREEPORT, since=PAYDAY + DAY)) == "A"


def test_a_special_tax_site_needs_its_postcode() -> None:
    with pytest.raises(
        PayInputError, match="Postcode: HMRC wants that of the workplace in the freeport tax site"
    ):
        replace(FREEPORT, postcode=" ")


# What holds for everybody

BIRTHS = st.dates(min_value=date(1940, 1, 1), max_value=date(2015, 1, 1))
PAYDAYS = st.dates(min_value=date(2026, 4, 6), max_value=date(2027, 4, 5))
SPANS = st.one_of(st.none(), st.just(Span(date(2026, 8, 1), date(2026, 12, 31))))
SITES = st.sampled_from([None, FREEPORT, ZONE])


@given(
    born=BIRTHS,
    payday=PAYDAYS,
    apprenticeship=SPANS,
    deferment=SPANS,
    since=st.one_of(st.none(), PAYDAYS),
    site=SITES,
)
def test_the_letter_that_is_found_always_fits_and_is_one_of_the_year(  # noqa: PLR0917 (what varies)
    born: date,
    payday: date,
    apprenticeship: Span | None,
    deferment: Span | None,
    since: date | None,
    site: Site | None,
) -> None:
    found = letter(
        born, payday, apprenticeship=apprenticeship, deferment=deferment, civilian_since=since, site=site
    )
    fits(found, born, payday, gender="F", civilian_since=since, site=site)


@given(born=BIRTHS, payday=PAYDAYS)
def test_without_status_age_alone_gives_the_letter_and_it_never_goes_back(born: date, payday: date) -> None:
    order = "XMAC"
    found = letter(born, payday)
    assert found in order
    if payday > date(2026, 4, 6):
        assert order.index(letter(born, payday - DAY)) <= order.index(found)


@given(born=BIRTHS, payday=PAYDAYS)
def test_exactly_one_of_the_ordinary_letters_fits_a_person_without_status(born: date, payday: date) -> None:
    fitting = []
    for given_letter in "XMAC":
        try:
            fits(given_letter, born, payday)
        except PayInputError:
            continue
        fitting.append(given_letter)
    assert fitting == [letter(born, payday)]


@given(born=BIRTHS, payday=PAYDAYS)
def test_letter_c_is_for_state_pension_age_and_nothing_else(born: date, payday: date) -> None:
    reached = pension.state_pension_day(birth_date=born, rates=YEAR.state_pension_age)
    assert (letter(born, payday) == "C") == (payday >= reached)
    assert (letter(born, payday) == "M") == (16 <= ages.age_on(born=born, day=payday) < 21)
