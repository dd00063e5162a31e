"""`manage.py calculate_pay IN.csv OUT.csv`: the pay calculation for files, without a database."""

from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from payroll import pay_file


class Command(BaseCommand):
    """Work out a file of payments: exit 0 when all are done, 1 when a row has an error, 2 without output."""

    help = "Works out the payments of a CSV file and writes one result row for each."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("source", metavar="IN.csv", type=Path)
        parser.add_argument("target", metavar="OUT.csv", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        source, target = options["source"], options["target"]
        done = _calculate(source)
        _write(target, done.text)
        if done.errors:
            message = f"{done.errors} of {done.rows} rows have an error: see the column `error` of {target}."
            raise CommandError(message, returncode=1)
        self.stdout.write(f"{done.rows} rows worked out.")


def _calculate(source: Path) -> pay_file.Calculated:
    try:
        return pay_file.calculate(source.read_bytes())
    except OSError as error:
        raise CommandError(f"{source} cannot be read: {error.strerror}.", returncode=2) from error
    except pay_file.PayFileError as error:
        raise CommandError(f"{source}: {error}", returncode=2) from error


def _write(target: Path, text: str) -> None:
    """Write beside the target and rename, so that there is either a whole file or the one from before.

    A rename would put a plain file in the place of a link or a device, /dev/stdout among them.
    """
    if target.is_symlink() or (target.exists() and not target.is_file()):
        raise CommandError(f"{target} is not a file that can be replaced.", returncode=2)
    unfinished = None
    try:
        with NamedTemporaryFile("w", dir=target.parent, delete=False, encoding="utf-8", newline="") as file:
            unfinished = Path(file.name)
            file.write(text)
        unfinished.replace(target)
    except OSError as error:
        if unfinished:
            unfinished.unlink(missing_ok=True)
        raise CommandError(f"{target} cannot be written: {error.strerror}.", returncode=2) from error
