"""Writes who was referred, and how far those who think about it or are being set up have come."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Final

from django.utils import timezone

from clients import reach
from clients.models import Client, Onboarding, Referral
from dpss.access import policy
from dpss.access.models import Subject
from dpss.portal.demo.plans import COUNCIL
from dpss.portal.demo.writers.book import Book, write
from dpss.portal.demo.writers.reach import write_grants

# Made up. The last is the first one again, who was referred twice.
PEOPLE: Final = (
    ("Ottoline Vance", date(1948, 3, 2), 9),
    ("Bram Castell", date(1990, 11, 23), 6),
    ("Philippa Arkwright", date(1961, 7, 14), 4),
    ("Jarek Nowicki", date(1979, 1, 30), 2),
    ("Ottoline Vance", date(1948, 3, 2), 1),
)
_STAGES: Final = (Client.Stage.CONSIDERING, Client.Stage.SETTING_UP)


def write_referred(book: Book) -> None:
    """Referrals hang on keys of their own; journeys on the clients whose they are."""
    write(_journeys(book))
    referrals = list(_referrals(book))
    write(one.subject for one in referrals)
    write(referrals)
    council = book.organisations[COUNCIL].pk
    for one in referrals:
        write_grants(book, reach.of_referral(one, council_organisation_id=council))


def _journeys(book: Book) -> Iterator[Onboarding]:
    for number, client in sorted(book.clients.items()):
        if client.stage not in _STAGES:
            continue
        chose = client.stage == Client.Stage.SETTING_UP
        yield Onboarding(
            id=book.key("onboarding", number),
            **book.hung_on(client.subject_id),
            client=client,
            source=Onboarding.Source.SOCIAL_WORKER,
            state=client.stage,
            state_since=client.stage_since,
            began_on=client.stage_since,
            chosen_on=client.stage_since if chose else None,
        )


def _referrals(book: Book) -> Iterator[Referral]:
    staff = next(one for one in book.county.plan.staff if one.role == policy.PRACTITIONER)
    for number, (name, born, days_ago) in enumerate(PEOPLE):
        came = book.county.today - timedelta(days=days_ago)
        yield Referral(
            id=book.key("referral", number),
            council=book.council,
            subject=Subject(
                id=book.key("subject", "referral", number), council=book.council, kind=Subject.Kind.CLIENT
            ),
            source=Referral.Source.SOCIAL_WORKER,
            referred_by="The hospital discharge team",
            name=name,
            birth_date=born,
            group=Client.Group.ADULT,
            nhs_number="",
            phone="01632 960150",
            words="Would like to choose who helps at home, and asked what a direct payment is.",
            state_since=came,
            received_on=came,
            recorded_by=book.users[f"staff:{staff.key}"],
            recorded_at=timezone.make_aware(datetime(came.year, came.month, came.day, 10, 15)),  # noqa: DTZ001 - made aware
            form_key=book.key("referral form", number),
        )
