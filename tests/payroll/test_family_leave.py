"""Which weeks of a family leave are paid, with what, and on which days somebody is away."""

import datetime as dt
from decimal import Decimal

import pytest

from dpss.kernel.dates import Span
from payroll import family_leave
from payroll.calc.inputs import PayInputError
from payroll.calc.statutory.checks import Applicant
from payroll.calc.statutory.kinds import Kind

DUE = dt.date(2027, 1, 10)
STARTS = dt.date(2026, 11, 23)
FOUR_WEEKS = Span(STARTS, dt.date(2026, 12, 20))
LONG_HERE = Applicant(employment_starts=dt.date(2024, 5, 1), average_weekly_earnings=Decimal(300))


def maternity(**changed: object) -> family_leave.Claim:
    """Thirty-nine weeks from 23 November 2026 for a baby due on 10 January 2027."""
    usual = {"kind": Kind.MATERNITY, "weeks": family_leave.in_blocks([(STARTS, 39)]), "due": DUE}
    return family_leave.Claim(**usual | changed)  # type: ignore[arg-type]


def paid(claim: family_leave.Claim, days: Span, average: str = "300") -> Decimal:
    """What a claim pays in some days."""
    lines = family_leave.lines_in(claim, average=Decimal(average), period=days)
    return sum((line.amount for line in lines), Decimal(0))


def test_six_weeks_are_nine_tenths_of_the_average_and_the_rest_the_flat_rate() -> None:
    assert paid(maternity(), FOUR_WEEKS) == 4 * Decimal("270.00")
    following = Span(dt.date(2026, 12, 21), dt.date(2027, 1, 17))
    assert paid(maternity(), following) == 2 * Decimal("270.00") + 2 * Decimal("194.32")


def test_weeks_that_another_payroll_paid_count_among_the_first_six() -> None:
    taken_over = maternity(
        weeks=family_leave.in_blocks([(STARTS, 35)]), weeks_before=4, due=dt.date(2026, 11, 1)
    )
    assert paid(taken_over, FOUR_WEEKS) == 2 * Decimal("270.00") + 2 * Decimal("194.32")


def test_more_weeks_than_there_are_with_those_before_are_refused() -> None:
    with pytest.raises(PayInputError, match="at most 39 weeks, and 43 are given"):
        family_leave.entitled(maternity(weeks_before=4), LONG_HERE)


def test_a_part_of_a_week_is_paid_by_sevenths_raised_to_a_penny() -> None:
    # Three days of a week at 90% of 100.00: 90.00 × 3 ÷ 7 = 38.571…
    assert paid(maternity(), Span(dt.date(2026, 11, 1), dt.date(2026, 11, 25)), "100") == Decimal("38.58")


def test_weeks_whose_rate_is_not_published_are_left_for_later() -> None:
    known = family_leave.known_up_to(maternity())
    assert (known[0], known[-1]) == (STARTS, dt.date(2027, 3, 29))
    with pytest.raises(ValueError, match="rate of family pay"):
        paid(maternity(), Span(dt.date(2027, 4, 12), dt.date(2027, 5, 9)))


def test_somebody_is_away_up_to_the_day_before_they_are_back_also_when_the_pay_has_ended() -> None:
    back = dt.date(2027, 11, 22)
    assert maternity(back_on=back).away == (Span(STARTS, dt.date(2027, 11, 21)),)
    assert family_leave.is_away([maternity(back_on=back)], Span(dt.date(2027, 10, 1), dt.date(2027, 10, 28)))
    assert not family_leave.is_away([maternity(back_on=back)], Span(dt.date(2027, 11, 1), back))


def test_the_week_of_the_return_is_not_paid() -> None:
    early = maternity(back_on=dt.date(2026, 12, 9))
    assert early.paid_weeks == (STARTS, dt.date(2026, 11, 30))
    assert paid(early, FOUR_WEEKS) == 2 * Decimal("270.00")


def test_two_blocks_are_away_for_themselves() -> None:
    weeks = family_leave.in_blocks([(STARTS, 1), (dt.date(2026, 12, 14), 1)])
    claim = family_leave.Claim(kind=Kind.PATERNITY, weeks=weeks, due=STARTS, arrived=STARTS)
    assert [span.first for span in claim.away] == [STARTS, dt.date(2026, 12, 14)]
    assert family_leave.touches([claim], FOUR_WEEKS)
    assert not family_leave.is_away([claim], FOUR_WEEKS)


def test_each_test_that_is_not_met_has_its_sentence() -> None:
    found = family_leave.entitled(
        maternity(),
        Applicant(employment_starts=dt.date(2026, 6, 1), average_weekly_earnings=Decimal("100.00")),
    )
    said = " ".join(found.reasons_against)
    assert "the job must have started by 11 April 2026" in said
    assert "below" in said
    assert family_leave.entitled(maternity(), LONG_HERE).entitled


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        (maternity(due=None), "Say the day on which the baby is due"),
        (maternity(weeks=()), "No week is given"),
        (family_leave.Claim(kind=Kind.BEREAVEMENT, weeks=(STARTS,)), "the day on which the child died"),
        (
            family_leave.Claim(kind=Kind.NEONATAL_CARE, weeks=(STARTS,), arrived=STARTS),
            "The days of neonatal care are missing",
        ),
        (family_leave.Claim(kind=Kind.ADOPTION, weeks=(STARTS,), due=STARTS), "the day of the placement"),
    ],
)
def test_what_is_missing_is_asked_for(claim: family_leave.Claim, sentence: str) -> None:
    with pytest.raises(PayInputError, match=sentence):
        family_leave.entitled(claim, LONG_HERE)


@pytest.mark.parametrize(
    "claim",
    [
        family_leave.Claim(
            kind=Kind.ADOPTION,
            weeks=family_leave.in_blocks([(STARTS, 39)]),
            due=dt.date(2026, 10, 1),
            arrived=STARTS,
        ),
        family_leave.Claim(
            kind=Kind.PATERNITY, weeks=family_leave.in_blocks([(STARTS, 2)]), due=STARTS, arrived=STARTS
        ),
        family_leave.Claim(
            kind=Kind.SHARED_PARENTAL,
            weeks=family_leave.in_blocks([(STARTS, 3)]),
            due=dt.date(2026, 10, 1),
            arrived=dt.date(2026, 10, 1),
            weeks_used=8,
            partner_qualifies=True,
        ),
        family_leave.Claim(kind=Kind.BEREAVEMENT, weeks=(STARTS,), died=dt.date(2026, 11, 20)),
        family_leave.Claim(
            kind=Kind.NEONATAL_CARE,
            weeks=family_leave.in_blocks([(STARTS, 1)]),
            arrived=dt.date(2026, 11, 1),
            care=(Span(dt.date(2026, 11, 2), dt.date(2026, 11, 12)),),
        ),
    ],
)
def test_each_kind_can_be_met_and_pays_the_flat_rate_or_less(claim: family_leave.Claim) -> None:
    assert family_leave.entitled(claim, LONG_HERE).reasons_against == ()
    week = Span(STARTS, STARTS + dt.timedelta(days=6))
    assert paid(claim, week, "150") == Decimal("135.00")
