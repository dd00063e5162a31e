"""Writes who reaches whom: only what the records' own rules grant, all of it at once."""

from collections.abc import Iterable, Iterator

from clients import reach as clients_reach
from dpss.access.models import Reach
from dpss.access.operations import Grant
from dpss.portal.demo.plans import COUNCIL
from dpss.portal.demo.writers.book import Book, write
from ledger import reach as ledger_reach
from payroll import reach as payroll_reach
from payroll.models import Employment


def write_reach(book: Book) -> None:
    """The reach of everybody, from the records that were written."""
    write_grants(book, grants(book))


def write_grants(book: Book, given: Iterable[Grant]) -> None:
    """Write grants as the owner: many at once, where the portal would ask for each."""
    write(
        Reach(
            subject_id=grant.subject_id,
            council=book.council,
            user_id=grant.user_id,
            organisation_id=grant.organisation_id,
            role=grant.role,
            capabilities=list(grant.capabilities),
            during=grant.during,
            source=grant.source,
        )
        for grant in given
    )


def grants(book: Book) -> Iterator[Grant]:
    """Every grant that follows from the county's records."""
    council = book.organisations[COUNCIL].pk
    for client in book.clients.values():
        yield from clients_reach.of_client(client, council_organisation_id=council)
    for assistant in book.assistants.values():
        yield from clients_reach.of_assistant(assistant)
    for employment in book.employments.values():
        yield from payroll_reach.of_post_for_assistant(employment)
    posts = _posts(book)
    for number, employer in book.employers.items():
        yield from payroll_reach.of_employer(employer, posts[number], council_organisation_id=council)
    yield from _of_arrangements(book, posts)
    for account in book.payment_accounts:
        yield from ledger_reach.of_payment_account(account)


def _posts(book: Book) -> dict[int, list[Employment]]:
    found: dict[int, list[Employment]] = {}
    for post in book.county.force.posts:
        found.setdefault(post.client, []).append(book.employments[post.number])
    return found


def _of_arrangements(book: Book, posts: dict[int, list[Employment]]) -> Iterator[Grant]:
    """Representations, caseloads and placements reach the client, and the employer if there is one."""
    employed = {employer.client_id: (employer, posts[number]) for number, employer in book.employers.items()}
    for representation in book.representations:
        yield from clients_reach.of_representation(representation)
        if representation.client_id in employed:
            yield from payroll_reach.of_representation(representation, *employed[representation.client_id])
    for allocation in book.allocations:
        yield from clients_reach.of_allocation(allocation)
        if allocation.client_id in employed:
            yield from payroll_reach.of_allocation(allocation, *employed[allocation.client_id])
    for placement in book.placements:
        yield from clients_reach.of_placement(placement)
        if placement.client_id in employed:
            yield from payroll_reach.of_placement(placement, *employed[placement.client_id])
