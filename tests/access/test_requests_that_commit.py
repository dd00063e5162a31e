"""Requests as they are in production, each with its own transaction on a connection that is used again."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from pytest_django import Settings

from clients.models import WorkItem
from dpss.access import actors, models
from tests.cast import Cast


@pytest.fixture(autouse=True)
def _pages(settings: Settings) -> None:
    settings.ROOT_URLCONF = "tests.access.pages"


@pytest.mark.parametrize("address", ["/who/", "/write/", "/broken/", "/look/", "/refused/", "/late/"])
def test_nothing_of_one_request_is_left_for_the_next(
    address: str, own_database: str, signed_in: Callable[..., Client], cast: Cast
) -> None:
    browser, visitor = signed_in(cast.marcus), Client()
    browser.get(address)
    assert not connection.in_atomic_block
    assert visitor.get("/who/").json()["rows"] == 0


def test_a_page_that_crashes_leaves_the_connection_clean(
    own_database: str, signed_in: Callable[..., Client], cast: Cast
) -> None:
    browser = signed_in(cast.marcus)
    browser.raise_request_exception = False
    assert browser.get("/crash/").status_code == 500
    assert not connection.in_atomic_block
    assert browser.get("/who/").json()["rows"] > 0
    with actors.acting(cast.marcus.actor()):
        assert not WorkItem.objects.filter(key="written by a page").exists()


def test_what_a_page_changed_and_recorded_is_committed(
    own_database: str, signed_in: Callable[..., Client], cast: Cast
) -> None:
    browser = signed_in(cast.marcus)
    browser.get("/look/")
    browser.get("/write/")
    connection.close()
    with actors.acting(cast.marcus.actor()):
        assert WorkItem.objects.filter(key="written by a page").count() == 1
    with actors.acting(cast.ada.actor()):
        assert models.AuditEvent.objects.filter(verb="look", thing="page").count() == 1
