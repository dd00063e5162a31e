"""Every reply of HMRC's engine is understood, and nothing else is taken for one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payroll.rti import fps, replies
from payroll.rti.replies import Kind
from tests.payroll.rti import cast

CLASS = fps.MESSAGE_CLASS
OURS = "0B2676DE67004EEFB75F71B3011BEA3D"
OTHERS = "A19FA1A31BCB42D887EA323292AACD88"
MARK = "dLgmXy13cUXXhHccgSsVjWLVN1k="

RECEIPT = f"""<SuccessResponse xmlns="http://www.inlandrevenue.gov.uk/SuccessResponse">
  <IRmarkReceipt>
    <dsig:Signature xmlns:dsig="http://www.w3.org/2000/09/xmldsig#"><dsig:SignedInfo><dsig:Reference>
      <dsig:DigestValue>{MARK}</dsig:DigestValue>
    </dsig:Reference></dsig:SignedInfo></dsig:Signature>
    <Message code="0000">Received, with the IRmark OS4C.</Message>
  </IRmarkReceipt>
  <Message code="077001">Thank you.</Message>
</SuccessResponse>"""
REJECTED = """<ErrorResponse xmlns="http://www.govtalk.gov.uk/CM/errorresponse" SchemaVersion="2.0">
  <Application><MessageCount>2</MessageCount></Application>
  <Error><RaisedBy>ChRIS</RaisedBy><Number>7823</Number><Type>business</Type>
    <Text>There is no NINO.</Text><Location>/IRenvelope/Employee[1]</Location></Error>
  <Error><RaisedBy>ChRIS</RaisedBy><Number>7829</Number><Type>business</Type>
    <Text>Two lines.</Text><Text>Please.</Text></Error>
</ErrorResponse>"""
LISTED = f"""<StatusReport><SenderID>A</SenderID><StartTimeStamp/><EndTimeStamp/>
  <StatusRecord><TimeStamp>20/11/2026 16:19:56.50</TimeStamp><CorrelationID>{OURS}</CorrelationID>
    <TransactionID>019AA0</TransactionID>
    <Identifiers><Identifier Type="TaxOfficeNumber">120</Identifier></Identifiers>
    <Status>SUBMISSION_RESPONSE</Status></StatusRecord>
  <StatusRecord><TimeStamp>20/11/2026 16:26:11.21</TimeStamp><CorrelationID>{OTHERS}</CorrelationID>
    <TransactionID/><Status>SUBMISSION_ERROR</Status></StatusRecord>
</StatusReport>"""


def error(number: str, kind: str) -> str:
    return (
        f"<GovTalkErrors><Error><RaisedBy>department</RaisedBy><Number>{number}</Number><Type>{kind}</Type>"
        f"<Text>It failed.</Text><Location/></Error></GovTalkErrors>"
    )


def reply(
    qualifier: str = "acknowledgement",
    function: str = "submit",
    *,
    correlation_id: str = OURS,
    message_class: str = CLASS,
    interval: str = ' PollInterval="10"',
    details: str = "",
    body: str = "",
) -> bytes:
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<GovTalkMessage xmlns="http://www.govtalk.gov.uk/CM/envelope"><EnvelopeVersion>2.0</EnvelopeVersion><Header>
<MessageDetails><Class>{message_class}</Class><Qualifier>{qualifier}</Qualifier><Function>{function}</Function>
<TransactionID>019AA0</TransactionID><CorrelationID>{correlation_id}</CorrelationID>
<ResponseEndPoint{interval}>https://transaction-engine.example.org/poll</ResponseEndPoint>
<GatewayTimestamp>2026-11-21T09:00:00.000</GatewayTimestamp></MessageDetails><SenderDetails/></Header>
<GovTalkDetails><Keys/>{details}</GovTalkDetails><Body>{body}</Body></GovTalkMessage>""".encode()


def read(xml: bytes, *, message_class: str = CLASS) -> replies.Reply:
    return replies.read(xml, message_class=message_class)


@pytest.mark.parametrize(
    ("name", "kind", "correlation_id"),
    [
        ("SubmitAckResponse.txt", Kind.ACKNOWLEDGEMENT, OTHERS),
        ("DeclarationResponsePoll.txt", Kind.RESPONSE, OURS),
        ("DeleteResponse.txt", Kind.DELETED, OURS),
        ("SubmitAuthFailureResponse.txt", Kind.ERROR, ""),
    ],
)
def test_every_captured_reply_is_understood(name: str, kind: Kind, correlation_id: str) -> None:
    captured = cast.fixture("messages") / name
    _, _, xml = captured.read_bytes().replace(b"\r\n", b"\n").partition(b"\n\n")
    found = read(xml, message_class="HMRC-CHAR-CLM")
    assert (found.kind, found.correlation_id, found.poll_interval) == (kind, correlation_id, 10)
    assert found.endpoint == "https://secure.dev.gateway.gov.uk/poll"


