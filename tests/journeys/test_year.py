"""A year of a small county's managed accounts: no match is false, and every closing balance is signed."""

import json
import sys
from pathlib import Path

import pytest
from django.conf import settings

from tests.journeys import portal as portals
from tests.ledger.statements import bank

pytestmark = [pytest.mark.journey, pytest.mark.timeout(600)]
CLIENTS = 60


def test_a_year_of_statements_in_every_format_agrees_to_the_penny() -> None:
    with portals.running(Path(settings.DPSS_VAR) / "year", clients=CLIENTS) as portal:
        done = portal.run(sys.executable, "-m", "tests.journeys.year", check=False)
    said = f"{done.stdout}\n{done.stderr}"
    assert not done.returncode, said
    year = json.loads(done.stdout)
    assert set(year["statements"]) == set(bank.FORMATS), said
    assert year["signed"] == year["statements"], said
    assert sum(year["false"].values()) == 0, said
    # Two PAs of one sum whose names the bank cuts are left to a person.
    assert sum(year["sure"].values()) > sum(year["known"].values()) * 3 / 4, said
