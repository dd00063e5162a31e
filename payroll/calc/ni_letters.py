"""Which National Insurance letter a person has on a payday, and which letters cannot be theirs.

Age and status on the contractual payday decide, whenever the work was done. Social Security Contributions and
Benefits Act 1992 s6, s9A and s9B; Contributions Regulations 2001 reg 28 and 133; HMRC manual NIM01299,
NIM01415, NIM01540, NIM30007 and NIM36001.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from dpss.kernel.dates import Span
from payroll.calc import ages, pension, tax_periods, wording
from payroll.calc.figures import TaxYear
from payroll.calc.inputs import PayInputError

MALE: Final = "M"


class SiteKind(StrEnum):
    """A special tax site in which an employer has premises."""

    FREEPORT = "freeport"
    INVESTMENT_ZONE = "investment zone"


_AT_SITE: Final = {
    SiteKind.FREEPORT: {"A": "F", "B": "I", "C": "S", "J": "L"},
    SiteKind.INVESTMENT_ZONE: {"A": "N", "B": "E", "C": "K", "J": "D"},
}
_SITE_OF: Final = {letter: kind for kind, letters in _AT_SITE.items() for letter in letters.values()}
_PENSIONER: Final = frozenset("CSK")
_REDUCED_RATE: Final = frozenset("BIE")

_AGE_RULES: Final[tuple[tuple[str, bool, Mapping[str, str]], ...]] = (
    ("starts_at", True, {"X": ""}),
    ("starts_at", False, dict.fromkeys("ABCDEFHIJKLMNSVZ", "X")),
    ("young_below", True, {"M": "A", "Z": "J"}),
    ("young_below", False, {"A": "M", "J": "Z"}),
    ("apprentice_below", True, {"H": "A"}),
)
"""Which limit of age, whether the letters are for people under it, and for each what to use instead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The special tax site where the person works at least 60% of the time, from the first day of the job."""

    kind: SiteKind
    postcode: str
    since: date

    def __post_init__(self) -> None:
        if not self.postcode.strip():
            raise PayInputError(f"Postcode: HMRC wants that of the workplace in the {self.kind} tax site.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """What decides a person's letter besides the payday. `gender` is F or M, as on the FPS.

    `apprenticeship` is an approved one. `deferment` is the time of HMRC's deferment certificate, a tax year;
    `reduced_rate` that of a married woman's or widow's certificate of election. `civilian_since` is a
    veteran's first day in any civilian job since leaving the regular forces.
    """

    birth_date: date
    gender: str
    apprenticeship: Span | None = None
    deferment: Span | None = None
    reduced_rate: Span | None = None
    civilian_since: date | None = None
    site: Site | None = None


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter, and the reason for it in one sentence."""

    letter: str
    why: str


@dataclass(frozen=True, slots=True)
class _Case:
    """A letter that is to be checked, and all that is known."""

    letter: str
    birth_date: date
    gender: str | None
    payday: date
    civilian_since: date | None
    site: Site | None
    rates: TaxYear


def letter_on(*, status: Status, payday: date, rates: TaxYear) -> Letter:
    """The letter of a payday: age first, then certificates, then the reliefs that only the employer has.

    Of the employer's reliefs an apprentice's goes before that for the young, that before a veteran's, and a
    special tax site's comes last. `rates` are those of the payday's tax year.
    """
    _check_payday(status.birth_date, payday, rates)
    _check_certificates(status, payday, rates)
    found = _without_site(status, payday, rates)
    site = status.site
    if site is None or found.letter not in _AT_SITE[site.kind] or _site_fault(site, payday, rates):
        return found
    why = f"{found.why} The employer has the relief of a {site.kind} tax site."
    return Letter(_AT_SITE[site.kind][found.letter], why)


def check_fits(
    *,
    letter: str,
    birth_date: date,
    payday: date,
    rates: TaxYear,
    gender: str | None = None,
    civilian_since: date | None = None,
    site: Site | None = None,
) -> None:
    """Refuse a letter that cannot be the person's on this payday; what is not given is not checked.

    The letters of special tax sites are refused without a site.
    """
    _check_payday(birth_date, payday, rates)
    rates.national_insurance_on(payday).letter(letter)
    case = _Case(letter, birth_date, gender, payday, civilian_since, site, rates)
    for rule in _RULES:
        if fault := rule(case):
            raise PayInputError(f"National Insurance letter: {letter} {fault}")


def _check_payday(birth_date: date, payday: date, rates: TaxYear) -> None:
    if tax_periods.tax_year_of(payday) != rates.tax_year:
        raise PayInputError(f"Payday: {wording.day(payday)} is not in the tax year {rates.tax_year}.")
    if birth_date >= payday:
        raise PayInputError("Date of birth: it is not before the payday.")


