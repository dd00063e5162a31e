"""Claims of family payments by someone who is entitled, unless changed."""

from datetime import date
from decimal import Decimal
from typing import Any

from dpss.kernel.dates import Span
from payroll.calc.statutory import entitlement
from payroll.calc.statutory.checks import Applicant, Entitlement
from payroll.calc.statutory.children import Adoption, Birth
from tests.payroll.calc.statutory_cases import LONG_AGO, YEARS, sick

DUE = date(2026, 9, 16)
WEEK_DUE = date(2026, 9, 13)
BORN = date(2026, 9, 14)
PLACED = date(2026, 9, 1)
DIED = date(2026, 9, 16)


def someone(average: str = "400.00", **changes: Any) -> Applicant:
    facts: dict[str, Any] = {"employment_starts": LONG_AGO, "average_weekly_earnings": Decimal(average)}
    return Applicant(**facts | changes)


def maternity(starts: date = WEEK_DUE, *, born: date | None = None, **who: Any) -> Entitlement:
    return entitlement.maternity(
        birth=Birth(DUE, born), pay_starts=starts, applicant=someone(**who), years=YEARS
    )


def adoption(starts: date = PLACED, **who: Any) -> Entitlement:
    child = Adoption(matched=date(2026, 7, 8), placed=PLACED)
    return entitlement.adoption(child=child, pay_starts=starts, applicant=someone(**who), years=YEARS)


def paternity(*starts: date, child: Birth | Adoption | None = None, **who: Any) -> Entitlement:
    return entitlement.paternity(
        child=child or Birth(DUE, BORN), week_starts=starts or [BORN], applicant=someone(**who), years=YEARS
    )


def shared(*starts: date, used: int = 10, partner: bool = True, **who: Any) -> Entitlement:
    return entitlement.shared_parental(
        child=Birth(DUE, BORN),
        week_starts=starts or [date(2026, 12, 7)],
        weeks_used=used,
        partner_qualifies=partner,
        applicant=someone(**who),
        years=YEARS,
    )


def bereavement(*starts: date, **who: Any) -> Entitlement:
    return entitlement.bereavement(
        died=DIED, week_starts=starts or [DIED], applicant=someone(**who), years=YEARS
    )


def neonatal(
    *starts: date,
    born: date = BORN,
    care: tuple[Span, ...] = (sick("2026-09-14", "2026-10-05"),),
    child: Birth | None = None,
    **who: Any,
) -> Entitlement:
    return entitlement.neonatal_care(
        born=born,
        care=care,
        week_starts=starts or [date(2026, 10, 5)],
        child=child,
        applicant=someone(**who),
        years=YEARS,
    )
