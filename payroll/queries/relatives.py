"""Whose pay waits until the council decides about a relative, and of whom nobody said who they are."""

import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from psycopg2.extras import DateRange

from clients import relative_rules as rules
from clients.queries import relatives
from dpss.access import actors, policy, scope
from payroll import models
from payroll.queries import paying_sheets


@dataclass(frozen=True, slots=True)
class Held:
    """A post whose pay waits, and why: for the council's decision, or for an answer of the employer."""

    post: models.Employment
    why: str
    for_an_answer: bool = False


def held_in(
    employment_ids: Iterable[uuid.UUID], *, period: models.PayPeriod, actor: actors.Actor
) -> Mapping[uuid.UUID, str]:
    """Of these posts, those whose pay of a period waits for the council or for an answer, each with why.

    Two questions of the database where no close relative is paid, and no answer is waited for.
    """
    ids = list(employment_ids)
    posts_of = models.Employment.objects.filter(pk__in=ids)
    asked = _for_an_answer(posts_of, period.first_day, period.last_day, actor)
    pairs = relatives.held_days(None, first_day=period.first_day, last_day=period.last_day, actor=actor)
    found = {one.post.pk: one.why for one in asked}
    if pairs:
        rows = models.Employment.objects.filter(_of(pairs), pk__in=ids)
        found |= _of_days(_by_post(rows, pairs), period, actor)
    return found


def _of_days(
    held: Mapping[uuid.UUID, relatives.HeldPay], period: models.PayPeriod, actor: actors.Actor
) -> dict[uuid.UUID, str]:
    """Held for the whole period, or until a sheet is approved that has nothing on the held days."""
    part = {pk for pk, one in held.items() if one.spans[0] != (period.first_day, period.last_day)}
    free = _sheets_without(part, held, period, actor) if part else frozenset()
    return {
        pk: one.why + (rules.pay_the_days_beside(one.name, one.spans[0][0]) if pk in part else "")
        for pk, one in held.items()
        if pk not in free
    }


def _sheets_without(
    posts: Collection[uuid.UUID],
    held: Mapping[uuid.UUID, relatives.HeldPay],
    period: models.PayPeriod,
    actor: actors.Actor,
) -> frozenset[uuid.UUID]:
    """The posts whose approved sheet of the period has nothing on a held day."""
    sheets = paying_sheets.of_posts(list(posts), period=period, actor=actor)
    approved = {sheet.pk: pk for pk, sheet in sheets.items() if sheet.state == "approved"}
    entries = models.TimesheetEntry.objects.filter(timesheet__in=list(approved))
    days = scope.visible_to(entries, actor).values_list("timesheet_id", "day")
    caught = {
        approved[sheet]
        for sheet, day in days
        if any(first <= day <= last for first, last in held[approved[sheet]].spans)
    }
    return frozenset(approved.values()) - caught


def held_now(*, actor: actors.Actor, client_id: uuid.UUID | None = None) -> list[Held]:
    """The posts whose pay of today waits for the council, as far as the actor reaches, by PA."""
    clients = [client_id] if client_id else None
    pairs = relatives.held(clients, first_day=actor.today, last_day=actor.today, actor=actor)
    rows = models.Employment.objects.filter(_goes_on(actor.today))
    if client_id:
        rows = rows.filter(employer__client_id=client_id)
    return [*_posts(pairs, actor), *_for_an_answer(rows, actor.today, actor.today, actor)]


def held_of_assistant(*, actor: actors.Actor) -> list[Held]:
    """The PA's own posts whose pay waits: who they are to the employer, the portal looks up for them."""
    rows = models.Employment.objects.filter(assistant__user=actor.user_id)
    mine = {post.pk: post for post in scope.visible_to(rows, actor).select_related("assistant", "employer")}
    if not mine:
        return []
    clients = {post.employer.client_id for post in mine.values()}
    portal = actors.for_job(job=policy.JOB_PAYRUNS, council_id=actor.council_id, today=actor.today)
    with actors.acting(portal):
        pairs = relatives.held(clients, first_day=actor.today, last_day=actor.today, actor=portal)
        own = models.Employment.objects.filter(_goes_on(actor.today), pk__in=list(mine))
        asked = _for_an_answer(own, actor.today, actor.today, portal)
    decided = [
        Held(post, pairs[post.employer.client_id, post.assistant_id])
        for post in mine.values()
        if (post.employer.client_id, post.assistant_id) in pairs
    ]
    return [*decided, *asked]


