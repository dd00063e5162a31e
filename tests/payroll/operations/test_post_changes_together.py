"""A change of a post at the moment at which its pay is approved: one of the two, never both."""

from decimal import Decimal
from typing import Any

from dpss.access import actors, transitions
from dpss.kernel import errors
from payroll import models
from payroll.operations import leaving, payruns, terms
from tests import database
from tests.cast import AT, CAST
from tests.payroll.operations import steps
from tests.payroll.operations.steps import job

BETTER = terms.Terms(weekly_minutes=600, hourly_rate=Decimal(15), sleep_in_rate=Decimal(0))


def test_what_is_approved_is_what_holds(own_database: str) -> None:
    steps.approve_sheet()
    payrun = steps.calculate()
    post, first_day, olu, mara = steps.post_of(), steps.november().first_day, CAST.olu, CAST.mara

    def change() -> Any:
        with actors.acting(olu.actor()):
            return terms.change(post=post, day=first_day, terms=BETTER, actor=olu.actor(), at=AT)

    def approve() -> transitions.Outcome:
        with actors.acting(mara.actor()):
            return payruns.approve(payrun_ids=[payrun.pk], actor=mara.actor(), at=AT)

    changed, approved = database.together(change, approve)
    with actors.acting(job()):
        state = models.Payrun.objects.get(pk=payrun.pk).state
    if approved.moved:
        assert isinstance(changed, errors.Invalid)
        assert state == "approved"
    else:
        assert isinstance(changed, models.EmploymentTerms)
        assert state == "requested"


def test_a_last_day_that_is_sent_twice_is_recorded_once(own_database: str) -> None:
    post, day, olu = steps.post_of(), steps.november().last_day, CAST.olu

    def record() -> models.Employment:
        with actors.acting(olu.actor()):
            return leaving.record(post=post, last_day=day, actor=olu.actor(), at=AT)

    done = database.together(record, record)
    assert sum(isinstance(one, models.Employment) for one in done) == 1
    assert sum(isinstance(one, errors.Conflict) for one in done) == 1
