"""Puts a demo council in the database: all of it in one transaction, or nothing."""

from datetime import date

from django.db import connection, transaction

from dpss.access.models import Council
from dpss.kernel import errors
from dpss.portal.demo import county, keys
from dpss.portal.demo.plans import Plan
from dpss.portal.demo.writers import (
    acting,
    agreements,
    casework,
    endings,
    foundations,
    money,
    people,
    providers,
    reach,
    referred,
    relatives,
    running,
    spending,
    surplus,
    voice,
    wages,
)

# Two seeds at once take turns: the number of this lock means nothing else.
_TURN = 8_140_206


@transaction.atomic
def seed(plan: Plan, *, clients: int, today: date) -> bool:
    """Write the council unless it is there already. Returns whether it was written now.

    A seed that was interrupted has left nothing behind, so a council that is there is complete. Raises
    `Invalid` for a number of clients that does not fit, and `Conflict` for a council that is not ours.
    """
    _wait_for_our_turn()
    if _is_there(plan):
        return False
    book = foundations.begin(county.make(plan, clients=clients, today=today))
    providers.write_providers(book)
    people.write_people(book)
    providers.write_creditors(book)
    wages.write_wages(book)
    agreements.write_agreements(book)
    money.write_money(book)
    running.write_running(book)
    casework.write_casework(book)
    voice.write_voice(book)
    surplus.write_surplus(book)
    spending.write_spending(book)
    endings.write_endings(book)
    relatives.write_relatives(book)
    acting.write_acting(book)
    referred.write_referred(book)
    reach.write_reach(book)
    _count_for_the_planner()
    return True


def _wait_for_our_turn() -> None:
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [_TURN])


def _count_for_the_planner() -> None:
    """Postgres has never seen so many rows: without a count it would plan for empty tables."""
    with connection.cursor() as cursor:
        cursor.execute("analyze")


def _is_there(plan: Plan) -> bool:
    found = Council.objects.filter(slug=plan.slug).first()
    if found is None:
        return False
    if found.pk != keys.key(plan.slug, "council"):
        raise errors.Conflict(
            f"There is a council “{plan.slug}” that is not the demo's. Use an empty database for the demo."
        )
    return True
