"""The job that makes reports after the approval: of what was so then, once, and sent only when made."""

import datetime as dt
import threading

import pytest
from django.db import IntegrityError, connection, transaction

from dpss.access import actors
from dpss.access.models import AuditEvent
from payroll import models, report_facts
from payroll.operations import fps, payruns, report_bodies, submissions
from payroll.rti import irmark
from tests import database
from tests.cast import AT, CAST
from tests.payroll.operations import correcting, hmrc, steps
from tests.payroll.operations.steps import ASHA, DEE, job
from tests.payroll.sandbox.wire import Sandbox

LATE = dt.datetime(2026, 12, 1, 9, tzinfo=dt.UTC)


@pytest.fixture
def queued(db: None) -> models.Submission:
    """Asha's November, approved, and not made yet."""
    return approve_only()


def approve_only() -> models.Submission:
    """Asha's November approved, before the job has come to its report."""
    steps.approve_sheet()
    run = steps.calculate()
    assert steps.approve(run.pk, reported=False).refused == {}
    return hmrc.report()


def everything_is_recorded_otherwise() -> None:
    """A new name, address, number, contract, tax code and PAYE reference, and a payslip for less."""
    with actors.acting(job()):
        models.PayrollIdentity.objects.filter(assistant_id=DEE.assistant_id).update(
            hmrc_forename="Deborah", hmrc_surname="Other", address_line_1="9 Elsewhere", postcode="XX9 9XX"
        )
        models.EmploymentTerms.objects.filter(employment=DEE.id_of("employment")).update(weekly_minutes=2400)
        models.TaxDetails.objects.filter(employment=DEE.id_of("employment")).update(tax_code="BR")
        models.Employment.objects.filter(pk=DEE.id_of("employment")).update(hours="irregular")
        models.PayeScheme.objects.filter(employer_id=ASHA.id_of("employer")).update(
            office_number="120", reference="ZZ99999"
        )


def test_approval_keeps_what_it_is_made_from_sealed_and_no_body(queued: models.Submission) -> None:
    assert (queued.state, queued.body, queued.irmark, queued.receipt) == ("queued", None, "", "")
    assert report_facts.from_text(queued.facts or "").people
    with actors.acting(hmrc.HMRC), connection.cursor() as cursor:
        cursor.execute("select facts from payroll_submission where id = %s", [queued.pk])
        (stored,) = cursor.fetchone() or (b"",)
    assert b"Lowe" not in bytes(stored)


def test_the_job_makes_the_body_and_forgets_what_it_was_made_from(queued: models.Submission) -> None:
    assert steps.make_reports() == 1
    made = hmrc.report()
    mark = irmark.of((made.body or "").encode())
    assert (made.state, made.facts, made.errors) == ("queued", None, [])
    assert (made.irmark, made.receipt) == (mark.base64, mark.base32)
    assert steps.make_reports() == 0
    assert hmrc.report().body == made.body


def test_it_says_what_was_so_at_the_approval_whatever_is_recorded_since(queued: models.Submission) -> None:
    with transaction.atomic():
        steps.make_reports()
        at_once = hmrc.report().body
        transaction.set_rollback(True)
    assert hmrc.report().body is None
    everything_is_recorded_otherwise()
    steps.make_reports(at=LATE)
    assert at_once
    assert hmrc.report().body == at_once


def test_a_corrected_payslip_does_not_change_the_report_that_was_queued(queued: models.Submission) -> None:
    with transaction.atomic():
        steps.make_reports()
        at_once = hmrc.report().body
        transaction.set_rollback(True)
    correcting.correct("14.50")
    with actors.acting(job()):
        first, second = models.Submission.objects.filter(due_on=queued.due_on).order_by("pk")
    assert first.pk == queued.pk
    assert first.body == at_once
    assert second.body not in {None, at_once}


def test_what_breaks_a_rule_is_held_by_the_job_with_the_sentence_and_on_record(db: None) -> None:
    with actors.acting(job()):
        models.PayrollIdentity.objects.filter(assistant_id=DEE.assistant_id).update(hmrc_surname="Łowe漢")
    report = approve_only()
    assert (report.state, report.errors) == ("queued", [])
    steps.make_reports()
    held = hmrc.report()
    assert (held.state, held.body, held.facts) == ("held", None, None)
    assert held.errors[0]["text"]
    with actors.acting(job()):
        event = AuditEvent.objects.get(thing_id=str(held.pk), verb="hold")
    assert event.actor is None
    assert event.after == {"state": "held", "errors": held.errors}


