"""Writes some complaints, messages and notes of contacts, spread over the county's clients."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone

from clients import complaint_days, reach
from clients.models import Complaint, ComplaintPoint, ContactNote, Message, Thread
from dpss.access import policy
from dpss.access.models import Subject
from dpss.portal.demo.plans import COUNCIL
from dpss.portal.demo.writers.book import Book, write
from dpss.portal.demo.writers.reach import write_grants
from ledger import bank_holidays

# Of so many clients with a sign-in one complained, and of so many on a caseload one wrote, and was rung.
ONE_COMPLAINT_IN: Final = 60
ONE_CONVERSATION_IN: Final = 12
POINTS: Final = ("The wages on the last payslip were wrong.", "Nobody rang me back when I asked why.")


def write_voice(book: Book) -> None:
    """Complaints hang on a key of their own, the rest on the client."""
    complaints = list(_complaints(book))
    write(one.subject for one in complaints)
    write(complaints)
    write(_points(book, complaints))
    for one in complaints:
        write_grants(book, reach.of_complaint(one))
    talked = _talked(book)
    write(thread for thread, _message, _note in talked)
    write(message for _thread, message, _note in talked)
    write(note for _thread, _message, note in talked)


def _complaints(book: Book) -> Iterator[Complaint]:
    """Received on the last days, about something and nobody."""
    readers = [
        (number, one, one.user_id) for number, one in sorted(book.clients.items()) if one.user_id is not None
    ]
    for place, (number, client, reader_id) in enumerate(readers[::ONE_COMPLAINT_IN]):
        came = book.county.today - timedelta(days=place % 10)
        due = complaint_days.due(came, clock=complaint_days.Clock(), holidays=bank_holidays.known())
        yield Complaint(
            id=book.key("complaint", number),
            council=book.council,
            subject=Subject(
                id=book.key("subject", "complaint", number),
                council=book.council,
                kind=Subject.Kind.COMPLAINT,
                part_of_id=client.subject_id,
            ),
            client=client,
            name=client.name,
            reader_id=reader_id,
            how=Complaint.How.ONLINE,
            raised_by_id=reader_id,
            raised_at=_morning(book, place % 10),
            raised_on=came,
            about=Complaint.About.OTHER,
            about_words="My payslip",
            wanted="Pay what is missing, and say sorry.",
            team=policy.COMPLAINT_TEAMS[0],
            council_organisation=book.organisations[COUNCIL],
            acknowledge_by=due.acknowledge_by,
            answer_by=due.answer_by,
        )


def _points(book: Book, complaints: list[Complaint]) -> Iterator[ComplaintPoint]:
    for one in complaints:
        for number, words in enumerate(POINTS, start=1):
            yield ComplaintPoint(
                id=book.key("complaint point", one.pk, number),
                **book.hung_on(one.subject_id),
                complaint=one,
                number=number,
                words=words,
            )


def _talked(book: Book) -> list[tuple[Thread, Message, ContactNote]]:
    """A client wrote, and their support worker had rung a week before."""
    made = []
    for place, given in enumerate(book.allocations[::ONE_CONVERSATION_IN]):
        client = given.client
        if client.user_id is None:
            continue
        hung, at = book.hung_on(client.subject_id), _morning(book, place % 5)
        thread = Thread(
            id=book.key("thread", client.pk), **hung, client=client, title="Cover at Christmas", last_at=at
        )
        message = Message(
            id=book.key("message", client.pk),
            **hung,
            thread=thread,
            side=Message.Side.CLIENT,
            words="Who can come when my PA is away at Christmas?",
            sent_by_id=client.user_id,
            sent_at=at,
            form_key=book.key("message form", client.pk),
        )
        note = ContactNote(
            id=book.key("contact note", client.pk),
            **hung,
            client=client,
            on=book.county.today - timedelta(days=7),
            channel=ContactNote.Channel.PHONE,
            words="Rang to ask how things are. All is well. Will think about cover at Christmas.",
            written_by_id=given.user_id,
            written_at=_morning(book, 7),
        )
        made.append((thread, message, note))
    return made


def _morning(book: Book, days_ago: int) -> datetime:
    day = book.county.today - timedelta(days=days_ago)
    return timezone.make_aware(datetime(day.year, day.month, day.day, 9, 30))  # noqa: DTZ001 - made aware
