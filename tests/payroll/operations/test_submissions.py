"""Reports on their way to HMRC's sandbox over HTTP: accepted, refused, lost, found, and never sent twice.

What the sandbox keeps proves it: it remembers every message that it was ever sent.
"""

import datetime as dt
import subprocess
import sys
from typing import Any

import pytest
from django.conf import settings

from dpss.access import actors, transitions
from dpss.access.models import AuditEvent
from dpss.kernel import errors
from payroll import models
from payroll.gateways import hmrc as wire
from payroll.operations import fps, looking, submissions
from payroll.queries import submissions as queries
from tests import database
from tests.cast import AT, Cast
from tests.fixtures_path import REPOSITORY
from tests.payroll.operations import hmrc as portal
from tests.payroll.operations import steps
from tests.payroll.sandbox.wire import Sandbox

pytestmark = pytest.mark.usefixtures("waiting")
CRASH = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "dpss.settings.test"
import django
from django.conf import settings
settings.DATABASES["default"]["NAME"] = sys.argv[1]
settings.DPSS_HMRC_ADDRESS = sys.argv[2]
django.setup()
from payroll.gateways import hmrc
from tests.payroll.operations import hmrc as portal
post = hmrc.post
def crash(message, *, address):
    if sys.argv[3] == "after":
        post(message, address=address)
    os._exit(9)
