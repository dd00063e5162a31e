"""Everything that the environment decides, typed; nothing secret has a default.

A setting that is missing, too short or not known stops the start with one sentence that names it.
"""

import os
from pathlib import Path
from typing import Any, Literal

import pydantic
import pydantic_settings

LEAST_KEY_LENGTH = 50
# The modes in which reports go to HMRC's live service.
LIVE = ("live", "test-in-live")
# Read by the tools, the tests and the demo's own start, not by the portal.
KNOWN_ELSEWHERE = {"DPSS_FIXTURES", "DPSS_PORT", "DPSS_GOLDEN", "DPSS_DB_ROLE"}


class ConfigurationError(SystemExit):
    """The environment is not right. Printed as its sentence, without a traceback."""


class Environment(pydantic_settings.BaseSettings):
    """What an operator sets, each as `DPSS_` and the name in capitals."""

    model_config = pydantic_settings.SettingsConfigDict(env_prefix="DPSS_", extra="forbid")

    secret_key: pydantic.SecretStr
    field_keys: pydantic.SecretStr
    index_key: pydantic.SecretStr
    var: Path
    db_host: str
    db_port: int = 5432
    db_name: str = "dpss"
    db_password: pydantic.SecretStr = pydantic.SecretStr("")
    broker_url: str
    cache_url: str
    hosts: str
    origins: str = ""
    # How many reverse proxies of our own add an address to X-Forwarded-For.
    proxies: int = pydantic.Field(default=0, ge=0)
    idle_minutes: int = pydantic.Field(default=30, ge=1)
    default_council: str = "east-sussex"
    email_host: str
    email_port: int = 587
    email_user: str = ""
    email_password: pydantic.SecretStr = pydantic.SecretStr("")
    email_from: str
    text_key: pydantic.SecretStr = pydantic.SecretStr("")
    text_template: str = ""
    scanner: str = ""
    hmrc_mode: Literal["sandbox", "test", "test-in-live", "live"]
    hmrc_address: str = ""
    hmrc_sender: str = pydantic.Field(default="", validate_default=True)
    hmrc_password: pydantic.SecretStr = pydantic.Field(default=pydantic.SecretStr(""), validate_default=True)
    hmrc_vendor: str = ""

    @pydantic.field_validator("secret_key", "index_key")
    @classmethod
    def long_enough(cls, value: pydantic.SecretStr) -> pydantic.SecretStr:
        """A short key can be guessed."""
        if len(value.get_secret_value()) < LEAST_KEY_LENGTH:
            raise ValueError(f"needs at least {LEAST_KEY_LENGTH} characters")
        return value

    @pydantic.field_validator("hmrc_sender", "hmrc_password")
    @classmethod
    def known_to_hmrc(
        cls, value: str | pydantic.SecretStr, info: pydantic.ValidationInfo
    ) -> str | pydantic.SecretStr:
        """HMRC's live service takes nothing from somebody without a name and a password."""
        mode = info.data.get("hmrc_mode")
        said = value.get_secret_value() if isinstance(value, pydantic.SecretStr) else value
        if mode in LIVE and not said.strip():
            raise ValueError(f"is not set, and HMRC takes no report without it (DPSS_HMRC_MODE is {mode})")
        return value


def load(**given: Any) -> Environment:
    """Read the environment; `given` values stand in for what it leaves out. Raises ConfigurationError."""
    known = {f"DPSS_{name.upper()}" for name in Environment.model_fields} | KNOWN_ELSEWHERE
    strange = sorted(name for name in os.environ if name.startswith("DPSS_") and name not in known)
    if strange:
        raise ConfigurationError(
            f"{strange[0]} is not a setting of DPSS. Check its spelling, or take it away."
        )
    defaults: dict[str, Any] = {
        name: value for name, value in given.items() if f"DPSS_{name.upper()}" not in os.environ
    }
    try:
        return Environment(**defaults)
    except pydantic.ValidationError as error:
        first = error.errors(include_input=False)[0]
        name = f"DPSS_{str(first['loc'][0]).upper()}"
        why = "is not set" if first["type"] == "missing" else first["msg"].removeprefix("Value error, ")
        raise ConfigurationError(f"{name} {why}. See the runbook's list of settings.") from None