def test_facts_that_do_not_open_are_held_and_stop_no_other(queued: models.Submission) -> None:
    with actors.acting(hmrc.HMRC):
        models.Submission.objects.filter(pk=queued.pk).update(facts=b"changed")
    steps.make_reports()
    held = hmrc.report()
    assert (held.state, held.errors[0]["text"]) == ("held", report_bodies.UNREADABLE)
    with actors.acting(CAST.mara.actor()):
        fps.release(submission=held, actor=CAST.mara.actor(), at=AT)
    assert (hmrc.report().state, bool(hmrc.report().body)) == ("queued", True)


def test_a_fault_in_one_report_is_held_and_logged_without_its_words_and_stops_no_other(
    queued: models.Submission, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object, **__: object) -> bytes:
        raise ZeroDivisionError("PW123456A")

    monkeypatch.setattr(report_bodies, "body_of", broken)
    steps.make_reports()
    held = hmrc.report()
    assert (held.state, held.body, held.facts) == ("held", None, None)
    assert held.errors[0]["text"] == report_bodies.FAULT
    assert "ZeroDivisionError" in caplog.text
    assert "PW123456A" not in caplog.text
    monkeypatch.undo()
    with actors.acting(CAST.mara.actor()):
        fps.release(submission=held, actor=CAST.mara.actor(), at=AT)
    assert (hmrc.report().state, bool(hmrc.report().body)) == ("queued", True)


def test_a_late_report_that_a_person_lets_go_before_it_is_made_is_made_once(db: None) -> None:
    steps.approve_sheet()
    run = steps.calculate()
    mara = CAST.mara.actor(today=LATE.date())
    with actors.acting(mara):
        payruns.approve(payrun_ids=[run.pk], actor=mara, at=LATE)
        waiting = models.Submission.objects.get(payrun=run)
        assert (waiting.state, waiting.body) == ("held", None)
        fps.release(submission=waiting, late_reason="G", actor=mara, at=LATE)
    let_go = hmrc.report()
    assert (let_go.state, let_go.facts, let_go.late_reason) == ("queued", None, "G")
    assert steps.make_reports() == 0
    assert hmrc.report().body == let_go.body


def test_what_is_late_keeps_waiting_for_its_reason_when_it_is_made(db: None) -> None:
    steps.approve_sheet()
    run = steps.calculate()
    mara = CAST.mara.actor(today=LATE.date())
    with actors.acting(mara):
        payruns.approve(payrun_ids=[run.pk], actor=mara, at=LATE)
    asked = hmrc.report().errors
    steps.make_reports(at=LATE)
    made = hmrc.report()
    assert (made.state, made.errors) == ("held", asked)
    assert made.body


def test_a_correction_is_told_of_a_report_that_cannot_be_sent_although_the_job_had_not_come(db: None) -> None:
    """Dee's first report is held, so that of the correction is the one that tells HMRC of the start."""
    with actors.acting(job()):
        models.PayrollIdentity.objects.filter(assistant_id=DEE.assistant_id).update(hmrc_surname="Łowe漢")
    approve_only()
    correcting.correct("14.50")
    with actors.acting(job()):
        found = models.Submission.objects.filter(
            due_on=dt.date(2026, 11, 27), payrun__employer=ASHA.id_of("employer")
        )
        assert {one.state for one in found} == {"held"}
        assert not found.exclude(facts=None).exists()


def test_a_body_never_stands_beside_what_it_is_still_made_from(queued: models.Submission) -> None:
    with actors.acting(hmrc.HMRC), pytest.raises(IntegrityError), transaction.atomic():
        models.Submission.objects.filter(pk=queued.pk).update(body=b"made")


@pytest.mark.usefixtures("own_database")
def test_what_is_not_made_is_never_sent(sandbox: Sandbox) -> None:
    approve_only()
    assert not submissions.send_next(actor=hmrc.HMRC, at=AT)
    assert hmrc.report().state == "queued"
    steps.make_reports()
    assert submissions.send_next(actor=hmrc.HMRC, at=AT)
    assert hmrc.report().state == "acknowledged"


def test_ten_at_once_make_it_once(own_database: str) -> None:
    report = approve_only()
    made = database.together(*[steps.make_reports] * 10)
    assert sorted(made) == [0] * 9 + [1]
    assert hmrc.report().body
    with actors.acting(job()):
        assert not AuditEvent.objects.filter(thing_id=str(report.pk)).exclude(verb="queue").exists()


def test_a_report_that_another_worker_holds_is_left_for_the_next_time(own_database: str) -> None:
    report = approve_only()
    held, done = threading.Event(), threading.Event()

    def hold() -> None:
        with actors.acting(hmrc.HMRC):
            list(models.Submission.objects.filter(pk=report.pk).select_for_update(of=("self",)))
            held.set()
            done.wait(60)

    def make() -> int:
        held.wait(60)
        try:
            return steps.make_reports()
        finally:
            done.set()

    assert database.together(hold, make)[1] == 0
    assert steps.make_reports() == 1
