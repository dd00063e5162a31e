"""A referral is written down, looked at, and accepted as a client, not taken up, or found made twice."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db import IntegrityError, transaction
from psycopg2.extras import DateRange

from clients import models, reach, referral_rules
from clients.models.people import ContactRoute
from clients.models.referrals import nhs_index
from clients.operations import onboarding as journeys
from clients.operations import referral_messages
from clients.queries import people
from clients.queries import referrals as queries
from clients.states.referral import OPEN
from dpss.access import actors, audit, policy, transitions
from dpss.access import models as access
from dpss.access import operations as reaches
from dpss.kernel import errors, identifiers

Source = models.Referral.Source
# Of those who write without a sign-in, for a whole council: far more than people do, far less than a machine.
MOST_IN_A_WHILE: Final = 30
_A_WHILE: Final = timedelta(hours=1)
_BEGAN: Final = {Source.SOCIAL_WORKER: "social_worker", Source.SELF: "self", Source.OTHER: "phone"}
_LONGEST: Final = {"referred_by": 150, "phone": 20, "email": 254, "town": 50, "postcode": 8}


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What is known of somebody who is referred. Only who, when they were born and why must be there."""

    source: str
    name: str
    birth_date: date
    group: str
    words: str
    referred_by: str = ""
    nhs_number: str = ""
    phone: str = ""
    email: str = ""
    town: str = ""
    postcode: str = ""
    contact_route: str = "phone"


@transaction.atomic
def record(*, said: Said, key: uuid.UUID, actor: actors.Actor, at: datetime) -> models.Referral:
    """Write a referral down; sent twice it is kept once. Raises `Conflict` when one of them is open.

    Only who wrote it and the council's practitioners reach it. What a support worker does not reach is not
    compared, so that nobody learns from it who is known; the practitioner finds those who came twice.
    """
    if not actor.may(policy.TAKE_REFERRALS):
        raise errors.NotAllowed("Your role may not write down a referral.")
    sent = queries.referrals(actor=actor).filter(form_key=key).first()
    if sent is not None:
        return sent
    journeys.person(actor)
    kept = _checked(said, actor)
    begun = queries.open_of(
        name=kept["name"], birth_date=said.birth_date, nhs_number=kept["nhs_number"], actor=actor
    )
    if begun is not None:
        raise errors.Conflict("This person is referred already. Go on with the referral that is open.")
    return _keep(said, kept, key=key, actor=actor, at=at)


@transaction.atomic
def record_own(*, said: Said, key: uuid.UUID, actor: actors.Actor, at: datetime) -> models.Referral:
    """Somebody without a sign-in refers themselves; sent twice it is kept once.

    Nothing is compared with who is known, so that nobody learns from it who is. Raises `Refused` when more
    came within an hour than people can have written.
    """
    if not actor.may(policy.TAKE_REFERRALS):
        raise errors.NotAllowed("Your role may not write down a referral.")
    sent = queries.referrals(actor=actor).filter(form_key=key).first()
    if sent is not None:
        return sent
    kept = _checked(said, actor)
    lately = queries.referrals(actor=actor).filter(recorded_by=None, recorded_at__gt=at - _A_WHILE)
    if lately.count() >= MOST_IN_A_WHILE:
        raise errors.Refusal("Many people are writing to us just now. Try again in an hour, or ring us.")
    return _keep(said, kept, key=key, actor=actor, at=at)


def _keep(
    said: Said, kept: dict[str, Any], *, key: uuid.UUID, actor: actors.Actor, at: datetime
) -> models.Referral:
    team = queries.council_organisation(actor=actor)
    if team is None or team.organisation_id is None:
        raise errors.Refusal("Nobody at the council can take a referral here. Ring the council.")
    subject = reaches.new_subject(council_id=actor.council_id, kind=access.Subject.Kind.CLIENT)
    row = models.Referral(
        council_id=actor.council_id,
        subject=subject,
        source=said.source,
        group=said.group,
        birth_date=said.birth_date,
        contact_route=said.contact_route,
        state_since=actor.today,
        received_on=actor.today,
        recorded_by_id=actor.user_id,
        recorded_at=at,
        form_key=key,
        # A practitioner reaches every referral of the council anyway.
        writer_id=None if actor.role == policy.PRACTITIONER else actor.membership_id,
        **kept,
    )
    reaches.grant_all(reach.of_referral(row, council_organisation_id=team.organisation_id))
    row.save(force_insert=True)
    audit.record(audit.of(row, "refer", after={"source": said.source}), actor=actor, at=at)
    return row


