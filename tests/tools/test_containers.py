"""Compose file, image and runbook name the same settings, and the portal starts on the runbook's example."""

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from dpss.settings import env
from tools import paths

COMPOSE: Mapping[str, Any] = yaml.safe_load((paths.ROOT / "docker-compose.yml").read_text())
SETTINGS: Mapping[str, str] = COMPOSE["x-settings"]
SERVICES: Mapping[str, Any] = COMPOSE["services"]
# `${NAME}`, `${NAME:-default}` or `${NAME:?what to do}`.
PLACEHOLDER = re.compile(r"\$\{(\w+)(?::([-?])([^}]*))?\}")


def named(field: str) -> str:
    """A field of the environment as the operator writes it."""
    return f"DPSS_{field.upper()}"


def filled(value: str, given: Mapping[str, str]) -> str:
    """A value of the compose file, with what `.env` says put in."""
    return PLACEHOLDER.sub(lambda found: given.get(found[1]) or (found[3] if found[2] == "-" else ""), value)


@pytest.fixture
def example(tmp_path: Path) -> Mapping[str, str]:
    """The `.env` that the runbook's example makes."""
    runbook = (paths.ROOT / "docs" / "runbook.md").read_text()
    [script] = re.findall(r"```\n(umask 077\n.*?)```", runbook, flags=re.DOTALL)
    subprocess.run(["sh", "-eu", "-c", script], cwd=tmp_path, check=True, timeout=60)
    assert (tmp_path / ".env").stat().st_mode & 0o077 == 0
    lines = (tmp_path / ".env").read_text().splitlines()
    return dict(line.split("=", 1) for line in lines)


def test_the_example_gives_everything_that_the_compose_file_asks_for_and_nothing_else(
    example: Mapping[str, str],
) -> None:
    used = PLACEHOLDER.findall((paths.ROOT / "docker-compose.yml").read_text())
    assert {name for name, kind, _ in used if kind == "?"} <= set(example)
    assert set(example) <= {name for name, _, _ in used}


def test_the_portal_starts_on_the_example(example: Mapping[str, str], tmp_path: Path) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DPSS_")}
    given = {name: filled(value, example) for name, value in SERVICES["web"]["environment"].items()}
    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=paths.ROOT,
        env=kept | given | {"DPSS_VAR": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_a_setting_without_a_default_has_none_in_the_compose_file_either() -> None:
    for field, about in env.Environment.model_fields.items():
        value = SETTINGS.get(named(field), "")
        if about.is_required() and field != "var":
            assert value, f"{field} is not in the compose file"
            assert not PLACEHOLDER.search(value) or re.match(r"\$\{\w+:\?", value), field


def test_each_setting_in_the_compose_file_is_one_that_the_portal_knows() -> None:
    known = {named(field) for field in env.Environment.model_fields} | env.KNOWN_ELSEWHERE
    for name, service in SERVICES.items():
        given = {key for key in service.get("environment", {}) if key.startswith("DPSS_")}
        assert given <= known, name


def test_the_image_is_built_with_every_setting_that_has_no_default() -> None:
    dockerfile = (paths.ROOT / "Dockerfile").read_text()
    needed = [named(field) for field, about in env.Environment.model_fields.items() if about.is_required()]
    assert [name for name in needed if f"{name}=" not in dockerfile] == []


@pytest.mark.parametrize(
    ("service", "role", "password"),
    [
        ("migrate", "owner", "OWNER_PASSWORD"),
        ("reader", "reader", "READER_PASSWORD"),
        ("web", "app", "APP_PASSWORD"),
        ("worker", "app", "APP_PASSWORD"),
        ("beat", "app", "APP_PASSWORD"),
    ],
)
def test_each_service_has_the_database_role_of_its_work(service: str, role: str, password: str) -> None:
    given = SERVICES[service]["environment"]
    assert given["DPSS_DB_ROLE"] == role
    assert given["DPSS_DB_PASSWORD"].startswith(f"${{{password}:?")


def test_what_reports_to_hmrc_and_sends_mail_is_never_guessed() -> None:
    for name in ("DPSS_HMRC_MODE", "DPSS_EMAIL_HOST"):
        assert SETTINGS[name].startswith(f"${{{name}:?")
