"""The conversation of the Document Submission Protocol, over HTTP, with a running sandbox."""

from collections.abc import Callable

from lxml import etree

from tests.payroll.sandbox.samples import ENVELOPE, Message, question
from tests.payroll.sandbox.wire import SUCCESS, Sandbox


def test_a_submission_is_acknowledged_with_a_correlation_id_and_where_to_poll(sandbox: Sandbox) -> None:
    answer = sandbox.submit(Message())
    assert (answer.status, answer.qualifier()) == (200, "acknowledgement")
    assert len(answer.correlation_id()) == 32
    assert set(answer.correlation_id()) <= set("0123456789ABCDEF")
    assert answer.text("MessageDetails/TransactionID") == "20261121AB"
    assert answer.text("MessageDetails/ResponseEndPoint") == f"http://127.0.0.1:{sandbox.port}/poll"


def test_every_submission_gets_its_own_correlation_id(sandbox: Sandbox) -> None:
    assert sandbox.submit(Message()).correlation_id() != sandbox.submit(Message()).correlation_id()


def test_the_whole_conversation_from_submission_to_deletion(start: Callable[..., Sandbox]) -> None:
    slow = start("--poll-interval", "600")
    correlation_id = slow.submit(Message()).correlation_id()
    early = slow.poll(correlation_id)
    assert early.qualifier() == "acknowledgement"
    end_point = etree.fromstring(early.content).find(f".//{{{ENVELOPE}}}ResponseEndPoint")
    assert end_point is not None
    assert end_point.get("PollInterval") == "600"
    assert "SUBMISSION_ACKNOWLEDGE" in _statuses(slow)
    slow.stop()

    ready = start("--poll-interval", "0")
    accepted = ready.poll(correlation_id)
    assert accepted.qualifier() == "response"
    assert accepted.correlation_id() == correlation_id
    assert ready.poll(correlation_id).qualifier() == "response", "an outcome may be asked for again"
    assert _statuses(ready) == ["SUBMISSION_RESPONSE"]

    deleted = ready.request("POST", "/submission", question("request/delete", correlation_id=correlation_id))
    assert deleted.qualifier() == "response"
    assert deleted.text("MessageDetails/Function") == "delete"
    assert ready.poll(correlation_id).gateway_error() == 2000
    assert _statuses(ready) == []


def test_an_accepted_submission_returns_a_receipt_with_its_irmark(sandbox: Sandbox) -> None:
    message = Message()
    accepted = sandbox.outcome(message)
    stated = etree.fromstring(bytes(message)).find(".//{*}IRmark")
    digest = etree.fromstring(accepted.content).find(".//{http://www.w3.org/2000/09/xmldsig#}DigestValue")
    assert stated is not None
    assert digest is not None
    assert digest.text == stated.text
    receipt = accepted.text("IRmarkReceipt/Message", SUCCESS)
    assert receipt.startswith("HMRC has received the HMRC-PAYE-RTI-FPS document ref: 123/AB456 at ")
    assert " on 21/11/2026. " in receipt
    assert "sandbox" in receipt


def test_a_rejected_submission_returns_3001_with_the_reasons_in_its_body(sandbox: Sandbox) -> None:
    rejected = sandbox.outcome(Message(period_end="2026-04-05"))
    assert rejected.qualifier() == "error"
    assert rejected.gateway_error() == 3001
    assert rejected.text("GovTalkErrors/Error/RaisedBy") == "Department"
    assert rejected.text("GovTalkErrors/Error/Type") == "business"
    assert rejected.business_errors() == [7844]


def test_a_list_names_what_the_sender_sent_under_the_class(sandbox: Sandbox) -> None:
    first = sandbox.submit(Message(paye_reference="AA111")).correlation_id()
    sandbox.submit(Message(message_class="HMRC-PAYE-RTI-FPS-TIL"))
    sandbox.submit(Message(sender_id="ISV888"))
    asked = question("request/list", body="<IncludeIdentifiers>1</IncludeIdentifiers>")
    listed = sandbox.request("POST", "/submission", asked)
    assert listed.text("MessageDetails/Function") == "list"
    assert listed.content.count(b"<StatusRecord>") == 1
    assert listed.text("StatusRecord/CorrelationID") == first
    assert listed.text("StatusRecord/TransactionID") == "20261121AB"
    assert b'<Identifier Type="TaxOfficeReference">AA111</Identifier>' in listed.content


def test_a_list_can_be_narrowed_to_a_window_of_time(sandbox: Sandbox) -> None:
    sandbox.submit(Message())

    def listed(window: str) -> int:
        return sandbox.request("POST", "/submission", question("request/list", body=window)).content.count(
            b"<Status>"
        )

    assert listed("<StartDate>21/11/2026</StartDate>") == 1
    assert listed("<StartDate>20/11/2026</StartDate><EndDate>21/11/2026</EndDate>") == 1
    assert listed("<StartDate>22/11/2026</StartDate>") == 0
    assert listed("<StartDate>19/11/2026</StartDate><EndDate>20/11/2026</EndDate>") == 0


def test_a_list_with_an_impossible_window_is_refused(sandbox: Sandbox) -> None:
    def error(window: str) -> int:
        return sandbox.request("POST", "/submission", question("request/list", body=window)).gateway_error()

    assert error("<StartDate>31/11/2026</StartDate>") == 1039
    assert error("<StartDate>22/11/2026</StartDate><EndDate>21/11/2026</EndDate>") == 1038


def test_a_deleted_submission_was_still_received_by_the_department(sandbox: Sandbox) -> None:
    correlation_id = sandbox.submit(Message()).correlation_id()
    sandbox.request("POST", "/submission", question("request/delete", correlation_id=correlation_id))
    held = sandbox.control("submissions")
    assert held["counts"]["accepted"] == 1
    assert held["submissions"][0]["deleted_at"] is not None


def _statuses(sandbox: Sandbox) -> list[str]:
    listed = sandbox.request("POST", "/submission", question("request/list"))
    return [found.text or "" for found in etree.fromstring(listed.content).iter(f"{{{ENVELOPE}}}Status")]
