"""Checks every invariant of money, payroll and history, and says how many rows each looked at."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from clients import invariants as clients
from commissioning import invariants as commissioning
from dpss.access import invariants as access
from dpss.portal import reach_check
from ledger import invariants as ledger
from payroll import invariants as payroll


class Command(BaseCommand):
    """A line for each invariant; the last line says how many rows break one. A check of nothing fails."""

    help = "Check every invariant of money, payroll, reach and history."

    def handle(self, *args: Any, **options: Any) -> None:
        """Run them all; exit with 1 when anything is wrong."""
        violations = 0
        for group in (access, ledger, clients, payroll, commissioning, reach_check):
            for result in group.run():
                violations += max(len(result.broken), 0 if result.examined else 1)
                self.stdout.write(
                    f"{result.verdict:<5} {result.name}: {result.sentence} ({result.examined:,} rows)"
                )
                for row in result.broken[:5]:
                    self.stdout.write(f"        {row}")
        self.stdout.write(f"violations: {violations}")
        if violations:
            sys.exit(1)