def test_the_captured_replies_are_all_read() -> None:
    assert len(list(cast.fixture("messages").glob("*.txt"))) == 4


def test_an_acknowledgement_says_where_and_when_to_ask_again() -> None:
    found = read(reply())
    assert found.kind is Kind.ACKNOWLEDGEMENT
    assert (found.endpoint, found.poll_interval) == ("https://transaction-engine.example.org/poll", 10)
    assert (found.correlation_id, found.transaction_id) == (OURS, "019AA0")
    assert found.timestamp == "2026-11-21T09:00:00.000"


@pytest.mark.parametrize(
    "interval", ["", ' PollInterval=""', ' PollInterval="-5"', ' PollInterval="9999999"']
)
def test_an_interval_that_is_missing_or_absurd_is_left_to_us(interval: str) -> None:
    assert read(reply(interval=interval)).poll_interval is None


def test_a_response_carries_hmrcs_receipt() -> None:
    found = read(reply("response", body=RECEIPT))
    assert found.kind is Kind.RESPONSE
    assert found.receipt == MARK
    assert found.messages == ("Received, with the IRmark OS4C.", "Thank you.")


def test_a_rejection_lists_what_the_department_found() -> None:
    found = read(reply("error", details=error("3001", "business"), body=REJECTED))
    assert found.kind is Kind.BUSINESS_ERROR
    assert [problem.number for problem in found.errors] == ["3001", "7823", "7829"]
    assert found.errors[1] == replies.Error(
        number="7823",
        raised_by="ChRIS",
        type="business",
        text="There is no NINO.",
        location="/IRenvelope/Employee[1]",
    )
    assert found.errors[2].text == "Two lines. Please."


@pytest.mark.parametrize(
    ("number", "of_type", "kind"),
    [
        ("3001", "fatal", Kind.BUSINESS_ERROR),
        ("3000", "fatal", Kind.ERROR),
        ("1046", "fatal", Kind.ERROR),
        ("2000", "fatal", Kind.ERROR),
    ],
)
def test_only_what_the_document_says_is_a_business_error(number: str, of_type: str, kind: Kind) -> None:
    found = read(reply("error", details=error(number, of_type)))
    assert (found.kind, found.errors[0].number) == (kind, number)


def test_a_listing_has_a_record_for_each_submission() -> None:
    found = read(reply("response", "list", correlation_id="", body=LISTED))
    assert found.kind is Kind.LIST
    assert found.records == (
        replies.Record(
            correlation_id=OURS,
            transaction_id="019AA0",
            status="SUBMISSION_RESPONSE",
            received="20/11/2026 16:19:56.50",
            identifiers=(("TaxOfficeNumber", "120"),),
        ),
        replies.Record(
            correlation_id=OTHERS,
            transaction_id="",
            status="SUBMISSION_ERROR",
            received="20/11/2026 16:26:11.21",
            identifiers=(),
        ),
    )


BOMB = b"""<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>
<GovTalkMessage xmlns="http://www.govtalk.gov.uk/CM/envelope">&c;</GovTalkMessage>"""
STEALING = b"""<!DOCTYPE a [<!ENTITY secret SYSTEM "file:///etc/passwd">]>
<GovTalkMessage xmlns="http://www.govtalk.gov.uk/CM/envelope">&secret;</GovTalkMessage>"""

