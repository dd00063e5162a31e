"""The portal refuses to start on an environment that is not right, and says which setting it is."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from dpss.access import sealing_keys
from tests.fixtures_path import REPOSITORY

PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "dpss.settings.production",
    "DPSS_SECRET_KEY": "tests-only-" + "0123456789abcdefghijklmnopqrstuvwxyz" * 2,
    "DPSS_FIELD_KEYS": sealing_keys.new_key("1"),
    "DPSS_INDEX_KEY": "tests-only-" + "zyxwvutsrqponmlkjihgfedcba9876543210" * 2,
    "DPSS_DB_HOST": "db",
    "DPSS_BROKER_URL": "redis://broker/0",
    "DPSS_CACHE_URL": "redis://broker/2",
    "DPSS_HOSTS": "portal.example.org",
    "DPSS_EMAIL_FROM": "no-reply@example.org",
    "DPSS_EMAIL_HOST": "mail.example.org",
    "DPSS_HMRC_MODE": "test",
}


def start(tmp_path: Path, *arguments: str, **changed: str | None) -> subprocess.CompletedProcess[str]:
    """Run a command on the production settings; None takes a setting away."""
    given = PRODUCTION | {"DPSS_VAR": str(tmp_path)} | changed
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DPSS_")}
    environment = kept | {name: value for name, value in given.items() if value is not None}
    command = [sys.executable, "manage.py", *(arguments or ("check",))]
    return subprocess.run(
        command, cwd=REPOSITORY, env=environment, capture_output=True, text=True, timeout=120, check=False
    )


def test_the_deployment_check_gives_no_warning(tmp_path: Path) -> None:
    done = start(tmp_path, "check", "--deploy", "--fail-level", "WARNING")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "no issues (0 silenced)" in done.stdout + done.stderr


def test_live_reports_need_a_sender_and_a_password(tmp_path: Path) -> None:
    live = {"DPSS_HMRC_MODE": "live", "DPSS_HMRC_SENDER": "AGENT1"}
    refused = start(tmp_path, "check", "--deploy", **live)
    assert refused.returncode != 0
    assert "DPSS_HMRC_PASSWORD is not set" in refused.stderr
    done = start(tmp_path, "check", "--deploy", **live, DPSS_HMRC_PASSWORD="tests-only")
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"DPSS_SECRET_KEY": None}, "DPSS_SECRET_KEY is not set"),
        ({"DPSS_SECRET_KEY": "short"}, "DPSS_SECRET_KEY needs at least 50 characters"),
        ({"DPSS_INDEX_KEY": "short"}, "DPSS_INDEX_KEY needs at least 50 characters"),
        ({"DPSS_FIELD_KEYS": None}, "DPSS_FIELD_KEYS is not set"),
        ({"DPSS_SECRET_KEE": "x"}, "DPSS_SECRET_KEE is not a setting of DPSS"),
        ({"DPSS_HMRC_MODE": "maybe"}, "DPSS_HMRC_MODE"),
        ({"DPSS_HMRC_MODE": None}, "DPSS_HMRC_MODE is not set"),
        (
            {"DPSS_HMRC_MODE": "live", "DPSS_HMRC_PASSWORD": "x"},
            "DPSS_HMRC_SENDER is not set, and HMRC takes no report without it (DPSS_HMRC_MODE is live)",
        ),
        (
            {"DPSS_HMRC_MODE": "live", "DPSS_HMRC_SENDER": "AGENT1"},
            "DPSS_HMRC_PASSWORD is not set, and HMRC takes no report without it (DPSS_HMRC_MODE is live)",
        ),
        ({"DPSS_HMRC_MODE": "test-in-live", "DPSS_HMRC_SENDER": " "}, "DPSS_HMRC_SENDER is not set"),
        ({"DPSS_EMAIL_HOST": None}, "DPSS_EMAIL_HOST is not set"),
        ({"DPSS_PROXIES": "-1"}, "DPSS_PROXIES Input should be greater than or equal to 0"),
        ({"DPSS_PROXIES": "one"}, "DPSS_PROXIES Input should be a valid integer"),
        ({"DPSS_IDLE_MINUTES": "0"}, "DPSS_IDLE_MINUTES Input should be greater than or equal to 1"),
        ({"DPSS_DB_ROLE": "postgres"}, "It can be owner, app or reader"),
    ],
    ids=lambda value: "" if isinstance(value, str) else next(iter(value)),
)
def test_a_wrong_environment_stops_the_start_with_one_sentence(
    tmp_path: Path, changed: dict[str, str | None], sentence: str
) -> None:
    done = start(tmp_path, **changed)
    assert done.returncode != 0
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr
    assert "short" not in done.stderr.replace("DPSS", "")


@pytest.mark.parametrize(
    ("command", "role"), [("check_books", "reader"), ("set_up", "owner"), ("export_submissions", "reader")]
)
def test_a_command_that_would_see_nothing_as_the_portal_says_which_role_it_needs(
    tmp_path: Path, command: str, role: str
) -> None:
    done = start(tmp_path, command, DPSS_DB_ROLE="app")
    assert done.returncode != 0
    assert f"{command} needs the database role {role}, and DPSS_DB_ROLE is app here" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_proxies_and_the_minutes_of_the_environment_are_djangos(tmp_path: Path) -> None:
    done = start(tmp_path, "diffsettings", DPSS_PROXIES="2", DPSS_IDLE_MINUTES="20")
    lines = done.stdout.splitlines()
    assert any(line.startswith("ALLAUTH_TRUSTED_PROXY_COUNT = 2 ") for line in lines), done.stderr
    assert any(line.startswith("DPSS_IDLE_MINUTES = 20 ") for line in lines)
