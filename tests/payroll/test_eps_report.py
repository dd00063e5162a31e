"""What HMRC is told beside who was paid: once, in the right month, and never of what is not ours."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from dpss.kernel import dates
from payroll import eps_report
from payroll.calc.statutory.kinds import Kind
from payroll.eps_report import Facts, Recovered, Said
from payroll.rti import body, elements, eps, rules, schema
from tests.payroll.rti import cast
from tests.payroll.rti.test_eps import message

MATERNITY = Recovered(Kind.MATERNITY, Decimal("1370.80"), Decimal("116.52"))
ALL_YEAR = frozenset(range(1, 13))
MONTH_8 = dates.Span(date(2026, 11, 6), date(2026, 12, 5))
DURING_8, AFTER_8 = date(2026, 11, 21), date(2026, 12, 6)


def facts(*paid: int, **changes: object) -> Facts:
    """An employer who was with us all year and paid wages in these tax months, or in each of them."""
    usual = Facts(tax_year="2026-27", since=date(2026, 4, 6), paid_months=frozenset(paid) or ALL_YEAR)
    return replace(usual, **changes)  # type: ignore[arg-type]


def told(found: Facts, *, month: int = 8, today: date = AFTER_8) -> Said:
    return eps_report.to_tell(found, month=month, today=today)


def test_nothing_is_told_of_an_ordinary_month() -> None:
    assert not told(facts())
    assert not told(facts(), today=DURING_8)


def test_a_month_in_which_nobody_was_paid_is_told_when_it_is_over() -> None:
    found = facts(1, 2, 3, 4, 5, 6, 7)
    assert not told(found, today=date(2026, 12, 5))
    assert told(found).no_payment == MONTH_8


def test_a_month_that_was_told_is_not_told_again() -> None:
    assert not told(facts(1, 2, 3, 4, 5, 6, 7, told=[(8, Said(no_payment=MONTH_8))]))


def test_months_that_were_missed_are_told_with_the_next() -> None:
    found = facts(1, 2, 3, 4, 5)
    assert told(found).no_payment == dates.Span(date(2026, 9, 6), MONTH_8.last)
    month_6 = Said(no_payment=dates.Span(date(2026, 9, 6), date(2026, 10, 5)))
    assert told(replace(found, told=[(6, month_6)])).no_payment == dates.Span(date(2026, 10, 6), MONTH_8.last)


def test_months_without_pay_that_were_missed_before_wages_follow_when_nothing_else_is_told() -> None:
    found = facts(1, 2, 5, 6, 7, 8, recovered=(MATERNITY,))
    assert told(found) == Said(recovered=(MATERNITY,))
    months_3_and_4 = dates.Span(date(2026, 6, 6), date(2026, 8, 5))
    then = replace(found, told=[(8, Said(recovered=(MATERNITY,)))])
    assert told(then) == Said(no_payment=months_3_and_4)
    assert not told(replace(then, told=[*then.told, (8, Said(no_payment=months_3_and_4))]))


@pytest.mark.parametrize(
    ("said", "month", "late_from"),
    [
        (Said(no_payment=MONTH_8), 8, date(2026, 12, 20)),
        (Said(no_payment=MONTH_8), 10, date(2026, 12, 20)),
        (Said(recovered=(MATERNITY,)), 8, date(2026, 12, 20)),
        (Said(for_year=True, no_payment=MONTH_8), 12, date(2027, 4, 20)),
    ],
)
def test_what_is_told_after_the_nineteenth_is_late(said: Said, month: int, late_from: date) -> None:
    before = late_from - date.resolution
    assert eps_report.is_late(said, tax_year="2026-27", month=month, today=late_from)
    assert not eps_report.is_late(said, tax_year="2026-27", month=month, today=before)


def test_a_claim_or_a_closed_scheme_is_never_late() -> None:
    for one in (Said(allowance=True), Said(ceased_on=date(2026, 11, 20))):
        assert not eps_report.is_late(one, tax_year="2026-27", month=8, today=date(2028, 1, 1))


def test_amounts_that_a_person_closed_are_told_with_a_later_month_alone() -> None:
    found = facts(recovered=(MATERNITY,), closed=[(8, (MATERNITY,))])
    assert not told(found)
    assert told(found, month=9, today=date(2027, 1, 6)) == Said(recovered=(MATERNITY,))


def test_months_before_this_payroll_answered_are_not_told() -> None:
    found = facts(12, since=date(2026, 11, 20))
    assert told(found).no_payment == MONTH_8
    assert not told(replace(found, since=date(2026, 12, 6)))


def test_an_employer_who_came_after_a_tax_year_gets_none_of_its_summaries() -> None:
    found = facts(since=date(2027, 4, 6))
    assert not told(found, month=12, today=date(2027, 4, 7))
    assert told(replace(found, since=date(2027, 4, 5)), month=12, today=date(2027, 4, 7)) == Said(
        for_year=True
    )


def test_a_claim_of_the_allowance_is_told_at_once_and_once_a_year() -> None:
    claimed = facts(claims=True)
    assert told(claimed, today=DURING_8) == Said(allowance=True)
    assert not told(replace(claimed, told=[(2, Said(allowance=True))]))


def test_a_claim_that_is_taken_back_is_told_and_one_that_was_never_told_is_not() -> None:
    assert told(facts(claims=False, told=[(2, Said(allowance=True))])) == Said(allowance=False)
    again = facts(claims=True, told=[(2, Said(allowance=True)), (5, Said(allowance=False))])
    assert told(again) == Said(allowance=True)


def test_recovered_pay_is_told_when_the_month_is_over_and_when_it_has_changed() -> None:
    found = facts(recovered=(MATERNITY,))
    assert not told(found, today=DURING_8)
    assert told(found) == Said(recovered=(MATERNITY,))
    assert not told(replace(found, told=[(7, Said(recovered=(MATERNITY,)))]))
    less = replace(MATERNITY, recovered=Decimal("700.00"))
    assert told(replace(found, recovered=(less,), told=[(7, Said(recovered=(MATERNITY,)))])).recovered == (
        less,
    )


def test_recovered_pay_that_was_all_corrected_away_is_told_as_nothing() -> None:
    found = facts(told=[(7, Said(recovered=(MATERNITY,)))])
    nothing = Recovered(Kind.MATERNITY, Decimal("0.00"), Decimal("0.00"))
    assert told(found).recovered == (nothing,)
    assert not told(replace(found, told=[*found.told, (8, Said(recovered=(nothing,)))]))


def test_a_scheme_that_closed_is_told_after_its_last_wages_and_is_the_last_word() -> None:
    found = facts(1, 2, 3, 4, 5, 6, 7, 8, ceased_on=date(2026, 11, 20))
    assert not told(replace(found, wages_are_reported=False), today=DURING_8)
    assert not told(found, today=date(2026, 11, 19))
    assert told(found, today=DURING_8) == Said(ceased_on=date(2026, 11, 20))
    closed = replace(found, told=[(8, Said(ceased_on=date(2026, 11, 20)))], claims=True)
    assert not told(closed, month=9, today=date(2027, 1, 6))


def test_a_scheme_closes_with_its_last_amounts() -> None:
    closed = date(2026, 11, 20)
    found = facts(1, 2, 3, 4, 5, 6, 7, 8, ceased_on=closed, recovered=(MATERNITY,))
    assert told(found, today=DURING_8) == Said(ceased_on=closed, recovered=(MATERNITY,))
    assert told(replace(found, told=[(7, Said(recovered=(MATERNITY,)))]), today=DURING_8) == Said(
        ceased_on=closed
    )


def test_a_scheme_does_not_close_before_the_last_month_with_wages() -> None:
    closed = date(2026, 12, 6)
    found = facts(1, 2, 3, 4, 5, 6, 7, 8, 9, ceased_on=closed, recovered=(MATERNITY,))
    assert told(found, today=date(2026, 12, 7)) == Said(recovered=(MATERNITY,))
    assert told(found, month=9, today=date(2026, 12, 7)) == Said(ceased_on=closed, recovered=(MATERNITY,))


def test_a_scheme_closes_after_the_amounts_that_a_month_without_pay_held_back() -> None:
    found = facts(1, 2, 3, 4, 5, 6, 7, ceased_on=date(2026, 11, 20), recovered=(MATERNITY,))
    assert told(found) == Said(no_payment=MONTH_8)
    then = replace(found, told=[(8, Said(no_payment=MONTH_8))])
    assert told(then) == Said(ceased_on=date(2026, 11, 20), recovered=(MATERNITY,))


def test_a_month_without_pay_is_still_told_when_the_next_one_says_that_the_scheme_closed() -> None:
    found = facts(
        1, 2, 3, 4, 5, 6, 7, ceased_on=date(2026, 12, 6), told=[(9, Said(ceased_on=date(2026, 12, 6)))]
    )
    assert told(found, today=date(2026, 12, 7)) == Said(no_payment=MONTH_8)


def test_amounts_that_change_after_a_scheme_closed_are_told_alone() -> None:
    closing = Said(ceased_on=date(2026, 11, 20), recovered=(MATERNITY,))
    less = replace(MATERNITY, recovered=Decimal("700.00"))
    found = facts(ceased_on=date(2026, 11, 20), told=[(8, closing)], recovered=(less,), claims=True)
    assert told(found) == Said(recovered=(less,))
    assert not told(replace(found, recovered=(MATERNITY,)))


def test_amounts_are_told_to_the_nineteenth_and_then_with_the_next_month() -> None:
    found = facts(recovered=(MATERNITY,))
    assert told(found, today=date(2026, 12, 19)) == Said(recovered=(MATERNITY,))
    assert not told(found, today=date(2026, 12, 20))
    assert told(found, month=9, today=date(2027, 1, 6)) == Said(recovered=(MATERNITY,))
    in_june = told(found, month=12, today=date(2027, 6, 10))
    assert in_june == Said(recovered=(MATERNITY,), for_year=True), "a year is put right without an end"


def test_amounts_that_a_later_month_has_told_are_not_told_of_an_earlier_one() -> None:
    more = replace(MATERNITY, recovered=Decimal("2000.00"))
    assert not told(facts(recovered=(MATERNITY,), told=[(9, Said(recovered=(more,)))]))


def test_nothing_is_told_of_a_month_that_another_payroll_answers_for() -> None:
    found = facts(1, 2, 3, 4, 5, claims=True, recovered=(MATERNITY,), others_months=frozenset({7, 8}))
    assert not told(found)
    assert told(found, month=9, today=date(2027, 1, 6)).no_payment == dates.Span(
        date(2026, 12, 6), date(2027, 1, 5)
    )


def test_a_month_without_pay_that_another_may_have_paid_in_is_not_known_for_sure() -> None:
    found = facts(1, 2, 3, 4, 5, 6, 7, unsure_months=frozenset({8}))
    assert told(found) == Said(no_payment=MONTH_8)
    assert eps_report.is_unsure(told(found), found)
    assert not eps_report.is_unsure(Said(recovered=(MATERNITY,)), found)
    assert not eps_report.is_unsure(told(found), replace(found, unsure_months=frozenset({7})))


def test_a_closed_scheme_has_no_months_without_payment_after_it_closed() -> None:
    found = facts(1, 2, 3, ceased_on=date(2026, 7, 3), wages_are_reported=False)
    assert told(found, month=4, today=date(2026, 8, 6)).no_payment is None


def test_the_twelfth_month_ends_the_tax_year_once() -> None:
    assert not told(facts(), month=12, today=date(2027, 4, 5))
    assert told(facts(), month=12, today=date(2027, 4, 6)) == Said(for_year=True)
    assert not told(facts(told=[(12, Said(for_year=True))]), month=12, today=date(2027, 4, 6))


@pytest.mark.parametrize(
    ("month", "day"), [(8, date(2026, 12, 19)), (12, date(2027, 4, 19)), (9, date(2027, 1, 19))]
)
def test_it_must_be_told_by_the_nineteenth(month: int, day: date) -> None:
    assert eps_report.due_on(tax_year="2026-27", month=month) == day


EVERYTHING = Said(no_payment=MONTH_8, allowance=True, recovered=(MATERNITY,), for_year=True)


@pytest.mark.parametrize(
    "said",
    [
        EVERYTHING,
        Said(allowance=False),
        Said(ceased_on=date(2026, 11, 20)),
        Said(no_payment=MONTH_8),
        Said(recovered=(MATERNITY, Recovered(Kind.NEONATAL_CARE, Decimal("92.00"), Decimal("0.00")))),
    ],
)  # fmt: skip
def test_what_was_said_is_read_back_as_it_was_and_makes_a_message_hmrc_takes(said: Said) -> None:
    assert eps_report.from_json(eps_report.to_json(said)) == said
    made = eps_report.summary(
        said, tax_year="2026-27", month=8, employer=cast.EMPLOYER, sender=body.Sender.AGENT
    )
    sent = message(eps.build(made))
    assert schema.check(sent, cast.fixture("schemas")) == ()
    assert rules.check(sent, today=date(2026, 12, 6)) == ()


def test_a_large_employer_gets_no_compensation_and_none_is_said() -> None:
    said = Said(recovered=(replace(MATERNITY, compensation=Decimal("0.00")),))
    made = eps_report.summary(
        said, tax_year="2026-27", month=8, employer=cast.EMPLOYER, sender=body.Sender.AGENT
    )
    assert elements.parse(eps.build(made)).find(".//{*}NICCompensationOnSMP") is None
