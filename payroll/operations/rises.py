"""Pay goes up for many posts from one day: their terms change at once, and employers and PAs are told."""

import uuid
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.db.models import Q
from psycopg2.extras import DateRange

from dpss.access import actors, audit, policy, scope, transitions
from dpss.access import operations as access
from dpss.kernel import dates, errors
from payroll import models, rises
from payroll.queries import rises as queries
from payroll.queries.rise_costs import Candidate

# As many posts as one page can show for somebody to look through; the next follow when these are done.
MOST: Final = 500
_NOT_COPIED: Final = {"id", "during", "hourly_rate"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """The new terms, and how many posts were left as they are for each reason."""

    changed: tuple[models.EmploymentTerms, ...]
    left: Mapping[str, int]


@transaction.atomic
def raise_pay(
    *, rise: rises.Rise, posts: Collection[uuid.UUID], actor: actors.Actor, at: datetime
) -> Outcome:
    """Raise the pay of these posts from a day. Asked twice, the second time leaves all of them as they are.

    Nobody approves pay of these employers meanwhile. Payruns of the days that are calculated and not
    approved are worked out again. Raises `Invalid` for a day that is too long past, and for too many posts.
    """
    if not actor.may(policy.KEEP_POSTS):
        raise errors.NotAllowed("Your role may not change a post. Ask its payroll officer.")
    if not posts:
        raise errors.Invalid("Nobody is ticked. Tick the posts whose pay goes up.", field="posts")
    if len(posts) > MOST:
        raise errors.Invalid(f"Choose {MOST} posts at most, and then the others.", field="posts")
    _hold(posts, actor)
    found = queries.found(rise, actor=actor, posts=posts)
    made = _new_terms(rise, found.to_raise)
    _told_history(made, found.to_raise, actor=actor, at=at)
    _work_out_again({one.post.employer_id for one in found.to_raise}, since=rise.day, actor=actor, at=at)
    _tell(found.to_raise, made, day=rise.day, at=at)
    return Outcome(tuple(made), Counter(one.why_not for one in found.left))


def _hold(posts: Collection[uuid.UUID], actor: actors.Actor) -> None:
    """The employers and then the posts, each in the order of keys: two callers never wait for each other."""
    mine = scope.visible_to(models.Employment.objects.filter(pk__in=posts), actor)
    of_posts = models.Employer.objects.filter(pk__in=mine.order_by().values("employer"))
    employers = scope.visible_to(of_posts, actor).order_by("pk")
    list(employers.select_for_update(of=("self",)).values_list("pk", flat=True))
    list(mine.order_by("pk").select_for_update(of=("self",)).values_list("pk", flat=True))


def _new_terms(rise: rises.Rise, to_raise: Sequence[Candidate]) -> list[models.EmploymentTerms]:
    """Each contract ends before the day, and the same with other rates holds from then on."""
    names = [
        field.attname
        for field in models.EmploymentTerms._meta.concrete_fields
        if field.attname not in _NOT_COPIED
    ]
    made = []
    for one in to_raise:
        kept = {name: getattr(one.terms, name) for name in names}
        during = DateRange(rise.day, one.terms.during.upper)
        made.append(models.EmploymentTerms(**kept, during=during, hourly_rate=one.hourly))
        one.terms.during = DateRange(one.terms.during.lower, rise.day)
    models.EmploymentTerms.objects.bulk_update([one.terms for one in to_raise], ["during"], batch_size=MOST)
    models.EmploymentTerms.objects.bulk_create(made, batch_size=MOST)
    models.WorkRate.objects.bulk_create(
        [
            models.WorkRate(
                council_id=terms.council_id,
                subject_id=terms.subject_id,
                terms=terms,
                name=rate.name,
                hourly_rate=one.rates[rate.pk],
            )
            for one, terms in zip(to_raise, made, strict=True)
            for rate in one.terms.named_rates
        ],
        batch_size=MOST,
    )
    return made


def _told_history(
    made: Iterable[models.EmploymentTerms],
    to_raise: Iterable[Candidate],
    *,
    actor: actors.Actor,
    at: datetime,
) -> None:
    events = [
        audit.of(
            terms,
            "change",
            before={"hourly_rate": one.terms.hourly_rate},
            after={"from": terms.during.lower, "hourly_rate": terms.hourly_rate},
        )
        for one, terms in zip(to_raise, made, strict=True)
    ]
    audit.record_all(events, actor=actor, at=at)


def _work_out_again(
    employers: Collection[uuid.UUID], *, since: date, actor: actors.Actor, at: datetime
) -> None:
    """Whoever raises pay has asked for these payruns, so that another person approves them."""
    runs = models.Payrun.objects.filter(
        Q(period__payday__gte=since) | Q(period__last_day__gte=since) | Q(own_payday__gte=since),
        employer__in=employers,
        state__in=["ready", "blocked", "requested"],
    )
    transitions.move_all(
        models.Payrun,
        list(scope.visible_to(runs, actor).values_list("pk", flat=True)),
        "request",
        actor=actor,
        at=at,
        also=lambda _: {"requested_by_id": actor.user_id, "requested_at": at},
    )


def _tell(
    to_raise: Sequence[Candidate],
    made: Sequence[models.EmploymentTerms],
    *,
    day: date,
    at: datetime,
) -> None:
    """Each PA about their own pay, each employer once; no name and no rate is in a message."""
    values = {"day": dates.with_weekday(day)}
    messages = []
    for one, terms in zip(to_raise, made, strict=True):
        post, employer = one.post, one.post.employer
        to = (
            ("pay_rise", post, post.assistant.user_id, f"pay rise:{terms.pk}"),
            ("pay_rise_employer", employer, employer.client.user_id, f"pay rise:{employer.pk}:{day}"),
        )
        messages += [
            access.message(
                key=key,
                template=template,
                subject_id=about.subject_id,
                council_id=about.council_id,
                to_id=user_id,
                values=values,
                due_at=at,
            )
            for template, about, user_id, key in to
            if user_id
        ]
    access.queue_messages(messages)
