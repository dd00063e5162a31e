"""Turns in a worker's way through the pension: what is kept of each, what is due next, and what is told."""

from datetime import date
from decimal import Decimal

import pytest

from payroll.calc.inputs import PayInputError
from payroll.calc.pension_duties import facts
from payroll.calc.pension_duties.position import Due, Duty, Position, Route, Status
from tests.payroll.calc.pension_cases import due, enrolled, follow, month, months, paid, worker

MAY, JUNE, AUGUST = date(2026, 5, 1), date(2026, 6, 1), date(2026, 8, 1)
LEFT_IN_JUNE = facts.Ceased(on=date(2026, 6, 15))
LOST_IN_JUNE = facts.Ceased(on=date(2026, 6, 15), by_worker=False)
OPTED_OUT = facts.OptedOut(on=date(2026, 6, 9))


def told(position: Position) -> str:
    return position.lines[-1].why


def test_a_refund_that_was_paid_leaves_nothing_to_pay_back() -> None:
    happened = [*enrolled(), paid(date(2026, 5, 31)), OPTED_OUT]
    assert len(follow(*happened, pays=months("1200.00")).contributions) == 1
    found = follow(*happened, facts.Refunded(on=date(2026, 7, 1)), pays=months("1200.00"))
    assert (found.contributions, found.dues) == ((), ())
    assert found.refund is not None
    assert found.refund.employee == Decimal("40.00")


def test_what_is_taken_after_an_opt_out_is_kept_with_the_rest_until_it_is_paid_back() -> None:
    late = paid(date(2026, 6, 30), "12.00", "9.00")
    found = follow(*enrolled(), paid(date(2026, 5, 31)), OPTED_OUT, late, pays=months("1200.00"))
    assert [one.employee for one in found.contributions] == [Decimal("40.00"), Decimal("12.00")]
    assert found.dues == (
        Due(
            Duty.REFUND,
            date(2026, 6, 9),
            date(2026, 7, 8),
            "The worker opted out on 9 June 2026: £52.00 goes back through the wages, and £39.00 to the"
            " employer.",
        ),
    )
    assert (found.lines[-1].code, found.lines[-1].amount) == ("pension_refund", Decimal("52.00"))


def test_contributions_after_leaving_are_not_this_memberships() -> None:
    happened = [*enrolled(), paid(date(2026, 5, 31)), LEFT_IN_JUNE, paid(date(2026, 6, 30))]
    found = follow(*happened, pays=months("1200.00", "1200.00"))
    assert (found.contributions, found.refund, found.status) == ((), None, Status.LEFT)


def test_who_leaves_has_nothing_left_of_the_membership_but_the_day() -> None:
    found = follow(*enrolled(), paid(date(2026, 5, 31)), LEFT_IN_JUNE, pays=months("1200.00"))
    kept = (found.route, found.member_from, found.opt_out, found.contributions, found.left_on)
    assert kept == (None, None, None, (), date(2026, 6, 15))
    assert told(found) == (
        "You left the pension. What was paid in stays there for you. Nothing more is taken from your pay."
    )
    assert found.lines[-1].rule == "pension_duties.left"


def test_who_leaves_before_the_scheme_knew_of_them_needs_no_letter_and_no_arrangement() -> None:
    assert follow(facts.Ceased(on=date(2026, 5, 5)), pays=months("1200.00")).dues == ()


@pytest.mark.parametrize(
    ("happened", "sentence"),
    [
        (LEFT_IN_JUNE, "The end of membership is recorded for 15 June 2026, and the worker is not a member"),
        (paid(date(2026, 5, 31)), "A contribution is recorded for 31 May 2026, and the worker is not"),
        (OPTED_OUT, "An opt-out notice is recorded for 9 June 2026"),
        (facts.MembershipMade(on=MAY), "The scheme's membership is recorded for 1 May 2026"),
        (facts.EnrolmentInformationGiven(on=MAY), "The enrolment information is recorded for 1 May 2026"),
    ],
)
def test_what_only_a_member_can_have_is_refused_by_its_name_and_day(
    happened: facts.Fact, sentence: str
) -> None:
    with pytest.raises(PayInputError, match=sentence):
        follow(happened, pays=months("600.00"))


