"""Writes reviews, checks, and what waits for support workers."""

from collections.abc import Iterator

from clients.models import WorkItem
from dpss.access import policy
from dpss.portal.demo.writers.book import Book, write
from recruitment.models import Check
from reviews.models import Review


def write_casework(book: Book) -> None:
    """All of it hangs on the client."""
    write(_reviews(book))
    write(_checks(book))
    write(_work(book))


def _reviews(book: Book) -> Iterator[Review]:
    for review in book.county.reviews:
        client = book.clients[review.client]
        worker = book.users[f"staff:{book.county.workers[review.client]}"]
        yield Review(
            id=book.key("review", review.client, review.due_on),
            **book.hung_on(client.subject_id),
            client=client,
            kind=review.kind,
            due_on=review.due_on,
            done_on=review.done_on,
            done_by=worker if review.done_on else None,
        )


def _checks(book: Book) -> Iterator[Check]:
    for check in book.county.checks:
        post = book.county.force.posts[check.post]
        client = book.clients[post.client]
        yield Check(
            id=book.key("check", check.post, check.kind, check.seen_on),
            **book.hung_on(client.subject_id),
            client=client,
            assistant=book.assistants[post.assistant],
            kind=check.kind,
            seen_on=check.seen_on,
            seen_by=book.users[f"staff:{book.county.workers[post.client]}"],
            expires_on=check.expires_on,
        )


def _work(book: Book) -> Iterator[WorkItem]:
    for item in book.county.work:
        client = book.clients[item.client]
        yield WorkItem(
            id=book.key("work item", item.key),
            **book.hung_on(client.subject_id),
            client=client,
            key=item.key,
            role=policy.SUPPORT_WORKER,
            title=item.title,
            why=item.why,
            due_on=item.due_on,
        )
