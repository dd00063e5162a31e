"""The portal served to a real Chromium, from the test's own database.

After a click the next page may be on its way, or half there. So a test looks with what waits: Playwright's
`expect`, or `shows`, `says` and `measured` of this module. Tests of the code hold it to that.
"""

import contextlib
import re
import shutil
import threading
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application
from django.test import Client
from playwright import sync_api

# Without what a window on a screen needs it takes two thirds of the time; either is the same engine.
CHROMIUM = shutil.which("chromium-headless-shell") or shutil.which("chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESK, PHONE, HEIGHT = 1280, 320, 720
_REFRESH = re.compile(r'<meta http-equiv="refresh"[^>]*>')
_OK = 200
# What lies beside the edge of the window, and may be scrolled to.
_BESIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# WCAG 2.2, 2.5.5: a finger needs 44 pixels. What is pressed of a small box is its label.
_TOO_SMALL = """() => [...document.querySelectorAll(
    "button, .dpss-button, input:not([type=hidden]), select, textarea, summary, .dpss-tick"
)].filter((it) => it.checkVisibility()).map((it) => {
    const own = it.matches("input[type=checkbox], input[type=radio]") ? it.closest("label") || it : it;
    return [Math.round(own.getBoundingClientRect().height * 10) / 10, it.outerHTML.slice(0, 100)];
}).filter(([height]) => height < 44).map(([height, what]) => `${height}: ${what}`)"""

# A busy machine takes its time; what does not come at all is a fault.
sync_api.expect.set_options(timeout=30_000)


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
        base_url=address, viewport={"width": width, "height": HEIGHT}, java_script_enabled=javascript
    )
    for name, value in (cookies or {}).items():
        context.add_cookies([{"name": name, "value": value, "url": address}])
    try:
        yield context.new_page()
    finally:
        context.close()


def faults_at_both_widths(address: str, signed_in: Client, paths: Iterable[str]) -> list[str]:
    """What is wrong with pages on a desk and on a phone, for the person who is signed in."""
    with opened(address, width=DESK, cookies=session_of(signed_in)) as page:
        return [fault for path in paths for fault in _faults_at(page, path, DESK, PHONE)]


def session_of(signed_in: Client) -> dict[str, str]:
    """The cookie by which a browser is who the test's client is."""
    name = settings.SESSION_COOKIE_NAME
    return {name: signed_in.cookies[name].value}


def shows(page: sync_api.Page, *sentences: str) -> None:
    """Wait until the main part of the page says each of these; how lines are broken does not matter."""
    for words in sentences:
        sync_api.expect(page.get_by_role("main")).to_contain_text(words, use_inner_text=True)


def says(page: sync_api.Page) -> str:
    """All words of the main part of the page, once it is there."""
    page.wait_for_load_state()
    return page.get_by_role("main").inner_text()


def measured(page: sync_api.Page, script: str) -> Any:
    """What a script finds on the page, once it is there."""
    page.wait_for_load_state()
    return page.evaluate(script)


def beside(page: sync_api.Page) -> int:
    """By how many pixels a page scrolls sideways, once it is there."""
    return int(measured(page, _BESIDE))


def too_small(page: sync_api.Page) -> list[str]:
    """What can be pressed on the page and is less than 44 pixels high."""
    return list(measured(page, _TOO_SMALL))


def faults_of(page: sync_api.Page, paths: Iterable[str]) -> list[str]:
    """What is wrong with pages at the width of the window."""
    return [fault for path in paths for fault in _faults_at(page, path, width_of(page))]


def violations(page: sync_api.Page, *rules: str) -> list[str]:
    """What axe finds by all its rules or those named, and where. It needs a page with JavaScript."""
    if not measured(page, "'axe' in window"):
        page.evaluate(Axe().axe_script)
    # Where it is, the element itself says below; to work out a selector for it takes a fifth of the time.
    options = {"resultTypes": ["violations"], "selectors": False} | ({"runOnly": rules} if rules else {})
    found = page.evaluate("options => axe.run(options).then((done) => done.violations)", options)
    return [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]


def out_of_place(page: sync_api.Page) -> list[str]:
    """Whether a page scrolls sideways and, on a phone, what on it is too small for a finger."""
    wide, small = beside(page), too_small(page) if width_of(page) == PHONE else []
    return [f"scrolls sideways by {wide}"] * (wide > 0) + [f"too small for a finger: {one}" for one in small]


def draw_again(page: sync_api.Page, answer: sync_api.Response) -> None:
    """Draw in another window what the portal answered already: to ask it again takes longer than to draw.

    The window first opens some page of the portal, for the address that style sheets are found from.
    """
    if not page.url.startswith("http"):
        page.goto(answer.url)
    # A page that loads itself again would go away while the next one is drawn.
    page.set_content(_REFRESH.sub("", answer.text()))


def width_of(page: sync_api.Page) -> int:
    """How wide the window is."""
    size = page.viewport_size
    return size["width"] if size else DESK


def stopped(page: sync_api.Page) -> None:
    """A page that shows progress loads itself again, and would go away while it is looked at."""
    page.evaluate("window.stop()")


def resized(page: sync_api.Page, *, width: int) -> sync_api.Page:
    """The same page in a window of this width."""
    page.set_viewport_size({"width": width, "height": HEIGHT})
    return page


def _faults_at(page: sync_api.Page, path: str, *widths: int) -> Iterator[str]:
    """The page is opened at the first width, and made as wide as the others after that."""
    answer = resized(page, width=widths[0]).goto(path)
    if answer is None or answer.status != _OK:
        yield f"{path}: {answer and answer.status}"
        return
    for width in widths:
        faults = [*violations(resized(page, width=width)), *out_of_place(page)]
        yield from (f"{path}: {one} at {width} pixels" for one in faults)
