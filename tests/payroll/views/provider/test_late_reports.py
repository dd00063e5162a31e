"""Many reports that were ready only after the payday go out for one reason."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from dpss.access import actors
from payroll import models
from payroll.operations import payruns
from tests.cast import AT, CAST
from tests.payroll.operations import steps

pytestmark = pytest.mark.django_db
MARA = CAST.mara
AFTER = dt.date(2026, 11, 30)


@pytest.fixture
def late(today: Callable[[dt.date], None]) -> models.Submission:
    """Asha's November, approved three days after its payday."""
    steps.approve_sheet()
    run = steps.calculate()
    actor = MARA.actor(today=AFTER)
    with actors.acting(actor):
        at = AT + dt.timedelta(days=9)
        assert payruns.approve(payrun_ids=[run.pk], actor=actor, at=at).refused == {}
    today(AFTER)
    return report(run.pk)


def report(run: object) -> models.Submission:
    with actors.acting(steps.job()):
        return models.Submission.objects.get(payrun_id=run)


def test_they_are_counted_listed_and_sent_with_the_reason(
    late: models.Submission, signed_in: Callable[..., Client]
) -> None:
    browser = signed_in(MARA)
    assert "1 report was ready only after the payday" in browser.get(reverse("payroll:submissions")).text
    listed = browser.get(reverse("payroll:late_reports")).text
    assert str(late.pk) in listed
    send = reverse("payroll:late_reports_send")
    assert "Asha Verma" in browser.get(send, {"key": late.pk}).text
    done = browser.post(send, {"key": late.pk, "late_reason": "G"}, follow=True)
    assert "1 done." in done.text
    assert "No report waits for a reason" in done.text
    sent = report(late.payrun_id)
    assert (sent.state, sent.late_reason) == ("queued", "G")
    assert "<LateReason>G</LateReason>" in (sent.body or "")


def test_what_is_no_late_report_is_left_as_it_is(
    late: models.Submission, signed_in: Callable[..., Client]
) -> None:
    with actors.acting(steps.job()):
        other = models.Submission.objects.exclude(pk=late.pk).filter(kind="fps").first()
    assert other is not None
    told = signed_in(MARA).post(
        reverse("payroll:late_reports_send"), {"key": other.pk, "late_reason": "G"}, follow=True
    )
    assert "0 done." in told.text
    with actors.acting(steps.job()):
        assert models.Submission.objects.get(pk=other.pk).state == other.state
