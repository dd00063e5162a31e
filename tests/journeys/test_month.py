"""A small county's month: everybody looks at it, and a worker that dies in the middle changes no figure.

The figures of that month are compared with those of the one that everybody looks at, in which nobody died.
"""

from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest
from django.conf import settings

from dpss.access import policy
from tests.journeys import portal as portals
from tests.journeys import visitor
from tests.journeys.visitor import Served, is_axe_clean, is_well_made
from tests.web import browser
from tools import postgres

pytestmark = [pytest.mark.journey, pytest.mark.browser, pytest.mark.timeout(900)]
CLIENTS = 60


@pytest.fixture(scope="module")
def month() -> Iterator[tuple[portals.Portal, str]]:
    """Sixty clients, their month run, and what it came to."""
    with portals.running(Path(settings.DPSS_VAR) / "calm", clients=CLIENTS) as portal:
        portal.start_sandbox()
        portal.start_worker()
        portal.start_beat()
        said = portal.manage("demo_month").stdout
        portal.end("worker", "beat", "sandbox")
        yield portal, _summary(said)


@pytest.fixture(scope="module")
def county(month: tuple[portals.Portal, str]) -> Iterator[Served]:
    """The county after its month, served by gunicorn."""
    with visitor.served(month[0]) as county:
        yield county


@pytest.mark.parametrize("role", policy.ROLE_NAMES)
def test_each_role_signs_in_and_finds_its_home(county: Served, role: str) -> None:
    with county.visited_by(role, width=browser.PHONE, javascript=False) as page:
        is_well_made(page)
        cookies = {cookie["name"]: cookie["value"] for cookie in page.context.cookies()}
    with browser.window(county.chromium, county.address, width=browser.DESK, cookies=cookies) as page:
        page.goto("/home/")
        is_well_made(page)
        is_axe_clean(page)


def test_a_pa_reads_why_the_pay_is_what_it_is(county: Served) -> None:
    """From the day before the payday."""
    county.portal.manage("demo_date", "2026-11-26")
    with county.visited_by(policy.PA, width=browser.PHONE) as page:
        page.get_by_role("link", name="Why is my pay this?").first.click()
        is_well_made(page)
        browser.shows(page, "Income Tax", "National Insurance")
        is_axe_clean(page)


def test_a_worker_killed_in_the_middle_of_the_payrun_changes_no_figure(
    month: tuple[portals.Portal, str],
) -> None:
    with portals.running(Path(settings.DPSS_VAR) / "killed", clients=CLIENTS) as portal:
        portal.start_sandbox()
        portal.start_worker()
        portal.start_beat()
        portal.start("month", "manage.py", "demo_month")
        # HMRC's stand-in has an answer after a second: until then these reports are neither here nor there.
        # One that is on its way when its worker dies is for a person to settle, so none may be.
        portal.kill_when(
            "worker",
            lambda: (
                _count(portal, "payroll_submission", "state = 'acknowledged'") > 3
                and not _count(portal, "payroll_submission", "state = 'sending'")
            ),
            "reports that wait for HMRC's answer",
        )
        left = _count(portal, "payroll_submission", "state in ('queued', 'sending', 'acknowledged')")
        portal.kill("month")
        portal.start_worker()
        again = portal.manage("demo_month").stdout
        assert left > 0, "the worker had nothing left to do when it was killed: nothing was proved"
        assert _summary(again) == month[1]
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