def test_whether_who_lost_membership_is_put_back_waits_for_the_pay_of_the_next_day() -> None:
    found = follow(*enrolled(), LOST_IN_JUNE, pays=months("1200.00"))
    assert (found.status, found.route, found.member_from) == (Status.NOT_MEMBER, None, None)
    assert found.dues == (
        Due(
            Duty.ASSESS,
            date(2026, 6, 16),
            date(2026, 6, 16),
            "The pay of the period with 16 June 2026 decides, and it is not known yet.",
        ),
    )


def test_who_lost_membership_and_earns_little_then_is_enrolled_when_pay_rises_and_not_from_before() -> None:
    lost = facts.Ceased(on=date(2026, 6, 15), by_worker=False)
    out = follow(*enrolled(), lost, pays=months("1200.00", "600.00"))
    assert (out.status, due(out, Duty.ASSESS)) == (Status.NOT_MEMBER, None)
    back = follow(*enrolled(), lost, pays=months("1200.00", "600.00", "1200.00"))
    assert (back.route, back.member_from) == (Route.ENROLLED, date(2026, 7, 1))


def test_nobody_is_enrolled_again_for_days_on_which_they_were_a_member() -> None:
    """Lost on 31 May, when the pay of June was not known; it makes them eligible from the 1st of June."""
    lost = facts.Ceased(on=date(2026, 6, 3), by_worker=False)
    found = follow(*enrolled(), lost, pays=[month(MAY, "1200.00")])
    assert found.not_before == date(2026, 6, 4)


def test_with_the_end_of_employment_a_request_to_join_ends_too() -> None:
    asked = facts.Asked(on=date(2026, 5, 12), member_from=date(2026, 8, 1))
    found = follow(asked, pays=months("600.00"), who=worker(end=date(2026, 6, 12)))
    assert (found.asked_for, found.dues, found.status) == (None, (), Status.EMPLOYMENT_ENDED)


def test_a_worker_taken_over_as_a_member_keeps_the_day_of_membership() -> None:
    before = facts.MemberBefore(on=MAY, member_from=date(2024, 2, 1))
    assert follow(before, pays=months("300.00")).member_from == date(2024, 2, 1)
    assert facts.MemberBefore(on=MAY, member_from=MAY).member_from == MAY
    with pytest.raises(PayInputError, match="from 2 May 2026 is after 1 May 2026, the day on which"):
        facts.MemberBefore(on=MAY, member_from=date(2026, 5, 2))


def test_contributions_of_nothing_can_be_and_less_cannot() -> None:
    assert paid(MAY, "0.00", "0.50").employee == 0
    with pytest.raises(PayInputError, match="The contributions of 1 May 2026 are below zero"):
        paid(MAY, "-0.01")


def test_rights_that_were_told_are_told_no_second_time() -> None:
    given = facts.RightsInformationGiven(on=MAY)
    assert follow(given, pays=[]).rights_told is True


def test_a_request_after_twelve_months_cannot_be_declined() -> None:
    first = facts.Asked(on=date(2025, 5, 12), member_from=date(2025, 6, 1), declined=False)
    pays = months(*["600.00"] * 15, first=date(2025, 5, 1))
    who = worker(start=date(2025, 5, 1))
    made = [*enrolled(date(2025, 6, 2), date(2025, 6, 2)), facts.OptedOut(on=date(2025, 6, 20))]

    def again(day: date) -> facts.Asked:
        return facts.Asked(on=day, member_from=date(2026, 8, 1), declined=True)

    assert follow(first, *made, again(date(2026, 5, 11)), pays=pays, who=who).status is Status.OPTED_OUT
    with pytest.raises(
        PayInputError, match=r"The notice of 12 May 2026 cannot be declined: .* in the 12 months"
    ):
        follow(first, *made, again(date(2026, 5, 12)), pays=pays, who=who)


