"""Whole stories of the workplace pension: all that is told on the way, and nothing left over from before."""

from datetime import date
from decimal import Decimal

import pytest

from dpss.kernel.dates import Span
from payroll.calc.inputs import Interval, PayInputError
from payroll.calc.lines import Line
from payroll.calc.pension_duties import facts
from payroll.calc.pension_duties.categories import categorise
from payroll.calc.pension_duties.facts import PayPeriod
from payroll.calc.pension_duties.position import Due, Duty, Position, Route, Status
from tests.payroll.calc.pension_cases import YEARS, enrolled, follow, month, months, paid, worker

MAY, JUNE, JULY = date(2026, 5, 1), date(2026, 6, 1), date(2026, 7, 1)
OPTED_OUT = facts.OptedOut(on=date(2026, 6, 9))
ELIGIBLE = (
    "From {day} your age and pay mean that your employer must put you into a pension, unless you are in one"
    " or have opted out."
)
MAY_OPT_IN = "You can ask to be in a pension. If you do, your employer must pay into it too."


def told(position: Position) -> list[tuple[str, str]]:
    assert all(isinstance(line, Line) for line in position.lines)
    return [(line.rule.removeprefix("pension_duties."), line.why) for line in position.lines]


def test_enrolled_told_opted_out_and_asked_in_again() -> None:
    again = facts.Asked(on=date(2026, 6, 20), member_from=JULY)
    happened = [*enrolled(), paid(date(2026, 5, 31)), OPTED_OUT, again]
    found = follow(*happened, pays=months("1200.00", "600.00", "600.00"))
    assert told(found) == [
        ("eligible_jobholder", ELIGIBLE.format(day="1 May 2026")),
        ("enrolled", "Your employer must put you into the pension from 1 May 2026."),
        (
            "opt_out_period",
            "You can opt out from 10 May 2026 to 9 June 2026 and get your money back.",
        ),
        ("non_eligible_jobholder", MAY_OPT_IN),
        ("stays", "You stay in the pension, also when you earn less or grow older."),
        ("refund", "You opted out, so what you paid in comes back to you by 8 July 2026."),
        (
            "opted_in",
            "You asked to be in the pension, and are from 1 July 2026. Your employer pays into it too.",
        ),
        ("non_eligible_jobholder", MAY_OPT_IN),
        ("stays", "You stay in the pension, also when you earn less or grow older."),
    ]


def test_a_new_membership_begins_with_nothing_of_the_one_before() -> None:
    again = facts.Asked(on=date(2026, 6, 20), member_from=JULY)
    happened = [*enrolled(), paid(date(2026, 5, 31)), OPTED_OUT, again]
    found = follow(*happened, pays=months("1200.00", "1200.00", "1200.00"))
    assert (found.status, found.route, found.member_from) == (Status.MEMBER, Route.OPTED_IN, JULY)
    assert (found.made_on, found.informed_on, found.opt_out, found.left_on) == (None, None, None, None)
    assert (found.contributions, found.postponed_until) == ((), None)
    why = "The worker is in the pension from 1 July 2026; the employer has six weeks."
    assert [due for due in found.dues if due.since == JULY] == [
        Due(Duty.ARRANGE_MEMBERSHIP, JULY, date(2026, 8, 11), why),
        Due(Duty.ENROLMENT_INFORMATION, JULY, date(2026, 8, 11), why),
    ]


def test_an_opt_out_period_of_a_new_membership_waits_for_its_own_information() -> None:
    again = facts.Asked(on=date(2026, 6, 20), member_from=JULY)
    made = facts.MembershipMade(on=date(2026, 7, 3))
    found = follow(*enrolled(), OPTED_OUT, again, made, pays=months("1200.00", "1200.00", "1200.00"))
    assert (found.made_on, found.informed_on, found.opt_out) == (date(2026, 7, 3), None, None)


def test_enrolment_settles_what_was_due_before_it() -> None:
    """The right to opt in was to be told in May; in June pay rises and the worker is enrolled."""
    found = follow(pays=months("600.00", "1200.00"))
    assert {item.duty for item in found.dues} == {Duty.ARRANGE_MEMBERSHIP, Duty.ENROLMENT_INFORMATION}
    joining = follow(pays=months("500.00", "1200.00"))
    assert {item.duty for item in joining.dues} == {Duty.ARRANGE_MEMBERSHIP, Duty.ENROLMENT_INFORMATION}


def test_who_asks_to_be_in_during_a_postponement_is_no_longer_postponed_and_needs_no_notice() -> None:
    postponed = facts.Postponed(on=MAY, until=date(2026, 8, 1))
    asked = facts.Asked(on=date(2026, 5, 12), member_from=JUNE)
    found = follow(postponed, asked, pays=months("1200.00", "1200.00"))
    assert (found.status, found.postponed_until) == (Status.MEMBER, None)
    assert {item.duty for item in found.dues} == {Duty.ARRANGE_MEMBERSHIP, Duty.ENROLMENT_INFORMATION}


