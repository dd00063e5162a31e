"""Leave for a birth, an adoption or a child's death: who is entitled, which weeks are paid and when. Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from dpss.kernel import dates
from dpss.kernel.dates import Span
from payroll.calc import rates, tax_periods
from payroll.calc.figures import TaxYear
from payroll.calc.inputs import PayInputError
from payroll.calc.lines import Line
from payroll.calc.statutory import entitlement, family_pay, weeks
from payroll.calc.statutory.checks import Applicant, Entitlement
from payroll.calc.statutory.children import Adoption, Birth
from payroll.calc.statutory.kinds import REPORTED, Kind
from payroll.calc.statutory.weeks import RelevantWeek

KINDS: Final = REPORTED
# One unbroken time off, which may go on after its pay has ended.
IN_ONE_PIECE: Final = (Kind.MATERNITY, Kind.ADOPTION)
_WEEK: Final = timedelta(weeks=1)
_LAST_DAY: Final = timedelta(days=6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What somebody asks for. `weeks` are the first days of the weeks of pay, in order.

    `due` is the day on which the baby is due, or on which an adopter was matched with the child; `arrived`
    that of the birth or the placement. `weeks_before` of the same pay were had before these weeks, from
    another payroll; `weeks_used` are those that both parents had of what they may share. `back_on` is the
    first day back at work, where it is known.
    """

    kind: Kind
    weeks: tuple[date, ...]
    adoption: bool = False
    due: date | None = None
    arrived: date | None = None
    died: date | None = None
    care: tuple[Span, ...] = ()
    weeks_before: int = 0
    weeks_used: int = 0
    partner_qualifies: bool = False
    back_on: date | None = None

    @property
    def away(self) -> tuple[Span, ...]:
        """The days off: the weeks of pay, and after maternity and adoption pay the days up to the return."""
        spans = [Span(starts, starts + _LAST_DAY) for starts in self.paid_weeks]
        if self.kind in IN_ONE_PIECE and self.back_on and spans:
            spans = [Span(self.weeks[0], self.back_on - date.resolution)]
        return tuple(_joined(spans))

    @property
    def paid_weeks(self) -> tuple[date, ...]:
        """The weeks that are over before somebody is back at work: no week with work in it is paid."""
        return tuple(starts for starts in self.weeks if not self.back_on or starts + _WEEK <= self.back_on)


def in_blocks(blocks: Sequence[tuple[date, int]]) -> tuple[date, ...]:
    """The first days of the weeks of some unbroken blocks, each given by its first day and its weeks."""
    return tuple(
        day for starts, number in blocks for day in family_pay.consecutive(starts=starts, weeks=number)
    )


def relevant_week(claim: Claim) -> RelevantWeek:
    """The week at which service and earnings are looked at. Raises `PayInputError` for what is missing."""
    if claim.kind is Kind.BEREAVEMENT:
        return weeks.before(_given(claim.died, "the day on which the child died"))
    if claim.kind is Kind.NEONATAL_CARE and claim.due is None:
        return weeks.before(_care(claim)[0].first)
    if claim.kind is Kind.ADOPTION or claim.adoption:
        return weeks.of_match(_given(claim.due, "the day on which they were matched with the child"))
    return weeks.before_birth(
        expected=_given(claim.due, "the day on which the baby is due"), born=claim.arrived
    )


def entitled(claim: Claim, applicant: Applicant) -> Entitlement:
    """Every test with its sentence. Raises `PayInputError` for an answer that is missing or cannot be."""
    if not claim.weeks:
        raise PayInputError("No week is given: say when the pay starts and for how many weeks.")
    in_all, most = len(claim.weeks) + claim.weeks_before, claim.kind.most_weeks
    if in_all > most:
        raise PayInputError(
            f"{claim.kind.label} is for at most {most} weeks, and {in_all} are given with those before."
        )
    return _TESTS[claim.kind](claim, applicant, _years(claim))


def lines_in(claim: Claim, *, average: Decimal, period: Span) -> tuple[Line, ...]:
    """What the claim pays in a pay period, as lines of a payslip; none outside its weeks.

    Raises `PayInputError` for a week whose rate is not known.
    """
    here = claim.paid_weeks
    if not here or here[0] > period.last or here[-1] + _LAST_DAY < period.first:
        return ()
    begun = [starts for starts in here if starts <= period.last]
    before = [here[0] - _WEEK * number for number in range(claim.weeks_before, 0, -1)]
    every = family_pay.pay_weeks(
        kind=claim.kind,
        week_starts=[*before, *begun],
        average_weekly_earnings=average,
        years=_known(Span([*before, *begun][0], begun[-1] + _LAST_DAY)),
    )
    return family_pay.due(weeks=every[len(before) :], starts=period.first, ends=period.last)


def known_up_to(claim: Claim) -> tuple[date, ...]:
    """The weeks whose rates are published: those of later weeks follow each spring."""
    years = _known(Span(claim.weeks[0], claim.weeks[-1] + _LAST_DAY))
    last = max(year.statutory_pay.family_pay.ends for year in years)
    return tuple(starts for starts in claim.paid_weeks if starts <= last)


