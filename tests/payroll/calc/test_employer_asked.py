"""What is asked of the cost of a PA reaches the answer: the question, letters, choices, other posts."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from payroll.calc import rates
from payroll.calc.employer import estimate, year
from payroll.calc.employer.estimate import Question
from payroll.calc.employer.post import Cover
from payroll.calc.employer.what_if import OtherPost
from payroll.calc.inputs import Interval, PayInputError
from tests.payroll.calc import test_employer_estimate as estimates
from tests.payroll.calc import test_employer_what_if as what_if
from tests.payroll.calc import test_employer_year as years

RATES = rates.for_year("2026-27")


def test_an_estimate_comes_with_its_question_and_the_minimum_for_the_age() -> None:
    question = Question(
        hours_a_week=Decimal(20),
        hourly=Decimal("13.50"),
        age=19,
        interval=Interval.WEEKLY,
        cover=Cover.NOBODY,
        in_pension=False,
        claims_allowance=False,
        insurance=Decimal(0),
        training=Decimal("52.00"),
    )
    found = estimate.estimate(question=question, day=date(2026, 11, 21), rates=RATES)
    assert (found.question, found.minimum) == (question, Decimal("10.85"))
    assert (found.cost.training, found.cost.total) == (Decimal("52.00"), Decimal("14092.00"))


def test_the_allowance_is_there_only_for_who_claims_it() -> None:
    assert estimates.asked(claims_allowance=True).cost.covered > 0
    assert estimates.asked(claims_allowance=False).cost.covered == 0


@pytest.mark.parametrize(("age", "ni"), [(15, "0.00"), (16, "1817.40"), (20, "1817.40"), (21, "8611.20")])
def test_the_letter_goes_by_the_age_and_below_16_nobody_pays(age: int, ni: str) -> None:
    """60 hours at £20 are £1,200 a week: 15% of £233 above the limit for the young, of £1,104 for others."""
    found = estimates.asked(
        age=age, hours_a_week=Decimal(60), hourly=Decimal(20), cover=Cover.NOBODY, in_pension=False
    )
    assert found.cost.ni == Decimal(ni)


def test_a_budget_that_just_pays_the_minimum_pays_it() -> None:
    usual = {"cover": Cover.NOBODY, "in_pension": False, "hourly": Decimal("12.71")}
    assert estimates.asked(budget=Decimal("254.20"), **usual).most == Decimal("12.71")
    assert estimates.asked(budget=Decimal("254.19"), **usual).most is None


def test_the_terms_come_back_and_the_choice_of_no_pension_stands() -> None:
    found = what_if.side()
    assert (found.terms, found.year.pension) == (what_if.terms(), 0)


def test_the_letter_of_the_pa_and_of_other_posts_decide_what_the_employer_pays() -> None:
    young = what_if.facts(ni_letter="M", claims_allowance=False)
    assert (what_if.side(of=young).year.ni, what_if.side(of=what_if.facts()).year.ni > 0) == (0, True)

    def covered(letter: str) -> Decimal:
        other = OtherPost(hours_a_week=Decimal(60), hourly=Decimal("30.00"), ni_letter=letter)
        return what_if.side(of=what_if.facts(others=(other,))).year.covered

    assert covered("A") == 0
    assert covered("X") == what_if.side().year.ni


def _lines(**changes: Any) -> list[tuple[str, str, str]]:
    found = estimates.asked(**changes).cost
    return [(line.label, line.working, line.why) for line in found.lines]


def test_two_pas_alike_are_said_line_by_line() -> None:
    assert _lines(alike=2) == [
        ("Wages", "2 PAs × 20 hours × £13.50 × 52 weeks", "The pay for the hours of the post."),
        (
            "Holiday",
            "2 PAs × 20 hours × £13.50 × 5.6 weeks",
            "Someone else is paid while your PA is on holiday.",
        ),
        (
            "Employer's National Insurance",
            "2 PAs × 52 payments, each 15% of £174.00",
            "You pay 15% of what each payment is above £96 a week.",
        ),
        (
            "Employment Allowance",
            "Of the £10,500 of a year",
            "It pays this National Insurance first. It must be claimed every tax year.",
        ),
        (
            "Pension",
            "2 PAs × 52 payments, each 3% of £150.00",
            "At this age and pay the law puts a PA into a pension, unless they opt out.",
        ),
        ("Insurance", "As given", "Employer's liability insurance is a duty."),
        ("Training", "As given", "What you plan to spend on training."),
    ]


def test_one_pa_without_allowance_and_pension_and_with_holiday_rolled_up() -> None:
    _wages, holiday, ni, pension, *_ = _lines(
        cover=Cover.ROLLED_UP, claims_allowance=False, in_pension=False, interval=Interval.MONTHLY
    )
    assert holiday == ("Holiday", "12.07% of the wages", "Holiday pay is paid with the wages.")
    assert ni[1:] == (
        "12 payments, each 15% of £894.22",
        ("You pay 15% of what each payment is above £417 a month. The Employment Allowance is not claimed."),
    )
    assert pension[1] == "None"


def test_holiday_that_nobody_covers_and_a_pa_for_whom_nothing_is_due() -> None:
    _wages, holiday, ni, *_ = _lines(cover=Cover.NOBODY, age=15)
    assert holiday[1:] == (
        "In the wages",
        "Paid holiday is within the year's wages, and nobody fills in.",
    )
    assert ni[2] == "Nothing is due for this PA."


def test_amounts_that_cannot_be_are_refused_by_their_name() -> None:
    with pytest.raises(PayInputError, match=r"^The hourly rate: -1 is not zero or more"):
        year.cost(post=years.post(), hourly=Decimal(-1), rates=RATES)
    with pytest.raises(PayInputError, match=r"^The budget: -1 is not zero or more"):
        year.affordable(post=years.post(), budget=Decimal(-1), rates=RATES)


def test_a_week_has_168_hours_at_most() -> None:
    assert years.post(hours_a_week=Decimal(168)).hours_a_week == 168
    with pytest.raises(PayInputError, match="not more than 0 and at most 168"):
        years.post(hours_a_week=Decimal("168.01"))


def test_a_budget_for_the_wages_alone_buys_exactly_their_rate() -> None:
    """20 hours at £15.00 are £15,600 a year; the allowance pays the National Insurance."""
    post = years.post(cover=Cover.NOBODY, in_pension=False)
    assert year.affordable(post=post, budget=Decimal("15600.00"), rates=RATES).hourly == Decimal("15.00")
    assert year.affordable(post=post, budget=Decimal("15599.99"), rates=RATES).hourly == Decimal("14.99")
