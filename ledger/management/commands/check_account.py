"""Check whether a sort code and an account number can belong together."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import base
from django.db import DatabaseError

from dpss import clock
from dpss.kernel import errors
from ledger import queries
from ledger.banking import account_numbers, modulus, modulus_tables
from ledger.management import table_files

BAD_INPUT = 2
NOT_VALID = 1


class Command(base.BaseCommand):
    """The banks' modulus check, with the tables that are given, else with those loaded into the database.

    Prints `valid`, `invalid` or `not checkable`; exits with 1 for an invalid account and 2 for input
    that cannot be checked at all. Needs no database when the tables are given. Why the tables could not be
    used is said on the error stream.
    """

    help = "Check a sort code and account number by the UK banks' modulus check."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The two numbers, and the banks' two files."""
        parser.add_argument("sort_code", metavar="SORTCODE", help="6 figures, with or without hyphens")
        parser.add_argument("account_number", metavar="ACCOUNT", help="8 figures, or as the bank writes it")
        parser.add_argument("--weights", type=Path, metavar="FILE", help="the weight table (valacdos.txt)")
        parser.add_argument(
            "--substitutions", type=Path, metavar="FILE", help="the substituted sort codes (scsubtab.txt)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print one line; what cannot be read is a sentence and exit status 2."""
        try:
            account = account_numbers.standard(options["sort_code"], options["account_number"])
            tables = _tables(options["weights"], options["substitutions"])
        except errors.Refusal as error:
            raise base.CommandError(error.sentence, returncode=BAD_INPUT) from None
        result = modulus.check(*account, tables=tables) if tables else self._by_the_loaded_tables(account)
        self.stdout.write(result.value)
        if result is modulus.Result.INVALID:
            raise SystemExit(NOT_VALID)

    def _by_the_loaded_tables(self, account: account_numbers.Account) -> modulus.Result:
        try:
            check = queries.account_check(*account, on=clock.today())
        except DatabaseError:
            self.stderr.write(
                "The portal's database does not answer, or is not set up. Start it, or name the banks' files "
                "with --weights and --substitutions."
            )
            return modulus.Result.NOT_CHECKABLE
        if check.notice:
            self.stderr.write(check.notice)
        return check.result


def _tables(weights: Path | None, substitutions: Path | None) -> modulus_tables.Tables | None:
    if weights is None and substitutions is None:
        return None
    if weights is None or substitutions is None:
        raise errors.Invalid("Give both files of the banks: --weights and --substitutions.")
    return modulus_tables.read(
        weights=table_files.text(weights), substitutions=table_files.text(substitutions)
    )
