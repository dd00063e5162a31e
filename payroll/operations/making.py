"""Putting a message together for HMRC: the exact bytes and their mark, or the sentence that says why not."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Final

from django.db import transaction

from dpss.access import actors, audit, policy, scope
from dpss.kernel import errors
from payroll import models
from payroll.gateways import hmrc_schemas
from payroll.rti import eps, fps, irmark, nvr, rules

DOCUMENTS: Final = {
    models.Submission.Kind.FPS: fps.DOCUMENT,
    models.Submission.Kind.EPS: eps.DOCUMENT,
    models.Submission.Kind.NVR: nvr.DOCUMENT,
    models.Submission.Kind.LEAVERS: fps.DOCUMENT,
}


def keep(submission: models.Submission, build: Callable[[], bytes], *, today: date) -> None:
    """Keep the body and its mark; hold it when it cannot be built, or breaks a rule or schema of HMRC's.

    Telling HMRC never stops anything else: what cannot be told waits for a person.
    """
    try:
        text = build()
        broken = rules.check(text, today=today) or hmrc_schemas.broken(
            text, tax_year=submission.tax_year, document=DOCUMENTS[models.Submission.Kind(submission.kind)]
        )
    except errors.Refusal as refusal:
        hold(submission, refusal.sentence)
        return
    mark = irmark.stated_in(text)
    submission.body = text.decode("ascii")
    submission.irmark, submission.receipt = mark.base64, mark.base32
    submission.errors = [{"number": rule.rule, "text": rule.sentence, "where": rule.where} for rule in broken]
    if broken:
        submission.state = "held"


def hold(submission: models.Submission, why: str) -> None:
    """Let a report that is not stored yet wait for a person, with the sentence that says why."""
    submission.state = "held"
    submission.errors = [{"number": "", "text": why, "where": ""}]


def leave(submission: models.Submission) -> None:
    """Let a report that is not stored yet go unsent, where another tells HMRC all that it would say."""
    submission.state = "dropped"


@transaction.atomic
def correct(
    submission: models.Submission,
    *,
    make: Callable[[models.Submission], models.Submission],
    actor: actors.Actor,
    at: datetime,
) -> models.Submission:
    """Put a new version, which `make` makes of what is recorded now, in the place of a report HMRC refused.

    Raises `Conflict` when there is one already, and whatever `make` raises.
    """
    if not actor.may(policy.RESOLVE_SUBMISSIONS):
        raise errors.NotAllowed("Your role may not report again. Ask a payroll manager.")
    rows = models.Submission.objects.filter(pk=submission.pk)
    refused = scope.visible_to(rows, actor).select_for_update(of=("self",)).get()
    if refused.state != "rejected" or models.Submission.objects.filter(corrects=refused).exists():
        raise errors.Conflict("A newer version has been made already. Look at that one.")
    draft = make(refused)
    draft.corrects, draft.version = refused, max(draft.version, refused.version + 1)
    draft.save(force_insert=True)
    after = {"state": draft.state, "version": draft.version}
    audit.record(audit.of(draft, "correct", after=after), actor=actor, at=at)
    return draft
