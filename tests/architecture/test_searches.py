"""No address holds what somebody typed, or anybody's name: addresses end in logs and in histories."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import unquote_plus

import pytest
from django import forms as django_forms
from django.test import Client

from dpss.web import fields, forms, views
from tests.access import cells
from tests.access.matrix import ROWS
from tests.access.visits import VISITOR, Visit, visits
from tests.cast import CAST

SignedIn = Callable[..., Client]
CHOSEN = {"hidden", "checkbox", "radio", "submit", "reset", "button", "image"}
_DAYS = {f"{day}_{part}" for day in ("first", "last") for part in range(3)}
# Figures of a post that somebody thinks of, the code of answers in the guide, and the days of a statement:
# what they lead to is to be kept and printed, and says nobody's name.
MAY_BE_TYPED = {
    "costs": {"hours", "wage", "budget", "age", "alike", "insurance", "training"},
    "guide": {"code"},
    "clients:money": _DAYS,
    "clients:statement": _DAYS,
}


@dataclass
class Sent:
    """A form of a page: how it is sent, where to, and the inputs in which one can type."""

    method: str
    action: str
    typed: list[str] = field(default_factory=list)


class Reader(HTMLParser):
    """Reads the forms and the links of a page; an input may name the form that it belongs to."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.forms: list[Sent] = []
        self.links: list[str] = []
        self._named: dict[str, Sent] = {}
        self._open: Sent | None = None
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Note a form, what is typed into one, and a link."""
        said = {name: value or "" for name, value in attributes}
        self.links += [said[name] for name in ("href", "action", "formaction") if name in said]
        if tag == "form":
            self._open = Sent(said.get("method", "get").lower(), said.get("action", ""))
            self.forms.append(self._open)
            self._named[said.get("id", "")] = self._open
        elif tag == "textarea" or (tag == "input" and said.get("type", "text") not in CHOSEN):
            owner = self._named.get(said["form"]) if "form" in said else self._open
            if owner:
                owner.typed.append(said.get("name", ""))

    def handle_endtag(self, tag: str) -> None:
        """A form ends."""
        self._open = None if tag == "form" else self._open


def pages(signed_in: SignedIn) -> Iterator[tuple[Visit, Reader]]:
    """Every page that somebody may open, as one of them: its forms are the same for all who see it."""
    browsers = {VISITOR: Client()} | {role: signed_in(CAST.person(role)) for role in cells.ROLES}
    for visit in visits():
        yield visit, Reader(browsers[visit.role].get(visit.row.path()).content.decode())


def filter_forms(kind: type[forms.FilterForm] = forms.FilterForm) -> Iterator[type[forms.FilterForm]]:
    """Every filter form that there is."""
    for form in kind.__subclasses__():
        yield form
        yield from filter_forms(form)


@pytest.mark.parametrize(
    "planted",
    [
        '<form><input name="who"></form>',
        '<form method="get"><input type="search" name="who"></form>',
        '<form method="GET"><p><textarea name="who"></textarea></p></form>',
        '<form id="found" method="get"></form><input form="found" name="who" type="text">',
    ],
)
def test_a_planted_form_is_seen(planted: str) -> None:
    (form,) = Reader(planted).forms
    assert (form.method, form.typed) == ("get", ["who"])


def names() -> set[str]:
    """The names of everybody in the cast, each part by itself, in small letters."""
    return {part.casefold() for person in CAST.people for part in person.name.split()}


def says_a_name(link: str) -> bool:
    """Whether one of the words of an address is somebody's name; a mail or phone link has to say whose."""
    words = re.split(r"\W+", unquote_plus(link).casefold())
    return not link.startswith(("mailto:", "tel:")) and not names().isdisjoint(words)


@pytest.mark.parametrize("planted", ["/payroll/payslips/?name=Lowe", "?a=1&who=Asha+Verma", "/c/asha-verma/"])
def test_a_planted_name_is_seen(planted: str) -> None:
    assert says_a_name(planted)


@pytest.mark.django_db
def test_no_form_sends_and_no_link_has_a_name_in_its_address(signed_in: SignedIn) -> None:
    posted = {row.path() for row in ROWS if row.method == "post"}
    typed, named, searched = [], [], set()
    for visit, page in pages(signed_in):
        row, sent = visit.row, [form for form in page.forms if form.method != "post"]
        may = MAY_BE_TYPED.get(row.name, set())
        typed += [f"{visit}: {form}" for form in sent if set(form.typed) - may]
        named += [f"{visit}: {link}" for link in page.links if says_a_name(link)]
        searched |= {form.action for form in page.forms if form.action == row.path() and not row.is_allauth}
    assert (typed, named) == ([], [])
    assert len(searched) > 8
    assert searched <= posted


def test_words_are_typed_into_search_fields_alone() -> None:
    """Any other text field in a filter form would read its value from the address."""
    assert cells.patterns()
    for form in filter_forms():
        for name, one in form.base_fields.items():
            is_text = isinstance(one, django_forms.CharField)
            assert not is_text or isinstance(one, fields.SearchField), f"{form.__name__}.{name}"


def test_a_list_that_takes_a_search_is_a_search_page() -> None:
    for name, view in cells.patterns().items():
        form = getattr(view, "filter_form", None)
        if form and any(isinstance(one, fields.SearchField) for one in form.base_fields.values()):
            assert issubclass(view, views.SearchPage), name
