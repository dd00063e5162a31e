"""Text messages out, through GOV.UK Notify; in the demo each is a file in the portal's own folder."""

import base64
import hashlib
import hmac
import http.client
import json
import ssl
import uuid
from datetime import datetime
from pathlib import Path
from typing import Final

from django.conf import settings

from dpss.adapters.notify import NotSent

HOST: Final = "api.notifications.service.gov.uk"
TIMEOUT_SECONDS: Final = 20
CREATED: Final = 201
# A key is its name, the service's key and the secret, with hyphens between.
_KEY_LENGTH: Final = 36
_FOLDER: Final = "texts"


def send_text(*, to: str, text: str, reference: uuid.UUID, at: datetime) -> None:
    """Send a text to a number such as `+447700900123`. Raises `NotSent`; it may be tried again then."""
    if settings.DPSS_DEMO:
        _keep(to, text, at)
    else:
        _notify(to, " ".join(text.split()), reference, at)


def kept() -> Path:
    """Where the demo's texts are."""
    return Path(settings.DPSS_VAR) / _FOLDER


class NoAddress(NotSent):
    """A council without an address of its own, on a portal that has several: no link can be right."""

    sentence = (
        "The council has no web address of its own in the portal, so that no link can be sent. Whoever runs"
        " the portal sets it: the council's “host”."
    )


def address(host: str, path: str) -> str:
    """The whole address of a page, for a message: of the council's own host, or of the portal's only one.

    Raises `NoAddress` where that would be a guess.
    """
    if host:
        return f"https://{host}{path}"
    origins: list[str] = settings.CSRF_TRUSTED_ORIGINS
    if settings.DPSS_DEMO:
        return f"{next(iter(origins), 'http://localhost:8000')}{path}"
    if len(origins) != 1:
        raise NoAddress(NoAddress.sentence)
    return f"{origins[0]}{path}"


def _keep(to: str, text: str, at: datetime) -> None:
    folder = kept()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = folder / f"{at:%Y%m%d-%H%M%S}-{uuid.uuid4().hex}.txt"
    file.write_text(f"To: {to}\n\n{text.strip()}\n")


def _notify(to: str, text: str, reference: uuid.UUID, at: datetime) -> None:
    """GOV.UK Notify's REST API: one template, whose only part is `((text))`."""
    key, template = settings.DPSS_TEXT_KEY, settings.DPSS_TEXT_TEMPLATE
    if not key or not template:
        raise NotSent("no service for text messages is set")
    body = {
        "phone_number": to,
        "template_id": template,
        "personalisation": {"text": text},
        "reference": str(reference),
    }
    heads = {"Content-Type": "application/json", "Authorization": f"Bearer {_token(key, at)}"}
    connection = http.client.HTTPSConnection(
        HOST, timeout=TIMEOUT_SECONDS, context=ssl.create_default_context()
    )
    try:
        connection.request("POST", "/v2/notifications/sms", json.dumps(body), heads)
        status = connection.getresponse().status
    except (OSError, http.client.HTTPException) as error:
        raise NotSent(type(error).__name__) from error
    finally:
        connection.close()
    if status != CREATED:
        raise NotSent(f"the service answered {status}")


def _token(key: str, at: datetime) -> str:
    """A JSON Web Token, HS256, as the service asks for it: who, and when."""
    secret, service = key[-_KEY_LENGTH:], key[-2 * _KEY_LENGTH - 1 : -_KEY_LENGTH - 1]
    parts = ({"typ": "JWT", "alg": "HS256"}, {"iss": service, "iat": int(at.timestamp())})
    signed = ".".join(_coded(json.dumps(part).encode()) for part in parts)
    seal = hmac.new(secret.encode(), signed.encode(), hashlib.sha256).digest()
    return f"{signed}.{_coded(seal)}"


def _coded(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()
