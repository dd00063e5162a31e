"""Recording the pension scheme of an employer from a day on."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from django.db import transaction

from dpss.access import actors, audit, policy, scope
from dpss.kernel import dates, errors
from payroll import models
from payroll.calc import pension_shares
from payroll.calc.figures import Pension
from payroll.calc.inputs import PayInputError
from payroll.operations import dated
from payroll.queries import pension_schemes as queries
from payroll.queries import post_tax, schemes


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """With whom, under which references, how tax relief is given, what the shares are of, how it is paid.

    `employee_share` and `employer_share` are parts of one, None for the least that the law allows.
    `duties_from` is the day on which the employer's duties began, its staging date or first PA.
    """

    provider: str
    employer_reference: str
    scheme_reference: str
    method: str
    basis: str
    paid: str
    duties_from: date
    employee_share: Decimal | None = None
    employer_share: Decimal | None = None


@transaction.atomic
def record(
    *, employer: models.Employer, day: date, details: Details, actor: actors.Actor, at: datetime
) -> models.PensionScheme:
    """Let a scheme hold from a day on. What is paid was paid into the scheme of its payday, and stays.

    Raises `Invalid` for a payday that is paid, for duties that begin later than the scheme, and for shares
    below what the law asks for.
    """
    if not actor.may(policy.KEEP_POSTS):
        raise errors.NotAllowed("Your role may not change a pension scheme. Ask a payroll officer.")
    rows = models.Employer.objects.filter(pk=employer.pk)
    held = scope.visible_to(rows, actor).select_for_update(of=("self",)).get()
    before = queries.on(held, day=day, actor=actor)
    _check(held, before, day, details, actor)
    said_before = {name: getattr(before, name) for name in asdict(details)} if before else {}
    if before is not None and said_before == asdict(details):
        return before
    made = dated.change(
        models.PensionScheme, owner=held, of="employer", day=day, values=asdict(details), actor=actor
    )
    after = {"from": day, **asdict(details)}
    audit.record(audit.of(made, "change", before=said_before, after=after), actor=actor, at=at)
    return made


def _check(
    employer: models.Employer,
    before: models.PensionScheme | None,
    day: date,
    details: Details,
    actor: actors.Actor,
) -> None:
    paid = schemes.last_payday(employer, actor=actor)
    counts = before is None or any(getattr(before, name) != getattr(details, name) for name in _COUNTS)
    if counts and paid and day <= paid and queries.members(employer, actor=actor):
        raise errors.Invalid(
            f"Wages are paid up to {dates.with_weekday(paid)}, and pension with them. How it is worked out"
            f" can change from {dates.with_weekday(paid + date.resolution)}.",
            field="day",
        )
    if details.duties_from > day:
        raise errors.Invalid(
            f"The duties begin on {dates.in_words(details.duties_from)}, after the scheme. Check both days.",
            field="duties_from",
        )
    if details.employee_share is not None or details.employer_share is not None:
        _check_shares(details, post_tax.year_of(max(day, actor.today)).pension)


def _check_shares(details: Details, figures: Pension) -> None:
    """Both are given, and they are not below what the law asks for on this basis."""
    if details.employee_share is None or details.employer_share is None:
        raise errors.Invalid(
            "Enter both shares, or neither for the least that the law allows.",
            field="employer_share" if details.employer_share is None else "employee_share",
        )
    try:
        shares = pension_shares.Shares(details.employee_share, details.employer_share)
    except PayInputError:
        raise errors.Invalid(
            "The shares come to more than all of the pay, or the employer pays nothing in. Check both.",
            field="employer_share",
        ) from None
    why = pension_shares.too_little(shares, base=pension_shares.Base(details.basis), rates=figures)
    if why is not None:
        raise errors.Invalid(why, field="employer_share")


# What a change of would work pay out anew.
_COUNTS: Final = ("method", "basis", "employee_share", "employer_share")
