"""Where somebody was on a payrun's board, so that the way back leads to the same filter and page of rows."""

import uuid
from typing import Final

from django.contrib.sessions.backends.base import SessionBase
from django.http import QueryDict
from django.urls import reverse

_KEY: Final = "board"


def keep(session: SessionBase, period: uuid.UUID, query: QueryDict) -> None:
    """Note what is chosen on the board of a period. The words of a search stay where they are kept."""
    place = [str(period), query.urlencode()]
    if session.get(_KEY, [str(period), ""]) != place:
        session[_KEY] = place


def address(session: SessionBase, period: uuid.UUID) -> str:
    """The board of a period as it was left; whole when another one was looked at since."""
    board = reverse("payroll:period", args=[period])
    kept, query = session.get(_KEY, ["", ""])
    return f"{board}?{query}" if query and kept == str(period) else board
