"""The tables of a page, for tests: the cells of each row without the column heads that phones show."""

import re
from html import unescape

from django.http import HttpResponse


def rows_of(answer: HttpResponse) -> list[list[str]]:
    """Every row of every table body, as the words in its cells."""
    page = answer.content.decode()
    bodies = re.findall(r"<tbody.*?</tbody>", page, flags=re.DOTALL)
    rows = [row for body in bodies for row in re.findall(r"<tr.*?</tr>", body, flags=re.DOTALL)]
    return [[_said(cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", row, flags=re.DOTALL)] for row in rows]


def _said(cell: str) -> str:
    shown = re.sub(r'<span class="[^"]*label[^"]*"[^>]*>.*?</span>', " ", cell, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", shown)).split())
