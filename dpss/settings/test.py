"""The tests: the demo's embedded servers in a folder of their own, and keys that guard nothing."""

import os
from pathlib import Path

from dpss.settings import env
from dpss.settings.base import *  # noqa: F403
from dpss.settings.base import ROOT, configure
from tools import broker, postgres

VAR = Path(os.environ.get("DPSS_VAR") or ROOT / "var" / "test").resolve()
_DATABASE = postgres.address(VAR)
_BROKER = broker.address(VAR)
globals().update(
    configure(
        env.load(
            secret_key="tests-only-" + "k" * 50,
            field_keys="1:" + "A" * 43 + "=",
            index_key="tests-only-" + "i" * 50,
            var=VAR,
            db_host=str(_DATABASE.host),
            db_port=_DATABASE.port,
            db_name=_DATABASE.name,
            broker_url=f"redis+socket://{_BROKER}?virtual_host=3",
            cache_url=f"unix://{_BROKER}?db=4",
            hosts="localhost,127.0.0.1,testserver",
            email_host="localhost",
            email_from="DPSS tests <no-reply@example.org>",
            hmrc_mode="sandbox",
            hmrc_sender="TESTSENDER",
            hmrc_password="tests-only",  # noqa: S106 - guards nothing
            hmrc_vendor="0000",
        )
    )
)
DPSS_DEMO = True
DPSS_CLOCK_FILE = VAR / "test-date"
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
