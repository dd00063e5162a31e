"""A job goes through every council, whatever goes wrong in one of them."""

import uuid
from typing import Any

import pytest
from celery.exceptions import SoftTimeLimitExceeded

from dpss.access import actors, jobs, policy

pytestmark = pytest.mark.django_db


class Step:
    """Something is due once in each council; in the first it goes wrong, with a name in the words."""

    def __init__(self, error: Exception) -> None:
        self.error = error
        self.seen: list[uuid.UUID] = []

    def __call__(self, actor: actors.Actor) -> int:
        if actor.council_id in self.seen:
            return 0
        self.seen.append(actor.council_id)
        if len(self.seen) == 1:
            raise self.error
        return 1


def test_an_error_in_one_council_does_not_stop_the_others_and_is_seen_at_the_end(caplog: Any) -> None:
    step = Step(ValueError("Dee Lowe QQ123456C"))
    with pytest.raises(jobs.JobFailed, match="failed in east") as failed:
        jobs.through_councils(policy.JOB_PAYMENTS, step)
    assert len(step.seen) == 2
    (said,) = [record.getMessage() for record in caplog.records if record.name == jobs.__name__]
    assert "ValueError" in said
    assert "test_jobs.py" in said
    assert "Dee Lowe" not in f"{said} {failed.value} {failed.value.__context__}"


def test_a_job_whose_time_is_over_ends_at_once() -> None:
    step = Step(SoftTimeLimitExceeded())
    with pytest.raises(SoftTimeLimitExceeded):
        jobs.through_councils(policy.JOB_PAYMENTS, step)
    assert len(step.seen) == 1
