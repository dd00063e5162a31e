"""Text messages through GOV.UK Notify's own client, to a service on this computer that speaks as it does."""

import base64
import contextlib
import http.server
import json
import threading
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dpss.adapters import notify, texts
from tests.cast import AT

SERVICE, SECRET = "26785a09-ab16-4eb0-8407-a37497a57506", "3d844edf-8d35-48ac-975b-e847b4f122b0"
REFERENCE = uuid.UUID(int=7)


class Notify(http.server.BaseHTTPRequestHandler):
    """Takes a text as the service does, or answers what the test has said."""

    heard: list[tuple[str, str, dict[str, Any]]]
    answer: tuple[int, bytes]

    def do_POST(self) -> None:
        """Keep where it went, who it says it is from, and what it says."""
        said = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.heard.append((self.path, self.headers["Authorization"], said))
        status, body = self.answer
        self.send_response(status)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_given: object) -> None:
        """Nothing."""


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Iterator[type[Notify]]:
    """The service, as the settings of a council that has an account with it name it."""
    kind = type("Service", (Notify,), {"heard": [], "answer": (201, b"{}")})
    server = http.server.HTTPServer(("127.0.0.1", 0), kind)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    settings.DPSS_DEMO = False
    settings.DPSS_TEXT_KEY, settings.DPSS_TEXT_TEMPLATE = f"county-{SERVICE}-{SECRET}", "a-template"
    monkeypatch.setattr(texts, "ADDRESS", f"http://127.0.0.1:{server.server_port}")
    yield kind
    server.shutdown()
    server.server_close()
    thread.join()


def send() -> None:
    texts.send_text(to="+447700900123", text="Your code\n is 123456.", reference=REFERENCE, at=AT)


def test_a_text_is_one_request_from_the_councils_account(service: type[Notify]) -> None:
    send()
    ((path, who, said),) = service.heard
    assert path == "/v2/notifications/sms"
    claims = who.removeprefix("Bearer ").split(".")[1]
    assert json.loads(base64.urlsafe_b64decode(claims + "=="))["iss"] == SERVICE
    assert said == {
        "phone_number": "+447700900123",
        "template_id": "a-template",
        "personalisation": {"text": "Your code is 123456."},
        "reference": str(REFERENCE),
    }


@pytest.mark.parametrize("answer", [(403, b'{"errors": []}'), (500, b"<html>"), (200, b"<html>")])
def test_what_the_service_does_not_take_is_tried_again_later(
    service: type[Notify], answer: tuple[int, bytes], caplog: pytest.LogCaptureFixture
) -> None:
    service.answer = answer
    with pytest.raises(notify.NotSent, match=f"the service answered {answer[0]}"):
        send()
    assert "7700900123" not in caplog.text
    assert "123456" not in caplog.text


def test_a_service_that_is_away_is_no_fault(service: type[Notify], monkeypatch: pytest.MonkeyPatch) -> None:
    with contextlib.closing(http.server.HTTPServer(("127.0.0.1", 0), Notify).socket) as closed:
        port = closed.getsockname()[1]
    monkeypatch.setattr(texts, "ADDRESS", f"http://127.0.0.1:{port}")
    with pytest.raises(notify.NotSent, match="the service answered nothing"):
        send()


def test_without_an_account_nothing_is_sent(settings: Any) -> None:
    settings.DPSS_DEMO, settings.DPSS_TEXT_KEY = False, ""
    with pytest.raises(notify.NotSent, match="no service for text messages is set"):
        send()


def test_the_demos_texts_are_files(settings: Any, tmp_path: Path) -> None:
    settings.DPSS_DEMO, settings.DPSS_VAR = True, tmp_path
    send()
    (file,) = texts.kept().iterdir()
    assert file.read_text() == "To: +447700900123\n\nYour code\n is 123456.\n"
