"""Sheets that payroll enters for a PA, and approvals by phone: two people, and the word is kept."""

import dataclasses
import datetime as dt
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from clients.models import Representation
from dpss.access import actors, transitions
from dpss.access.models import AuditEvent
from dpss.kernel import errors
from dpss.kernel.dates import Span
from payroll import models
from payroll.operations import sheets_on_behalf, timesheets
from payroll.queries import approvers, sheets
from tests.cast import AT, CAST, TODAY, Person
from tests.payroll.operations import steps
from tests.payroll.operations.steps import DEE, job

pytestmark = pytest.mark.django_db

OLU, MARA, MARCUS = CAST.olu.actor(), CAST.mara.actor(), CAST.marcus.actor()
BY_PHONE = sheets_on_behalf.Receipt("phone", TODAY, "Dee rang.")
TUESDAY = dt.date(2026, 11, 3)
WEEK = Span(dt.date(2026, 11, 2), dt.date(2026, 11, 8))


def take_dees_own_back() -> None:
    """The sheet of the cast goes back to Dee, who has sent it; nothing else of hers is in its way."""
    steps.empty_bens_sheet()
    dee = CAST.dee.actor()
    with actors.acting(dee):
        timesheets.recall(sheet=sheets.timesheets(actor=dee).get(pk=DEE.id_of("timesheet")), actor=dee, at=AT)


def enter(actor: actors.Actor = OLU, **given: Any) -> models.Timesheet:
    """Olu opens Dee's November sheet after a call."""
    receipt = dataclasses.replace(BY_PHONE, **given)
    with actors.acting(actor):
        return sheets_on_behalf.enter(
            employment=steps.post_of(), period=steps.november(), receipt=receipt, actor=actor, at=AT
        )


def hand_in(actor: actors.Actor = OLU) -> models.Timesheet:
    """Olu enters five hours on a Tuesday, in place of the week that was there, and sends the sheet."""
    take_dees_own_back()
    with actors.acting(actor):
        sheet = enter(actor)
        entry = timesheets.EntryValue(day=TUESDAY, kind="hours", starts=dt.time(9), finishes=dt.time(14))
        timesheets.save_days(sheet=sheet, days=WEEK, entries=[entry], actor=actor)
        return sheets_on_behalf.hand_in(sheet=sheet, actor=actor, at=AT)


def digest(actor: actors.Actor = MARA) -> str:
    """What Mara reads out."""
    sheet = sheets.timesheets(actor=actor).get(pk=DEE.id_of("timesheet"))
    return sheets.shown(sheet, actor=actor).digest


def record(
    actor: actors.Actor = MARA, *, said_by: str = "Asha Verma", said_at: dt.datetime = AT, seen: str = ""
) -> models.Timesheet:
    """Mara writes down that Asha approves."""
    with actors.acting(actor):
        sheet = sheets.timesheets(actor=actor).get(pk=DEE.id_of("timesheet"))
        return sheets_on_behalf.record_approval(
            sheet=sheet,
            seen=seen or digest(actor),
            word=sheets_on_behalf.Word(said_by, said_at, "She knew the last payment."),
            actor=actor,
            at=AT,
        )


def said_of(sheet: models.Timesheet, verb: str) -> AuditEvent:
    """What history says of it."""
    with actors.acting(job()):
        return AuditEvent.objects.filter(thing_id=str(sheet.pk), verb=verb).latest("pk")


def test_a_sheet_that_came_by_phone_says_who_entered_it_and_when_it_came() -> None:
    sheet = hand_in()
    assert (sheet.state, sheet.source, sheet.received_on) == ("submitted", "phone", TODAY)
    assert (sheet.entered_by_id, sheet.submitted_by_id) == (OLU.user_id, OLU.user_id)
    for verb in ("enter", "hand_in"):
        event = said_of(sheet, verb)
        assert (event.actor_name, event.on_behalf_of) == ("Olu Bello", "Dee Lowe")


def test_what_a_pa_has_saved_stays_until_it_is_changed() -> None:
    take_dees_own_back()
    sheet = enter()
    with actors.acting(job()):
        assert models.TimesheetEntry.objects.filter(timesheet=sheet).count() == 2


