"""The HTTP service on 127.0.0.1: HMRC's two addresses and the control interface."""

import logging
import sys
import threading
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import cast
from urllib.parse import urlsplit

from payroll.gateways.sandbox.clock import Clock
from payroll.gateways.sandbox.control import ONE_SUBMISSION, XML, Control, ControlReply
from payroll.gateways.sandbox.engine import POLL, SUBMISSION, Engine, Reply

LOG = logging.getLogger(__name__)
HOST = "127.0.0.1"
MOST_BYTES = 10 * 1024 * 1024
SECONDS_TO_FINISH = 5


class SandboxServer(ThreadingHTTPServer):
    """The listening service. It listens from the start and answers once it was started."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, *, port: int) -> None:
        super().__init__((HOST, port), _Handler)
        self.stopping = threading.Event()
        self._busy = 0
        self._changed = threading.Condition()

    def address(self) -> str:
        """Return where clients reach the service."""
        return f"http://{HOST}:{self.server_port}"

    def start(self, *, engine: Engine, control: Control, clock: Clock) -> None:
        """Answer requests in a thread of its own until the service is stopped."""
        self.engine, self.control, self.clock = engine, control, clock
        threading.Thread(target=self.serve_forever, args=(0.1,), daemon=True).start()

    def stop(self) -> None:
        """Take no more requests, let go of held connections, and wait a little for those under way."""
        self.stopping.set()
        self.shutdown()
        with self._changed:
            self._changed.wait_for(lambda: self._busy == 0, timeout=SECONDS_TO_FINISH)
        self.server_close()

    def handle_error(self, request: object, client_address: object) -> None:
        """Log that a request failed without the values that the base class's traceback would show."""
        kind = sys.exc_info()[0]
        LOG.error("A request failed with %s", kind.__name__ if kind else "nothing")

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Count a request as under way."""
        with self._changed:
            self._busy += 1
        try:
            yield
        finally:
            with self._changed:
                self._busy -= 1
                self._changed.notify_all()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "DPSS-sandbox", ""
    error_message_format, error_content_type = "%(message)s\n", "text/plain; charset=utf-8"
    timeout = 30
    wbufsize = 65536
    disable_nagle_algorithm = True

    def _serve(self) -> None:
        server = cast("SandboxServer", self.server)
        with server.at_work():
            content = None if server.stopping.is_set() else self._body()
            if content is None:
                self.close_connection = True
                return
            path = urlsplit(self.path).path
            method = "POST" if path in {SUBMISSION, POLL} else server.control.method(path)
            if method is None:
                self._send(HTTPStatus.NOT_FOUND, b"There is nothing at this address.\n")
            elif self.command != method:
                self._send(
                    HTTPStatus.METHOD_NOT_ALLOWED, f"Only {method} is taken here.\n".encode(), allow=method
                )
            elif path in {SUBMISSION, POLL}:
                self._answer(server, path, content)
            else:
                self._control(server, path, content)

    do_GET = do_POST = do_PUT = do_DELETE = do_PATCH = do_HEAD = do_OPTIONS = _serve  # noqa: N815 - the base's

    def _answer(self, server: SandboxServer, path: str, content: bytes) -> None:
        started = time.perf_counter()
        try:
            reply = server.engine.answer(content, path=path, at=server.clock.read())
        except Exception as error:  # the sender learns of a system failure (1000), as HMRC tells it
            frames = "".join(traceback.format_tb(error.__traceback__))
            LOG.error("%s failed with %s\n%s", path, type(error).__name__, frames)  # noqa: TRY400 - no values
            reply = server.engine.failed(at=server.clock.read())
        self._deliver(server, reply)
        spent = round((time.perf_counter() - started) * 1000)
        LOG.info("POST %s %s %s %d ms", path, reply.message_class, reply.outcome, spent)

    def _deliver(self, server: SandboxServer, reply: Reply) -> None:
        if reply.hold is None:
            self._send(reply.status, reply.content, content_type=XML, times=reply.times)
            return
        self.close_connection = True
        server.stopping.wait(reply.hold)

    def _control(self, server: SandboxServer, path: str, content: bytes) -> None:
        reply: ControlReply = server.control.answer(path, content)
        self._send(reply.status, reply.content, content_type=reply.content_type)
        shown = f"{ONE_SUBMISSION}..." if path.startswith(ONE_SUBMISSION) else path
        LOG.info("%s %s %d", self.command, shown, reply.status)

    def _body(self) -> bytes | None:
        """Return the request's body, or None when it was refused or broke off."""
        if "Transfer-Encoding" in self.headers:
            self._send(HTTPStatus.LENGTH_REQUIRED, b"Send the body with a Content-Length.\n")
            return None
        length = self.headers.get("Content-Length", "0")
        if not (length.isascii() and length.isdigit()):
            self._send(HTTPStatus.BAD_REQUEST, b"The Content-Length is not a number.\n")
            return None
        if int(length) > MOST_BYTES:
            self._send(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, b"The body is too large.\n")
            return None
        content = self.rfile.read(int(length))
        return content if len(content) == int(length) else None

    def _send(
        self,
        status: int,
        content: bytes,
        *,
        content_type: str = "text/plain; charset=utf-8",
        allow: str = "",
        times: int = 1,
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(content) * times))
        if allow:
            self.send_header("Allow", allow)
        self.end_headers()
        if self.command != "HEAD":
            for _ in range(times):
                self.wfile.write(content)
        self.wfile.flush()

    def handle_one_request(self) -> None:
        """Handle a request; a client that has gone away is nobody's fault."""
        try:
            super().handle_one_request()
        except ConnectionError:
            self.close_connection = True

    def log_message(self, *_: object) -> None:
        """Write none of the base class's lines: they hold addresses as they were typed."""
