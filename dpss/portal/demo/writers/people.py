"""Writes who there is: the people who sign in, clients and PAs, and who acts for and looks after whom."""

from collections.abc import Iterator

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import encrypt
from django.contrib.auth.hashers import make_password

from clients import models as clients
from dpss.access import policy, sealing
from dpss.access.models import Membership, Recusal, Subject, User
from dpss.access.operations import Days
from dpss.portal.demo import names, people, sign_ins
from dpss.portal.demo.households import Client, Representation
from dpss.portal.demo.people import Person
from dpss.portal.demo.plans import Staff
from dpss.portal.demo.posts import Assistant
from dpss.portal.demo.writers.book import Book, since, write
from ledger.models import BankAccount, account_index
from payroll.models import PayrollIdentity


def write_people(book: Book) -> None:
    """Everybody, then what is known of them, then their roles."""
    _users(book)
    _clients(book)
    _assistants(book)
    book.representations = list(_representations(book))
    book.placements = list(_placements(book))
    book.allocations = list(_allocations(book))
    write(book.representations)
    write(book.placements)
    write(book.allocations)
    write(_memberships(book))
    write(_recusals(book))


def _users(book: Book) -> None:
    known = {one.email for one in sign_ins.of(book.county.plan)}
    # Hashing is slow on purpose; the password is the same for all of them, and no secret.
    password = make_password(sign_ins.PASSWORD)
    for person in _who_sign_in(book):
        book.users[person.key] = User(
            id=book.key("user", person.key),
            email=person.email,
            name=person.name.shown,
            password=password if person.email in known else make_password(None),
        )
    write(book.users.values())
    write(
        EmailAddress(user=user, email=user.email, verified=True, primary=True) for user in book.users.values()
    )
    write(
        Authenticator(
            user=book.users[person.key],
            type=Authenticator.Type.TOTP,
            data={"secret": encrypt(sign_ins.totp_secret(person.email))},
        )
        for person in book.county.staff.values()
    )


def _who_sign_in(book: Book) -> Iterator[Person]:
    """Staff first: somebody who also acts for a client has one sign-in."""
    staff = {person.key: person for person in book.county.staff.values()}
    yield from staff.values()
    for client in book.county.clients:
        if client.signs_in:
            yield client.person
        yield from (act.person for act in client.representations if act.person.key not in staff)
    yield from (assistant.person for assistant in book.county.force.assistants)


def _clients(book: Book) -> None:
    subjects = book.subjects(Subject.Kind.CLIENT, [client.number for client in book.county.clients])
    for client in book.county.clients:
        book.clients[client.number] = clients.Client(
            id=book.key("client", client.number),
            council=book.council,
            subject=subjects[client.number],
            user=book.users.get(client.person.key),
            reference=client.reference,
            name=client.person.name.shown,
            birth_date=client.person.birth_date,
            group=client.group,
            stage=client.stage,
            stage_since=client.stage_since,
            phone=client.person.phone,
            email=client.person.email if client.signs_in else "",
            town=client.person.town,
            postcode=client.person.postcode,
            contact_route=client.contact_route,
        )
    write(book.clients.values())


def _assistants(book: Book) -> None:
    force = book.county.force.assistants
    subjects = book.subjects(Subject.Kind.PA, [assistant.number for assistant in force])
    for assistant in force:
        book.assistants[assistant.number] = clients.PersonalAssistant(
            id=book.key("assistant", assistant.number),
            council=book.council,
            subject=subjects[assistant.number],
            user=book.users[assistant.person.key],
            name=assistant.person.name.shown,
            phone=assistant.person.phone,
            email=assistant.person.email,
        )
    write(book.assistants.values())
    write(_identity(book, assistant) for assistant in force)
    write(_bank_account(book, assistant) for assistant in force)


