"""The demo and the default: embedded servers under the var folder, made-up people, a movable date."""

import json
import os
import secrets
from pathlib import Path

from dpss.access import sealing_keys
from dpss.settings import env
from dpss.settings.base import *  # noqa: F403
from dpss.settings.base import configure
from tools import broker, paths, postgres

VAR = paths.var_folder()


def _secrets(folder: Path) -> dict[str, str]:
    """Keys made at the first start and kept: sealed values must open again tomorrow."""
    file = folder / "demo.json"
    try:
        return dict(json.loads(file.read_text()))
    except FileNotFoundError:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    made = {
        "secret_key": secrets.token_urlsafe(64),
        "field_keys": sealing_keys.new_key("1"),
        "index_key": secrets.token_urlsafe(64),
    }
    draft = folder / f"demo.{os.getpid()}"
    draft.touch(mode=0o600)
    draft.write_text(json.dumps(made))
    try:
        os.link(draft, file)
    except FileExistsError:
        made = dict(json.loads(file.read_text()))
    draft.unlink()
    return made


_DATABASE = postgres.address(VAR)
_BROKER = broker.address(VAR)
_ENVIRONMENT = env.load(
    **_secrets(VAR / "secrets"),
    var=VAR,
    db_host=str(_DATABASE.host),
    db_port=_DATABASE.port,
    db_name=_DATABASE.name,
    broker_url=f"redis+socket://{_BROKER}?virtual_host=0",
    cache_url=f"unix://{_BROKER}?db=2",
    hosts="localhost,127.0.0.1,[::1]",
    email_host="localhost",
    email_from="DPSS demonstration <no-reply@example.org>",
    hmrc_mode="sandbox",
    hmrc_sender="DEMOSENDER",
    hmrc_password=secrets.token_hex(8),
    hmrc_vendor="0000",
)
globals().update(configure(_ENVIRONMENT))

DEBUG = False
DPSS_DEMO = True
DPSS_CLOCK_FILE = VAR / "demo-date"
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR / "mail"
STATIC_ROOT = VAR / "static"
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "10/5m/ip,10/5m/key", "refer": "60/h/ip"}
SILENCED_SYSTEM_CHECKS: list[str] = []
