"""What the letters about the pension carry, and what an employer must declare and when."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from payroll.calc.inputs import Interval, PayInputError
from payroll.calc.pension_duties import facts, letters, reenrolment
from payroll.calc.pension_duties.letters import Letter, Scheme
from payroll.calc.pension_duties.position import Due, Duty, Position
from tests.payroll.calc.pension_cases import DUTIES, YEARS, follow, months

MAY, JUNE, AUGUST = date(2026, 5, 1), date(2026, 6, 1), date(2026, 8, 1)


def letter(kind: str, *happened: Any, pay: str = "1200.00") -> Letter:
    (found,) = letters.due_letters(
        position=follow(*happened, pays=months(pay)),
        scheme=Scheme(name="Savings", kind=kind, employee=Decimal("0.05"), employer=Decimal("0.03")),
        interval=Interval.MONTHLY,
        rates=YEARS[2].pension,
    )
    return found


def test_the_letters_of_a_net_pay_scheme_have_no_tax_relief_in_them() -> None:
    found = letter("net_pay")
    assert dict(found.data) == {
        "member_from": "2026-05-01",
        "scheme": "Savings",
        "tax_relief_by": "net_pay",
        "employee_share": "0.05",
        "tax_relief_share": "0",
        "employer_share": "0.03",
    }


def test_each_letter_carries_what_the_law_asks_of_it() -> None:
    postponed = letter("net_pay", facts.Postponed(on=MAY, until=AUGUST))
    assert dict(postponed.data) == {
        "postponed_from": "2026-05-01",
        "deferral_date": "2026-08-01",
        "trigger": "833",
        "lower_limit": "520",
    }
    assert dict(letter("net_pay", pay="500.00").data) == {"right_from": "2026-05-01", "lower_limit": "520"}
    opt_in = letter("net_pay", pay="600.00").data
    assert (opt_in["right_from"], "member_from" in opt_in) == ("2026-05-01", False)


def test_a_postponement_letter_without_its_date_is_refused() -> None:
    owed = Due(Duty.POSTPONEMENT_NOTICE, MAY, JUNE, "Without it nothing is postponed.")
    scheme = Scheme(name="Savings", kind="net_pay", employee=Decimal(0), employer=Decimal("0.03"))
    with pytest.raises(PayInputError, match="the deferral date is not given"):
        letters.due_letters(
            position=Position(dues=(owed,)),
            scheme=scheme,
            interval=Interval.MONTHLY,
            rates=YEARS[2].pension,
        )


def test_staging_dates_ended_with_september_2017() -> None:
    day = date(2017, 10, 1)
    assert reenrolment.duties_start(workers_started=[day]) == day
    staged = reenrolment.duties_start(workers_started=[date(2017, 9, 30)], staging_date=date(2018, 1, 1))
    assert staged == date(2018, 1, 1)


def test_a_declaration_says_what_it_is_and_why_it_is_due_then() -> None:
    first = reenrolment.declaration(starts=MAY, duties=DUTIES, holidays=())
    again = reenrolment.next_round(starts=MAY, chosen=[], duties=DUTIES, holidays=()).declaration
    assert (first.what, again.what) == ("declaration of compliance", "re-declaration of compliance")
    months_after = "has 5 months, also if nobody had to be"
    assert first.why == f"Pension duties start on 1 May 2026; the declaration {months_after} enrolled."
    assert again.why == f"It is 3 years on 1 May 2029; the re-declaration {months_after} re-enrolled."


def test_a_staging_date_is_asked_for_by_the_name_of_who_gave_it() -> None:
    with pytest.raises(PayInputError, match="date from The Pensions Regulator's letter"):
        reenrolment.duties_start(workers_started=[date(2017, 9, 30)])
