"""Writes the cast, once, into the template of the test databases, as the owner."""

import datetime as dt

from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction
from psycopg2.extras import DateRange

from dpss.access import actors, audit, models, policy
from tests.cast import CAST, PASSWORD, TOTP_SECRET, Person, households, key
from tests.cast.people import Council
from tests.factories import AT, TODAY, access, ledger, oversight, payroll

OCTOBER = {
    "first_day": dt.date(2026, 9, 28),
    "last_day": dt.date(2026, 10, 25),
    "sheets_in_by": dt.datetime(2026, 10, 26, 12, tzinfo=dt.UTC),
    "payday": dt.date(2026, 10, 30),
    "tax_period": 32,
}
# Made up.
PAYING_ACCOUNTS = {"northfield": ("999911", "80111111"), "southgate": ("999912", "80222222")}


@transaction.atomic
def plant() -> None:
    """Everybody and everything, in the order in which rows name each other."""
    for council in (CAST.east, CAST.west):
        _council(council)
    for name in CAST.providers:
        models.Organisation.objects.create(
            id=key(name, "organisation"), name=f"{name.title()} Payroll", kind="provider"
        )
    for person in CAST.people:
        _person(person)
    for council in (CAST.east, CAST.west):
        _contract(council)
        job = actors.for_job(job=policy.JOB_PAYRUNS, council_id=council.id, today=TODAY)
        with actors.acting(job):  # reach is granted in the council that the transaction names
            households.plant(council)
    _recusal()
    _history()


def _council(council: Council) -> None:
    models.Council.objects.create(
        id=council.id,
        slug=council.slug,
        name=council.name,
        phone="01632 960100",
        phone_hours="Monday to Friday, 9am to 5pm",
        email=f"support@{council.slug}.example.org",
    )
    models.Organisation.objects.create(id=council.organisation_id, name=council.name, kind="council")


def _person(person: Person) -> None:
    user = models.User.objects.create_user(person.email, PASSWORD, id=person.user_id, name=person.name)
    EmailAddress.objects.create(user=user, email=person.email, verified=True, primary=True)
    if person.is_staff:
        TOTP.activate(user, TOTP_SECRET)
    for hat in person.hats:
        access.membership(
            id=person.membership_id(hat.role),
            user=user,
            role=hat.role,
            council_id=hat.council.id,
            organisation_id=hat.organisation_id,
            during=DateRange(dt.date(2026, 4, 6), hat.until),
        )
        _session(person, user, hat.role)


def _session(person: Person, user: models.User, role: str) -> None:
    """Somebody's sign-in in one role, for as long as the template is used."""
    session = SessionStore()
    session.set_expiry(dt.timedelta(days=3650))
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session["membership"] = str(person.membership_id(role))
    session._session_key = person.session_key(role)  # only now: to read the others it would look for a row
    session.save(must_create=True)
    # As if they were always there: else each test's first request would write down when it came.
    UserSession.objects.create(
        user=user,
        session_key=session.session_key,
        ip="127.0.0.1",
        last_seen_at=session.get_expiry_date(),
    )


def _contract(council: Council) -> None:
    contract = oversight.contract(id=key(council.slug, "contract"), council_id=council.id)
    lot = oversight.lot(id=key(council.slug, "lot"), contract=contract)
    oversight.published_figure(id=key(council.slug, "published figure"), council_id=council.id)
    oversight.measure(id=key(council.slug, "measure"), council_id=council.id)
    for provider in CAST.providers_in(council):
        organisation = models.Organisation.objects.get(pk=key(provider, "organisation"))
        place = (council.slug, provider)
        oversight.award(id=key(*place, "award"), lot=lot, organisation=organisation)
        oversight.invoice(
            id=key(*place, "invoice"), lot=lot, organisation=organisation, number=f"INV {' '.join(place)}"
        )
        group = payroll.pay_group(
            id=key(*place, "pay group"),
            council_id=council.id,
            organisation_id=organisation.pk,
            name=f"Four-weekly, {council.slug}",
        )
        payroll.pay_period(id=key(*place, "october"), group=group, **OCTOBER)
        payroll.pay_period(id=key(*place, "november"), group=group)
        sort_code, account_number = PAYING_ACCOUNTS[provider]
        ledger.paying_account(
            id=key(*place, "paying account"),
            council_id=council.id,
            organisation=organisation,
            sort_code=sort_code,
            account_number=account_number,
        )
        number = 1 if council == CAST.east else 2
        ledger.payment_batch(
            id=key(*place, "payment batch"),
            council_id=council.id,
            organisation=organisation,
            number=number,
            pay_on=dt.date(2026, 11, 26 + number),
            requested_by_id=CAST.person(policy.PAYROLL_MANAGER, council=council).user_id,
        )


def _recusal() -> None:
    """Rose may not open her brother's records at work: not him, nor his employer, nor his posts."""
    models.Recusal.objects.create(
        id=key("rose", "recusal"),
        user_id=CAST.rose.user_id,
        subject_id=CAST.homes["ben"].subject_id,
        council_id=CAST.east.id,
        reason="A member of the family.",
    )


def _history() -> None:
    """What was done with each client's and each post's records, and with each council's roles."""
    for home in CAST.homes.values():
        actor = CAST.person(policy.ADMINISTRATOR, council=home.council).actor()
        subjects = {home.subject_id: policy.CAPABILITIES}
        subjects |= {
            post.subject_id: (policy.IDENTITY, policy.PAY, policy.MONEY)
            for post in CAST.posts.values()
            if post.home == home
        }
        events = [
            audit.Event(verb="look", thing="cast", thing_id=home.short, subject_id=subject_id, sees=sees)
            for subject_id, classes in subjects.items()
            for sees in classes
        ]
        events.append(audit.Event(verb="look", thing="cast", thing_id="people and roles"))
        with actors.acting(actor):
            audit.record_all(events, actor=actor, at=AT)
