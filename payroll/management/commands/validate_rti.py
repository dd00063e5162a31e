"""Check exported messages to HMRC: our own rules, and HMRC's schemas where the operator has them."""

from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management import base

from dpss import clock
from dpss.kernel import errors
from payroll.rti import rules, schema

BAD_INPUT = 2
FOUND_VIOLATIONS = 1


class Command(base.BaseCommand):
    """A line for each rule that a message breaks; the last line counts files and violations."""

    help = "Check every *.xml in a folder of messages to HMRC; exit 1 when any of them breaks a rule."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """A folder of messages, and one of HMRC's schemas."""
        parser.add_argument("folder", type=Path, metavar="DIR", help="the folder of exported messages")
        parser.add_argument("--schemas", type=Path, metavar="DIR", help="a folder with HMRC's XSD files")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print what is wrong; a missing or empty folder is a sentence and exit status 2."""
        files = _files(options["folder"], "*.xml", what="messages")
        schemas: Path | None = options["schemas"]
        try:
            count = self._check(files, schemas)
        except errors.Refusal as error:
            raise base.CommandError(error.sentence, returncode=BAD_INPUT) from None
        self.stdout.write(f"files: {len(files)}, violations: {count}")
        if count:
            raise SystemExit(FOUND_VIOLATIONS)

    def _check(self, files: list[Path], schemas: Path | None) -> int:
        if schemas is not None:
            _files(schemas, "**/*.xsd", what="schemas")
            if not schema.has_envelope(schemas):
                self.stderr.write(
                    "The schema of the envelope is not there: only the documents are held to one."
                )
        count = 0
        for file in files:
            for found in _violations(file, schemas, today=clock.today()):
                count += 1
                self.stdout.write(f"{file.name}: {found.rule}: {found.sentence} ({found.where})")
        return count


def _files(folder: Path, pattern: str, *, what: str) -> list[Path]:
    files = sorted(path for path in folder.glob(pattern) if path.is_file()) if folder.is_dir() else []
    if not files:
        sentence = f"There are no {what} in {folder}: give a folder that has {pattern} files."
        raise base.CommandError(sentence, returncode=BAD_INPUT)
    return files


def _violations(file: Path, schemas: Path | None, *, today: date) -> Iterator[rules.Violation]:
    """What is wrong with one file. Raises `Invalid` only for schemas that cannot be used."""
    try:
        xml = file.read_bytes()
        found = rules.check(xml, today=today)
    except OSError as error:
        yield rules.Violation("FILE", f"It cannot be opened: {error.strerror}.", "the file")
        return
    except errors.Refusal as error:
        yield rules.Violation("XML", error.sentence, "the file")
        return
    yield from found
    if schemas is not None:
        yield from schema.check(xml, schemas)
