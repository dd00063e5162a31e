"""Text messages out, through GOV.UK Notify; in the demo each is a file in the portal's own folder."""

import uuid
from datetime import datetime
from pathlib import Path
from typing import Final

from django.conf import settings
from notifications_python_client import notifications
from notifications_python_client.errors import APIError

from dpss.adapters.notify import NotSent

ADDRESS: Final = "https://api.notifications.service.gov.uk"
TIMEOUT_SECONDS: Final = 20
_FOLDER: Final = "texts"


def send_text(*, to: str, text: str, reference: uuid.UUID, at: datetime) -> None:
    """Send a text to a number such as `+447700900123`. Raises `NotSent`; it may be tried again then."""
    if settings.DPSS_DEMO:
        _keep(to, text, at)
    else:
        _notify(to, " ".join(text.split()), reference)


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


def _notify(to: str, text: str, reference: uuid.UUID) -> None:
    """GOV.UK Notify, by one template whose only part is `((text))`."""
    key, template = settings.DPSS_TEXT_KEY, settings.DPSS_TEXT_TEMPLATE
    if not key or not template:
        raise NotSent("no service for text messages is set")
    service = notifications.NotificationsAPIClient(key, base_url=ADDRESS, timeout=TIMEOUT_SECONDS)
    try:
        service.send_sms_notification(
            phone_number=to, template_id=template, personalisation={"text": text}, reference=str(reference)
        )
    except APIError as error:
        answer = "nothing" if error.response is None else error.response.status_code
        raise NotSent(f"the service answered {answer}") from error
