"""How a post is taxed, and what it has earned since 6 April, worked out by the engine period by period."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from dpss.kernel import dates
from dpss.kernel.dates import Span
from dpss.portal.demo import chance, period
from dpss.portal.demo.posts import Assistant, Post
from payroll.calc import earnings, inputs, payslip, pension, rates, tax_code, tax_periods
from payroll.calc.inputs import EarningKind, YearToDate
from payroll.calc.payment import PayInput

STANDARD: Final = "1257L"
SECOND_JOB: Final = {"BR": 0.85, "0T": 0.08, "D0": 0.01, "257L": 0.06}
ONLY_POST_HERE: Final = {
    STANDARD: 0.77,
    "BR": 0.09,
    "1131N": 0.02,
    "1383M": 0.03,
    "1100L": 0.03,
    "1257L M1": 0.02,
    "0T M1": 0.01,
    "S1257L": 0.01,
    "C1257L": 0.01,
    "K12": 0.01,
}
WITH_A_STATE_PENSION: Final = {"61L": 0.5, "BR": 0.3, "143L": 0.2}
STARTER_STATEMENTS: Final = {"A": 0.35, "B": 0.45, "C": 0.2}
CODE_OF_STATEMENT: Final = {"A": STANDARD, "B": "1257L M1", "C": "BR"}
STUDENT_LOANS: Final = {"": 0.94, "1": 0.01, "2": 0.035, "5": 0.015}
OLDEST_WITH_A_LOAN: Final = 45
OPTED_IN: Final = 0.02
GROWN_UP: Final = 21
UNDER_21, USUAL, PENSIONER = "M", "A", "C"


@dataclass(frozen=True, slots=True)
class Details:
    """How a post is taxed. `letters` are NI letters, each from a day on."""

    tax_code: str
    non_cumulative: bool
    letters: tuple[tuple[date, str], ...]
    student_loan: str
    pension: str
    starter_declaration: str

    def letter_on(self, day: date) -> str:
        """The NI letter on a payday."""
        return [letter for since, letter in self.letters if since <= day][-1]


@dataclass(frozen=True, slots=True)
class BroughtForward:
    """A year's figures up to a payday."""

    up_to: date
    figures: YearToDate


def details(*, slug: str, post: Post, assistant: Assistant) -> Details:
    """The code, letters, loan and pension of a post: the main post gets the tax-free pay."""
    draw = chance.stream(slug, "tax", post.number)
    written, statement = _code(draw, post, assistant)
    code = tax_code.parse(written)
    born = assistant.person.birth_date
    young_enough = dates.age_on(born, period.PAYDAY) <= OLDEST_WITH_A_LOAN
    loan = chance.weighted(draw, STUDENT_LOANS) if young_enough else ""
    return Details(
        tax_code=str(code),
        non_cumulative=code.non_cumulative,
        letters=tuple(_letters(born, since=max(post.first_day, _year_starts()))),
        student_loan=loan,
        pension=_pension(draw, post, born),
        starter_declaration=statement,
    )


def brought_forward(*, slug: str, post: Post, taxed: Details) -> BroughtForward | None:
    """The year's figures of a post that began before this period; None for a new one."""
    draw = chance.stream(slug, "year to date", post.number)
    to_date, up_to = YearToDate.zero(), None
    for past in period.earlier_in_the_tax_year():
        if post.first_day > past.worked.last:
            continue
        pay = PayInput(
            tax_year=period.TAX_YEAR,
            interval=period.INTERVAL,
            period=past.tax_period,
            payday=past.payday,
            earnings=_earned(draw, post, past.worked),
            tax_code=taxed.tax_code,
            non_cumulative=taxed.non_cumulative,
            ni_letter=taxed.letter_on(past.payday),
            to_date=to_date,
            student_loan=taxed.student_loan or None,
            pension=pension.Membership(scheme=taxed.pension, member_from=post.first_day)
            if taxed.pension
            else None,
        )
        to_date = payslip.calculate(pay=pay, rates=rates.for_year(period.TAX_YEAR)).to_date
        up_to = past.payday
    return BroughtForward(up_to, to_date) if up_to else None


