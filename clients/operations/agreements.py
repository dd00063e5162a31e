"""The agreement on a direct payment: its text in versions, and the signing, online or on paper."""

import hashlib
from datetime import date, datetime
from typing import Any, Final

from django.db import transaction
from psycopg2.extras import DateRange

from clients import acting_rules, conditions, models
from clients.operations import onboarding as journeys
from clients.queries import onboarding as queries
from clients.queries import people
from dpss.access import actors, audit, dated_settings, policy
from dpss.kernel import dates, errors

LONGEST: Final = 20_000
SHORTEST_NAME: Final = 2
LONGEST_NAME: Final = 150
_NOBODY: Final = "There is no agreement to sign yet. Ask the council for it."


def digest_of(words: str, easy_words: str) -> str:
    """What a signature names: of the two texts together, so that neither changes unseen."""
    return hashlib.sha256(f"{words}\n\x00\n{easy_words}".encode()).hexdigest()


@transaction.atomic
def keep_version(
    *, words: str, easy_words: str, first_day: date, actor: actors.Actor, at: datetime
) -> models.AgreementVersion:
    """Let a new text hold from today or a later day on; the one before is replaced that day."""
    if not actor.may(policy.KEEP_AGREEMENTS) or actor.user_id is None:
        raise errors.NotAllowed("Your role may not change the agreement.")
    texts = {
        "words": words.replace("\r\n", "\n").strip(),
        "easy_words": easy_words.replace("\r\n", "\n").strip(),
    }
    for field, text in texts.items():
        if not text:
            raise errors.Invalid("Write the text: everybody who signs reads it.", field=field)
        if len(text) > LONGEST:
            raise errors.Invalid(f"Use {LONGEST:,} characters or fewer.", field=field)
    last = dated_settings.end_before(
        queries.versions(actor=actor), first_day=first_day, actor=actor, what="version"
    )
    row = models.AgreementVersion.objects.create(
        council_id=actor.council_id,
        number=last.number + 1 if last else 1,
        digest=digest_of(**texts),
        during=DateRange(first_day, None),
        recorded_by_id=actor.user_id,
        recorded_at=at,
        **texts,
    )
    after = {"number": row.number, "digest": row.digest, "from": first_day}
    audit.record(audit.of(row, "decide", after=after), actor=actor, at=at)
    return row


@transaction.atomic
def sign(
    *, onboarding: models.Onboarding, name: str, digest: str, actor: actors.Actor, at: datetime
) -> models.AgreementSignature:
    """Sign online with a typed name. Raises `Refused` for who has no right to, and for an old version."""
    typed = _name(name)
    right, why_not = right_to_sign(onboarding, actor=actor)
    if not why_not:
        _is_of(typed, _who_signs(onboarding, right, actor))
    version = queries.version_on(actor.today, council_id=onboarding.council_id)
    why_not = why_not or _stale(version, digest)
    facts = queries.facts_of(actor, cannot_sign=why_not)
    journeys.move(onboarding, "sign_agreement", actor, at, facts=facts, also={"agreed_on": actor.today})
    return _keep(
        onboarding,
        version,
        typed,
        right,
        actor=actor,
        at=at,
        signed_on=actor.today,
        signed_by_id=actor.user_id,
    )


@transaction.atomic
def record_paper(
    *,
    onboarding: models.Onboarding,
    name: str,
    digest: str,
    signed_on: date,
    actor: actors.Actor,
    at: datetime,
) -> models.AgreementSignature:
    """Record what was signed on paper; whoever records it saw the paper."""
    typed = _name(name)
    version = queries.version_on(actor.today, council_id=onboarding.council_id)
    why_not = _stale(version, digest)
    if signed_on > actor.today:
        raise errors.Invalid("That day is still to come. Enter the day on the paper.", field="signed_on")
    if version is not None and not why_not and signed_on < version.first_day:
        begins = dates.with_weekday(version.first_day)
        raise errors.Invalid(
            f"This version only holds from {begins}, so the paper is of an older one. "
            "Ask them to sign the new one.",
            field="signed_on",
        )
    route = queries.route_of(onboarding, actor=actor)
    right = _RIGHT_OF[route.payee] if route else models.AgreementSignature.Right.SELF
    facts = queries.facts_of(actor, cannot_sign=why_not)
    journeys.move(onboarding, "record_signature", actor, at, facts=facts, also={"agreed_on": signed_on})
    return _keep(
        onboarding, version, typed, right, actor=actor, at=at, signed_on=signed_on, seen_by_id=actor.user_id
    )


