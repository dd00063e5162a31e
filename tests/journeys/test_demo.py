"""The demo, whole: one county, one month, from one command, and what it leaves behind."""

import hashlib
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings

from tests.fixtures_path import fixtures
from tests.journeys.portal import Portal
from tools import broker, demo, postgres

pytestmark = [pytest.mark.journey, pytest.mark.timeout(1500)]


@pytest.fixture(scope="session")
def county() -> Iterator[tuple[Portal, str]]:
    """The county after `make demo ONCE=1`, and what the command printed."""
    portal = Portal(Path(settings.DPSS_VAR) / "demo")
    shutil.rmtree(portal.var, ignore_errors=True)
    try:
        yield portal, portal.run(sys.executable, "tools/__main__.py", "demo", "--once").stdout
    finally:
        demo.end_leftovers(portal.var)  # of a command that was given up
        broker.stop(portal.var)
        postgres.stop(portal.var)


def test_the_months_control_totals_agree(county: tuple[Portal, str]) -> None:
    _, said = county
    assert "Control totals agree." in said
    figures = _figures(said)
    paid = sum(figures["Employers paid"])
    assert paid == sum(figures["accepted by HMRC"]) + sum(figures["no PAYE scheme needed"]) + sum(
        figures["waiting for a PAYE reference"]
    )
    assert 400 < paid <= 485
    assert sum(figures["Net pay"]) == sum(figures["in the ledger"]) > 0


def test_the_books_are_in_order_and_every_check_looked_at_something(county: tuple[Portal, str]) -> None:
    portal, _ = county
    done = portal.manage("check_books", check=False)
    lines = done.stdout.strip().splitlines()
    assert lines[-1] == "violations: 0", done.stdout[-3000:]
    assert done.returncode == 0
    assert len(lines) > 20
    assert not [line for line in lines if "(0 rows)" in line]


def test_one_fps_is_kept_for_each_employer_paid_and_its_mark_is_right(
    county: tuple[Portal, str], tmp_path: Path
) -> None:
    portal, said = county
    portal.manage("export_submissions", str(tmp_path))
    messages = sorted(tmp_path.glob("*-fps.xml"))
    assert len(messages) == sum(_figures(said)["accepted by HMRC"])
    some = messages[:: max(len(messages) // 5, 1)]
    for message in some:
        base64, base32 = portal.manage("irmark", str(message)).stdout.split()
        assert f">{base64}<" in message.read_text()
        assert len(base32) == 32
    schemas = fixtures()
    with_schemas = ["--schemas", str(schemas / "rti" / "schemas" / "2026-27")] if schemas else []
    checked = portal.manage("validate_rti", str(tmp_path), *with_schemas)
    assert checked.stdout.strip().endswith(f"files: {len(messages)}, violations: 0")


def test_no_credential_is_kept_and_no_personal_number_is_readable_in_a_dump(
    county: tuple[Portal, str],
) -> None:
    portal, _ = county
    place = postgres.ensure_running(portal.var)
    from tools import binaries

    dump = subprocess.run(
        [
            str(binaries.postgres() / "pg_dump"),
            "-h",
            place.host,
            "-p",
            str(place.port),
            "-U",
            "dpss_owner",
            place.name,
        ],
        capture_output=True,
        check=True,
        env=binaries.clean_environment(),
    ).stdout
    assert len(dump) > 10_000_000
    # What the seed would write in the clear: the made-up sort code of every account, and the form of a NINO.
    assert not re.search(rb"\b[A-CEGHJ-PRSTW-Z]{2}\d{6}[A-D]\b", dump)
    assert hashlib.sha256(dump).hexdigest()


def test_a_second_run_loses_nothing_and_changes_no_figure(county: tuple[Portal, str]) -> None:
    portal, said = county
    again = portal.run(sys.executable, "tools/__main__.py", "demo", "--once").stdout
    assert _figures(again) == _figures(said)


def _figures(said: str) -> dict[str, list[Decimal]]:
    """The summary's figures by label, one for each provider."""
    found: dict[str, list[Decimal]] = {}
    for label, value in re.findall(
        r"^ {2,}([A-Z a-z,/]+?)(?: \([\d,]+\))? {2,}£?([\d,.]+)$", said, re.MULTILINE
    ):
        found.setdefault(label.strip(), []).append(Decimal(value.replace(",", "")))
    return found
