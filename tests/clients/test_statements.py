"""The statement of any days: it adds up, keeps what was typed, and says what is wrong with days that are."""

import csv
import datetime as dt
import io
import re
from collections.abc import Callable
from decimal import Decimal
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from clients.views import statements
from dpss.access import actors
from dpss.kernel.dates import Span
from ledger import chart
from ledger import queries as ledger
from ledger.queries import books
from tests.cast import CAST, TODAY
from tests.commissioning.pages import text

pytestmark = pytest.mark.usefixtures("db")
SignedIn = Callable[..., Client]
OWN = reverse("clients:money")
BEFORE = Span(dt.date(2020, 1, 1), dt.date(2020, 1, 31))


def _asked(first: dt.date, last: dt.date) -> dict[str, str]:
    return {
        f"{name}_{number}": str(part)
        for name, day in (("first", first), ("last", last))
        for number, part in enumerate((day.day, day.month, day.year))
    }


def test_days_before_anything_was_paid_say_so_and_add_up(signed_in: SignedIn) -> None:
    shown = text(signed_in(CAST.asha).get(OWN, _asked(BEFORE.first, BEFORE.last)))
    assert "Nothing was paid in or out, 1 to 31 January 2020." in shown
    assert "£0.00 at the start + £0.00 in − £0.00 out = £0.00 at the end" in shown


def test_the_download_is_of_the_days_that_are_shown(signed_in: SignedIn) -> None:
    browser = signed_in(CAST.asha)
    page = unescape(browser.get(OWN, _asked(BEFORE.first, BEFORE.last)).content.decode())
    (address,) = re.findall(r'href="(\?[^"]*download=csv)"', page)
    rows = list(csv.reader(io.StringIO(browser.get(OWN + address).content.decode("utf-8-sig"))))
    assert rows[1:] == [
        ["2020-01-31", "Balance at the end", "", "0.00"],
        ["2020-01-01", "Balance at the start", "", "0.00"],
    ]


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (_asked(TODAY, TODAY - dt.timedelta(days=1)), "The last day is before the first day."),
        (_asked(TODAY, TODAY + dt.timedelta(days=1)), "That day is still to come."),
        (_asked(TODAY, TODAY) | {"first_1": "13"}, "Enter a month as a number from 1 to 12"),
        ({"first_0": "3"}, "The date must include"),
    ],
)
def test_wrong_days_are_said_what_was_typed_is_kept_and_nothing_is_downloaded(
    signed_in: SignedIn, asked: dict[str, str], sentence: str
) -> None:
    answer = signed_in(CAST.asha).get(OWN, asked | {"download": "csv"})
    assert answer["Content-Type"].startswith("text/html")
    assert sentence in text(answer)
    for name, typed in asked.items():
        assert re.search(
            rf'name="{name}"[^>]*value="{typed}"|value="{typed}"[^>]*name="{name}"', _html(answer)
        )
    assert "£0.00 at the start + £1,008.00 in − £0.00 out = £1,008.00 now" in text(answer)


def _html(answer: object) -> str:
    content: bytes = answer.content  # type: ignore[attr-defined]
    return content.decode()


def test_a_month_is_one_link_away_and_adds_up(signed_in: SignedIn) -> None:
    browser = signed_in(CAST.asha)
    page = unescape(_html(browser.get(OWN)))
    months = re.findall(r'href="(\?first_0=[^"]*)"[^>]*>\s*(\w+ \d{4})', page)
    assert months[0][1] == f"{TODAY:%B %Y}"
    for address, _name in months:
        shown = text(browser.get(OWN + address))
        assert "Error" not in shown
        found = re.search(r"£([\d,.]+) at the start \+ £([\d,.]+) in − £([\d,.]+) out = £([\d,.]+)", shown)
        assert found is not None
        opening, paid_in, out, closing = (Decimal(one.replace(",", "")) for one in found.groups())
        assert opening + paid_in - out == closing


def test_a_statement_too_long_for_one_file_is_refused_and_not_cut(
    signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(statements, "MOST_ROWS", 0)
    answer = signed_in(CAST.asha).get(OWN, {"download": "csv"})
    assert answer["Content-Type"].startswith("text/html")
    assert "Choose fewer days." in text(answer)


def test_the_months_follow_each_other_and_cover_the_year() -> None:
    year = Span(dt.date(2026, 4, 6), dt.date(2027, 2, 10))
    months = list(statements._months(year))
    assert (months[0], months[-1].first) == (Span(dt.date(2027, 2, 1), year.last), year.first)
    assert sum(month.days for month in months) == year.days


def test_a_statement_that_does_not_add_up_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    figures = books._figures

    def a_penny_out(*given: object) -> dict[str, object]:
        found = figures(*given)  # type: ignore[arg-type]
        return found | {"closing": found["closing"] + Decimal("0.01")}

    monkeypatch.setattr(books, "_figures", a_penny_out)
    asha = CAST.asha.actor()
    subject = CAST.homes["asha"].subject_id
    with actors.acting(asha), pytest.raises(ArithmeticError, match="does not add up"):
        ledger.statement(subject, chart.DIRECT_PAYMENT, first=TODAY, last=TODAY, actor=asha)