NOT_REPLIES = {
    "empty": (b"", "It is empty."),
    "white space": (b" \n ", "It is empty."),
    "a web page": (b"<!doctype html><html><p>Sorry<br></html>", "It is a web page"),
    "a web page without a type": (b"\n<HTML><body>502</body></HTML>", "It is a web page"),
    "a web page that is XML": (b'<?xml version="1.0"?><html/>', "not a GovTalk message"),
    "an entity bomb": (BOMB, "document type declaration"),
    "an entity that reads a file": (STEALING, "document type declaration"),
    "an entity in another encoding": (BOMB.decode().encode("utf-16"), "not well-formed"),
    "text": (b"Service unavailable", "not well-formed"),
    "cut short": (reply()[:-20], "cut short"),
    "Latin-1": (reply().replace(b"HMRC-PAYE", b"HMRC\xa3PAYE"), "not well-formed"),
    "too deep": (b"<a>" * 5000, "not well-formed"),
    "another envelope": (reply().replace(b"CM/envelope", b"envelope"), "not a GovTalk message"),
    "no details": (b'<GovTalkMessage xmlns="http://www.govtalk.gov.uk/CM/envelope"/>', "no message details"),
    "our own request": (reply("request"), "not an answer"),
    "our own poll": (reply("poll"), "not an answer"),
    "an unknown function": (reply("response", "read"), "not an answer"),
    "an acknowledgement of nothing": (reply(correlation_id=""), "no proper correlation ID"),
    "a response to nothing": (reply("response", correlation_id=""), "no proper correlation ID"),
    "a deletion of nothing": (reply("response", "delete", correlation_id=""), "no proper correlation ID"),
    "a rejection of nothing": (
        reply("error", correlation_id="", details=error("3001", "business")),
        "no proper correlation ID",
    ),
    "a strange correlation ID": (reply(correlation_id="../../etc"), "no proper correlation ID"),
    "another class": (reply(message_class="HMRC-PAYE-RTI-EPS"), "another class of message"),
    "test in live when live was asked": (reply(message_class=f"{CLASS}-TIL"), "another class of message"),
    "a response of no class": (reply("response", message_class="UndefinedClass"), "another class of message"),
}


@pytest.mark.parametrize("name", NOT_REPLIES)
def test_what_is_not_a_reply_is_refused_in_a_sentence(name: str) -> None:
    xml, sentence = NOT_REPLIES[name]
    with pytest.raises(replies.UnreadableReply) as caught:
        read(xml)
    assert caught.value.sentence.startswith("HMRC's reply ")
    assert sentence in caught.value.sentence


def test_a_reply_that_is_too_large_is_refused_before_it_is_read() -> None:
    assert replies.read(reply(), message_class=CLASS, limit=len(reply())).correlation_id == OURS
    with pytest.raises(replies.UnreadableReply, match="bytes long, and no more than"):
        replies.read(reply(), message_class=CLASS, limit=len(reply()) - 1)


def test_a_reply_cut_anywhere_is_refused() -> None:
    whole = reply("response", body=RECEIPT)
    for length in range(len(whole) - 1):
        with pytest.raises(replies.UnreadableReply):
            read(whole[:length])


@given(st.binary(max_size=200))
def test_no_bytes_end_in_anything_but_a_refusal(xml: bytes) -> None:
    with pytest.raises(replies.UnreadableReply):
        read(xml)


@given(st.text(max_size=40), st.text(max_size=40), st.text(max_size=40))
def test_no_values_in_a_reply_end_in_anything_but_a_reply_or_a_refusal(
    qualifier: str, correlation_id: str, interval: str
) -> None:
    try:
        found = read(reply(qualifier, correlation_id=correlation_id, interval=interval))
    except replies.UnreadableReply:
        return
    assert found.kind in Kind


def test_a_reply_is_ours_when_its_correlation_id_is() -> None:
    assert replies.why_not_ours(read(reply("response")), correlation_id=OURS) is None
    why = replies.why_not_ours(read(reply("response")), correlation_id=OTHERS)
    assert why == "HMRC's reply is about another submission: its correlation ID is not ours."


def test_a_receipt_for_other_contents_is_not_ours() -> None:
    found = read(reply("response", body=RECEIPT))
    assert replies.why_not_ours(found, correlation_id=OURS, irmark=MARK) is None
    why = replies.why_not_ours(found, correlation_id=OURS, irmark="8hjIOvanBtwauUAi1wX+f0rgFe4=")
    assert why is not None
    assert "IRmark is not that of our submission" in why


def test_a_response_without_a_receipt_is_known_by_its_correlation_id() -> None:
    assert replies.why_not_ours(read(reply("response")), correlation_id=OURS, irmark=MARK) is None


def test_an_error_before_hmrc_knew_the_submission_is_ours_but_a_rejection_of_another_is_not() -> None:
    undefined = reply(
        "error", correlation_id="", message_class="UndefinedClass", details=error("1046", "fatal")
    )
    assert replies.why_not_ours(read(undefined), correlation_id=OURS) is None
    rejection = reply("error", correlation_id=OTHERS, details=error("3001", "business"))
    assert replies.why_not_ours(read(rejection), correlation_id=OURS) is not None


def test_a_listing_is_about_no_single_submission() -> None:
    listed = read(reply("response", "list", correlation_id="", body=LISTED))
    assert replies.why_not_ours(listed, correlation_id=OURS) is None
