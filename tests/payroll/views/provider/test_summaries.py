"""A summary for HMRC on the provider's pages: what it tells in words, and closing one that is not needed."""

import pytest
from django.test import Client
from django.urls import reverse

from dpss.access import actors, policy
from payroll import models
from payroll.operations import eps
from tests.cast import AT, CAST, TODAY
from tests.payroll.operations import steps
from tests.payroll.views.people.words_of import words_of

pytestmark = pytest.mark.django_db
JOB = actors.for_job(job=policy.JOB_SUBMISSIONS, council_id=CAST.east.id, today=TODAY)


@pytest.fixture
def summary() -> models.Submission:
    """Asha's claim of the Employment Allowance waits to be sent."""
    with actors.acting(steps.job()):
        claims = models.AllowanceClaim.objects.filter(employer_id=steps.ASHA.id_of("employer"))
        claims.update(claimed_by=CAST.olu.user_id)
    eps.queue_due(actor=JOB, at=AT)
    with actors.acting(JOB):
        return models.Submission.objects.get(kind="eps")


def stands(state: str, **given: object) -> None:
    with actors.acting(JOB):
        models.Submission.objects.filter(kind="eps").update(state=state, **given)


def at(name: str, summary: models.Submission) -> str:
    return reverse(f"payroll:{name}", args=[summary.pk])


def test_the_list_says_which_tax_month_a_summary_is_about(olu: Client, summary: models.Submission) -> None:
    page = words_of(olu.get(reverse("payroll:submissions")))
    assert "summary of tax month 8, 6 November to 5 December 2026" in page


def test_its_page_says_what_it_tells_and_by_when(olu: Client, summary: models.Submission) -> None:
    page = words_of(olu.get(at("submission", summary)))
    assert "The Employment Allowance is claimed." in page
    assert "Saturday 19 December 2026" in page
    assert "PAYE reference 120/ZZ99999" in page
    assert "Employees" not in page


def test_the_employers_page_names_it_beside_the_reports_of_wages(
    olu: Client, summary: models.Submission
) -> None:
    page = words_of(olu.get(reverse("payroll:employer", args=[summary.employer_id])))
    assert "summary of tax month 8" in page


def test_a_manager_closes_a_refused_summary_with_a_reason(mara: Client, summary: models.Submission) -> None:
    stands("rejected", errors=[{"number": "7806", "text": "Not in the filing period.", "where": ""}])
    assert "Close without sending" in words_of(mara.get(at("submission", summary)))
    refused = mara.post(at("submission_close", summary), {"reason": ""})
    assert "Say why" in words_of(refused) or "reason" in words_of(refused).lower()
    mara.post(at("submission_close", summary), {"reason": "Claimed by post."})
    with actors.acting(JOB):
        summary.refresh_from_db()
    assert summary.state == "closed"


def test_a_refused_summary_is_sent_anew_and_says_what_is_so_now(
    mara: Client, summary: models.Submission
) -> None:
    stands("rejected", errors=[{"number": "7806", "text": "Not in the filing period.", "where": ""}])
    asked = words_of(mara.get(at("submission_again", summary)))
    assert "Why is it late?" not in asked
    mara.post(at("submission_again", summary))
    with actors.acting(JOB):
        newer = models.Submission.objects.get(corrects=summary)
    assert (newer.state, newer.said) == ("queued", summary.said)
    assert "Send a new version" not in words_of(mara.get(at("submission", summary)))


def test_a_report_of_wages_is_never_offered_to_be_closed(mara: Client) -> None:
    steps.pay_november()
    with actors.acting(steps.job()):
        report = models.Submission.objects.get(payrun=steps.run_of())
        models.Submission.objects.filter(pk=report.pk).update(state="held")
    assert "Close without sending" not in words_of(mara.get(at("submission", report)))
    page = words_of(mara.post(at("submission_close", report), {"reason": "Not wanted."}, follow=True))
    assert "It reports wages" in page
    with actors.acting(JOB):
        report.refresh_from_db()
    assert report.state == "held"
