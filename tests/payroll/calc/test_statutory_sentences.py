"""Every test of a family payment is answered with its own sentence, and so is the size of an employer."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest

from payroll.calc import rates
from payroll.calc.inputs import Interval, PayInputError
from payroll.calc.statutory import entitlement, recovery, sick_pay, sick_words
from payroll.calc.statutory.average_earnings import ContractPay, PaidEarnings, average
from payroll.calc.statutory.checks import Entitlement
from payroll.calc.statutory.children import Birth
from payroll.calc.statutory.kinds import Kind
from payroll.calc.statutory.recovery import Contributions
from payroll.calc.statutory.sick_days import Outcome
from tests.payroll.calc.statutory_applicants import (
    BORN,
    DIED,
    DUE,
    PLACED,
    adoption,
    bereavement,
    maternity,
    neonatal,
    paternity,
    shared,
    someone,
)
from tests.payroll.calc.statutory_cases import YEARS, paid, sick

ILL_ON = date(2026, 5, 11)


def said(found: Entitlement) -> list[tuple[str, bool, str]]:
    """What is said beside service and earnings, which every payment has."""
    return [(check.name, check.met, check.why) for check in found.checks[2:]]


@pytest.mark.parametrize(
    ("claim", "kind"),
    [
        (maternity, Kind.MATERNITY),
        (adoption, Kind.ADOPTION),
        (paternity, Kind.PATERNITY),
        (shared, Kind.SHARED_PARENTAL),
        (bereavement, Kind.BEREAVEMENT),
        (neonatal, Kind.NEONATAL_CARE),
    ],
)
def test_an_answer_names_its_payment_and_looks_at_service_and_earnings_first(
    claim: Callable[[], Entitlement], kind: Kind
) -> None:
    found = claim()
    assert found.kind is kind
    assert [check.name for check in found.checks[:2]] == ["service", "earnings"]


def test_what_is_said_of_adoption_pay() -> None:
    can = "Statutory Adoption Pay can start from 18 August 2026 and no later than 2 September 2026."
    assert said(adoption()) == [("dates", True, f"{can} You asked for 1 September 2026.")]
    late = PLACED + timedelta(days=2)
    assert said(adoption(late)) == [("dates", False, f"{can} You asked for 3 September 2026.")]


def test_what_is_said_of_paternity_pay() -> None:
    employed, weeks, dates = said(paternity())
    assert employed == (
        "employed",
        True,
        "You were employed here on 14 September 2026, the day the child arrived.",
    )
    assert weeks == ("weeks", True, "You asked for 1 week of Statutory Paternity Pay and can have 2 weeks.")
    span = "Statutory Paternity Pay can be paid for weeks from 14 September 2026 to 13 September 2027"
    assert dates == ("dates", True, f"{span}.")
    assert said(paternity(BORN - timedelta(days=1)))[2] == (
        "dates",
        False,
        f"{span}, and not all weeks asked for are in that time.",
    )


def test_what_is_said_of_shared_parental_pay() -> None:
    employed, weeks, dates, partner = said(shared())
    assert employed[2] == "You were employed here on 30 November 2026, the week before this pay starts."
    assert weeks[2] == "You asked for 1 week of Statutory Shared Parental Pay and can have 29 weeks."
    assert dates[2].endswith("for weeks from 14 September 2026 to 13 September 2027.")
    declared = "26 weeks of work in the 66 weeks before."
    assert partner == ("partner", True, f"The other parent declares {declared}")
    assert said(shared(partner=False))[3] == (
        "partner",
        False,
        f"The other parent does not declare {declared}",
    )


def test_employment_a_week_before_is_asked_of_the_childs_day_when_no_week_is_asked_for() -> None:
    found = entitlement.shared_parental(
        child=Birth(DUE, BORN),
        week_starts=[],
        weeks_used=0,
        partner_qualifies=True,
        applicant=someone(),
        years=YEARS,
    )
    assert said(found)[0][2] == "You were employed here on 7 September 2026, the week before this pay starts."
    care = entitlement.neonatal_care(
        born=BORN,
        care=(sick("2026-09-15", "2026-10-05"),),
        week_starts=[],
        child=None,
        applicant=someone(),
        years=YEARS,
    )
    assert said(care)[0][2] == "You were employed here on 8 September 2026, the week before this pay starts."


def test_what_is_said_of_bereavement_pay() -> None:
    employed, weeks, dates = said(bereavement())
    assert employed[2] == "You were employed here on 16 September 2026, the day of the death."
    assert weeks[2] == "You asked for 1 week of Statutory Parental Bereavement Pay and can have 2 weeks."
    assert dates[2].endswith("for weeks from 16 September 2026 to 12 October 2027.")
    three = [DIED + timedelta(weeks=later) for later in range(3)]
    assert [check[:2] for check in said(bereavement(*three))][1] == ("weeks", False)


def test_what_is_said_of_neonatal_care_pay() -> None:
    employed, care, weeks, dates = said(neonatal())
    assert employed[2] == "You were employed here on 28 September 2026, the week before this pay starts."
    must = "Neonatal care must begin within 28 days of the birth on 14 September 2026."
    assert care == ("care", True, f"{must} It began on 14 September 2026.")
    assert weeks[2] == "You asked for 1 week of Statutory Neonatal Care Pay and can have 3 weeks."
    assert dates[2].endswith("for weeks from 22 September 2026 to 2 January 2028.")
    old = neonatal(date(2025, 4, 20), born=date(2025, 4, 5), care=(sick("2025-04-08", "2025-04-30"),))
    assert said(old)[1] == ("care", False, "This pay is for babies born from 6 April 2025 on.")


def test_only_whole_weeks_of_a_spell_of_care_earn_a_week() -> None:
    """20 days from the day after it began are two weeks and six days, of each of two spells."""
    spells = (sick("2026-09-14", "2026-10-04"), sick("2026-10-10", "2026-10-30"))
    four = [date(2026, 11, 2) + timedelta(weeks=later) for later in range(4)]
    assert neonatal(*four, care=spells).entitled
    assert "can have 4 weeks" in said(neonatal(*four, care=spells))[2][2]


def test_employment_that_begins_on_the_day_counts() -> None:
    assert someone(employment_starts=DIED).employed_on(DIED)
    assert not someone(employment_starts=DIED).employed_on(DIED - timedelta(days=1))


def test_what_is_said_of_the_size_of_an_employer() -> None:
    rules = rates.for_year("2026-27").statutory_pay.recovery
    small = recovery.small_employer(deciding_year=Contributions(Decimal("45000.00"), 12), rates=rules)
    large = recovery.small_employer(deciding_year=Contributions(Decimal("45000.01"), 12), rates=rules)
    assert small.why == "National Insurance of £45,000.00 in a year is not more than £45,000."
    assert large.why == "National Insurance of £45,000.01 in a year is more than £45,000."


def test_the_average_of_someone_new_says_from_when_to_when_and_from_what() -> None:
    payments = [
        PaidEarnings(date(2026, 5, 1), Decimal("90.00"), 7),
        PaidEarnings(date(2026, 5, 8), Decimal("110.00"), 7),
    ]
    found = average(before=ILL_ON, interval=None, paid=payments)
    assert (found.starts, found.ends) == (date(2026, 5, 1), date(2026, 5, 8))
    assert found.why == "Your average pay is £100.00 a week, from all you were paid in this new job."
    contract = ContractPay(Decimal("540.00"), Interval.TWO_WEEKLY)
    by_contract = average(before=ILL_ON, interval=Interval.TWO_WEEKLY, paid=[], contract=contract)
    assert by_contract.why == "Your average pay is £270.00 a week by your contract: no payday had come yet."


def test_a_weekly_payday_may_be_the_day_after_a_late_one() -> None:
    """The pay of 1 May came on 7 May, and that of 8 May on its day."""
    last = date(2026, 5, 8)
    days = [last - timedelta(days=7 * back) for back in range(2, 10)] + [last - timedelta(days=1), last]
    payments = [PaidEarnings(day, Decimal("80.00")) for day in sorted(days)]
    assert average(before=ILL_ON, interval=Interval.WEEKLY, paid=payments).weekly == 80


def test_earnings_that_cannot_be_are_refused_by_their_day() -> None:
    with pytest.raises(PayInputError, match="Earnings paid on 8 May 2026: -1 is not zero or more in whole"):
        PaidEarnings(date(2026, 5, 8), Decimal(-1))
    with pytest.raises(PayInputError, match="Earnings paid on 8 May 2026 are for 0 days: give at least 1"):
        PaidEarnings(date(2026, 5, 8), Decimal(1), 0)


def test_days_that_belong_to_no_sickness_keep_the_rule_that_left_them_out() -> None:
    line = sick_words.excluded_line(Outcome.CUSTODY, sick("2026-05-11", "2026-05-13"))
    assert (line.rule, line.working) == ("sick_pay.custody", "11 to 13 May 2026")
    assert line.why == "Sick pay is not paid for days in custody."


def test_an_early_birth_moves_the_relevant_week_of_maternity_pay() -> None:
    """Born in the qualifying week itself: earnings are those before the week of the birth."""
    early = maternity(date(2026, 6, 4), born=date(2026, 6, 3))
    assert early.relevant_week.starts == date(2026, 5, 24)
    assert maternity().relevant_week.starts == date(2026, 5, 31)


def test_one_day_beyond_the_28_weeks_is_told_as_well() -> None:
    """28 weeks from Monday 6 April 2026 end on Friday 16 October."""
    pay = paid(sick("2026-04-06", "2026-10-19"))
    *_, line = sick_pay.due(pay=pay, starts=date(2026, 10, 19), ends=date(2026, 10, 19))
    assert (line.rule, line.working) == ("sick_pay.weeks_used", "19 October 2026")
    assert line.why == "You have had 28 weeks of sick pay, the most there is for one illness."
