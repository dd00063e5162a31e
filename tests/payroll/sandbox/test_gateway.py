"""What the Gateway refuses at the door, by the numbers of appendix A."""

import base64
import hashlib
from collections.abc import Callable

import pytest

from tests.payroll.sandbox.samples import ENVELOPE, Message, question
from tests.payroll.sandbox.wire import Answer, Sandbox

BOMB = f"""<?xml version="1.0"?><!DOCTYPE GovTalkMessage [<!ENTITY a "ten ten ten">
<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><GovTalkMessage xmlns="{ENVELOPE}">&b;</GovTalkMessage>""".encode()
OUTSIDE = f"""<?xml version="1.0"?><!DOCTYPE GovTalkMessage [<!ENTITY a SYSTEM "file:///etc/hostname">]>
<GovTalkMessage xmlns="{ENVELOPE}">&a;</GovTalkMessage>""".encode()


def _is_refused(answer: Answer, number: int) -> bool:
    assert answer.text("GovTalkErrors/Error/RaisedBy") == "Gateway"
    assert answer.text("GovTalkErrors/Error/Type") == "fatal"
    return (answer.status, answer.qualifier(), answer.gateway_error()) == (200, "error", number)


@pytest.mark.parametrize(
    "content", [b"", b"no XML", b"<GovTalkMessage>", b"<a/>", BOMB, OUTSIDE, b"\xff\xfe\x00"]
)
def test_what_is_not_a_message_is_refused_and_still_kept(sandbox: Sandbox, content: bytes) -> None:
    answer = sandbox.submit(content)
    assert _is_refused(answer, 1001)
    assert answer.text("MessageDetails/Class") == "UndefinedClass"
    assert sandbox.control("submissions")["counts"]["refused"] == 1
    assert sandbox.request("GET", "/control/submissions/1").content == content


def test_no_entity_of_a_sender_is_ever_expanded(sandbox: Sandbox) -> None:
    assert b"ten" not in sandbox.submit(BOMB).content
    assert "DOCTYPE" in sandbox.submit(OUTSIDE).text("GovTalkErrors/Error/Text")


@pytest.mark.parametrize(
    ("change", "part"),
    [
        ({"<Class>HMRC-PAYE-RTI-FPS<": "<Class>HMRC-CT-CT600<"}, "message class"),
        ({"<Transformation>XML</Transformation>": ""}, "Transformation"),
        ({"<CorrelationID></CorrelationID>": ""}, "CorrelationID"),
        (
            {"<GatewayTest>1</GatewayTest>": "<GatewayTest>1</GatewayTest><GatewayTimestamp/>"},
            "GatewayTimestamp",
        ),
        ({"<TransactionID>20261121AB<": "<TransactionID>not-hex<"}, "TransactionID"),
        ({"<Method>clear<": "<Method>plain<"}, "Method"),
        ({"<Header>": "<Header><Surprise/>"}, "Header"),
        ({"<Body><IRenvelope": "<Body><Other/><IRenvelope"}, "Body"),
    ],
)
def test_an_envelope_that_breaks_the_schema_is_refused_with_the_reason(
    sandbox: Sandbox, change: dict[str, str], part: str
) -> None:
    answer = sandbox.submit(Message(change=change))
    assert _is_refused(answer, 1001)
    assert part in answer.text("GovTalkErrors/Error/Text")


def test_a_submission_must_leave_its_correlation_id_empty(sandbox: Sandbox) -> None:
    assert _is_refused(sandbox.submit(Message(correlation_id="0" * 32)), 1020)


def test_a_poll_and_a_delete_must_carry_a_correlation_id(sandbox: Sandbox) -> None:
    assert _is_refused(sandbox.poll(""), 1035)
    assert _is_refused(sandbox.request("POST", "/submission", question("request/delete")), 1035)


def test_an_unknown_correlation_id_is_refused(sandbox: Sandbox) -> None:
    unknown = question("request/delete", correlation_id="F" * 32)
    assert _is_refused(sandbox.poll("F" * 32), 2000)
    assert _is_refused(sandbox.request("POST", "/submission", unknown), 2000)


def test_a_poll_under_another_class_is_refused(sandbox: Sandbox) -> None:
    correlation_id = sandbox.submit(Message()).correlation_id()
    assert _is_refused(sandbox.poll(correlation_id, message_class="HMRC-PAYE-RTI-EPS"), 1001)


def test_each_address_takes_only_its_own_requests(sandbox: Sandbox) -> None:
    assert _is_refused(sandbox.request("POST", "/poll", bytes(Message())), 1001)
    assert _is_refused(sandbox.request("POST", "/poll", question("request/list")), 1001)
    assert _is_refused(sandbox.submit(question("poll/submit", correlation_id="F" * 32)), 1001)


def test_a_message_without_content_in_its_body_is_refused(sandbox: Sandbox) -> None:
    assert _is_refused(sandbox.submit(question("request/submit")), 1042)


def test_a_user_id_and_a_password_are_always_needed(sandbox: Sandbox) -> None:
    assert _is_refused(sandbox.submit(Message(password="")), 1046)
    assert _is_refused(sandbox.submit(Message(sender_id="")), 1046)
    assert _is_refused(sandbox.request("POST", "/submission", question("request/list", sender="")), 1046)


def test_an_authentication_method_must_fit_what_comes_with_it(sandbox: Sandbox) -> None:
    signature = '<Signature xmlns="http://www.govtalk.gov.uk/CM/envelope"/>'
    assert _is_refused(sandbox.submit(Message(method="W3Csigned")), 1040)
    signed = {"<Value>made-up-word</Value>": signature}
    assert _is_refused(sandbox.submit(Message(method="W3Csigned", change=signed)), 1002)


def test_only_the_named_senders_are_let_in(start: Callable[..., Sandbox]) -> None:
    sandbox = start("--sender", "ISV999:made-up-word", "--sender", "ISV100:Another:Word")
    digest = base64.b64encode(hashlib.md5(b"another:word", usedforsecurity=False).digest()).decode()
    assert sandbox.submit(Message()).qualifier() == "acknowledgement"
    assert (
        sandbox.submit(Message(sender_id="ISV100", password="Another:Word")).qualifier() == "acknowledgement"
    )
    hashed = Message(sender_id="ISV100", password=digest, method="MD5")
    assert sandbox.submit(hashed).qualifier() == "acknowledgement"
    assert _is_refused(sandbox.submit(Message(password="wrong")), 1046)
    assert _is_refused(sandbox.submit(Message(sender_id="ISV777")), 1046)


def test_a_refused_submission_is_not_listed(sandbox: Sandbox) -> None:
    sandbox.submit(Message(correlation_id="0" * 32))
    listed = sandbox.request("POST", "/submission", question("request/list"))
    assert b"<StatusRecord>" not in listed.content
