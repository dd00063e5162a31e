"""Check whether a sort code and an account number can belong together."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import base

from dpss.kernel import errors, identifiers
from ledger.banking import modulus

BAD_INPUT = 2
NOT_VALID = 1


class Command(base.BaseCommand):
    """The banks' modulus check, with the tables that the operator has from the banks.

    Prints `valid`, `invalid` or `not checkable`; exits with 1 for an invalid account and 2 for input
    that cannot be checked at all. Without the tables nothing can be checked.
    """

    help = "Check a sort code and account number by the UK banks' modulus check."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The two numbers, and the banks' two files."""
        parser.add_argument("sort_code", metavar="SORTCODE", help="6 figures, with or without hyphens")
        parser.add_argument("account_number", metavar="ACCOUNT", help="8 figures")
        parser.add_argument("--weights", type=Path, metavar="FILE", help="the weight table (valacdos.txt)")
        parser.add_argument(
            "--substitutions", type=Path, metavar="FILE", help="the substituted sort codes (scsubtab.txt)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print one line; what cannot be read is a sentence and exit status 2."""
        try:
            sort_code = identifiers.sort_code(options["sort_code"])
            account_number = identifiers.account_number(options["account_number"])
            tables = _tables(options["weights"], options["substitutions"])
        except errors.Refusal as error:
            raise base.CommandError(error.sentence, returncode=BAD_INPUT) from None
        result = modulus.Result.NOT_CHECKABLE
        if tables is not None:
            result = modulus.check(sort_code, account_number, tables=tables)
        self.stdout.write(result.value)
        if result is modulus.Result.INVALID:
            raise SystemExit(NOT_VALID)


def _tables(weights: Path | None, substitutions: Path | None) -> modulus.Tables | None:
    if weights is None and substitutions is None:
        return None
    if weights is None or substitutions is None:
        raise errors.Invalid("Give both files of the banks: --weights and --substitutions.")
    return modulus.read(weights=_text(weights), substitutions=_text(substitutions))


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="ascii")
    except OSError as error:
        raise errors.Invalid(f"{file} cannot be opened: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise errors.Invalid(f"{file} is not a table of the banks: it is not plain text.") from None