Right = models.AgreementSignature.Right
_RIGHT_OF: Final = {
    conditions.SELF: Right.SELF,
    conditions.NOMINATED: Right.SELF,
    conditions.DISABLED_PARENT: Right.SELF,
    conditions.YOUNG_PERSON: Right.SELF,
    conditions.AUTHORISED: Right.AUTHORISED,
    conditions.PARENT: Right.PARENT,
}


def right_to_sign(onboarding: models.Onboarding, *, actor: actors.Actor) -> tuple[str, str]:
    """In what right the actor signs, and why they may not; the second is empty where they may.

    An adult who can decide signs themselves, whoever receives the payment. For one who cannot, the
    authorised person does, and for a child the parent.
    """
    route = queries.route_of(onboarding, actor=actor)
    if route is None:
        return "", "The legal route is not chosen yet. The council does that first."
    right = _RIGHT_OF[conditions.SELF if route.payee == "" else route.payee]
    client = onboarding.client
    if right == Right.SELF:
        is_theirs = actor.role == policy.CLIENT and actor.user_id == client.user_id
        return right, "" if is_theirs else f"{client.name} signs this themselves. You cannot sign for them."
    kind = models.Representation.Kind(right)
    acting = people.representations_of(client.pk, actor=actor).filter(user=actor.user_id, kind=kind)
    mine = acting.first() if actor.role == policy.REPRESENTATIVE else None
    if mine is not None:
        return right, acting_rules.why_not(mine.limits, acting_rules.SIGN, day=actor.today)
    who = "authorised person" if right == Right.AUTHORISED else "parent"
    return right, f"Only the {who} signs this. Ask {route.payee_name} to sign it."


def _who_signs(onboarding: models.Onboarding, right: str, actor: actors.Actor) -> str:
    if right == Right.SELF:
        return onboarding.client.name
    route = queries.route_of(onboarding, actor=actor)
    return route.payee_name if route else ""


def _is_of(typed: str, name: str) -> None:
    """People are known by many names, but one word of what is typed is of the name that is on record."""
    if name and not set(typed.casefold().split()) & set(name.casefold().split()):
        raise errors.Invalid(
            f"{typed} is not the name of who signs this. Type your name as we know it: {name}.", field="name"
        )


def _stale(version: models.AgreementVersion | None, digest: str) -> str:
    if version is None:
        return _NOBODY
    if digest == version.digest:
        return ""
    day = dates.with_weekday(version.first_day)
    return f"This agreement was replaced on {day}. Read the new one, then sign that."


def _name(typed: str) -> str:
    name = " ".join(typed.split())
    if len(name) < SHORTEST_NAME:
        raise errors.Invalid("Type the full name of who signs.", field="name")
    if len(name) > LONGEST_NAME:
        raise errors.Invalid(f"Use {LONGEST_NAME} characters or fewer.", field="name")
    return name


def _keep(
    onboarding: models.Onboarding,
    version: models.AgreementVersion | None,
    name: str,
    right: str,
    *,
    actor: actors.Actor,
    at: datetime,
    **how: Any,
) -> models.AgreementSignature:
    if version is None:
        raise errors.Refusal(_NOBODY)
    row = models.AgreementSignature.objects.create(
        council_id=onboarding.council_id,
        subject_id=onboarding.subject_id,
        onboarding=onboarding,
        version=version,
        digest=version.digest,
        name=name,
        right=right,
        recorded_at=at,
        **how,
    )
    behalf = actor.acts_for(onboarding.client.name)
    after = {"version": version.number, "digest": version.digest}
    audit.record(audit.of(row, "sign", on_behalf_of=behalf, after=after), actor=actor, at=at)
    return row
