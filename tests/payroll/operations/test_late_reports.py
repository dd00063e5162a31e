"""A report that HMRC gets after the payday carries the reason that fits, or waits for a person to say it."""

import datetime as dt
from typing import Any

import pytest

from dpss.access import actors
from dpss.access.models import AuditEvent
from dpss.kernel import errors
from payroll import late_reasons, models
from payroll.operations import answers, fps, looking, payruns, submissions
from payroll.rti import elements
from tests.cast import AT, CAST
from tests.payroll.operations import correcting, steps
from tests.payroll.operations import hmrc as portal
from tests.payroll.sandbox.wire import Sandbox

PAYDAY = dt.date(2026, 11, 27)
AFTER = dt.datetime(2026, 11, 30, 9, tzinfo=dt.UTC)


def reason(report: models.Submission) -> str:
    """HMRC's letter in the message itself."""
    found = elements.parse((report.body or "").encode()).find(".//{*}LateReason")
    return "" if found is None else found.text or ""


def send(at: dt.datetime) -> bool:
    """The sweep on a later day."""
    later = actors.for_job(job="submissions", council_id=CAST.east.id, today=at.date())
    return submissions.send_next(actor=later, at=at)


@pytest.mark.parametrize(
    ("today", "ready", "correction", "letter"),
    [
        (PAYDAY, PAYDAY, False, ""),
        (PAYDAY, PAYDAY, True, ""),
        (AFTER.date(), PAYDAY, False, "G"),
        (AFTER.date(), PAYDAY, True, "H"),
        (AFTER.date(), AFTER.date(), True, "H"),
        (AFTER.date(), AFTER.date(), False, None),
    ],
)
def test_only_what_is_recorded_is_told_as_a_reason(
    *,
    today: dt.date,
    ready: dt.date,
    correction: bool,
    letter: str | None,
) -> None:
    found = late_reasons.of(payday=PAYDAY, today=today, ready_on=ready, is_correction=correction)
    assert found == letter


@pytest.mark.usefixtures("waiting")
def test_a_day_on_which_hmrc_is_away_gives_a_reasonable_excuse(sandbox: Sandbox, settings: Any) -> None:
    there = settings.DPSS_HMRC_ADDRESS
    settings.DPSS_HMRC_ADDRESS = "http://127.0.0.1:9"
    for hours in range(24):
        assert not portal.send(at=AT + dt.timedelta(hours=hours))
    assert (portal.report().state, reason(portal.report())) == ("queued", "")
    settings.DPSS_HMRC_ADDRESS = there
    assert send(AFTER)
    portal.poll(at=AFTER + answers.POLL_AGAIN)
    made = portal.report()
    assert (made.state, made.late_reason, reason(made)) == ("accepted", "G", "G")
    assert sandbox.control("submissions")["counts"]["total"] == 1


@pytest.mark.usefixtures("waiting")
def test_a_report_in_time_has_no_reason_and_keeps_its_bytes(sandbox: Sandbox) -> None:
    before = portal.report().body
    portal.send()
    assert (portal.report().body, portal.report().late_reason) == (before, "")


@pytest.mark.usefixtures("own_database")
def test_wages_approved_after_the_payday_wait_for_the_reason() -> None:
    steps.approve_sheet()
    run = steps.calculate()
    mara = CAST.mara.actor(today=AFTER.date())
    with actors.acting(mara):
        assert payruns.approve(payrun_ids=[run.pk], actor=mara, at=AFTER).refused == {}
    made = portal.report()
    assert (made.state, made.errors[0]["text"]) == ("held", late_reasons.ASK)
    with actors.acting(mara):
        fps.release(submission=made, actor=mara, at=AFTER)
    assert (portal.report().state, reason(portal.report())) == ("queued", "")


@pytest.mark.usefixtures("own_database")
def test_no_reason_is_what_a_person_may_choose(sandbox: Sandbox) -> None:
    test_wages_approved_after_the_payday_wait_for_the_reason()
    assert send(AFTER)
    assert (portal.report().state, reason(portal.report())) == ("acknowledged", "")


@pytest.mark.usefixtures("waiting", "impatient")
def test_what_was_lost_is_left_to_the_report_of_the_correction_that_says_all_of_it(sandbox: Sandbox) -> None:
    sandbox.control("next", {"behaviour": "timeout_before", "seconds": 0})
    portal.every_sweep()
    lost, mara = portal.report(), CAST.mara.actor()
    mark = lost.irmark
    correcting.correct("14.00")
    with actors.acting(mara):
        submissions.queue_again(submission=lost, reason="Not in the list.", actor=mara, at=AT)
    assert lost.irmark != mark
    portal.every_sweep()
    with actors.acting(portal.HMRC):
        sent = models.Submission.objects.get(pk=lost.pk)
        new = correcting.new_slip()
    assert (sent.state, str(sent.pay_to_date)) == ("dropped", new.result["to_date"]["pay"])
    assert sandbox.control("submissions")["counts"]["duplicate"] == 0
    assert [one["outcome"] for one in sandbox.control("submissions")["submissions"]].count("lost") == 1