def look_at(*, referral: models.Referral, actor: actors.Actor, at: datetime) -> models.Referral:
    """Say that it is this practitioner's to decide."""
    return _move(referral, "look_at_referral", actor, at, also={"looked_by_id": actor.user_id})


@transaction.atomic
def accept_new(
    *, referral: models.Referral, reference: str, worker_id: uuid.UUID, actor: actors.Actor, at: datetime
) -> models.Referral:
    """Take them on as a new client of a support worker, and begin setting up."""
    _check_decides(actor)
    locked = _open(referral, actor)
    journeys.sized(reference, 20, "reference", "Enter the reference that the council’s records have.")
    worker = next((one for one in queries.workers(actor=actor) if one.pk == worker_id), None)
    if worker is None or worker.organisation_id is None:
        raise errors.Invalid("Choose who supports them.", field="worker")
    client = _new_client(locked, reference.strip(), actor)
    given = models.CaseAllocation(
        council_id=client.council_id,
        subject_id=client.subject_id,
        client=client,
        user_id=worker.user_id,
        organisation_id=worker.organisation_id,
        during=DateRange(actor.today, None),
    )
    reaches.grant_all(reach.of_allocation(given))
    given.save(force_insert=True)
    return _accept(locked, client, actor, at)


@transaction.atomic
def accept_known(
    *, referral: models.Referral, client_id: uuid.UUID, actor: actors.Actor, at: datetime
) -> models.Referral:
    """Take it on for somebody who is a client already; whoever supports them goes on doing so."""
    _check_decides(actor)
    locked = _open(referral, actor)
    same = queries.same_as(locked, actor=actor).clients
    if client_id not in {one.pk for one in same}:
        raise errors.Invalid("Choose one of the people who are shown, or take them on as new.", field="who")
    client = people.clients(actor=actor).select_for_update(of=("self",)).get(pk=client_id)
    return _accept(locked, client, actor, at)


@transaction.atomic
def decline(*, referral: models.Referral, reason: str, actor: actors.Actor, at: datetime) -> models.Referral:
    """It is not taken up, and why. Whoever wrote it down is told."""
    moved = _move(referral, "decline_referral", actor, at, reason=reason)
    referral_messages.tell(moved, "referral_declined", actor, at)
    return moved


@transaction.atomic
def mark_twice(
    *, referral: models.Referral, other_id: uuid.UUID, actor: actors.Actor, at: datetime
) -> models.Referral:
    """It is another referral of the same person, which goes on."""
    _check_decides(actor)
    locked = _open(referral, actor)
    others = {one.pk: one for one in queries.same_as(locked, actor=actor).referrals}
    other = others.get(other_id)
    if other is None or other.duplicate_of_id is not None:
        raise errors.Invalid("Choose one of the referrals that are shown.", field="other")
    return _move(locked, "mark_referred_twice", actor, at, also={"duplicate_of_id": other_id})


def look_again(
    *, referral: models.Referral, reason: str, actor: actors.Actor, at: datetime
) -> models.Referral:
    """Look again at what was not taken up, or was thought to be made twice."""
    also = {"duplicate_of_id": None, "looked_by_id": actor.user_id}
    return _move(referral, "reopen_referral", actor, at, reason=reason, also=also)


def _accept(
    referral: models.Referral, client: models.Client, actor: actors.Actor, at: datetime
) -> models.Referral:
    journey = journeys.begin(client=client, actor=actor, at=at, source=_BEGAN[Source(referral.source)])
    ids = {"client_id": client.pk, "onboarding_id": journey.pk}
    moved = _move(referral, "accept_referral", actor, at, also=ids)
    referral_messages.ask_to_ring(moved, client, today=actor.today)
    referral_messages.tell(moved, "referral_accepted", actor, at)
    return moved


