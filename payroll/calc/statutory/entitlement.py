"""Who is entitled to a family payment: service, earnings and dates, each test with its sentence.

Social Security Contributions and Benefits Act 1992 ss164, 171ZA, 171ZL, 171ZU, 171ZZ6 and 171ZZ16 with their
regulations. Notice, evidence and what someone declares about their family are checked by people.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from dpss.kernel import dates
from dpss.kernel.dates import Span
from payroll.calc.figures import TaxYear
from payroll.calc.inputs import PayInputError
from payroll.calc.statutory import checks, weeks
from payroll.calc.statutory.checks import Applicant, Check, Entitlement
from payroll.calc.statutory.children import Adoption, Birth
from payroll.calc.statutory.kinds import Kind
from payroll.calc.statutory.weeks import RelevantWeek

_DAY, _WEEK = timedelta(days=1), timedelta(weeks=1)
_NEONATAL_CARE_PAY_FROM = date(2025, 4, 6)


def maternity(
    *, birth: Birth, pay_starts: date, applicant: Applicant, years: Sequence[TaxYear]
) -> Entitlement:
    """Maternity pay starts from the 11th week before the week the baby is due, or the day after the birth."""
    earliest = weeks.sunday_of(birth.expected) - 11 * _WEEK
    latest = None if birth.born is None else birth.born + _DAY
    if latest is not None:
        earliest = min(earliest, latest)
    start = checks.start(Kind.MATERNITY, asked=pay_starts, earliest=earliest, latest=latest)
    return _entitlement(Kind.MATERNITY, birth.relevant_week, applicant, years, start)


def adoption(
    *, child: Adoption, pay_starts: date, applicant: Applicant, years: Sequence[TaxYear]
) -> Entitlement:
    """Adoption pay starts in the 14 days before the placement, on its day, or on the day after it."""
    start = checks.start(
        Kind.ADOPTION, asked=pay_starts, earliest=child.placed - 2 * _WEEK, latest=child.placed + _DAY
    )
    return _entitlement(Kind.ADOPTION, child.relevant_week, applicant, years, start)


def paternity(
    *, child: Birth | Adoption, week_starts: Sequence[date], applicant: Applicant, years: Sequence[TaxYear]
) -> Entitlement:
    """One or two weeks within 52 weeks, for someone still employed when the child arrives.

    From 6 April 2026 the leave needs no service; the pay still does.
    """
    kind = Kind.PATERNITY
    return _entitlement(
        kind,
        child.relevant_week,
        applicant,
        years,
        checks.employed(applicant, child.arrived, "the day the child arrived"),
        checks.number(kind, week_starts, most=kind.most_weeks),
        checks.window(kind, week_starts, first=child.arrived, last=child.year_from + 52 * _WEEK),
    )


def shared_parental(
    *,
    child: Birth | Adoption,
    week_starts: Sequence[date],
    weeks_used: int,
    partner_qualifies: bool,
    applicant: Applicant,
    years: Sequence[TaxYear],
) -> Entitlement:
    """What the parents leave of 39 weeks, within the child's first year with them.

    `weeks_used` are all weeks of maternity or adoption pay, Maternity Allowance and shared parental pay that
    both parents had or asked for besides these. `partner_qualifies` is the other parent's own declaration of
    26 weeks' work in 66.
    """
    if weeks_used < 0:
        raise PayInputError(f"{weeks_used} weeks used by the parents cannot be right: give 0 or more.")
    kind = Kind.SHARED_PARENTAL
    first = week_starts[0] if week_starts else child.arrived
    said = "The other parent " + ("declares" if partner_qualifies else "does not declare")
    return _entitlement(
        kind,
        child.relevant_week,
        applicant,
        years,
        checks.employed(applicant, first - _WEEK, "the week before this pay starts"),
        checks.number(kind, week_starts, most=max(0, Kind.MATERNITY.most_weeks - weeks_used)),
        checks.window(
            kind, week_starts, first=child.arrived, last=dates.add_months(child.arrived, 12) - _DAY
        ),
        Check(name="partner", met=partner_qualifies, why=f"{said} 26 weeks of work in the 66 weeks before."),
    )


def bereavement(
    *, died: date, week_starts: Sequence[date], applicant: Applicant, years: Sequence[TaxYear]
) -> Entitlement:
    """One or two weeks within 56 weeks of a child's death or stillbirth, for someone employed on that day."""
    kind = Kind.BEREAVEMENT
    return _entitlement(
        kind,
        weeks.before(died),
        applicant,
        years,
        checks.employed(applicant, died, "the day of the death"),
        checks.number(kind, week_starts, most=kind.most_weeks),
        checks.window(kind, week_starts, first=died, last=died + 56 * _WEEK - _DAY),
    )


def neonatal_care(
    *,
    born: date,
    care: Sequence[Span],
    week_starts: Sequence[date],
    child: Birth | Adoption | None,
    applicant: Applicant,
    years: Sequence[TaxYear],
) -> Entitlement:
    """A week for each seven days of unbroken care, at most 12, within 68 weeks of the birth.

    `care` are unbroken spells of neonatal care from first to last day; seven days count from the day after a
    spell starts. `child` is the birth or adoption for which the person has other family pay, and None without
    it: then the relevant week is the one before the care.
    """
    kind, earned = Kind.NEONATAL_CARE, _weeks_of_care(care)
    begins = care[0].first
    first_week = week_starts[0] if week_starts else begins
    return _entitlement(
        kind,
        weeks.before(begins) if child is None else child.relevant_week,
        applicant,
        years,
        checks.employed(applicant, first_week - _WEEK, "the week before this pay starts"),
        _care_in_time(born, begins),
        checks.number(kind, week_starts, most=min(kind.most_weeks, earned)),
        checks.window(kind, week_starts, first=begins + 8 * _DAY, last=born + 68 * _WEEK - _DAY),
    )


def _weeks_of_care(care: Sequence[Span]) -> int:
    if not care:
        raise PayInputError(
            "The days of neonatal care are missing: give the first and last day of each spell."
        )
    for spell, following in pairwise(care):
        if following.first <= spell.last:
            raise PayInputError(
                f"The neonatal care of {dates.span_in_words(following)} does not follow that of "
                f"{dates.span_in_words(spell)}: give the spells in order, each day once."
            )
    return sum((spell.days - 1) // 7 for spell in care)


def _care_in_time(born: date, begins: date) -> Check:
    if born < _NEONATAL_CARE_PAY_FROM:
        from_day = dates.in_words(_NEONATAL_CARE_PAY_FROM)
        return Check(name="care", met=False, why=f"This pay is for babies born from {from_day} on.")
    return Check(
        name="care",
        met=born <= begins <= born + 28 * _DAY,
        why=f"Neonatal care must begin within 28 days of the birth on {dates.in_words(born)}. "
        f"It began on {dates.in_words(begins)}.",
    )


def _entitlement(
    kind: Kind, week: RelevantWeek, applicant: Applicant, years: Sequence[TaxYear], *others: Check
) -> Entitlement:
    shared = (checks.service(applicant, week), checks.earnings(applicant, week, years))
    return Entitlement(kind=kind, relevant_week=week, checks=(*shared, *others))