def test_a_pas_own_sheet_is_not_changed_before_it_is_said_how_the_hours_came() -> None:
    take_dees_own_back()
    with actors.acting(OLU):
        sheet = sheets.timesheets(actor=OLU).get(pk=DEE.id_of("timesheet"))
        with pytest.raises(errors.Conflict, match="Say first how you have their hours"):
            timesheets.save_days(sheet=sheet, days=WEEK, entries=[], actor=OLU)
        with pytest.raises(errors.Conflict, match="Say first how you have their hours"):
            sheets_on_behalf.hand_in(sheet=sheet, actor=OLU, at=AT)


def test_a_sheet_that_is_sent_is_not_entered_again() -> None:
    with pytest.raises(errors.Conflict, match="in already: waiting for approval"):
        enter()


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"on": TODAY + dt.timedelta(days=1)}, "after today"),
        ({"on": dt.date(2026, 10, 1)}, "before these dates"),
        ({"source": "portal"}, "Choose how you have the hours"),
    ],
)
def test_hours_came_in_on_a_day_and_in_a_way_that_can_be(given: dict[str, Any], sentence: str) -> None:
    take_dees_own_back()
    with pytest.raises(errors.Invalid, match=sentence):
        enter(**given)


@pytest.mark.parametrize("person", [CAST.asha, CAST.dee, CAST.fay])
def test_only_payroll_and_support_workers_enter_sheets_for_pas(person: Person) -> None:
    with pytest.raises(errors.NotAllowed):
        enter(person.actor())


def test_a_support_worker_enters_a_sheet_of_their_caseload_and_another_approves_it() -> None:
    sheet = hand_in(MARCUS)
    assert (sheet.state, sheet.entered_by_id) == ("submitted", MARCUS.user_id)
    event = said_of(sheet, "hand_in")
    assert (event.actor_name, event.role, event.on_behalf_of) == (MARCUS.name, "support_worker", "Dee Lowe")
    with pytest.raises(errors.NotAllowed):
        record(MARCUS)
    assert record(MARA).state == "approved"


def test_a_support_worker_who_acts_for_the_employer_does_not_approve_what_they_entered() -> None:
    hand_in(MARCUS)
    joan = CAST.joan.actor()
    with actors.acting(job()):
        models.Timesheet.objects.filter(pk=DEE.id_of("timesheet")).update(entered_by=joan.user_id)
    with actors.acting(joan):
        sheet = sheets.timesheets(actor=joan).get(pk=DEE.id_of("timesheet"))
        with pytest.raises(errors.Conflict, match="You entered this sheet"):
            timesheets.approve(sheet=sheet, seen=sheet.digest, actor=joan, at=AT)


def test_a_support_worker_reaches_no_sheet_outside_their_caseload() -> None:
    with actors.acting(MARCUS):
        seen = set(sheets.timesheets(actor=MARCUS).values_list("employment__employer__name", flat=True))
    assert seen == {"Asha Verma"}


def test_an_approval_by_phone_keeps_whose_word_it_was_when_and_what_was_read_out() -> None:
    hand_in()
    sheet = record()
    assert (sheet.state, sheet.decided_by_id) == ("approved", MARA.user_id)
    with actors.acting(job()):
        word = models.SpokenApproval.objects.get(timesheet=sheet)
    assert (word.said_by, word.said_at, word.digest) == ("Asha Verma", AT, sheet.digest)
    assert word.recorded_by_id == MARA.user_id
    event = said_of(sheet, "record_approval")
    assert (event.actor_name, event.on_behalf_of) == ("Mara Finch", "Asha Verma")


def test_who_entered_a_sheet_does_not_record_its_approval() -> None:
    hand_in()
    with pytest.raises(errors.Conflict, match="second person"):
        record(OLU)


def test_nor_when_somebody_else_has_sent_what_they_entered() -> None:
    hand_in()
    with actors.acting(job()):
        models.Timesheet.objects.filter(pk=DEE.id_of("timesheet")).update(submitted_by=CAST.mara.user_id)
    with pytest.raises(errors.Conflict, match="You entered this sheet"):
        record(OLU)


def test_a_pa_who_acts_for_the_employer_does_not_approve_what_payroll_entered_for_them() -> None:
    hand_in()
    joan = CAST.joan
    with actors.acting(job()):
        post = steps.post_of()
        type(post.assistant).objects.filter(pk=post.assistant_id).update(user_id=joan.user_id)
    with actors.acting(joan.actor()):
        sheet = sheets.timesheets(actor=joan.actor()).get(pk=DEE.id_of("timesheet"))
        with pytest.raises(errors.Conflict, match="These are your own hours"):
            timesheets.approve(sheet=sheet, seen=sheet.digest, actor=joan.actor(), at=AT)