hmrc.post = crash
portal.send()
"""


def kept(sandbox: Sandbox) -> list[dict[str, Any]]:
    """Every submission that the sandbox was sent."""
    found: list[dict[str, Any]] = sandbox.control("submissions")["submissions"]
    return found


def outcomes(sandbox: Sandbox) -> list[str]:
    """What the sandbox made of each."""
    return [one["outcome"] for one in kept(sandbox)]


def verbs() -> list[str]:
    """What happened to the report, in order."""
    with actors.acting(portal.HMRC):
        found = AuditEvent.objects.filter(thing="payroll.submission", thing_id=str(portal.report().pk))
        return list(found.order_by("id").values_list("verb", flat=True))


def test_a_report_is_sent_acknowledged_and_accepted(sandbox: Sandbox) -> None:
    assert portal.send()
    assert portal.report().state == "acknowledged"
    assert portal.poll()
    made = portal.report()
    assert (made.state, made.errors, made.finished_at) == ("accepted", [], portal.POLLED)
    assert made.receipt in (made.reply or "")
    assert verbs() == ["queue", "send", "acknowledge", "accept"]
    assert outcomes(sandbox) == ["accepted"]


def test_what_is_kept_of_the_message_is_what_was_sent_without_the_password(sandbox: Sandbox) -> None:
    portal.send()
    made = portal.report()
    received = sandbox.request("GET", "/control/submissions/1").content
    assert settings.DPSS_HMRC_PASSWORD.encode() in received
    assert settings.DPSS_HMRC_PASSWORD not in (made.message or "")
    assert (made.body or "").encode() in received
    assert (made.body or "") in (made.message or "")


def test_nothing_is_sent_when_nothing_waits(sandbox: Sandbox) -> None:
    portal.send()
    assert not portal.send()
    assert len(kept(sandbox)) == 1


def test_a_refused_report_says_why_and_waits_for_a_person(sandbox: Sandbox, cast: Cast) -> None:
    sandbox.control("next", {"behaviour": "reject", "number": 7904, "text": "Too much of it."})
    portal.every_sweep()
    made = portal.report()
    assert made.state == "rejected"
    assert [one["number"] for one in made.errors][-1] == "7904"
    assert ("7904", "Too much of it.") in [one[:2] for one in queries.hmrcs_words(made)]
    portal.every_sweep()
    assert len(kept(sandbox)) == 1


def test_a_new_version_of_a_refused_report_is_accepted(sandbox: Sandbox, cast: Cast) -> None:
    sandbox.control("next", {"behaviour": "reject"})
    portal.every_sweep()
    mara = cast.mara.actor()
    with actors.acting(mara):
        fps.correct(submission=portal.report(), actor=mara, at=AT)
    portal.every_sweep()
    assert (portal.report().version, portal.report().state) == (2, "accepted")
    assert outcomes(sandbox) == ["rejected", "accepted"]


@pytest.mark.usefixtures("impatient")
def test_silence_after_it_was_taken_in_is_found_by_listing(sandbox: Sandbox) -> None:
    sandbox.control("next", {"behaviour": "timeout_after", "seconds": 2})
    assert not portal.send()
    assert (portal.report().state, portal.report().correlation_id) == ("unknown", "")
    assert not portal.send()
    portal.look()
    assert portal.report().state == "acknowledged"
    portal.poll(at=portal.LATER)
    assert portal.report().state == "accepted"
    assert verbs() == ["queue", "send", "lose", "acknowledge", "accept"]
    assert [(one["outcome"], one["duplicate"]) for one in kept(sandbox)] == [("accepted", False)]


@pytest.mark.usefixtures("impatient")
def test_silence_before_it_was_taken_in_is_never_sent_again_by_itself(sandbox: Sandbox) -> None:
    sandbox.control("next", {"behaviour": "timeout_before", "seconds": 2})
    portal.every_sweep()
    made = portal.report()
    assert (made.state, made.looked_for_at) == ("unknown", portal.LATER)
    portal.every_sweep(at=AT + dt.timedelta(days=1))
    assert outcomes(sandbox) == ["lost"]


@pytest.mark.usefixtures("impatient")
def test_a_look_too_soon_after_sending_proves_nothing(sandbox: Sandbox, cast: Cast) -> None:
    """What was sent a moment ago may still be on its way, so nobody may send it again yet."""
    sandbox.control("next", {"behaviour": "timeout_before", "seconds": 2})
    portal.send()
    assert portal.look(at=AT + dt.timedelta(minutes=1)) == 1
    assert portal.report().looked_for_at is None
    mara = cast.mara.actor()
    with actors.acting(mara), pytest.raises(transitions.Refused, match="Ask HMRC first"):
        submissions.queue_again(submission=portal.report(), reason="Now!", actor=mara, at=AT)


@pytest.mark.usefixtures("impatient")
def test_a_person_sends_again_what_hmrc_has_no_record_of(sandbox: Sandbox, cast: Cast) -> None:
    sandbox.control("next", {"behaviour": "timeout_before", "seconds": 2})
    portal.every_sweep()
    mara = cast.mara.actor()
    with actors.acting(mara):
        with pytest.raises(errors.Invalid):
            submissions.queue_again(submission=portal.report(), reason=" ", actor=mara, at=AT)
        submissions.queue_again(submission=portal.report(), reason="Not in the list.", actor=mara, at=AT)
    portal.every_sweep()
    assert portal.report().state == "accepted"
    assert outcomes(sandbox) == ["lost", "accepted"]
    assert "look_for" in verbs()


@pytest.mark.usefixtures("impatient")
def test_what_hmrc_holds_may_not_be_sent_again(sandbox: Sandbox, cast: Cast) -> None:
    sandbox.control("next", {"behaviour": "timeout_after", "seconds": 2})
    portal.send()
    portal.look()
    mara = cast.mara.actor()
    with actors.acting(mara), pytest.raises(transitions.Refused):
        submissions.queue_again(submission=portal.report(), reason="Again!", actor=mara, at=AT)
    assert len(kept(sandbox)) == 1


def test_a_server_error_leaves_it_unknown_with_the_reason(sandbox: Sandbox) -> None:
    sandbox.control("next", {"behaviour": "http_500"})
    assert not portal.send()
    made = portal.report()
    assert (made.state, made.errors[0]["text"]) == ("unknown", "HMRC answered with status 500.")


def test_hmrc_away_leaves_it_in_the_queue_and_unsent(settings: Any) -> None:
    settings.DPSS_HMRC_ADDRESS = "http://127.0.0.1:9"
    assert not portal.send()
    made = portal.report()
    assert (made.state, made.sent_at) == ("queued", None)
    assert verbs() == ["queue", "send", "put_back"]


def test_the_sandbox_not_started_leaves_it_in_the_queue() -> None:
    assert not portal.send()
    assert portal.report().state == "queued"


@pytest.mark.parametrize(("when", "ends"), [("after", "accepted"), ("before", "unknown")])
def test_a_crash_while_sending_is_looked_for_and_never_sent_again(
    sandbox: Sandbox, own_database: str, when: str, ends: str
) -> None:
    """The process ends between the request and the answer; another one finds what it left."""
    command = [sys.executable, "-c", CRASH, own_database, settings.DPSS_HMRC_ADDRESS, when]
    crashed = subprocess.run(command, cwd=REPOSITORY, check=False, capture_output=True, timeout=60)
    assert crashed.returncode == 9, crashed.stderr.decode()
    assert portal.report().state == "sending"
    portal.look(at=AT + dt.timedelta(minutes=1))
    assert portal.report().state == "sending", "it may still be on its way"
    portal.every_sweep()
    portal.every_sweep(at=AT + dt.timedelta(hours=1))
    assert portal.report().state == ends
    assert len(kept(sandbox)) == (1 if when == "after" else 0)
    assert not any(one["duplicate"] for one in kept(sandbox))


def test_two_workers_at_once_send_it_once(sandbox: Sandbox) -> None:
    done = database.together(portal.send, portal.send, portal.send)
    assert sorted(done) == [False, False, True]
    assert len(kept(sandbox)) == 1


def test_an_answer_that_cannot_be_read_while_asking_changes_nothing(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    portal.send()
    with monkeypatch.context() as patched:
        patched.setattr(wire, "post", lambda *_args, **_more: b"<html>down for repairs</html>")
        portal.poll()
    made = portal.report()
    assert (made.state, len(made.errors)) == ("acknowledged", 1)
    assert not portal.poll(at=AT)
    assert portal.poll(at=AT + dt.timedelta(minutes=1))
    assert (portal.report().state, portal.report().errors) == ("accepted", [])


def test_an_answer_that_cannot_be_read_to_a_report_leaves_it_unknown_and_is_kept(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = wire.post

    def garbled(message: bytes, *, address: str) -> bytes:
        real(message, address=address)
        return b"<html>down for repairs</html>"

    with monkeypatch.context() as patched:
        patched.setattr(wire, "post", garbled)
        portal.send()
    made = portal.report()
    assert made.state == "unknown"
    with actors.acting(portal.HMRC):
        assert [one.content for one in made.kept_replies.all()] == ["<html>down for repairs</html>"]
    portal.look()
    portal.poll(at=portal.LATER)
    assert portal.report().state == "accepted"
    assert len(kept(sandbox)) == 1


def test_a_submission_that_hmrc_forgot_is_looked_for_before_anyone_sends_again(
    sandbox: Sandbox, cast: Cast
) -> None:
    portal.send()
    sandbox.control("reset", {})
    portal.poll()
    made = portal.report()
    assert (made.state, made.correlation_id) == ("unknown", "")
    assert "2000" in made.errors[0]["text"]
    portal.look()
    mara = cast.mara.actor()
    with actors.acting(mara):
        submissions.queue_again(submission=portal.report(), reason="HMRC lost it.", actor=mara, at=AT)
    portal.every_sweep()
    assert portal.report().state == "accepted"


def test_a_receipt_for_other_contents_is_not_an_acceptance(sandbox: Sandbox) -> None:
    portal.send()
    with actors.acting(portal.HMRC):
        models.Submission.objects.filter(pk=portal.report().pk).update(irmark="B" * 28)
    portal.poll()
    made = portal.report()
    assert made.state == "unknown"
    assert "IRmark" in made.errors[0]["text"]


def test_nothing_is_sent_to_an_address_that_a_reply_made_up(sandbox: Sandbox) -> None:
    portal.send()
    with actors.acting(portal.HMRC):
        models.Submission.objects.update(poll_address="http://127.0.0.1:9/elsewhere")
    assert portal.poll()
    assert portal.report().state == "accepted"
    with pytest.raises(wire.NotReached):
        wire.post(b"", address="http://127.0.0.1:9/submission")


@pytest.mark.usefixtures("impatient")
def test_a_person_asks_for_a_look_and_the_sweep_does_it(sandbox: Sandbox, cast: Cast) -> None:
    sandbox.control("next", {"behaviour": "timeout_before", "seconds": 2})
    portal.every_sweep()
    mara = cast.mara.actor()
    with actors.acting(mara):
        looking.ask_to_look(submission=portal.report(), actor=mara, at=AT)
    assert portal.report().looked_for_at is None
    portal.look()
    assert portal.report().looked_for_at == portal.LATER
    assert outcomes(sandbox) == ["lost"]


def test_only_a_manager_asks_for_a_look_and_only_when_it_is_not_known(sandbox: Sandbox, cast: Cast) -> None:
    portal.send()
    for who, refusal in ((cast.olu, errors.NotAllowed), (cast.mara, errors.Conflict)):
        with actors.acting(who.actor()), pytest.raises(refusal):
            looking.ask_to_look(submission=portal.report(), actor=who.actor(), at=AT)


def test_the_report_of_another_council_is_not_sent_by_our_job(sandbox: Sandbox, cast: Cast) -> None:
    west = actors.for_job(job="submissions", council_id=cast.west.id, today=AT.date())
    assert not submissions.send_next(actor=west, at=AT)
    assert portal.report().state == "queued"
    assert steps.run_of().state == "approved"
