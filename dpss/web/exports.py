"""Downloads as CSV that a spreadsheet opens safely."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date

from django.http import HttpResponse

# A cell that starts with one of these is a formula to a spreadsheet (OWASP, CSV injection).
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def safe(value: object) -> str:
    """A value as a cell: what would start a formula gets a quote before it, unless it is a number."""
    text = "" if value is None else str(value)
    if text.startswith(_FORMULA_STARTS) and not _is_number(text):
        return f"'{text}"
    return text


def response(*, name: str, day: date, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """A whole file at once: made inside the request's transaction, which a stream would outlive.

    UTF-8 with a byte order mark, without which Excel takes it for another encoding.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([safe(head) for head in heads])
    writer.writerows([safe(value) for value in row] for row in rows)
    answer = HttpResponse(text.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}-{day.isoformat()}.csv"'
    return answer


def _is_number(text: str) -> bool:
    return text[0] in "+-" and text.isascii() and text[1:].replace(".", "", 1).isdigit()
