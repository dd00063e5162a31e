"""Moves the demo's date."""

from datetime import date
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from dpss import clock
from dpss.kernel.dates import with_weekday

WRONG_USE = 2


class Command(BaseCommand):
    """The day that it is in the demo; the time of day stays the real one."""

    help = "Set the demo's date, such as 2026-11-27, and print it."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """The day to move to."""
        parser.add_argument("day", help="the date, as 2026-11-27")

    def handle(self, *args: Any, **options: Any) -> None:
        """Move it, and say which day it is."""
        if not settings.DPSS_DEMO:
            raise CommandError(
                "Only the demo has a date that can be moved. These settings are not the demo's.",
                returncode=WRONG_USE,
            )
        try:
            day = date.fromisoformat(options["day"])
        except ValueError:
            raise CommandError(
                f"{options['day'][:20]!r} is not a date. Write it like 2026-11-27.", returncode=WRONG_USE
            ) from None
        clock.move_to(day)
        today = clock.today()
        self.stdout.write(f"{today.isoformat()}: in the demo it is {with_weekday(today)}.")
