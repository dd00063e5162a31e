"""HMRC's schemas are found by namespace in the operator's folder, and never fetched."""

import shutil
import socket
from pathlib import Path

import pytest

from dpss.kernel import errors
from payroll.rti import fps, schema
from tests.payroll.rti import cast
from tests.payroll.rti.edits import add, edited, put


@pytest.fixture(scope="module")
def message() -> bytes:
    return cast.message(fps.build(cast.submission()))


def test_a_wrong_value_is_found_with_its_place(message: bytes) -> None:
    (*_, found) = schema.check(edited(message, put("PayFreq", "W9")), cast.fixture("schemas"))
    assert found.rule == "XSD"
    assert found.where == "FullPaymentSubmission/Employee/Employment/Payment/PayFreq"
    assert "W9" in found.sentence
    assert "{" not in found.sentence


def test_an_element_in_the_wrong_place_is_found(message: bytes) -> None:
    found = schema.check(edited(message, add("Employment", "PayId", text="late")), cast.fixture("schemas"))
    assert [violation.where for violation in found] == ["FullPaymentSubmission/Employee/Employment/PayId[2]"]


def test_the_envelope_is_held_to_its_schema_too(message: bytes) -> None:
    found = schema.check(edited(message, put("MessageDetails/Qualifier", "demand")), cast.fixture("schemas"))
    assert found[0].where == "Header/MessageDetails/Qualifier"


def test_a_body_alone_is_checked_without_its_envelope() -> None:
    built = fps.build(cast.submission())
    assert schema.check(built, cast.fixture("schemas/2026-27")) == ()


def test_a_folder_without_the_envelopes_schema_still_checks_the_document(message: bytes) -> None:
    folder = cast.fixture("schemas/2026-27")
    assert not schema.has_envelope(folder)
    assert schema.check(message, folder) == ()
    assert len(schema.check(edited(message, put("Gender", "X")), folder)) > 0


def test_the_original_envelope_is_used_without_what_it_imports(message: bytes, tmp_path: Path) -> None:
    """HMRC's file imports the schema of XML signatures from w3.org; the folder need not have it."""
    for name in ("2025-26/envelope-v2-0-HMRC.xsd", "2026-27/FullPaymentSubmission-2027-v1-0.xsd"):
        shutil.copy(cast.fixture("schemas") / name, tmp_path)
    assert b"http://www.w3.org/TR" in (tmp_path / "envelope-v2-0-HMRC.xsd").read_bytes()
    assert schema.check(message, tmp_path) == ()


def test_an_import_is_answered_from_the_folder_and_never_from_where_it_points(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        port = server.getsockname()[1]
        (tmp_path / "a.xsd").write_text(
            f"""<schema xmlns="http://www.w3.org/2001/XMLSchema" xmlns:o="urn:other"
            targetNamespace="http://www.govtalk.gov.uk/CM/envelope">
            <import namespace="urn:other" schemaLocation="http://127.0.0.1:{port}/other.xsd"/>
            <element name="GovTalkMessage" type="o:missing"/></schema>"""
        )
        with pytest.raises(errors.Invalid, match=r"a\.xsd cannot be used"):
            schema.check(cast.message(fps.build(cast.submission())), tmp_path)
        with pytest.raises(TimeoutError):
            server.accept()


def test_a_document_without_a_schema_counts_as_not_valid(message: bytes, tmp_path: Path) -> None:
    (found,) = schema.check(message, tmp_path)
    assert "so it was not checked" in found.sentence


def test_a_file_that_is_no_schema_is_named(message: bytes, tmp_path: Path) -> None:
    (tmp_path / "broken.xsd").write_text("<schema")
    with pytest.raises(errors.Invalid, match=r"broken\.xsd is not a schema"):
        schema.check(message, tmp_path)
