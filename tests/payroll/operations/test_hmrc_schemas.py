"""HMRC's own schemas, where the operator has loaded them, are asked before a report is sent."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from payroll.gateways import hmrc_schemas
from payroll.rti import schema
from tests.fixtures_path import fixtures
from tests.payroll.operations import hmrc as portal
from tests.payroll.operations import steps

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded(tmp_path: Path, settings: Any) -> Path:
    """HMRC's schemas of 2026-27, in a portal's folder of its own."""
    found = fixtures()
    if found is None:
        pytest.skip("no fixtures")
    settings.DPSS_VAR = tmp_path
    shutil.copytree(found / "rti" / "schemas" / "2026-27", hmrc_schemas.folder())
    return hmrc_schemas.folder()


def test_a_report_that_keeps_the_schema_is_queued(loaded: Path) -> None:
    assert hmrc_schemas.what_is_missing(tax_year="2026-27") == ""
    steps.pay_november()
    assert (portal.report().state, portal.report().errors) == ("queued", [])


def test_a_report_that_the_schema_refuses_is_held_with_the_sentence_and_not_sent(loaded: Path) -> None:
    (path,) = loaded.rglob("FullPaymentSubmission*.xsd")
    text = path.read_text().replace('name="PayFreq"', 'name="PayFrequency"')
    path.write_text(text)
    schema._index.cache_clear()
    schema._compiled.cache_clear()
    steps.pay_november()
    made = portal.report()
    assert (made.state, made.errors[0]["number"]) == ("held", "XSD")
    assert "PayFreq" in made.errors[0]["text"]


def test_without_schemas_reports_go_and_the_page_can_say_so(tmp_path: Path, settings: Any) -> None:
    settings.DPSS_VAR = tmp_path
    said = hmrc_schemas.what_is_missing(tax_year="2026-27")
    assert said.startswith("HMRC's schemas for 2026-27 are not loaded here.")
    assert hmrc_schemas.broken(b"<Body/>", tax_year="2026-27", document="FullPaymentSubmission") == ()


def test_a_damaged_schema_does_not_hold_up_wages_and_is_named(loaded: Path) -> None:
    (loaded / "broken.xsd").write_text("<schema")
    schema._index.cache_clear()
    assert hmrc_schemas.broken(b"<Body/>", tax_year="2026-27", document="FullPaymentSubmission") == ()
    assert "broken.xsd is not a schema" in hmrc_schemas.what_is_missing(tax_year="2026-27")


def test_the_schemas_of_another_year_hold_nothing_up(loaded: Path) -> None:
    said = hmrc_schemas.what_is_missing(tax_year="2025-26")
    assert "2025-26 are not loaded" in said
