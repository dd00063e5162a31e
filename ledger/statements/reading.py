"""A file that somebody hands in as a statement: what it is, by what it contains, and what it says. Pure."""

from typing import Final

from ledger.statements import camt, columns, mt940_files, ofx, shapes

_OTHERS: Final = {
    b"PK\x03\x04": "a spreadsheet or a ZIP",
    b"\xd0\xcf\x11\xe0": "an old spreadsheet",
    b"%PDF-": "a PDF",
    b"\xff\xd8\xff": "a picture",
    b"\x89PNG": "a picture",
}
_UTF_16: Final = (b"\xff\xfe", b"\xfe\xff")
_BEGINNING: Final = 4_000
_CAN: Final = "Download the statement as CSV, OFX, camt.053 or MT940."


def format_of(content: bytes) -> str:
    """Which format a file is in. Raises `Invalid` for what is no statement, with what to do instead."""
    if not content.strip():
        raise shapes.unreadable(f"The file is empty. {_CAN}")
    if len(content) > shapes.MOST_BYTES:
        raise shapes.unreadable("The file is larger than 5 MB. Send the statement in parts, by month.")
    for start, what in _OTHERS.items():
        if content.startswith(start):
            raise shapes.unreadable(f"The file is {what}, not a statement that can be read. {_CAN}")
    if content.startswith(_UTF_16):
        raise shapes.unreadable("The file is in UTF-16. Save it as “CSV UTF-8”, and choose it again.")
    beginning = content[:_BEGINNING].lstrip(b"\xef\xbb\xbf \r\n\t")
    if beginning[:9].upper() == b"OFXHEADER" or b"<OFX>" in beginning.upper() or b"<?OFX" in beginning:
        return "ofx"
    if beginning.startswith(b"<"):
        return "camt053"
    if b":20:" in beginning and b":25:" in beginning:
        return "mt940"
    return "csv"


def read(content: bytes, *, mapping: columns.ColumnMapping | None = None) -> shapes.Statement:
    """What the file says. CSV needs its mapping. Raises `Invalid` for a file that cannot be read at all."""
    kind = format_of(content)
    if kind == "csv":
        if mapping is None:
            raise shapes.unreadable("Say first what the columns of this file mean.")
        found = columns.read(content, mapping)
    else:
        found = {"ofx": ofx.read, "camt053": camt.read, "mt940": mt940_files.read}[kind](content)
    if not found.lines and not found.faults:
        raise shapes.unreadable("The statement has no lines. Choose one with lines.")
    if len(found.lines) + len(found.faults) > shapes.MOST_LINES:
        raise shapes.unreadable(f"The file has more than {shapes.MOST_LINES:,} lines. Send it in parts.")
    return found
