"""A worker that dies in the middle of the payrun: another goes on, and the figures are the same."""

from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest
from django.conf import settings

from tests.journeys import portal as portals
from tools import postgres

pytestmark = [pytest.mark.journey, pytest.mark.timeout(900)]
CLIENTS = 60


@pytest.fixture
def undisturbed() -> Iterator[str]:
    """What the month comes to when nobody dies."""
    with portals.running(Path(settings.DPSS_VAR) / "calm", clients=CLIENTS) as portal:
        portal.start_sandbox()
        portal.start_worker()
        portal.start_beat()
        yield _summary(portal.manage("demo_month").stdout)


def test_a_worker_killed_in_the_middle_of_the_payrun_changes_no_figure(undisturbed: str) -> None:
    with portals.running(Path(settings.DPSS_VAR) / "killed", clients=CLIENTS) as portal:
        portal.start_sandbox()
        portal.start_worker()
        portal.start_beat()
        portal.start("month", "manage.py", "demo_month")
        portals.wait_for(
            lambda: _count(portal, "payroll_submission", "state = 'accepted'") > 3, "the first reports"
        )
        portal.kill("worker")
        left = _count(portal, "payroll_submission", "state in ('queued', 'sending', 'acknowledged')")
        portal.kill("month")
        portal.start_worker()
        again = portal.manage("demo_month").stdout
        assert left > 0, "the worker had nothing left to do when it was killed: nothing was proved"
        assert _summary(again) == undisturbed
        assert portal.manage("check_books").stdout.strip().endswith("violations: 0")


def _count(portal: portals.Portal, table: str, where: str) -> int:
    place = postgres.address(portal.var)
    connection = psycopg2.connect(host=place.host, port=place.port, dbname=place.name, user="dpss_reader")
    try:
        with connection.cursor() as cursor:
            cursor.execute(f"select count(*) from {table} where {where}")  # noqa: S608 - words of this file
            row = cursor.fetchone()
            return int(row[0]) if row else 0
    finally:
        connection.close()


def _summary(said: str) -> str:
    """The figures, without the bars above them and the seconds under them."""
    lines = [line for line in said.splitlines() if line.startswith("  ")]
    return "\n".join(lines)