def test_a_request_is_answered_when_the_pay_of_its_period_is_known() -> None:
    asked = facts.Asked(on=date(2026, 5, 12), member_from=JUNE)
    waiting = follow(asked, pays=months("600.00"))
    assert (waiting.asked_for, due(waiting, Duty.ASSESS)) == (JUNE, JUNE)
    found = follow(asked, pays=months("600.00", "600.00"))
    assert (found.asked_for, due(found, Duty.ASSESS)) == (None, None)


def test_a_request_of_a_member_and_one_at_the_wrong_age_are_refused() -> None:
    asked = facts.Asked(on=date(2026, 5, 12), member_from=JUNE)
    with pytest.raises(PayInputError, match=r"The notice of 12 May 2026 asks .* is a member already"):
        follow(asked, pays=months("1200.00"))
    with pytest.raises(PayInputError, match="Nobody can opt in or join from 1 June 2026 at this age"):
        follow(asked, pays=months("600.00", "600.00"), who=worker(date(1951, 4, 1)))


def test_the_deferral_date_is_over_when_it_has_come() -> None:
    put_off = facts.Postponed(on=MAY, until=AUGUST, notice_given=MAY)
    pays = months("1200.00", "1200.00", "1200.00", "600.00")
    waiting, found = follow(put_off, pays=pays[:1]), follow(put_off, pays=pays)
    assert (waiting.postponed_until, found.postponed_until) == (AUGUST, None)
    assert "pension on 1 August 2026. You can ask" in [line.why for line in waiting.lines][-2] + told(waiting)
    assert "On 1 August 2026 you did not have to be put" in " ".join(line.why for line in found.lines)


def test_what_a_re_enrolment_day_came_to_is_told() -> None:
    start = date(2024, 5, 1)
    out = [*enrolled(date(2024, 5, 8), date(2024, 5, 10)), facts.OptedOut(on=date(2024, 5, 20))]
    pays = months(*["1200.00"] * 12, "600.00", first=start)
    alone = follow(*out, facts.ReEnrolmentDay(on=date(2025, 5, 1)), pays=pays[:12], who=worker(start=start))
    assert told(alone) == (
        "You left the pension less than a year before 1 May 2025, so you were not put back into it."
    )
    little = follow(*out, facts.ReEnrolmentDay(on=date(2025, 5, 31)), pays=pays, who=worker(start=start))
    assert told(little) == (
        "On 31 May 2025 your age and pay did not mean that you must be put back into the pension."
    )
    unknown = follow(*out, facts.ReEnrolmentDay(on=date(2025, 6, 30)), pays=pays, who=worker(start=start))
    assert due(unknown, Duty.ASSESS) == date(2025, 6, 30)


def test_a_re_enrolment_day_leaves_a_member_alone() -> None:
    found = follow(*enrolled(), facts.ReEnrolmentDay(on=date(2026, 5, 31)), pays=months("1200.00"))
    assert (found.status, found.route, found.member_from) == (Status.MEMBER, Route.ENROLLED, MAY)


def test_an_invalid_opt_out_is_answered_with_the_day_until_which_there_is_time() -> None:
    invalid = facts.OptedOut(on=date(2026, 6, 9), valid=False)
    assert told(follow(*enrolled(), invalid, pays=months("1200.00"))) == (
        "Your opt-out notice was not complete. You have until 20 June 2026 to give it again."
    )


def test_opting_out_ends_everything_that_was_to_be_done_for_the_membership() -> None:
    """Information that was given twice, and membership that the scheme was still to confirm."""
    known = [facts.MembershipMade(on=date(2026, 5, 8)), facts.EnrolmentInformationGiven(on=date(2026, 5, 8))]
    found = follow(*known, facts.OptedOut(on=date(2026, 5, 8)), pays=months("1200.00"))
    assert (found.status, found.route, found.opt_out, found.dues) == (Status.OPTED_OUT, None, None, ())


def test_what_a_new_membership_takes_is_not_paid_back_with_an_old_refund() -> None:
    out = [*enrolled(), paid(date(2026, 5, 31)), OPTED_OUT]
    again = facts.Asked(on=date(2026, 6, 20), member_from=date(2026, 7, 1))
    found = follow(*out, again, paid(date(2026, 7, 31)), pays=months("1200.00", "1200.00", "1200.00"))
    assert (found.status, len(found.contributions)) == (Status.MEMBER, 1)
    assert found.refund is not None
    assert found.refund.employee == Decimal("40.00")


