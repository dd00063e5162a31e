"""Limits on tries are each visitor's own, also behind reverse proxies."""

import pytest
from django.test import Client
from pytest_django import Settings

from tests.cast import PASSWORD, Cast

pytestmark = pytest.mark.usefixtures("db")

ONE, OTHER = "203.0.113.1", "203.0.113.2"


def uses_up_their_tries(forwarded: str) -> None:
    """Ten wrong passwords, each for another account, from one address."""
    for number in range(10):
        attempt(forwarded, f"nobody{number}@example.org", "wrong wrong wrong")


def attempt(forwarded: str, email: str, password: str = PASSWORD) -> bool:
    """Whether somebody whom the proxy saw at this address could sign in."""
    given = {"login": email, "password": password}
    answer = Client().post("/accounts/login/", given, headers={"x-forwarded-for": forwarded})
    return bool(answer.status_code == 302)


def test_two_visitors_behind_a_trusted_proxy_have_limits_of_their_own(cast: Cast, settings: Settings) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    uses_up_their_tries(ONE)
    assert not attempt(ONE, cast.asha.email)
    assert attempt(OTHER, cast.asha.email)


def test_what_a_visitor_says_of_themselves_does_not_give_them_new_tries(
    cast: Cast, settings: Settings
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    uses_up_their_tries(ONE)
    assert not attempt(f"{OTHER}, {ONE}", cast.asha.email)


def test_of_two_trusted_proxies_the_outer_one_knows_the_visitor(cast: Cast, settings: Settings) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 2
    uses_up_their_tries(f"{ONE}, 10.0.0.1")
    assert not attempt(f"{ONE}, 10.0.0.1", cast.asha.email)
    assert attempt(f"{OTHER}, 10.0.0.1", cast.asha.email)


def test_without_a_proxy_nobody_is_believed(cast: Cast, settings: Settings) -> None:
    assert settings.ALLAUTH_TRUSTED_PROXY_COUNT == 0
    uses_up_their_tries(ONE)
    assert not attempt(OTHER, cast.asha.email)
