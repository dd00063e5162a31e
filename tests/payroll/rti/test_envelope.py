"""The envelope carries the document unchanged, and what is kept of it has no credentials."""

from datetime import date

import pytest

from dpss.kernel import errors
from payroll.rti import elements, envelope, fps, irmark, schema
from tests.payroll.rti import cast

CORRELATION_ID = "0B2676DE67004EEFB75F71B3011BEA3D"
CLASS = fps.MESSAGE_CLASS


def said(message: bytes, path: str) -> str | None:
    spaces = {"": elements.ENVELOPE}
    return elements.parse(message).findtext(path, namespaces=spaces)


def listing() -> bytes:
    return envelope.listing(
        message_class=CLASS,
        sender_id="TESTUSER01",
        password="not-a-secret",
        gateway_test=True,
        first=date(2026, 11, 20),
        last=date(2026, 11, 21),
    )


MESSAGES = {
    "submit": lambda: cast.message(fps.build(cast.submission())),
    "poll": lambda: envelope.poll(correlation_id=CORRELATION_ID, message_class=CLASS),
    "delete": lambda: envelope.delete(correlation_id=CORRELATION_ID, message_class=CLASS, gateway_test=False),
    "list": listing,
}


@pytest.mark.parametrize("name", MESSAGES)
def test_every_message_is_valid_against_hmrcs_envelope(name: str) -> None:
    assert schema.check(MESSAGES[name](), cast.fixture("schemas")) == ()


@pytest.mark.parametrize(
    ("name", "qualifier", "function", "correlation_id", "gateway_test"),
    [
        ("submit", "request", "submit", "", "1"),
        ("poll", "poll", "submit", CORRELATION_ID, None),
        ("delete", "request", "delete", CORRELATION_ID, "0"),
        ("list", "request", "list", "", "1"),
    ],
)
def test_every_message_says_what_it_asks(
    name: str, qualifier: str, function: str, correlation_id: str, gateway_test: str | None
) -> None:
    message = MESSAGES[name]()
    assert said(message, "Header/MessageDetails/Class") == CLASS
    assert said(message, "Header/MessageDetails/Qualifier") == qualifier
    assert said(message, "Header/MessageDetails/Function") == function
    assert said(message, "Header/MessageDetails/CorrelationID") == correlation_id
    assert said(message, "Header/MessageDetails/GatewayTest") == gateway_test
    assert b"GatewayTimestamp" not in message


def test_only_submitting_and_listing_carry_credentials() -> None:
    assert {name for name, make in MESSAGES.items() if b"not-a-secret" in make()} == {"submit", "list"}


def test_the_bytes_of_the_body_are_unchanged_in_the_message() -> None:
    built = fps.build(cast.submission())
    message = cast.message(built)
    assert message.count(built) == 1
    assert irmark.of(message).base64.encode() in built


def test_the_keys_and_the_product_are_in_the_message() -> None:
    message = cast.message(fps.build(cast.submission()))
    assert b'<Key Type="TaxOfficeNumber">120</Key><Key Type="TaxOfficeReference">ZZ99999</Key>' in message
    assert said(message, "GovTalkDetails/ChannelRouting/Channel/URI") == "0000"
    assert said(message, "GovTalkDetails/ChannelRouting/Channel/Product") == "DPSS"


def test_a_listing_asks_for_days_as_the_protocol_writes_them() -> None:
    assert said(listing(), "Body/StartDate") == "20/11/2026"
    assert said(listing(), "Body/EndDate") == "21/11/2026"
    assert said(listing(), "Body/IncludeIdentifiers") == "1"


def test_a_transaction_id_is_sent_when_given() -> None:
    message = envelope.submit(
        fps.build(cast.submission()),
        message_class=envelope.for_test_in_live(CLASS),
        sender_id="A",
        password="B",
        keys=cast.EMPLOYER.keys,
        gateway_test=False,
        product=cast.PRODUCT,
        transaction_id="019AA0B2C3D4",
    )
    assert said(message, "Header/MessageDetails/TransactionID") == "019AA0B2C3D4"
    assert said(message, "Header/MessageDetails/Class") == "HMRC-PAYE-RTI-FPS-TIL"


@pytest.mark.parametrize("name", ["submit", "list"])
def test_what_is_kept_has_neither_user_id_nor_password(name: str) -> None:
    message = MESSAGES[name]()
    kept = envelope.blank_credentials(message)
    assert b"TESTUSER01" not in kept
    assert b"not-a-secret" not in kept
    assert message.partition(b"<Body")[2] == kept.partition(b"<Body")[2]
    assert schema.check(kept, cast.fixture("schemas")) == ()


def test_a_password_with_marks_of_xml_is_taken_out_whole() -> None:
    message = envelope.listing(
        message_class=CLASS, sender_id="A<&B", password="p</Value>&<Body", gateway_test=True
    )
    kept = envelope.blank_credentials(message)
    assert b"p&lt;" not in kept
    assert said(kept, "Header/SenderDetails/IDAuthentication/SenderID") == ""
    assert said(kept, "Header/SenderDetails/IDAuthentication/Authentication/Value") == ""


def test_a_message_without_credentials_is_kept_as_it_is() -> None:
    assert envelope.blank_credentials(MESSAGES["poll"]()) == MESSAGES["poll"]()


def test_credentials_that_cannot_be_taken_out_are_not_kept() -> None:
    strange = MESSAGES["list"]().replace(b"<Value>", b'<Value a="1">')
    with pytest.raises(errors.Invalid, match="could not be taken out"):
        envelope.blank_credentials(strange)


@pytest.mark.parametrize("correlation_id", ["", "0b26", "0B26 ", "G", "0" * 33])
def test_only_a_correlation_id_can_be_polled_for(correlation_id: str) -> None:
    with pytest.raises(errors.Invalid, match="characters 0-9 and A-F"):
        envelope.poll(correlation_id=correlation_id, message_class=CLASS)


def test_only_a_body_can_be_put_in_an_envelope() -> None:
    for wrong in (b"<Body/>", b'<?xml version="1.0"?><Body xmlns="http://www.govtalk.gov.uk/CM/envelope"/>'):
        with pytest.raises(errors.Invalid, match="Only a GovTalk Body"):
            cast.message(wrong)


def test_a_control_character_in_the_password_is_a_sentence() -> None:
    with pytest.raises(errors.Invalid, match="control character"):
        envelope.listing(message_class=CLASS, sender_id="A", password="a\x00b", gateway_test=True)
