"""A report of Asha's that waits for HMRC, and the sweeps that send it, ask about it and look for it."""

import datetime as dt

from dpss.access import actors, policy
from payroll import models
from payroll.operations import answers, looking, submissions
from tests.cast import AT
from tests.payroll.operations import steps

HMRC = steps.job(policy.JOB_SUBMISSIONS)
POLLED = AT + answers.POLL_AGAIN
LATER = AT + looking.LONGEST_SENDING + dt.timedelta(seconds=1)


def report() -> models.Submission:
    """The report of Asha's November as it is stored now; the newest version."""
    with actors.acting(HMRC):
        return models.Submission.objects.filter(payrun=steps.run_of()).latest("version")


def send(*, at: dt.datetime = AT) -> bool:
    """One step of the sweeps that make what is approved, and send."""
    steps.make_reports(at=at)
    return submissions.send_next(actor=HMRC, at=at)


def poll(*, at: dt.datetime = POLLED) -> bool:
    """One step of the sweep that asks what became of it, as soon after sending as it may."""
    return submissions.poll_next(actor=HMRC, at=at)


def look(*, at: dt.datetime = LATER) -> int:
    """The sweep that looks for what is lost."""
    return looking.find_lost(actor=HMRC, at=at)


def every_sweep(*, at: dt.datetime = AT) -> None:
    """All that the worker does by itself, several times over, at a moment and some minutes later."""
    later = at + (LATER - AT)
    for _ in range(3):
        while send(at=at):
            pass
        look(at=later)
        while poll(at=later):
            pass
