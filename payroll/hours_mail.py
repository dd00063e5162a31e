"""An e-mail with hours, read with the standard library: who sent it, its words, and its files. Pure."""

import email
import email.message
import email.policy
import email.utils
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Final
from zoneinfo import ZoneInfo

from dpss.kernel import errors, scans

MOST_BYTES: Final = 40_000_000
MOST_FILES: Final = 20
MOST_WORDS: Final = 20_000
_LONGEST_KEY, _LONGEST_ADDRESS, _LONGEST_SUBJECT = 255, 254, 200
_LONDON: Final = ZoneInfo("Europe/London")


@dataclass(frozen=True, slots=True)
class Mail:
    """An e-mail that can be kept. `left_out` says of each part that cannot why, a sentence each."""

    key: str
    sender: str
    about: str
    sent_on: date | None
    text: str
    files: tuple[scans.Scan, ...] = ()
    left_out: tuple[str, ...] = field(default=())


def read(raw: bytes) -> Mail:
    """One message as it was received. Raises `Invalid` for what is no e-mail, or too much."""
    if not raw.strip():
        raise errors.Invalid("It is empty.")
    if len(raw) > MOST_BYTES:
        raise errors.Invalid("It is larger than 40 MB. Ask the sender for the sheet alone.")
    try:
        message = email.message_from_bytes(raw, policy=email.policy.default)
        if not message.keys():
            raise errors.Invalid("It is not an e-mail: it has no heading.")
        return _mail(message, raw)
    except RecursionError:
        raise errors.Invalid("It cannot be read: too many parts lie one inside the other.") from None
    except (ValueError, LookupError, AttributeError, IndexError) as error:
        raise errors.Invalid(f"It cannot be read: its heading is broken ({type(error).__name__}).") from error


def _mail(message: email.message.EmailMessage, raw: bytes) -> Mail:
    _name, address = email.utils.parseaddr(_line(message["From"]))
    files, left_out = [], []
    seen: set[bytes] = set()
    for number, (name, content) in enumerate(_attachments(message), start=1):
        if number > MOST_FILES:
            left_out.append(f"It has more than {MOST_FILES} files. The others were left out.")
            break
        try:
            scan = scans.read(name, content)
        except errors.Invalid as wrong:
            left_out.append(wrong.sentence)
            continue
        if scan.content not in seen:
            seen.add(scan.content)
            files.append(scan)
    given = _line(message["Message-ID"])
    return Mail(
        key=given if 0 < len(given) <= _LONGEST_KEY else f"sha256:{hashlib.sha256(raw).hexdigest()}",
        sender=address.lower()[:_LONGEST_ADDRESS],
        about=_line(message["Subject"])[:_LONGEST_SUBJECT],
        sent_on=_day(_line(message["Date"])),
        text=_words(message),
        files=tuple(files),
        left_out=tuple(left_out),
    )


def _line(value: object) -> str:
    """A heading on one line, without marks that cannot be stored."""
    return " ".join(_storable(str(value or "")).split())


def _day(text: str) -> date | None:
    try:
        return email.utils.parsedate_to_datetime(text).astimezone(_LONDON).date()
    except (ValueError, TypeError, OverflowError):
        return None


def _words(message: email.message.EmailMessage) -> str:
    """The plain words; an e-mail that is only HTML says so."""
    body = message.get_body(preferencelist=("plain",))
    if body is None:
        only_html = message.get_body(preferencelist=("html",)) is not None
        return "(This e-mail has no plain words: ask the sender for them.)" if only_html else ""
    found = body.get_content()
    text = found if isinstance(found, str) else ""
    return _storable(text).strip()[:MOST_WORDS]


def _storable(text: str) -> str:
    """Without what no database takes: marks of nothing, and halves of characters."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode()


def _attachments(message: email.message.EmailMessage) -> Iterator[tuple[str, bytes]]:
    """Every part that is a file or a picture, also one in the middle of the words."""
    for part in message.walk():
        if part.is_multipart():
            continue
        is_file = part.get_content_disposition() == "attachment" or part.get_filename()
        if not is_file and part.get_content_maintype() not in {"image", "application"}:
            continue
        content = part.get_payload(decode=True)
        yield part.get_filename() or "file", content if isinstance(content, bytes) else b""
