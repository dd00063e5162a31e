"""HMRC is asked for National Insurance numbers as it is told of wages: once, when it would answer."""

import datetime as dt
from typing import Any

import pytest

from dpss.access import actors, policy
from dpss.kernel import errors
from payroll import models
from payroll.operations import answers, nvr, reporting, submissions
from payroll.queries import nvr as queries
from tests.cast import AT, CAST, TODAY
from tests.payroll.operations import steps
from tests.payroll.sandbox.wire import Sandbox

OLU = CAST.olu.actor()
MARA = CAST.mara.actor()
EMPLOYER = steps.ASHA.id_of("employer")


def told_of_wages(*, on: dt.datetime = AT - dt.timedelta(weeks=3)) -> None:
    """HMRC has accepted the employer's first report of wages."""
    with actors.acting(steps.job()):
        rows = models.Submission.objects.filter(employer=EMPLOYER, kind="fps")
        rows.update(state="accepted", sent_at=on, finished_at=on)


def ask(*posts: Any, by: actors.Actor = OLU) -> list[models.Submission]:
    """Olu asks; about everybody whose number is not confirmed, unless posts are given."""
    with actors.acting(by):
        employer = models.Employer.objects.get(pk=EMPLOYER)
        found = queries.asking(EMPLOYER, today=TODAY, actor=by)
        ids = [post.pk for post in posts] or [one.post.pk for one in found]
        return nvr.ask(employer=employer, post_ids=ids, actor=by, at=AT)


@pytest.mark.django_db
class TestAsking:
    """What is asked, and when it is not."""

    def test_a_request_names_the_posts_and_says_what_is_recorded_of_them(self) -> None:
        told_of_wages()
        (made,) = ask()
        assert (made.kind, made.state, made.employees) == ("nvr", "queued", len(made.said["posts"]))
        body = made.body or ""
        assert "<NINO>PW123456A</NINO>" in body
        assert f"<PayId>{steps.post_of().payroll_id}</PayId>" in body

    def test_nobody_is_asked_about_before_the_first_report_is_two_weeks_old(self) -> None:
        with actors.acting(steps.job()):
            models.Submission.objects.filter(employer=EMPLOYER).update(state="queued", sent_at=None)
        with pytest.raises(errors.Invalid, match="only after the employer's first report"):
            ask()
        told_of_wages(on=AT - dt.timedelta(days=13))
        with pytest.raises(errors.Invalid, match="which is Sunday 22 November 2026"):
            ask()

    def test_an_employer_without_a_reference_is_not_answered(self) -> None:
        told_of_wages()
        with actors.acting(steps.job()):
            models.PayeScheme.objects.filter(employer=EMPLOYER).update(
                status="awaiting", office_number="", reference=""
            )
        with pytest.raises(errors.Invalid, match="Record the reference for the employer first"):
            ask()

    def test_the_same_is_not_asked_twice(self) -> None:
        told_of_wages()
        ask()
        with pytest.raises(errors.Conflict, match="HMRC has been asked about them"):
            ask()

    def test_it_is_asked_again_when_no_answer_came_in_two_weeks(self) -> None:
        told_of_wages()
        (made,) = ask()
        with actors.acting(steps.job()):
            models.Submission.objects.filter(pk=made.pk).update(
                state="accepted", finished_at=AT - queries.ANSWER_WITHIN
            )
        assert len(ask()) == 1

    def test_a_confirmed_number_is_not_asked_for(self) -> None:
        told_of_wages()
        with actors.acting(steps.job()):
            models.PayrollIdentity.objects.update(nino_verified_on=TODAY)
        with pytest.raises(errors.Conflict, match="confirmed already"):
            ask(steps.post_of())

    def test_more_than_a_hundred_go_in_more_than_one_request(self, monkeypatch: pytest.MonkeyPatch) -> None:
        told_of_wages()
        steps.hire("Noor Ali", first_day=dt.date(2026, 11, 2))
        monkeypatch.setattr("payroll.rti.nvr.MOST", 1)
        assert [one.employees for one in ask()] == [1] * len(ask_open())

    def test_whoever_does_not_keep_posts_may_not_ask(self) -> None:
        with pytest.raises(errors.NotAllowed):
            ask(steps.post_of(), by=CAST.marcus.actor())

    def test_what_hmrc_refused_is_made_again_from_what_is_recorded_now(self) -> None:
        told_of_wages()
        (made,) = ask()
        with actors.acting(MARA):
            models.Submission.objects.filter(pk=made.pk).update(state="rejected")
            models.PayrollIdentity.objects.filter(assistant=steps.post_of().assistant).update(
                hmrc_surname="Otherwise"
            )
            newer = reporting.correct(submission=made, actor=MARA, at=AT)
            assert (newer.version, newer.corrects_id, newer.kind) == (2, made.pk, "nvr")
            assert "<Sur>Otherwise</Sur>" in (newer.body or "")
            with pytest.raises(errors.Conflict):
                reporting.correct(submission=made, actor=MARA, at=AT)


def ask_open() -> list[models.Employment]:
    """The posts that go on and whose number is not confirmed."""
    with actors.acting(OLU):
        return [one.post for one in queries.asking(EMPLOYER, today=TODAY, actor=OLU)]


@pytest.mark.usefixtures("own_database")
def test_a_request_is_sent_under_its_own_class_and_taken_by_hmrc(sandbox: Sandbox) -> None:
    job = hmrc_job()
    told_of_wages()
    (made,) = ask()
    while submissions.send_next(actor=job, at=AT):
        pass
    while submissions.poll_next(actor=job, at=AT + answers.POLL_AGAIN):
        pass
    with actors.acting(job):
        assert models.Submission.objects.get(pk=made.pk).state == "accepted"
    (kept,) = sandbox.control("submissions")["submissions"]
    assert (kept["message_class"], kept["outcome"]) == ("HMRC-PAYE-RTI-NVR", "accepted")


def hmrc_job() -> actors.Actor:
    """The job that sends."""
    return actors.for_job(job=policy.JOB_SUBMISSIONS, council_id=CAST.east.id, today=TODAY)