@pytest.mark.parametrize("before_tax", [True, False])
def test_a_refund_says_whether_it_is_taxed(*, before_tax: bool) -> None:
    happened = [paid(date(2026, 5, 31), before_tax=before_tax), OPTED_OUT]
    found = told(follow(*enrolled(), *happened, pays=months("1200.00")))
    assert ("It was taken before tax, so tax is worked out on it now." in found) is before_tax


def test_a_refund_of_nothing_is_in_pounds_and_pence() -> None:
    refund = follow(*enrolled(), OPTED_OUT, pays=months("1200.00")).refund
    assert refund is not None
    assert [str(refund.employee), str(refund.employer), str(refund.taxable_again)] == ["0.00"] * 3


def test_nobody_is_told_twice_of_rights_or_told_of_them_while_postponed() -> None:
    """Told in May that they may opt in; from June, when they are eligible, assessment is put off."""
    june = facts.Postponed(on=JUNE, until=date(2026, 9, 1), notice_given=JUNE)
    found = follow(june, pays=months("600.00", "1200.00"))
    joining = follow(june, pays=months("500.00", "1200.00"))
    first = follow(facts.Postponed(on=MAY, until=AUGUST, notice_given=MAY), pays=months("600.00"))
    for position in (found, joining, first):
        assert (position.status, position.rights_told) == (Status.POSTPONED, True)
        assert [item.duty for item in position.dues] == [Duty.ASSESS]


def test_enrolment_of_someone_who_is_out_cannot_be_postponed_and_the_refusal_says_what_they_are() -> None:
    june = facts.Postponed(on=date(2026, 6, 20), until=date(2026, 9, 1), notice_given=JUNE)
    with pytest.raises(PayInputError, match="from 20 June 2026: the worker is opted out then"):
        follow(*enrolled(), OPTED_OUT, june, pays=months("1200.00", "1200.00"))


def test_a_re_enrolment_day_is_nothing_to_someone_who_has_not_left() -> None:
    found = follow(facts.ReEnrolmentDay(on=date(2026, 5, 31)), pays=months("600.00"))
    assert (found.status, len(found.lines)) == (Status.NOT_MEMBER, 1)


def test_the_first_day_of_the_opt_out_month_is_one_of_its_days() -> None:
    found = follow(*enrolled(), facts.OptedOut(on=date(2026, 5, 10)), pays=months("1200.00"))
    assert found.status is Status.OPTED_OUT


def test_a_member_is_told_in_each_period_that_they_are_one() -> None:
    eligible = follow(*enrolled(), pays=months("1200.00", "1200.00"))
    assert told(eligible) == "You are in the pension."
    little = follow(*enrolled(), pays=months("1200.00", "100.00"))
    assert told(little) == "You stay in the pension, also when you earn less or grow older."


def test_a_re_enrolment_day_asks_nothing_about_who_opted_out_and_is_employed_no_more() -> None:
    again = facts.ReEnrolmentDay(on=date(2026, 8, 1))
    early = facts.OptedOut(on=date(2025, 6, 20))
    pays = months(*["1200.00"] * 15, first=date(2025, 5, 1))
    who = worker(start=date(2025, 5, 1), end=date(2026, 7, 20))
    made = enrolled(date(2025, 6, 2), date(2025, 6, 2))
    found = follow(*made, early, again, pays=pays, who=who)
    assert (found.status, found.member_from, found.dues) == (Status.EMPLOYMENT_ENDED, None, ())


def test_contributions_of_a_member_who_comes_from_another_payroll_are_not_of_an_earlier_opt_out() -> None:
    before = facts.MemberBefore(on=AUGUST, member_from=AUGUST)
    happened = [*enrolled(), paid(date(2026, 5, 31)), OPTED_OUT, facts.Refunded(on=date(2026, 7, 1))]
    found = follow(*happened, before, paid(date(2026, 8, 31)), pays=months("1200.00"))
    assert (found.status, due(found, Duty.REFUND)) == (Status.MEMBER, None)
    assert len(found.contributions) == 1
