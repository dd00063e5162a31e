"""For which payroll provider of which council a command works."""

from collections.abc import Mapping
from typing import Any

from django.core.management.base import CommandError, CommandParser

from dpss.access.models import Council, Organisation


def add_arguments(parser: CommandParser) -> None:
    """`--council` and `--provider`, both needed."""
    parser.add_argument("--council", required=True, help="The short name of the council.")
    parser.add_argument("--provider", required=True, help="The payroll provider, as it is recorded.")


def named(options: Mapping[str, Any]) -> tuple[Council, Organisation]:
    """Those that were given. Raises `CommandError`, exit 2, for one that there is not."""
    council = Council.objects.filter(slug=options["council"]).first()
    provider = Organisation.objects.filter(name=options["provider"], kind="provider").first()
    if council is None or provider is None:
        missing = "council" if council is None else "provider"
        raise CommandError(f"There is no {missing} “{options[missing]}” here.", returncode=2)
    return council, provider
