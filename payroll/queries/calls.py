"""Calls: the log of a person, the one that is open, whom to ring back, and what is next for them."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q, QuerySet

from dpss.access import actors, scope
from dpss.kernel import dates, money
from payroll import calls, models
from payroll.queries import calendars, holds


@dataclass(frozen=True, slots=True)
class Next:
    """A post with its period that is paid next, how far its sheet is, why pay is held, and its last payslip.

    `sheet` is empty where none is begun; the others are None where there is nothing.
    """

    post: models.Employment
    period: models.PayPeriod | None
    sheet: str
    held: str
    last: models.Payslip | None


def every(*, actor: actors.Actor) -> QuerySet[models.Call]:
    """The provider's calls, each with what was asked."""
    return _mine(actor).prefetch_related("questions")


def log(subject_id: uuid.UUID, *, actor: actors.Actor) -> QuerySet[models.Call]:
    """The calls of the provider with a person, the latest first."""
    return every(actor=actor).filter(subject_id=subject_id).order_by("-began_at", "-pk")


def open_call(subject_id: uuid.UUID, *, actor: actors.Actor) -> models.Call | None:
    """The actor's own call with a person that is not written up yet."""
    return log(subject_id, actor=actor).filter(taken_by_id=actor.user_id, ended_at=None).first()


def to_ring_back(*, actor: actors.Actor) -> QuerySet[models.Call]:
    """The calls that nobody has answered by ringing back, the first day first."""
    waiting = _mine(actor).filter(outcome="ring_back", rung_back=None)
    return waiting.order_by("ring_back_on", "pk")


def names_of(subjects: Sequence[uuid.UUID], *, actor: actors.Actor) -> Mapping[uuid.UUID, str]:
    """Who these employers and PAs are, in two queries."""
    employers = models.Employer.objects.filter(subject_id__in=subjects)
    posts = models.Employment.objects.filter(assistant__subject_id__in=subjects)
    found = dict(
        scope.visible_to(posts, actor).values_list("assistant__subject_id", "assistant__name").distinct()
    )
    return found | dict(scope.visible_to(employers, actor).values_list("subject_id", "name"))


def on_record(
    *, employer: models.Employer | None, posts: Sequence[models.Employment], actor: actors.Actor
) -> dict[str, str]:
    """What a caller can be asked, each with the answer. Whoever shows one has recorded that it was asked."""
    if employer is not None:
        client = employer.client
        facts = {calls.BIRTH_DATE: dates.in_words(client.birth_date), calls.POSTCODE: client.postcode}
    else:
        facts = _of_assistant(posts, actor)
    facts[calls.LAST_PAY] = _last_pay(employer, posts, actor)
    return {asks: answer for asks, answer in facts.items() if answer}


def coming(posts: Sequence[models.Employment], *, actor: actors.Actor) -> list[Next]:
    """What is next for each post, in four queries for any number of posts."""
    employers = {post.employer_id for post in posts}
    periods = calendars.periods_of_any(employers).filter(payday__gte=actor.today)
    next_of = {row.employer_id: row for row in periods.order_by("-payday")}
    ids = [post.pk for post in posts]
    sheets = models.Timesheet.objects.filter(employment__in=ids, period__in=next_of.values())
    sheet_of = {row.employment_id: row for row in scope.visible_to(sheets, actor).order_by("version")}
    held = holds.held(actor=actor).filter(employment__in=ids, state="held")
    held_of = dict(scope.visible_to(held, actor).values_list("employment_id", "reason"))
    slips = scope.visible_to(_approved(ids), actor).order_by("employment_id", "-payday", "-pk")
    last_of = {row.employment_id: row for row in slips.distinct("employment_id")}
    return [
        Next(
            post=post,
            period=_still_paid(post, next_of.get(post.employer_id)),
            sheet=sheet_of[post.pk].state if post.pk in sheet_of else "",
            held=held_of.get(post.pk, ""),
            last=last_of.get(post.pk),
        )
        for post in posts
    ]


def _still_paid(post: models.Employment, period: models.PayPeriod | None) -> models.PayPeriod | None:
    """Whoever left before a period is not paid for it."""
    is_over = period and post.last_day and post.last_day < period.first_day
    return None if is_over else period


def _mine(actor: actors.Actor) -> QuerySet[models.Call]:
    """What is said to one provider is not another's to read, though both pay the PA."""
    if actor.organisation_id is None:
        return models.Call.objects.none()
    rows = models.Call.objects.filter(organisation_id=actor.organisation_id).select_related("taken_by")
    return scope.visible_to(rows, actor)


def _of_assistant(posts: Sequence[models.Employment], actor: actors.Actor) -> dict[str, str]:
    people = models.PayrollIdentity.objects.filter(assistant=posts[0].assistant_id)
    person = scope.visible_to(people, actor).first()
    if person is None:
        return {}
    return {
        calls.BIRTH_DATE: dates.in_words(person.birth_date),
        calls.POSTCODE: person.postcode,
        calls.NINO_END: (person.nino or "")[-3:],
    }


def _last_pay(
    employer: models.Employer | None, posts: Sequence[models.Employment], actor: actors.Actor
) -> str:
    """A PA's last net pay; an employer's last payrun. Each with its payday, for the officer to name."""
    if employer is not None:
        runs = models.Payrun.objects.filter(employer=employer, state="approved").select_related("period")
        run = scope.visible_to(runs, actor).order_by(models.paid_on().desc()).first()
        return _said(run.net, run.payday) if run else ""
    slips = _approved([post.pk for post in posts]).order_by("-payday", "-pk")
    found = scope.visible_to(slips, actor).values_list("net", "payday").first()
    return _said(*found) if found else ""


def _said(net: Decimal, payday: date) -> str:
    return f"{money.in_words(net)} on {dates.in_words(payday)}"


def _approved(ids: Sequence[uuid.UUID]) -> QuerySet[models.Payslip]:
    return models.Payslip.objects.filter(Q(employment__in=ids), approved_at__isnull=False)
