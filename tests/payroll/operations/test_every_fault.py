"""Every fault of HMRC's gateway in one run: an employer for each, over HTTP, and nothing is sent twice.

All of them report under one sender in the same sweeps, so that each fault could harm the others.
"""

import datetime as dt
from collections import Counter
from typing import Any

import pytest

from dpss.access import actors
from payroll import models
from payroll.operations import answers, eps, refused_senders
from tests.cast import AT, CAST, TODAY
from tests.factories import payroll
from tests.payroll.operations import hmrc as portal
from tests.payroll.operations import steps
from tests.payroll.sandbox.wire import Sandbox

# By what goes wrong: what HMRC is told to do, how the report ends without a person, and what it says then.
POLL = {"request": "poll"}
LOST = "HMRC answered with status 50"
FAULTS: dict[str, tuple[dict[str, Any], str, str]] = {
    "nothing": ({}, "accepted", ""),
    "silence before": ({"behaviour": "timeout_before", "seconds": 0}, "unknown", "broke off"),
    "silence after": ({"behaviour": "timeout_after", "seconds": 0}, "accepted", ""),
    "status 500": ({"behaviour": "http_500"}, "unknown", LOST),
    "status 502 with a page": ({"behaviour": "http_502"}, "unknown", LOST),
    "a page": ({"behaviour": "page"}, "accepted", ""),
    "an empty answer": ({"behaviour": "nothing"}, "accepted", ""),
    "half an answer": ({"behaviour": "half"}, "accepted", ""),
    "a hundred megabytes": ({"behaviour": "huge"}, "accepted", ""),
    "entities that grow": ({"behaviour": "entity_bomb"}, "accepted", ""),
    "an entity outside": ({"behaviour": "outside_entity"}, "accepted", ""),
    "the reply to another": ({"behaviour": "anothers"}, "accepted", ""),
    "an error and it is there": ({"behaviour": "error_after", "number": 1000}, "accepted", ""),
    "a failure of the gateway": ({"behaviour": "error", "number": 1000}, "unknown", "1000"),
    "processing failed at once": ({"behaviour": "error", "number": 3000}, "unknown", "3000"),
    "a bad form": ({"behaviour": "error", "number": 1001}, "held", "badly formed"),
    "a wrong mark": ({"behaviour": "error", "number": 2021}, "held", "another IRmark"),
    "not for this employer": (
        {"behaviour": "error", "number": 1046},
        "held",
        refused_senders.NOT_FOR_THIS_EMPLOYER,
    ),
    "refused": (
        {"behaviour": "reject", "number": 7801, "text": "The PAYE reference is not known."},
        "rejected",
        "7801",
    ),
    "asked: silence": ({"behaviour": "timeout_after", "seconds": 0, **POLL}, "accepted", ""),
    "asked: status 502": ({"behaviour": "http_502", **POLL}, "accepted", ""),
    "asked: a page": ({"behaviour": "page", **POLL}, "accepted", ""),
    "asked: half": ({"behaviour": "half", **POLL}, "accepted", ""),
    "asked: too much": ({"behaviour": "huge", **POLL}, "accepted", ""),
    "asked: entities": ({"behaviour": "entity_bomb", **POLL}, "accepted", ""),
    "asked: another's": ({"behaviour": "anothers", **POLL}, "accepted", ""),
    "asked: not yet": ({"behaviour": "pending", "times": 3, **POLL}, "accepted", ""),
    "asked: a failure": ({"behaviour": "error", "number": 1000, **POLL}, "accepted", ""),
    "asked: no record": ({"behaviour": "error", "number": 2000, **POLL}, "accepted", ""),
    "asked: failed": ({"behaviour": "error", "number": 3000, "times": 9, **POLL}, "unknown", "3000"),
}
# Those of which a reply was worth keeping aside.
KEPT = {name for name in FAULTS if name.split(": ")[-1] in {
    "status 502 with a page", "a page", "half an answer", "entities that grow", "an entity outside", "half",
    "the reply to another", "entities", "another's", "an error and it is there", "failed", "no record",
    "processing failed at once", "a failure of the gateway",
}}  # fmt: skip
MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def employers(own_database: str) -> dict[str, models.Employer]:
    """One for each fault, each with a claim of the Employment Allowance that waits to be told."""
    made = {name: steps.employ(name) for name in FAULTS}
    with actors.acting(steps.job()):
        for number, employer in enumerate(made.values()):
            models.PayeScheme.objects.filter(employer=employer).update(reference=f"ZF{number:05}")
        models.AllowanceClaim.objects.filter(employer__in=made.values()).update(claimed_by=CAST.olu.user_id)
        models.AllowanceClaim.objects.exclude(employer__in=made.values()).update(claimed_by=None)
        for employer in made.values():
            payroll.registration_step(
                employer=employer, step="reference", done_on=TODAY, recorded_by_id=CAST.olu.user_id
            )
    eps.queue_due(actor=portal.HMRC, at=AT)
    return made


def summaries(employers: dict[str, models.Employer]) -> dict[str, models.Submission]:
    """The one report of each."""
    with actors.acting(portal.HMRC):
        rows = models.Submission.objects.filter(kind="eps", employer__in=employers.values())
        by_employer = {one.employer_id: one for one in rows}
        assert len(by_employer) == len(rows) == len(employers)
        return {name: by_employer[employer.pk] for name, employer in employers.items()}


def sweep(times: int) -> None:
    """All that the worker does by itself, a minute after a minute."""
    for number in range(times):
        at = AT + number * MINUTE
        while portal.send(at=at):
            pass
        portal.look(at=at)
        while portal.poll(at=at + answers.POLL_AGAIN):
            pass


@pytest.mark.usefixtures("impatient")
def test_every_fault_ends_in_its_state_and_nothing_is_sent_twice(
    sandbox: Sandbox, employers: dict[str, models.Employer]
) -> None:
    for number, (plan, _, _) in enumerate(FAULTS.values()):
        if plan:
            told = sandbox.control("next", {**plan, "office": "120", "paye_reference": f"ZF{number:05}"})
            assert "error" not in told
    sweep(30)
    ended = summaries(employers)
    assert {name: one.state for name, one in ended.items()} == {
        name: state for name, (_, state, _) in FAULTS.items()
    }
    for name, one in ended.items():
        said = " ".join(error["text"] for error in one.errors)
        assert FAULTS[name][2] in said, name
        assert bool(said) == (one.state != "accepted"), name
    at_hmrc = sandbox.control("submissions")
    assert at_hmrc["counts"]["duplicate"] == 0
    sent = Counter(one["paye_reference"] for one in at_hmrc["submissions"])
    assert sent == Counter(f"ZF{number:05}" for number in range(len(FAULTS)))
    with actors.acting(portal.HMRC):
        kept = {name for name, one in ended.items() if one.kept_replies.exists()}
        biggest = max(models.KeptReply.objects.values_list("size", flat=True))
    assert kept - {"a hundred megabytes", "asked: too much"} == KEPT
    assert biggest <= 4_000_000


@pytest.mark.usefixtures("impatient")
def test_what_a_person_must_decide_stays_as_it_is_for_days(
    sandbox: Sandbox, employers: dict[str, models.Employer]
) -> None:
    sandbox.control("next", {"behaviour": "error", "number": 3000, "times": 99, "request": "poll"})
    sweep(20)
    before = len(sandbox.lines)
    for day in range(3):
        portal.every_sweep(at=AT + dt.timedelta(days=1 + day))
    assert {one.state for one in summaries(employers).values()} == {"unknown"}
    assert len(sandbox.lines) == before, "HMRC is not asked again and again about what it failed to process"
