"""The officer's period with few employers: on a phone, without JavaScript, and everything approved."""

from pathlib import Path

import pytest
from django.conf import settings

from tests.journeys import portal as portals
from tests.journeys.officers_period import walk
from tests.web import browser

pytestmark = [pytest.mark.journey, pytest.mark.browser, pytest.mark.timeout(600)]
CLIENTS = 60


def test_a_period_is_finished_by_its_exceptions_alone() -> None:
    with (
        portals.running(Path(settings.DPSS_VAR) / "period", clients=CLIENTS) as portal,
        walk.at_work(portal) as county,
    ):
        report = walk.worked(county, width=browser.PHONE, javascript=False)
    said = "\n".join(report.lines())
    assert not report.left, said
    assert report.books == walk.IN_ORDER, said
    assert report.payslips == report.posts
    assert {"Sickness to decide", "No sheet yet", "Sheet not sent"} <= set(report.found), said
