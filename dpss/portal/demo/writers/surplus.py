"""Writes how much may be left over, what some clients' money is kept for, and a few notices that wait."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Any, Final

from clients import models, surplus
from dpss.access import policy
from dpss.portal.demo.writers.book import Book, morning_of, since, write

WEEKS: Final = 8
REPLY_DAYS: Final = 28
# Of so many clients one has all figures written down, and of so many of these one was asked.
ONE_KNOWN_IN: Final = 10
ONE_ASKED_IN: Final = 4
_SENT_DAYS_AGO: Final = 9
_FIGURES: Final = {
    surplus.Kind.SHEETS: Decimal("120.00"),
    surplus.Kind.LEAVING: Decimal("240.00"),
    surplus.Kind.RECRUITING: Decimal("0.00"),
}


def write_surplus(book: Book) -> None:
    """The limit first, then figures and notices."""
    first, second = (
        book.users[f"staff:{one.key}"]
        for one in [one for one in book.county.plan.staff if one.role == policy.COUNCIL_FINANCE][:2]
    )
    starts = book.county.plan.contract.starts
    write(
        [
            models.SurplusLimit(
                id=book.key("surplus limit"),
                council=book.council,
                weeks=WEEKS,
                basis=surplus.GROSS,
                reply_days=REPLY_DAYS,
                owner="The head of council finance",
                source="Direct payments policy of the made-up council",
                during=since(starts),
                recorded_by=first,
                recorded_at=morning_of(starts),
            )
        ]
    )
    chosen = book.county.direct_payments[::ONE_KNOWN_IN]
    write(_figures(book, chosen, first))
    write(_notices(book, chosen[::ONE_ASKED_IN], first, second))


def _figures(book: Book, chosen: Any, finance: Any) -> Iterator[models.KeptFigure]:
    for given in chosen:
        client = book.clients[given.client]
        for kind, amount in _FIGURES.items():
            yield models.KeptFigure(
                id=book.key("kept figure", given.client, kind.value),
                **book.hung_on(client.subject_id),
                client=client,
                kind=kind.value,
                amount=amount,
                day=book.county.today - timedelta(days=_SENT_DAYS_AGO),
                source="Lists of the payroll",
                recorded_by=finance,
                recorded_at=morning_of(book.county.today - timedelta(days=_SENT_DAYS_AGO)),
            )


def _notices(book: Book, chosen: Any, finance: Any, other: Any) -> Iterator[models.SurplusNotice]:
    """Sent some days ago, with a balance of twelve weeks: two people wait for an answer."""
    for given in chosen:
        client = book.clients[given.client]
        limit = surplus.Limit(weekly=given.weekly_amount, weeks=WEEKS)
        needed = dict.fromkeys(surplus.Kind, Decimal("0.00")) | _FIGURES
        balance = limit.amount + sum(_FIGURES.values()) + 4 * given.weekly_amount
        working = surplus.work_out(balance=balance, needed=needed, limit=limit)
        day = book.county.today - timedelta(days=_SENT_DAYS_AGO)
        yield models.SurplusNotice(
            id=book.key("surplus notice", given.client),
            **book.hung_on(client.subject_id),
            client=client,
            day=day,
            amount=working.to_ask,
            working=surplus.as_it_was(working),
            state="sent",
            put_forward_by=finance,
            put_forward_at=morning_of(day),
            sent_by=other,
            sent_at=morning_of(day),
            reply_by=day + timedelta(days=REPLY_DAYS),
        )
