"""The likely mistakes of payroll programs, each planted once: a known amount must then come out wrong.

Some cannot be made in the calculation, and are held where they could be made. A Bacs file has no hash:
`tests/ledger/banking/test_bacs.py` spells out every column. Reason E for a late FPS is refused, the tax code
is written without its nation and basis, and relief at source contributions have the field of those not under
net pay: `tests/payroll/rti/test_fps.py`. P46 and EYU exist nowhere in the product.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from payroll.calc import (
    employer_costs,
    income_tax,
    minimum_wage,
    national_insurance,
    payslip,
    pension,
    rates,
    rounding,
    student_loans,
    tax_periods,
)
from payroll.calc.employer.payments import Paid
from payroll.calc.figures import PensionAge
from payroll.calc.holiday import LeaveYear, Pattern, rolled_up
from payroll.calc.inputs import Earning, EarningKind, Interval, PayInputError
from payroll.calc.minimum_wage import work
from payroll.calc.starters import LoanAnswers
from payroll.calc.statutory import sick_pay
from payroll.calc.year_end import p32
from tests.payroll.calc import cases, golden, starter_cases, statutory_cases, wrong_rules
from tests.payroll.calc.cases import calculated
from tests.payroll.calc.statutory_cases import EVERY_DAY, sick
from tests.payroll.calc.wrong_rules import Plant, changed, figures, instead

YEAR = rates.for_year("2026-27")
MON_WED_FRI = (0, 2, 4)
MONDAY_TO_WEDNESDAY = sick("2026-05-11", "2026-05-13")
REFUSED = "refused"


@dataclass(frozen=True)
class Mistake:
    """A wrong rule, and an amount that it gets wrong; `found` works it out by whatever rule stands."""

    sentence: str
    known: object
    found: Callable[[], object]
    plant: Plant


def payslip_of(name: str, sentence: str, plant: Plant) -> Mistake:
    """A mistake that a golden payslip shows."""
    return Mistake(sentence, golden.published(name), lambda: golden.amounts(golden.worked_out(name)), plant)


def _fortnight_paid_on_20_november() -> Decimal:
    payday = date(2026, 11, 20)
    week = tax_periods.period_of(payday=payday, interval=Interval.TWO_WEEKLY)
    return calculated(
        "915.12",
        interval=Interval.TWO_WEEKLY,
        period=week,
        payday=payday,
        pay_before="14641.92",
        tax_before="1415.60",
    ).tax


def _month_of_one_pa(allowance_from: int | None) -> Decimal:
    paid = Paid(date(2026, 5, 1), calculated("1834.52", pension="relief_at_source"))
    return p32.record(paid=[paid], recovered=(), allowance_from=allowance_from, rates=YEAR).months[0].due


def _state_pension_of(born: date) -> date:
    return pension.state_pension_day(birth_date=born, rates=cases.year("2026-27").state_pension_age)


def _shortfall_at_last_years_minimum() -> Decimal | None:
    """Ten hours at 12.21 in the four weeks from 23 March 2026, before the rate became 12.71."""
    hours = Earning(EarningKind.HOURS, "Hours", Decimal(10), "hours", Decimal("12.21"), Decimal("122.10"))
    found = minimum_wage.check(
        earnings=[hours], birth_date=date(1986, 5, 4), period_start=date(2026, 3, 23), rates=YEAR
    )
    return found.shortfall if found else None


def _rolled_up_for_fixed_hours() -> object:
    leave_year = LeaveYear(date(2026, 4, 1))
    try:
        return rolled_up.roll_up(
            pay=Decimal("1112.13"), pattern=Pattern.FIXED, year=leave_year, rates=YEAR
        ).amount
    except PayInputError:
        return REFUSED


def _loan_of_a_starter_who_does_not_know_the_plan() -> Decimal:
    year = cases.year("2026-27")
    plan = starter_cases.start(year, loans=LoanAnswers(student_loan=True)).student_loan
    return calculated("2400.00", student_loan=plan).student_loan


MISTAKES = [
    payslip_of("G40", "NI limits of some weeks are so many times the week's", wrong_rules.multiplied_limits),
    payslip_of(
        "G01",
        "no employer NI is due below the lower earnings limit",
        changed(national_insurance, "contributions", wrong_rules.no_employer_ni_below_the_lower_limit),
    ),
    payslip_of(
        "G29", "NI goes to the nearest penny", instead(national_insurance, "ni_penny", rounding.nearest_penny)
    ),
    Mistake(
        "the employer's NI is rounded once and not on each band",
        Decimal("109.44"),  # 13.8% of 792 is 109.296 and of 1 is 0.138
        lambda: calculated("968.00", tax_year="2024-25", interval=Interval.WEEKLY).ni_employer,
        changed(national_insurance, "contributions", wrong_rules.employer_ni_rounded_once),
    ),
    Mistake(
        "two-weekly pay uses the tax week of its payday",
        golden.published("G35")["tax"],
        _fortnight_paid_on_20_november,
        wrong_rules.raw_weeks,
    ),
    payslip_of(
        "G36",
        "two-weekly pay that is taxed alone has one week's tables",
        changed(income_tax, "_tax_due", wrong_rules.one_week_of_tables),
    ),
    payslip_of(
        "G33", "week 53 is cumulative", instead(tax_periods, "is_extra_payday", lambda **_given: False)
    ),
    Mistake(
        "the limit of half of the pay is for K codes alone",
        Decimal("50.00"),
        lambda: calculated("100.01", period=12, pay_before="60000.00").tax,
        changed(income_tax, "deduct", wrong_rules.limit_for_k_codes_alone),
    ),
    payslip_of(
        "G03",
        "the nine that a code's last digit lost is forgotten",
        changed(income_tax, "free_pay", wrong_rules.free_pay_without_the_nine),
    ),
    payslip_of(
        "G08",
        "free pay is the allowance divided, without blocks of 500",
        instead(income_tax, "free_pay", wrong_rules.free_pay_without_blocks),
    ),
    payslip_of(
        "G26",
        "SD0 is the higher rate and not the intermediate one",
        changed(income_tax, "_one_rate", wrong_rules.d0_is_the_higher_rate),
    ),
    Mistake(
        "sick pay after 6 April 2026 has waiting days",
        Decimal("73.95"),
        lambda: statutory_cases.paid(MONDAY_TO_WEDNESDAY).total,
        wrong_rules.sick_pay(waiting_days=3),
    ),
    Mistake(
        "sick pay after 6 April 2026 needs earnings at the lower limit",
        Decimal("64.00"),
        lambda: statutory_cases.paid(MONDAY_TO_WEDNESDAY, average="120.00", weekdays=MON_WED_FRI).total,
        wrong_rules.sick_pay(needs_lower_earnings_limit=True),
    ),
    Mistake(
        "sick pay is the flat rate for everyone",
        Decimal("64.00"),
        lambda: statutory_cases.paid(MONDAY_TO_WEDNESDAY, average="120.00", weekdays=MON_WED_FRI).total,
        wrong_rules.sick_pay(earnings_share=None),
    ),
    Mistake(
        "a week of sick pay goes to the nearest penny and not up",
        Decimal("52.83"),
        lambda: statutory_cases.paid(MONDAY_TO_WEDNESDAY, weekdays=EVERY_DAY).total,
        instead(sick_pay, "up_to_penny", rounding.nearest_penny),
    ),
    payslip_of(
        "G05",
        "a loan is repaid to the penny",
        instead(student_loans, "down_to_pound", rounding.down_to_penny),
    ),
    Mistake(
        "a student loan of an unknown plan is still plan 1",
        golden.published("G05")["loan"],
        _loan_of_a_starter_who_does_not_know_the_plan,
        figures(
            lambda year: {
                "starters": replace(year.starters, unknown_plan=replace(year.starters.unknown_plan, plan="1"))
            }
        ),
    ),
    Mistake(
        "an employer of one PA cannot have the Employment Allowance",
        Decimal("220.12"),
        lambda: _month_of_one_pa(1),
        instead(
            employer_costs,
            "use_allowance",
            lambda **_given: employer_costs.AllowanceUse(rounding.ZERO, rounding.ZERO, rounding.ZERO),
        ),
    ),
    Mistake(
        "the Employment Allowance needs no claim each year",
        Decimal("432.75"),  # 157.20 tax, and 62.92 and 212.63 National Insurance
        lambda: _month_of_one_pa(None),
        changed(p32, "record", wrong_rules.claimed_without_a_claim),
    ),
    payslip_of(
        "G04",
        "relief at source takes the whole 5% from the wages",
        figures(lambda year: {"pension": replace(year.pension, tax_relief=Decimal(0))}),
    ),
    payslip_of(
        "G32",
        "a pension takes its share of all pay and not of qualifying earnings",
        figures(
            lambda year: {
                "pension": replace(year.pension, lower=replace(year.pension.lower, weekly=Decimal(0)))
            }
        ),
    ),
    payslip_of(
        "G37",
        "relief at source comes off pay before tax",
        instead(pension.Contributions, "before_tax", property(lambda made: made.employee)),
    ),
    Mistake(
        "the State Pension age is still 66",
        date(2026, 5, 6),
        lambda: _state_pension_of(date(1960, 4, 6)),
        figures(
            lambda year: {
                "state_pension_age": replace(year.state_pension_age, steps=(PensionAge(years=66, months=0),))
            }
        ),
    ),
    Mistake(
        "a new minimum wage counts inside a period that has begun",
        Decimal("0.00"),
        _shortfall_at_last_years_minimum,
        changed(
            work, "rate_for", lambda right, **given: right(**given | {"period_start": date(2026, 4, 19)})
        ),
    ),
    Mistake(
        "holiday pay is rolled up for fixed hours",
        REFUSED,
        _rolled_up_for_fixed_hours,
        instead(rolled_up, "check_by_the_hour", lambda **_given: None),
    ),
]


@pytest.mark.parametrize("mistake", MISTAKES, ids=[mistake.sentence for mistake in MISTAKES])
def test_a_planted_mistake_is_seen(mistake: Mistake, monkeypatch: pytest.MonkeyPatch) -> None:
    assert mistake.found() == mistake.known
    mistake.plant(monkeypatch)
    assert mistake.found() != mistake.known


def test_the_scottish_k_code_row_is_that_of_hmrcs_corrected_pack() -> None:
    """Version 1.0 of the 2026-27 pack had 279.29; version 1.1 corrected it."""
    assert calculated("895.00", tax_code="SK585").tax == Decimal("273.29")


def test_last_years_file_under_this_years_name_pays_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = Path(rates.__file__).with_name("rates") / "2026_27.toml"
    (tmp_path / "2027_28.toml").write_bytes(right.read_bytes())
    monkeypatch.setattr(rates, "_FOLDER", tmp_path)
    monkeypatch.setattr(rates, "for_year", rates.for_year.__wrapped__)
    pay: Any = cases.payment("1600.00", tax_year="2027-28")
    with pytest.raises(PayInputError, match="The payment is in 2027-28 and the figures are for 2026-27"):
        payslip.calculate(pay=pay, rates=rates.for_year("2027-28"))
