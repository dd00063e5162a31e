"""Runs the tests of HMRC's published business rules table, so that our own rules are not our only judge.

The table's tests are XPath 1.0 with XSLT's `current()` and three EXSLT date functions; those four are
supplied here, with a day of our choosing as today.
"""

import csv
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from lxml import etree

from dpss.kernel import dates
from payroll.rti import elements, fps, nvr, years

_DATES = "http://exslt.org/dates-and-times"


@dataclass(frozen=True)
class PublishedRule:
    id: str
    context: str
    test: str
    text: str


def load(path: Path) -> list[PublishedRule]:
    with path.open(newline="", encoding="utf-8") as lines:
        return [PublishedRule(**row) for row in csv.DictReader(lines)]


def broken(message: bytes, *, rules: list[PublishedRule], tax_year: str, today: date) -> set[str]:
    """The ids of the published rules that a message breaks.

    The table is that of 2025-26; its only mention of the year is read as that of `tax_year`.
    """
    root = elements.parse(message)
    year = years.of(tax_year)
    spaces = {"hd": elements.ENVELOPE, "fps": year.uri(fps.DOCUMENT), "nvr": nvr.URI, "date": _DATES}
    found = set()
    for rule in rules:
        test = " ".join(rule.test.split()).replace("2026", f"20{year.related[-2:]}")
        contexts: Any = root.xpath(rule.context, namespaces=spaces)
        for context in contexts:
            if not etree.XPath(test, namespaces=spaces, extensions=_functions(context, today))(context):
                found.add(rule.id)
    return found


def _functions(context: Any, today: date) -> dict[tuple[str | None, str], Any]:
    return {
        (None, "current"): lambda _: [context],
        (_DATES, "date"): lambda _: today.isoformat(),
        (_DATES, "seconds"): lambda _, day: _seconds(day),
        (_DATES, "add"): lambda _, day, duration: _add(date.fromisoformat(day), duration).isoformat(),
    }


def _seconds(day: str) -> float:
    try:
        return (datetime.fromisoformat(day) - datetime(1970, 1, 1)).total_seconds()  # noqa: DTZ001
    except ValueError:
        return float("nan")


def _add(day: date, duration: str) -> date:
    sign = -1 if duration.startswith("-") else 1
    number, unit = int(duration.strip("-P")[:-1]), duration[-1]
    if unit == "Y":
        return dates.add_months(day, sign * 12 * number)
    return date.fromordinal(day.toordinal() + sign * number)
