"""A PA begins to work for an employer: the person, the post and its terms, and who may see them."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db import transaction

from clients import operations as clients
from clients import relative_rules as rules
from dpss.access import actors, audit, policy, scope
from dpss.access import models as access
from dpss.access import operations as reach_of
from dpss.kernel import dates, errors
from payroll import models, reach
from payroll.operations import identities, relatives, terms, who_acts
from payroll.queries import new_posts

# The furthest ahead that a first day can be recorded.
AHEAD: Final = timedelta(days=366)
_PAY_ID: Final = re.compile(r"[A-Za-z0-9 .,()/=!\"%&*;<>'+:?-]{1,35}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """The post: its first day, the kind of hours, its terms, and a pay ID of before (empty for a new one).

    `relation` is how the PA is related to the person; empty where it was asked with another post of theirs.
    """

    first_day: date
    hours: str
    terms: terms.Terms
    payroll_id: str = ""
    relation: str = ""
    same_household: bool | None = None
    work: str = rules.CARE


@dataclass(frozen=True, slots=True, kw_only=True)
class Newcomer:
    """Somebody who may not be on record yet. `name` is what pages call them, in whatever letters."""

    name: str
    phone: str
    email: str
    identity: identities.Identity


@transaction.atomic
def employ(
    *, employer: models.Employer, person: Newcomer, job: Job, actor: actors.Actor, at: datetime
) -> models.Employment:
    """Give somebody a post. A PA who is known by their National Insurance number stays one person.

    Raises `Invalid` with what cannot be, beside its field; so entering the same person twice is refused.
    """
    employer = _hold(employer, actor)
    identity = identities.checked(person.identity, first_day=job.first_day)
    known = new_posts.known_by(identity.nino, actor=actor) or _known_elsewhere(identity.nino, actor)
    if known is not None:
        _check_same(known, identity, actor)
        _check_not_here(employer, known, actor)
        return _keep(_draft(employer, job, actor, assistant=known.assistant), job, actor=actor, at=at)
    _check_no_namesake(employer, person.name, identity.birth_date, actor)
    assistant = clients.new_assistant(
        council_id=employer.council_id, name=person.name, phone=person.phone, email=person.email
    )
    draft = _draft(employer, job, actor, assistant=assistant)
    return _keep(draft, job, actor=actor, at=at, identity=identity)


@transaction.atomic
def employ_again(
    *, post: models.Employment, job: Job, actor: actors.Actor, at: datetime
) -> models.Employment:
    """Give the PA of a post another one with the same employer, beside it or after it.

    Raises `Invalid` with what cannot be, beside its field.
    """
    employer = _hold(post.employer, actor)
    for one in new_posts.open_of(employer, assistant_id=post.assistant_id, actor=actor):
        if one.first_day == job.first_day:
            raise errors.Invalid(
                f"They have a post with {employer.name} from {dates.with_weekday(one.first_day)} already."
                " Another one begins on another day.",
                field="day",
            )
    return _keep(_draft(employer, job, actor, assistant=post.assistant), job, actor=actor, at=at)


def _hold(employer: models.Employer, actor: actors.Actor) -> models.Employer:
    """The employer, until the transaction ends: two people cannot enter the same PA at once."""
    if not actor.may(policy.KEEP_POSTS):
        raise errors.NotAllowed("Your role may not add a post. Ask a payroll officer.")
    rows = models.Employer.objects.select_related("client", "pay_group").filter(pk=employer.pk)
    return scope.visible_to(rows, actor).select_for_update(of=("self",)).get()


def _draft(employer: models.Employer, job: Job, actor: actors.Actor, **who: Any) -> models.Employment:
    """The post with a key of its own, not written down yet."""
    _check_first_day(job.first_day, actor.today)
    _check_employs(employer, job.first_day)
    subject = reach_of.new_subject(
        council_id=employer.council_id,
        kind=access.Subject.Kind.EMPLOYMENT,
        part_of_id=employer.client.subject_id,
    )
    return models.Employment(
        council_id=employer.council_id,
        subject=subject,
        employer=employer,
        payroll_id=_pay_id(employer, job, actor),
        first_day=job.first_day,
        hours=job.hours,
        **who,
    )


def _keep(
    post: models.Employment,
    job: Job,
    *,
    actor: actors.Actor,
    at: datetime,
    identity: identities.Identity | None = None,
) -> models.Employment:
    """Reach comes first: what nobody reaches cannot be written down. `identity` is that of a new PA."""
    reach_of.grant_all(reach.of_new_post(post, actor=actor))
    if identity is not None:
        clients.keep_assistant(assistant=post.assistant, actor=actor, at=at)
        identities.keep(post=post, found=identity, actor=actor, at=at)
    post.save(force_insert=True)
    after = {"first_day": post.first_day, "hours": post.hours, "pay_id": post.payroll_id}
    audit.record(audit.of(post, "hire", after=after), actor=actor, at=at)
    terms.change(post=post, day=post.first_day, terms=job.terms, actor=actor, at=at)
    if job.relation:
        relatives.record_with_post(
            post=post,
            relation=job.relation,
            same_household=job.same_household,
            work=job.work,
            actor=actor,
            at=at,
        )
    who_acts.note_new_pa(post=post, actor=actor, at=at)
    return post


def _check_first_day(day: date, today: date) -> None:
    if day > today + AHEAD:
        raise errors.Invalid(
            f"{dates.with_weekday(day)} is more than a year ahead. Add the post nearer the day.", field="day"
        )


def _check_employs(employer: models.Employer, day: date) -> None:
    """Another person may employ before or after them."""
    if day not in employer.during:
        ended = employer.during.upper is not None and day >= employer.during.upper
        raise errors.Invalid(
            f"{employer.name} {'no longer employs' if ended else 'does not employ yet'} on"
            f" {dates.with_weekday(day)}: somebody else does. Add the post with that employer.",
            field="day",
        )


def _known_elsewhere(nino: str, actor: actors.Actor) -> models.PayrollIdentity | None:
    """Somebody whom another provider of the council pays: a PA is one person, whoever entered them first."""
    portal = actors.for_job(job=policy.JOB_PAYRUNS, council_id=actor.council_id, today=actor.today)
    with actors.acting(portal):
        return new_posts.known_by(nino, actor=portal)


def _check_same(known: models.PayrollIdentity, given: identities.Identity, actor: actors.Actor) -> None:
    """The number is theirs only if the date of birth and the surname agree.

    Somebody whom the actor does not reach is not named.
    """
    born_otherwise = known.birth_date != given.birth_date
    if born_otherwise or known.hmrc_surname.casefold() != given.surname.casefold():
        what = "date of birth" if born_otherwise else "surname"
        is_reached = new_posts.known_by(given.nino, actor=actor) is not None
        whose = known.assistant.name if is_reached else "somebody"
        raise errors.Invalid(
            f"This National Insurance number is recorded for {whose}, with another {what}."
            " Check both on a letter from HMRC.",
            field="nino",
        )


def _check_not_here(employer: models.Employer, known: models.PayrollIdentity, actor: actors.Actor) -> None:
    if new_posts.open_of(employer, assistant_id=known.assistant_id, actor=actor):
        raise errors.Invalid(
            f"{known.assistant.name} works for {employer.name} already. For a second post open their file,"
            " and choose “Add another post”.",
            field="nino",
        )


def _check_no_namesake(employer: models.Employer, name: str, birth_date: date, actor: actors.Actor) -> None:
    found = new_posts.namesake(employer, name=name, birth_date=birth_date, actor=actor)
    if found is not None:
        raise errors.Invalid(
            f"{found.assistant.name}, born on {dates.in_words(birth_date)}, works for {employer.name}"
            f" already, since {dates.in_words(found.first_day)}. Open their file instead.",
            field="name",
        )


def _pay_id(employer: models.Employer, job: Job, actor: actors.Actor) -> str:
    """What HMRC knows the post by: that of the payroll before, or the next number of this employer."""
    used = new_posts.pay_ids(employer, actor=actor)
    asked = job.payroll_id.strip()
    if not asked:
        return new_posts.next_pay_id(used)
    if not _PAY_ID.fullmatch(asked):
        raise errors.Invalid(
            "A pay ID has at most 35 letters, figures and plain signs. Copy it from the last payslip.",
            field="payroll_id",
        )
    if asked in used:
        raise errors.Invalid(
            f"{asked} is the pay ID of another post of {employer.name}. Each post has its own.",
            field="payroll_id",
        )
    return asked
