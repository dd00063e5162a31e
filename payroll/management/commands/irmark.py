"""Print the IRmark of a message to HMRC."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import base

from dpss.kernel import errors
from payroll.rti import irmark

BAD_INPUT = 2


class Command(base.BaseCommand):
    """The fingerprint that HMRC also computes, to compare with what it printed on its receipt."""

    help = "Print the base64 and the base32 IRmark of a GovTalk message, or of its Body alone."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One file."""
        parser.add_argument("file", type=Path, metavar="FILE.xml", help="the message as it was sent")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print one line; what cannot be read is a sentence and exit status 2."""
        path: Path = options["file"]
        try:
            mark = irmark.of(path.read_bytes())
        except OSError as error:
            raise base.CommandError(
                f"{path} cannot be opened: {error.strerror}.", returncode=BAD_INPUT
            ) from None
        except errors.Refusal as error:
            raise base.CommandError(f"{path} has no IRmark. {error.sentence}", returncode=BAD_INPUT) from None
        self.stdout.write(f"{mark.base64} {mark.base32}")