def priced(post: Post, *, minutes: int, nights: int, earlier: bool = False) -> tuple[inputs.Earning, ...]:
    """Time at the contract's rates, as payroll prices it; `earlier` is before the rise of April 2026."""
    worked = (
        earnings.WorkedTime(EarningKind.HOURS, Decimal(minutes), "minutes"),
        earnings.WorkedTime(EarningKind.SLEEP_IN, Decimal(nights), "nights"),
    )
    hourly = post.earlier_rate if earlier else post.hourly_rate
    contract = earnings.ContractRates(hourly=hourly, sleep_in=post.sleep_in_rate or None)
    return earnings.from_time(worked=worked, contract=contract, rates=rates.for_year(period.TAX_YEAR).mileage)


def _code(draw: chance.Stream, post: Post, assistant: Assistant) -> tuple[str, str]:
    """The tax code, and the starter statement that it comes from where the post is new."""
    choice, statement = draw.random(), chance.weighted(draw, STARTER_STATEMENTS)
    if post.starts_in_the_period:
        return CODE_OF_STATEMENT[statement], statement
    if post.number != assistant.posts[0]:
        return chance.weighted(draw, SECOND_JOB), ""
    if post.story or len(assistant.posts) > 1 or choice < ONLY_POST_HERE[STANDARD]:
        return STANDARD, ""
    if _state_pension_day(assistant.person.birth_date) <= period.PAYDAY:
        return chance.weighted(draw, WITH_A_STATE_PENSION), ""
    return chance.weighted(
        draw, {code: weight for code, weight in ONLY_POST_HERE.items() if code != STANDARD}
    ), ""


def _letters(born: date, *, since: date) -> Iterator[tuple[date, str]]:
    """Under 21 the employer pays none; from State Pension age the PA pays none."""
    turns_21, pension_day = dates.add_months(born, 12 * GROWN_UP), _state_pension_day(born)
    first = UNDER_21 if since < turns_21 else USUAL if since < pension_day else PENSIONER
    yield since, first
    for day, letter in ((turns_21, USUAL), (pension_day, PENSIONER)):
        if since < day <= period.PAYDAY:
            yield day, letter


def _pension(draw: chance.Stream, post: Post, born: date) -> str:
    """Whoever must be enrolled is a member; a few of the others asked to be."""
    asked = draw.random() < OPTED_IN
    year = rates.for_year(period.TAX_YEAR)
    paid = earnings.gross(
        priced(post, minutes=post.weekly_minutes * period.WEEKS, nights=len(post.nights) * period.WEEKS)
    )
    found = pension.assess(
        birth_date=born,
        payday=period.PAYDAY,
        earnings=paid,
        interval=period.INTERVAL,
        rates=year.pension,
        ages_of=year.state_pension_age,
    )
    enrolled = found is pension.Assessment.ELIGIBLE_JOBHOLDER
    opted_in = asked and found is pension.Assessment.NON_ELIGIBLE_JOBHOLDER
    return inputs.RELIEF_AT_SOURCE if enrolled or opted_in else ""


def _earned(draw: chance.Stream, post: Post, worked: Span) -> tuple[inputs.Earning, ...]:
    """An ordinary period's pay: steady for fixed hours, a little up and down for irregular ones."""
    days = (worked.last - max(worked.first, post.first_day)).days + 1
    share = Decimal(days) / worked.days
    swing = Decimal(draw.randint(88, 112)) / 100 if post.irregular else Decimal(1)
    quarters = round(post.weekly_minutes * period.WEEKS * share * swing / 15)
    nights = round(len(post.nights) * period.WEEKS * share)
    return priced(post, minutes=15 * quarters, nights=nights, earlier=worked.first < _year_starts())


def _state_pension_day(born: date) -> date:
    return pension.state_pension_day(birth_date=born, rates=rates.for_year(period.TAX_YEAR).state_pension_age)


def _year_starts() -> date:
    return tax_periods.first_day(period.TAX_YEAR)


def until(letters: tuple[tuple[date, str], ...]) -> Iterator[tuple[date, date | None, str]]:
    """The letters with the day on which each ends."""
    ends = [*(since for since, _ in letters[1:]), None]
    for (since, letter), end in zip(letters, ends, strict=True):
        yield since, end, letter
