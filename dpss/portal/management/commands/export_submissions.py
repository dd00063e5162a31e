"""Writes every stored HMRC message to a folder, byte for byte."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from payroll.queries import exports


class Command(BaseCommand):
    """One file for each message: `<id>-<kind>.xml`."""

    help = "Write every stored HMRC message, exact bytes, into a folder."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to."""
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Write them, counting."""
        folder: Path = options["folder"]
        written = 0
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for name, content in exports.stored_messages():
                (folder / name).write_bytes(content)
                written += 1
        except OSError as error:
            raise CommandError(
                f"{folder} cannot be written to: {error.strerror}. Choose another folder."
            ) from None
        self.stdout.write(f"{written} messages written to {folder}")
