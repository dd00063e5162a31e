"""The numbers by which HMRC knows an employer: read as they were typed, and refused where they cannot be."""

from dataclasses import dataclass
from datetime import date

from dpss.access import actors, policy
from dpss.kernel import dates, errors, identifiers
from payroll import models
from payroll.queries import schemes

_REFERENCE = ("office_number", "reference")


@dataclass(frozen=True, slots=True)
class References:
    """What HMRC calls an employer, as somebody typed it: `123/AB456`, and `123PA00045678` for payments."""

    paye: str
    accounts_office: str


def read(employer: models.Employer, references: References | None, *, actor: actors.Actor) -> dict[str, str]:
    """The references in HMRC's form. Raises `Invalid` beside the one that is wrong."""
    given = references or References("", "")
    try:
        office, reference = identifiers.paye_reference(given.paye)
    except errors.Invalid as error:
        raise errors.Invalid(error.sentence, field="paye") from error
    try:
        accounts_office = identifiers.accounts_office_reference(given.accounts_office)
    except errors.Invalid as error:
        raise errors.Invalid(error.sentence, field="accounts_office") from error
    _check_others(employer, office, reference, actor)
    return {
        "office_number": office,
        "reference": reference,
        "accounts_office_reference": accounts_office,
    }


def _check_others(employer: models.Employer, office: str, reference: str, actor: actors.Actor) -> None:
    """One PAYE reference is one employer's here. Raises `Invalid`, naming nobody whom the actor may not see.

    Two employers under one reference would each tell HMRC their own year to date, and it keeps the later.
    Whoever employs for two clients can have a scheme for each, with one Employment Allowance (NIM06630).
    """
    other = schemes.same_reference(office, reference, than=employer, actor=actor)
    if other is None:
        portal = actors.for_job(job=policy.JOB_SUBMISSIONS, council_id=actor.council_id, today=actor.today)
        with actors.acting(portal):
            if schemes.same_reference(office, reference, than=employer, actor=portal) is None:
                return
    name = other.name if other else "Another employer in this council"
    raise errors.Invalid(
        f"{name} has the PAYE reference {office}/{reference} already. Check the letter from HMRC. If one"
        " person employs for two clients, ask HMRC for a second PAYE scheme, and claim Employment Allowance"
        " under one of the two.",
        field="paye",
    )


def check(
    numbers: dict[str, str],
    *,
    employer: models.Employer,
    now: models.PayeScheme | None,
    day: date,
    actor: actors.Actor,
) -> None:
    """Whether wages can be under these numbers from a day on, after what holds `now`. Raises `Invalid`."""
    _check_months(employer, now, numbers, day, actor)
    _check_left(employer, numbers, day, actor)


def _check_months(
    employer: models.Employer,
    now: models.PayeScheme | None,
    numbers: dict[str, str],
    day: date,
    actor: actors.Actor,
) -> None:
    """A tax month's wages are charged to one reference. Raises `Invalid` where paydays would share one."""
    if now is None or not now.reference or all(getattr(now, name) == numbers[name] for name in _REFERENCE):
        return
    ends = schemes.shared_month(employer, day=day, actor=actor)
    if ends is not None:
        raise errors.Invalid(
            f"Wages of the tax month to {dates.in_words(ends)} are paid under the reference that is"
            " recorded, and more are to be paid in it. The first free day is"
            f" {dates.in_words(ends + date.resolution)}.",
            field="day",
        )


def _check_left(employer: models.Employer, numbers: dict[str, str], day: date, actor: actors.Actor) -> None:
    """Nobody goes back to a reference that HMRC was told everybody has left. Raises `Invalid` for one."""
    paye = f"{numbers['office_number']}/{numbers['reference']}"
    left = schemes.left_with(employer, paye, actor=actor)
    if left is not None and left < day:
        raise errors.Invalid(
            f"HMRC has been told that everybody left {paye} with {dates.in_words(left)}, and a reference that"
            " has ended is not used again. Check HMRC’s letter, or ask HMRC for another reference.",
            field="paye",
        )
