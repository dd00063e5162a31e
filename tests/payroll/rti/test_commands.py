"""The two commands that people and scripts use on messages: what they print and how they end."""

import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core import management
from django.core.management import base

from dpss import clock
from payroll.management.commands import irmark, validate_rti
from payroll.rti import fps
from payroll.rti import irmark as marks
from tests.fixtures_path import REPOSITORY
from tests.payroll.rti import cast
from tests.payroll.rti.edits import drop, edited, put


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two messages, one of which says that a man pays the married woman's reduced rate."""
    monkeypatch.setattr(clock, "today", lambda: cast.TODAY)
    good = cast.message(fps.build(cast.submission()))
    (tmp_path / "1-fps.xml").write_bytes(good)
    (tmp_path / "2-fps.xml").write_bytes(edited(good, put("NIletter", "B"), put("Gender", "M")))
    (tmp_path / "notes.txt").write_text("not a message")
    return tmp_path


def run(command: base.BaseCommand, *arguments: object) -> tuple[str, str, int]:
    """What the command prints on each stream, and its exit status."""
    out, err, status = StringIO(), StringIO(), 0
    try:
        management.call_command(command, *map(str, arguments), stdout=out, stderr=err)
    except base.CommandError as error:
        err.write(f"{error}\n")
        status = error.returncode
    except SystemExit as end:
        status = int(str(end.code))
    return out.getvalue(), err.getvalue(), status


def test_irmark_prints_both_forms_of_a_message(folder: Path) -> None:
    path = folder / "1-fps.xml"
    mark = marks.of(path.read_bytes())
    assert run(irmark.Command(), path) == (f"{mark.base64} {mark.base32}\n", "", 0)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(None, "cannot be opened"), (b"", "It is empty."), (b"<a/>", "neither a GovTalk message with one Body")],
)
def test_irmark_says_in_one_sentence_what_it_cannot_read(
    tmp_path: Path, content: bytes | None, sentence: str
) -> None:
    path = tmp_path / "message.xml"
    if content is not None:
        path.write_bytes(content)
    out, err, status = run(irmark.Command(), path)
    assert (out, status) == ("", 2)
    assert sentence in err
    assert err.count("\n") == 1


def test_validate_rti_prints_a_line_for_each_violation_and_counts_them(folder: Path) -> None:
    out, err, status = run(validate_rti.Command(), folder)
    reduced_rate, too_young, last = out.splitlines()
    assert reduced_rate.startswith(
        "2-fps.xml: 7849: NI letters B, E, I and T are for women with a certificate."
    )
    assert reduced_rate.endswith("(employee 1, pay ID PA-17)")
    assert too_young.startswith("2-fps.xml: 7955: NI letters B, E, I and T need a birth before 6 April 1961.")
    assert last == "files: 2, violations: 2"
    assert (err, status) == ("", 1)


def test_validate_rti_ends_well_when_nothing_is_wrong(folder: Path) -> None:
    (folder / "2-fps.xml").unlink()
    assert run(validate_rti.Command(), folder) == ("files: 1, violations: 0\n", "", 0)
    with_schemas = run(validate_rti.Command(), folder, "--schemas", cast.fixture("schemas"))
    assert with_schemas == ("files: 1, violations: 0\n", "", 0)


def test_validate_rti_recomputes_the_irmark(folder: Path) -> None:
    path = folder / "1-fps.xml"
    path.write_bytes(path.read_bytes().replace(b"1600.00", b"1601.00"))
    out, _, status = run(validate_rti.Command(), folder)
    assert "1-fps.xml: 2021: The IRmark does not fit the contents" in out
    assert status == 1


def test_validate_rti_uses_the_schemas_where_given(folder: Path) -> None:
    path = folder / "1-fps.xml"
    path.write_bytes(edited(path.read_bytes(), drop("Payment/PayFreq")))
    assert "1-fps.xml: XSD: " not in run(validate_rti.Command(), folder)[0]
    out, _, status = run(validate_rti.Command(), folder, "--schemas", cast.fixture("schemas"))
    assert "1-fps.xml: XSD: " in out
    assert status == 1


def test_validate_rti_says_when_only_documents_are_held_to_a_schema(folder: Path) -> None:
    _, err, _ = run(validate_rti.Command(), folder, "--schemas", cast.fixture("schemas/2026-27"))
    assert err == "The schema of the envelope is not there: only the documents are held to one.\n"


def test_validate_rti_checks_against_the_day_of_the_clock(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "2-fps.xml").write_bytes(fps.build(cast.submission(cast.starter())))
    assert run(validate_rti.Command(), folder)[2] == 0
    monkeypatch.setattr(clock, "today", lambda: cast.TODAY.replace(month=9))
    assert "2-fps.xml: 7828: " in run(validate_rti.Command(), folder)[0]


def test_validate_rti_counts_what_is_no_message(folder: Path) -> None:
    (folder / "3.xml").write_bytes(b"<html>")
    (folder / "4.xml").write_bytes(b"<a/>")
    out, _, status = run(validate_rti.Command(), folder)
    assert "3.xml: XML: It is a web page, not a message. (the file)" in out
    assert "4.xml: XML: It is neither a GovTalk message with one Body nor a Body alone. (the file)" in out
    assert out.endswith("files: 4, violations: 4\n")
    assert status == 1


@pytest.mark.parametrize("name", ["missing", "empty"])
def test_validate_rti_says_when_there_is_nothing_to_check(folder: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    out, err, status = run(validate_rti.Command(), tmp_path / name)
    assert (out, status) == ("", 2)
    assert "There are no messages in" in err
    out, err, status = run(validate_rti.Command(), folder, "--schemas", tmp_path / name)
    assert (out, status) == ("", 2)
    assert "There are no schemas in" in err


def test_validate_rti_names_a_damaged_schema(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "schemas").mkdir()
    (tmp_path / "schemas" / "broken.xsd").write_text("<schema")
    out, err, status = run(validate_rti.Command(), folder, "--schemas", tmp_path / "schemas")
    assert (out, status) == ("", 2)
    assert "broken.xsd is not a schema" in err


def test_irmark_runs_from_the_command_line_without_a_database(folder: Path, tmp_path: Path) -> None:
    """A fresh `DPSS_VAR` has no server, and none is started."""
    place = tmp_path / "var"
    ended = subprocess.run(
        [sys.executable, "manage.py", "irmark", str(folder / "1-fps.xml")],
        cwd=REPOSITORY,
        env={**os.environ, "DPSS_VAR": str(place), "DJANGO_SETTINGS_MODULE": "dpss.settings.demo"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    mark = marks.of((folder / "1-fps.xml").read_bytes())
    assert (ended.returncode, ended.stdout) == (0, f"{mark.base64} {mark.base32}\n"), ended.stderr
    assert not list(place.glob("**/postmaster.pid"))
