"""`python -m tests.journeys.officers_period --clients 872`: the table of pages, and what is left."""

import argparse
import os
import sys
import tempfile
from pathlib import Path

import django

EMPLOYERS_240 = 872


def main() -> int:
    """Print the table; 1 when something is left, or the books are not in order."""
    parser = argparse.ArgumentParser(description="A payroll officer's period, and the pages that it takes.")
    parser.add_argument(
        "--clients", type=int, default=EMPLOYERS_240, help="of the county: 872 make 240 employers"
    )
    parser.add_argument("--phone", action="store_true", help="320 pixels wide, without JavaScript")
    parser.add_argument("--var", type=Path, help="the folder to work in: a new one unless named")
    given = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dpss.settings.test")
    django.setup()
    from tests.journeys import portal as portals
    from tests.journeys.officers_period import walk
    from tests.web import browser

    width = browser.PHONE if given.phone else browser.DESK
    with (
        tempfile.TemporaryDirectory(prefix="dpss-period-") as folder,
        portals.running((given.var or Path(folder)) / "portal", clients=given.clients) as portal,
        walk.at_work(portal) as county,
    ):
        report = walk.worked(county, width=width, javascript=not given.phone)
    sys.stdout.writelines(f"{line}\n" for line in report.lines())
    return int(bool(report.left) or report.books != walk.IN_ORDER)


if __name__ == "__main__":
    sys.exit(main())
