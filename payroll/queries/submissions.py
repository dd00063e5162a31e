"""What HMRC has been told, and what became of it."""

import uuid
from collections.abc import Sequence
from typing import Any, Final

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, Concat

from dpss.access import actors, scope
from dpss.access.models import AuditEvent
from dpss.access.queries import history_of
from payroll import late_reasons, models, submission_rules, submission_states
from payroll.queries import hmrc_senders, paye_leavers
from payroll.rti import elements, replies

SEALED: Final = ("facts", "body", "message", "reply")
# How many errors there are on a page, and how long each part of one may be.
MOST_WORDS: Final = 50
_LONGEST: Final = 500


def newest_versions(rows: QuerySet[models.Submission]) -> QuerySet[models.Submission]:
    """Keep the newest version of each report: an older one was refused and made again."""
    return rows.filter(~Exists(models.Submission.objects.filter(corrects=OuterRef("pk"))))


def reports(*, actor: actors.Actor) -> QuerySet[models.Submission]:
    """The newest version of every report of the provider's employers, with the PAYE reference.

    One that was not needed in the end is on the employer's page alone.

    `urgency` is 0 for what a person must decide, then what waits for a reference, is under way, is done.
    """
    schemes = models.PayeScheme.objects.filter(
        employer=OuterRef("employer"), during__contains=OuterRef("due_on")
    ).exclude(office_number="")
    named = scope.visible_to(schemes, actor).values(name=Concat("office_number", Value("/"), "reference"))
    needed = models.Submission.objects.exclude(state__in=submission_states.NOT_NEEDED)
    rows = newest_versions(needed).select_related("employer", "payrun__period")
    return rows.defer(*SEALED).annotate(
        paye=Coalesce(Subquery(named[:1]), Value("")),
        waits_for_leavers=paye_leavers.waits_for_leavers(),
        urgency=Case(
            When(Q(state__in=["unknown", "rejected", "held"]) | Q(escalated_at__isnull=False), then=0),
            When(state="awaiting", then=1),
            When(state="accepted", then=3),
            default=2,
        ),
    )


def without_a_reason(*, actor: actors.Actor) -> QuerySet[models.Submission]:
    """The reports of wages that wait for a person to say why HMRC is told after the payday."""
    rows = models.Submission.objects.filter(
        state="held", kind=models.Submission.Kind.FPS, errors__contains=[{"text": late_reasons.ASK}]
    )
    found = rows.select_related("employer").defer(*SEALED)
    return scope.visible_to(found, actor).order_by("due_on", "employer__name", "pk")


def named(rows: QuerySet[models.Submission], text: str) -> QuerySet[models.Submission]:
    """Keep the reports of employers with this in their name or PAYE reference, or with this receipt."""
    return rows.filter(
        Q(employer__name__icontains=text) | Q(paye__icontains=text) | Q(receipt__istartswith=text)
    )


def one(pk: uuid.UUID, *, actor: actors.Actor) -> QuerySet[models.Submission]:
    """A report of any version that the actor reaches."""
    rows = models.Submission.objects.filter(pk=pk).select_related("employer", "payrun__period")
    waits = rows.annotate(waits_for_leavers=paye_leavers.waits_for_leavers())
    return scope.visible_to(waits.defer(*SEALED), actor)


def facts_of(submission: models.Submission, *, actor: actors.Actor) -> submission_rules.SubmissionFacts:
    """What is known of whether HMRC has it, and whether a payslip in it was corrected."""
    replaced = models.Payslip.objects.filter(payrun=submission.payrun_id, replaced_at__isnull=False)
    return submission_rules.SubmissionFacts(
        looked_for_at_hmrc=submission.looked_for_at is not None,
        found_at_hmrc=bool(submission.correlation_id),
        is_corrected_since=scope.visible_to(replaced, actor).exists(),
        is_of_wages=submission.kind == models.Submission.Kind.FPS,
    )


def last_of_payday(submission: models.Submission, *, actor: actors.Actor) -> models.Submission | None:
    """Which other report of the employer's wages HMRC is told last of that payday, if there is one."""
    rows = models.Submission.objects.filter(
        employer=submission.employer_id, kind=submission.kind, due_on=submission.due_on
    )
    told = rows.exclude(irmark="").exclude(state__in=[*submission_states.NOT_NEEDED, "rejected"])
    others = scope.visible_to(told.exclude(pk=submission.pk).defer(*SEALED), actor)
    return others.order_by(F("sent_at").desc(nulls_first=True), "-pk").first()


def hmrcs_words(submission: models.Submission) -> list[tuple[str, str, str]]:
    """What HMRC found wrong: number, its own words and the place, read from the sealed reply."""
    if not submission.reply:
        return []
    try:
        found = replies.wrong_in(submission.reply.encode())
    except elements.Unreadable:
        return []
    parts = [(one.number, one.text, one.location) for one in found[:MOST_WORDS]]
    return [(number[:_LONGEST], text[:_LONGEST], where[:_LONGEST]) for number, text, where in parts]


def facts_of_all(
    submissions: Sequence[models.Submission], *, actor: actors.Actor
) -> dict[uuid.UUID, submission_rules.SubmissionFacts]:
    """The facts of each report, by its key."""
    return {one.pk: facts_of(one, actor=actor) for one in submissions}


def other_versions(submission: models.Submission, *, actor: actors.Actor) -> QuerySet[models.Submission]:
    """What else HMRC was told of the same payrun, or of the same tax month, the newest first."""
    same: dict[str, Any] = {
        name: getattr(submission, name)
        for name in ("employer_id", "kind", "payrun_id", "tax_year", "tax_month")
    }
    if submission.kind == models.Submission.Kind.NVR:
        same["said"] = submission.said
    rows = models.Submission.objects.filter(**same)
    return scope.visible_to(rows.exclude(pk=submission.pk).defer(*SEALED), actor).order_by("-version", "-pk")


def kept_replies(submission: models.Submission, *, actor: actors.Actor) -> QuerySet[models.KeptReply]:
    """What came back about it and was no answer, the newest first, without the contents."""
    return scope.visible_to(submission.kept_replies.defer("content"), actor).order_by("-came_at", "pk")


def waiting_under(stop: models.RefusedSender, *, actor: actors.Actor) -> int:
    """How many reports wait because HMRC refuses the sender."""
    rows = scope.visible_to(models.Submission.objects.filter(state="queued"), actor)
    key = hmrc_senders.key_of(stop)
    return hmrc_senders.with_senders(rows, actor=actor).filter(sender_key=key).count()


def history(submission: models.Submission, *, actor: actors.Actor) -> QuerySet[AuditEvent]:
    """What happened to it, newest first."""
    found = history_of(subject_id=submission.subject_id, actor=actor)
    return found.filter(thing=submission._meta.label_lower, thing_id=str(submission.pk))
