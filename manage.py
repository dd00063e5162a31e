#!/usr/bin/env python
"""Run a command of the portal. In the demo settings the embedded database starts when it is needed."""

import os
import sys

# Commands that make or fill tables run as the owner; those that look at everything, as the reader.
ROLE_OF_COMMAND = {
    "migrate": "owner",
    "makemigrations": "owner",
    "seed_demo": "owner",
    "set_up": "owner",
    "check_books": "reader",
    "export_submissions": "reader",
}
WITHOUT_DATABASE = {
    "calculate_pay", "check_account", "collectstatic", "compilemessages", "demo_date", "diffsettings", "help",
    "irmark", "makemessages", "validate_rti", "version",
}  # fmt: skip


def main() -> None:
    """Choose the database role for the command, start what it needs, and run it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dpss.settings.demo")
    command = sys.argv[1] if len(sys.argv) > 1 else "help"
    role = ROLE_OF_COMMAND.get(command, "app")
    os.environ.setdefault("DPSS_DB_ROLE", role)
    if role != "app" and os.environ["DPSS_DB_ROLE"] == "app":
        sys.exit(
            f"{command} needs the database role {role}, and DPSS_DB_ROLE is app here, which row-level "
            "security keeps from nearly everything. In containers see docs/runbook.md, “Containers”."
        )
    if os.environ["DJANGO_SETTINGS_MODULE"] == "dpss.settings.demo" and command not in WITHOUT_DATABASE:
        _start_servers()
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


def _start_servers() -> None:
    """Start the embedded database and broker where they do not run. Ends with a sentence when they cannot."""
    from tools import broker, paths, postgres
    from tools.trouble import Trouble

    try:
        postgres.ensure_running(paths.var_folder())
        broker.ensure_running(paths.var_folder())
    except Trouble as trouble:
        sys.exit(str(trouble))


if __name__ == "__main__":
    main()
