"""The portal served to a real Chromium, from the test's own database."""

import contextlib
import threading
from collections.abc import Iterable, Iterator, Mapping

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application
from django.test import Client
from playwright import sync_api

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESK, PHONE = 1280, 320
# What lies beside the edge of the window, and may be scrolled to.
_BESIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Keep the log of requests out of the tests' output."""


@contextlib.contextmanager
def served() -> Iterator[str]:
    """Serve the portal in a thread; gives its address. `localhost`, because a passkey refuses a number."""
    server = ThreadedWSGIServer(("127.0.0.1", 0), _Quiet)
    server.daemon_threads = True
    server.set_app(StaticFilesHandler(get_wsgi_application()))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://localhost:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextlib.contextmanager
def opened(
    address: str, *, width: int, javascript: bool = True, cookies: Mapping[str, str] | None = None
) -> Iterator[sync_api.Page]:
    """A page in a fresh browser, signed in with a session's cookie where one is given."""
    with (
        started() as chromium,
        window(chromium, address, width=width, javascript=javascript, cookies=cookies) as page,
    ):
        yield page


@contextlib.contextmanager
def started() -> Iterator[sync_api.Browser]:
    """A browser without a window yet. While it is there, its thread cannot use Django's models."""
    with sync_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        try:
            yield chromium
        finally:
            chromium.close()


@contextlib.contextmanager
def window(
    chromium: sync_api.Browser,
    address: str,
    *,
    width: int,
    javascript: bool = True,
    cookies: Mapping[str, str] | None = None,
) -> Iterator[sync_api.Page]:
    """A page of a browser, which shares nothing with its other windows."""
    context = chromium.new_context(
        base_url=address, viewport={"width": width, "height": 720}, java_script_enabled=javascript
    )
    for name, value in (cookies or {}).items():
        context.add_cookies([{"name": name, "value": value, "url": address}])
    try:
        yield context.new_page()
    finally:
        context.close()


def faults_at_both_widths(address: str, signed_in: Client, paths: Iterable[str]) -> list[str]:
    """What is wrong with pages on a desk and on a phone, for the person who is signed in."""
    paths, cookies, found = tuple(paths), session_of(signed_in), []
    with started() as chromium:
        for width in (DESK, PHONE):
            with window(chromium, address, width=width, cookies=cookies) as page:
                found += [f"{width} pixels wide: {one}" for one in faults_of(page, paths)]
    return found


def session_of(signed_in: Client) -> dict[str, str]:
    """The cookie by which a browser is who the test's client is."""
    name = settings.SESSION_COOKIE_NAME
    return {name: signed_in.cookies[name].value}


def beside(page: sync_api.Page) -> int:
    """By how many pixels a page scrolls sideways, once it is there: after a click it may be on its way."""
    page.wait_for_load_state()
    found: int = page.evaluate(_BESIDE)
    return found


def faults_of(page: sync_api.Page, paths: Iterable[str]) -> list[str]:
    """What is wrong with pages: no answer of 200, something that axe finds, or scrolling sideways."""
    found = []
    for path in paths:
        answer = page.goto(path)
        if answer is None or answer.status != 200:
            found.append(f"{path}: {answer and answer.status}")
            continue
        found += [f"{path}: {one['id']}" for one in Axe().run(page).response["violations"]]
        if beside(page) > 0:
            found.append(f"{path}: scrolls sideways")
    return found
