"""Load the banks' tables for checking account numbers."""

import getpass
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management import base

from dpss import clock
from dpss.kernel import dates, errors
from ledger import operations, queries
from ledger.banking import table_age
from ledger.management import table_files

BAD_INPUT = 2


class Command(base.BaseCommand):
    """Both files or nothing; done twice, done once. Those loaded before are kept, and no longer count."""

    help = "Load the banks' weight table and substitutions, by which account numbers are checked."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The two files, the day they were published, and who loads them."""
        parser.add_argument("weights", metavar="WEIGHTS", type=Path, help="the weight table (valacdos.txt)")
        parser.add_argument(
            "substitutions", metavar="SUBSTITUTIONS", type=Path, help="the substitutions (scsubtab.txt)"
        )
        parser.add_argument(
            "--published", metavar="DATE", required=True, help="the day the banks give, like 2026-10-05"
        )
        parser.add_argument("--by", metavar="NAME", help="who loads them; without it this account's name")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load them, and say which tables count from now on."""
        before = queries.newest_account_check_table()
        try:
            published = _day(options["published"])
            new = operations.load_account_check_table(
                weights=table_files.text(options["weights"]),
                substitutions=table_files.text(options["substitutions"]),
                published=published,
                loaded_by=(options["by"] or _this_account()).strip(),
                today=clock.today(),
                at=clock.now(),
            )
        except errors.Refusal as error:
            raise base.CommandError(f"{error.sentence} Nothing was changed.", returncode=BAD_INPUT) from None
        done = "are loaded" if new else "were loaded already, nothing was changed"
        self.stdout.write(f"The banks' tables published on {dates.in_words(published)} {done}.")
        if new and before:
            self.stdout.write(f"Those published on {dates.in_words(before.published)} no longer count.")
        if notice := table_age.notice(published, on=clock.today()):
            self.stderr.write(notice)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise errors.Invalid(f"{text[:20]!r} is not a date. Write it like 2026-10-05.") from None


def _this_account() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        raise errors.Invalid("This account has no name. Say who loads the tables with --by.") from None
