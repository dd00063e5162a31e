"""Payroll is told on every page that reports do not count at HMRC, unless they do."""

from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import Settings

from dpss.access import policy
from tests.access.cells import ROLES
from tests.cast import Cast

SignedIn = Callable[..., Client]
PAYROLL = {policy.PAYROLL_OFFICER, policy.PAYROLL_MANAGER}
BAND = "About reports to HMRC"

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", ROLES)
def test_only_payroll_is_told_that_reports_do_not_go_to_hmrc(
    role: str, signed_in: SignedIn, cast: Cast
) -> None:
    page = signed_in(cast.person(role)).get("/help/").text
    assert ("Reports go to a stand-in for HMRC, not to HMRC." in page) == (role in PAYROLL)
    assert (BAND in page) == (role in PAYROLL)


def test_a_visitor_is_not_told() -> None:
    assert BAND not in Client().get("/help/").text


@pytest.mark.parametrize(
    ("mode", "sentence"),
    [
        ("sandbox", "Reports go to a stand-in for HMRC, not to HMRC."),
        ("test", "Reports go to HMRC&#x27;s test service, which keeps none of them."),
        ("test-in-live", "Reports go to HMRC as tests, and HMRC keeps none of them."),
    ],
)
def test_the_sentence_is_of_the_mode(
    mode: str, sentence: str, signed_in: SignedIn, cast: Cast, settings: Settings
) -> None:
    settings.DPSS_HMRC_MODE = mode
    assert sentence in signed_in(cast.olu).get("/home/").text


def test_nobody_is_told_when_reports_count(signed_in: SignedIn, cast: Cast, settings: Settings) -> None:
    settings.DPSS_HMRC_MODE = "live"
    assert BAND not in signed_in(cast.mara).get("/home/").text
