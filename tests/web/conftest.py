"""The portal with the probes, and people who have come past the second factor."""

from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.test import Client
from django.urls import clear_url_caches


@pytest.fixture(autouse=True)
def _probes() -> Iterator[None]:
    # Set plainly: under `override_settings`, what a session's fixture sets meanwhile would be lost with it.
    before = settings.ROOT_URLCONF
    settings.ROOT_URLCONF = "tests.web.urls"
    clear_url_caches()
    yield
    settings.ROOT_URLCONF = before
    clear_url_caches()


@pytest.fixture
def calm(signed_in: Callable[..., Client]) -> Callable[..., Client]:
    """A signed-in browser that gets error pages instead of exceptions."""

    def sign_in(person: object, role: str | None = None) -> Client:
        browser = signed_in(person, role)
        browser.raise_request_exception = False
        return browser

    return sign_in
