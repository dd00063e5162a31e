"""Wages that have not come: the questions of PAs, who must answer, by when, and who may."""

import uuid
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db import connection
from django.db.models import Count, Min, Q, QuerySet

from dpss.access import actors, scope
from dpss.access import models as access
from dpss.access import queries as history
from dpss.kernel.dates import with_weekday
from ledger import bank_holidays, kinds
from ledger import queries as books
from ledger.models import Payment
from payroll import answer_days, models, postings
from payroll.queries import contacts

Query = models.PayQuery
# A PA who waited longer than this rings; the page says so.
_STILL_ASKED: Final = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many questions wait for an answer, how many of them are late, and the first day that is due."""

    count: int
    late: int
    first_day: date | None


def questions(*, actor: actors.Actor, client_id: uuid.UUID | None = None) -> "QuerySet[models.PayQuery]":
    """Questions that the actor reaches, what is due first, with whose they are joined in."""
    rows = Query.objects.select_related(
        "employment__assistant", "employment__employer", "asked_by", "answered_by"
    )
    if client_id:
        rows = rows.filter(employment__employer__client_id=client_id)
    return scope.visible_to(rows, actor).order_by("due_on", "pk")


def open_now(*, actor: actors.Actor, client_id: uuid.UUID | None = None) -> "QuerySet[models.PayQuery]":
    """Those that wait for an answer."""
    return questions(actor=actor, client_id=client_id).filter(state="open")


def waiting(*, actor: actors.Actor) -> Waiting:
    """What waits for an answer, counted in one query."""
    found = scope.visible_to(Query.objects.filter(state="open"), actor).aggregate(
        count=Count("pk"), late=Count("pk", filter=Q(due_on__lt=actor.today)), first=Min("due_on")
    )
    return Waiting(found["count"], found["late"], found["first"])


def newest_of(slip: models.Payslip, *, actor: actors.Actor) -> models.PayQuery | None:
    """The last question about a payslip; None when nobody has asked."""
    return questions(actor=actor).filter(payslip=slip).order_by("-asked_at", "-pk").first()


def has_not_come(slip: models.Payslip, *, actor: actors.Actor) -> bool:
    """Whether the PA says that the wages of a payslip have not come, and not yet that they have."""
    rows = Query.objects.filter(payslip=slip).exclude(state="closed")
    return scope.visible_to(rows, actor).exists()


def why_not_ask(slip: models.Payslip, *, actor: actors.Actor) -> str | None:
    """Why a PA cannot say that the wages of a payslip have not come, in a sentence; None when they can."""
    if slip.payday > actor.today:
        return f"The payday is {with_weekday(slip.payday)}. Say so when it has come and your wages have not."
    if not slip.net:
        return "This payslip pays nothing, so there is nothing to come."
    if slip.replaced_at is not None:
        return "Another payslip has replaced this one. Say it on that one."
    if slip.payday < actor.today - _STILL_ASKED:
        return "This payday is more than a year ago. Ring us about it."
    if has_not_come(slip, actor=actor):
        return "You have told us already, and somebody must answer you."
    return None


def payer_of(slip: models.Payslip) -> str:
    """Who pays the wages of a payslip: `employer` or `provider`. A PA may know that much, and no more."""
    with connection.cursor() as cursor:
        cursor.execute("select payroll_payer(%s)", [slip.pk])
        row = cursor.fetchone()
    return (row[0] if row else None) or Query.PaidBy.PROVIDER


def due_on(post: models.Employment, *, day: date) -> date:
    """By when a question that is asked on a day is answered, as the provider of the post has decided."""
    groups = models.EmployersPayGroup.objects.filter(employer=post.employer_id, during__contains=day)
    decided = models.PayQueryTime.objects.filter(
        council_id=post.council_id,
        organisation_id__in=groups.values("group__organisation_id"),
        during__contains=day,
    ).first()
    working_days = decided.working_days if decided else answer_days.USUAL_DAYS
    return answer_days.answer_by(day, working_days=working_days, holidays=bank_holidays.known())


def instruction_of(found: models.PayQuery, *, actor: actors.Actor) -> models.PaymentInstruction | None:
    """What the employer must pay of it, for those who reach it."""
    rows = models.PaymentInstruction.objects.select_related("employer__client")
    return scope.visible_to(rows.filter(payslip=found.payslip_id), actor).first()


def payment_of(found: models.PayQuery, *, actor: actors.Actor) -> Payment | None:
    """The newest payment of the wages from a managed account; None where the employer pays them."""
    keys = {postings.wages_key(found.payslip_id): found.payslip_id}
    employers = models.Employer.objects.filter(employments=found.employment_id)
    subjects = set(scope.visible_to(employers, actor).values_list("subject_id", flat=True))
    made = books.newest_payments(keys, kind=kinds.WAGES, subjects=subjects, actor=actor)
    return made.get(found.payslip_id)


def why_not_answer(found: models.PayQuery, *, actor: actors.Actor) -> str | None:
    """Why somebody may not answer for these wages, in a sentence; None when they may.

    Payroll staff answer for all wages, an employer and who acts for them for those that they pay.
    """
    if actor.is_staff:
        return None
    if found.paid_by != Query.PaidBy.EMPLOYER:
        return "Your payroll provider pays these wages, so they must answer."
    if not scope.visible_to(models.Payslip.objects.filter(pk=found.payslip_id), actor).exists():
        return "You do not see this person’s money, so you cannot say whether wages are paid. Ring us."
    return None


def to_ring(found: models.PayQuery, *, actor: actors.Actor) -> bool:
    """Whether nobody on the employer's side reads messages from here, so that somebody must ring them."""
    if found.paid_by != Query.PaidBy.EMPLOYER or found.state != "open":
        return False
    rows = models.Employment.objects.select_related("assistant", "employer__client")
    post = scope.visible_to(rows.filter(pk=found.employment_id), actor).get()
    return not contacts.of_employers([post], actor=actor)[post.pk]


def events_of(found: models.PayQuery, *, actor: actors.Actor) -> list[access.AuditEvent]:
    """What happened to a question, newest first."""
    rows = history.history_of(subject_id=found.subject_id, actor=actor)
    return list(rows.filter(thing="payroll.payquery", thing_id=str(found.pk)).exclude(verb="look"))


def times(*, actor: actors.Actor) -> "QuerySet[models.PayQueryTime]":
    """How soon the provider answers, as it was decided, the newest first."""
    rows = models.PayQueryTime.objects.filter(council_id=actor.council_id, organisation=actor.organisation_id)
    return rows.select_related("recorded_by").order_by("-during")
