"""Reading a page as a person does: its words, in order."""

from html.parser import HTMLParser
from typing import Any


class _Text(HTMLParser):
    """The words of a page, one line, without what is drawn or hidden."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self._silent += tag in {"style", "script", "svg"}

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in {"style", "script", "svg"}

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.words += data.split()


def text(response: Any) -> str:
    """What a page says, in one line."""
    parser = _Text()
    parser.feed(response.content.decode())
    return " ".join(parser.words)
