"""Claiming Employment Allowance for a tax year, and taking the claim back while nothing of it is used."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from dpss.access import actors, audit, policy, scope, transitions
from dpss.kernel import errors, money
from payroll import models, registration
from payroll.calc import rates
from payroll.queries import allowance
from payroll.queries.employers import employers


@transaction.atomic
def claim(
    *, employer_ids: Sequence[uuid.UUID], tax_year: str, actor: actors.Actor, at: datetime
) -> transitions.Outcome:
    """Claim the allowance of one tax year for employers whose PAs care for the client alone.

    It holds for the whole tax year, and covers the employer's National Insurance of payruns from now on.
    Returns what was done, with the sentence for each employer that could not claim. Raises `Invalid` for a
    tax year without figures.
    """
    _may(actor)
    try:
        rates.for_year(tax_year)
    except rates.RatesError as error:
        raise errors.Invalid(str(error), field="tax_year") from error
    wanted = models.Employer.objects.filter(pk__in=employer_ids).order_by("pk")
    found = {row.pk: row for row in scope.visible_to(wanted, actor).select_for_update(of=("self",))}
    standing = {
        row.pk: row.paye  # type: ignore[attr-defined]
        for row in scope.visible_to(employers(day=actor.today, actor=actor).filter(pk__in=found), actor)
    }
    rows = allowance.claims(tax_year=tax_year, actor=actor).filter(employer__in=found)
    claimed = set(rows.values_list("employer_id", flat=True))
    refused = dict.fromkeys(employer_ids, "It is not there any more, or it is not yours to change.")
    made = []
    for key, employer in found.items():
        why_not = _why_not(standing.get(key, ""), is_claimed=key in claimed, tax_year=tax_year)
        if why_not:
            refused[key] = why_not
            continue
        del refused[key]
        made.append(_claim(employer, tax_year, actor))
    models.AllowanceClaim.objects.bulk_create(made, batch_size=500)
    events = (audit.of(one, "claim", after={"tax_year": tax_year}) for one in made)
    audit.record_all(events, actor=actor, at=at)
    return transitions.Outcome(tuple(made), refused)


@transaction.atomic
def withdraw(
    *, employer: models.Employer, tax_year: str, actor: actors.Actor, at: datetime
) -> models.AllowanceClaim:
    """Take a claim back. Raises `Invalid` when wages that are paid have used some of it."""
    _may(actor)
    locked = scope.visible_to(models.Employer.objects.filter(pk=employer.pk), actor)
    employer = locked.select_for_update(of=("self",)).get()
    held = allowance.claims(tax_year=tax_year, actor=actor).filter(employer=employer).first()
    if held is None:
        raise errors.Conflict(f"Nothing is claimed for {tax_year}, so there is nothing to take back.")
    used = allowance.used_here(employer, tax_year=tax_year, actor=actor)
    if used:
        raise errors.Invalid(
            f"{money.in_words(used)} of it is used in payruns that are approved. HMRC would want that back:"
            " correct those payruns first."
        )
    held.withdrawn_on, held.withdrawn_by_id = max(actor.today, held.claimed_on), actor.user_id
    held.save(update_fields=["withdrawn_on", "withdrawn_by"])
    audit.record(audit.of(held, "withdraw", before={"tax_year": tax_year}), actor=actor, at=at)
    return held


def _may(actor: actors.Actor) -> None:
    if not actor.may(policy.KEEP_POSTS):
        raise errors.NotAllowed("Your role may not claim for employers. Ask a payroll officer.")


def _why_not(status: str, *, is_claimed: bool, tax_year: str) -> str | None:
    if is_claimed:
        return f"It is claimed for {tax_year} already."
    if status not in {registration.REGISTERED, registration.AWAITING}:
        return "There is no PAYE scheme to claim under. Set it up first."
    return None


def _claim(employer: models.Employer, tax_year: str, actor: actors.Actor) -> models.AllowanceClaim:
    return models.AllowanceClaim(
        council_id=employer.council_id,
        subject_id=employer.subject_id,
        employer=employer,
        tax_year=tax_year,
        claimed_on=actor.today,
        claimed_by_id=actor.user_id,
    )