def test_who_was_in_the_pension_needs_no_telling_of_the_right_to_come_in() -> None:
    """Lost through no doing of theirs, and with low pay since: they had all there is to know."""
    lost = facts.Ceased(on=date(2026, 5, 20), by_worker=False)
    found = follow(*enrolled(), lost, pays=[month(MAY, "1200.00"), month(JUNE, "600.00")])
    assert found.rights_told is True
    assert Duty.OPT_IN_INFORMATION not in {item.duty for item in found.dues}


def test_a_request_that_waited_is_settled_by_the_membership_it_asked_for() -> None:
    asked = facts.Asked(on=date(2026, 5, 12), member_from=JUNE)
    found = follow(asked, pays=months("600.00", "600.00"))
    assert Duty.ASSESS not in {item.duty for item in found.dues}
    assert told(found)[1] == (
        "opted_in",
        "You asked to be in the pension, and are from 1 June 2026. Your employer pays into it too.",
    )


def test_who_joins_is_told_that_the_employer_need_not_pay() -> None:
    asked = facts.Asked(on=date(2026, 5, 12), member_from=JUNE)
    found = follow(asked, pays=months("500.00", "500.00"))
    assert told(found)[1:] == [
        (
            "joined",
            "You asked to join the pension, and are in it from 1 June 2026. Your employer need not pay in.",
        ),
        (
            "entitled_worker",
            (
                "You earn no more than £520 a month. You can ask to join a pension."
                " Your employer need not pay in."
            ),
        ),
        ("stays", "You stay in the pension, also when you earn less or grow older."),
    ]


@pytest.mark.parametrize("born", [date(2010, 6, 1), date(1951, 5, 1)])
def test_who_is_too_young_or_too_old_is_told_the_ages(born: date) -> None:
    line = categorise(worker=worker(born), period=month(MAY, "600.00"), years=YEARS).line
    assert line.why == "Pension duties are for people from 16 to 74 years of age."


def test_someone_may_work_on_one_day_of_a_period_and_not_on_none() -> None:
    one_day = worker(start=date(2026, 5, 31))
    assert categorise(worker=one_day, period=month(MAY, "1200.00"), years=YEARS).since == date(2026, 5, 31)
    gone = worker(start=date(2026, 4, 1), end=date(2026, 4, 30))
    with pytest.raises(
        PayInputError, match="The pay of 1 to 31 May 2026 is for days on which the worker was"
    ):
        categorise(worker=gone, period=month(MAY, "1.00"), years=YEARS)


def test_dates_of_an_employment_that_cannot_be_are_refused() -> None:
    assert worker(date(1986, 5, 4), start=MAY, end=MAY).employed_until == MAY
    with pytest.raises(PayInputError, match="The date of birth is not before the first day of employment"):
        worker(MAY, start=MAY)
    with pytest.raises(PayInputError, match="The last day of employment is before the first"):
        worker(start=MAY, end=date(2026, 4, 30))


@pytest.mark.parametrize("pay", ["-0.01", "NaN", "Infinity"])
def test_pay_of_a_period_that_cannot_be_is_refused(pay: str) -> None:
    def period(amount: str) -> PayPeriod:
        days = Span(MAY, date(2026, 5, 31))
        return PayPeriod(span=days, payday=days.last, interval=Interval.MONTHLY, earnings=Decimal(amount))

    assert [period(amount).earnings for amount in ("0.00", "0.50")] == [0, Decimal("0.50")]
    with pytest.raises(PayInputError, match=f"The pay {pay} of 1 to 31 May 2026 is not zero or more"):
        period(pay)


@pytest.mark.parametrize(
    "fact",
    [
        facts.Asked(on=date(2026, 6, 13), member_from=JULY),
        facts.Ceased(on=date(2026, 6, 13)),
        facts.Postponed(on=date(2026, 6, 13), until=JULY),
    ],
)
def test_nobody_asks_leaves_or_is_postponed_after_the_last_day(fact: facts.Fact) -> None:
    sentence = "13 June 2026 is after the last day of employment, 12 June 2026"
    with pytest.raises(PayInputError, match=sentence):
        follow(fact, pays=months("600.00"), who=worker(end=date(2026, 6, 12)))


def test_a_member_may_leave_on_the_last_day_of_employment() -> None:
    last = date(2026, 6, 12)
    found = follow(*enrolled(), facts.Ceased(on=last), pays=months("1200.00"), who=worker(end=last))
    assert found.left_on == last


def test_a_decision_that_waited_is_overtaken_by_a_later_enrolment() -> None:
    """Lost on 15 June, whose pay is not known; that of July makes them eligible from the 1st."""
    lost = facts.Ceased(on=date(2026, 6, 15), by_worker=False)
    found = follow(*enrolled(), lost, pays=[month(MAY, "1200.00"), month(JULY, "1200.00")])
    assert (found.route, found.member_from) == (Route.ENROLLED, JULY)
    assert {item.duty for item in found.dues} == {Duty.ARRANGE_MEMBERSHIP, Duty.ENROLMENT_INFORMATION}