def _identity(book: Book, assistant: Assistant) -> PayrollIdentity:
    person, row = assistant.person, book.assistants[assistant.number]
    nino = people.nino(assistant.number, prefix=book.county.plan.nino_prefix)
    return PayrollIdentity(
        id=book.key("payroll identity", assistant.number),
        **book.hung_on(row.subject_id),
        assistant=row,
        hmrc_forename=person.name.forename,
        hmrc_surname=person.name.surname,
        birth_date=person.birth_date,
        gender=person.gender,
        nino=nino,
        nino_index=sealing.index_of(nino, purpose="nino"),
        address_line_1=person.address_line_1,
        address_line_2=person.town,
        postcode=person.postcode,
    )


def _bank_account(book: Book, assistant: Assistant) -> BankAccount:
    account = people.bank_account(assistant.number, slug=book.county.plan.slug)
    return BankAccount(
        id=book.key("bank account", assistant.number),
        **book.hung_on(book.assistants[assistant.number].subject_id),
        during=since(book.county.plan.contract.starts),
        holder=names.account_holder(assistant.person.name),
        sort_code=account.sort_code,
        account_number=account.number,
        account_index=account_index(account.sort_code, account.number),
    )


def _representations(book: Book) -> Iterator[clients.Representation]:
    for client in book.county.clients:
        for act in client.representations:
            row = book.clients[client.number]
            yield clients.Representation(
                id=book.key("representation", client.number, act.person.key),
                **book.hung_on(row.subject_id),
                client=row,
                user=book.users[act.person.key],
                kind=act.kind,
                sees_money=act.sees_money,
                approves_timesheets=act.approves,
                signs=act.kind != "nominated",
                state="in_force",
                during=since(act.since, act.until),
            )


def _placements(book: Book) -> Iterator[clients.Placement]:
    for number, placed in book.county.placements.items():
        for one in placed:
            row = book.clients[number]
            yield clients.Placement(
                id=book.key("placement", number, one.lot, one.since),
                **book.hung_on(row.subject_id),
                client=row,
                lot=one.lot,
                arrangement=one.arrangement,
                organisation=book.organisations.get(one.provider),
                during=since(one.since, one.until),
            )


def _allocations(book: Book) -> Iterator[clients.CaseAllocation]:
    started = {client.number: client.since for client in book.county.clients}
    employers = {staff.key: staff.works_for for staff in book.county.plan.staff}
    for number, worker in book.county.workers.items():
        row = book.clients[number]
        yield clients.CaseAllocation(
            id=book.key("allocation", number),
            **book.hung_on(row.subject_id),
            client=row,
            user=book.users[f"staff:{worker}"],
            organisation=book.organisations[employers[worker]],
            during=since(started[number]),
        )


def _memberships(book: Book) -> Iterator[Membership]:
    plan, contract = book.county.plan, book.county.plan.contract
    for staff in plan.staff:
        yield _membership(book, f"staff:{staff.key}", staff.role, since(contract.starts), staff=staff)
    for client in book.county.clients:
        if client.signs_in:
            yield _membership(book, client.person.key, policy.CLIENT, since(client.since))
        for act in client.representations:
            yield _membership(book, act.person.key, policy.REPRESENTATIVE, since(act.since, act.until))
    posts = book.county.force.posts
    for assistant in book.county.force.assistants:
        first = min(posts[number].first_day for number in assistant.posts)
        days = since(max(contract.starts, first))
        yield _membership(book, assistant.person.key, policy.PA, days)


def _membership(book: Book, person: str, role: str, days: Days, staff: Staff | None = None) -> Membership:
    return Membership(
        id=book.key("membership", person, role),
        user=book.users[person],
        council=book.council,
        organisation=book.organisations[staff.works_for] if staff else None,
        role=role,
        during=days,
    )


def _recusals(book: Book) -> Iterator[Recusal]:
    """Staff never open the record of someone whom they act for."""
    for client in book.county.clients:
        for act in client.representations:
            if act.staff:
                yield _recusal(book, client, act)


def _recusal(book: Book, client: Client, act: Representation) -> Recusal:
    return Recusal(
        id=book.key("recusal", client.number, act.staff),
        user=book.users[act.person.key],
        subject_id=book.clients[client.number].subject_id,
        council=book.council,
        reason=f"{act.person.name.shown} acts for {client.person.name.shown} as a relative.",
    )