def pay_of(claim: Claim, *, average: Decimal) -> tuple[Line, ...]:
    """What the weeks come to whose rates are published, as lines."""
    known = known_up_to(claim)
    if not known:
        return ()
    span = Span(known[0], known[-1] + _LAST_DAY)
    return lines_in(replace(claim, weeks=known), average=average, period=span)


def is_away(claims: Sequence[Claim], days: Span) -> bool:
    """Whether somebody is off on every one of some days."""
    off = _joined(sorted((span for claim in claims for span in claim.away), key=lambda span: span.first))
    return any(span.first <= days.first and days.last <= span.last for span in off)


def touches(claims: Sequence[Claim], days: Span) -> bool:
    """Whether somebody is off on any of some days."""
    return any(span.first <= days.last and days.first <= span.last for claim in claims for span in claim.away)


def _given(day: date | None, what: str) -> date:
    if day is None:
        raise PayInputError(f"Say {what}.")
    return day


def _care(claim: Claim) -> tuple[Span, ...]:
    if not claim.care:
        raise PayInputError(
            "The days of neonatal care are missing: give the first and last day of each spell."
        )
    return claim.care


def _child(claim: Claim) -> Birth | Adoption:
    if claim.adoption or claim.kind is Kind.ADOPTION:
        matched = _given(claim.due, "the day on which they were matched with the child")
        return Adoption(matched=matched, placed=_given(claim.arrived, "the day of the placement"))
    return Birth(expected=_given(claim.due, "the day on which the baby is due"), born=claim.arrived)


def _maternity(claim: Claim, applicant: Applicant, years: Sequence[TaxYear]) -> Entitlement:
    birth = Birth(expected=_given(claim.due, "the day on which the baby is due"), born=claim.arrived)
    return entitlement.maternity(birth=birth, pay_starts=_pay_starts(claim), applicant=applicant, years=years)


def _adoption(claim: Claim, applicant: Applicant, years: Sequence[TaxYear]) -> Entitlement:
    child = _child(replace(claim, adoption=True))
    if not isinstance(child, Adoption):
        raise PayInputError("Say when they were matched with the child, and when it was placed with them.")
    return entitlement.adoption(child=child, pay_starts=_pay_starts(claim), applicant=applicant, years=years)


def _paternity(claim: Claim, applicant: Applicant, years: Sequence[TaxYear]) -> Entitlement:
    return entitlement.paternity(
        child=_child(claim), week_starts=claim.weeks, applicant=applicant, years=years
    )


def _shared(claim: Claim, applicant: Applicant, years: Sequence[TaxYear]) -> Entitlement:
    return entitlement.shared_parental(
        child=_child(claim),
        week_starts=claim.weeks,
        weeks_used=claim.weeks_used,
        partner_qualifies=claim.partner_qualifies,
        applicant=applicant,
        years=years,
    )


def _bereavement(claim: Claim, applicant: Applicant, years: Sequence[TaxYear]) -> Entitlement:
    died = _given(claim.died, "the day on which the child died")
    return entitlement.bereavement(died=died, week_starts=claim.weeks, applicant=applicant, years=years)


def _neonatal(claim: Claim, applicant: Applicant, years: Sequence[TaxYear]) -> Entitlement:
    return entitlement.neonatal_care(
        born=_given(claim.arrived, "the day of the birth"),
        care=_care(claim),
        week_starts=claim.weeks,
        child=_child(claim) if claim.due else None,
        applicant=applicant,
        years=years,
    )


_TESTS: Final[Mapping[Kind, Callable[[Claim, Applicant, Sequence[TaxYear]], Entitlement]]] = {
    Kind.MATERNITY: _maternity,
    Kind.ADOPTION: _adoption,
    Kind.PATERNITY: _paternity,
    Kind.SHARED_PARENTAL: _shared,
    Kind.BEREAVEMENT: _bereavement,
    Kind.NEONATAL_CARE: _neonatal,
}


def _pay_starts(claim: Claim) -> date:
    """The first day of the pay, also where another payroll paid its first weeks."""
    return claim.weeks[0] - _WEEK * claim.weeks_before


def _years(claim: Claim) -> tuple[TaxYear, ...]:
    return _known(Span(relevant_week(claim).ends, claim.weeks[-1] + _LAST_DAY))


def _known(days: Span) -> tuple[TaxYear, ...]:
    """The figures of the tax years of some days, as far as they are published."""
    found, label = [], tax_periods.tax_year_of(days.first)
    while tax_periods.first_day(label) <= days.last:
        try:
            found.append(rates.for_year(label))
        except rates.RatesError:
            break
        label = tax_periods.tax_year_of(tax_periods.last_day(label) + date.resolution)
    if not found:
        raise PayInputError(f"There are no figures for {dates.in_words(days.first)}: it is too long ago.")
    return tuple(found)


def _joined(spans: Sequence[Span]) -> list[Span]:
    """Spans in order with those made one that follow each other without a day between."""
    found: list[Span] = []
    for span in spans:
        if found and span.first <= found[-1].last + date.resolution:
            found[-1] = Span(found[-1].first, max(found[-1].last, span.last))
        else:
            found.append(span)
    return found
