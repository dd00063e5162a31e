"""HMRC's sandbox lets in the sender of the agent code that was chosen, and nobody else."""

import datetime as dt
from typing import Any

from dpss.access import actors
from payroll import models
from payroll.operations import submissions
from tests.cast import AT
from tests.payroll.operations.steps import job
from tests.payroll.operations.test_agents import choose, keep, report


def test_hmrc_lets_the_chosen_sender_in_and_no_other(hmrc: Any, own_database: str) -> None:
    hmrc("--sender", "EASTSENDER:east-only")
    choose(keep(), dt.date(2026, 11, 22))
    report()
    assert submissions.send_next(actor=job("submissions"), at=AT)
    with actors.acting(job()):
        sent = models.Submission.objects.get(due_on=dt.date(2026, 11, 27))
    assert sent.state == "acknowledged"
    assert "east-only" not in sent.message
