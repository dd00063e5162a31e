"""Notices from HMRC: taken in once, applied to the post that each names, or put before a person."""

import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import astuple, dataclass, replace
from datetime import date, datetime

from django.db import transaction

from dpss.access import actors, audit, policy, scope
from dpss.kernel import errors
from payroll import models
from payroll.operations import notice_steps
from payroll.queries import new_posts
from payroll.queries import notices as queries
from payroll.rti import notices as reading

_ONLY_PAYROLL = "Your role may not keep notices from HMRC. Ask a payroll officer."


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of taking notices in: those that are new, how many were in before, how many are applied."""

    new: tuple[models.HmrcNotice, ...]
    before: int
    applied: int

    @property
    def waiting(self) -> int:
        """How many of the new ones a person must look at."""
        return len(self.new) - self.applied


@dataclass(frozen=True, slots=True)
class _Came:
    """How, when and to which provider notices came."""

    source: models.HmrcNotice.Source
    received_on: date
    provider: uuid.UUID


@transaction.atomic
def take_in(
    *,
    found: Sequence[reading.Notice],
    source: models.HmrcNotice.Source,
    received_on: date,
    actor: actors.Actor,
    at: datetime,
    organisation_id: uuid.UUID | None = None,
) -> Taken:
    """Keep notices, each once, and apply those that name one post and have nothing in their way.

    The others wait for a person, each with its sentence. `organisation_id` is the provider's, where a job
    takes them in. Raises `Invalid` for a day that is to come.
    """
    provider = _provider_of(actor, organisation_id)
    if received_on > actor.today:
        raise errors.Invalid("It cannot have come in after today. Check the day.", field="received_on")
    came = _Came(source, received_on, provider)
    new, before = [], 0
    for one in sorted(found, key=lambda one: (one.issued, one.sequence or 0)):
        row, is_new = _kept(one, came, actor=actor, at=at)
        new += [row] if is_new else []
        before += not is_new
    events = [audit.of(row, "take in", after={"form": row.form, "source": row.source}) for row in new]
    audit.record_all(events, actor=actor, at=at)
    found_posts = queries.matches(new, organisation_id=provider, actor=actor)
    applied = 0
    for row in new:
        match = found_posts[row.pk]
        row.employment, row.why = match.post, match.why
        row.save(update_fields=["employment", "why"])
        applied += notice_steps.apply_or_wait(row, actor=actor, at=at)
    return Taken(tuple(new), before, applied)


@transaction.atomic
def apply(*, notice: models.HmrcNotice, actor: actors.Actor, at: datetime) -> models.HmrcNotice:
    """A person has a notice applied that waited; whose it is is looked for again where nobody knew.

    Raises `Refused` with what stands in the way.
    """
    row = _locked(notice, actor)
    if row.employment is None:
        provider = _provider_of(actor, None)
        match = queries.matches([row], organisation_id=provider, actor=actor)[row.pk]
        if match.post is None:
            raise errors.Invalid(match.why)
        row.employment, row.why = match.post, ""
        row.save(update_fields=["employment", "why"])
    return notice_steps.apply(row, actor=actor, at=at)


@transaction.atomic
def match(
    *, notice: models.HmrcNotice, post: models.Employment, actor: actors.Actor, at: datetime
) -> models.HmrcNotice:
    """A person says whose a notice is. It is applied by them as well, after they have seen what it changes.

    Raises `Invalid` for a post of an employer with another PAYE reference, or of somebody with another
    National Insurance number.
    """
    row = _locked(notice, actor)
    if row.state != "waiting":
        raise errors.Conflict("Somebody has dealt with it already. Look at the notice.")
    provider = _provider_of(actor, None)
    if not queries.posts_at(row, organisation_id=provider, actor=actor).filter(pk=post.pk).exists():
        raise errors.Invalid(
            f"This is a post of an employer without the PAYE reference {row.paye}. A notice for another"
            " employer is never applied: set it aside and tell HMRC."
        )
    _check_number(row, post, actor)
    row.employment, row.matched_by_id = post, actor.user_id
    row.why = "A colleague has said whose it is. Look at what it changes, and apply it."
    row.save(update_fields=["employment", "matched_by", "why"])
    audit.record(audit.of(row, "match", after={"post": str(post.pk)}), actor=actor, at=at)
    return row


@transaction.atomic
def undo(*, notice: models.HmrcNotice, actor: actors.Actor, at: datetime) -> models.HmrcNotice:
    """Take a notice back while nobody is paid with it; it waits for a person again.

    Raises `Refused` once a payday since then is approved, and `Conflict` where the details were changed.
    """
    return notice_steps.undo(_locked(notice, actor), actor=actor, at=at)


def set_aside(
    *, notice: models.HmrcNotice, reason: str, actor: actors.Actor, at: datetime
) -> models.HmrcNotice:
    """Nothing comes of a notice; it is kept with the reason."""
    also = {"why": f"{actor.name}: {' '.join(reason.split())}"[:500]}
    return notice_steps.moved(notice, "set_aside", reason=reason, actor=actor, at=at, also=also)


def reopen(*, notice: models.HmrcNotice, actor: actors.Actor, at: datetime) -> models.HmrcNotice:
    """Put a notice that was set aside before a person again."""
    also = {"why": "It was put back on the list. Apply it, or set it aside."}
    return notice_steps.moved(notice, "reopen", reason="", actor=actor, at=at, also=also)


def _kept(
    one: reading.Notice, came: _Came, *, actor: actors.Actor, at: datetime
) -> tuple[models.HmrcNotice, bool]:
    """The row of a notice, and whether it is new. What says the same has the same digest, however it came."""
    says = repr(astuple(replace(one, raw="")))
    return models.HmrcNotice.objects.get_or_create(
        council_id=actor.council_id,
        organisation_id=came.provider,
        sha256=hashlib.sha256(says.encode()).hexdigest(),
        defaults={
            "form": one.form,
            "source": came.source,
            "paye": one.paye,
            "name": one.name,
            "nino": one.nino,
            "nino_index": new_posts.nino_index(one.nino),
            "works_number": one.works_number,
            "sequence": one.sequence,
            "issued": one.issued,
            "effective": one.effective,
            "received_on": came.received_on,
            "tax_code": one.tax_code,
            "non_cumulative": one.non_cumulative,
            "previous_pay": one.previous_pay,
            "previous_tax": one.previous_tax,
            "plan": one.plan,
            "raw": one.raw,
            "added_by_id": actor.user_id,
            "added_at": at,
        },
    )


def _check_number(row: models.HmrcNotice, post: models.Employment, actor: actors.Actor) -> None:
    people = models.PayrollIdentity.objects.filter(assistant=post.assistant_id).exclude(nino_index="")
    known = scope.visible_to(people, actor).values_list("nino_index", flat=True).first()
    if row.form == models.HmrcNotice.Form.NINO or not known or not row.nino_index:
        return
    if known != row.nino_index:
        raise errors.Invalid(
            f"Another National Insurance number is recorded for {post.assistant.name}. If HMRC's is right,"
            " put right who they are to HMRC first."
        )


def _locked(notice: models.HmrcNotice, actor: actors.Actor) -> models.HmrcNotice:
    _provider_of(actor, None)
    rows = queries.one(notice.pk, actor=actor).select_for_update(of=("self",))
    row = rows.first()
    if row is None:
        raise errors.Conflict("It is not there any more, or it is not yours to open.")
    return row


def _provider_of(actor: actors.Actor, given: uuid.UUID | None) -> uuid.UUID:
    provider = given if actor.job else actor.organisation_id
    if not actor.may(policy.KEEP_POSTS) or provider is None:
        raise errors.NotAllowed(_ONLY_PAYROLL)
    return provider
