"""Which loans are deducted for from a starter's first payment, and under which plan."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from payroll.calc import rates
from payroll.calc.inputs import PayInputError
from payroll.calc.starters import LoanAnswers, Statement
from tests.payroll.calc.starter_cases import IN_MAY, LAST_YEARS, YEAR, p45, start


@pytest.mark.parametrize(
    ("plans", "plan"),
    [((), "5"), (("2",), "2"), (("1", "2"), "1"), (("4", "2"), "2"), (("1", "2", "4", "5"), "5")],
)
def test_of_several_plans_that_with_the_lowest_limit_is_collected_and_5_when_none_is_known(
    plans: tuple[str, ...], plan: str
) -> None:
    found = start(statement=Statement.A, loans=LoanAnswers(student_loan=True, plans=plans))
    assert (found.student_loan, found.postgraduate_loan) == (plan, False)
    assert f"plan {plan}" in found.why[1]


def test_an_unknown_plan_was_1_before_6_april_2026() -> None:
    day = date(2025, 11, 2)
    found = start(
        rates.for_year("2025-26"), first_day=day, first_payday=day, loans=LoanAnswers(student_loan=True)
    )
    assert found.student_loan == "1"


def test_a_plan_that_the_year_does_not_collect_is_left_out_and_said() -> None:
    day = date(2025, 11, 2)
    year = rates.for_year("2025-26")
    both = start(
        year, first_day=day, first_payday=day, loans=LoanAnswers(student_loan=True, plans=("5", "2"))
    )
    alone = start(year, first_day=day, first_payday=day, loans=LoanAnswers(student_loan=True, plans=("5",)))
    assert (both.student_loan, alone.student_loan) == ("2", None)
    assert alone.why[1] == "Student loan plan 5 is not collected through pay in 2025-26."


def test_a_postgraduate_loan_runs_beside_a_plan() -> None:
    found = start(loans=LoanAnswers(student_loan=True, plans=("2",), postgraduate_loan=True))
    assert (found.student_loan, found.postgraduate_loan) == ("2", True)
    alone = start(loans=LoanAnswers(postgraduate_loan=True))
    assert (alone.student_loan, alone.postgraduate_loan, len(alone.why)) == (None, True, 1)


def test_the_p45s_box_is_a_student_loan_unless_only_a_postgraduate_one_is_named() -> None:
    marked = p45(student_loan=True)
    assert start(given=marked).student_loan == "5"
    assert start(given=marked, loans=LoanAnswers(student_loan=True, plans=("4",))).student_loan == "4"
    assert start(given=marked, loans=LoanAnswers(postgraduate_loan=True)).student_loan is None
    assert start(given=p45(**LAST_YEARS, student_loan=True), **IN_MAY).student_loan == "5"


@pytest.mark.parametrize(
    ("answers", "why"),
    [
        ({"student_loan": True, "plans": ("3",)}, "Student loan: '3' is not a plan"),
        ({"plans": ("2",)}, "a plan is ticked, and the answer is that there is no loan"),
    ],
)
def test_loan_answers_that_cannot_be_are_refused(answers: dict[str, Any], why: str) -> None:
    with pytest.raises(PayInputError, match=why):
        LoanAnswers(**answers)


def test_the_plan_of_a_starter_who_does_not_know_theirs_is_one_that_exists() -> None:
    with pytest.raises(PayInputError, match="is not 1, 2, 4 or 5"):
        replace(YEAR.starters.unknown_plan, plan="3")


def test_a_plan_that_is_none_is_said_again_up_to_20_characters() -> None:
    with pytest.raises(PayInputError, match=r"^Student loan: 'A{20}' is not a plan: use 1, 2, 4 or 5"):
        LoanAnswers(student_loan=True, plans=("A" * 21,))


def test_the_first_job_since_6_april_is_said_to_have_the_whole_years_tax_free_pay() -> None:
    assert start(statement=Statement.A).why[0] == (
        "Statement A: the first job since 6 April has the whole year's tax-free pay."
    )
