"""Reports to HMRC of an employer whose PAYE reference is not there yet."""

import pytest
from django.test import Client
from django.urls import reverse

from dpss.access import actors
from payroll import models
from tests.payroll.operations import hmrc, steps
from tests.payroll.views.people.words_of import words_of

pytestmark = pytest.mark.django_db
REPORTS = "/payroll/hmrc/"
REGISTERED = {
    "status": "registered",
    "office_number": "120",
    "reference": "ZZ99999",
    "accounts_office_reference": "120PZ99999999",
}
NO_REFERENCE = {
    "status": "awaiting",
    "office_number": "",
    "reference": "",
    "accounts_office_reference": "",
}


@pytest.fixture
def nudged(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The sweeps that a page asked for."""
    asked: list[str] = []
    monkeypatch.setattr("dpss.celery.nudge", asked.append)
    return asked


def scheme(**given: str) -> None:
    """How Asha stands with HMRC."""
    with actors.acting(steps.job()):
        models.PayeScheme.objects.filter(employer_id=steps.ASHA.id_of("employer")).update(**given)


def waiting() -> models.Submission:
    """Asha's November is paid before there is a reference, and its report waits for one."""
    scheme(**NO_REFERENCE)
    steps.pay_november()
    with actors.acting(steps.job()):
        models.Submission.objects.filter(pk=hmrc.report().pk).update(state="awaiting")
    return hmrc.report()


def at(name: str, report: models.Submission) -> str:
    """The address of a page about a report."""
    return reverse(f"payroll:{name}", args=[report.pk])


def test_without_a_reference_there_is_nothing_to_send_and_the_employer_is_asked(mara: Client) -> None:
    report = waiting()
    answer = mara.get(at("submission", report))
    said = words_of(answer)
    assert "HMRC has not sent the employer's PAYE reference yet." in said
    assert "HMRC has not sent the employer's PAYE reference yet." in words_of(mara.get(REPORTS))
    assert "Nothing can be sent before the reference is recorded for the employer." in said
    assert "Ask Asha Verma for it" in said
    assert at("submission_release", report) not in answer.content.decode()
    assert reverse("payroll:employer", args=[report.employer_id]) in answer.content.decode()


def test_a_report_that_was_never_made_has_none(olu: Client) -> None:
    report = waiting()
    assert olu.get(at("submission_message", report)).status_code == 404
    assert at("submission_message", report) not in olu.get(at("submission", report)).content.decode()


def test_what_waited_for_a_reference_is_made_and_queued(mara: Client, nudged: list[str]) -> None:
    report = waiting()
    still = mara.post(at("submission_release", report), follow=True)
    assert "still missing" in words_of(still)
    scheme(**REGISTERED)
    answer = mara.post(at("submission_release", report), follow=True)
    assert "It waits to be sent to HMRC." in words_of(answer)
    made = hmrc.report()
    assert made.state == "queued"
    assert "135.00" in (made.body or "")
    assert nudged[-1:] == ["payroll.send_submissions"]