def _posts(pairs: Mapping[relatives.Pair, str], actor: actors.Actor) -> list[Held]:
    if not pairs:
        return []
    rows = models.Employment.objects.filter(_of(pairs), _goes_on(actor.today))
    rows = scope.visible_to(rows, actor).select_related("assistant", "employer__client")
    return [
        Held(post, pairs[post.employer.client_id, post.assistant_id])
        for post in rows.order_by("assistant__name", "pk")
    ]


def _of(pairs: Iterable[relatives.Pair]) -> Q:
    found = Q(pk=None)
    for client, assistant in pairs:
        found |= Q(employer__client_id=client, assistant_id=assistant)
    return found


def _by_post(
    rows: "QuerySet[models.Employment]", pairs: Mapping[relatives.Pair, relatives.HeldPay]
) -> dict[uuid.UUID, relatives.HeldPay]:
    found = rows.values_list("pk", "employer__client_id", "assistant_id")
    return {pk: pairs[client, assistant] for pk, client, assistant in found}


def _goes_on(day: date) -> Q:
    return Q(last_day=None) | Q(last_day__gte=day)


def not_asked(*, actor: actors.Actor, client_id: uuid.UUID | None = None) -> "QuerySet[models.Employment]":
    """The posts that go on of which nobody has said yet how the PA is related."""
    rows = models.Employment.objects.filter(_goes_on(actor.today))
    if client_id:
        rows = rows.filter(employer__client_id=client_id)
    return _without_an_answer(rows, actor.today, actor.today, actor)


def _without_an_answer(
    rows: "QuerySet[models.Employment]", first_day: date, last_day: date, actor: actors.Actor
) -> "QuerySet[models.Employment]":
    """Of these posts, those of which nobody said for any of the days how the PA is related."""
    said = relatives.relations(actor=actor).filter(
        client_id=OuterRef("employer__client_id"),
        assistant_id=OuterRef("assistant_id"),
        during__overlap=DateRange(first_day, last_day, bounds="[]"),
    )
    answered = said.exclude(relation=rules.UNKNOWN).exclude(relation__in=rules.RELATIVES, same_household=None)
    return scope.visible_to(rows.exclude(Exists(answered.order_by())), actor)


def _for_an_answer(
    rows: "QuerySet[models.Employment]", first_day: date, last_day: date, actor: actors.Actor
) -> list[Held]:
    """Of these posts, those whose pay the council holds for want of an answer by the last of the days."""
    time = relatives.answer_time(council_id=actor.council_id, day=last_day)
    if time is None or time.hold_after_days is None:
        return []
    found = _without_an_answer(rows, first_day, last_day, actor).select_related(
        "assistant", "employer__client"
    )
    held = []
    for post in found.order_by("assistant__name", "pk"):
        since = rules.held_for_an_answer(
            post.first_day, asked_from=time.first_day, hold_after_days=time.hold_after_days
        )
        if since is not None and since <= last_day:
            held.append(Held(post, rules.no_answer(post.assistant.name, since), for_an_answer=True))
    return held


def posts(*, actor: actors.Actor) -> "QuerySet[models.Employment]":
    """Every post that the actor reaches, with its PA and whom they work for."""
    rows = models.Employment.objects.select_related("assistant", "employer__client")
    return scope.visible_to(rows, actor)


def of_employer(*, actor: actors.Actor, client_id: uuid.UUID) -> Sequence[models.Employment]:
    """The posts of an employer that go on, one for each PA, by name."""
    rows = models.Employment.objects.filter(_goes_on(actor.today), employer__client_id=client_id)
    rows = scope.visible_to(rows, actor).select_related("assistant", "employer__client")
    found = {post.assistant_id: post for post in rows.order_by("assistant__name", "first_day", "pk")}
    return list(found.values())


def has_same_postcode(post: models.Employment, *, actor: actors.Actor) -> bool:
    """Whether the addresses that payroll and the council hold have the same postcode. The portal looks."""
    portal = actors.for_job(job=policy.JOB_PAYRUNS, council_id=actor.council_id, today=actor.today)
    with actors.acting(portal):
        rows = models.PayrollIdentity.objects.filter(assistant=post.assistant_id)
        theirs = scope.visible_to(rows, portal).values_list("postcode", flat=True).first() or ""
    own = post.employer.client.postcode
    return bool(_plain(own)) and _plain(own) == _plain(theirs)


def _plain(postcode: str) -> str:
    return postcode.replace(" ", "").upper()
