"""What a file is that somebody hands in, by what it contains and never by its name. Pure."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from dpss.kernel import errors

MOST_BYTES: Final = 10_000_000
LONGEST_NAME: Final = 80
ENDINGS: Final = {"pdf": ".pdf", "jpeg": ".jpg", "png": ".png"}
_STARTS: Final = {b"%PDF-": "pdf", b"\xff\xd8\xff": "jpeg", b"\x89PNG\r\n\x1a\n": "png"}
# ISO 14496-12: a file begins with a box "ftyp" that names its brand; these are Apple's pictures.
_HEIF_BRANDS: Final = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"heif")
_NOT_IN_NAMES: Final = re.compile(r"[^\w .()-]")


@dataclass(frozen=True, slots=True)
class Scan:
    """A file that may be kept: its name made safe, what it is, and its bytes."""

    name: str
    kind: str
    content: bytes


def read(name: str, content: bytes, *, what: str = "sheet") -> Scan:
    """A PDF, JPEG or PNG of `what`. Raises `Invalid` with the name of the file and what to do instead."""
    called = safe_name(name)
    if not content:
        raise errors.Invalid(f"“{called}” is empty. Scan or photograph the {what} again.")
    if len(content) > MOST_BYTES:
        raise errors.Invalid(f"“{called}” is larger than 10 MB. Scan it in grey, or send it in parts.")
    if content[4:8] == b"ftyp" and content[8:12] in _HEIF_BRANDS:
        raise errors.Invalid(
            f"“{called}” is a HEIC picture, which few programs open. Send it as JPEG or PDF."
        )
    kind = next((kind for start, kind in _STARTS.items() if content.startswith(start)), None)
    if kind is None:
        raise errors.Invalid(f"“{called}” is not a PDF, a JPEG or a PNG. Send the {what} as one of these.")
    return Scan(f"{_stem(called)}{ENDINGS[kind]}", kind, content)


def safe_name(name: str) -> str:
    """A file's name without folders, control marks and signs that turn the direction of reading."""
    plain = unicodedata.normalize("NFKC", name.replace("\\", "/").rpartition("/")[2])
    kept = _NOT_IN_NAMES.sub("", "".join(mark for mark in plain if unicodedata.category(mark)[0] != "C"))
    return kept.strip(" .")[:LONGEST_NAME] or "file"


def _stem(name: str) -> str:
    stem, dot, _ending = name.rpartition(".")
    return (stem if dot else name).strip(" .") or "file"
