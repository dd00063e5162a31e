"""What a piece of work takes somebody in a browser: pages that open, forms that are sent, and time."""

import contextlib
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from playwright import sync_api

from tests.web import browser

NOWHERE = "sign in"


@dataclass
class Part:
    """One part of somebody's work. `seconds` are those of a machine, which reads nothing."""

    pages: int = 0
    forms: int = 0
    seconds: float = 0

    def __add__(self, other: "Part") -> "Part":
        return Part(self.pages + other.pages, self.forms + other.forms, self.seconds + other.seconds)


@dataclass
class Worker:
    """Somebody at work in a window. Each page that opens in it is counted, however it came about.

    A form that is sent and answered by another page is one page and one form; a redirection is none.
    """

    name: str
    page: sync_api.Page
    parts: dict[str, Part] = field(default_factory=dict)
    now: str = NOWHERE

    def __post_init__(self) -> None:
        self.page.on("framenavigated", self._opened)
        self.page.on("request", self._sent)

    @property
    def everything(self) -> Part:
        """All parts together."""
        return sum(self.parts.values(), Part())

    @contextlib.contextmanager
    def part(self, name: str) -> Iterator[None]:
        """What happens inside belongs to this part of the work."""
        before, self.now, begun = self.now, name, time.monotonic()
        try:
            yield
        finally:
            self._of(name).seconds += time.monotonic() - begun
            self.now = before

    def press(self, what: sync_api.Locator) -> None:
        """Press what leads to another page, and wait until that is there."""
        with self.page.expect_navigation():
            what.click()

    def says(self) -> str:
        """What the page says."""
        return browser.says(self.page)

    def is_at(self, heading: str) -> bool:
        """Whether the page has a main heading that begins like this."""
        return self.page.title().startswith(heading)

    def _of(self, name: str) -> Part:
        return self.parts.setdefault(name, Part())

    def _opened(self, frame: sync_api.Frame) -> None:
        if frame == self.page.main_frame:
            self._of(self.now).pages += 1

    def _sent(self, request: sync_api.Request) -> None:
        if request.method == "POST" and request.is_navigation_request():
            self._of(self.now).forms += 1
