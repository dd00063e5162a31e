"""A summary goes to HMRC's sandbox under its own class, is accepted, and is looked for under it when lost."""

import datetime as dt

import pytest

from dpss.access import actors, policy
from payroll import models
from payroll.operations import eps, looking, submissions
from tests.cast import AT, CAST, TODAY
from tests.payroll.operations import hmrc, steps
from tests.payroll.sandbox.wire import Sandbox

JOB = actors.for_job(job=policy.JOB_SUBMISSIONS, council_id=CAST.east.id, today=TODAY)


@pytest.fixture
def queued(own_database: str) -> None:
    """Asha's claim of the Employment Allowance waits to be sent. Committed."""
    with actors.acting(steps.job()):
        claims = models.AllowanceClaim.objects.filter(employer_id=steps.ASHA.id_of("employer"))
        claims.update(claimed_by=CAST.olu.user_id)
    eps.queue_due(actor=JOB, at=AT)


def states() -> list[str]:
    with actors.acting(JOB):
        return list(models.Submission.objects.filter(kind="eps").values_list("state", flat=True))


def send() -> None:
    while submissions.send_next(actor=JOB, at=AT):
        pass


@pytest.mark.usefixtures("queued")
def test_a_summary_is_sent_and_accepted(sandbox: Sandbox) -> None:
    send()
    assert states() == ["acknowledged"]
    while submissions.poll_next(actor=JOB, at=hmrc.POLLED):
        pass
    assert states() == ["accepted"]
    (kept,) = sandbox.control("submissions")["submissions"]
    assert (kept["message_class"], kept["outcome"]) == ("HMRC-PAYE-RTI-EPS", "accepted")
    assert eps.queue_due(actor=JOB, at=AT) == 0


@pytest.mark.usefixtures("queued", "impatient")
def test_a_summary_whose_answer_was_lost_is_found_and_never_sent_twice(sandbox: Sandbox) -> None:
    sandbox.control("next", {"behaviour": "timeout_after", "seconds": 2})
    send()
    assert states() == ["unknown"]
    assert hmrc.look(at=AT + looking.LONGEST_SENDING + dt.timedelta(seconds=1)) == 1
    assert states() == ["acknowledged"]
    assert len(sandbox.control("submissions")["submissions"]) == 1
