"""Two people at once: one rise of pay, one open call each, one answer to whoever waits for a call."""

import threading
from collections.abc import Callable
from typing import Any

from django.db import connection

from dpss.access import actors
from payroll import models
from payroll.operations import calls
from tests.cast import AT, CAST
from tests.payroll.operations.steps import ASHA, DEE, job
from tests.payroll.operations.test_rises import BY_50P, raised, terms_of


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Do them at the same moment, each on a connection of its own; what each gave."""
    ready, given = threading.Barrier(len(acts)), []

    def one(act: Callable[[], Any]) -> None:
        ready.wait()
        try:
            given.append(act())
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return given


def test_pay_goes_up_once_when_two_people_raise_it(own_database: str) -> None:
    dee = DEE.id_of("employment")
    found = at_once(
        lambda: raised(dee, rise=BY_50P),
        lambda: raised(dee, rise=BY_50P, by=CAST.mara),
    )
    assert sorted(len(one.changed) for one in found) == [0, 1]
    assert [rate for *_, rate in terms_of(dee)][1:] == [BY_50P.by + 13 + BY_50P.by]


def test_a_call_that_waits_is_answered_by_one_call(own_database: str) -> None:
    olu = CAST.olu.actor()
    with actors.acting(olu):
        waiting = calls.begin(subject_id=ASHA.employer_subject_id, actor=olu, at=AT)
        calls.write_up(
            call=waiting,
            why="Payslip",
            said="",
            outcome="ring_back",
            ring_back_on=olu.today,
            actor=olu,
            at=AT,
        )

    def answer(by: Any) -> models.Call:
        with actors.acting(by.actor()):
            return calls.begin(
                subject_id=ASHA.employer_subject_id, actor=by.actor(), at=AT, rings_back=waiting
            )

    at_once(*(lambda by=by: answer(by) for by in (CAST.olu, CAST.mara, CAST.olu)))
    with actors.acting(job()):
        begun = models.Call.objects.filter(subject=ASHA.employer_subject_id, ended_at=None)
        assert begun.count() == 2
        assert begun.filter(rings_back=waiting).count() == 1
