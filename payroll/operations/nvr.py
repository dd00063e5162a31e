"""Asking HMRC for National Insurance numbers: a request for up to 100 posts of an employer.

HMRC takes the request as it takes a report, and answers later with a notice; `operations.notices` applies it
once a person has confirmed the number.
"""

import functools
import uuid
from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction

from dpss.access import actors, audit, policy, scope, transitions
from dpss.kernel import errors, money
from payroll import models
from payroll.calc import tax_periods
from payroll.operations import making
from payroll.queries import nvr as queries
from payroll.rti import body, names, nvr, people


@transaction.atomic
def ask(
    *, employer: models.Employer, post_ids: Collection[uuid.UUID], actor: actors.Actor, at: datetime
) -> list[models.Submission]:
    """Ask HMRC for the numbers of these posts' PAs, or whether they are right. Returns the requests.

    Raises `Invalid` where HMRC would refuse, and `Conflict` where it was asked and may still answer.
    """
    if not actor.may(policy.KEEP_POSTS):
        raise errors.NotAllowed("Your role may not ask HMRC for numbers. Ask a payroll officer.")
    rows = models.Employer.objects.filter(pk=employer.pk)
    locked = scope.visible_to(rows, actor).select_for_update(of=("self",)).get()
    why_not = queries.why_not_yet(locked.pk, day=actor.today, actor=actor)
    if why_not:
        raise errors.Invalid(why_not)
    found = {one.post.pk: one for one in queries.asking(locked.pk, today=actor.today, actor=actor)}
    chosen = [one for key, one in found.items() if key in set(post_ids)]
    if not chosen:
        raise errors.Conflict("Their numbers are confirmed already, or the posts have ended.")
    free = [one.post for one in chosen if not queries.waits_for_answer(one, at=at)]
    if not free:
        raise errors.Conflict("HMRC has been asked about them. Its answer comes as a notice.")
    batches = [free[first : first + nvr.MOST] for first in range(0, len(free), nvr.MOST)]
    made = [_draft(locked, posts, actor) for posts in batches]
    for one in made:
        one.save(force_insert=True)
    events = [audit.of(one, "queue", after={"state": one.state, "posts": one.employees}) for one in made]
    audit.record_all(events, actor=actor, at=at)
    return made


@transaction.atomic
def release(*, submission: models.Submission, actor: actors.Actor, at: datetime) -> models.Submission:
    """Make a request that waits again from what is recorded now, and let it be sent. Raises `Invalid`."""
    draft = _made_again(submission, actor)
    also = {name: getattr(draft, name) for name in ("irmark", "receipt", "employees", "said")}
    moved = transitions.move(submission, "release", actor=actor, at=at, also=also | {"errors": []})
    moved.body = draft.body
    moved.save(update_fields=["body"])
    return moved


def correct(*, submission: models.Submission, actor: actors.Actor, at: datetime) -> models.Submission:
    """Make a refused request anew from what is recorded now. Raises `Invalid`, or `Conflict` when it was."""
    again = functools.partial(_made_again, actor=actor)
    return making.correct(submission, make=again, actor=actor, at=at)


def _made_again(submission: models.Submission, actor: actors.Actor) -> models.Submission:
    posts = list(queries.posts_of(submission, actor=actor))
    if not posts:
        raise errors.Invalid("There is nobody left to ask about. Close this request instead.")
    draft = _draft(submission.employer, posts, actor)
    if draft.errors:
        raise errors.Invalid(draft.errors[0]["text"])
    return draft


def _draft(
    employer: models.Employer, posts: Sequence[models.Employment], actor: actors.Actor
) -> models.Submission:
    draft = models.Submission(
        council_id=employer.council_id,
        subject_id=employer.subject_id,
        employer=employer,
        kind=models.Submission.Kind.NVR,
        state="queued",
        tax_year=tax_periods.tax_year_of(actor.today),
        said={"posts": [str(post.pk) for post in posts]},
        due_on=actor.today,
        employees=len(posts),
        pay_to_date=money.ZERO,
        tax_to_date=money.ZERO,
    )
    making.keep(draft, lambda: nvr.build(_request(employer, posts, actor)), today=actor.today)
    return draft


def _request(
    employer: models.Employer, posts: Sequence[models.Employment], actor: actors.Actor
) -> nvr.Request:
    """Raises `Invalid` without a PAYE reference, or for a PA who is not recorded."""
    scheme = queries.scheme_on(employer.pk, day=actor.today, actor=actor)
    if scheme is None:
        raise errors.Invalid("The PAYE reference is still missing. Record it for the employer first.")
    known = queries.people_of(posts, actor=actor)
    return nvr.Request(
        tax_year=tax_periods.tax_year_of(actor.today),
        employer=body.EmployerReferences(
            scheme.office_number, scheme.reference, scheme.accounts_office_reference
        ),
        questions=tuple(_question(post, known.get(post.assistant_id)) for post in posts),
        sender=body.Sender.AGENT,
    )


def _question(post: models.Employment, row: models.PayrollIdentity | None) -> nvr.Question:
    if row is None:
        raise errors.Invalid(f"Record who {post.assistant.name} is to HMRC first.")
    person = people.Person(
        name=names.of(forenames=row.hmrc_forename, surname=row.hmrc_surname),
        birth_date=row.birth_date,
        gender=row.gender,
        nino=row.nino or "",
        address=names.address((row.address_line_1, row.address_line_2), postcode=row.postcode),
    )
    return nvr.Question(person=person, pay_id=post.payroll_id)