def _check_certificates(status: Status, payday: date, rates: TaxYear) -> None:
    if status.reduced_rate is None:
        return
    last = rates.ni_letters.reduced_rate_born_until
    if status.gender == MALE:
        raise PayInputError("Reduced rate certificate: only a woman can hold one. Check the gender.")
    if status.birth_date > last:
        raise PayInputError(
            f"Reduced rate certificate: nobody born after {wording.day(last)} holds one. Check the date of"
            " birth."
        )
    if payday in status.reduced_rate and status.deferment and payday in status.deferment:
        raise PayInputError(
            "Reduced rate and deferment certificates: both are given for this payday, and a letter follows"
            " only one of them. Ask HMRC which."
        )


def _without_site(status: Status, payday: date, rates: TaxYear) -> Letter:
    limits, born = rates.ni_letters, status.birth_date
    turns_16 = ages.reaches(born=born, years=limits.starts_at)
    pension_day = pension.state_pension_day(birth_date=born, rates=rates.state_pension_age)
    if payday < turns_16:
        return Letter("X", f"Under {limits.starts_at} until {wording.day(turns_16)}.")
    if payday >= pension_day:
        return Letter("C", f"State Pension age was reached on {wording.day(pension_day)}.")
    if status.reduced_rate and payday in status.reduced_rate:
        return Letter("B", "Holds a certificate for the married woman's or widow's reduced rate.")
    young_until = ages.reaches(born=born, years=limits.young_below)
    if status.deferment and payday in status.deferment:
        letter = "Z" if payday < young_until else "J"
        return Letter(letter, "HMRC defers contributions here, because they are paid in another job.")
    return _with_relief(status, payday, young_until, rates)


def _with_relief(status: Status, payday: date, young_until: date, rates: TaxYear) -> Letter:
    limits, since = rates.ni_letters, status.civilian_since
    turns_25 = ages.reaches(born=status.birth_date, years=limits.apprentice_below)
    if status.apprenticeship and payday in status.apprenticeship and payday < turns_25:
        return Letter("H", f"An apprentice, and under {limits.apprentice_below}.")
    if payday < young_until:
        return Letter("M", f"Under {limits.young_below} until {wording.day(young_until)}.")
    if since and not _veteran_fault(since, payday, rates):
        return Letter("V", f"A veteran in the first year of civilian work, since {wording.day(since)}.")
    return Letter("A", "No other letter applies.")


def _age(case: _Case) -> str:
    for limit, under, instead in _AGE_RULES:
        if case.letter not in instead:
            continue
        years: int = getattr(case.rates.ni_letters, limit)
        turns = ages.reaches(born=case.birth_date, years=years)
        use = f" Use {instead[case.letter]}." if instead[case.letter] else ""
        if under and case.payday >= turns:
            return f"is for people under {years}; {years} was reached on {wording.day(turns)}.{use}"
        if not under and case.payday < turns:
            return f"is for people of {years} or over; {years} is reached on {wording.day(turns)}.{use}"
    return ""


def _pension_age(case: _Case) -> str:
    day = pension.state_pension_day(birth_date=case.birth_date, rates=case.rates.state_pension_age)
    if case.letter in _PENSIONER and case.payday < day:
        return f"is for people over State Pension age, which is reached on {wording.day(day)}."
    if case.letter not in _PENSIONER | {"X"} and case.payday >= day:
        return f"is for people under State Pension age, which was reached on {wording.day(day)}. Use C."
    return ""


def _reduced_rate(case: _Case) -> str:
    last = case.rates.ni_letters.reduced_rate_born_until
    if case.letter in _REDUCED_RATE and case.gender == MALE:
        return "is for women with a certificate for the reduced rate. Correct the letter or the gender."
    if case.letter in _REDUCED_RATE and case.birth_date > last:
        return f"needs a certificate for the reduced rate, which nobody born after {wording.day(last)} holds."
    return ""


def _veteran(case: _Case) -> str:
    if case.letter != "V":
        return ""
    return _veteran_fault(case.civilian_since or case.payday, case.payday, case.rates)


def _veteran_fault(since: date, payday: date, rates: TaxYear) -> str:
    """Paid in the year that begins with the first day of civilian work, and while there is the relief."""
    limits = rates.ni_letters
    ends = ages.reaches(born=since, years=0, months=limits.veteran_months)
    if payday > limits.veteran_until:
        return f"is for paydays up to {wording.day(limits.veteran_until)}. Use A."
    if not since <= payday < ends:
        months, first = limits.veteran_months, wording.day(since)
        return f"is for a veteran's first {months} months of civilian work, which began on {first}. Use A."
    return ""


def _special_site(case: _Case) -> str:
    kind = _SITE_OF.get(case.letter)
    if kind is None:
        return ""
    if case.site is None or case.site.kind is not kind:
        return f"is only for employers with premises in a {kind} tax site, and none is given."
    return _site_fault(case.site, case.payday, case.rates)


def _site_fault(site: Site, payday: date, rates: TaxYear) -> str:
    months = rates.ni_letters.site_months
    if site.since <= payday < ages.reaches(born=site.since, years=0, months=months):
        return ""
    return f"is for the first {months} months of a job at the site, which began on {wording.day(site.since)}."


_RULES: Final[tuple[Callable[[_Case], str], ...]] = (
    _pension_age,
    _age,
    _reduced_rate,
    _veteran,
    _special_site,
)
