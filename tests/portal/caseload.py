"""More people on Marcus's caseload, each with something that waits, a review and a direct payment."""

import datetime as dt
import itertools
from decimal import Decimal

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from clients import reach
from dpss.access import actors, operations, policy
from dpss.access.models import Subject
from ledger import chart
from tests.cast import CAST, TODAY
from tests.factories import access, ledger, oversight
from tests.factories import clients as made

_numbers = itertools.count(1)


def questions(browser: Client, address: str) -> int:
    """How many queries a page asks, once what is remembered between requests is known."""
    assert browser.get(address).status_code == 200
    with CaptureQueriesContext(connection) as captured:
        browser.get(address)
    return len(captured)


def many_clients(count: int) -> None:
    """Written as the job that may write in the whole council."""
    job = actors.for_job(job=policy.JOB_PAYRUNS, council_id=CAST.east.id, today=TODAY)
    grants = []
    with actors.acting(job):
        for _ in range(count):
            number = next(_numbers)
            subject = access.subject(kind=Subject.Kind.CLIENT, council_id=CAST.east.id)
            client = made.client(subject=subject, name=f"Person {number:04}")
            due_on = TODAY + dt.timedelta(days=number % 9 - 3)
            made.work_item(client=client, key=f"more {number}", due_on=due_on)
            oversight.review(client=client, due_on=due_on)
            made.direct_payment(client=client)
            ledger.entry(
                debit=ledger.account(about=client, code=chart.DIRECT_PAYMENT),
                credit=ledger.account(about=client, code=chart.FUNDING),
                amount=Decimal(100 + number),
                source_key=f"more:{number}",
            )
            allocated = made.allocation(
                client=client,
                user_id=CAST.marcus.user_id,
                organisation_id=CAST.marcus.hat().organisation_id,
            )
            grants += reach.of_client(client, council_organisation_id=CAST.east.organisation_id)
            grants += reach.of_allocation(allocated)
        operations.grant_all(grants)