def _new_client(referral: models.Referral, reference: str, actor: actors.Actor) -> models.Client:
    client = models.Client(
        council_id=referral.council_id,
        subject_id=referral.subject_id,
        reference=reference,
        name=referral.name,
        birth_date=referral.birth_date,
        group=referral.group,
        stage=models.Client.Stage.CONSIDERING,
        stage_since=actor.today,
        phone=referral.phone,
        email=referral.email,
        town=referral.town,
        postcode=referral.postcode,
        contact_route=referral.contact_route,
    )
    if actor.organisation_id is None:
        raise errors.NotAllowed("Somebody of the council decides on referrals.")
    reaches.grant_all(reach.of_client(client, council_organisation_id=actor.organisation_id))
    try:
        with transaction.atomic():
            client.save(force_insert=True)
    except IntegrityError as broken:
        if "client_reference_once" not in str(broken):
            raise
        raise errors.Invalid(
            "Somebody has this reference already. Check it in the council’s records.", field="reference"
        ) from broken
    return client


def _checked(said: Said, actor: actors.Actor) -> dict[str, Any]:
    """What is kept of what was said. Raises `Invalid`, a sentence for the first thing that is wrong."""
    _check_choices(said)
    journeys.sized(said.name, 150, "name", "Enter their full name.")
    wrong = referral_rules.why_not_born(said.birth_date, group=said.group, today=actor.today)
    if wrong:
        raise errors.Invalid(wrong, field="birth_date")
    journeys.sized(said.words, journeys.LONGEST_WORDS, "words", "Write why they are referred, in a sentence.")
    kept = {field: str(getattr(said, field)).strip() for field in _LONGEST}
    for field, most in _LONGEST.items():
        if len(kept[field]) > most:
            raise errors.Invalid(f"Use {most} characters or fewer.", field=field)
    if said.source != Source.SELF and not kept["referred_by"]:
        raise errors.Invalid("Write who refers them, with where they work.", field="referred_by")
    if not (kept["phone"] or kept["email"] or kept["postcode"]):
        raise errors.Invalid(
            "Write one way to reach them: a phone number, an e-mail address or a postcode.", field="phone"
        )
    number = _nhs_number(said.nhs_number)
    tidied = {"name": referral_rules.tidy(said.name), "words": said.words.strip()}
    return kept | tidied | {"nhs_number": number, "nhs_index": nhs_index(number)}


def _check_choices(said: Said) -> None:
    for field, known, sentence in (
        ("source", Source.values, "Choose who refers them."),
        ("group", models.Client.Group.values, "Choose whose support it is about."),
        ("contact_route", ContactRoute.values, "Choose how they want to hear from us."),
    ):
        if getattr(said, field) not in known:
            raise errors.Invalid(sentence, field=field)


def _nhs_number(text: str) -> str:
    if not text.strip():
        return ""
    try:
        return identifiers.nhs_number(text)
    except errors.Invalid as wrong:
        raise errors.Invalid(wrong.sentence, field="nhs_number") from wrong


def _check_decides(actor: actors.Actor) -> None:
    if not actor.may(policy.DECIDE_REFERRALS):
        raise errors.NotAllowed("Your role may not decide on a referral. Ask the council’s practitioner.")


def _open(referral: models.Referral, actor: actors.Actor) -> models.Referral:
    """The referral, locked. What was decided meanwhile is refused by the move."""
    rows = queries.referrals(actor=actor).filter(pk=referral.pk)
    found = rows.select_for_update(of=("self",)).get()
    if found.state not in OPEN:
        raise errors.Conflict(f"It is decided already: {found.get_state_display().lower()}.")
    return found


def _move(
    referral: models.Referral,
    name: str,
    actor: actors.Actor,
    at: datetime,
    *,
    reason: str = "",
    also: dict[str, Any] | None = None,
) -> models.Referral:
    more = {"state_since": actor.today, **(also or {})}
    return transitions.move(referral, name, actor=actor, at=at, reason=reason, also=more)
