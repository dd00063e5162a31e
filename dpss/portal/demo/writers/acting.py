"""Writes by what right people act for clients, and some who are only suggested and wait for a yes."""

import uuid
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from psycopg2.extras import DateRange

from clients import acting_rules
from clients.models import Client, Representation, RepresentationBasis
from dpss.portal.demo.writers.book import Book, morning_of, write

# Of so many people on a caseload for one somebody is suggested.
ONE_SUGGESTED_IN: Final = 130
_RIGHTS: Final = {
    acting_rules.NOMINATED: (acting_rules.CONSENT, ""),
    acting_rules.AUTHORISED: (acting_rules.ATTORNEY, "Lasting power of attorney, health and welfare"),
    acting_rules.PARENT: (acting_rules.PARENTAL, "Birth certificate"),
}
_WEEK: Final = timedelta(days=7)


def write_acting(book: Book) -> None:
    """The right of each, as their support worker saw it, then those who are suggested."""
    workers = {given.client_id: given.user_id for given in book.allocations}
    write(_bases(book, workers))
    write(_suggested(book))


def _bases(book: Book, workers: dict[uuid.UUID, uuid.UUID]) -> Iterator[RepresentationBasis]:
    for acting in book.representations:
        kind, document = _RIGHTS[acting.kind]
        began: date = acting.during.lower or book.county.today
        seen_on = began - _WEEK
        yield RepresentationBasis(
            id=book.key("basis", acting.pk),
            **book.hung_on(acting.subject_id),
            representation=acting,
            kind=kind,
            said_by=acting.client.name if kind == acting_rules.CONSENT else acting.user.name,
            how=RepresentationBasis.How.MEETING if kind == acting_rules.CONSENT else "writing",
            document=document,
            seen_on=seen_on,
            seen_by_id=workers.get(acting.client_id, acting.user_id),
            recorded_at=morning_of(seen_on),
        )


def _suggested(book: Book) -> Iterator[Representation]:
    """Somebody who acts for another client already is to act for a second one."""
    represented = {acting.client_id for acting in book.representations}
    alone = [
        given
        for given in book.allocations
        if given.client.stage == Client.Stage.RUNNING and given.client_id not in represented
    ]
    helpers = [acting.user_id for acting in book.representations if acting.kind == "nominated"]
    for place, given in enumerate(alone[::ONE_SUGGESTED_IN]):
        if place >= len(helpers):
            return
        proposed_on: date = book.county.today - timedelta(days=place % 4)
        yield Representation(
            id=book.key("suggested", given.client_id),
            **book.hung_on(given.client.subject_id),
            client=given.client,
            user_id=helpers[-place - 1],
            kind=acting_rules.NOMINATED,
            during=DateRange(empty=True),
            wanted_from=book.county.today + _WEEK,
            sees_money=place % 2 == 0,
            approves_timesheets=True,
            proposed_by_id=given.user_id,
            proposed_at=morning_of(proposed_on),
        )
