"""Sheets that come in by phone, on paper or by e-mail, and an approval that is given by phone."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from dpss.access import actors, audit, policy, scope, transitions
from dpss.kernel import errors
from payroll import models
from payroll.operations import inbox_files, timesheets
from payroll.queries import approvers, facts

SOURCES = ("phone", "paper", "email")


@dataclass(frozen=True, slots=True)
class Receipt:
    """How the hours of a PA came in, on which day, and what should be known of it."""

    source: str
    on: date
    note: str = ""


@dataclass(frozen=True, slots=True)
class Word:
    """Whose word it is that a sheet is right, when it was given, and what should be known of it."""

    said_by: str
    said_at: datetime
    note: str = ""


@transaction.atomic
def enter(
    *,
    employment: models.Employment,
    period: models.PayPeriod,
    receipt: Receipt,
    actor: actors.Actor,
    at: datetime,
) -> models.Timesheet:
    """Open a PA's sheet to type in what came by another way. What the PA has saved on it stays.

    Raises `Conflict` once the sheet is sent.
    """
    _check(employment, period, receipt, actor)
    sheet = timesheets.sheet_of(employment=employment, period=period, actor=actor)
    sheet = scope.visible_to(models.Timesheet.objects.filter(pk=sheet.pk), actor).select_for_update().get()
    if sheet.state == "not_worked":
        sheet = transitions.move(
            sheet,
            "enter_after_all",
            actor=actor,
            at=at,
            on_behalf_of=employment.assistant.name,
            facts=lambda sheets: facts.facts_for_timesheets(sheets, actor=actor),
        )
    if sheet.state not in timesheets.OPEN_STATES:
        state = sheet.get_state_display().lower()
        raise errors.Conflict(f"The sheet for these dates is in already: {state}. Look at it first.")
    before = {"source": sheet.source, "received_on": str(sheet.received_on or "")}
    sheet.source, sheet.received_on, sheet.received_note = receipt.source, receipt.on, receipt.note.strip()
    sheet.entered_by_id = actor.user_id
    sheet.save(update_fields=["source", "received_on", "received_note", "entered_by"])
    after = {"source": receipt.source, "received_on": str(receipt.on)}
    event = audit.of(
        sheet,
        "enter",
        reason=sheet.received_note,
        on_behalf_of=employment.assistant.name,
        before=before,
        after=after,
    )
    audit.record(event, actor=actor, at=at)
    return sheet


@transaction.atomic
def hand_in(
    *, sheet: models.Timesheet, actor: actors.Actor, at: datetime, answered: Collection[str] = ()
) -> models.Timesheet:
    """Send a sheet that the actor typed in to the employer. Raises `Refused` with what is wrong.

    `answered` are the keys of the questions about it that were answered with yes, as a PA answers them. What
    it was entered from is filed with it.
    """
    timesheets.check_enters(sheet, actor)
    sent = timesheets.send(
        sheet=sheet,
        move="hand_in",
        actor=actor,
        at=at,
        on_behalf_of=sheet.employment.assistant.name,
        answered=answered,
    )
    inbox_files.file_with(sheet=sent, actor=actor, at=at)
    return sent


def take_back(*, sheet: models.Timesheet, actor: actors.Actor, at: datetime) -> models.Timesheet:
    """Take a sheet that was typed in back before the employer decides."""
    if sheet.entered_by_id is None:
        raise errors.Conflict("The PA sent this sheet. Only they can take it back.")
    return transitions.move(
        sheet, "take_back", actor=actor, at=at, on_behalf_of=sheet.employment.assistant.name
    )


@transaction.atomic
def record_approval(
    *, sheet: models.Timesheet, seen: str, word: Word, actor: actors.Actor, at: datetime
) -> models.Timesheet:
    """Write down that an employer approves a sheet. `seen` is the digest of what was read out to them.

    Nobody records the approval of a sheet that they entered or sent. Raises `Invalid` for a word that
    cannot be, `Conflict` for a sheet that was changed or is not open to this.
    """
    if actor.user_id is None:
        raise errors.NotAllowed("Only a person records what an employer said.")
    _check_word(sheet, word, actor, at)
    outcome = transitions.move_all(
        models.Timesheet,
        [sheet.pk],
        "record_approval",
        actor=actor,
        at=at,
        reason=word.note.strip(),
        on_behalf_of=word.said_by,
        facts=lambda sheets: facts.facts_for_timesheets(sheets, actor=actor, seen={sheet.pk: seen}),
        also=lambda _: {"decided_at": at, "decided_by_id": actor.user_id, "digest": seen},
    )
    if outcome.refused:
        raise errors.Conflict(outcome.refused[sheet.pk])
    models.SpokenApproval.objects.create(
        council_id=sheet.council_id,
        subject_id=sheet.subject_id,
        timesheet=sheet,
        said_by=word.said_by,
        said_at=word.said_at,
        digest=seen,
        note=word.note.strip(),
        recorded_by_id=actor.user_id,
        recorded_at=at,
    )
    approved: models.Timesheet = outcome.moved[0]
    return approved


def _check(
    employment: models.Employment, period: models.PayPeriod, receipt: Receipt, actor: actors.Actor
) -> None:
    if not actor.may(policy.ENTER_TIMESHEETS) or actor.user_id is None:
        raise errors.NotAllowed("Your role may not enter a timesheet for a PA. Ask a payroll officer.")
    if employment.assistant.user_id == actor.user_id:
        raise errors.NotAllowed("These are your own hours. Send them yourself, or ask a colleague.")
    if receipt.source not in SOURCES:
        raise errors.Invalid("Choose how you have the hours.", field="source")
    if receipt.on > actor.today:
        raise errors.Invalid("The hours cannot have come in after today. Check the day.", field="received_on")
    if receipt.on < period.first_day:
        raise errors.Invalid(
            "The hours cannot have come in before these dates. Check the day, or choose other dates.",
            field="received_on",
        )
    ended = employment.last_day is not None and employment.last_day < period.first_day
    if period.last_day < employment.first_day or ended:
        raise errors.Invalid("This post is not paid for those dates. Choose others.", field="period")


def _check_word(sheet: models.Timesheet, word: Word, actor: actors.Actor, at: datetime) -> None:
    if word.said_by not in approvers.names_of(sheet.employment, actor=actor):
        raise errors.Invalid(
            "Choose who said it: the employer, or somebody who may approve timesheets for them.",
            field="said_by",
        )
    if word.said_at > at:
        raise errors.Invalid(
            "They cannot have said it later than now. Check the day and time.", field="said_at"
        )
    sent = sheet.submitted_at
    if sent is not None and word.said_at < sent.replace(second=0, microsecond=0):
        raise errors.Invalid(
            "They cannot have heard this sheet before it was sent. Check the day and time, or read it out"
            " again.",
            field="said_at",
        )
