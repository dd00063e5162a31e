"""What must hold for statutory pay whatever the dates and earnings."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from dpss.kernel.dates import Span
from payroll.calc.rounding import up_to_penny
from payroll.calc.statutory import family_pay, sick_pay, sickness
from payroll.calc.statutory.kinds import REPORTED, Kind
from payroll.calc.statutory.sick_days import QualifyingDays, SickClaim
from tests.payroll.calc.statutory_cases import LONG_AGO, YEARS

FIRST, LAST = date(2024, 4, 7), date(2027, 3, 20)
PENNY = Decimal("0.01")
days = st.dates(FIRST, LAST)
pounds = st.integers(0, 100_000).map(lambda pence: Decimal(pence) / 100)
weekdays = st.sets(st.integers(0, 6), min_size=1).map(lambda chosen: tuple(sorted(chosen)))


@st.composite
def claims(draw: st.DrawFn) -> SickClaim:
    """The first chain of some sickness, between April 2024 and March 2027."""
    starts, spans = draw(days), []
    for length, gap in draw(
        st.lists(st.tuples(st.integers(4, 90), st.integers(1, 80)), min_size=1, max_size=6)
    ):
        ends = min(starts + timedelta(days=length - 1), LAST)
        spans.append(Span(starts, ends))
        starts = ends + timedelta(days=gap + 1)
        if starts > LAST - timedelta(days=4):
            break
    found = sickness.linked(
        sick=[span for span in spans if span.days >= 4] or [Span(LAST, LAST)], years=YEARS
    )
    return SickClaim(
        chain=found.chains[0],
        average_weekly_earnings=draw(pounds),
        qualifying=(QualifyingDays(LONG_AGO, draw(weekdays)),),
        employment_starts=LONG_AGO,
        first_worked=LONG_AGO,
    )


@given(claims())
def test_no_week_pays_more_than_its_weekly_rate(claim: SickClaim) -> None:
    for week in sick_pay.work_out(claim=claim, years=YEARS).weeks:
        assert week.amount <= up_to_penny(max(day.weekly for day in week.days))
        assert week.starts.weekday() == 6


@given(claims())
def test_there_are_never_more_than_28_weeks(claim: SickClaim) -> None:
    pay = sick_pay.work_out(claim=claim, years=YEARS)
    assert pay.weeks_used <= 28
    shared_by = len(claim.qualifying[0].weekdays)
    assert sum(day.daily > 0 for week in pay.weeks for day in week.days) <= 28 * shared_by


@given(claims())
def test_every_day_of_sickness_is_paid_or_has_a_reason_or_is_a_day_off(claim: SickClaim) -> None:
    pay = sick_pay.work_out(claim=claim, years=YEARS)
    told = [day.day for week in pay.weeks for day in week.days] + [day.day for day in pay.unpaid]
    working = claim.qualifying[0].weekdays
    sick = [day for period in claim.chain.periods for day in period.each_day()]
    assert {day for day in sick if day.weekday() in working} <= set(told) <= set(sick)
    assert len(told) == len(set(told))


@given(claims(), st.integers(1, 40))
def test_pay_periods_of_any_length_add_up_to_the_whole(claim: SickClaim, length: int) -> None:
    pay = sick_pay.work_out(claim=claim, years=YEARS)
    total, starts = Decimal(0), claim.chain.first_day
    while starts <= claim.chain.periods[-1].last:
        ends = starts + timedelta(days=length - 1)
        lines = sick_pay.due(pay=pay, starts=starts, ends=ends)
        assert all(line.amount >= 0 for line in lines)
        total += sum(line.amount for line in lines)
        starts = ends + timedelta(days=1)
    assert total == pay.total


@given(claims())
def test_what_is_known_later_does_not_change_what_was_paid_before(claim: SickClaim) -> None:
    pay = sick_pay.work_out(claim=claim, years=YEARS)
    so_far = sickness.Chain(claim.chain.periods[:1])
    earlier = sick_pay.work_out(
        claim=SickClaim(
            chain=so_far,
            average_weekly_earnings=claim.average_weekly_earnings,
            qualifying=claim.qualifying,
            employment_starts=LONG_AGO,
            first_worked=LONG_AGO,
        ),
        years=YEARS,
    )
    days_then = [day for week in earlier.weeks for day in week.days]
    assert days_then == [day for week in pay.weeks for day in week.days][: len(days_then)]


@given(st.sampled_from(REPORTED), days.filter(lambda day: day < date(2027, 1, 1)), pounds, st.integers(1, 12))
def test_family_pay_is_never_above_the_flat_rate_after_six_weeks_nor_below_its_exact_rate(
    kind: Kind, starts: date, average: Decimal, count: int
) -> None:
    weeks = family_pay.pay_weeks(
        kind=kind,
        week_starts=family_pay.consecutive(starts=starts, weeks=min(count, kind.most_weeks)),
        average_weekly_earnings=average,
        years=YEARS,
    )
    for week in weeks:
        assert 0 <= week.amount - week.rate < PENNY
        assert week.earnings_related or week.amount <= week.figures.weekly


@given(days.filter(lambda day: day < date(2026, 6, 1)), pounds, st.integers(1, 31))
def test_family_pay_of_all_pay_periods_is_the_whole_and_at_most_a_penny_for_each_cut(
    starts: date, average: Decimal, length: int
) -> None:
    weeks = family_pay.pay_weeks(
        kind=Kind.MATERNITY,
        week_starts=family_pay.consecutive(starts=starts, weeks=39),
        average_weekly_earnings=average,
        years=YEARS,
    )
    whole, total, cuts = sum(week.amount for week in weeks), Decimal(0), 0
    begins = starts
    while begins <= weeks[-1].ends:
        ends = begins + timedelta(days=length - 1)
        total += sum(line.amount for line in family_pay.due(weeks=weeks, starts=begins, ends=ends))
        begins, cuts = ends + timedelta(days=1), cuts + 1
    assert 0 <= total - whole <= cuts * PENNY
