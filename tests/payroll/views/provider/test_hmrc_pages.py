"""Senders that HMRC refuses, an employer's own, times without pay, and replies put aside, on the pages."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dpss.access import actors
from payroll import models
from payroll.queries import hmrc_senders
from tests.cast import AT, CAST, key
from tests.factories import hmrc
from tests.payroll.operations import steps
from tests.payroll.views.people.words_of import words_of

pytestmark = pytest.mark.django_db
ASHA = steps.ASHA.id_of("employer")
MAIN = key(CAST.east.slug, "northfield", "agent code")


@pytest.fixture
def mara(signed_in: Callable[..., Client]) -> Client:
    return signed_in(CAST.mara)


@pytest.fixture
def olu(signed_in: Callable[..., Client]) -> Client:
    return signed_in(CAST.olu)


@pytest.fixture(autouse=True)
def nudged(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The sweeps that a page asked for."""
    asked: list[str] = []
    monkeypatch.setattr("dpss.celery.nudge", asked.append)
    return asked


def stop() -> models.RefusedSender:
    """HMRC has refused the agent code of Northfield as it is now."""
    job = steps.job()
    with actors.acting(job):
        now = hmrc_senders.known_by({MAIN}, actor=job)[MAIN]
        return hmrc.refused_sender(
            council_id=CAST.east.id,
            organisation_id=key("northfield", "organisation"),
            agent_id=MAIN,
            digest=now.digest,
            lifted_at=None,
        )


def url(name: str, *more: Any) -> str:
    return reverse(f"payroll:{name}", args=[ASHA, *more])


def test_a_refused_sender_stands_above_the_reports_for_a_manager_alone(mara: Client, olu: Client) -> None:
    stop()
    reports = reverse("payroll:submissions")
    said = words_of(mara.get(reports))
    assert "HMRC refuses the agent code “Main code”." in said
    assert said.count("HMRC's schemas for 2026-27 are not loaded here.") == 1
    theirs = words_of(olu.get(reports))
    assert "HMRC refuses" not in theirs
    assert "schemas" not in theirs


def test_a_manager_sees_what_waits_and_has_it_tried_again(mara: Client, nudged: list[str]) -> None:
    stopped = stop()
    page = reverse("payroll:refused_sender", args=[stopped.pk])
    steps.pay_november()
    said = words_of(mara.get(page))
    assert "Reports that wait 1" in said
    assert reverse("payroll:agent_code", args=[MAIN]) in mara.get(page).content.decode()
    assert "tests-only" not in said
    mara.post(page)
    with actors.acting(CAST.mara.actor()):
        row = models.RefusedSender.objects.get(pk=stopped.pk)
    assert row.lifted_by_id == CAST.mara.user_id
    assert nudged == ["payroll.send_submissions"]
    assert "Nothing waits for it" in words_of(mara.get(page))


def test_the_password_of_an_employer_is_kept_sealed_and_never_shown(mara: Client) -> None:
    mara.post(url("own_sender"), {"sender": "OWN-ID", "password": "very-secret"})
    with actors.acting(CAST.mara.actor()):
        kept = models.EmployersSender.objects.get(employer_id=ASHA, ended_at=None)
    assert (kept.sender, kept.password) == ("OWN-ID", "very-secret")
    form, set_up = mara.get(url("own_sender")), mara.get(url("set_up"))
    assert "OWN-ID" in form.content.decode()
    assert "OWN-ID, used instead of the agent code" in words_of(set_up)
    assert "very-secret" not in form.content.decode() + set_up.content.decode()
    mara.post(url("own_sender_end"))
    with actors.acting(CAST.mara.actor()):
        ended = models.EmployersSender.objects.get(pk=kept.pk)
    assert (ended.password, ended.ended_at is not None) == (None, True)


def test_an_officer_sees_nothing_of_an_employers_own_user_id(olu: Client) -> None:
    assert olu.get(url("own_sender")).status_code == 403
    assert "own user ID" not in words_of(olu.get(url("set_up")))


def test_a_form_without_the_password_comes_back_with_the_user_id(mara: Client) -> None:
    page = mara.post(url("own_sender"), {"sender": "OWN-ID", "password": ""})
    assert "OWN-ID" in page.content.decode()
    assert page.status_code == 200


def test_an_officer_asks_for_a_time_without_pay_and_takes_it_back(olu: Client, nudged: list[str]) -> None:
    page = olu.get(url("inactive_time"))
    assert "from Sunday 6 December 2026, the first day of the next tax month" in words_of(page)
    olu.post(url("inactive_time"), {"months": "2"})
    with actors.acting(CAST.olu.actor()):
        made = models.InactiveTime.objects.get(employer_id=ASHA, taken_back_at=None)
    assert (made.first_day, made.last_day) == (dt.date(2026, 12, 6), dt.date(2027, 2, 5))
    assert "HMRC will be told." in words_of(olu.get(url("set_up")))
    olu.post(url("inactive_time_take_back", made.pk))
    with actors.acting(CAST.olu.actor()):
        assert models.InactiveTime.objects.get(pk=made.pk).taken_back_by_id == CAST.olu.user_id
    assert nudged == ["payroll.queue_summaries"] * 2


def test_replies_that_were_put_aside_stand_on_the_report_without_their_contents(mara: Client) -> None:
    steps.pay_november()
    with actors.acting(steps.job()):
        report = models.Submission.objects.get(employer_id=ASHA, state="queued", kind="fps")
        hmrc.kept_reply(submission=report, content="<html>secret page</html>")
    page = mara.get(reverse("payroll:submission", args=[report.pk]))
    assert "HMRC answered with status 502." in words_of(page)
    assert "secret page" not in page.content.decode()


def test_a_report_with_two_last_words_is_settled_with_what_hmrc_said(mara: Client) -> None:
    steps.pay_november()
    with actors.acting(steps.job()):
        reports = models.Submission.objects.filter(employer_id=ASHA, state="queued", kind="fps")
        report = reports.get()
        reports.update(state="accepted", escalated_at=AT)
    listed = words_of(mara.get(reverse("payroll:submissions"), {"saved": "unknown"}))
    assert "Asha" in listed
    page = reverse("payroll:submission_settle", args=[report.pk])
    assert "Say why" in words_of(mara.post(page, {"reason": ""})) or mara.post(page, {}).status_code == 200
    mara.post(page, {"reason": "HMRC says it is accepted."})
    with actors.acting(steps.job()):
        assert models.Submission.objects.get(pk=report.pk).escalated_at is None


def test_the_notices_take_the_same_queries_for_one_stop_and_for_three(mara: Client) -> None:
    reports = reverse("payroll:submissions")
    stop()
    mara.get(reports)
    with CaptureQueriesContext(connection) as one:
        mara.get(reports)
    with actors.acting(steps.job()):
        for number in range(2):
            hmrc.refused_sender(
                council_id=CAST.east.id,
                organisation_id=key("northfield", "organisation"),
                agent_id=MAIN,
                digest=str(number) * 64,
                lifted_at=None,
            )
    with CaptureQueriesContext(connection) as three:
        mara.get(reports)
    assert len(three) == len(one)
