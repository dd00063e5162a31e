"""Setting an employer up with HMRC: its standing from a day, the steps of registration, how HMRC is paid."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from dpss.access import actors, audit, policy, scope
from dpss.kernel import dates, errors
from payroll import models, registration
from payroll.operations import dated, paye_numbers, reporting
from payroll.queries import employers, schemes

_KEPT = ("pays_hmrc", "small_employer", "allowance_used_before", "allowance_tax_year")


References = paye_numbers.References


@dataclass(frozen=True, slots=True)
class Released:
    """How many waiting reports may be sent now, and the sentences that hold the others back."""

    count: int
    refused: tuple[str, ...]


@transaction.atomic
def change(
    *,
    employer: models.Employer,
    status: str,
    day: date,
    actor: actors.Actor,
    at: datetime,
    references: References | None = None,
) -> models.PayeScheme:
    """Record an employer's standing from a day on. Before the last payday that was paid nothing changes.

    `references` are those of a registered scheme. A reference that was waited for is recorded by
    `record_reference`: it holds for all the time of waiting. Raises `Invalid`.
    """
    _may(actor)
    employer = _locked(employer, actor)
    now = employers.scheme_of(employer, day=day, actor=actor)
    _check_change(employer, now, status, day, actor)
    numbers = (
        paye_numbers.read(employer, references, actor=actor)
        if status == registration.REGISTERED
        else _NO_NUMBERS
    )
    paye_numbers.check(numbers, employer=employer, now=now, day=day, actor=actor)
    kept = {name: getattr(now, name) for name in _KEPT} if now else {}
    before = now.status if now else ""
    values = {"status": status, **numbers, **kept}
    made = dated.change(models.PayeScheme, owner=employer, of="employer", day=day, values=values, actor=actor)
    told = {"status": before}, {"status": status, "from": day, **numbers}
    audit.record(audit.of(made, "change", before=told[0], after=told[1]), actor=actor, at=at)
    return made


@transaction.atomic
def record_reference(
    *,
    employer: models.Employer,
    references: References,
    arrived_on: date,
    actor: actors.Actor,
    at: datetime,
) -> models.PayeScheme:
    """The reference has come: the scheme is registered for all the time that it was waited for.

    Corrects the numbers of a registered scheme, too, as long as no report has gone under them.
    """
    _may(actor)
    employer = _locked(employer, actor)
    found = schemes.set_up(employer, day=actor.today, actor=actor)
    scheme = found.scheme
    if scheme is None or scheme.status == registration.NOT_NEEDED:
        raise errors.Invalid("No reference is waited for. First record that HMRC was asked for a scheme.")
    if scheme.status == registration.REGISTERED and found.standing.was_reported:
        raise errors.Invalid(
            "HMRC has had a report under the reference that is recorded. If HMRC has given a new one, record"
            " the new scheme from its first day."
        )
    if arrived_on > actor.today:
        raise errors.Invalid("The day is in the future. Record the reference when it is there.", field="day")
    asked = found.standing.done.get(registration.ASKED)
    if asked and arrived_on < asked:
        raise errors.Invalid(
            f"HMRC was asked on {dates.in_words(asked)}, so the reference came later.", field="day"
        )
    numbers = paye_numbers.read(employer, references, actor=actor)
    _correct(scheme, {"status": registration.REGISTERED, **numbers}, actor=actor, at=at)
    models.RegistrationStep.objects.update_or_create(
        employer=employer,
        step=registration.REFERENCE,
        council_id=employer.council_id,
        subject_id=employer.subject_id,
        defaults={"done_on": arrived_on, "recorded_by_id": actor.user_id, "recorded_at": at},
    )
    return scheme


@transaction.atomic
def record_step(
    *,
    employer: models.Employer,
    step: str,
    day: date,
    actor: actors.Actor,
    at: datetime,
    route: str = "",
) -> models.RegistrationStep:
    """Record that a step of registration was done on a day. Raises `Invalid` with what comes first."""
    _may(actor)
    employer = _locked(employer, actor)
    standing = schemes.set_up(employer, day=actor.today, actor=actor).standing
    if step == registration.REFERENCE:
        raise errors.Invalid("Record the reference itself: enter it with the day on which it came.")
    why_not = registration.why_not(step, day=day, today=actor.today, standing=standing)
    if why_not:
        raise errors.Invalid(why_not, field="day")
    if (step == registration.AUTHORITY) != bool(route):
        raise errors.Invalid("Choose how the authority was asked for: by post or online.", field="route")
    made = models.RegistrationStep.objects.create(
        council_id=employer.council_id,
        subject_id=employer.subject_id,
        employer=employer,
        step=step,
        route=route,
        done_on=day,
        recorded_by_id=actor.user_id,
        recorded_at=at,
    )
    after = {"step": step, "done_on": day, "route": route}
    audit.record(audit.of(made, "record step", after=after), actor=actor, at=at)
    return made


@transaction.atomic
def take_back_step(*, employer: models.Employer, step: str, actor: actors.Actor, at: datetime) -> None:
    """Take back a step that was recorded by mistake; without its reference a scheme waits for one again."""
    _may(actor)
    employer = _locked(employer, actor)
    found = schemes.set_up(employer, day=actor.today, actor=actor)
    why_not = registration.why_not_undone(step, standing=found.standing)
    if why_not:
        raise errors.Invalid(why_not)
    kept = found.steps[step]
    before = {"step": step, "done_on": kept.done_on, "route": kept.route}
    audit.record(audit.of(kept, "take back step", before=before), actor=actor, at=at)
    kept.delete()
    if step == registration.REFERENCE and found.scheme:
        _correct(found.scheme, {"status": registration.AWAITING, **_NO_NUMBERS}, actor=actor, at=at)


@transaction.atomic
def change_terms(
    *,
    employer: models.Employer,
    day: date,
    pays_hmrc: str,
    small_employer: bool | None,
    actor: actors.Actor,
    at: datetime,
) -> models.PayeScheme:
    """Record from a day on how HMRC is paid, and whether the employer is small for statutory pay."""
    _may(actor)
    employer = _locked(employer, actor)
    now = employers.scheme_of(employer, day=day, actor=actor)
    if now is None or now.status == registration.NOT_NEEDED:
        raise errors.Invalid("There is no PAYE scheme on that day. Record the scheme first.", field="day")
    terms = {"pays_hmrc": pays_hmrc, "small_employer": small_employer}
    before = {name: getattr(now, name) for name in terms}
    held = (*_NO_NUMBERS, "status", "allowance_used_before", "allowance_tax_year")
    values = {name: getattr(now, name) for name in held} | terms
    made = dated.change(models.PayeScheme, owner=employer, of="employer", day=day, values=values, actor=actor)
    audit.record(audit.of(made, "change", before=before, after=terms | {"from": day}), actor=actor, at=at)
    return made


@transaction.atomic
def release_waiting(
    *, employer: models.Employer, actor: actors.Actor, at: datetime, late_reason: str = ""
) -> Released:
    """Let the reports go that waited for the employer's reference, each made again and checked.

    `late_reason` is told of those whose payday has passed. One that breaks a rule goes on waiting.
    """
    refused = []
    reports = list(schemes.waiting_reports(employer, actor=actor))
    for report in reports:
        reason = late_reason if actor.today > report.due_on else ""
        try:
            with transaction.atomic():
                reporting.release(submission=report, actor=actor, at=at, late_reason=reason)
        except errors.NotAllowed:
            raise
        except errors.Refusal as refusal:
            refused.append(refusal.sentence)
    return Released(len(reports) - len(refused), tuple(dict.fromkeys(refused)))


_NO_NUMBERS = {"office_number": "", "reference": "", "accounts_office_reference": ""}


def _may(actor: actors.Actor) -> None:
    if not actor.may(policy.KEEP_POSTS):
        raise errors.NotAllowed("Your role may not set employers up. Ask a payroll officer.")


def _locked(employer: models.Employer, actor: actors.Actor) -> models.Employer:
    """The employer, which nobody else changes meanwhile."""
    rows = models.Employer.objects.filter(pk=employer.pk)
    return scope.visible_to(rows, actor).select_for_update(of=("self",)).get()


def _check_change(
    employer: models.Employer, now: models.PayeScheme | None, status: str, day: date, actor: actors.Actor
) -> None:
    paid = schemes.last_payday(employer, actor=actor)
    if now is not None and paid and day <= paid:
        raise errors.Invalid(
            f"Wages are paid up to {dates.in_words(paid)}, and nothing before may change. The first free day"
            f" is {dates.in_words(paid + date.resolution)}.",
            field="day",
        )
    if now is not None and now.status == registration.AWAITING and status == registration.REGISTERED:
        raise errors.Invalid(
            "A reference is waited for. Record the reference itself, so that the reports that wait can go.",
            field="status",
        )
    if now is not None and now.status == status != registration.REGISTERED:
        raise errors.Invalid(
            f"That is what is recorded already: {now.get_status_display().lower()}.", field="status"
        )
    need = schemes.newest_need(employer, actor=actor)
    if status == registration.NOT_NEEDED and (need is None or need.any_reason):
        raise errors.Invalid(
            "First answer “Does this employer need PAYE?”. Only when nothing there applies is no scheme"
            " needed.",
            field="status",
        )


def _correct(scheme: models.PayeScheme, values: dict[str, Any], *, actor: actors.Actor, at: datetime) -> None:
    """Change what a row says for all its days, and record what it said."""
    before = {name: getattr(scheme, name) for name in values}
    for name, value in values.items():
        setattr(scheme, name, value)
    scheme.save(update_fields=list(values))
    audit.record(audit.of(scheme, "change", before=before, after=values), actor=actor, at=at)