def test_the_word_of_the_pa_who_acts_for_the_employer_is_not_taken() -> None:
    hand_in()
    with actors.acting(MARA):
        assert approvers.names_of(steps.post_of(), actor=MARA) == ["Asha Verma", "Joan Marsh"]
    with actors.acting(job()):
        post = steps.post_of()
        type(post.assistant).objects.filter(pk=post.assistant_id).update(user_id=CAST.joan.user_id)
    with pytest.raises(errors.Invalid, match="Choose who said it"):
        record(said_by="Joan Marsh")


def test_a_representative_who_may_not_approve_gives_no_word() -> None:
    hand_in()
    with actors.acting(job()):
        Representation.objects.filter(user_id=CAST.joan.user_id).update(approves_timesheets=False)
    with pytest.raises(errors.Invalid, match="Choose who said it"):
        record(said_by="Joan Marsh")


@pytest.mark.parametrize(
    ("said_at", "sentence"),
    [(AT + dt.timedelta(minutes=1), "later than now"), (AT - dt.timedelta(minutes=1), "before it was sent")],
)
def test_a_word_is_given_after_the_sheet_was_sent_and_before_now(said_at: dt.datetime, sentence: str) -> None:
    hand_in()
    with pytest.raises(errors.Invalid, match=sentence):
        record(said_at=said_at)


def test_what_was_not_read_out_is_not_approved() -> None:
    hand_in()
    with pytest.raises(errors.Conflict, match="changed since you opened it"):
        record(seen="0" * 64)
    with actors.acting(job()):
        assert not models.SpokenApproval.objects.filter(timesheet=DEE.id_of("timesheet")).exists()


def test_an_approval_is_recorded_once() -> None:
    hand_in()
    record()
    with pytest.raises(errors.Conflict, match="already “Approved”"):
        record(seen="0" * 64)


def test_a_sheet_that_was_entered_is_taken_back_and_a_pas_own_is_not() -> None:
    with actors.acting(OLU):
        own = sheets.timesheets(actor=OLU).get(pk=DEE.id_of("timesheet"))
        with pytest.raises(errors.Conflict, match="Only they can take it back"):
            sheets_on_behalf.take_back(sheet=own, actor=OLU, at=AT)
    sheet = hand_in()
    with actors.acting(OLU):
        assert sheets_on_behalf.take_back(sheet=sheet, actor=OLU, at=AT).state == "draft"


def test_the_database_keeps_who_entered_a_sheet_with_how_it_came() -> None:
    with actors.acting(job()), pytest.raises(IntegrityError), transaction.atomic():
        models.Timesheet.objects.filter(pk=DEE.id_of("timesheet")).update(source="phone")


def test_a_word_once_written_down_is_never_changed() -> None:
    hand_in()
    record()
    with actors.acting(job()):
        words = models.SpokenApproval.objects.filter(timesheet=DEE.id_of("timesheet"))
        with pytest.raises(DatabaseError), transaction.atomic():
            words.update(said_by="Someone")


def test_staff_do_not_make_the_moves_of_a_pa_or_an_employer() -> None:
    with actors.acting(OLU):
        sheet = sheets.timesheets(actor=OLU).get(pk=DEE.id_of("timesheet"))
        for name in ("recall", "approve", "reject"):
            with pytest.raises(errors.NotAllowed):
                transitions.move(sheet, name, actor=OLU, at=AT, reason="Because.")


def test_a_colleague_neither_enters_nor_sends_a_sheet_before_saying_how_they_have_the_hours() -> None:
    """Else whoever typed the hours could record the approval of them."""
    take_dees_own_back()
    sheet = enter(OLU)
    with actors.acting(MARA):
        with pytest.raises(errors.Conflict, match="A colleague is entering this sheet"):
            timesheets.save_days(sheet=sheet, days=WEEK, entries=[], actor=MARA)
        with pytest.raises(errors.Conflict, match="A colleague is entering this sheet"):
            sheets_on_behalf.hand_in(sheet=sheet, actor=MARA, at=AT)
    sheet = enter(MARA)
    with actors.acting(MARA):
        sheets_on_behalf.hand_in(sheet=sheet, actor=MARA, at=AT)
    with pytest.raises(errors.Conflict, match="A second person"):
        record(MARA)
