"""Recording the pension scheme of an employer from a day on."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction

from dpss.access import actors, audit, policy, scope
from dpss.kernel import dates, errors
from payroll import models
from payroll.operations import dated
from payroll.queries import pension_schemes as queries
from payroll.queries import schemes


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """With whom, under which references, how tax relief is given, what the shares are of, how it is paid.

    `duties_from` is the day on which the employer's duties began, its staging date or first PA.
    """

    provider: str
    employer_reference: str
    scheme_reference: str
    method: str
    basis: str
    paid: str
    duties_from: date


@transaction.atomic
def record(
    *, employer: models.Employer, day: date, details: Details, actor: actors.Actor, at: datetime
) -> models.PensionScheme:
    """Let a scheme hold from a day on. What is paid was paid into the scheme of its payday, and stays.

    Raises `Invalid` for a payday that is paid, and for duties that begin later than the scheme.
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
    counts = before is None or (before.method, before.basis) != (details.method, details.basis)
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
