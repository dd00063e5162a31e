"""Writes some questions about what the money may be spent on, and the answers of practitioners."""

import uuid
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Any, Final

from clients.models import SpendQuestion
from dpss.access import policy
from dpss.portal.demo.writers.book import Book, morning_of, write

# Of so many clients with a sign-in one asked.
ONE_ASKED_IN: Final = 8
_ASKED: Final = (
    ("A gym membership", "Swimming helps my back.", "30.00"),
    ("A tablet", "I write my shopping lists on it.", "180.00"),
    ("A train ticket for my PA", "We visit my sister in spring.", "64.50"),
)
_YES: Final = {
    "state": "answered",
    "verdict": SpendQuestion.Verdict.YES,
    "part": "Going out and seeing people",
    "because": "It is what this part of the plan is for.",
}


def write_spending(book: Book) -> None:
    """Every second one is answered."""
    answering = next(one for one in book.county.plan.staff if one.role == policy.PRACTITIONER)
    write(_questions(book, book.users[f"staff:{answering.key}"]))


def _questions(book: Book, answering: Any) -> Iterator[SpendQuestion]:
    asking = [
        (number, one, one.user_id) for number, one in sorted(book.clients.items()) if one.user_id is not None
    ]
    for place, (number, client, reader) in enumerate(asking[::ONE_ASKED_IN]):
        what, why, amount = _ASKED[place % len(_ASKED)]
        came = book.county.today - timedelta(days=place % 12 + 1)
        is_answered = place % 2 == 0
        answered = _YES | {"answered_by": answering, "answered_at": morning_of(came + timedelta(days=1))}
        yield SpendQuestion(
            id=book.key("spend question", number),
            **book.hung_on(client.subject_id),
            client=client,
            what=what,
            why=why,
            amount=Decimal(amount),
            asked_by_id=reader,
            asked_at=morning_of(came),
            form_key=uuid.uuid5(client.pk, "spend question"),
            **(answered if is_answered else {}),
        )
