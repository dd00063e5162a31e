"""Postponement, re-enrolment, declarations, and the bases of contributions."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payroll.calc import pension, pension_shares
from payroll.calc.inputs import Interval, PayInputError
from payroll.calc.pension import Membership
from payroll.calc.pension_duties import deadlines, facts, letters, reenrolment
from payroll.calc.pension_duties.letters import Scheme
from payroll.calc.pension_duties.position import Duty, Route, Status
from payroll.calc.pension_shares import Base
from tests.payroll.calc.pension_cases import DUTIES, YEARS, due, enrolled, follow, months, worker

MAY, AUGUST = date(2026, 5, 1), date(2026, 8, 1)
RATES = YEARS[2].pension
TWO_YEARS_AGO = date(2024, 5, 1)


def postponed(until: date = AUGUST, on: date = MAY, notice: date | None = MAY) -> facts.Postponed:
    return facts.Postponed(on=on, until=until, notice_given=notice)


def test_postponement_puts_assessment_off_to_the_deferral_date() -> None:
    assert follow(postponed(), pays=months("1200.00", "1200.00")).status is Status.POSTPONED
    found = follow(postponed(), pays=months("1200.00", "1200.00", "1200.00", "1200.00"))
    assert (found.route, found.member_from) == (Route.ENROLLED, AUGUST)


def test_who_is_not_eligible_on_the_deferral_date_is_assessed_again_each_period() -> None:
    pays = months("1200.00", "1200.00", "1200.00", "600.00")
    assert follow(postponed(), pays=pays).status is Status.NOT_MEMBER
    found = follow(postponed(), pays=[*pays, *months("1200.00", first=date(2026, 9, 1))])
    assert found.member_from == date(2026, 9, 1)


def test_the_postponement_notice_has_six_weeks_from_the_day_after() -> None:
    found = follow(postponed(notice=None), pays=months("1200.00"))
    assert due(found, Duty.POSTPONEMENT_NOTICE) == date(2026, 6, 12)
    scheme = Scheme(name="Savings", kind="net_pay", employee=Decimal("0.05"), employer=Decimal("0.03"))
    (letter,) = letters.due_letters(position=found, scheme=scheme, interval=Interval.MONTHLY, rates=RATES)
    assert letter.data["deferral_date"] == "2026-08-01"
    assert follow(postponed(notice=date(2026, 6, 12)), pays=months("1200.00")).status is Status.POSTPONED
    with pytest.raises(PayInputError, match="came after 12 June 2026"):
        follow(postponed(notice=date(2026, 6, 13)), pays=months("1200.00"))
    with pytest.raises(PayInputError, match="has no notice"):
        follow(postponed(notice=None), pays=months("1.00", "1.00", "1.00", "1.00"))


@pytest.mark.parametrize("until", [date(2026, 8, 2), MAY])
def test_a_deferral_date_outside_three_months_is_refused(until: date) -> None:
    with pytest.raises(PayInputError, match="up to 1 August 2026"):
        follow(postponed(until), pays=months("1200.00"))


def test_postponement_starts_only_with_employment_or_with_becoming_eligible() -> None:
    june = date(2026, 6, 1)
    found = follow(postponed(on=june, notice=june), pays=months("600.00", "1200.00"))
    assert found.status is Status.POSTPONED
    with pytest.raises(PayInputError, match="it can be from the first day"):
        follow(postponed(on=june, notice=june), pays=months("600.00", "600.00"))
    with pytest.raises(PayInputError, match="the worker is member then"):
        follow(postponed(on=june, notice=june), pays=months("1200.00", "1200.00"))


def test_a_worker_may_opt_in_while_postponed() -> None:
    asked = facts.Asked(on=date(2026, 5, 12), member_from=date(2026, 6, 1))
    found = follow(postponed(), asked, pays=months(*["1200.00"] * 4))
    assert (found.route, found.member_from) == (Route.OPTED_IN, date(2026, 6, 1))


def test_a_decision_waits_for_the_pay_that_decides_it() -> None:
    found = follow(postponed(), pays=months("1200.00"))
    assert due(found, Duty.ASSESS) == AUGUST


@pytest.mark.parametrize(
    ("left", "day", "status"),
    [
        (date(2024, 6, 3), date(2025, 6, 4), Status.MEMBER),
        (date(2024, 6, 3), date(2025, 6, 3), Status.OPTED_OUT),
        (date(2024, 6, 3), date(2025, 6, 2), Status.OPTED_OUT),
    ],
)
def test_who_opted_out_more_than_twelve_months_before_is_re_enrolled(
    left: date, day: date, status: Status
) -> None:
    made = enrolled(date(2024, 5, 8), date(2024, 5, 10))
    pays = months(*["1200.00"] * 15, first=TWO_YEARS_AGO)
    happened = [*made, facts.OptedOut(on=left), facts.ReEnrolmentDay(on=day)]
    found = follow(*happened, pays=pays, who=worker(start=TWO_YEARS_AGO))
    assert found.status is status
    assert found.member_from == (day if status is Status.MEMBER else None)


def test_who_is_not_eligible_on_the_re_enrolment_day_stays_out() -> None:
    made = enrolled(date(2024, 5, 8), date(2024, 5, 10))
    pays = months(*["1200.00"] * 13, "600.00", "1200.00", first=TWO_YEARS_AGO)
    happened = [*made, facts.OptedOut(on=date(2024, 5, 20)), facts.ReEnrolmentDay(on=date(2025, 6, 15))]
    assert follow(*happened, pays=pays, who=worker(start=TWO_YEARS_AGO)).status is Status.OPTED_OUT


def test_duties_start_with_the_first_worker() -> None:
    assert reenrolment.duties_start(workers_started=[AUGUST, MAY]) == MAY
    with pytest.raises(PayInputError, match="staging date"):
        reenrolment.duties_start(workers_started=[date(2017, 9, 30)])
    with pytest.raises(PayInputError, match="no worker"):
        reenrolment.duties_start(workers_started=[])


def test_the_declaration_has_five_months_and_waits_for_a_working_day() -> None:
    holidays = {date(2026, 12, 25), date(2026, 12, 28)}
    due_by = [
        reenrolment.declaration(starts=day, duties=DUTIES, holidays=holidays).by
        for day in (MAY, date(2026, 7, 26), date(2026, 7, 12))
    ]
    assert due_by == [date(2026, 9, 30), date(2026, 12, 29), date(2026, 12, 11)]


def test_re_enrolment_is_every_three_years_within_three_months_either_side() -> None:
    first = reenrolment.next_round(starts=date(2023, 5, 10), chosen=[], duties=DUTIES, holidays=())
    assert (first.anniversary, first.window.first, first.window.last) == (
        date(2026, 5, 10),
        date(2026, 2, 10),
        date(2026, 8, 9),
    )
    assert first.declaration.by == date(2026, 10, 9)
    second = reenrolment.next_round(
        starts=date(2023, 5, 10), chosen=[date(2026, 2, 10)], duties=DUTIES, holidays=()
    )
    assert second.anniversary == date(2029, 2, 10)


@pytest.mark.parametrize("day", [date(2026, 2, 9), date(2026, 8, 10)])
def test_a_re_enrolment_date_outside_the_window_is_refused(day: date) -> None:
    with pytest.raises(PayInputError, match="between 10 February 2026 and 9 August 2026"):
        reenrolment.next_round(starts=date(2023, 5, 10), chosen=[day], duties=DUTIES, holidays=())


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2026, 1, 10), date(2026, 2, 9)),
        (date(2026, 1, 31), date(2026, 2, 28)),
        (date(2026, 3, 1), date(2026, 3, 31)),
        (date(2026, 2, 28), date(2026, 3, 27)),
    ],
)
def test_a_month_that_begins_with_a_day_ends_before_that_day_of_the_next(first: date, last: date) -> None:
    assert deadlines.last_of_months(first=first, months=1) == last


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)))
def test_a_month_is_never_shorter_than_28_or_longer_than_31_days(first: date) -> None:
    assert 28 <= (deadlines.last_of_months(first=first, months=1) - first).days + 1 <= 31


def _contributions(scheme: str, base: Base, pensionable: str | None) -> pension.Contributions:
    membership = Membership(
        scheme=scheme,
        member_from=date(2026, 4, 6),
        base=base,
        pensionable=None if pensionable is None else Decimal(pensionable),
    )
    return pension.contributions(
        earnings=Decimal("1000.00"), membership=membership, interval=Interval.MONTHLY, rates=RATES
    )


@pytest.mark.parametrize(
    ("base", "pensionable", "employee", "employer", "relief"),
    [
        (Base.QUALIFYING_EARNINGS, None, "19.20", "14.40", "4.80"),
        (Base.SET_1, "900.00", "36.00", "36.00", "9.00"),
        (Base.SET_2, "900.00", "36.00", "27.00", "9.00"),
        (Base.SET_3, "1000.00", "32.00", "30.00", "8.00"),
    ],
)
def test_contributions_are_of_qualifying_earnings_or_of_pensionable_pay(
    base: Base, pensionable: str | None, employee: str, employer: str, relief: str
) -> None:
    made = _contributions("relief_at_source", base, pensionable)
    assert (made.employee, made.employer, made.tax_relief) == tuple(
        map(Decimal, (employee, employer, relief))
    )
    assert str(made.counted) in dict(pension.lines(made)[0].figures).values()


def test_a_net_pay_scheme_takes_the_whole_share_of_pensionable_pay_before_tax() -> None:
    made = _contributions("net_pay", Base.SET_1, "900.00")
    assert (made.employee, made.before_tax, made.tax_relief) == (Decimal("45.00"), Decimal("45.00"), 0)


@pytest.mark.parametrize(
    ("base", "pensionable", "sentence"),
    [
        (Base.QUALIFYING_EARNINGS, "900.00", "are of qualifying earnings"),
        (Base.SET_1, None, "under set 1 are of it"),
        (Base.SET_2, "1000.01", "not between zero and the pay"),
        (Base.SET_3, "999.99", "all pay is pensionable"),
    ],
)
def test_pensionable_pay_that_does_not_fit_the_base_is_refused(
    base: Base, pensionable: str | None, sentence: str
) -> None:
    with pytest.raises(PayInputError, match=sentence):
        _contributions("net_pay", base, pensionable)


def test_set_2_needs_85_per_cent_of_pay_to_be_pensionable() -> None:
    enough = [
        pension_shares.enough_is_pensionable(
            pensionable=Decimal(part), earnings=Decimal("1000.00"), rates=RATES
        )
        for part in ("850.00", "849.99")
    ]
    assert enough == [True, False]
