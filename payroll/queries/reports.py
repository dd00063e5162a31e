"""What HMRC must be told beside the figures: the employer's scheme, and each employee as a person."""

import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from django.db.models import Exists, OuterRef, Q

from dpss.access import actors, scope
from payroll import fps_report, models
from payroll.queries import paye_moves


def schemes_of(
    payruns: Sequence[models.Payrun], *, actor: actors.Actor
) -> Mapping[uuid.UUID, models.PayeScheme]:
    """Each employer's standing with HMRC on the payday, by employer. The payruns are of one period."""
    rows = models.PayeScheme.objects.filter(
        employer_id__in=[payrun.employer_id for payrun in payruns],
        during__contains=payruns[0].period.payday,
    )
    return {scheme.employer_id: scheme for scheme in scope.visible_to(rows, actor)}


def slips_that_count(payrun: models.Payrun, *, actor: actors.Actor) -> list[models.Payslip]:
    """A payrun's payslips, each as it was corrected last: what was wrong is not told to HMRC again."""
    rows = payrun.payslips.select_related("employment").order_by("pk")
    return [_that_counts(slip, actor) for slip in scope.visible_to(rows, actor)]


def _that_counts(slip: models.Payslip, actor: actors.Actor) -> models.Payslip:
    while slip.replaced_at is not None:
        newer = models.Payslip.objects.select_related("employment").filter(replaces=slip)
        slip = scope.visible_to(newer, actor).get()
    return slip


def people_of(
    slips: Sequence[models.Payslip], *, actor: actors.Actor, resent: uuid.UUID | None = None
) -> dict[uuid.UUID, fps_report.Person]:
    """Each post's employee as HMRC must know them, by post. The payslips are of one payday.

    `resent` is a report of which HMRC has no record: what only that one told, HMRC was not told.
    """
    payday = slips[0].payday
    held = [slip.employment for slip in slips]
    identities = models.PayrollIdentity.objects.filter(assistant_id__in=[post.assistant_id for post in held])
    known = {row.assistant_id: row for row in scope.visible_to(identities, actor)}
    terms = models.EmploymentTerms.objects.filter(employment__in=held, during__startswith__lte=payday)
    newest = scope.visible_to(terms.order_by("during"), actor)
    hours = dict(newest.values_list("employment_id", "weekly_minutes"))
    tax = models.TaxDetails.objects.filter(employment__in=held, during__contains=payday)
    declared = dict(scope.visible_to(tax, actor).values_list("employment_id", "starter_declaration"))
    moves = paye_moves.of_payday(slips, actor=actor)
    before = _reported_before(slips, payday, moves, actor, resent)
    beside = {
        slip.employment_id
        for slip in slips
        if slip.timesheet_id is None and slip.payrun.kind == models.Payrun.Kind.OFF_CYCLE
    }
    together = Counter((post.employer_id, post.assistant_id) for post in held)
    last_day = slips[0].payrun.period.last_day
    return {
        post.pk: _person(
            post,
            known[post.assistant_id],
            weekly_minutes=hours.get(post.pk, 0),
            declaration=declared.get(post.pk, ""),
            is_first_report=post.pk not in before,
            shares_earnings=together[post.employer_id, post.assistant_id] > 1,
            # Someone who leaves after these days, or gets a bonus now, is paid once more: HMRC is told then.
            last_day=post.last_day
            if post.last_day and post.last_day <= last_day and post.pk not in beside
            else None,
            moves=moves,
        )
        for post in held
    }


def _person(
    post: models.Employment,
    identity: models.PayrollIdentity,
    *,
    weekly_minutes: int,
    declaration: str,
    is_first_report: bool,
    shares_earnings: bool,
    last_day: date | None,
    moves: paye_moves.Moves,
) -> fps_report.Person:
    return fps_report.Person(
        forename=identity.hmrc_forename,
        surname=identity.hmrc_surname,
        birth_date=identity.birth_date,
        gender=identity.gender,
        nino=identity.nino or "",
        address=(identity.address_line_1, identity.address_line_2),
        postcode=identity.postcode,
        pay_id=post.payroll_id,
        first_day=post.first_day,
        last_day=last_day,
        weekly_minutes=weekly_minutes,
        irregular=post.hours == models.Employment.Hours.IRREGULAR,
        starter_declaration=declaration,
        is_first_report=is_first_report,
        shares_earnings=shares_earnings,
        moved_on=paye_moves.begins_of(moves, post.employer_id) if post.pk in moves.moved else None,
        left_on=moves.leaves_on.get(post.employer_id),
        before=moves.reported.get(post.pk),
    )


def _reported_before(
    now: Sequence[models.Payslip],
    payday: date,
    moves: paye_moves.Moves,
    actor: actors.Actor,
    resent: uuid.UUID | None,
) -> set[uuid.UUID]:
    """Posts paid before, here or at the payroll before: their start has been told by that report.

    What was told under an earlier PAYE reference is not told under this one.
    """
    held = [slip.employment for slip in now]
    slips = models.Payslip.objects.filter(
        Q(payday__lt=payday) | Q(payday=payday, replaced_at=None) & ~Q(pk__in=[slip.pk for slip in now]),
        employment__in=held,
        approved_at__isnull=False,
    )
    told = paye_moves.told_under(slips, moves, actor=actor)
    told |= _told_of_what_is_corrected(held, payday, actor, resent)
    brought = models.BroughtForward.objects.filter(employment__in=held)
    figures = scope.visible_to(brought, actor).values_list(
        "employment_id", "employment__employer_id", "up_to", "figures__pay"
    )
    return told | {
        key
        for key, employer, up_to, paid in figures
        if paye_moves.was_paid(paid) and up_to >= paye_moves.begins_of(moves, employer)
    }


def _told_of_what_is_corrected(
    held: Sequence[models.Employment], payday: date, actor: actors.Actor, resent: uuid.UUID | None
) -> set[uuid.UUID]:
    """Posts of which HMRC has, or will have first, the report that a correction of this payday changes."""
    reports = models.Submission.objects.filter(state__in=_TOLD, payrun=OuterRef("payrun"))
    if resent is not None:
        reports = reports.exclude(pk=resent)
    replaced = models.Payslip.objects.filter(
        Exists(reports), employment__in=held, payday=payday, replaced_at__isnull=False
    )
    return set(scope.visible_to(replaced, actor).values_list("employment_id", flat=True))


_TOLD: Final = ("queued", "sending", "acknowledged", "accepted", "unknown")
