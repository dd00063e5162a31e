"""How a PA is related is recorded, and the council decides: payruns follow, and the PA is told."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db import transaction

from clients import relative_rules as rules
from clients.operations import relatives as operations
from clients.queries import relatives as queries
from dpss.access import actors, policy, scope
from dpss.access import operations as access
from dpss.kernel import errors
from payroll import models
from payroll.operations import posts
from payroll.queries import relatives

_ASKED: Final = "relative_asked"
_DECIDED: Final = "relative_decided"


@dataclass(frozen=True, slots=True)
class Answer:
    """How a PA is related, whether they live in the same household (None: nobody said), and for what paid."""

    relation: str
    same_household: bool | None
    work: str


@transaction.atomic
def record(
    *,
    post: models.Employment,
    relation: str,
    same_household: bool | None,
    work: str,
    first_day: date,
    actor: actors.Actor,
    at: datetime,
    other_address: bool = False,
) -> queries.Relation:
    """Write down how the PA of a post is related. Raises `NotAllowed` for the PA themself.

    Raises `Invalid` where the addresses say another thing, until somebody confirms that they are two.
    """
    if same_household is None and _household_counts(post, relation, first_day):
        raise errors.Invalid(
            "Say whether they live in the same household: the rule depends on it.", field="household"
        )
    says_apart = relation in rules.RELATIVES and same_household is False
    if says_apart and not other_address and relatives.has_same_postcode(post, actor=actor):
        raise errors.Invalid(
            f"{post.assistant.name} has the same postcode as {post.employer.client.name}. If it is another"
            " home, tick the box below. If it is the same home, answer yes above.",
            field="other_address",
        )
    answer = Answer(relation, same_household, work)
    return _keep(post, answer, first_day, actor=actor, at=at)


def record_with_post(
    *,
    post: models.Employment,
    relation: str,
    same_household: bool | None,
    work: str,
    actor: actors.Actor,
    at: datetime,
) -> queries.Relation | None:
    """What is said of a PA who begins. It never stands in the way of the post: the rest is asked later.

    None where it is recorded from a later day already.
    """
    pair = (post.employer.client_id, post.assistant_id)
    last = queries.of_pair(pair, actor=actor).first()
    if last is not None and (last.first_day > post.first_day or relation == rules.UNKNOWN):
        return None
    if same_household is False and relatives.has_same_postcode(post, actor=actor):
        same_household = None
    return _keep(post, Answer(relation, same_household, work), post.first_day, actor=actor, at=at)


def _household_counts(post: models.Employment, relation: str, day: date) -> bool:
    """Whether the rule of a day depends on where they live; of a partner it may not."""
    if relation not in rules.PARTNERS:
        return relation in rules.RELATIVES
    rule = queries.Rules(post.council_id).on(day, post.employer.client.group)
    return rule == rules.SAME_HOUSEHOLD


def _keep(
    post: models.Employment,
    answer: Answer,
    first_day: date,
    *,
    actor: actors.Actor,
    at: datetime,
) -> queries.Relation:
    if post.assistant.user_id is not None and post.assistant.user_id == actor.user_id:
        raise errors.NotAllowed("You are the PA yourself, so somebody else answers this. Ring us.")
    row = operations.record(
        client=post.employer.client,
        assistant=post.assistant,
        relation=answer.relation,
        same_household=answer.same_household,
        work=answer.work,
        first_day=first_day,
        same_postcode=relatives.has_same_postcode(post, actor=actor),
        actor=actor,
        at=at,
    )
    waits = queries.decisions(actor=actor).filter(relation=row, state="waiting").exists()
    _follow(row, _ASKED if waits else "", since=first_day, actor=actor, at=at)
    return row


@transaction.atomic
def allow(
    *, decision: queries.Decision, actor: actors.Actor, at: datetime, **values: Any
) -> queries.Decision:
    """Allow the pay, and let payruns that are worked out have it."""
    moved = operations.allow(decision=decision, actor=actor, at=at, **values)
    _follow(moved.relation, _DECIDED, since=values["from_day"], actor=actor, at=at)
    return moved


@transaction.atomic
def refuse(
    *, decision: queries.Decision, actor: actors.Actor, at: datetime, **values: Any
) -> queries.Decision:
    """Do not allow the pay. It stays held, and the PA is told that it is decided."""
    moved = operations.refuse(decision=decision, actor=actor, at=at, **values)
    _follow(moved.relation, _DECIDED, since=moved.relation.first_day, actor=actor, at=at)
    return moved


def _follow(
    relation: queries.Relation, template: str, *, since: date, actor: actors.Actor, at: datetime
) -> None:
    """What follows in payroll, by the portal: whoever decides or answers does not reach posts and payruns."""
    portal = actors.for_job(job=policy.JOB_PAYRUNS, council_id=actor.council_id, today=actor.today)
    with actors.acting(portal):
        rows = models.Employment.objects.filter(
            employer__client_id=relation.client_id, assistant_id=relation.assistant_id
        )
        found = list(scope.visible_to(rows, portal).select_related("assistant", "employer"))
        employers = models.Employer.objects.filter(pk__in=[post.employer_id for post in found])
        # Until the transaction ends nobody approves pay of theirs.
        list(scope.visible_to(employers, portal).order_by("pk").select_for_update(of=("self",)))
        for post in found:
            posts.work_out_again(post, since=since, actor=portal, at=at, asked_by_them=False)
        if template:
            _tell(found, template, relation, portal, at)


def _tell(
    found: Iterable[models.Employment],
    template: str,
    relation: queries.Relation,
    portal: actors.Actor,
    at: datetime,
) -> None:
    """The PA, once, where they sign in and have a post there that goes on."""
    post = next((one for one in found if one.last_day is None or one.last_day >= portal.today), None)
    if post is None or post.assistant.user_id is None:
        return
    access.queue_messages(
        [
            access.message(
                key=f"{template}:{relation.pk.hex}:{at.timestamp():.0f}",
                template=template,
                subject_id=post.subject_id,
                council_id=post.council_id,
                to_id=post.assistant.user_id,
                values={},
                due_at=at,
            )
        ]
    )
