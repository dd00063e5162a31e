"""Replies that HMRC would never send, as somebody else on the line might: none stops the portal."""

import datetime as dt
import logging
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from dpss.access import actors, policy
from dpss.access.models import AuditEvent
from payroll import models, tasks
from payroll.gateways import hmrc as wire
from payroll.operations import answers, listing
from payroll.queries import submissions as queries
from tests.cast import AT, CAST, TODAY
from tests.payroll.operations import hmrc as portal
from tests.payroll.operations import steps
from tests.payroll.rti import test_replies as written

HERE = "http://127.0.0.1:8"
SAYS_A_NAME = "Dee Lowe QQ123456C"
pytestmark = pytest.mark.django_db
Answering = Callable[[bytes], list[str]]


@pytest.fixture
def answering(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Answering:
    """Asha's November waits alone. HMRC says `answering(reply)` from now on; it tells where it was asked."""
    settings.DPSS_HMRC_ADDRESS = HERE
    steps.pay_november()
    with actors.acting(portal.HMRC):
        others = models.Submission.objects.exclude(payrun=steps.run_of())
        others.filter(state__in=["queued", "acknowledged", "unknown"]).update(state="dropped")

    def say(reply: bytes) -> list[str]:
        asked: list[str] = []

        def post(message: bytes, *, address: str) -> bytes:
            asked.append(address)
            return reply

        monkeypatch.setattr(wire, "post", post)
        return asked

    return say


def acknowledged(*, endpoint: str = f"{HERE}/poll", interval: int = 10) -> bytes:
    """HMRC has it, and says where and when to ask."""
    xml = _of_ours(written.reply(interval=f' PollInterval="{interval}"'))
    return re.sub(rb"(<ResponseEndPoint[^>]*>)[^<]*", lambda found: found[1] + endpoint.encode(), xml)


def failed(number: str, text: str = "It failed.") -> bytes:
    """The gateway could not process it."""
    xml = written.reply("error", correlation_id="", details=written.error(number, "fatal"))
    return _of_ours(xml).replace(b"It failed.", text.encode())


def refused(text: str) -> bytes:
    """HMRC finds fault with what it says."""
    body = written.REJECTED.replace("There is no NINO.", text)
    return _of_ours(written.reply("error", details=written.error("3001", "business"), body=body))


def _of_ours(xml: bytes) -> bytes:
    return xml.replace(b"<TransactionID>019AA0</TransactionID>", b"<TransactionID/>")


def audited() -> str:
    """All that history says of the report."""
    with actors.acting(portal.HMRC):
        found = AuditEvent.objects.filter(thing_id=str(portal.report().pk))
        return str([(one.before, one.after, one.reason) for one in found])


def unsealed_columns() -> str:
    """The report's row and what was kept aside of its replies, as the database holds them."""
    with actors.acting(portal.HMRC), connection.cursor() as cursor:
        cursor.execute(
            "select s::text, (select string_agg(k::text, '') from payroll_keptreply k"
            " where k.submission_id = s.id) from payroll_submission s where s.id = %s",
            [portal.report().pk],
        )
        return str(cursor.fetchall())


@pytest.mark.parametrize(
    "endpoint", ["http://127.0.0.1:99999999/poll", "http://[::1/poll", f"{HERE}/{'p' * 300}"]
)
def test_an_address_that_cannot_be_read_is_not_followed(answering: Answering, endpoint: str) -> None:
    asked = answering(acknowledged(endpoint=endpoint))
    assert portal.send()
    assert portal.report().state == "acknowledged"
    assert portal.poll(at=AT + dt.timedelta(days=1))
    assert asked[-1] == f"{HERE}/poll"


def test_hmrc_is_not_asked_more_often_however_soon_a_reply_says(
    answering: Answering, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answering(acknowledged(interval=0))
    portal.send()
    assert portal.report().next_poll_at == AT + answers.POLL_AGAIN
    monkeypatch.setattr("dpss.clock.now", lambda: portal.POLLED)
    assert tasks.poll_submissions() == 1
    assert len(asked) == 2


def test_a_correlation_id_that_a_report_of_another_council_has_is_not_taken(answering: Answering) -> None:
    west = actors.for_job(job=policy.JOB_SUBMISSIONS, council_id=CAST.west.id, today=TODAY)
    with actors.acting(west):
        theirs = models.Submission.objects.order_by("pk")[:1].values("pk")
        assert models.Submission.objects.filter(pk__in=theirs).update(correlation_id=written.OURS) == 1
    answering(acknowledged())
    portal.send()
    assert (portal.report().state, portal.report().correlation_id) == ("unknown", "")


@pytest.mark.parametrize("listed", ["AB12", "A" * 40, "", "../../etc"])
def test_a_listing_with_an_id_that_cannot_be_its_own_leaves_it_unknown(
    answering: Answering, monkeypatch: pytest.MonkeyPatch, listed: str
) -> None:
    answering(b"")
    with actors.acting(steps.job()):
        models.Submission.objects.filter(pk=steps.ASHA.id_of("submission")).update(correlation_id="AB12")
        given = {"state": "unknown", "sent_at": AT - dt.timedelta(hours=1)}
        models.Submission.objects.filter(pk=portal.report().pk).update(**given)
    said = listing.Held({answers.transaction_id(portal.report()): listed})
    monkeypatch.setattr(listing, "ask", lambda *_, **__: said)
    assert portal.look() == 1
    made = portal.report()
    assert (made.state, made.correlation_id, made.looked_for_at) == ("unknown", "", None)
    assert "cannot be its own" in made.errors[0]["text"]
    assert made.listed_at == portal.LATER, "HMRC has answered, so others under this sender go on"


def test_hmrcs_words_about_a_failure_are_in_no_log_and_no_history(answering: Answering, caplog: Any) -> None:
    caplog.set_level(logging.INFO)
    answering(failed("1000", f"{SAYS_A_NAME} " * 100_000))
    portal.send()
    made = portal.report()
    assert (made.state, made.errors[0]["text"]) == ("unknown", "HMRC answered: 1000 HMRC's gateway failed.")
    told = "".join(record.getMessage() for record in caplog.records)
    for place in (told, audited(), unsealed_columns()):
        assert "QQ123456C" not in place
    with actors.acting(portal.HMRC):
        assert SAYS_A_NAME in (made.kept_replies.get().content or "")


def test_hmrcs_words_about_a_refusal_are_sealed_and_shown_on_its_page(answering: Answering) -> None:
    answering(refused(f"The number of {SAYS_A_NAME} is wrong."))
    portal.send()
    made = portal.report()
    assert (made.state, [one["number"] for one in made.errors]) == ("rejected", ["3001", "7823", "7829"])
    for place in (audited(), unsealed_columns()):
        assert "QQ123456C" not in place
    assert ("7823", f"The number of {SAYS_A_NAME} is wrong.") in [
        one[:2] for one in queries.hmrcs_words(made)
    ]


def test_what_is_no_number_is_not_kept_as_one(answering: Answering) -> None:
    answering(failed(SAYS_A_NAME))
    portal.send()
    assert portal.report().errors[0]["text"] == "HMRC answered: HMRC gave an error without a number."
    assert SAYS_A_NAME not in audited()


def test_however_many_errors_there_are_each_number_is_kept_once(answering: Answering) -> None:
    one = written.error("1000", "fatal").replace("<GovTalkErrors>", "").replace("</GovTalkErrors>", "")
    every = "".join(one.replace("1000", str(number % 200 + 1000)) for number in range(1_000))
    answering(
        _of_ours(written.reply("error", correlation_id="", details=f"<GovTalkErrors>{every}</GovTalkErrors>"))
    )
    portal.send()
    assert len(portal.report().errors[0]["text"]) < 3_000
