"""A worker's way through the workplace pension."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from payroll.calc.inputs import Interval, PayInputError
from payroll.calc.pension import Assessment
from payroll.calc.pension_duties import facts, letters, membership
from payroll.calc.pension_duties.categories import categorise
from payroll.calc.pension_duties.figures import Comparison
from payroll.calc.pension_duties.letters import Scheme
from payroll.calc.pension_duties.position import Duty, Route, Status
from tests.payroll.calc.pension_cases import YEARS, due, enrolled, follow, month, months, paid, worker

MAY = date(2026, 5, 1)


@pytest.mark.parametrize(
    ("born", "pay", "group", "since"),
    [
        (date(1986, 5, 4), "833.01", Assessment.ELIGIBLE_JOBHOLDER, MAY),
        (date(1986, 5, 4), "833.00", Assessment.NON_ELIGIBLE_JOBHOLDER, MAY),
        (date(1986, 5, 4), "520.00", Assessment.ENTITLED_WORKER, MAY),
        (date(2004, 5, 20), "900.00", Assessment.ELIGIBLE_JOBHOLDER, date(2026, 5, 20)),
        (date(2004, 6, 1), "900.00", Assessment.NON_ELIGIBLE_JOBHOLDER, MAY),
        (date(2010, 5, 31), "600.00", Assessment.NON_ELIGIBLE_JOBHOLDER, date(2026, 5, 31)),
        (date(2010, 6, 1), "600.00", Assessment.OUTSIDE_AGES, MAY),
        (date(1951, 5, 1), "900.00", Assessment.OUTSIDE_AGES, MAY),
        (date(1951, 5, 2), "900.00", Assessment.NON_ELIGIBLE_JOBHOLDER, MAY),
        (date(1960, 4, 2), "900.00", Assessment.NON_ELIGIBLE_JOBHOLDER, MAY),
        (date(1960, 4, 6), "900.00", Assessment.ELIGIBLE_JOBHOLDER, MAY),
    ],
)
def test_a_worker_is_sorted_each_pay_period_from_the_first_day_that_fits(
    born: date, pay: str, group: Assessment, since: date
) -> None:
    found = categorise(worker=worker(born), period=month(MAY, pay), years=YEARS)
    assert (found.assessment, found.since) == (group, since)
    assert found.line.rule == f"pension_duties.{group.value}"


def test_whether_a_limit_must_be_exceeded_is_a_setting() -> None:
    at_least = replace(YEARS[2], pension=replace(YEARS[2].pension, above_a_limit=Comparison.AT_LEAST))
    found = categorise(worker=worker(), period=month(MAY, "833.00"), years=[at_least])
    assert found.assessment is Assessment.ELIGIBLE_JOBHOLDER


def test_an_eligible_jobholder_is_enrolled_and_told_within_six_weeks() -> None:
    found = follow(pays=months("1200.00"))
    assert (found.status, found.route, found.member_from) == (Status.MEMBER, Route.ENROLLED, MAY)
    assert due(found, Duty.ARRANGE_MEMBERSHIP) == due(found, Duty.ENROLMENT_INFORMATION) == date(2026, 6, 11)
    assert found.employer_pays
    assert follow(*enrolled(), pays=months("1200.00")).dues == ()


def test_someone_who_turns_22_is_enrolled_from_the_birthday() -> None:
    assert follow(pays=months("1200.00"), who=worker(date(2004, 5, 20))).member_from == date(2026, 5, 20)


def test_a_member_stays_one_when_pay_drops() -> None:
    found = follow(pays=months("1200.00", "100.00"))
    assert found.status is Status.MEMBER
    assert found.category is not None
    assert found.category.assessment is Assessment.ENTITLED_WORKER


def test_a_member_stays_one_at_state_pension_age() -> None:
    found = follow(pays=months("1200.00", "1200.00"), who=worker(date(1960, 4, 20)))
    assert found.status is Status.MEMBER


def test_the_opt_out_month_begins_with_the_later_of_membership_and_information() -> None:
    found = follow(*enrolled(), pays=months("1200.00"))
    assert found.opt_out is not None
    assert (found.opt_out.first, found.opt_out.last) == (date(2026, 5, 10), date(2026, 6, 9))
    other = follow(*enrolled(date(2026, 5, 31), date(2026, 5, 10)), pays=months("1200.00"))
    assert other.opt_out is not None
    assert (other.opt_out.first, other.opt_out.last) == (date(2026, 5, 31), date(2026, 6, 30))


def test_opting_out_in_the_month_pays_everything_back() -> None:
    opted = facts.OptedOut(on=date(2026, 6, 9))
    found = follow(*enrolled(), paid(date(2026, 5, 31)), opted, pays=months("1200.00"))
    assert (found.status, found.member_from, found.employer_pays) == (Status.OPTED_OUT, None, False)
    assert found.refund is not None
    assert (found.refund.employee, found.refund.employer) == (Decimal("40.00"), Decimal("30.00"))
    assert (found.refund.by, found.refund.taxable_again) == (date(2026, 7, 8), 0)
    assert due(found, Duty.REFUND) == date(2026, 7, 8)
    assert found.lines[-1].amount == Decimal("40.00")
    assert "8 July 2026" in found.lines[-1].why


def test_a_contribution_taken_after_the_opt_out_goes_back_as_well() -> None:
    happened = [paid(date(2026, 5, 31)), facts.OptedOut(on=date(2026, 6, 9)), paid(date(2026, 6, 30))]
    found = follow(*enrolled(), *happened, pays=months("1200.00"))
    assert found.refund is not None
    assert found.refund.employee == Decimal("80.00")
    assert len(found.dues) == 1
    assert (
        follow(*enrolled(), *happened, facts.Refunded(on=date(2026, 7, 1)), pays=months("1200.00")).dues == ()
    )


def test_a_refund_of_contributions_taken_before_tax_is_taxed() -> None:
    happened = [paid(date(2026, 5, 31), before_tax=True), facts.OptedOut(on=date(2026, 6, 9))]
    found = follow(*enrolled(), *happened, pays=months("1200.00"))
    assert found.refund is not None
    assert found.refund.taxable_again == Decimal("40.00")


def test_when_pay_was_closed_the_refund_waits_for_the_second_period() -> None:
    opted = facts.OptedOut(on=date(2026, 5, 29), second_period_ends=date(2026, 7, 31))
    found = follow(*enrolled(), opted, pays=months("1200.00"))
    assert found.refund is not None
    assert found.refund.by == date(2026, 7, 31)


def test_an_invalid_notice_makes_the_period_six_weeks() -> None:
    invalid, again = facts.OptedOut(on=date(2026, 6, 9), valid=False), facts.OptedOut(on=date(2026, 6, 20))
    assert follow(*enrolled(), invalid, again, pays=months("1200.00")).status is Status.OPTED_OUT
    late = facts.OptedOut(on=date(2026, 6, 21))
    with pytest.raises(PayInputError, match="ended on 20 June 2026"):
        follow(*enrolled(), invalid, late, pays=months("1200.00"))


def test_an_opt_out_after_the_month_is_refused() -> None:
    with pytest.raises(PayInputError, match="ended on 9 June 2026"):
        follow(*enrolled(), facts.OptedOut(on=date(2026, 6, 10)), pays=months("1200.00"))


def test_nobody_opts_out_before_they_have_the_information() -> None:
    happened = [facts.MembershipMade(on=date(2026, 5, 8)), facts.OptedOut(on=date(2026, 5, 9))]
    with pytest.raises(PayInputError, match="has not begun"):
        follow(*happened, pays=months("1200.00"))


def test_leaving_after_the_month_pays_nothing_back_and_is_not_undone_by_pay() -> None:
    happened = [*enrolled(), paid(date(2026, 5, 31)), facts.Ceased(on=date(2026, 6, 15))]
    found = follow(*happened, pays=months("1200.00", "1200.00", "1200.00"))
    assert (found.status, found.refund, found.dues) == (Status.LEFT, None, ())


def test_who_loses_membership_by_no_doing_of_theirs_is_put_back_the_next_day() -> None:
    happened = [*enrolled(), facts.Ceased(on=date(2026, 6, 15), by_worker=False)]
    found = follow(*happened, pays=months("1200.00", "1200.00"))
    assert (found.route, found.member_from) == (Route.RE_ENROLLED, date(2026, 6, 16))


@pytest.mark.parametrize(
    ("pay", "route", "pays"),
    [("600.00", Route.OPTED_IN, True), ("500.00", Route.JOINED, False)],
)
def test_a_jobholder_opts_in_and_the_employer_pays_and_an_entitled_worker_joins(
    pay: str, route: Route, *, pays: bool
) -> None:
    asked = facts.Asked(on=date(2026, 5, 12), member_from=date(2026, 6, 1))
    found = follow(asked, pays=months(pay, pay))
    assert (found.route, found.member_from, found.employer_pays) == (route, date(2026, 6, 1), pays)


def test_the_employer_pays_for_who_joined_once_they_are_a_jobholder() -> None:
    asked = facts.Asked(on=date(2026, 5, 12), member_from=date(2026, 6, 1))
    found = follow(asked, pays=months("500.00", "500.00", "600.00"))
    assert (found.route, found.employer_pays) == (Route.JOINED, True)


def test_who_joined_cannot_opt_out() -> None:
    asked = facts.Asked(on=date(2026, 5, 12), member_from=date(2026, 6, 1))
    made = enrolled(date(2026, 6, 2), date(2026, 6, 2))
    with pytest.raises(PayInputError, match="has no opt-out period"):
        follow(asked, *made, facts.OptedOut(on=date(2026, 6, 3)), pays=months("500.00", "500.00"))


def test_a_notice_is_declined_only_within_twelve_months_of_another() -> None:
    first = facts.Asked(on=date(2026, 5, 12), member_from=date(2026, 6, 1))
    out = [*enrolled(date(2026, 6, 2), date(2026, 6, 2)), facts.OptedOut(on=date(2026, 6, 20))]
    again = facts.Asked(on=date(2026, 7, 5), member_from=date(2026, 8, 1), declined=True)
    pays = months("600.00", "600.00", "600.00", "600.00")
    assert follow(first, *out, again, pays=pays).status is Status.OPTED_OUT
    with pytest.raises(PayInputError, match="cannot be declined"):
        follow(again, pays=pays)


@pytest.mark.parametrize(
    ("pay", "duty"), [("600.00", Duty.OPT_IN_INFORMATION), ("500.00", Duty.JOINING_INFORMATION)]
)
def test_the_right_to_opt_in_or_join_is_told_once_within_six_weeks(pay: str, duty: Duty) -> None:
    found = follow(pays=months(pay, pay, "510.00"))
    assert [(item.duty, item.by) for item in found.dues] == [(duty, date(2026, 6, 11))]
    assert follow(facts.RightsInformationGiven(on=date(2026, 5, 9)), pays=months(pay, pay)).dues == ()


def test_a_worker_taken_over_as_a_member_stays_one_and_has_no_opt_out_period_here() -> None:
    before = facts.MemberBefore(on=MAY, member_from=date(2024, 2, 1))
    found = follow(before, pays=months("300.00"))
    assert (found.status, found.route, found.employer_pays) == (Status.MEMBER, Route.BEFORE, True)


def test_a_member_without_a_start_date_is_refused() -> None:
    with pytest.raises(PayInputError, match="The pension member has no start date"):
        facts.MemberBefore(on=MAY, member_from=None)


def test_when_employment_ends_only_a_refund_is_still_due() -> None:
    happened = [*enrolled(), paid(date(2026, 5, 31)), facts.OptedOut(on=date(2026, 6, 9))]
    found = follow(*happened, pays=months("1200.00"), who=worker(end=date(2026, 6, 12)))
    assert (found.status, [item.duty for item in found.dues]) == (Status.EMPLOYMENT_ENDED, [Duty.REFUND])


@pytest.mark.parametrize(
    ("happened", "sentence"),
    [
        (facts.MembershipMade(on=date(2026, 5, 8)), "is not a member then"),
        (paid(date(2026, 5, 31)), "is not a member then"),
        (facts.Refunded(on=date(2026, 5, 31)), "none is owed"),
        (facts.MembershipMade(on=date(2026, 4, 30)), "before the first day of employment"),
        (facts.Asked(on=date(2026, 5, 31), member_from=date(2026, 5, 31)), "begins with a later pay period"),
    ],
)
def test_facts_that_cannot_be_are_refused(happened: facts.Fact, sentence: str) -> None:
    with pytest.raises(PayInputError, match=sentence):
        follow(happened, pays=months("600.00"))


def test_pay_periods_that_overlap_are_refused() -> None:
    with pytest.raises(PayInputError, match="overlaps"):
        follow(pays=[month(MAY, "1.00"), month(date(2026, 5, 31), "1.00")])


def test_the_order_in_which_facts_are_given_does_not_matter() -> None:
    happened = [*enrolled(), paid(date(2026, 5, 31)), facts.OptedOut(on=date(2026, 6, 9))]
    pays = months("1200.00", "1200.00")
    one = membership.follow(worker=worker(), periods=pays, happened=happened, years=YEARS)
    other = membership.follow(
        worker=worker(), periods=reversed(pays), happened=reversed(happened), years=YEARS
    )
    assert one == other


def test_the_enrolment_letter_carries_the_shares_of_the_scheme() -> None:
    scheme = Scheme(
        name="Savings", kind="relief_at_source", employee=Decimal("0.05"), employer=Decimal("0.03")
    )
    (letter,) = letters.due_letters(
        position=follow(pays=months("1200.00")),
        scheme=scheme,
        interval=Interval.MONTHLY,
        rates=YEARS[2].pension,
    )
    assert (letter.duty, letter.by) == (Duty.ENROLMENT_INFORMATION, date(2026, 6, 11))
    assert Decimal(letter.data["employee_share"]) == Decimal("0.04")
    assert Decimal(letter.data["tax_relief_share"]) == Decimal("0.01")
    assert (letter.data["member_from"], letter.data["employer_share"]) == ("2026-05-01", "0.03")
