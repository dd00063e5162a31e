"""Writing down who is to act for a client, on whose word or by which law, and who else approves hours."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db import IntegrityError, transaction
from psycopg2.extras import DateRange

from clients import acting_rules, models
from clients.acting_rules import Limits
from clients.operations.onboarding import person, sized
from clients.queries import people
from clients.queries import representations as queries
from dpss.access import actors, audit, invitations, policy
from dpss.kernel import errors

LONGEST_NAME: Final = 150
LONGEST_DOCUMENT: Final = 200
_PROPOSED_ONCE: Final = "representation_proposed_once"
Basis = models.RepresentationBasis
_FIELDS: Final = {
    acting_rules.MONEY: ("sees_money", "money_from", "money_until"),
    acting_rules.TIMESHEETS: ("approves_timesheets", "timesheets_from", "timesheets_until"),
    acting_rules.SIGN: ("signs", "signs_from", "signs_until"),
}


@dataclass(frozen=True, slots=True)
class Approver:
    """Who says that hours are right where whoever acts is a PA too: the client, or somebody else who acts."""

    client_approves: bool = False
    other: models.Representation | None = None


@transaction.atomic
def propose(
    *,
    client: models.Client,
    name: str,
    email: str,
    kind: str,
    limits: Limits,
    first_day: date,
    actor: actors.Actor,
    at: datetime,
    last_day: date | None = None,
    is_their_pa: bool = False,
    approver: Approver | None = None,
) -> models.Representation:
    """Write down who is to act for a client. They see nothing until a second person puts it in force.

    Raises `Conflict` where it is written down already, and `Invalid` for days or an address that cannot be.
    """
    if not actor.may(policy.PROPOSE_WHO_ACTS):
        raise errors.NotAllowed("Your role may not suggest who acts for somebody.")
    return _written(
        client,
        (name, email),
        kind,
        limits,
        (first_day, last_day),
        is_their_pa=is_their_pa,
        approver=approver,
        actor=actor,
        at=at,
    )


@transaction.atomic
def suggest(
    *,
    client: models.Client,
    name: str,
    email: str,
    limits: Limits,
    first_day: date,
    actor: actors.Actor,
    at: datetime,
    last_day: date | None = None,
    is_their_pa: bool = False,
) -> models.Representation:
    """The client suggests somebody themself, which is their consent. The council puts it in force.

    Raises as `propose` does, and for somebody of whom it is recorded that they cannot nominate.
    """
    if not actor.may(policy.CHOOSE_WHO_ACTS) or client.user_id != actor.user_id:
        raise errors.NotAllowed("You can suggest only who acts for you.")
    kind = acting_rules.NOMINATED
    days = (first_day, last_day)
    row = _written(client, (name, email), kind, limits, days, is_their_pa=is_their_pa, actor=actor, at=at)
    said = {"kind": acting_rules.CONSENT, "said_by": client.name, "how": Basis.How.ONLINE}
    keep_basis(row, actor=actor, at=at, seen_on=actor.today, **said)
    return row


def _written(
    client: models.Client,
    who: tuple[str, str],
    kind: str,
    limits: Limits,
    days: tuple[date, date | None],
    *,
    is_their_pa: bool,
    actor: actors.Actor,
    at: datetime,
    approver: Approver | None = None,
) -> models.Representation:
    (name, email), (first_day, last_day) = who, days
    if kind not in models.Representation.Kind.values:
        raise errors.Invalid("Choose as what they act.", field="kind")
    sized(name, LONGEST_NAME, "name", "Write their full name.")
    check_days(first_day, last_day, limits, actor.today)
    user = invitations.account_of(name=name, email=email)
    if user.pk in {client.user_id, actor.user_id}:
        raise errors.Invalid(
            "Somebody else acts for them, not they or you. Check the address.", field="email"
        )
    names = approver or Approver()
    row = models.Representation(
        council_id=client.council_id,
        subject_id=client.subject_id,
        client=client,
        user=user,
        kind=kind,
        during=DateRange(empty=True),
        wanted_from=first_day,
        wanted_until=last_day,
        is_their_pa=is_their_pa or queries.works_for(client, user.pk),
        client_approves=names.client_approves,
        independent_approver=_checked(names, client, user.pk, actor),
        proposed_by_id=person(actor),
        proposed_at=at,
        **as_fields(limits),
    )
    wrong = _first(queries.facts_of(actor)([row]).get(row.pk))
    if wrong:
        raise errors.Invalid(wrong, field="kind")
    if people.representations_of(client.pk, actor=actor).filter(user=user).exists():
        raise errors.Conflict("They act for this person already. Open that to change what they may do.")
    _save_once(row)
    after = {"kind": kind, "from": first_day, "may": _given(limits)}
    audit.record(audit.of(row, "propose_representation", after=after), actor=actor, at=at)
    return row


@transaction.atomic
def record_basis(
    *,
    representation: models.Representation,
    kind: str,
    said_by: str,
    how: str,
    seen_on: date,
    actor: actors.Actor,
    at: datetime,
    document: str = "",
    holds_until: date | None = None,
) -> models.RepresentationBasis:
    """Keep who agreed, or which authority was seen, when and by whom. What was kept before stays."""
    if not actor.may(policy.RECORD_WHO_ACTS):
        raise errors.NotAllowed("Your role may not record by what right somebody acts.")
    held = locked(representation, actor)
    if held.state not in queries.OPEN:
        raise errors.Conflict("This is over already. Propose it again to go on.")
    if kind not in Basis.Kind.values:
        raise errors.Invalid("Choose by what right they act.", field="kind")
    if how not in Basis.How.values:
        raise errors.Invalid("Choose how you know it.", field="how")
    sized(said_by, LONGEST_NAME, "said_by", "Write who said so, or who signed the document.")
    if len(document.strip()) > LONGEST_DOCUMENT:
        raise errors.Invalid(f"Use {LONGEST_DOCUMENT} characters or fewer.", field="document")
    if kind != acting_rules.CONSENT and not document.strip():
        raise errors.Invalid("Write the number or the name of the document that you saw.", field="document")
    if holds_until is not None and holds_until < actor.today:
        raise errors.Invalid(
            "That day is past, so the document gives no right any more. Record one that does.",
            field="holds_until",
        )
    if seen_on > actor.today:
        raise errors.Invalid("That day is still to come. Enter the day on which you saw it.", field="seen_on")
    return keep_basis(
        held,
        actor=actor,
        at=at,
        kind=kind,
        said_by=said_by.strip(),
        how=how,
        document=document.strip(),
        seen_on=seen_on,
        holds_until=holds_until,
    )


@transaction.atomic
def name_approver(
    *, representation: models.Representation, approver: Approver, actor: actors.Actor, at: datetime
) -> models.Representation:
    """Say who else approves timesheets, because whoever acts is a PA too."""
    if not actor.may(policy.PROPOSE_WHO_ACTS):
        raise errors.NotAllowed("Your role may not say who approves timesheets.")
    held = locked(representation, actor)
    if not approver.client_approves and approver.other is None:
        raise errors.Invalid("Choose who approves timesheets.", field="approver")
    held.client_approves = approver.client_approves
    held.independent_approver = _checked(approver, held.client, held.user_id, actor)
    held.save(update_fields=["client_approves", "independent_approver"])
    who = held.independent_approver_id or "client"
    audit.record(audit.of(held, "name_approver", after={"approver": str(who)}), actor=actor, at=at)
    return held


def locked(representation: models.Representation, actor: actors.Actor) -> models.Representation:
    """As it is now, kept from others until the end of the transaction."""
    rows = queries.representations(actor=actor).filter(pk=representation.pk)
    return rows.select_for_update(of=("self",)).get()


def keep_basis(
    held: models.Representation, *, actor: actors.Actor, at: datetime, **said: Any
) -> models.RepresentationBasis:
    """Keep one word or authority beside those before it."""
    row = Basis.objects.create(
        council_id=held.council_id,
        subject_id=held.subject_id,
        representation=held,
        seen_by_id=person(actor),
        recorded_at=at,
        **said,
    )
    after = {"kind": row.kind, "how": row.how}
    audit.record(audit.of(row, "record_basis", after=after), actor=actor, at=at)
    return row


def as_fields(limits: Limits) -> dict[str, Any]:
    """How limits are kept on the record."""
    kept: dict[str, Any] = {}
    for what, (given, since, until) in _FIELDS.items():
        one = limits.of(what)
        kept |= {given: one.is_given, since: one.since, until: one.until}
    return kept


def _given(limits: Limits) -> str:
    return ", ".join(what for what in acting_rules.LIMITS if limits.of(what).is_given)


def _first(facts: acting_rules.ActingFacts | None) -> str | None:
    """What can never be put in force is not proposed either. Papers and approvers may come later."""
    return acting_rules.kind_fits_the_person(facts) or acting_rules.they_sign_only_for_who_cannot(facts)


def check_days(first: date, last: date | None, limits: Limits, today: date) -> None:
    """Raises `Invalid` for days that cannot be."""
    if first < today:
        raise errors.Invalid("That day is past. Choose today or a later day.", field="first_day")
    if last is not None and last < first:
        raise errors.Invalid("The last day is before the first. Check both.", field="last_day")
    for what in acting_rules.LIMITS:
        limit = limits.of(what)
        if limit.is_given and limit.until is not None and limit.until < today:
            raise errors.Invalid(
                "That day is past. Leave it empty, or untick what they may do.", field=f"{what}_until"
            )
        if limit.is_given and limit.since and limit.until and limit.until < limit.since:
            raise errors.Invalid("The last day is before the first. Check both.", field=f"{what}_until")


def _checked(
    approver: Approver, client: models.Client, but_not: Any, actor: actors.Actor
) -> models.Representation | None:
    """Somebody who approves for this client and is no PA of theirs."""
    if approver.client_approves or approver.other is None:
        return None
    others = queries.other_approvers(client.pk, but_not=but_not, actor=actor)
    found = others.filter(pk=approver.other.pk).first()
    if found is None or queries.works_for(client, found.user_id):
        raise errors.Invalid(
            "Choose somebody who approves timesheets for them and is not their PA.", field="approver"
        )
    return found


def _save_once(row: models.Representation) -> None:
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as broken:
        if _PROPOSED_ONCE not in str(broken):
            raise
        raise errors.Conflict("Somebody proposed this already. Open that to go on.") from broken
