"""Who is entitled to a family payment, and the sentences that say so."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

import pytest

from payroll.calc.figures import RatesError
from payroll.calc.inputs import PayInputError
from payroll.calc.statutory import entitlement, weeks
from payroll.calc.statutory.checks import Entitlement
from payroll.calc.statutory.children import Adoption, Birth
from tests.payroll.calc.statutory_applicants import (
    BORN,
    DIED,
    DUE,
    PLACED,
    WEEK_DUE,
    adoption,
    bereavement,
    maternity,
    neonatal,
    paternity,
    shared,
    someone,
)
from tests.payroll.calc.statutory_cases import YEARS, sick

ALL: tuple[Callable[..., Entitlement], ...] = (maternity, adoption, paternity, shared, bereavement, neonatal)


def unmet(found: Entitlement) -> set[str]:
    return {check.name for check in found.checks if not check.met}


def test_each_payment_has_its_own_relevant_week() -> None:
    assert maternity().relevant_week.starts == date(2026, 5, 31)
    assert adoption().relevant_week.starts == date(2026, 7, 5)
    assert bereavement().relevant_week.starts == date(2026, 9, 6)
    assert neonatal().relevant_week.starts == date(2026, 9, 6)
    assert neonatal(child=Birth(DUE, BORN)).relevant_week.starts == date(2026, 5, 31)


@pytest.mark.parametrize("claim", ALL)
def test_a_long_employed_person_with_good_earnings_is_entitled(claim: Callable[..., Entitlement]) -> None:
    found = claim()
    assert found.entitled
    assert found.reasons_against == ()


@pytest.mark.parametrize("claim", ALL)
def test_26_weeks_of_service_are_needed_by_the_end_of_the_relevant_week(
    claim: Callable[..., Entitlement],
) -> None:
    last = claim().relevant_week.employed_by
    assert claim(employment_starts=last).entitled
    late = claim(employment_starts=last + timedelta(days=1))
    assert unmet(late) == {"service"}
    assert "You started on" in late.reasons_against[0]
    assert (claim().relevant_week.ends - last).days == 25 * 7


@pytest.mark.parametrize("claim", ALL)
def test_average_earnings_must_reach_the_lower_earnings_limit(claim: Callable[..., Entitlement]) -> None:
    assert claim(average="129.00").entitled
    low = claim(average="128.99")
    assert unmet(low) == {"earnings"}
    assert low.reasons_against[0].startswith("Your average pay of £128.99 a week is below £129, the limit on")


def test_the_limit_is_that_of_the_saturday_of_the_relevant_week() -> None:
    due = date(2026, 7, 19)
    assert weeks.before_birth(expected=due).ends == date(2026, 4, 11)
    at = partial(entitlement.maternity, pay_starts=due, applicant=someone("125.00"), years=YEARS)
    assert unmet(at(birth=Birth(due))) == {"earnings"}
    assert at(birth=Birth(due - timedelta(days=7)), pay_starts=due - timedelta(days=7)).entitled


@pytest.mark.parametrize("claim", ALL)
def test_who_left_before_the_relevant_week_is_not_entitled(claim: Callable[..., Entitlement]) -> None:
    found = claim(employment_ends=claim().relevant_week.starts - timedelta(days=1))
    assert "service" in unmet(found)
    assert "left before that week" in found.reasons_against[0]


def test_maternity_pay_is_due_also_to_who_leaves_after_the_qualifying_week() -> None:
    assert maternity(employment_ends=date(2026, 5, 31)).entitled


@pytest.mark.parametrize(
    ("starts", "born", "entitled"),
    [
        (date(2026, 6, 28), None, True),
        (date(2026, 6, 27), None, False),
        (date(2026, 9, 15), BORN, True),
        (date(2026, 9, 16), BORN, False),
        (date(2026, 6, 16), date(2026, 6, 15), True),
        (date(2026, 6, 15), date(2026, 6, 15), False),
        (date(2026, 6, 28), date(2026, 6, 15), False),
    ],
)
def test_maternity_pay_starts_from_the_11th_week_before_and_the_day_after_the_birth_at_the_latest(
    starts: date, born: date | None, entitled: object
) -> None:
    found = maternity(starts, born=born)
    assert found.entitled is entitled
    assert unmet(found) <= {"dates"}


@pytest.mark.parametrize(("days", "entitled"), [(-15, False), (-14, True), (1, True), (2, False)])
def test_adoption_pay_starts_within_14_days_before_and_a_day_after_the_placement(
    days: int, entitled: object
) -> None:
    assert adoption(PLACED + timedelta(days=days)).entitled is entitled


@pytest.mark.parametrize(
    ("starts", "entitled"),
    [
        ([BORN - timedelta(days=1)], False),
        ([BORN, BORN + timedelta(days=7)], True),
        ([BORN + timedelta(days=358)], True),
        ([BORN + timedelta(days=359)], False),
    ],
)
def test_paternity_pay_is_for_weeks_in_the_52_after_the_birth(starts: list[date], entitled: object) -> None:
    assert paternity(*starts).entitled is entitled


def test_the_52_weeks_of_an_early_baby_run_from_the_week_it_was_due() -> None:
    early = Birth(DUE, date(2026, 8, 1))
    assert early.year_from == WEEK_DUE
    assert paternity(WEEK_DUE + timedelta(days=358), child=early).entitled
    assert paternity(WEEK_DUE + timedelta(days=359), child=early).entitled is False


def test_paternity_pay_of_an_adopter_goes_by_match_and_placement() -> None:
    child = Adoption(matched=date(2026, 7, 8), placed=PLACED)
    found = paternity(PLACED, child=child)
    assert found.entitled
    assert found.relevant_week.starts == date(2026, 7, 5)
    assert unmet(paternity(PLACED - timedelta(days=1), child=child)) == {"dates"}


def test_paternity_pay_is_for_one_or_two_weeks() -> None:
    three = [BORN + timedelta(weeks=later) for later in range(3)]
    found = paternity(*three)
    assert found.reasons_against == (
        "You asked for 3 weeks of Statutory Paternity Pay and can have 2 weeks.",
    )
    none = entitlement.paternity(child=Birth(DUE, BORN), week_starts=[], applicant=someone(), years=YEARS)
    assert unmet(none) == {"weeks"}


def test_paternity_and_bereavement_pay_need_employment_on_the_day() -> None:
    day_before = BORN - timedelta(days=1)
    assert unmet(paternity(employment_ends=day_before)) == {"employed"}
    assert paternity(employment_ends=BORN).entitled
    assert bereavement(employment_ends=DIED).entitled
    left = bereavement(employment_ends=DIED - timedelta(days=1))
    assert left.reasons_against == ("You were not employed here on 16 September 2026, the day of the death.",)


def test_shared_pay_is_what_is_left_of_39_weeks() -> None:
    assert shared(used=0).entitled
    assert shared(used=38).entitled
    assert unmet(shared(used=39)) == {"weeks"}
    assert unmet(shared(used=50)) == {"weeks"}
    with pytest.raises(PayInputError, match="-1 weeks used by the parents"):
        shared(used=-1)


def test_shared_pay_ends_the_day_before_the_first_birthday() -> None:
    assert shared(date(2027, 9, 7)).entitled
    assert unmet(shared(date(2027, 9, 8))) == {"dates"}


def test_shared_pay_needs_the_other_parents_declaration_and_employment_the_week_before() -> None:
    assert unmet(shared(partner=False)) == {"partner"}
    assert "does not declare 26 weeks" in shared(partner=False).reasons_against[0]
    assert shared(employment_ends=date(2026, 11, 30)).entitled
    assert unmet(shared(employment_ends=date(2026, 11, 29))) == {"employed"}


def test_bereavement_pay_is_for_weeks_in_the_56_after_the_death() -> None:
    last = DIED + timedelta(weeks=55)
    assert bereavement(last).entitled
    assert unmet(bereavement(last + timedelta(days=1))) == {"dates"}
    assert unmet(bereavement(DIED - timedelta(days=1))) == {"dates"}


def test_neonatal_care_pay_is_a_week_for_each_seven_days_from_the_day_after_it_began() -> None:
    three = [date(2026, 10, 5) + timedelta(weeks=later) for later in range(3)]
    assert neonatal(*three).entitled
    assert unmet(neonatal(*three, care=(sick("2026-09-14", "2026-10-04"),))) == {"weeks"}
    twice = (sick("2026-09-14", "2026-09-21"), sick("2026-10-01", "2026-10-08"))
    assert neonatal(*three[:2], care=twice).entitled
    assert unmet(neonatal(*three, care=twice)) == {"weeks"}


def test_neonatal_care_pay_is_for_at_most_12_weeks() -> None:
    care = (sick("2026-09-14", "2027-03-31"),)
    many = [date(2027, 4, 1) + timedelta(weeks=later) for later in range(13)]
    assert neonatal(*many[:12], care=care).entitled
    assert unmet(neonatal(*many, care=care)) == {"weeks"}


def test_neonatal_care_pay_starts_after_seven_days_of_care_and_ends_in_68_weeks() -> None:
    assert neonatal(date(2026, 9, 22)).entitled
    assert unmet(neonatal(date(2026, 9, 21))) == {"dates"}
    last = BORN + timedelta(weeks=67)
    assert neonatal(last).entitled
    assert unmet(neonatal(last + timedelta(days=1))) == {"dates"}


def test_neonatal_care_must_begin_within_28_days_of_a_birth_from_6_april_2025() -> None:
    care = (sick("2026-10-12", "2026-10-25"),)
    week = date(2026, 10, 26)
    assert neonatal(week, care=care).entitled
    assert unmet(neonatal(week, born=BORN - timedelta(days=1), care=care)) == {"care"}
    assert unmet(neonatal(week, born=date(2026, 10, 13), care=care)) == {"care"}
    first = neonatal(date(2025, 4, 16), born=date(2025, 4, 6), care=(sick("2025-04-08", "2025-04-30"),))
    assert first.entitled
    old = neonatal(date(2025, 4, 20), born=date(2025, 4, 5), care=(sick("2025-04-08", "2025-04-30"),))
    assert old.reasons_against == ("This pay is for babies born from 6 April 2025 on.",)


def test_neonatal_care_pay_needs_employment_in_the_week_before() -> None:
    assert neonatal(employment_ends=date(2026, 9, 28)).entitled
    assert unmet(neonatal(employment_ends=date(2026, 9, 27))) == {"employed"}


def test_spells_of_care_are_given_in_order_and_once() -> None:
    with pytest.raises(PayInputError, match="first and last day of each spell"):
        neonatal(care=())
    with pytest.raises(PayInputError, match="give the spells in order"):
        neonatal(care=(sick("2026-09-14", "2026-10-05"), sick("2026-10-05", "2026-10-20")))


def test_paternity_pay_before_the_birth_is_refused_for_want_of_its_date() -> None:
    with pytest.raises(PayInputError, match="date of birth is missing"):
        paternity(child=Birth(DUE))


def test_a_relevant_week_in_a_year_without_figures_is_refused() -> None:
    with pytest.raises(RatesError, match="tax year 2023-24"):
        entitlement.maternity(
            birth=Birth(date(2024, 6, 1)), pay_starts=date(2024, 6, 1), applicant=someone(), years=YEARS
        )


def test_every_check_has_a_sentence_also_when_it_is_met() -> None:
    found = maternity()
    service, *others = [check.why for check in found.checks]
    assert service == (
        "For 26 weeks of work by 6 June 2026 the job must have started by 13 December 2025. "
        "You started on 6 January 2020."
    )
    assert others == [
        "Your average pay of £400.00 a week is at least £129, the limit on 6 June 2026.",
        "Statutory Maternity Pay can start from 28 June 2026. You asked for 13 September 2026.",
    ]
