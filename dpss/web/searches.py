"""The words of a search, kept in the person's session, so that no address holds anybody's name.

An address ends in the logs of proxies and in the history of browsers. It carries a mark in the place of
the words: they are looked up in the session, which is in the database and ends with the sign-in. Each
search has a mark of its own, so that two windows with two searches do not disturb each other.
"""

import secrets
from collections.abc import Mapping
from typing import Final

from django.contrib.sessions.backends.base import SessionBase

KEY: Final = "searches"
MOST_KEPT: Final = 10
_MARK_BYTES = 6


def keep(session: SessionBase, *, page: str, words: Mapping[str, str]) -> str:
    """Keep the words searched for on the page with this path, by field. Gives the mark of the search.

    Only the newest `MOST_KEPT` searches are kept, of all pages together.
    """
    mark = secrets.token_urlsafe(_MARK_BYTES)
    older = list(session.get(KEY, {}).items())[1 - MOST_KEPT :]
    session[KEY] = dict([*older, (mark, {"page": page, "words": dict(words)})])
    return mark


def find(session: SessionBase, *, page: str, mark: str) -> dict[str, str]:
    """The words of a search of this page by field; none when it is not kept, or is another page's."""
    kept = session.get(KEY, {}).get(mark)
    return dict(kept["words"]) if kept and kept["page"] == page else {}


def forget(session: SessionBase, *, mark: str) -> None:
    """Take the words of one search out of the session."""
    kept = session.get(KEY, {})
    if mark in kept:
        session[KEY] = {other: search for other, search in kept.items() if other != mark}
