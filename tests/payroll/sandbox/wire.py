"""A running sandbox as a sender sees it: a process of its own and an address."""

import http.client
import json
import signal
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree

from tests.fixtures_path import REPOSITORY
from tests.payroll.sandbox import samples
from tests.payroll.sandbox.samples import ENVELOPE, Message

ERRORS = "http://www.govtalk.gov.uk/CM/errorresponse"
SUCCESS = "http://www.inlandrevenue.gov.uk/SuccessResponse"


@dataclass(frozen=True)
class Answer:
    """What came back: the HTTP status and the message, if there is one."""

    status: int
    content: bytes

    def text(self, path: str, namespace: str = ENVELOPE) -> str:
        """Return the text of the first element at a path below the message (or below a Body's document)."""
        found = etree.fromstring(self.content).find(
            ".//" + "/".join(f"{{{namespace}}}{part}" for part in path.split("/"))
        )
        return "" if found is None else found.text or ""

    def qualifier(self) -> str:
        """Return acknowledgement, response or error."""
        return self.text("MessageDetails/Qualifier")

    def correlation_id(self) -> str:
        """Return the CorrelationID."""
        return self.text("MessageDetails/CorrelationID")

    def gateway_error(self) -> int:
        """Return the number of the error in the header."""
        return int(self.text("GovTalkErrors/Error/Number"))

    def business_errors(self) -> list[int]:
        """Return the numbers of the errors in the body."""
        return [int(found.text or "") for found in etree.fromstring(self.content).iter(f"{{{ERRORS}}}Number")]


class Sandbox:
    """A sandbox process on a free port. `lines` is what it logged."""

    def __init__(self, folder: Path, *options: str) -> None:
        self.port_file = folder / "sandbox.port"
        self.database = folder / "sandbox.sqlite"
        command = [sys.executable, "-m", "payroll.gateways.sandbox", "--port", "0"]
        command += ["--port-file", str(self.port_file), "--database", str(self.database), *options]
        self._process = subprocess.Popen(command, cwd=REPOSITORY, stderr=subprocess.PIPE, text=True)
        assert self._process.stderr is not None
        self.lines = [self._process.stderr.readline()]
        self._reader = threading.Thread(target=self.lines.extend, args=(self._process.stderr,))
        self._reader.start()
        self.port = int(self.lines[0].rpartition(":")[2])

    def request(self, method: str, path: str, content: bytes = b"", *, timeout: float = 30) -> Answer:
        """Send one request over a connection of its own."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            connection.request(method, path, body=content or None)
            response = connection.getresponse()
            return Answer(response.status, response.read())
        finally:
            connection.close()

    def submit(self, message: Message | bytes, *, timeout: float = 30) -> Answer:
        """Post a message to /submission."""
        return self.request("POST", "/submission", bytes(message), timeout=timeout)

    def poll(self, correlation_id: str, **others: str) -> Answer:
        """Poll for an outcome."""
        return self.request(
            "POST", "/poll", samples.question("poll/submit", correlation_id=correlation_id, **others)
        )

    def outcome(self, message: Message | bytes) -> Answer:
        """Submit a message and return the outcome (the sandbox runs with --poll-interval 0)."""
        acknowledged = self.submit(message)
        return self.poll(
            acknowledged.correlation_id(), message_class=acknowledged.text("MessageDetails/Class")
        )

    def control(self, path: str, told: object = None) -> Any:
        """Ask the control interface, or tell it something, and return its decoded reply."""
        method, content = ("GET", b"") if told is None else ("POST", json.dumps(told).encode())
        return json.loads(self.request(method, f"/control/{path}", content).content)

    def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        """End the process and return its exit code; ending it twice does no harm."""
        if self._process.poll() is None:
            self._process.send_signal(number)
        code = self._process.wait(timeout=30)
        self._reader.join(timeout=30)
        assert self._process.stderr is not None
        self._process.stderr.close()
        return code
