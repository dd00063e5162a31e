"""The IRmark: the fingerprint of a message's Body that HMRC recomputes before it accepts the message.

Source: HMRC's Generic IRmark specification 1.2. The Body less its IRmark element is brought into canonical
form (Canonical XML 1.0, inclusive, without comments), hashed with SHA-1, and written in base 64; people are
shown the same hash in base 32. The canonical form is written here from the raw bytes with the standard
library's parser, so that it owes nothing to the XML library with which senders usually compute theirs.
"""

import base64
import hashlib
from dataclasses import dataclass
from xml.parsers import expat

BODY = ["GovTalkMessage", "Body"]
IRMARK = [*BODY, "IRenvelope", "IRheader", "IRmark"]
TEXT_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#xD;"})
VALUE_ESCAPES = str.maketrans(
    {"&": "&amp;", "<": "&lt;", '"': "&quot;", "\t": "&#x9;", "\n": "&#xA;", "\r": "&#xD;"}
)


@dataclass(frozen=True)
class Mark:
    """The IRmark a message states (None when it is not in its place) and the one it should state."""

    stated: str | None
    computed: str


def read(content: bytes) -> Mark:
    """Read the IRmark that a whole GovTalk message states and compute the right one, both in base 64."""
    canonical = _CanonicalBody()
    canonical.feed(content)
    digest = hashlib.sha1(canonical.content(), usedforsecurity=False).digest()
    return Mark(stated=canonical.stated(), computed=base64.b64encode(digest).decode())


def receipt(mark: str) -> str:
    """Return a base 64 IRmark in base 32, the form that is shown to people and printed."""
    return base64.b32encode(base64.b64decode(mark)).decode()


class _CanonicalBody:
    """Listens to the parser and writes the Body in canonical form, leaving the IRmark element out."""

    def __init__(self) -> None:
        self._path: list[str] = []
        self._spaces: list[dict[str, str]] = [{}]  # the namespaces in scope, by prefix
        self._shown: list[dict[str, str]] = [{}]  # those already written on the way down
        self._inherited: dict[str, str] = {}  # xml:lang and the like, which the Body takes over
        self._written: list[str] = []
        self._mark: list[str] | None = None

    def feed(self, content: bytes) -> None:
        parser = expat.ParserCreate()
        parser.ordered_attributes = True
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.ProcessingInstructionHandler = self._instruction
        parser.Parse(content, True)  # noqa: FBT003 - expat takes its arguments by position only

    def content(self) -> bytes:
        return "".join(self._written).encode()

    def stated(self) -> str | None:
        return None if self._mark is None else "".join(self._mark).strip()

    def _writing(self) -> bool:
        return self._path[:2] == BODY and self._path[:5] != IRMARK

    def _start(self, name: str, listed: list[str]) -> None:
        self._path.append(name)
        pairs = dict(zip(listed[::2], listed[1::2], strict=True))
        declared = {
            key.partition(":")[2]: uri for key, uri in pairs.items() if key.partition(":")[0] == "xmlns"
        }
        attributes = {key: value for key, value in pairs.items() if key.partition(":")[0] != "xmlns"}
        self._spaces.append(self._spaces[-1] | declared)
        if self._path == IRMARK:
            self._mark = []
        if self._writing():
            self._write_start(name, attributes)
        elif self._path[:2] != BODY:
            self._inherited |= {key: value for key, value in attributes.items() if key.startswith("xml:")}

    def _write_start(self, name: str, attributes: dict[str, str]) -> None:
        if self._path == BODY:
            attributes = self._inherited | attributes
        scope, shown = self._spaces[-1], self._shown[-1]
        news = {prefix: uri for prefix, uri in scope.items() if shown.get(prefix, "") != uri}
        self._shown.append(shown | news)
        spaces = [
            f' xmlns{":" if prefix else ""}{prefix}="{uri.translate(VALUE_ESCAPES)}"'
            for prefix, uri in sorted(news.items())
        ]
        ordered = sorted(attributes.items(), key=lambda pair: self._attribute_order(pair[0]))
        values = [f' {key}="{value.translate(VALUE_ESCAPES)}"' for key, value in ordered]
        self._written += [f"<{name}", *spaces, *values, ">"]

    def _attribute_order(self, name: str) -> tuple[str, str]:
        prefix, colon, rest = name.rpartition(":")
        uri = "http://www.w3.org/XML/1998/namespace" if prefix == "xml" else self._spaces[-1].get(prefix, "")
        return (uri, rest) if colon else ("", rest)

    def _end(self, name: str) -> None:
        if self._writing():
            self._written.append(f"</{name}>")
            self._shown.pop()
        self._path.pop()
        self._spaces.pop()

    def _text(self, text: str) -> None:
        if self._writing():
            self._written.append(text.translate(TEXT_ESCAPES))
        elif self._path == IRMARK and self._mark is not None:
            self._mark.append(text)

    def _instruction(self, target: str, data: str) -> None:
        if self._writing():
            self._written.append(f"<?{target} {data}?>" if data else f"<?{target}?>")
