"""What a load balancer is told."""

from collections.abc import Callable

import celery
import pytest
from django.db import connection
from django.test import Client
from kombu.exceptions import OperationalError

from dpss.web import health


def test_the_process_is_live_without_a_database(client: Client) -> None:
    answer = client.get("/healthz/live")
    assert (answer.status_code, answer.text) == (200, "live\n")


@pytest.mark.usefixtures("db")
def test_the_portal_is_ready_when_every_part_is(client: Client) -> None:
    answer = client.get("/healthz/ready")
    assert (answer.status_code, answer.text) == (200, "ready\n")


@pytest.mark.parametrize("name", list(health.CHECKS))
def test_a_part_that_fails_is_named_and_nothing_else_is_said(
    client: Client, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    def fail() -> None:
        raise OSError("postgres://dpss_app:secret@10.0.0.1")

    def work() -> None:
        return None

    checks: dict[str, Callable[[], None]] = dict.fromkeys(health.CHECKS, work) | {name: fail}
    monkeypatch.setattr(health, "CHECKS", checks)
    answer = client.get("/healthz/ready")
    assert (answer.status_code, answer.text) == (503, f"{name}\n")


@pytest.mark.usefixtures("db")
def test_a_table_that_the_code_does_not_find_is_noticed() -> None:
    with connection.cursor() as cursor:
        cursor.execute("select 1 from django_migrations limit 1")
    health.check_migrations()


def test_a_broker_that_is_away_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    away = celery.Celery(broker="redis://127.0.0.1:1/0", set_as_current=False)
    monkeypatch.setattr(health, "app", away)
    with pytest.raises(OperationalError):
        health.check_broker()