@pytest.mark.usefixtures("waiting", "impatient")
def test_what_was_lost_is_sent_again_with_the_figures_of_the_correction(sandbox: Sandbox) -> None:
    """As where somebody else is in the report, so that the correction's own says less."""
    sandbox.control("next", {"behaviour": "timeout_before", "seconds": 0})
    portal.every_sweep()
    lost, mara = portal.report(), CAST.mara.actor()
    correcting.correct("14.00")
    with actors.acting(portal.HMRC):
        models.Submission.objects.filter(corrects=None, payrun__kind="correction").update(irmark="B" * 28)
    with actors.acting(mara):
        submissions.queue_again(submission=lost, reason="Not in the list.", actor=mara, at=AT)
    assert lost.state == "queued"
    assert str(lost.pay_to_date) == correcting.new_slip().result["to_date"]["pay"]


@pytest.mark.usefixtures("waiting")
def test_a_report_without_a_last_word_for_a_day_is_put_before_a_person(sandbox: Sandbox) -> None:
    sandbox.control("next", {"behaviour": "pending", "request": "poll", "times": 9_999})
    portal.send()
    asked = 0
    for minutes in range(0, 30 * 60, 10):
        at = AT + dt.timedelta(minutes=minutes)
        asked += portal.poll(at=at)
        looking.find_lost(actor=portal.HMRC, at=at)
    made = portal.report()
    assert made.state == "acknowledged"
    assert made.escalated_at is not None
    assert made.escalated_at > AT + looking.LONGEST_SILENCE
    assert asked > 100
    with actors.acting(portal.HMRC):
        verbs = list(AuditEvent.objects.filter(thing_id=str(made.pk)).values_list("verb", flat=True))
    assert verbs.count("escalate") == 1
    assert sandbox.control("submissions")["counts"]["total"] == 1
    sandbox.control("reset", {})


@pytest.mark.usefixtures("waiting")
def test_a_second_last_word_that_differs_is_kept_and_the_first_holds(sandbox: Sandbox) -> None:
    portal.send()
    before = portal.report()
    sandbox.control("next", {"behaviour": "reject", "request": "poll"})
    portal.poll()
    refused = portal.report()
    assert refused.state == "rejected"
    accepted = sandbox.poll(before.correlation_id, message_class="HMRC-PAYE-RTI-FPS").content
    answers.to_poll(before, accepted, actor=portal.HMRC, at=AT)
    answers.to_poll(before, accepted, actor=portal.HMRC, at=AT)
    made, mara = portal.report(), CAST.mara.actor()
    assert (made.state, made.escalated_at) == ("rejected", AT)
    assert "Ask HMRC which holds." in made.errors[-1]["text"]
    with actors.acting(mara):
        assert made.kept_replies.count() == 1
        with pytest.raises(errors.Invalid):
            submissions.settle(submission=made, reason=" ", actor=mara, at=AT)
        submissions.settle(submission=made, reason="HMRC says it is refused.", actor=mara, at=AT)
    assert portal.report().escalated_at is None


@pytest.mark.usefixtures("waiting")
def test_an_acknowledgement_after_the_last_word_changes_nothing(sandbox: Sandbox) -> None:
    portal.send()
    before = portal.report()
    sandbox.control("next", {"behaviour": "pending", "request": "poll"})
    late = sandbox.poll(before.correlation_id, message_class="HMRC-PAYE-RTI-FPS").content
    portal.poll()
    answers.to_poll(before, late, actor=portal.HMRC, at=AT)
    assert (portal.report().state, portal.report().next_poll_at) == ("accepted", None)


@pytest.mark.usefixtures("waiting")
def test_the_acknowledgement_of_another_report_of_ours_is_not_taken(sandbox: Sandbox) -> None:
    portal.send()
    before = portal.report()
    with actors.acting(portal.HMRC):
        october = models.Submission.objects.get(pk=steps.ASHA.id_of("submission"))
        models.Submission.objects.filter(pk=october.pk).update(correlation_id="AB12")
        models.Submission.objects.filter(pk=before.pk).update(state="sending", correlation_id="")
    sandbox.control("next", {"behaviour": "pending", "request": "poll"})
    content = sandbox.poll(before.correlation_id, message_class="HMRC-PAYE-RTI-FPS").content
    theirs = content.replace(before.correlation_id.encode(), b"AB12")
    answers.to_submission(before, theirs, actor=portal.HMRC, at=AT)
    assert portal.report().state == "unknown"
